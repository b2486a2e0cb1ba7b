using Permanence.Api.Words;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Entries;

// How each field of an event is asked for.
public sealed partial class EntryForm
{
    private const int RadiosAtMost = 6;

    public IReadOnlyList<FieldView> Fields(IReadOnlyDictionary<string, string> typed, IReadOnlyList<FieldFault> faults)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return
        [
            new FieldView("on", OnLabel, Asked.Date, "For example, 27 3 2026", [], Error("on")),
            .. type.Fields.Where(field => field.Asked).Select(field => View(field, typed, Error(NameOf(field.Name)))),
            new FieldView(
                "note",
                "Note (optional)",
                Asked.LongText,
                type.Name == EventTypes.RequirementRecorded
                    ? "Say why, where the requirement was not needed or was declined. Up to 4,000 characters"
                    : "Up to 4,000 characters",
                [],
                Error("note")
            ),
        ];

        string? Error(string name) => faults.FirstOrDefault(fault => fault.Field == name)?.Sentence;
    }

    private string OnLabel =>
        type.Name switch
        {
            EventTypes.ReviewBooked
            or EventTypes.MeetingBooked
            or EventTypes.AgencyDecisionBooked
            or EventTypes.CourtDateListed
            or EventTypes.CarePlanFilingSet => "Date it was booked or set",
            EventTypes.ReviewCancelled or EventTypes.MeetingCancelled => "Date it was cancelled",
            _ => "Date it happened",
        };

    private FieldView View(FieldSpecification field, IReadOnlyDictionary<string, string> typed, string? error)
    {
        var name = NameOf(field.Name);
        var label = field.Required ? field.Label : $"{field.Label} (optional)";
        switch (field.Kind)
        {
            case FieldKind.Date:
                return new(name, label, Asked.Date, "For example, 27 3 2026", [], error);
            case FieldKind.DateTime:
                return new(name, label, Asked.Time, "On the 24-hour clock, for example 16:00", [], error);
            case FieldKind.Flag:
                return new(name, label, Asked.Radios, null, [new("yes", "Yes"), new("no", "No"), new("", "Not recorded")], error);
            case FieldKind.Number:
                return new(name, label, Asked.Number, null, [], error);
            case FieldKind.Miles:
                return new(name, label, Asked.Number, "For example, 7.5", [], error);
            case FieldKind.Choice:
                var words = field
                    .Choices.Select(choice => new FieldOption(choice, field.Name == "order" ? speech.Order(choice) : speech.Name(choice)))
                    .ToList();
                return words.Count > RadiosAtMost
                    ? new(name, label, Asked.Select, null, [new("", ""), .. words], error)
                    : new(name, label, Asked.Radios, null, field.Required ? words : [.. words, new("", "Not recorded")], error);
            case FieldKind.Code when speech.CodesOf(type.Name, field.Name) is { } codes:
                // What is on the record already stays choosable even where it is not a code we know.
                var own =
                    typed.TryGetValue(name, out var now) && now.Length > 0 && codes.All(code => code.Code != now)
                        ? new[] { new FieldOption(now, now) }
                        : [];
                return new(
                    name,
                    label,
                    Asked.Select,
                    null,
                    [new("", ""), .. own, .. codes.Select(code => new FieldOption(code.Code, $"{code.Words} ({code.Code})"))],
                    error
                );
            case FieldKind.EventId:
                var entries = Timeline.Of(file).NamedBy(field);
                return new(
                    name,
                    label,
                    Asked.Select,
                    null,
                    [new("", ""), .. entries.Select(one => new FieldOption(one.Id!, $"{speech.Title(one)} on {Dates.InWords(one.On)}"))],
                    error
                );
            case FieldKind.Text when choices.For(type.Name, field.Name) is { Count: > 0 } offered:
                return offered.Count > RadiosAtMost
                    ? new(name, label, Asked.Select, null, [new("", ""), .. offered], error, OtherOf(name))
                    : new(
                        name,
                        label,
                        Asked.Radios,
                        null,
                        field.Required ? offered : [.. offered, new("", "Not recorded")],
                        error,
                        OtherOf(name)
                    );
            case FieldKind.Role:
                var known = EventVocabulary.EveryRole.Select(role => new FieldOption(role, speech.Name(role)));
                // A role of the council's own stays choosable where it is on the record already.
                FieldOption[] other =
                    typed.TryGetValue(name, out var role) && role.Length > 0 && !EventVocabulary.IsRole(role)
                        ? [new(role, speech.Name(role))]
                        : [];
                return new(name, label, Asked.Select, null, [new("", ""), .. other, .. known], error);
            case FieldKind.Ids:
                // Of those on the record already none is lost because the policy no longer looks for it.
                List<string> ids = [.. choices.Requirements(type.Name, field.Name).Union(Lines(typed.GetValueOrDefault(name)))];
                return ids.Count == 0
                    ? new(name, label, Asked.LongText, "One id of the policy’s requirements a line", [], error)
                    : new(
                        name,
                        label,
                        Asked.Checkboxes,
                        "Tick all of them",
                        [.. ids.Select(id => new FieldOption(id, choices.Words(id)))],
                        error,
                        OtherOf(name)
                    );
            case FieldKind.Roles:
                string[] named = [.. field.Choices, .. EventVocabulary.EveryRole];
                return new(
                    name,
                    label,
                    Asked.Checkboxes,
                    "Tick all of them",
                    // A role of the council's own stays ticked where it is on the record already.
                    [.. named.Union(Lines(typed.GetValueOrDefault(name))).Select(one => new FieldOption(one, speech.Name(one)))],
                    error
                );
            case FieldKind.DayOrWords:
                return new(name, label, Asked.Text, "A date such as 2026-03-27, or in words where the day is not known", [], error);
            case FieldKind.Json:
                return new(name, label, Asked.LongText, "One answer a line: the question, a colon, the answer", [], error);
            default:
                return new(name, label, field.Name is "reason" ? Asked.LongText : Asked.Text, Hint(field.Name), [], error);
        }
    }

    private string? Hint(string field) =>
        (type.Name, field) switch
        {
            (EventTypes.Referred, "to") => "A body or a role, for example agency-decision-maker",
            (_, "postcode") => "Of the placement",
            (_, "person") => "A short id of your own, the same each time this person is meant: aunt-1",
            (_, "family") => "The id of the carers or family",
            (EventTypes.MeetingHeld, "outcome") => "For a legal planning meeting: threshold-met or threshold-not-met",
            _ => null,
        };
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Permanence.Api.Pages.Practice;
using Permanence.Api.Words;
using Permanence.Domain;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Entries;

/// <summary>How a field of an event is asked for.</summary>
public enum Asked
{
    Text,
    LongText,
    Date,
    Time,
    Radios,
    Select,
    Number,
}

/// <param name="Name">The input's name and, for a single input, its id.</param>
/// <param name="Options">Empty where the answer is typed.</param>
/// <param name="Other">The input's name for an answer that is none of the options; null where it has to be one of them.</param>
public sealed record FieldView(
    string Name,
    string Label,
    Asked Asked,
    string? Hint,
    IReadOnlyList<FieldOption> Options,
    string? Error,
    string? Other = null
);

public sealed record FieldOption(string Value, string Words);

/// <summary>
/// A form for any kind of event, made from the vocabulary: which fields it shows, what was typed in them as an event, and an event as
/// what would have been typed.
/// </summary>
/// <param name="choices">What the council's policy recognises in fields of free text.</param>
public sealed class EntryForm(EventTypeSpecification type, CaseFile file, EventWords speech, RecordChoices? choices = null)
{
    private const int RadiosAtMost = 6;

    private readonly RecordChoices choices = choices ?? RecordChoices.None;

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public EventTypeSpecification Type => type;

    public string Title => speech.Label(type);

    public static string NameOf(string field) => field is "on" or "note" ? field : $"field-{field}";

    /// <summary>The input for an answer that is none of those offered.</summary>
    public static string OtherOf(string name) => $"{name}-other";

    /// <summary>The address of an empty form, or of one that begins with what is already known, by the event's own field names.</summary>
    public static string UrlOf(string childUrl, string type, IEnumerable<KeyValuePair<string, string>> known)
    {
        var query = string.Join('&', known.Select(field => $"{NameOf(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        return $"{childUrl}/record/{type}{(query.Length == 0 ? "" : $"?{query}")}";
    }

    /// <summary>Which kinds of event a person records here: all that have no page of their own and are not the platform's.</summary>
    public static IReadOnlyList<IGrouping<string, EventTypeSpecification>> Choices { get; } =
    [.. EventVocabulary.Types.Where(one => one.By == RecordedBy.People).GroupBy(one => one.Subject)];

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

    /// <summary>What was typed, as an event; or what is wrong with it.</summary>
    /// <param name="corrected">The entry that this puts right: what the form does not ask for stays as it is there.</param>
    public (CareEvent? Event, IReadOnlyList<FieldFault> Faults) Read(IReadOnlyDictionary<string, string> typed, CareEvent? corrected = null)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var answers = new TypedAnswers(typed);
        var on = Date("on", OnLabel, true);
        var values = new List<KeyValuePair<string, object>>();
        foreach (var field in type.Fields)
        {
            if ((field.Asked ? Value(field) : corrected?.Fields[field.Name]) is { } value)
                values.Add(new(field.Name, value));
        }

        var note = answers.Note("note", "Note");
        if (answers.Faults.Count > 0 || on is null)
            return (null, answers.Faults);

        var happened = new CareEvent
        {
            Type = type.Name,
            On = on.Value,
            Fields = EventFields.Of(values),
            Note = note,
        };
        // The reader of case files has the last word on lengths and shapes, so that a form never lets through what a program may not send.
        using var document = JsonDocument.Parse($"[{System.Text.Encoding.UTF8.GetString(happened.Json.Span)}]");
        var read = CaseFileJson.ReadEvents(document.RootElement);
        return read.Succeeded ? (read.Value[0], []) : (null, FaultsOf(read.Refusals));

        object? Value(FieldSpecification field)
        {
            var name = NameOf(field.Name);
            if (field.Kind == FieldKind.Date)
                return Date(name, field.Label, field.Required);
            var text = answers.Text(name);
            if (field.Kind == FieldKind.Text && answers.Text(OtherOf(name)) is { } other)
            {
                if (text is not null)
                    answers.Fault(name, $"{field.Label}: choose one from the list or write something else, not both.");
                text = other;
            }

            if (text is null)
            {
                if (field.Required)
                    answers.Fault(
                        name,
                        field.Kind is FieldKind.Choice or FieldKind.Code or FieldKind.EventId
                            ? $"Select {An(field.Label)}."
                            : $"Fill in “{field.Label}”."
                    );
                return null;
            }

            switch (field.Kind)
            {
                case FieldKind.Flag:
                    return text == "yes";
                case FieldKind.Number:
                    if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000)
                        return number;
                    answers.Fault(name, $"{field.Label} must be a whole number from 1 to 999.");
                    return null;
                case FieldKind.Miles:
                    return answers.Miles(name, field.Label);
                case FieldKind.DateTime:
                    var time = Clock.Parse(text.Replace('.', ':').PadLeft(5, '0'));
                    if (!time.Success)
                        answers.Fault(name, $"{field.Label} must be a time on the 24-hour clock, such as 16:00.");
                    return time.Success && on is { } day ? (Kept(name) ?? day).At(time.Value) : null;
                case FieldKind.Json:
                    return Json(name, field, text);
                case FieldKind.Ids or FieldKind.Roles:
                    return new FieldList<string>(
                        text.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    );
                case FieldKind.DayOrWords:
                    return Dates.FromIso(text) is { } said ? said : text;
                case FieldKind.Code:
                    return text.ToUpperInvariant();
                default:
                    return text;
            }
        }

        // The day of a time that was recorded with another day than the entry's own stays what it was.
        LocalDate? Kept(string name) => Dates.FromIso(answers.Text($"{name}-kept"));

        LocalDate? Date(string name, string label, bool required) =>
            answers.Date(
                name,
                label,
                !required ? null
                    : label.StartsWith("Date ", StringComparison.Ordinal) ? $"Enter the {Codes.InSentence(label)}."
                    : $"Enter a date for “{label}”."
            );

        JsonText? Json(string name, FieldSpecification field, string text)
        {
            if (text[0] is '{' or '[')
            {
                try
                {
                    return new JsonText(JsonNode.Parse(text)!.ToJsonString());
                }
                catch (JsonException)
                {
                    answers.Fault(name, $"{field.Label} must be one answer a line: the question, a colon, the answer.");
                    return null;
                }
            }

            var lines = new JsonObject();
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0 || lines.ContainsKey(line[..colon].Trim()))
                {
                    answers.Fault(name, $"{field.Label} must be one answer a line, each question once: the question, a colon, the answer.");
                    return null;
                }

                lines[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }

            return new JsonText(lines.ToJsonString());
        }
    }

    /// <summary>What was refused elsewhere, at the inputs of this form.</summary>
    public IReadOnlyList<FieldFault> FaultsOf(IReadOnlyList<Refusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return
        [
            .. refusals.Select(refusal =>
            {
                var field = refusal.Field?.Split('.')[^1];
                return new FieldFault(
                    field is "on" or "note" || field is not null && type.Field(field) is not null ? NameOf(field) : null,
                    refusal.Sentence
                );
            }),
        ];
    }

    /// <summary>An event as it would have been typed.</summary>
    public Dictionary<string, string> TypedOf(CareEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        Boxes("on", happened.On);
        foreach (var (field, value) in happened.Fields)
        {
            var name = NameOf(field);
            switch (value)
            {
                case LocalDate date:
                    Boxes(name, date);
                    break;
                case LocalDateTime time:
                    typed[name] = Clock.Format(time.TimeOfDay);
                    if (time.Date != happened.On)
                        typed[$"{name}-kept"] = Dates.Iso(time.Date);
                    break;
                case bool flag:
                    typed[name] = flag ? "yes" : "no";
                    break;
                case int number:
                    typed[name] = number.ToString(CultureInfo.InvariantCulture);
                    break;
                case decimal number:
                    typed[name] = number.ToString(CultureInfo.InvariantCulture);
                    break;
                case JsonText json:
                    typed[name] = json.Json;
                    break;
                case FieldList<string> words:
                    typed[name] = string.Join('\n', words);
                    break;
                case string text:
                    Text(type.Field(field), name, text, typed);
                    break;
            }
        }

        if (happened.Note is not null)
            typed["note"] = happened.Note;
        return typed;

        void Boxes(string name, LocalDate date) => DateBoxes.Write(typed, name, date);
    }

    /// <summary>What a link to this form already knows. Names and values that the form does not have are left out.</summary>
    public Dictionary<string, string> Begin(Func<string, string?> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            var name = NameOf(field.Name);
            if (known(name) is not { Length: > 0 and <= RecordLimits.LongestText } value)
                continue;
            var offered =
                field.Kind == FieldKind.Choice && field.Choices.Contains(value) || field.Kind == FieldKind.Flag && value is "yes" or "no";
            if (offered || field.Kind == FieldKind.Name)
                typed[name] = value;
            else if (field.Kind == FieldKind.Text)
                Text(field, name, value, typed);
        }

        return typed;
    }

    /// <summary>What a council's form says and answers of the event it leads to.</summary>
    /// <param name="child">Whose record it is, where the form asks of each child.</param>
    /// <param name="answered">What was typed into the form.</param>
    public Dictionary<string, string> Begin(FormEvent next, PolicyForm form, string child, IReadOnlyDictionary<string, string> answered)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(form);
        var answers = new TypedAnswers(answered);
        var typed = Begin(name => next.Fields.Where(said => NameOf(said.Key) == name).Select(said => said.Value).FirstOrDefault());
        foreach (var (target, id) in next.Takes)
        {
            var field = form.Fields.First(known => known.Id == id);
            var (source, name) = (FormViews.InputName(id, field.Each is null ? null : child), NameOf(target));
            if (field.Type == FieldType.Date)
            {
                if (answers.Date(source, field.Label) is { } date)
                    DateBoxes.Write(typed, name, date);
                continue;
            }

            var said = answers.Several(source);
            if (said.Count == 0)
                continue;
            var meant = field.Meanings.FirstOrDefault(meaning => meaning.Value == said[0])?.Is[0];
            var specification = type.Field(target);
            if (specification?.Kind == FieldKind.Choice)
            {
                if (meant is not null && specification.Choices.Contains(meant))
                    typed[name] = meant;
            }
            else if (specification?.Kind == FieldKind.Text)
                Text(specification, name, field.Type == FieldType.Choices ? string.Join("; ", said) : answers.Text(source)!, typed);
            else
                typed[name] = field.Type == FieldType.Choices ? string.Join("; ", said) : answers.Text(source)!;
        }

        return typed;
    }

    // A word that is not offered stands in the box beside the list.
    private void Text(FieldSpecification? field, string name, string value, Dictionary<string, string> typed)
    {
        var offered = field?.Kind == FieldKind.Text ? choices.For(type.Name, field.Name) : [];
        typed[offered.Count == 0 || offered.Any(option => option.Value == value) ? name : OtherOf(name)] = value;
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
                return new(name, label, Asked.LongText, "One id of the policy’s requirements a line", [], error);
            case FieldKind.Roles:
                return new(
                    name,
                    label,
                    Asked.LongText,
                    $"One a line: {string.Join(", ", field.Choices)}, or a role such as social-worker",
                    [],
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

    // "a hearing", "an order": as a sentence asks for it.
    private static string An(string label)
    {
        var words = Codes.InSentence(label);
        return words is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? $"an {words}" : $"a {words}";
    }
}

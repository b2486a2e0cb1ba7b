using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Records;

namespace Permanence.Builders;

/// <summary>
/// Builds records in tests: <c>A.Child().BecameLookedAfter("2025-03-10").Event("review-held", "2025-04-02", ("number", 1)).File</c>.
/// </summary>
public static class A
{
    public static ChildBuilder Child(string id = "T-1", string born = "2016-05-15", string authority = "test") => new(authority, id, born);

    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).GetValueOrThrow();

    public static CareEvent Event(string type, string on, params (string Field, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = Day(on),
            // In the vocabulary's order, as a reader would give them.
            Fields = EventFields.Of(
                EventVocabulary
                    .Find(type)!
                    .Fields.Where(field => fields.Any(given => given.Field == field.Name))
                    .Select(field => KeyValuePair.Create(field.Name, Typed(field, fields.First(given => given.Field == field.Name).Value)))
            ),
        };

    private static object Typed(FieldSpecification field, object value) =>
        (field.Kind, value) switch
        {
            (FieldKind.Date, string text) => Day(text),
            (FieldKind.DayOrWords, string text) when LocalDatePattern.Iso.Parse(text) is { Success: true } day => day.Value,
            (FieldKind.Ids or FieldKind.Roles, IEnumerable<string> words) => new FieldList<string>(words),
            (FieldKind.DateTime, string text) => LocalDateTimePattern
                .CreateWithInvariantCulture("uuuu-MM-ddTHH:mm")
                .Parse(text)
                .GetValueOrThrow(),
            _ => value,
        };
}

public sealed class ChildBuilder(string authority, string id, string born)
{
    private readonly List<CareEvent> events = [];
    private readonly List<string> siblings = [];

    public CaseFile File =>
        new(
            authority,
            new Child
            {
                Id = id,
                Born = A.Day(born),
                Siblings = [.. siblings],
            },
            [.. events]
        );

    public Timeline Timeline => Timeline.Of(File);

    public ChildBuilder Event(string type, string on, params (string Field, object Value)[] fields)
    {
        events.Add(A.Event(type, on, fields) with { Id = $"e{events.Count + 1}" });
        return this;
    }

    public ChildBuilder RecordedAt(string instant, string by = "test-social-worker", string source = "test")
    {
        events[^1] = events[^1] with { Recorded = new Recording(InstantPattern.ExtendedIso.Parse(instant).GetValueOrThrow(), by, source) };
        return this;
    }

    public ChildBuilder BecameLookedAfter(string on, string basis = "emergency", string legalStatus = "V2") =>
        Event("became-looked-after", on, ("basis", basis), ("legalStatus", legalStatus));

    public ChildBuilder ReviewHeld(string on) => Event("review-held", on);

    public ChildBuilder PlanningMeeting(string on) => Event("meeting-held", on, ("meeting", "permanence-planning"));

    public ChildBuilder WithSibling(string sibling)
    {
        siblings.Add(sibling);
        return this;
    }
}

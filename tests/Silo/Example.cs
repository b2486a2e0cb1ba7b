using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Silo.Tests;

/// <summary>Invented records.</summary>
internal static class Example
{
    public static readonly LocalDate Day = new(2026, 1, 5);

    public static CareEvent Wishes { get; } =
        new()
        {
            Type = "wishes-recorded",
            On = Day,
            Note = "Prefers to stay near school — “Bishop’s Park”.",
        };

    /// <summary>As much as anybody may write in one entry.</summary>
    public static CareEvent LongWishes { get; } = Wishes with { Note = new string('–', RecordLimits.LongestNote / 3) };

    /// <summary>A record that is opened with so many long entries.</summary>
    public static CaseFile Long(string child, int entries, string authority = "north") =>
        File(child, authority) with
        {
            Events = [.. Enumerable.Repeat(LongWishes, entries)],
        };

    public static CaseFile File(string child, string authority = "north") =>
        new(authority, new Child { Id = child, Born = new LocalDate(2018, 9, 4) }, []);

    /// <summary>One event of every type that stands for itself, every field filled.</summary>
    public static IEnumerable<CareEvent> OneOfEach()
    {
        yield return new CareEvent
        {
            Type = "meeting-held",
            On = Day,
            Id = "meeting",
            Fields = EventFields.Of([new("meeting", "tracking"), new("at", new LocalDateTime(2026, 1, 5, 14, 30))]),
        };
        yield return new CareEvent
        {
            Type = EventTypes.EscalationRaised,
            On = Day,
            Id = "raised",
        };
        foreach (var type in EventVocabulary.Types.Where(type => type.Subject != "Record"))
            yield return new CareEvent
            {
                Type = type.Name,
                On = Day,
                Note = "A note",
                Fields = EventFields.Of(
                    type.Fields.Where(field => !field.StandsForStamp)
                        .Select(field => new KeyValuePair<string, object>(field.Name, Value(field)))
                ),
            };
    }

    public static object Value(FieldSpecification field) =>
        field.Kind switch
        {
            FieldKind.Text => "Äny text “quoted”",
            FieldKind.Date => new LocalDate(2026, 6, 30),
            FieldKind.DateTime => new LocalDateTime(2026, 3, 29, 1, 30),
            FieldKind.Flag => true,
            FieldKind.Number => 3,
            FieldKind.Miles => 12.5m,
            FieldKind.Choice => field.Choices[0],
            FieldKind.Code => "V2",
            FieldKind.Name => "O’Neill",
            FieldKind.Role => "iro",
            FieldKind.Ids => new FieldList<string>(["SALT-7"]),
            FieldKind.Roles => new FieldList<string>(["mother", "iro"]),
            FieldKind.People => new FieldList<Attendance>([
                new("iro", "A Person", null, null),
                new("legal", null, Attendance.Information, "In court"),
            ]),
            FieldKind.DayOrWords => new LocalDate(2026, 6, 30),
            FieldKind.EventId when field.Names == EventTypes.EscalationRaised => "raised",
            FieldKind.EventId => "meeting",
            FieldKind.Json => new JsonText("""{"a":[1,null,"é"]}"""),
            _ => throw new InvalidOperationException($"No example of {field.Kind}."),
        };
}

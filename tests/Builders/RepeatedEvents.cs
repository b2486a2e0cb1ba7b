using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Builders;

/// <summary>A record of one child with thousands of events of the same few kinds: as long as a record may become.</summary>
public static class RepeatedEvents
{
    private static readonly string[] Placements = ["U1", "U4", "U6", "K2", "A3"];
    private static readonly LocalDate Entered = new(2018, 1, 1);

    /// <param name="types">Types of events, in turn.</param>
    /// <param name="count">How many events, after the entry into care.</param>
    /// <param name="onOneDay">Whether all are of one day, or spread over eight years.</param>
    public static CaseFile Record(IReadOnlyList<string> types, int count, bool onOneDay)
    {
        ArgumentNullException.ThrowIfNull(types);
        var events = Enumerable
            .Range(0, count)
            .Select(index =>
                Happened(
                    types[index % types.Count],
                    index,
                    onOneDay ? new LocalDate(2024, 5, 1) : Entered.PlusDays((int)(3000L * index / count))
                )
            );
        return new CaseFile(
            "test",
            new Child { Id = "L-1", Born = new LocalDate(2012, 2, 29) },
            [A.Event("became-looked-after", "2018-01-01", ("basis", "planned"), ("legalStatus", "C2")) with { Id = "b" }, .. events]
        );
    }

    private static CareEvent Happened(string type, int index, LocalDate on) =>
        new()
        {
            Type = type,
            On = on,
            Id = $"e{index}",
            Fields = EventFields.Of(
                EventVocabulary
                    .Find(type)!
                    .Fields.Where(field => field.Required || field.Name == "number")
                    .Select(field => KeyValuePair.Create(field.Name, Given(field, index, on)))
            ),
        };

    private static object Given(FieldSpecification field, int index, LocalDate on) =>
        field.Kind switch
        {
            FieldKind.Date => on.PlusDays(5 + (index % 300)),
            FieldKind.DateTime => on.At(new LocalTime(10, 30)),
            FieldKind.Number => index,
            FieldKind.Flag => true,
            FieldKind.Choice => field.Choices[index % field.Choices.Count],
            FieldKind.Code => field.Name switch
            {
                "placement" => Placements[index % Placements.Length],
                "legalStatus" => "C2",
                _ => "E4A",
            },
            FieldKind.Event => new CareEvent { Type = "wishes-recorded", On = on },
            FieldKind.Ids or FieldKind.Roles => new FieldList<string>(["social-worker"]),
            _ => $"e{index / 2}",
        };
}

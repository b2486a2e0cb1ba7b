using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Builders;

/// <summary>
/// Records that nobody would write but that a store may hold: every type of event, in any order, recorded whenever, with corrections and
/// withdrawals of anything. The same seed gives the same record.
/// </summary>
public sealed class RandomRecord
{
    private static readonly LocalDate First = new(2017, 1, 1);

    // What a reading depends on comes more often than the rest.
    private static readonly string[] Telling =
    [
        "became-looked-after",
        "ceased-looked-after",
        "legal-status-changed",
        "order-made",
        "order-ended",
        "placement-started",
        "placement-ended",
        "unplanned-ending",
        "plan-set",
        "plan-ended",
        "plan-agreed",
        "plan-confirmed",
        "plan-ratified",
        "review-held",
        "review-booked",
        "review-cancelled",
        "permanence-secured",
        "should-be-placed-decided",
        "should-be-placed-reversed",
        "match-approved",
        "placed-for-adoption",
        "short-breaks-started",
        "short-breaks-ended",
        "care-decision-made",
        "intervention-started",
        "officer-allocated",
        "iro-appointed",
        "event-corrected",
        "event-withdrawn",
        "details-changed",
    ];

    private readonly Random random;
    private readonly List<CareEvent> events = [];
    private Instant recorded = Instant.FromUtc(2017, 1, 2, 9, 0);

    private RandomRecord(int seed) => random = new Random(seed);

    /// <summary>A day a record of this kind may be asked about.</summary>
    public static LocalDate Day(int seed) => First.PlusDays(new Random(seed ^ 0x5f3759df).Next(-200, 4200));

    /// <summary>An instant of knowledge, or none.</summary>
    public static Instant? KnownAt(int seed) =>
        new Random(seed ^ 0x2545f491) is var dice && dice.Next(3) == 0
            ? Instant.FromUtc(2017, 1, 1, 12, 0) + Duration.FromDays(dice.Next(3800))
            : null;

    /// <param name="seed">Any number.</param>
    /// <param name="length">At most so many events.</param>
    public static CaseFile Of(int seed, int length = 45) => new RandomRecord(seed).Make(length);

    private CaseFile Make(int length)
    {
        var count = random.Next(length + 1);
        for (var index = 0; index < count; index++)
        {
            recorded += Duration.FromHours(random.Next(0, 24 * 160 * 45 / Math.Max(length, 45)));
            events.Add(
                Happened(Type(), index) with
                {
                    Id = $"e{index + 1}",
                    Recorded = new Recording(recorded, "test-social-worker", "test"),
                }
            );
        }

        return new CaseFile(
            "test",
            new Child
            {
                Id = "R-1",
                Born = random.Next(8) == 0 ? null : First.PlusDays(random.Next(-6900, 3600)),
                Expected = random.Next(4) == 0 ? First.PlusDays(random.Next(3600)) : null,
                Name = "Robin",
                Team = random.Next(3) == 0 ? null : "Children in care",
                SocialWorker = random.Next(3) == 0 ? null : "Sam Poole",
            },
            [.. events]
        );
    }

    private string Type() =>
        random.Next(5) == 0 ? EventVocabulary.Types[random.Next(EventVocabulary.Types.Count)].Name : Telling[random.Next(Telling.Length)];

    private CareEvent Happened(string type, int index)
    {
        var kind = EventVocabulary.Find(type)!;
        var fields = new List<KeyValuePair<string, object>>();
        foreach (var field in kind.Fields)
        {
            if ((field.Required || random.Next(2) == 0) && Value(kind, field, index) is { } value)
                fields.Add(new(field.Name, value));
        }

        // Days repeat, so that one day holds several events.
        return new CareEvent
        {
            Type = type,
            On = First.PlusDays(random.Next(190) * 20),
            Fields = EventFields.Of(fields),
        };
    }

    private object? Value(EventTypeSpecification kind, FieldSpecification field, int index) =>
        field.Kind switch
        {
            FieldKind.Date => First.PlusDays(random.Next(190) * 20),
            FieldKind.DateTime => First.PlusDays(random.Next(3800)).At(new LocalTime(10, 30)),
            FieldKind.Flag => random.Next(2) == 0,
            FieldKind.Number => random.Next(1, 9),
            FieldKind.Miles => 4.5m,
            FieldKind.Choice => field.Choices[random.Next(field.Choices.Count)],
            FieldKind.Code when field.Name == "legalStatus" => Pick("C1", "C2", "D1", "E1", "V2", "V3", "V4", "L2", "not-known"),
            FieldKind.Code when field.Name == "placement" => Pick(
                "A3",
                "A4",
                "A5",
                "A6",
                "H5",
                "K1",
                "K2",
                "P1",
                "P2",
                "R1",
                "S1",
                "T0",
                "U1",
                "U2",
                "U3",
                "U4",
                "U5",
                "U6",
                "Z1"
            ),
            FieldKind.Code => Pick("E4A", "E11", "E12", "E2", "E3", "E43", "E8", "E9"),
            FieldKind.EventId => $"e{random.Next(1, index + 2)}",
            FieldKind.Event => events.Count == 0
                ? null
                : Happened(
                    events[random.Next(events.Count)] is var one && Timeline.IsAboutAnEntry(one) ? "wishes-recorded" : one.Type,
                    index
                ),
            FieldKind.Json => new JsonText("{}"),
            _ => field.Name is "who" or "carer" ? Pick("Ash Field", "Bryn Hall", "Cass Ward") : $"{kind.Name}-{random.Next(4)}",
        };

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}

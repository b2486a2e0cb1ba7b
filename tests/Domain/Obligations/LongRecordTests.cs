using System.Diagnostics;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>
/// A record may grow for a childhood: eight times as many events may cost some ten times as much, never sixty-four times.
/// </summary>
public sealed class LongRecordTests
{
    private const int Short = 500;
    private const int Long = 4000;

    // What twice n log n comes to is some 19; a walk along every event for each event comes to 64.
    private const double AtMost = 32;

    private static readonly string[] Placements = ["U1", "U4", "U6", "K2", "A3"];
    private static readonly LocalDate Today = new(2026, 6, 16);
    private static readonly LocalDate Entered = new(2018, 1, 1);

    [Theory]
    [InlineData("plan-set", false)]
    [InlineData("plan-set", true)]
    [InlineData("review-held", false)]
    [InlineData("review-booked", true)]
    [InlineData("review-booked review-cancelled", false)]
    [InlineData("meeting-held minutes-signed", false)]
    [InlineData("meeting-booked meeting-held", true)]
    [InlineData("placement-started placement-ended", false)]
    [InlineData("order-made order-ended", false)]
    [InlineData("became-looked-after ceased-looked-after intervention-started plan-agreed", false)]
    public void Nothing_costs_more_than_its_length(string types, bool onOneDay)
    {
        var (small, large) = (Record(types.Split(' '), Short, onOneDay), Record(types.Split(' '), Long, onOneDay));
        Cost(small);
        var ratio = Enumerable.Range(0, 5).Select(_ => Cost(large) / Cost(small)).Min();
        Assert.True(ratio < AtMost, $"{Long / Short} times as many events cost {ratio:N0} times as much.");
    }

    private static double Cost(CaseFile file)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var authority in ReadOnce.Library.Authorities)
        {
            var policy = ReadOnce.Library.For(authority.Id)!;
            var history = new ChildHistory(file).On(Today);
            TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar));
            Indicators.CountedBy(history, policy, ReadOnce.Calendar);
            ChildSummaries.Of(history);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static CaseFile Record(string[] types, int count, bool onOneDay) =>
        new(
            "test",
            new Child { Id = "L-1", Born = new LocalDate(2012, 2, 29) },
    [
        A.Event("became-looked-after", "2018-01-01", ("basis", "planned"), ("legalStatus", "C2")) with { Id = "b" },
                .. Enumerable
                    .Range(0, count)
                    .Select(index =>
                        Happened(
                            types[index % types.Length],
                            index,
                            onOneDay ? new LocalDate(2024, 5, 1) : Entered.PlusDays((int)(3000L * index / count))
                        )
                    ),
            ]
        );

    private static CareEvent Happened(string type, int index, LocalDate on) => new()
    {
        Type = type, On = on, Id = $"e{index}",
            Fields = EventFields.Of(
                EventVocabulary
                    .Find(type)!
                    .Fields.Where(field => field.Required || field.Name == "number")
                    .Select(field =>
                        KeyValuePair.Create(
                            field.Name,
                            field.Kind switch
        {
            FieldKind.Date => on.PlusDays(5 + (index % 300)),
            FieldKind.Number => index,
            FieldKind.Choice => field.Choices[index % field.Choices.Count],
            FieldKind.Code => field.Name switch { "placement" => Placements[index % Placements.Length], "legalStatus" => "C2", _ => "E4A" },
            _ => (object)$"e{index / 2}"
        })))
    };
}

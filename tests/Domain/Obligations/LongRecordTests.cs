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

    private static readonly LocalDate Today = new(2026, 6, 16);

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
        var (small, large) = (
            RepeatedEvents.Record(types.Split(' '), Short, onOneDay),
            RepeatedEvents.Record(types.Split(' '), Long, onOneDay)
        );
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
            TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar), policy, ReadOnce.Calendar);
            Indicators.CountedBy(history, policy, ReadOnce.Calendar);
            ChildSummaries.Of(history);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

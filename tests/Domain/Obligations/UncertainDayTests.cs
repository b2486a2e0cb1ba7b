using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>Care that began before the record does: a day that is only known as that one or an earlier one.</summary>
public sealed class UncertainDayTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    private static IReadOnlyList<Obligation> Obligations(ChildBuilder child, string on) =>
        ObligationEngine.Evaluate(child.Timeline, Library.For("hertfordshire")!, Library.Calendar, A.Day(on)).Obligations;

    private static ChildBuilder InCareSinceBeforeTheRecord() =>
        A.Child(authority: "hertfordshire")
            .Event("became-looked-after", "2024-04-01", ("basis", "not-known"), ("legalStatus", "C2"), ("onOrBefore", true));

    [Fact]
    public void What_is_counted_from_it_is_the_latest_lawful_day_and_the_working_says_why()
    {
        var duty = Obligations(InCareSinceBeforeTheRecord(), "2024-09-30")
            .Single(one => one.Id.StartsWith("later-review", StringComparison.Ordinal));
        Assert.Equal((ObligationStatus.DueSoon, A.Day("2024-10-01")), (duty.Status, duty.Due!.Value));
        Assert.Equal("the day the child became looked after is known only as 1 April 2024 or before it", duty.Unknown);
        var because = Assert.Single(duty.Limbs).Because;
        Assert.Contains(because, step => step.Contains("Monday 1 April 2024 or before it", StringComparison.Ordinal));
        Assert.Contains(because, step => step.Contains("the latest lawful day", StringComparison.Ordinal));
    }

    [Fact]
    public void With_no_review_on_the_record_one_is_overdue_after_that()
    {
        var duty = Obligations(InCareSinceBeforeTheRecord(), "2024-10-02")
            .Single(one => one.Id.StartsWith("later-review", StringComparison.Ordinal));
        Assert.Equal((ObligationStatus.Overdue, true), (duty.Status, duty.IsMustLate));
    }

    [Fact]
    public void What_counts_from_a_later_day_is_counted_as_ever()
    {
        var child = InCareSinceBeforeTheRecord().ReviewHeld("2025-10-01");
        var later = Obligations(child, "2026-03-02")
            .Single(obligation => obligation.IsToBeDone && obligation.Id.StartsWith("later-review", StringComparison.Ordinal));
        Assert.Equal(new LocalDate(2026, 4, 1), later.Due);
    }
}

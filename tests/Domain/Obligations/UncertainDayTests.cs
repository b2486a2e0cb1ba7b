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
    public void No_date_is_counted_from_it_and_the_working_says_why()
    {
        var limb = Obligations(InCareSinceBeforeTheRecord(), "2026-03-02")
            .SelectMany(obligation => obligation.Limbs)
            .Single(limb => limb.Clause == "HERTS-2");
        Assert.Null(limb.Due);
        Assert.Contains(limb.Because, step => step.Contains("or before it", StringComparison.Ordinal));
        Assert.Contains(limb.Because, step => step.Contains("Nothing can be counted", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_overdue_because_of_it()
    {
        Assert.DoesNotContain(
            Obligations(InCareSinceBeforeTheRecord(), "2026-03-02"),
            obligation => obligation.Status == ObligationStatus.Overdue
        );
    }

    [Fact]
    public void What_counts_from_a_later_day_is_counted_as_ever()
    {
        var child = InCareSinceBeforeTheRecord().ReviewHeld("2025-10-01");
        var later = Obligations(child, "2026-03-02").Single(obligation => obligation.Limbs.Any(limb => limb.Clause == "ENG-REVIEW-N"));
        Assert.Equal(new LocalDate(2026, 4, 1), later.Due);
    }
}

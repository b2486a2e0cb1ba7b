using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>An order was made, whether it was recorded as such or a legal status or the end of care tells it.</summary>
public sealed class OrdersToldTests
{
    private static ChildBuilder Decided(string authority = "saltmarsh") =>
        A.Child(authority: authority)
            .BecameLookedAfter("2025-01-10", legalStatus: "C1")
            .Event("placement-started", "2025-01-10", ("placement", "U6"))
            .ReviewHeld("2025-02-05")
            .Event("plan-set", "2025-05-06", ("option", "adoption"), ("track", "primary"))
            .Event("review-held", "2025-05-06", ("planAgreed", "adoption"))
            .Event("should-be-placed-decided", "2025-06-10");

    private static ChildBuilder Made(ChildBuilder child, string on, string order = "placement") =>
        child.Event("order-made", on, ("order", order));

    private static ChildBuilder Ended(ChildBuilder child, string on, string order = "placement") =>
        child.Event("order-ended", on, ("order", order));

    private static ChildBuilder Said(ChildBuilder child, string on, string legalStatus = "E1") =>
        child.Event("legal-status-changed", on, ("legalStatus", legalStatus));

    private static CaseHistory On(ChildBuilder child, string day) => new(child.Timeline, A.Day(day));

    private static LocalDate? InForce(ChildBuilder child, string day, string order = "placement") => On(child, day).OrderInForce(order)?.On;

    public static TheoryData<string> Authorities => [.. ReadOnce.Library.Authorities.Select(authority => authority.Id)];

    [Theory]
    [MemberData(nameof(Authorities))]
    public void Every_policy_asks_the_same_whichever_entry_tells_the_order(string authority)
    {
        var policy = ReadOnce.Library.For(authority)!;
        Alike(Made(Decided(authority), "2025-07-01"), Said(Decided(authority), "2025-07-01"));
        Alike(
            Ended(Made(Decided(authority), "2025-07-01"), "2025-11-03"),
            Said(Said(Decided(authority), "2025-07-01"), "2025-11-03", "C2")
        );
        Alike(Made(Decided(authority), "2025-07-01", "care"), Said(Decided(authority), "2025-07-01", "C2"));
        Alike(Left(Made(Decided(authority), "2025-11-03", "special-guardianship")), Left(Decided(authority)));
        // Recorded some days later it is the same order: asked once, and from the day that was recorded.
        Alike(Made(Decided(authority), "2025-07-04"), Made(Said(Decided(authority), "2025-07-01"), "2025-07-04"));
        Alike(Made(Decided(authority), "2025-07-01"), Said(Made(Decided(authority), "2025-07-01"), "2025-07-04"));

        static ChildBuilder Left(ChildBuilder child) => child.Event("ceased-looked-after", "2025-11-03", ("reason", "E45"));

        void Alike(ChildBuilder one, ChildBuilder other)
        {
            foreach (var day in new[] { "2025-07-20", "2025-12-15", "2026-06-15" })
                Assert.Equal(Asked(one, day), Asked(other, day));
        }

        string Asked(ChildBuilder child, string day)
        {
            var history = new ChildHistory(child.File).On(A.Day(day));
            var asked = ObligationEngine
                .Evaluate(history, policy, ReadOnce.Calendar)
                .Obligations.Select(one =>
                    $"{one.Title}: {one.Status} {one.Due} {string.Join(' ', one.Limbs.Select(limb => limb.Clause))}"
                );
            return $"{history.Stage}\n{string.Join('\n', asked.Order(StringComparer.Ordinal))}";
        }
    }

    [Fact]
    public void An_interim_order_tells_that_proceedings_were_issued_by_its_day_until_that_is_recorded_or_they_are_over()
    {
        Assert.Null(Issue(Decided(), "2025-01-09"));
        Assert.Equal((A.Day("2025-01-10"), true), Issue(Decided(), "2025-06-30"));
        // Recorded, it counts alone: whichever came first.
        Assert.Equal((A.Day("2025-03-03"), false), Issue(Decided().Event("proceedings-issued", "2025-03-03"), "2025-03-03"));
        Assert.Equal((A.Day("2025-01-03"), false), Issue(Decided().Event("proceedings-issued", "2025-01-03"), "2025-06-30"));
        // Whatever takes the order's place, and the word that they are over, leave nothing to count.
        foreach (var over in new[] { Made(Decided(), "2025-07-01"), Said(Decided(), "2025-07-01"), Said(Decided(), "2025-07-01", "V2") })
            Assert.Equal((A.Day("2025-01-10"), null), (Issue(over, "2025-06-30")?.Day, Issue(over, "2025-07-01")));
        Assert.Null(Issue(Decided().Event("proceedings-concluded", "2025-07-01"), "2025-07-01"));
        Assert.Null(Issue(Decided().Event("ceased-looked-after", "2025-07-01", ("reason", "E4A")), "2025-07-01"));

        static (LocalDate Day, bool Told)? Issue(ChildBuilder child, string day) =>
            On(child, day).Latest("proceedings-issued") is { } issued ? (issued.On, issued.Flag("onOrBefore") == true) : null;
    }

    [Fact]
    public void The_weeks_that_proceedings_may_take_count_from_the_interim_order_at_the_latest_and_the_working_says_so()
    {
        var policy = ReadOnce.Library.For(ReadOnce.Library.Authorities[0].Id)!;
        var child = A.Child(authority: policy.Authority.Id).BecameLookedAfter("2025-01-10", legalStatus: "C1");

        var concluded = Assert.Single(
            ObligationEngine.Evaluate(child.Timeline, policy, ReadOnce.Calendar, A.Day("2025-06-30")).Obligations,
            one => one.Limbs.Any(limb => limb.Clause == "ENG-COURT-1")
        );

        Assert.Equal(A.Day("2025-07-10"), concluded.Due);
        Assert.Contains(
            concluded.Limbs.SelectMany(limb => limb.Because),
            said => said.Contains("nobody recorded when proceedings were issued", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_placement_order_that_only_its_status_tells_is_in_force_and_the_child_waits_for_a_match()
    {
        var told = Said(Decided(), "2025-07-01");

        Assert.Null(InForce(told, "2025-06-30"));
        Assert.Equal(A.Day("2025-07-01"), InForce(told, "2025-07-01"));
        Assert.Equal(A.Day("2025-07-01"), On(told, "2025-12-01").Adoption.PlacementOrder);
        Assert.Equal("order-no-match", On(told, "2025-12-01").Stage?.Name);
    }

    [Fact]
    public void Told_and_recorded_on_different_days_it_is_one_order()
    {
        var recorded = Made(Said(Decided(), "2025-07-01"), "2025-07-04");
        Assert.Equal([A.Day("2025-07-01")], Orders(recorded, "2025-07-03"));
        Assert.Equal(A.Day("2025-07-01"), InForce(recorded, "2025-07-03"));
        Assert.Equal([A.Day("2025-07-04")], Orders(recorded));
        Assert.Equal(A.Day("2025-07-04"), InForce(recorded, "2025-07-04"));
        Assert.Equal([A.Day("2025-07-01")], Orders(Said(Made(Decided(), "2025-07-01"), "2025-07-04")));
        Assert.Equal([A.Day("2025-07-01")], Orders(Made(Said(Decided(), "2025-07-01"), "2025-07-01")));
        Assert.Equal([A.Day("2025-07-01")], Orders(Said(Said(Decided(), "2025-07-01"), "2025-08-01")));
        // What ended was made anew.
        Assert.Equal(
            [A.Day("2025-07-01"), A.Day("2026-02-02")],
            Orders(Said(Ended(Said(Decided(), "2025-07-01"), "2025-10-01"), "2026-02-02"))
        );

        static IEnumerable<LocalDate> Orders(ChildBuilder child, string day = "2026-06-01") =>
            On(child, day).All("order-made").Where(made => made.Text("order") == "placement").Select(made => made.On);
    }

    [Fact]
    public void Another_status_ends_a_placement_order_that_a_status_named_and_no_other()
    {
        var revoked = Said(Said(Decided(), "2025-07-01"), "2025-11-03", "C2");

        Assert.NotNull(InForce(revoked, "2025-11-02"));
        Assert.Null(InForce(revoked, "2025-11-03"));
        Assert.Equal("adoption-no-order", On(revoked, "2025-12-01").Stage?.Name);
        // Recorded later, it is the same ending.
        Assert.Single(On(Ended(revoked, "2025-11-10"), "2025-12-01").All("order-ended"));
        // The care order of the same hearing, entered some days late, ends no placement order.
        Assert.NotNull(InForce(Said(Made(Decided(), "2025-07-01"), "2025-07-04", "C2"), "2025-12-01"));
        Assert.Null(InForce(revoked, "2025-12-01", "care"));
    }

    [Fact]
    public void A_care_order_takes_the_place_of_an_interim_one_and_ends_with_care_or_another_status()
    {
        var child = Said(Decided(), "2025-07-01", "C2");

        Assert.Equal(A.Day("2025-01-10"), InForce(child, "2025-06-30", "interim-care"));
        Assert.Null(InForce(child, "2025-07-01", "interim-care"));
        Assert.Equal(A.Day("2025-07-01"), InForce(child, "2025-07-01", "care"));
        Assert.Null(InForce(Said(child, "2025-09-01", "V2"), "2025-09-01", "care"));
        var left = child.Event("ceased-looked-after", "2025-10-01", ("reason", "E4A"));
        Assert.Null(InForce(left, "2025-10-01", "care"));
        // Who comes back under one is under another one.
        Assert.Equal(A.Day("2026-03-02"), InForce(left.BecameLookedAfter("2026-03-02", legalStatus: "C2"), "2026-04-01", "care"));
    }

    [Fact]
    public void What_care_ended_by_is_told_once()
    {
        var left = Decided().Event("ceased-looked-after", "2025-11-03", ("reason", "E45"));

        Assert.Equal(A.Day("2025-11-03"), InForce(left, "2025-11-03", "special-guardianship"));
        Assert.Single(On(Made(left, "2025-11-05", "special-guardianship"), "2025-12-01").All("order-made"), IsGuardianship);

        static bool IsGuardianship(CareEvent made) => made.Text("order") == "special-guardianship";
    }

    [Fact]
    public void Of_care_that_began_before_the_record_the_order_is_in_force_and_its_day_is_not_known()
    {
        var child = A.Child()
            .Event("became-looked-after", "2025-04-01", ("basis", "not-known"), ("legalStatus", "E1"), ("onOrBefore", true));

        Assert.True(On(child, "2025-06-01").OrderInForce("placement")?.Flag("onOrBefore"));
        Assert.Null(On(child, "2025-06-01").Adoption.PlacementOrder);
        Assert.Equal("order-no-match", On(child, "2025-06-01").Stage?.Name);
    }
}

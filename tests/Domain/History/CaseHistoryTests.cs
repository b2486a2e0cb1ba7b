using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>Where one case ends and the next begins, and how a record is read on an earlier day.</summary>
public sealed class CaseHistoryTests
{
    private static ChildBuilder HomeAgain =>
        A.Child().BecameLookedAfter("2021-01-11").Event("ceased-looked-after", "2021-09-01", ("reason", "E4A"));

    private static CaseHistory On(ChildBuilder child, string day) => new(child.Timeline, A.Day(day));

    [Fact]
    public void The_case_lasts_after_care_until_another_begins()
    {
        var history = On(
            HomeAgain
                .Event("meeting-held", "2021-12-01", ("meeting", "permanence-planning"))
                .Event("personal-adviser-offered", "2022-09-01"),
            "2025-10-20"
        );
        Assert.Equal(1, history.Period?.Ordinal);
        Assert.Equal(LocalDate.MinIsoValue, history.CaseStart);
    }

    [Theory]
    [InlineData("intervention-started")]
    [InlineData("pre-birth-assessment-started")]
    [InlineData("removal-likely")]
    [InlineData("pre-proceedings-started")]
    [InlineData("proceedings-issued")]
    public void What_leads_up_to_care_begins_another_case(string type)
    {
        var child = HomeAgain.Event(type, "2025-10-20");
        Assert.Equal(LocalDate.MinIsoValue, On(child, "2025-10-19").CaseStart);
        var history = On(child, "2025-10-20");
        Assert.Equal(A.Day("2021-09-02"), history.CaseStart);
        Assert.Null(history.Period);
        Assert.Equal(A.Day("2021-09-01"), history.Left?.On);
    }

    [Theory]
    [InlineData("meeting-booked", true)]
    [InlineData("meeting-held", true)]
    [InlineData("meeting-booked", false)]
    public void A_legal_planning_meeting_begins_another_case_and_other_meetings_do_not(string type, bool legal)
    {
        var meeting = ("meeting", (object)(legal ? "legal-planning" : "tracking"));
        var child =
            type == "meeting-booked"
                ? HomeAgain.Event(type, "2025-10-20", meeting, ("for", "2025-11-10"))
                : HomeAgain.Event(type, "2025-10-20", meeting);
        Assert.Equal(legal ? A.Day("2021-09-02") : LocalDate.MinIsoValue, On(child, "2025-10-20").CaseStart);
    }

    [Fact]
    public void The_case_goes_on_when_care_is_decided_and_begins()
    {
        var child = HomeAgain
            .Event("removal-likely", "2025-10-20")
            .Event("care-decision-made", "2025-11-03")
            .BecameLookedAfter("2025-11-10");
        Assert.Equal((A.Day("2021-09-02"), 2), (On(child, "2025-11-03").CaseStart, On(child, "2025-11-03").Period!.Ordinal));
        var inCare = On(child, "2025-11-10");
        Assert.Equal((A.Day("2021-09-02"), 2), (inCare.CaseStart, inCare.Period!.Ordinal));
        Assert.Null(inCare.Left);
    }

    [Fact]
    public void What_led_up_to_the_period_that_ended_begins_nothing()
    {
        var child = A.Child()
            .Event("removal-likely", "2020-12-01")
            .BecameLookedAfter("2021-01-11")
            .Event("proceedings-issued", "2021-02-01")
            .Event("ceased-looked-after", "2021-09-01", ("reason", "E4A"));
        Assert.Equal(LocalDate.MinIsoValue, On(child, "2025-10-20").CaseStart);
    }

    [Fact]
    public void Of_the_day_of_coming_back_the_ending_is_of_the_earlier_period()
    {
        var ceased = EventVocabulary.OrdinalOf("ceased-looked-after");
        var child = HomeAgain.BecameLookedAfter("2021-09-01");
        var history = On(child, "2021-10-01");
        Assert.Equal(0, history.Since(ceased, history.CaseStart).Length);
        Assert.Equal(1, history.Since(ceased, LocalDate.MinIsoValue).Length);
        child.Event("ceased-looked-after", "2021-12-01", ("reason", "E4A"));
        var after = On(child, "2021-12-01");
        Assert.Equal(A.Day("2021-12-01"), after.Since(ceased, after.CaseStart)[0].On);
    }

    [Fact]
    public void A_home_left_on_a_day_is_the_home_of_that_day_unless_another_began()
    {
        var child = A.Child()
            .BecameLookedAfter("2024-01-08")
            .Event("placement-started", "2024-01-08", ("placement", "U6"))
            .Event("placement-ended", "2024-06-03")
            .Event("placement-started", "2024-07-01", ("placement", "K2"))
            .Event("placement-started", "2024-09-02", ("placement", "U4"))
            .Event("ceased-looked-after", "2025-03-10", ("reason", "E4A"));
        var history = On(child, "2025-06-01");
        Assert.Null(history.Placement);
        Assert.Equal("U6", history.PlacementOn(A.Day("2024-06-03"))?.Text("placement"));
        Assert.Null(history.PlacementOn(A.Day("2024-06-04")));
        Assert.Equal("K2", history.PlacementOn(A.Day("2024-09-01"))?.Text("placement"));
        Assert.Equal("U4", history.PlacementOn(A.Day("2024-09-02"))?.Text("placement"));
        Assert.Equal("U4", history.PlacementOn(A.Day("2025-03-10"))?.Text("placement"));
        Assert.Null(history.PlacementOn(A.Day("2025-03-11")));
        Assert.Null(history.PlacementOn(A.Day("2024-01-07")));
    }

    [Fact]
    public void An_earlier_day_is_read_as_it_was_then()
    {
        var child = A.Child()
            .BecameLookedAfter("2024-01-08")
            .Event("plan-set", "2024-02-01", ("option", "adoption"), ("track", "primary"))
            .Event("order-made", "2024-03-01", ("order", "placement"))
            .Event("order-ended", "2024-08-01", ("order", "placement"))
            .Event("plan-set", "2024-08-05", ("option", "long-term-fostering"), ("track", "primary"));
        var history = On(child, "2024-09-01");
        Assert.Equal("long-term-fostering", history.PrimaryPlan);
        Assert.Equal("adoption", history.AsOf(A.Day("2024-08-04")).PrimaryPlan);
        Assert.Null(history.OrderInForce("placement"));
        Assert.NotNull(history.AsOf(A.Day("2024-07-31")).OrderInForce("placement"));
        Assert.Null(history.AsOf(A.Day("2024-08-01")).OrderInForce("placement"));
        Assert.Same(history, history.AsOf(A.Day("2024-12-01")));
        Assert.Same(history.AsOf(A.Day("2024-07-31")), history.AsOf(A.Day("2024-07-31")));
    }
}

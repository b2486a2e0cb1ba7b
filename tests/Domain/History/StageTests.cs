using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>Where a child waits, and since when: the day the last fact needed came true, which no review moves.</summary>
public sealed class StageTests
{
    private static ChildBuilder InCare => A.Child().BecameLookedAfter("2025-03-10");

    private static ChildBuilder Agreed(string option) =>
        InCare
            .Event("plan-set", "2025-04-01", ("option", option), ("track", "primary"))
            .Event("plan-agreed", "2025-05-01", ("option", option));

    private static ChildBuilder WithOrder => Agreed("adoption").Event("order-made", "2025-06-01", ("order", "placement"));

    private static ChildBuilder Placed =>
        WithOrder
            .Event("match-approved", "2025-09-01")
            .Event("placement-ended", "2025-10-01")
            .Event("placement-started", "2025-10-01", ("placement", "A6"));

    private static string? On(ChildBuilder child, string day = "2026-06-01") =>
        new CaseHistory(child.Timeline, A.Day(day)).Stage is { } stage ? $"{stage.Name} since {stage.Since:uuuu-MM-dd}" : null;

    [Fact]
    public void Without_a_plan_it_is_the_entry_and_no_review_moves_it() =>
        Assert.Equal("no-plan since 2025-03-10", On(InCare.ReviewHeld("2025-04-02").ReviewHeld("2025-07-01")));

    [Fact]
    public void A_plan_that_ended_leaves_the_child_without_one() =>
        Assert.Equal(
            "no-plan since 2026-01-05",
            On(Agreed("adoption").Event("plan-ended", "2026-01-05", ("option", "adoption"), ("track", "primary")))
        );

    [Fact]
    public void A_plan_that_nobody_agreed_waits_since_it_was_set() =>
        Assert.Equal(
            "plan-not-agreed since 2025-04-01",
            On(InCare.Event("plan-set", "2025-04-01", ("option", "long-term-fostering"), ("track", "primary")))
        );

    [Theory]
    [InlineData("return-home", "return-home")]
    [InlineData("special-guardianship", "guardianship-no-order")]
    [InlineData("long-term-fostering", "fostering-no-match")]
    [InlineData("adoption", "adoption-no-order")]
    [InlineData("residential", "plan-not-secured")]
    [InlineData("kinship-care", "plan-not-secured")]
    public void An_agreed_plan_waits_for_what_it_needs_and_agreeing_it_again_moves_nothing(string option, string stage) =>
        Assert.Equal($"{stage} since 2025-05-01", On(Agreed(option).Event("plan-agreed", "2026-02-01", ("option", option))));

    [Fact]
    public void An_order_without_a_match_waits_since_the_order_however_late_the_plan_was_agreed()
    {
        var agreedLate = A.Child()
            .BecameLookedAfter("2022-01-10")
            .Event("order-made", "2022-05-27", ("order", "placement"))
            .Event("plan-set", "2026-05-12", ("option", "adoption"), ("track", "primary"))
            .Event("plan-agreed", "2026-05-12", ("option", "adoption"));

        Assert.Equal("order-no-match since 2022-05-27", On(agreedLate));
    }

    [Fact]
    public void The_way_to_adoption_goes_step_by_step()
    {
        Assert.Equal("order-no-match since 2025-06-01", On(Placed, "2025-08-31"));
        Assert.Equal("matched-not-placed since 2025-09-01", On(Placed, "2025-09-30"));
        Assert.Equal("placed-no-order since 2025-10-01", On(Placed));
    }

    [Fact]
    public void What_a_return_says_without_a_plan_is_a_stage_of_adoption()
    {
        Assert.Equal("adoption-no-order since 2025-05-01", On(InCare.Event("should-be-placed-decided", "2025-05-01")));
        Assert.Equal(
            "order-no-match since 2025-06-01",
            On(InCare.Event("should-be-placed-decided", "2025-05-01").Event("order-made", "2025-06-01", ("order", "placement")))
        );
    }

    [Fact]
    public void A_match_or_a_home_that_is_lost_begins_the_wait_again()
    {
        Assert.Equal(
            "order-no-match since 2026-01-05",
            On(WithOrder.Event("match-approved", "2025-09-01").Event("match-ended", "2026-01-05"))
        );
        Assert.Equal("order-no-match since 2026-02-05", On(Placed.Event("unplanned-ending", "2026-02-05")));
        Assert.Equal("order-no-match since 2026-02-05", On(Placed.Event("placement-started", "2026-02-05", ("placement", "U6"))));
        Assert.Equal("adoption-no-order since 2026-03-01", On(WithOrder.Event("order-ended", "2026-03-01", ("order", "placement"))));
    }

    [Fact]
    public void Leaving_the_foster_home_for_the_adopters_loses_no_match() =>
        Assert.Equal(
            "matched-not-placed since 2025-09-01",
            On(
                InCare
                    .Event("placement-started", "2025-03-10", ("placement", "U6"))
                    .Event("should-be-placed-decided", "2025-05-01")
                    .Event("order-made", "2025-06-01", ("order", "placement"))
                    .Event("match-approved", "2025-09-01")
                    .Event("placement-ended", "2025-10-01")
            )
        );

    [Fact]
    public void Long_term_carers_are_a_match_until_the_child_leaves_them()
    {
        var home = Agreed("long-term-fostering").Event("placement-started", "2025-08-01", ("placement", "U6"), ("longTermMatch", true));

        Assert.Equal("plan-not-secured since 2025-08-01", On(home));
        Assert.Equal("fostering-no-match since 2026-03-02", On(home.Event("placement-started", "2026-03-02", ("placement", "U6"))));
    }

    [Fact]
    public void Carers_whom_the_match_names_are_a_match_until_the_child_leaves_them()
    {
        var home = Agreed("long-term-fostering")
            .Event("placement-started", "2025-05-01", ("placement", "U6"), ("carer", "FC-1"))
            .Event("match-approved", "2025-08-01", ("family", "FC-1"));

        Assert.Equal("plan-not-secured since 2025-08-01", On(home));
        // They move house, and the child with them.
        home.Event("placement-ended", "2025-12-01").Event("placement-started", "2025-12-01", ("placement", "U6"), ("carer", "FC-1"));
        Assert.Equal("plan-not-secured since 2025-08-01", On(home));
        home.Event("placement-ended", "2026-03-02").Event("placement-started", "2026-03-02", ("placement", "U6"), ("carer", "FC-2"));
        Assert.Equal("fostering-no-match since 2026-03-02", On(home));
    }

    [Fact]
    public void An_unplanned_ending_with_the_matched_carers_ends_the_match() =>
        Assert.Equal(
            "fostering-no-match since 2026-02-02",
            On(
                Agreed("long-term-fostering")
                    .Event("placement-started", "2025-05-01", ("placement", "U6"), ("carer", "FC-1"))
                    .Event("match-approved", "2025-08-01", ("family", "FC-1"))
                    .Event("unplanned-ending", "2026-02-02")
            )
        );

    [Fact]
    public void The_word_alone_secures_nothing_that_an_order_is()
    {
        var said = Agreed("special-guardianship").Event("permanence-secured", "2025-11-01", ("option", "special-guardianship"));

        Assert.Equal("guardianship-no-order since 2025-05-01", On(said));
        Assert.Equal("secured since 2026-02-03", On(said.Event("order-made", "2026-02-03", ("order", "special-guardianship"))));
    }

    [Fact]
    public void Adoption_is_secured_by_its_order_and_not_by_the_match()
    {
        var said = Placed.Event("permanence-secured", "2025-11-01", ("option", "adoption"));

        Assert.Equal("placed-no-order since 2025-10-01", On(said));
        // The order ends care, and with it the wait.
        Assert.Null(On(said.Event("order-made", "2026-02-03", ("order", "adoption"))));
    }

    [Fact]
    public void Care_by_relatives_or_friends_is_secured_where_the_child_lives_with_them_or_an_order_says_so()
    {
        Assert.Equal("secured since 2025-11-01", On(Said()));
        Assert.Equal("plan-not-secured since 2025-05-01", On(Elsewhere()));
        Assert.Equal("secured since 2026-02-03", On(Elsewhere().Event("placement-started", "2026-02-03", ("placement", "U3"))));
        Assert.Equal("secured since 2026-02-03", On(Elsewhere().Event("order-made", "2026-02-03", ("order", "child-arrangements"))));

        static ChildBuilder Said() => Agreed("kinship-care").Event("permanence-secured", "2025-11-01", ("option", "kinship-care"));
        static ChildBuilder Elsewhere() => Said().Event("placement-started", "2025-03-10", ("placement", "U6"));
    }

    [Fact]
    public void A_return_home_is_secured_where_the_child_is_at_home()
    {
        var said = Agreed("return-home")
            .Event("placement-started", "2025-03-10", ("placement", "U6"))
            .Event("permanence-secured", "2025-11-01", ("option", "return-home"));

        Assert.Equal("return-home since 2025-05-01", On(said));
        Assert.Equal("secured since 2026-02-03", On(said.Event("placement-started", "2026-02-03", ("placement", "P1"))));
    }

    [Fact]
    public void Permanence_secured_is_the_end_of_waiting_until_it_is_lost()
    {
        var secured = Agreed("long-term-fostering")
            .Event("placement-started", "2025-08-01", ("placement", "U4"))
            .Event("permanence-secured", "2025-11-01", ("option", "long-term-fostering"));

        Assert.Equal("secured since 2025-11-01", On(secured));
        Assert.Equal("fostering-no-match since 2026-03-02", On(secured.Event("unplanned-ending", "2026-03-02")));
    }

    [Fact]
    public void A_hospital_stay_is_no_move() =>
        Assert.Equal("placed-no-order since 2025-10-01", On(Placed.Event("placement-started", "2026-02-05", ("placement", "T1"))));

    [Fact]
    public void Who_is_not_in_care_waits_only_in_proceedings()
    {
        var issued = A.Child().Event("proceedings-issued", "2025-03-10");

        Assert.Equal("proceedings-before-care since 2025-03-10", On(issued));
        Assert.Null(On(issued.Event("proceedings-concluded", "2025-09-01")));
        Assert.Null(On(InCare.Event("ceased-looked-after", "2026-01-01", ("reason", "E4A"))));
        Assert.Null(On(A.Child().Event("intervention-started", "2025-03-10")));
    }
}

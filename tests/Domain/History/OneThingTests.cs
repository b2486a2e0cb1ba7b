using Permanence.Builders;
using Permanence.Domain.History;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>What two people wrote down of one day is one review, one meeting, one order: nobody waits the less for it.</summary>
public sealed class OneThingTests
{
    private static ChildBuilder InCare => A.Child().BecameLookedAfter("2025-06-02");

    private static IReadOnlyList<Review> Reviews(ChildBuilder child) => new CaseHistory(child.Timeline, A.Day("2025-12-15")).Reviews;

    private static string? Stage(ChildBuilder child) =>
        new CaseHistory(child.Timeline, A.Day("2026-06-01")).Stage is { } stage ? $"{stage.Name} since {stage.Since:uuuu-MM-dd}" : null;

    [Fact]
    public void One_review_recorded_twice_is_one_and_says_what_either_said_of_it()
    {
        var twice = InCare.ReviewHeld("2025-06-26").Event("review-held", "2025-06-26", ("returnHome", "uncertain"));

        var review = Assert.Single(Reviews(twice));
        Assert.Equal((1, "uncertain"), (review.Number, review.Held!.Text("returnHome")));
        Assert.Equal(1, ChildSummaries.Of(twice.Timeline, A.Day("2025-12-15")).Reviews);
    }

    [Fact]
    public void A_number_on_either_counts_and_two_numbers_are_two_reviews()
    {
        var numbered = InCare.ReviewHeld("2025-06-26").Event("review-held", "2025-06-26", ("number", 2));
        Assert.Equal(2, Assert.Single(Reviews(numbered)).Number);
        Assert.Equal(2, Reviews(numbered.Event("review-held", "2025-06-26", ("number", 3))).Count);
        Assert.Equal(2, Reviews(InCare.ReviewHeld("2025-06-26").ReviewHeld("2025-06-27")).Count);
    }

    [Fact]
    public void A_meeting_recorded_twice_is_the_first_and_no_second()
    {
        var first = A.Event("meeting-held", "2025-06-20", ("meeting", "permanence-planning"));
        Assert.True(OneThing.Is(first, A.Event("meeting-held", "2025-06-20", ("meeting", "permanence-planning"), ("outcome", "Agreed."))));
        Assert.False(OneThing.Is(first, A.Event("meeting-held", "2025-06-20", ("meeting", "tracking"))));
        Assert.False(OneThing.Is(first, A.Event("meeting-held", "2025-06-21", ("meeting", "permanence-planning"))));
        // Two talks of a day are two.
        var talk = A.Event("discussion-recorded", "2025-06-20", ("topic", "other"));
        Assert.False(OneThing.Is(talk, talk));
    }

    private static ChildBuilder Planned(string option) =>
        A.Child()
            .BecameLookedAfter("2024-01-08")
            .Event("plan-set", "2024-04-01", ("option", option), ("track", "primary"))
            .Event("plan-agreed", "2024-04-25", ("option", option));

    [Fact]
    public void An_order_a_decision_and_a_match_entered_again_came_true_the_first_time()
    {
        Assert.Equal("order-no-match since 2024-06-03", Stage(Ordered().Event("order-made", "2025-06-03", ("order", "placement"))));
        Assert.Equal(
            "order-no-match since 2025-06-03",
            Stage(
                Ordered()
                    .Event("order-ended", "2024-09-02", ("order", "placement"))
                    .Event("order-made", "2025-06-03", ("order", "placement"))
            )
        );

        Assert.Equal("adoption-no-order since 2024-05-01", Stage(Decided().Event("should-be-placed-decided", "2025-05-01")));
        Assert.Equal(
            "adoption-no-order since 2025-05-01",
            Stage(Decided().Event("should-be-placed-reversed", "2024-09-02").Event("should-be-placed-decided", "2025-05-01"))
        );

        Assert.Equal("matched-not-placed since 2024-09-02", Stage(Matched().Event("match-approved", "2025-09-02", ("family", "F1"))));
        Assert.Equal("matched-not-placed since 2024-09-02", Stage(Matched().Event("match-approved", "2025-09-02")));
        Assert.Equal("matched-not-placed since 2025-09-02", Stage(Matched().Event("match-approved", "2025-09-02", ("family", "F2"))));

        static ChildBuilder Ordered() => Planned("adoption").Event("order-made", "2024-06-03", ("order", "placement"));
        static ChildBuilder Decided() => A.Child().BecameLookedAfter("2024-01-08").Event("should-be-placed-decided", "2024-05-01");
        static ChildBuilder Matched() => Ordered().Event("match-approved", "2024-09-02", ("family", "F1"));
    }

    [Fact]
    public void An_order_of_an_earlier_case_begins_no_wait_of_this_one()
    {
        var again = A.Child()
            .BecameLookedAfter("2019-01-07")
            .Event("order-made", "2019-03-04", ("order", "placement"))
            .Event("ceased-looked-after", "2019-09-02", ("reason", "E4A"))
            .BecameLookedAfter("2025-01-06")
            .Event("order-made", "2025-03-03", ("order", "placement"));
        Assert.Equal("order-no-match since 2025-03-03", Stage(again));
    }

    [Fact]
    public void A_plan_ended_and_set_again_on_one_day_or_called_otherwise_waits_on()
    {
        Assert.Equal(
            "return-home since 2024-04-25",
            Stage(Ended().Event("plan-set", "2025-04-15", ("option", "return-home"), ("track", "primary")))
        );
        Assert.Equal(
            "plan-not-agreed since 2025-04-16",
            Stage(Ended().Event("plan-set", "2025-04-16", ("option", "return-home"), ("track", "primary")))
        );

        Assert.Equal(
            "adoption-no-order since 2024-04-25",
            Stage(Planned("early-permanence").Event("review-held", "2025-04-15", ("planAgreed", "adoption")))
        );
        Assert.Equal(
            "return-home since 2025-04-15",
            Stage(Planned("adoption").Event("review-held", "2025-04-15", ("planAgreed", "return-home")))
        );

        static ChildBuilder Ended() =>
            Planned("return-home").Event("plan-ended", "2025-04-15", ("option", "return-home"), ("track", "primary"));
    }

    [Fact]
    public void Placed_with_another_family_that_adopts_a_child_is_placed_since_then()
    {
        Assert.Equal("placed-no-order since 2024-09-02", Stage(Placed()));
        Assert.Equal("placed-no-order since 2025-03-03", Stage(Placed().Event("placement-started", "2025-03-03", Home("F2"))));
        Assert.Equal("placed-no-order since 2024-09-02", Stage(Placed().Event("placement-started", "2025-03-03", Home("F1"))));

        static (string, object)[] Home(string carer) => [("placement", "A6"), ("carer", carer)];
        static ChildBuilder Placed() =>
            Planned("adoption")
                .Event("order-made", "2024-06-03", ("order", "placement"))
                .Event("placement-started", "2024-09-02", Home("F1"));
    }

    [Fact]
    public void An_entry_that_says_same_carers_and_names_others_tells_of_a_move()
    {
        Assert.Equal("secured since 2024-06-03", Stage(Moved(("sameCarers", true))));
        Assert.Equal("secured since 2024-06-03", Stage(Moved(("sameCarers", true), ("carer", "F1"))));
        Assert.NotEqual("secured since 2024-06-03", Stage(Moved(("sameCarers", true), ("carer", "FC-2"))));
        // A stay in hospital is no move.
        Assert.Equal("secured since 2024-06-03", Stage(Secured().Event("placement-started", "2025-02-03", ("placement", "T0"))));

        static ChildBuilder Secured() =>
            Planned("long-term-fostering")
                .Event("placement-started", "2024-05-01", ("placement", "U4"), ("carer", "F1"), ("longTermMatch", true))
                .Event("permanence-secured", "2024-06-03", ("option", "long-term-fostering"));

        static ChildBuilder Moved(params (string, object)[] fields) =>
            Secured().Event("placement-started", "2025-02-03", [("placement", "U6"), .. fields]);
    }
}

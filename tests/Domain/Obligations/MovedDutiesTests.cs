using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Tests.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

public sealed class MovedDutiesTests
{
    private static ChildBuilder Child => A.Child(authority: TwoVersions.Council).BecameLookedAfter("2026-08-17");

    private static IReadOnlyList<MovedDuty> Moved(ChildBuilder child, string on) =>
        MovedDuties.Between(TwoVersions.Evaluate(child, reclocks: false, on), TwoVersions.Evaluate(child, reclocks: true, on));

    [Fact]
    public void A_date_that_moves_shows_where_it_was_and_where_it_is()
    {
        var moved = Assert.Single(Moved(Child, "2026-09-10"));

        Assert.Equal("First planning meeting", moved.Title);
        Assert.Equal(new DutyStanding(ObligationStatus.DueSoon, A.Day("2026-09-15")), moved.Before);
        Assert.Equal(new DutyStanding(ObligationStatus.Overdue, A.Day("2026-09-08")), moved.Now);
    }

    [Fact]
    public void What_is_done_alike_under_both_is_left_out_and_what_becomes_late_is_not()
    {
        var inTime = Moved(Child.PlanningMeeting("2026-09-02"), "2026-09-10");
        var late = Moved(Child.PlanningMeeting("2026-09-10"), "2026-09-11");

        Assert.DoesNotContain(inTime, duty => duty.Title == "First planning meeting");
        Assert.Equal(
            (ObligationStatus.Met, ObligationStatus.MetLate),
            (
                late.Single(duty => duty.Title == "First planning meeting").Before!.Status,
                late.Single(duty => duty.Title == "First planning meeting").Now!.Status
            )
        );
    }

    [Fact]
    public void The_same_policy_moves_nothing()
    {
        var evaluation = TwoVersions.Evaluate(Child, reclocks: true, "2026-09-10");

        Assert.Empty(MovedDuties.Between(evaluation, evaluation));
    }

    [Fact]
    public void A_duty_that_one_policy_does_not_ask_has_no_standing_there()
    {
        var whole = TwoVersions.Evaluate(Child, reclocks: true, "2026-09-10");
        var without = whole with { Obligations = [.. whole.Obligations.Where(duty => duty.Title != "First planning meeting")] };

        Assert.Null(Assert.Single(MovedDuties.Between(without, whole)).Before);
        Assert.Null(Assert.Single(MovedDuties.Between(whole, without)).Now);
    }
}

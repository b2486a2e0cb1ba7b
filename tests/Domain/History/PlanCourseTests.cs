using Permanence.Builders;
using Permanence.Domain.History;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>Which plans are live, and when setting one changes the plan.</summary>
public sealed class PlanCourseTests
{
    private static ChildBuilder Child => A.Child().BecameLookedAfter("2025-03-10");

    private static ChildBuilder Set(ChildBuilder child, string on, string option) =>
        child.Event("plan-set", on, ("option", option), ("track", "primary"));

    private static ChildBuilder Ended(ChildBuilder child, string on, string option) =>
        child.Event("plan-ended", on, ("option", option), ("track", "primary"));

    private static CaseHistory On(ChildBuilder child, string day) => new(child.Timeline, A.Day(day));

    [Fact]
    public void What_one_day_says_counts_in_the_order_it_was_recorded()
    {
        var again = Set(Ended(Set(Child, "2025-04-01", "adoption"), "2025-05-01", "adoption"), "2025-05-01", "adoption");
        var over = Ended(Set(Child, "2025-05-01", "adoption"), "2025-05-01", "adoption");

        Assert.Equal("adoption", On(again, "2025-05-01").PrimaryPlan);
        Assert.Null(On(over, "2025-05-01").PrimaryPlan);
    }

    [Theory]
    [InlineData("return-home", false)]
    [InlineData("adoption", true)]
    public void A_plan_is_changed_by_setting_another_one(string second, bool changed)
    {
        var child = Set(Set(Child, "2025-04-01", "return-home"), "2025-05-01", second);
        var history = On(child, "2025-06-01");

        Assert.False(history.ChangesPlan(child.File.Events[1]));
        Assert.Equal(changed, history.ChangesPlan(child.File.Events[2]));
    }

    [Fact]
    public void A_plan_that_had_ended_is_changed_by_setting_it_again()
    {
        var child = Set(Ended(Set(Child, "2025-04-01", "adoption"), "2025-05-01", "adoption"), "2025-06-01", "adoption");

        Assert.True(On(child, "2025-06-01").ChangesPlan(child.File.Events[^1]));
    }

    [Fact]
    public void What_was_agreed_without_being_set_is_known_with_its_option_and_set_the_same_day_it_was_set()
    {
        var agreed = Agreed();
        var both = Set(Agreed(), "2025-05-01", "adoption");
        var changed = Agreed().Event("plan-ratified", "2025-06-01", ("option", "return-home"));

        var unset = On(agreed, "2025-05-01").PlansAgreedUnset.ToArray().Single();
        Assert.Equal("review-held", unset.Type);
        Assert.Equal("adoption", unset.Text("option"));
        Assert.Equal("primary", unset.Text("track"));
        Assert.Empty(On(agreed, "2025-04-30").PlansAgreedUnset.ToArray());
        Assert.Empty(On(both, "2025-06-01").PlansAgreedUnset.ToArray());
        Assert.Equal(["adoption", "return-home"], On(changed, "2025-06-01").PlansAgreedUnset.ToArray().Select(one => one.Text("option")));
        var history = On(changed, "2025-06-01");
        Assert.True(history.ChangesPlan(history.PlansAgreedUnset[1]));

        static ChildBuilder Agreed() => Child.Event("review-held", "2025-05-01", ("planAgreed", "adoption"));
    }
}

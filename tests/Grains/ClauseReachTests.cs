using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

public sealed class ClauseReachTests
{
    private static readonly string[] Children = [.. Enumerable.Range(1, 10).Select(number => $"WE-{number:00}")];

    [Fact]
    public async Task A_clause_names_the_children_it_asks_something_of_overdue_first()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Child("WE-03").Record(Guid.NewGuid(), [Region.Wishes()]);

        var reach = await Reach(region, "C-1");

        Assert.Equal((10, 0), (reach.Children, reach.Unreachable));
        Assert.Equal(["WE-03", .. Children.Except(["WE-03"])], reach.Asked.Select(asked => asked.Child));
        Assert.Equal(
            [ObligationStatus.Overdue, .. Enumerable.Repeat(ObligationStatus.DueSoon, 9)],
            reach.Asked.Select(asked => asked.Status)
        );
        Assert.Empty((await Reach(region, "another-clause")).Asked);
        Assert.Equal(["WE-03"], (await Reach(region, "I-1")).Counted.Select(counted => counted.Child));
    }

    [Fact]
    public async Task Whom_each_indicator_counts_costs_nothing_once_a_clause_was_asked_about()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Child("WE-03").Record(Guid.NewGuid(), [Region.Wishes()]);
        await Reach(region, "C-1");
        var after = region.Assessor.Evaluations;

        var counted = await region.Cluster.Client.GetGrain<IClauseReachGrain>(new AuthorityKey("north")).Counted(AsOf.Now);

        Assert.Equal((10, 0), (counted.Children, counted.Unreachable));
        Assert.Equal("WE-03", Assert.Single(Assert.Single(counted.ByClause, one => one.Key == "I-1").Value).Child);
        Assert.Equal(after, region.Assessor.Evaluations);
    }

    [Fact]
    public async Task Only_children_whose_record_policy_or_day_is_another_are_evaluated_again()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await Reach(region, "C-1");
        var after = region.Assessor.Evaluations;

        await Reach(region, "another-clause");
        Assert.Equal(after, region.Assessor.Evaluations);

        await region.Child("WE-07").Record(Guid.NewGuid(), [Region.Wishes()]);
        Assert.Equal(ObligationStatus.Overdue, (await Reach(region, "C-1")).Asked.Single(asked => asked.Child == "WE-07").Status);
        Assert.Equal(after + 1, region.Assessor.Evaluations);

        region.Assessor.Policies = "changed";
        await Reach(region, "C-1");
        Assert.Equal(after + 1 + Children.Length, region.Assessor.Evaluations);
    }

    [Fact]
    public async Task An_edit_of_the_policies_names_the_children_it_moved_something_for()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Child("WE-05").Record(Guid.NewGuid(), [Region.Wishes()]);
        var grain = region.Cluster.Client.GetGrain<IClauseReachGrain>(new AuthorityKey("north"));

        var none = await grain.OfLastEdit();
        region.Assessor.Policies = "second";
        var edit = await grain.OfLastEdit();

        Assert.Equal((0, 10, 10), (none.Moved.Count, none.Children, none.NotKnown));
        Assert.Equal((10, 0), (edit.Children, edit.NotKnown));
        Assert.Equal(
            ObligationStatus.Overdue,
            Assert.Single(Assert.Single(edit.Moved, child => child.Child == "WE-05").Duties).Now!.Status
        );
        Assert.Single(edit.Moved);
    }

    [Fact]
    public async Task Another_authoritys_people_are_not_told_whom_a_clause_asks_something_of()
    {
        await using var region = await Region.WithSilos();
        using (region.AsPlatform())
            await region.Open(Children);

        using var _ = new Caller("south-iro", "iro", ["south"], []).Ask();

        await Assert.ThrowsAsync<NotYoursException>(() => Reach(region, "C-1"));
    }

    private static Task<ClauseReach> Reach(Region region, string clause) =>
        region.Cluster.Client.GetGrain<IClauseReachGrain>(new AuthorityKey("north")).Of(clause);
}

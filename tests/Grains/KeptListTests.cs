using Permanence.Grains.Access;
using Permanence.Grains.Lists;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>A list that a council keeps: once, for good, and one change at a time.</summary>
public sealed class KeptListTests
{
    private static readonly Caller Manager = new("north-team-manager", "team-manager", ["north"], []) { Source = "page" };

    private static IKeptListGrain List(Region region, string list = "families", string authority = "north") =>
        region.Cluster.Client.GetGrain<IKeptListGrain>(new ListKey(authority, list));

    private static Dictionary<string, string> Household(string name, string? stage = null) =>
        stage is null ? new() { ["household"] = name } : new() { ["household"] = name, ["stage"] = stage };

    [Fact]
    public async Task The_same_command_twice_at_once_adds_one_row_and_answers_both_the_same()
    {
        await using var region = await Region.WithSilos();
        using var _ = Manager.Ask();
        var command = Guid.NewGuid();
        var answers = await Task.WhenAll(
            List(region).Add(command, Household("Ashcombe")),
            List(region).Add(command, Household("Ashcombe"))
        );

        Assert.All(
            answers,
            answer =>
                Assert.Equal(
                    ("r1", 1, "north-team-manager", "page"),
                    (answer.Entry!.Row, answer.Version, answer.Entry.Recorded.By, answer.Entry.Recorded.Source)
                )
        );
        Assert.Single((await List(region).Read()).Entries);
        Assert.True((await List(region).Change(Guid.NewGuid(), "r1", 1, Household("Ashcombe", "Approved"))).Version == 2);
        Assert.Equal(1, (await List(region).Add(command, Household("Ashcombe"))).Version);
        await Region.Forget(List(region));
        Assert.Equal("command-id-reused", Assert.Single((await List(region).Add(command, Household("Birchmore"))).Refusals).Code);
        Assert.Equal(2, (await List(region).Read()).Entries.Count);
    }

    [Fact]
    public async Task Of_two_changes_to_what_both_saw_one_is_done_and_the_other_is_told()
    {
        await using var region = await Region.WithSilos();
        using var _ = Manager.Ask();
        await List(region).Add(Guid.NewGuid(), Household("Ashcombe"));
        var answers = await Task.WhenAll(
            List(region).Change(Guid.NewGuid(), "r1", 1, Household("Ashcombe", "Stage 2")),
            List(region).Change(Guid.NewGuid(), "r1", 1, Household("Ashcombe", "Approved"))
        );

        Assert.Single(answers, answer => answer.Refusals.Count == 0);
        Assert.Equal("changed-meanwhile", Assert.Single(answers.SelectMany(answer => answer.Refusals)).Code);
        Assert.Equal(2, (await List(region).Read()).Entries.Count);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_node_forgets_and_what_was_dropped_from_the_policy_stays_readable()
    {
        await using var region = await Region.WithSilos();
        using var _ = Manager.Ask();
        var removal = Guid.NewGuid();
        await List(region).Add(Guid.NewGuid(), Household("Ashcombe", "Stage 1"));
        await List(region).Add(Guid.NewGuid(), Household("Birchmore"));
        await List(region).Remove(removal, "r2", "Withdrew.");
        region.Assessor.Columns = [region.Assessor.Columns[0]];
        await Region.Forget(List(region));

        await List(region).Change(Guid.NewGuid(), "r1", 1, Household("Ashcombe-Lea"));
        var again = await List(region).Remove(removal, "r2", "Withdrew.");

        var rows = (await List(region).Read()).Rows();
        Assert.Equal(("Ashcombe-Lea", "Stage 1", false), (rows[0].Values["household"], rows[0].Values["stage"], rows[0].Removed));
        Assert.Equal((true, "Withdrew.", 2), (rows[1].Removed, again.Entry!.Reason, again.Version));
        Assert.Contains(("list", $"{List(region).GetGrainId()}"), region.Storage.Keys);
        Assert.Contains("\"row-removed\"", region.Storage.Text("list", "authority/north/lists/families"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_write_is_refused_and_one_whose_answer_was_lost_is_not()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Manager.Ask();
        await List(region).Add(Guid.NewGuid(), Household("Ashcombe"));
        region.Storage.BeforeWrite = (state, _) => throw new TimeoutException(state);
        Assert.Equal("store-unavailable", (await List(region).Add(Guid.NewGuid(), Household("Birchmore"))).Refusals[0].Code);
        Assert.Single((await List(region).Read()).Entries);

        region.Storage.BeforeWrite = static (_, _) => { };
        region.Storage.AfterWrite = (state, _) => throw new TimeoutException(state);
        Assert.Equal("r2", (await List(region).Add(Guid.NewGuid(), Household("Calderby"))).Entry?.Row);
        Assert.Equal(2, (await List(region).Read()).Entries.Count);
    }

    [Fact]
    public async Task A_list_that_the_policy_does_not_name_takes_nothing()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Manager.Ask();
        Assert.Equal("not-found", (await List(region, "others").Add(Guid.NewGuid(), Household("Ashcombe"))).Refusals[0].Code);
        Assert.Equal(
            "values.colour",
            (await List(region).Add(Guid.NewGuid(), new() { ["household"] = "Ashcombe", ["colour"] = "red" })).Refusals[0].Field
        );
        Assert.Empty(region.Storage.Keys);
    }
}

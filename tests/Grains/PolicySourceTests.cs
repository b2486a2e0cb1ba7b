using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Grains.Policies;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

public sealed class PolicySourceTests
{
    private const string File = "authorities/bcp/2020-07-16/planning-meetings.yaml";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_node_refuses_a_bad_edit_keeps_what_it_had_and_takes_up_the_good_one_by_itself()
    {
        using var config = new ScratchConfig();
        var time = new FakeTimeProvider(Region.Start.ToDateTimeOffset());
        using var one = new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance);
        using var other = new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance);
        PolicySource[] nodes = [one, other];
        foreach (var node in nodes)
            await node.StartAsync(Cancelled);
        var before = one.Library;
        var hash = Hash(one);
        Assert.All(nodes, node => Assert.Equal((null, Region.Start), (node.Refused, node.ReadAt)));

        config.Change(
            File,
            text => text.Replace("within: 12 weeks, of: previous", "within: 12 wekks, of: previous", StringComparison.Ordinal)
        );
        await Until("both refused it", () => nodes.All(node => node.Refused is not null));

        Assert.Same(before, one.Library);
        Assert.All(nodes, node => Assert.Equal((hash, Region.Start), (Hash(node), node.ReadAt)));
        Assert.All(nodes, node => Assert.True(node.Refused!.At > node.ReadAt));
        Assert.All(nodes, node => Assert.StartsWith($"{File}:", Assert.Single(node.Refused!.Faults).ToString(), StringComparison.Ordinal));

        config.Change(
            File,
            text => text.Replace("within: 12 wekks, of: previous", "within: 10 weeks, of: previous", StringComparison.Ordinal)
        );
        await Until("both took it up", () => nodes.All(node => node.Refused is null));

        Assert.All(nodes, node => Assert.NotEqual(hash, Hash(node)));
        Assert.Equal(Hash(one), Hash(other));
        foreach (var node in nodes)
            await node.StopAsync(Cancelled);

        async Task Until(string what, Func<bool> condition) =>
            await Eventually.IsTrue(
                what,
                () =>
                {
                    if (condition())
                        return true;
                    time.Advance(TimeSpan.FromSeconds(10));
                    return false;
                },
                cancellation: Cancelled
            );
    }

    [Theory]
    [InlineData("authorities/bcp/2020-07-16/settings.yaml", "x: [")]
    [InlineData("authorities/bcp/2020-07-16/forms.yaml", null)]
    [InlineData("authorities/bcp/2020-07-16/clauses.yaml", "")]
    [InlineData("calendar/bank-holidays.json", "{}")]
    [InlineData("calendar/bank-holidays.json", """{"events":[{"title":"A day","date":null}]}""")]
    [InlineData(
        "calendar/bank-holidays.json",
        """{"events":[{"title":"A day","date":"2026-12-25"},{"title":"A day","date":"2026-12-25"}]}"""
    )]
    [InlineData("returns/ssda903-code-sets.csv", "")]
    [InlineData("england/pack.yaml", null)]
    public async Task Whatever_a_file_comes_to_hold_the_watcher_goes_on_and_says_why_the_edit_is_not_taken_up(string file, string? text)
    {
        using var config = new ScratchConfig();
        var whole = System.IO.File.ReadAllBytes(config.At(file));
        var time = new FakeTimeProvider(Region.Start.ToDateTimeOffset());
        using var node = new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance);
        await node.StartAsync(Cancelled);
        var (before, hash) = (node.Library, Hash(node));

        if (text is null)
            System.IO.File.Delete(config.At(file));
        else
            System.IO.File.WriteAllText(config.At(file), text);
        Assert.False(node.LookAgain());

        Assert.Same(before, node.Library);
        Assert.NotEmpty(node.Refused!.Faults);
        Assert.All(node.Refused.Faults, fault => Assert.NotEqual("", fault.File));
        Assert.False(node.ExecuteTask!.IsCompleted);

        System.IO.File.WriteAllBytes(config.At(file), whole);
        Assert.True(node.LookAgain());
        Assert.Equal(hash, Hash(node));
        Assert.Null(node.Refused);
        await node.StopAsync(Cancelled);
    }

    [Fact]
    public async Task A_bank_holiday_that_is_proclaimed_makes_every_row_again_and_so_does_another_program()
    {
        using var config = new ScratchConfig();
        var time = new FakeTimeProvider(Region.Start.ToDateTimeOffset());
        using var node = new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance);
        await node.StartAsync(Cancelled);
        var (assessor, authority) = (new PolicyAssessor(node), node.Library.Authorities[0].Id);
        var before = assessor.Stamp(authority);
        Assert.Contains(typeof(ObligationEngine).Module.ModuleVersionId.ToString("N"), before, StringComparison.Ordinal);

        config.Change(
            "calendar/bank-holidays.json",
            text => text.Replace("\"date\": \"2026-12-25\"", "\"date\": \"2026-12-24\"", StringComparison.Ordinal)
        );
        Assert.True(node.LookAgain());

        Assert.NotEqual(before, assessor.Stamp(authority));
        await node.StopAsync(Cancelled);
    }

    [Fact]
    public async Task A_folder_that_is_away_for_a_while_ends_nothing()
    {
        using var config = new ScratchConfig();
        var time = new FakeTimeProvider(Region.Start.ToDateTimeOffset());
        using var node = new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance);
        await node.StartAsync(Cancelled);
        var hash = Hash(node);

        Directory.Move(config.Folder, config.Folder + "-away");
        Assert.False(node.LookAgain());
        Assert.NotEmpty(node.Refused!.Faults);
        Directory.Move(config.Folder + "-away", config.Folder);
        Assert.True(node.LookAgain());

        Assert.Equal(hash, Hash(node));
        Assert.Null(node.Refused);
        Assert.False(node.ExecuteTask!.IsCompleted);
        await node.StopAsync(Cancelled);
    }

    private static string Hash(PolicySource source) => source.Library.For(source.Library.Authorities[0].Id)!.Versions[^1].Hash;
}

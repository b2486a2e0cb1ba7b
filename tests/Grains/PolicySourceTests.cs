using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Permanence.Builders;
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

        config.Change(File, text => text.Replace("within: 12 weeks, of: previous", "within: 12 wekks, of: previous", StringComparison.Ordinal));
        await Until("both refused it", () => nodes.All(node => node.Refused is not null));

        Assert.Same(before, one.Library);
        Assert.All(nodes, node => Assert.Equal((hash, Region.Start), (Hash(node), node.ReadAt)));
        Assert.All(nodes, node => Assert.True(node.Refused!.At > node.ReadAt));
        Assert.All(nodes, node => Assert.StartsWith($"{File}:", Assert.Single(node.Refused!.Faults).ToString(), StringComparison.Ordinal));

        config.Change(File, text => text.Replace("within: 12 wekks, of: previous", "within: 10 weeks, of: previous", StringComparison.Ordinal));
        await Until("both took it up", () => nodes.All(node => node.Refused is null));

        Assert.All(nodes, node => Assert.NotEqual(hash, Hash(node)));
        Assert.Equal(Hash(one), Hash(other));
        foreach (var node in nodes)
            await node.StopAsync(Cancelled);

        async Task Until(string what, Func<bool> condition) => await Eventually.IsTrue(what, () =>
        {
            if (condition())
                return true;
            time.Advance(TimeSpan.FromSeconds(10));
            return false;
        }, cancellation: Cancelled);
    }

    private static string Hash(PolicySource source) => source.Library.For(source.Library.Authorities[0].Id)!.Versions[^1].Hash;
}

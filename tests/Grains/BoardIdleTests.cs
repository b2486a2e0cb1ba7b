using System.Collections.Concurrent;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>A board that nobody looks at.</summary>
public sealed class BoardIdleTests
{
    private static readonly string[] Children = [.. Enumerable.Range(1, 10).Select(number => $"WE-{number:00}")];

    [Fact]
    public async Task With_nobody_looking_no_grain_is_called()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var watcher = new Watcher();
        var observer = region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher);
        await region.Board().Watch(observer);
        await region.Child("WE-03").Record(Guid.NewGuid(), [Region.Wishes()]);
        await region.Board().Unwatch(observer);
        // The snapshot of what was just recorded is kept.
        await region.Until("the snapshot is kept", () => region.Storage.Keys.Any(key => key.State == "board"));
        region.Calls.Clear();

        await Idle(region);

        Assert.Empty(Asked(region));
    }

    [Fact]
    public async Task A_watcher_that_went_away_without_a_word_is_forgotten_and_costs_nothing_from_then_on()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Board().Watch(region.Cluster.Client.CreateObjectReference<IBoardObserver>(new Watcher()));
        await region.Until(
            "the board has looked a last time",
            async () =>
            {
                region.Calls.Clear();
                await Idle(region, TimeSpan.FromSeconds(30));
                return !Asked(region).Any();
            },
            TimeSpan.FromSeconds(30)
        );

        await Idle(region);

        Assert.Empty(Asked(region));
    }

    // Two minutes of the clock in steps in which every timer of the grains comes round.
    private static async Task Idle(Region region, TimeSpan? during = null)
    {
        var nobody = region.Cluster.Client.CreateObjectReference<IBoardObserver>(new Watcher());
        for (var step = TimeSpan.Zero; step < (during ?? TimeSpan.FromMinutes(2)); step += TimeSpan.FromSeconds(1))
        {
            region.Time.Advance(TimeSpan.FromSeconds(1));
            // A call that comes after whatever the step set off.
            await region.Board().Unwatch(nobody);
        }
    }

    private static IEnumerable<string> Asked(Region region) => region.Calls.Where(call => call != "TrackerBoardGrain.Unwatch");
}

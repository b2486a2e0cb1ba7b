using NodaTime;
using Orleans.Runtime;
using Permanence.Builders;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

public sealed class ReminderTests
{
    [Fact]
    public async Task Every_child_looks_again_within_a_day_and_tells_a_board_that_nobody_asked()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("WE-01", "WE-02", "WE-03");
        var active = region.Cluster.Client.GetGrain<IManagementGrain>(0);
        foreach (var child in new[] { "WE-01", "WE-02", "WE-03" })
            await Region.Forget(region.Child(child));
        await Eventually.IsTrue("no child is awake", async () => await Awake() == 0, cancellation: TestContext.Current.CancellationToken);

        await region.Until(
            "every child looked again",
            async () => await Awake() == 3,
            TimeSpan.FromHours(1),
            atMost: TimeSpan.FromHours(48)
        );

        async Task<int> Awake() => (await active.GetDetailedGrainStatistics()).Count(grain => grain.GrainId.Type.ToString() == "child");
    }
}

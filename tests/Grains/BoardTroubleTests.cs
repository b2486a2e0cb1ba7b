using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Permanence.Grains.Keeping;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>A board after something went wrong: it comes right by itself.</summary>
public sealed class BoardTroubleTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly string[] Children = [.. Enumerable.Range(1, 10).Select(number => $"WE-{number:00}")];

    [Fact]
    public async Task A_change_whose_telling_was_lost_is_on_the_board_within_two_minutes_without_anybody_acting()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var watcher = new Watcher();
        await region.Board().Watch(region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher));
        // Written by a node that died before it told anybody.
        await region.Storage.Change(
            "child",
            "north/WE-03",
            text =>
                text.Replace(
                        "\"events\":[]",
                        "\"events\":[{\"type\":\"wishes-recorded\",\"on\":\"2026-02-01\",\"id\":\"e1\"}]",
                        StringComparison.Ordinal
                    )
                    .Replace("\"revision\":1", "\"revision\":2", StringComparison.Ordinal)
        );
        await Region.Forget(region.Child("WE-03"));

        await region.Until(
            "the row moved",
            () => watcher.Changes.Any(change => change.Rows.Any(moved => moved is { Child: "WE-03", Overdue: 1 })),
            atMost: TimeSpan.FromMinutes(2)
        );
    }

    [Fact]
    public async Task After_a_node_died_the_board_is_whole_and_its_version_never_goes_back()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes()]);
        var before = await region.Board().Read(AsOf.Now);
        region.Time.Advance(TimeSpan.FromSeconds(1));

        await region.Cluster.KillSiloAsync(region.Cluster.Silos[^1], Cancelled);
        await region.Child("WE-02").Record(Guid.NewGuid(), [Region.Wishes()]);

        await Eventually.IsTrue(
            "both changes are on the board",
            async () =>
            {
                var board = await region.Board().Read(AsOf.Now);
                Assert.True(board.Version >= before.Version);
                return board.Rows.Count == Children.Length && board.Counts.Overdue == 2;
            },
            cancellation: Cancelled
        );
    }

    [Fact]
    public async Task A_board_that_wakes_shows_at_once_what_it_had_with_its_time_and_then_what_is_right()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Board().Read(AsOf.Now);
        await region.Until("the snapshot is kept", () => region.Storage.Keys.Any(key => key.State == "board"));
        var before = await region.Board().Read(AsOf.Now);
        await Region.Forget(region.Board());
        region.Time.Advance(TimeSpan.FromMinutes(10));
        await region.Storage.Change(
            "child",
            "north/WE-03",
            text =>
                text.Replace(
                        "\"events\":[]",
                        "\"events\":[{\"type\":\"wishes-recorded\",\"on\":\"2026-02-01\",\"id\":\"e1\"}]",
                        StringComparison.Ordinal
                    )
                    .Replace("\"revision\":1", "\"revision\":2", StringComparison.Ordinal)
        );
        var records = new TaskCompletionSource();
        region.Storage.BeforeBulkRead = records.Task;

        var reading = region.Board().Read(AsOf.Now);
        await region.Until("the board answered without its records", () => reading.IsCompleted, TimeSpan.FromMilliseconds(100));
        var woken = await reading;
        var watcher = new Watcher();
        await region.Board().Watch(region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher));
        records.SetResult();
        await region.Until(
            "the change arrived",
            () => watcher.Changes.Any(change => change.Rows.Any(row => row is { Child: "WE-03", Overdue: 1 })),
            TimeSpan.FromMilliseconds(100)
        );
        var right = await region.Board().Read(AsOf.Now);

        Assert.Equal((Children.Length, 0), (woken.Rows.Count, woken.Counts.Overdue));
        Assert.True(woken.AsAt <= before.AsAt && woken.Version > before.Version);
        Assert.True(right.AsAt > woken.AsAt);
        Assert.Equal(1, right.Counts.Overdue);
    }

    [Fact]
    public async Task A_long_board_that_wakes_gives_what_it_was_before_it_has_read_it_and_no_more_once_it_is_right()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var before = await region.Board().Read(AsOf.Now);
        await region.Until("the snapshot is kept", () => region.Storage.Keys.Any(key => key.State == "board"));
        await Region.Forget(region.Board());
        await region.Storage.Change("board", "north", LongerSnapshot);

        var asleep = (await region.Board().AtOnce(Cancelled))!.Board("north");
        Assert.Equal((600, 600), (asleep.Rows.Count, asleep.Counts.Children));
        Assert.True(asleep.AsAt <= before.AsAt);

        // Of those only the first ten are in the register.
        await Eventually.IsTrue(
            "the board is right",
            async () => (await region.Board().Read(AsOf.Now)).Rows.Count == Children.Length,
            cancellation: Cancelled
        );
        Assert.Null(await region.Board().AtOnce(Cancelled));
    }

    private static string LongerSnapshot(string text)
    {
        var kept = JsonSerializer.Deserialize<BoardSnapshot>(text, CaseRecordJson.Options)!;
        var first = kept.Read()[0].Row;
        var rows = Enumerable
            .Range(1, 600)
            .Select(number => new SnapshotRow($"WE-{number:00}", first with { Row = first.Row! with { Child = $"WE-{number:00}" } }));
        return JsonSerializer.Serialize(BoardSnapshot.Of(kept.AsAt!.Value, kept.Version, [.. rows]), CaseRecordJson.Options);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task A_clock_that_jumps_and_comes_back_leaves_nothing_wrong(int days)
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var watcher = new Watcher();
        var observer = region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher);
        await region.Board().Watch(observer);
        await region.Board().Read(AsOf.Now);
        var start = region.Time.GetUtcNow();

        Jump(region, start + TimeSpan.FromDays(days));
        await region.Board().Watch(observer);
        Assert.Equal(new LocalDate(2026, 3, 2).PlusDays(days), (await region.Board().Read(AsOf.Now)).Rows[0].Next!.Due);
        Assert.True(
            (await region.Child("WE-01").Record(Guid.NewGuid(), [Region.Event("wishes-recorded", new LocalDate(2026, 1, 5))])).Allowed
        );
        Jump(region, start + TimeSpan.FromMinutes(1));
        await region.Child("WE-02").Record(Guid.NewGuid(), [Region.Wishes()]);
        await region.Board().Watch(observer);

        await region.Until(
            "the board is of today again",
            async () =>
                await region.Board().Read(AsOf.Now) is var board
                && board.Rows.All(row => row.Next!.Due == new LocalDate(2026, 3, 2))
                && board.Counts.Overdue == 2
                && board.On == new LocalDate(2026, 3, 2),
            atMost: TimeSpan.FromMinutes(2)
        );

        await region.Child("WE-03").Record(Guid.NewGuid(), [Region.Wishes()]);
        Assert.Equal(3, (await region.Board().Read(AsOf.Now)).Counts.Overdue);
        Assert.True((await region.Board().Read(AsOf.Now)).AsAt <= Instant.FromDateTimeOffset(region.Time.GetUtcNow()));
    }

    [Fact]
    public async Task One_record_that_cannot_be_read_is_left_out_and_counted_and_comes_back_by_itself()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var whole = await region.Board().Read(AsOf.Now);
        await region.Storage.Change("child", "north/WE-03", text => "not a record " + text);
        await Region.Forget(region.Board());

        var without = await region.Board().Read(AsOf.Now);
        var past = await region.Board().Read(AsOf.Day(new LocalDate(2026, 2, 1)));
        Assert.Equal((0, Children.Length), (whole.Missing, whole.Rows.Count));
        Assert.Equal((1, Children.Length - 1), (without.Missing, without.Rows.Count));
        Assert.Equal((1, Children.Length - 1), (past.Missing, past.Rows.Count));
        Assert.DoesNotContain(without.Rows, row => row.Child == "WE-03");

        var watcher = new Watcher();
        await region.Board().Watch(region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher));
        await region.Storage.Change("child", "north/WE-03", text => text["not a record ".Length..]);
        await region.Until(
            "the child is back",
            () => watcher.Changes.Any(change => change.Missing == 0 && change.Rows.Any(row => row.Child == "WE-03")),
            atMost: TimeSpan.FromMinutes(2)
        );
    }

    // As when somebody puts a machine's clock right: no time passes, and timers that were set stay as they were.
    private static void Jump(Region region, DateTimeOffset to) => region.Time.AdjustTime(to);
}

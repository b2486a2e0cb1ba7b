using System.Collections.Concurrent;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>What a board shows, and whom it tells.</summary>
public sealed class BoardTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly string[] Children = [.. Enumerable.Range(1, 10).Select(number => $"WE-{number:00}")];

    [Fact]
    public async Task A_board_that_wakes_has_every_child_and_a_recorded_event_is_on_it_when_the_answer_comes()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);

        var before = await region.Board().Read(AsOf.Now);
        region.Time.Advance(TimeSpan.FromSeconds(1));
        await region.Child("WE-03").Record(Guid.NewGuid(), [Region.Wishes()]);
        var after = await region.Board().Read(AsOf.Now);

        Assert.Equal(Children, before.Rows.Select(row => row.Child));
        Assert.All(before.Rows, row => Assert.Equal(0, row.Overdue));
        Assert.Equal(1, after.Rows.Single(row => row.Child == "WE-03").Overdue);
        Assert.Equal(before.Version + 1, after.Version);
        Assert.Equal((10, 1), (after.Counts.Children, after.Counts.Overdue));
    }

    [Fact]
    public async Task Who_watches_is_told_of_each_change_with_its_rows_and_the_next_version()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var watcher = new Watcher();
        var observer = region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher);
        await region.Board().Read(AsOf.Now);
        var version = await region.Board().Watch(observer);

        foreach (var (child, count) in new[] { ("WE-03", 1), ("WE-04", 2) })
        {
            region.Time.Advance(TimeSpan.FromSeconds(1));
            await region.Child(child).Record(Guid.NewGuid(), [Region.Wishes()]);
            await Eventually.IsTrue($"{count} changes arrived", () => watcher.Changes.Count == count, cancellation: Cancelled);
        }

        Assert.Equal([version + 1, version + 2], watcher.Changes.Select(change => change.Version));
        Assert.Equal(["WE-03", "WE-04"], watcher.Changes.Select(change => Assert.Single(change.Rows).Child));
        await region.Board().Unwatch(observer);
        region.Time.Advance(TimeSpan.FromSeconds(1));
        await region.Child("WE-05").Record(Guid.NewGuid(), [Region.Wishes()]);
        Assert.Equal(2, watcher.Changes.Count);
    }

    [Fact]
    public async Task A_burst_goes_out_together_and_misses_nothing()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        var watcher = new Watcher();
        await region.Board().Read(AsOf.Now);
        var version = await region.Board().Watch(region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher));

        region.Time.Advance(TimeSpan.FromSeconds(1));
        // The clock stands still, so all of it is one moment.
        await Task.WhenAll(Children.Select(child => region.Child(child).Record(Guid.NewGuid(), [Region.Wishes()])));
        // Read, so that the board has every row before the clock goes on.
        await region.Board().Read(AsOf.Now);

        await region.Until(
            "all rows arrived",
            () => watcher.Changes.SelectMany(change => change.Rows).Select(row => row.Child).Distinct().Count() == Children.Length,
            TimeSpan.FromMilliseconds(20)
        );
        Assert.True(watcher.Changes.Count <= 2);
        Assert.Equal(version + watcher.Changes.Count, (await region.Board().Read(AsOf.Now)).Version);
    }

    [Fact]
    public async Task At_midnight_in_London_every_row_is_of_the_new_day()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("WE-01");
        await region.Board().Read(AsOf.Now);

        // In summer London is an hour ahead of UTC.
        region.Time.SetUtcNow(new DateTimeOffset(2026, 6, 30, 22, 59, 0, TimeSpan.Zero));
        await region.Until(
            "the row is of 30 June",
            async () => (await region.Board().Read(AsOf.Now)).Rows[0].Next!.Due == new LocalDate(2026, 6, 30),
            TimeSpan.FromSeconds(1)
        );
        await region.Until(
            "the row is of 1 July",
            async () => (await region.Board().Read(AsOf.Now)).Rows[0].Next!.Due == new LocalDate(2026, 7, 1),
            atMost: TimeSpan.FromMinutes(3)
        );

        Assert.Equal(new LocalDate(2026, 7, 1), (await region.Board().Read(AsOf.Now)).On);
    }

    [Fact]
    public async Task When_an_hour_runs_out_every_row_that_hangs_on_it_is_made_again_and_its_watchers_hear()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        region.Assessor.HoursRunOut = [new LocalDateTime(2026, 3, 2, 10, 1), new LocalDateTime(2026, 3, 2, 11, 1)];
        await region.Open("WE-01");
        var meeting = Region.Event(
            "meeting-held",
            new LocalDate(2026, 3, 2),
            ("meeting", "permanence-planning"),
            ("at", new LocalDateTime(2026, 3, 2, 10, 30))
        );
        await region.Child("WE-01").Record(Guid.NewGuid(), [meeting]);
        var watcher = new Watcher();
        var observer = region.Cluster.Client.CreateObjectReference<IBoardObserver>(watcher);
        Assert.Equal((0, 0), Row(await region.Board().Read(AsOf.Now)));

        foreach (var (at, row) in new[] { ("10:01", (0, 1)), ("10:30", (1, 1)), ("11:01", (1, 2)) })
        {
            await region.Until(
                $"the row turned at {at}",
                async () =>
                {
                    await region.Board().Watch(observer);
                    return watcher.Changes.LastOrDefault()?.Rows is [{ } told] && (told.Overdue, told.DueSoon) == row;
                },
                atMost: TimeSpan.Parse(at, null) + TimeSpan.FromMinutes(1) - region.Time.GetUtcNow().TimeOfDay
            );
            Assert.True(region.Time.GetUtcNow().TimeOfDay >= TimeSpan.Parse(at, null));
        }

        Assert.Equal(3, watcher.Changes.Count(change => change.Rows.Count > 0));
        // A past minute of the same day stands as it stood.
        Assert.Equal((0, 1), Row(await region.Board().Read(AsOf.Of(DayOrMinute.Parse("2026-03-02T10:29")))));
        Assert.Equal((1, 1), Row(await region.Board().Read(AsOf.Of(DayOrMinute.Parse("2026-03-02T10:30")))));
        Assert.Equal((1, 2), Row(await region.Board().Read(AsOf.Day(new LocalDate(2026, 3, 2)))));

        static (int Overdue, int DueSoon) Row(Board board) => (Assert.Single(board.Rows).Overdue, board.Rows[0].DueSoon);
    }

    [Fact]
    public async Task A_changed_policy_is_on_the_board_without_a_restart()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("WE-01");
        Assert.Equal("first", (await region.Board().Read(AsOf.Now)).Rows[0].Plan);

        region.Assessor.Policies = "second";
        await region.Until("the second policy answers", async () => (await region.Board().Read(AsOf.Now)).Rows[0].Plan == "second");
    }

    [Fact]
    public async Task The_board_of_a_past_day_and_as_it_was_known_is_computed_from_the_children()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("WE-01");
        await region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes(1), Region.Wishes(20)]);

        var past = await region.Board().Read(AsOf.Day(new LocalDate(2026, 2, 10)));
        var known = await region.Board().Read(new AsOf(null, Region.Start - Duration.FromDays(1)));

        Assert.Equal((1, new LocalDate(2026, 2, 10)), (past.Rows[0].Overdue, past.On));
        Assert.Equal(0, known.Rows[0].Overdue);
        Assert.Equal(2, (await region.Board().Read(AsOf.Now)).Rows[0].Overdue);
    }

    [Fact]
    public async Task Fifteen_hundred_children_wake_as_one_board()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        var children = Enumerable.Range(0, 1500).Select(number => $"WE-{number:0000}").ToList();
        await region.Authority().Register(children);
        foreach (var batch in children.Chunk(100))
            await Task.WhenAll(batch.Select(child => region.Child(child).Open(Guid.NewGuid(), Region.File(child))));

        var board = await region.Board().Read(AsOf.Now);

        Assert.Equal(children, board.Rows.Select(row => row.Child));
    }

    [Fact]
    public async Task Councils_have_boards_of_their_own()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("WE-01");
        await region.Child("WE-01", "south").Open(Guid.NewGuid(), Region.File("WE-01", "south"));
        await region.Child("WE-01", "south").Record(Guid.NewGuid(), [Region.Wishes()]);

        Assert.Equal(0, (await region.Board().Read(AsOf.Now)).Counts.Overdue);
        Assert.Equal(1, (await region.Board("south").Read(AsOf.Now)).Counts.Overdue);
    }

    [Fact]
    public async Task A_child_tells_the_board_its_row_and_is_asked_for_nothing()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open(Children);
        await region.Board().Read(AsOf.Now);
        region.Calls.Clear();

        await region.Child("WE-03").Record(Guid.NewGuid(), [Region.Wishes()]);
        await region.Board().Read(AsOf.Now);

        Assert.Equal(["ChildGrain.Record", "TrackerBoardGrain.Changed", "TrackerBoardGrain.Read"], region.Calls);
    }
}

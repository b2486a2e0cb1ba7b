using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans.Runtime;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Keeping;

namespace Permanence.Silo.Tests;

/// <summary>One suite, run on each store.</summary>
public abstract class StoreTests
{
    protected abstract Task<Store> NewStore();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_recorded_is_the_same_after_a_restart_to_the_last_instant()
    {
        await using var store = await NewStore();
        CaseFile before;
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"));
            await node.Child("WE-01").Record(Guid.NewGuid(), [.. Example.OneOfEach()]);
            before = (await node.Child("WE-01").Read())!;
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        var after = await again.Child("WE-01").Read();

        Assert.Equal(before, after);
        Assert.Equal(CaseFileJson.Write(before), CaseFileJson.Write(after!));
        Assert.Equal(["WE-01"], await again.Authority().Children());
    }

    [Fact]
    public async Task What_is_due_is_the_same_bytes_whatever_keeps_the_record()
    {
        var library = ReadOnce.Library;
        await using var store = await NewStore();
        var files = library.Authorities.Select(authority => DemoRegion.ChildWithEvents(7, Example.Day, 60, authority.Id)).ToList();
        await using (var node = await store.Start(withPolicies: true))
        {
            using var _ = node.AsPlatform();
            foreach (var file in files)
                // Loaded and not opened: who recorded an entry, and in which role, is part of what meets a duty.
                Assert.Empty((await node.Child(file.Child.Id, file.Authority).Load(Guid.NewGuid(), file)).Refusals);
        }

        await using var again = await store.Start(withPolicies: true);
        using var __ = again.AsPlatform();
        foreach (var file in files)
        {
            var pure = ObligationEngine.Evaluate(Timeline.Of(file), library.For(file.Authority)!, library.Calendar, Example.Day);
            var kept = await again.Child(file.Child.Id, file.Authority).Obligations(AsOf.Day(Example.Day));
            Assert.Equal(EvaluationJson.Write(pure), EvaluationJson.Write(kept!));
        }
    }

    [Fact]
    public async Task A_session_is_kept_over_a_restart_and_ends_by_itself_by_its_person_and_by_the_provider_s_name_of_it()
    {
        await using var store = await NewStore();
        var now = Instant.FromUnixTimeMilliseconds(SystemClock.Instance.GetCurrentInstant().ToUnixTimeMilliseconds());
        Session New(string id, string person, string? sid) => new(id, person, sid, now, now, now + Duration.FromHours(10));
        var begun = New("s-1", "p-1", "sid-1");
        await using (var node = await store.Start())
        {
            var sessions = node.Services.GetRequiredService<ISessions>();
            await sessions.Begin(begun);
            await sessions.Begin(New("s-2", "p-2", null));
            await sessions.Begin(New("s-3", "p-2", null));
            await sessions.Begin(New("s-4", "p-3", null));
        }

        await using var again = await store.Start();
        var kept = again.Services.GetRequiredService<ISessions>();
        Assert.Equal([begun], await kept.Read(["s-1", "s-0"], Cancelled));
        await kept.Seen("s-4");
        await kept.EndOfProvider("sid-1", "signed-out-at-provider");
        await kept.EndAll("p-2", "left");
        await kept.End("s-1", "signed-out");

        var after = (await kept.Read(["s-1", "s-2", "s-3", "s-4"], Cancelled)).OrderBy(one => one.Id, StringComparer.Ordinal);
        Assert.Equal(["signed-out-at-provider", "left", "left", null], after.Select(one => one.EndedBecause));
        Assert.Equal([false, false, false, true], after.Select(one => one.Lives(now, Duration.FromMinutes(5))));
        Assert.True(after.Last().SeenAt >= now);
    }

    [Fact]
    public async Task A_command_repeated_after_a_restart_gets_its_first_answer()
    {
        await using var store = await NewStore();
        var command = Guid.NewGuid();
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"));
            await node.Child("WE-01").Record(command, [Example.Wishes]);
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        var ruling = await again.Child("WE-01").Record(command, [Example.Wishes]);

        Assert.Equal(1, ruling.Version);
        Assert.Single((await again.Child("WE-01").Read())!.Events);
    }

    [Fact]
    public async Task A_list_is_the_same_after_a_restart_and_a_command_repeated_then_gets_its_first_answer()
    {
        await using var store = await NewStore();
        var command = Guid.NewGuid();
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            await node.List("0123").Add(command, new() { ["household"] = "Ashcombe – “Lea”" });
            await node.List("0123").Change(Guid.NewGuid(), "r1", 1, new() { ["household"] = "Ashcombe" });
            await node.List("123").Add(Guid.NewGuid(), new() { ["household"] = "Birchmore" });
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        var answer = await again.List("0123").Add(command, new() { ["household"] = "Ashcombe – “Lea”" });

        Assert.Equal((1, "Ashcombe – “Lea”"), (answer.Version, answer.Entry!.Values["household"]));
        Assert.Equal(
            ["Ashcombe – “Lea”", "Ashcombe"],
            (await again.List("0123").Read()).Entries.Select(entry => entry.Values["household"])
        );
        Assert.Equal("Birchmore", Assert.Single((await again.List("123").Read()).Entries).Values["household"]);
    }

    [Fact]
    public async Task Keys_that_look_like_numbers_are_different_children()
    {
        await using var store = await NewStore();
        string[] children = ["ace", "0123", "123", "AB12CD34", "00000000000000000000000000000001", "1"];
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            foreach (var authority in new[] { "ace", "0123" })
            {
                foreach (var child in children)
                    Assert.True((await node.Child(child, authority).Open(Guid.NewGuid(), Example.File(child, authority))).Allowed);
            }
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        foreach (var authority in new[] { "ace", "0123" })
        {
            foreach (var child in children)
            {
                var file = await again.Child(child, authority).Read();
                Assert.Equal((authority, child), (file!.Authority, file.Child.Id));
            }

            Assert.Equal(children, await again.Authority(authority).Children());
        }
    }

    [Fact]
    public async Task A_row_whose_key_has_no_slash_is_refused_by_the_store_itself()
    {
        await using var store = await NewStore();
        await using var node = await store.Start();
        await using var connection = store.Open();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            connection.ExecuteAsync(
                "INSERT INTO records (service_id, state_name, grain_key, version, modified_on) VALUES ('permanence', 'child', 'ace', 1, "
                    + "'2026-01-01T00:00:00Z')"
            )
        );
    }

    [Fact]
    public async Task A_row_changed_behind_a_grains_back_is_read_again_and_nothing_is_lost()
    {
        await using var store = await NewStore();
        await using var node = await store.Start();
        using var _ = node.AsPlatform();
        await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"));
        await using (var connection = store.Open())
            Assert.Equal(1, await connection.ExecuteAsync("UPDATE records SET version = version + 1 WHERE state_name = 'child'"));

        var ruling = await node.Child("WE-01").Record(Guid.NewGuid(), [Example.Wishes]);

        Assert.True(ruling.Allowed);
        Assert.Single((await node.Child("WE-01").Read())!.Events);
    }

    [Fact]
    public async Task A_long_record_is_kept_in_volumes_and_is_the_same_after_a_restart()
    {
        await using var store = await NewStore();
        CaseFile before;
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            Assert.True((await node.Child("WE-01").Open(Guid.NewGuid(), Example.Long("WE-01", 40))).Allowed);
            for (var entry = 0; entry < 40; entry++)
                Assert.True((await node.Child("WE-01").Record(Guid.NewGuid(), [Example.LongWishes])).Allowed);
            before = (await node.Child("WE-01").Read())!;
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        Assert.Equal(80, before.Events.Count);
        Assert.Equal(CaseFileJson.Write(before), CaseFileJson.Write((await again.Child("WE-01").Read())!));
        Assert.Equal(
            (await again.Child("WE-01").Summary(AsOf.Now))!,
            Assert.Single((await again.Authority().Summaries(AsOf.Now)).Children)
        );
        await using var connection = store.Open();
        var rows = (
            await connection.QueryAsync<(string State, long Length, int Version)>(
                "SELECT state_name, length(payload), version FROM records WHERE grain_key LIKE 'north/WE-01%'"
            )
        ).ToList();
        Assert.All(rows, row => Assert.InRange(row.Length, 1, 45_000));
        // Written once and never again.
        Assert.InRange(rows.Count(row => row is { State: "child-volume", Version: 1 }), 10, 20);
        Assert.Single(rows, row => row is { State: "child", Version: 41 });
    }

    [Fact]
    public async Task A_long_row_overtaken_as_a_volume_is_closed_is_read_again_and_nothing_is_lost_or_doubled()
    {
        await using var store = await NewStore();
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            Assert.True((await node.Child("WE-01").Open(Guid.NewGuid(), Example.Long("WE-01", 7))).Allowed);
            await using var connection = store.Open();
            for (var entry = 0; entry < 12; entry++)
            {
                Assert.Equal(1, await connection.ExecuteAsync("UPDATE records SET version = version + 1 WHERE state_name = 'child'"));
                // The volume of the first try stands already as the second closes it.
                Assert.Equal(8 + entry, (await node.Child("WE-01").Record(Guid.NewGuid(), [Example.LongWishes])).Version);
            }

            Assert.True(await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM records WHERE state_name = 'child-volume'") >= 2);
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        Assert.Equal(19, (await again.Child("WE-01").Read())!.Events.Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_record_whose_volume_is_away_is_said_to_be_unreadable_and_left_out_of_what_is_read_in_bulk()
    {
        await using var store = await NewStore();
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            Assert.True((await node.Child("WE-01").Open(Guid.NewGuid(), Example.Long("WE-01", 40))).Allowed);
            Assert.True((await node.Child("WE-02").Open(Guid.NewGuid(), Example.Long("WE-02", 40))).Allowed);
        }

        await using (var connection = store.Open())
            await connection.ExecuteAsync(
                "DELETE FROM records WHERE state_name = 'child-volume' AND grain_key = (SELECT min(grain_key) FROM records "
                    + "WHERE state_name = 'child-volume' AND grain_key LIKE 'north/WE-01/%')"
            );
        await using var again = await store.Start();
        using var __ = again.AsPlatform();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => again.Child("WE-01").Read());
        Assert.IsType<RecordUnreadableException>(fault.GetBaseException());
        var summaries = await again.Authority().Summaries(AsOf.Now);
        Assert.Equal(["WE-02"], summaries.Children.Select(summary => summary.Child));
        Assert.Equal(["WE-01"], summaries.Missing);
        Assert.Equal(40, (await again.Child("WE-02").Read())!.Events.Count);
    }

    [Fact]
    public async Task Many_callers_at_once_are_all_recorded()
    {
        await using var store = await NewStore();
        await using var node = await store.Start();
        using var _ = node.AsPlatform();
        var children = Enumerable.Range(0, 60).Select(number => $"WE-{number:00}").ToList();

        var opened = await Task.WhenAll(children.Select(child => node.Child(child).Open(Guid.NewGuid(), Example.File(child))));
        var recorded = await Task.WhenAll(
            children.SelectMany(child => Enumerable.Range(0, 5).Select(__ => node.Child(child).Record(Guid.NewGuid(), [Example.Wishes])))
        );

        Assert.All(opened, ruling => Assert.Empty(ruling.Refusals));
        Assert.All(recorded, ruling => Assert.Empty(ruling.Refusals));
        Assert.Equal(children, (await node.Authority().Children()).Order());
        Assert.Equal(5, (await node.Child("WE-59").Read())!.Events.Count);
    }

    [Fact]
    public async Task A_child_has_one_daily_look_again_and_a_council_one_sweep()
    {
        await using var store = await NewStore();
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"));
            await node.Child("WE-01").LookAgain();
        }

        await using (var again = await store.Start())
        {
            using var _ = again.AsPlatform();
            await again.Child("WE-01").LookAgain();
        }

        await using var connection = store.Open();
        var reminders = await connection.QueryAsync<(string Grain, string Name, long Period)>(
            "SELECT grain_id, reminder_name, period FROM reminders ORDER BY grain_id"
        );
        Assert.Equal([("authority/authority/north", "sweep", 86_400_000L), ("child/north/WE-01", "look-again", 86_400_000L)], reminders);
    }

    [Fact]
    public async Task Reminders_can_be_changed_read_and_taken_back()
    {
        await using var store = await NewStore();
        await using var node = await store.Start();
        var table = node.Services.GetRequiredService<IReminderTable>();
        var grain = GrainId.Create("child", "north/WE-77");
        var entry = new ReminderEntry
        {
            GrainId = grain,
            ReminderName = "look-again",
            StartAt = new DateTime(2027, 1, 1, 3, 4, 5, DateTimeKind.Utc),
            Period = TimeSpan.FromDays(60),
        };

        var first = await table.UpsertRow(entry, Cancelled);
        var second = await table.UpsertRow(entry, Cancelled);

        Assert.NotEqual(first, second);
        var read = await table.ReadRow(grain, "look-again", Cancelled);
        Assert.Equal((entry.StartAt, entry.Period, second), (read!.StartAt, read.Period, read.ETag));
        Assert.Single((await table.ReadRows(grain, Cancelled)).Reminders);
        Assert.Single((await table.ReadRows(0, uint.MaxValue, Cancelled)).Reminders);
        Assert.Single((await table.ReadRows(grain.GetUniformHashCode() - 1, grain.GetUniformHashCode(), Cancelled)).Reminders);
        Assert.False(await table.RemoveRow(grain, "look-again", first!, Cancelled));
        Assert.True(await table.RemoveRow(grain, "look-again", second!, Cancelled));
        Assert.Empty((await table.ReadRows(grain, Cancelled)).Reminders);
    }

    [Fact]
    public async Task The_health_pages_say_that_store_and_cluster_answer()
    {
        await using var store = await NewStore();
        await using var node = await store.Start();
        using var http = new HttpClient { BaseAddress = node.Address };

        Assert.Equal("Healthy", await http.GetStringAsync("/health/live", Cancelled));
        Assert.Equal("Healthy", await http.GetStringAsync("/health/ready", Cancelled));
    }
}

public sealed class SqliteStoreTests : StoreTests
{
    protected override Task<Store> NewStore() => Task.FromResult<Store>(new SqliteStore());

    [Fact]
    public async Task A_data_folder_in_use_is_refused_with_its_path()
    {
        await using var store = new SqliteStore();
        await using var node = await store.Start();

        var refused = await Assert.ThrowsAsync<Stores.DataFolderInUseException>(() => store.Start());

        Assert.Contains(store.Folder, refused.Message, StringComparison.Ordinal);
    }
}

public sealed class PostgresStoreTests : StoreTests
{
    protected override async Task<Store> NewStore()
    {
        Requires.Postgres();
        return await PostgresStore.New();
    }

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_bring_it_up_to_date_once()
    {
        Requires.Postgres();
        await using var store = await PostgresStore.New();

        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => store.Start()));

        await using var connection = store.Open();
        var scripts = typeof(SiloHosting)
            .Assembly.GetManifestResourceNames()
            .Count(name => name.StartsWith("postgresql/", StringComparison.Ordinal));
        Assert.Equal(scripts, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM schemaversions"));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task Bringing_a_database_up_to_date_leaves_no_lock_that_the_next_node_waits_for()
    {
        Requires.Postgres();
        await using var store = await PostgresStore.New();

        Stores.Schema.BringUpToDatePostgres(store.ConnectionString, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        await using var connection = store.Open();
        // The server gives a lock up when it notices that its connection closed: at once, but not before the driver returns.
        await Eventually.IsTrue(
            "no lock is left",
            async () =>
                await connection.ExecuteScalarAsync<int>(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname "
                        + "= current_database())"
                ) == 0,
            cancellation: TestContext.Current.CancellationToken
        );
    }
}

using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Views;
using Permanence.Grains.Views;
using Permanence.Silo.Stores;
using Permanence.Silo.Views;

namespace Permanence.Silo.Tests;

/// <summary>The log of views on each store: what is written stays, and what is done to it afterwards is found.</summary>
public abstract class ViewLogTests
{
    private const int Written = 1_200;

    private static readonly ViewQuery All = new("north") { Take = int.MaxValue };

    protected abstract Task<Store> NewStore();

    protected abstract ViewTable Reading(Store store);

    /// <summary>Does to the log what its triggers stand in front of.</summary>
    protected abstract string Unlocked(string sql);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Viewing Seen(int row, string by = "north-social-worker") =>
        new(Instant.FromUtc(2026, 3, 2, 9, 0) + Duration.FromSeconds(row), by, "social-worker", Viewing.Page, $"/north/children/C-{row}")
        {
            Authority = "north",
            Child = $"C-{row}",
            Reason = "Ünïcode — a reason",
        };

    // The seals as they were before anybody touched the database.
    private async Task<(Store Store, IReadOnlyList<ViewSeal> Outside)> Filled()
    {
        var store = await NewStore();
        await using (var node = await store.Start())
        {
            var log = node.Services.GetRequiredService<IViewLog>();
            for (var row = 1; row <= Written; row++)
                log.Note(Seen(row));
        }

        using var connection = store.Open();
        var written = await connection.QueryAsync<(long Number, long At, string Chains, string Before, string Hash)>(
            "SELECT number, at, chains, hash_before, hash FROM view_seals ORDER BY number"
        );
        return (
            store,
            [
                .. written.Select(seal => new ViewSeal(
                    seal.Number,
                    Instant.FromUnixTimeMilliseconds(seal.At),
                    ViewSeal.ReadChains(seal.Chains),
                    seal.Before,
                    seal.Hash
                )),
            ]
        );
    }

    private async Task<IReadOnlyList<ViewFault>> After(string sql)
    {
        var (store, outside) = await Filled();
        await using var _ = store;
        using (var connection = store.Open())
            await connection.ExecuteAsync(Unlocked(sql));
        return (await Reading(store).Audit(outside, Cancelled)).Faults;
    }

    [Fact]
    public async Task What_was_noted_is_written_in_order_and_whole()
    {
        var (store, outside) = await Filled();
        await using var _ = store;
        await using var node = await store.Start();
        var log = node.Services.GetRequiredService<IViewLog>();

        var read = await log.Read(All, Cancelled);

        Assert.Equal(Enumerable.Range(1, Written).Reverse().Select(row => Seen(row)), read.Select(entry => entry.Viewing));
        Assert.Equal("C-7", Assert.Single(await log.Read(All with { Child = "C-7" }, Cancelled)).Viewing.Child);
        Assert.Empty(await log.Read(All with { By = "nobody" }, Cancelled));
        Assert.Equal(
            [4, 3],
            (await log.Read(All with { From = Seen(3).At, Until = Seen(5).At }, Cancelled)).Select(entry => (int)entry.Number)
        );
        Assert.Empty(await log.Read(new ViewQuery("south"), Cancelled));
        var (rows, seals, faults) = await Reading(store).Audit(outside, Cancelled);
        Assert.Empty(faults);
        Assert.Equal((Written, 1), (rows, seals));
    }

    [Fact]
    public async Task What_has_to_be_written_first_is_when_it_says_so()
    {
        await using var store = await NewStore();
        await using var node = await store.Start();
        var log = node.Services.GetRequiredService<IViewLog>();

        await log.Write(Seen(1), Cancelled);

        Assert.Single(await log.Read(All, Cancelled));
        Assert.Null(log.Trouble);
    }

    [Fact]
    public async Task Rows_are_neither_changed_nor_taken_out_by_whoever_asks_politely()
    {
        var (store, _) = await Filled();
        await using var __ = store;
        using var connection = store.Open();
        foreach (var table in (string[])["views", "view_seals"])
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.ExecuteAsync($"UPDATE {table} SET at = 0"));
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.ExecuteAsync($"DELETE FROM {table}"));
        }
    }

    [Fact]
    public async Task A_row_that_was_changed_is_found() =>
        Assert.Equal((ViewFaultKind.Changed, 700), Only(await After("UPDATE views SET seen_by = 'somebody-else' WHERE number = 700")));

    [Fact]
    public async Task A_row_that_was_taken_out_is_found() =>
        Assert.Equal((ViewFaultKind.Missing, 700), Only(await After("DELETE FROM views WHERE number = 700")));

    [Fact]
    public async Task The_last_thousand_cut_off_are_found() =>
        Assert.Equal((ViewFaultKind.CutOff, 201), Only(await After("DELETE FROM views WHERE number > 200")));

    [Fact]
    public async Task And_so_they_are_where_their_seals_went_with_them()
    {
        var faults = await After("DELETE FROM views WHERE number > 200; DELETE FROM view_seals");

        Assert.Equal([ViewFaultKind.CutOff, ViewFaultKind.CutOff], faults.Select(fault => fault.Kind));
        Assert.Equal((null, 1L), (faults[0].Writer, faults[0].Number));
        Assert.Equal((201L, (long?)Written), (faults[1].Number, faults[1].Last));
    }

    [Fact]
    public async Task What_a_killed_node_left_unsealed_the_next_one_seals()
    {
        await using var store = await NewStore();
        await using (var node = await store.Start())
        {
            var table = node.Services.GetRequiredService<ViewTable>();
            await table.Append([ViewEntry.After(null, "w-killed", Seen(1))]);
        }

        await using var next = await store.Start();
        await Eventually.IsTrue(
            "it is sealed",
            async () =>
            {
                using var connection = store.Open();
                return (await connection.QueryAsync<string>("SELECT chains FROM view_seals")).Any(chains => chains.Contains("w-killed/1/"));
            }
        );
    }

    private static (ViewFaultKind, long) Only(IReadOnlyList<ViewFault> faults)
    {
        var fault = Assert.Single(faults);
        return (fault.Kind, fault.Number);
    }
}

public sealed class SqliteViewLogTests : ViewLogTests
{
    protected override Task<Store> NewStore() => Task.FromResult<Store>(new SqliteStore());

    protected override ViewTable Reading(Store store) => ViewTable.ReadingSqlite(((SqliteStore)store).Folder);

    protected override string Unlocked(string sql) =>
        $"DROP TRIGGER views_stay_as_written; DROP TRIGGER views_stay; DROP TRIGGER view_seals_stay; {sql}";

    [Fact]
    public async Task Seals_stand_in_a_file_as_well()
    {
        await using var store = new SqliteStore();
        await using (var node = await store.Start())
            node.Services.GetRequiredService<IViewLog>().Note(Seen("C-1"));

        var lines = await File.ReadAllLinesAsync(
            Path.Combine(store.Folder, ViewLogSettings.SealsFile),
            TestContext.Current.CancellationToken
        );

        var seal = ViewSeal.OfLine(Assert.Single(lines))!;
        Assert.Equal(1, Assert.Single(seal.Chains).Number);
    }

    [Fact]
    public async Task Where_the_store_does_not_take_it_nothing_is_shown_that_has_to_be_logged_and_the_rest_waits()
    {
        await using var store = new SqliteStore();
        await using var node = await store.Start();
        var log = node.Services.GetRequiredService<IViewLog>();
        using (var connection = store.Open())
            await connection.ExecuteAsync("ALTER TABLE views RENAME TO away");

        await Assert.ThrowsAsync<ViewLogException>(() => log.Write(Seen("C-1"), TestContext.Current.CancellationToken));
        log.Note(Seen("C-2"));
        Assert.Contains("Views are not being written", log.Trouble, StringComparison.Ordinal);
        using (var client = new HttpClient())
        {
            using var answer = await client.GetAsync(new Uri(node.Address, "/health/ready"), TestContext.Current.CancellationToken);
            Assert.False(answer.IsSuccessStatusCode);
        }

        using (var connection = store.Open())
            await connection.ExecuteAsync("ALTER TABLE away RENAME TO views");
        await Eventually.IsTrue(
            "what waited is written",
            async () => (await log.Read(new ViewQuery("north"))).Any(entry => entry.Viewing.Child == "C-2")
        );
        Assert.Null(log.Trouble);
        Assert.Empty((await ViewTable.ReadingSqlite(store.Folder).Audit([], TestContext.Current.CancellationToken)).Faults);
    }

    [Fact]
    public async Task Where_too_much_waits_no_more_is_taken()
    {
        var away = new SqliteViewTable("Data Source=/nowhere/at-all.db;Mode=ReadWrite", null);
        using var log = new ViewLog(away, new ViewLogSettings { MostWaiting = 3 }, TimeProvider.System, NullLogger<ViewLog>.Instance);
        for (var row = 0; row < 3; row++)
            log.Note(Seen("C-1"));

        Assert.Throws<ViewLogException>(() => log.Note(Seen("C-1")));
        await Assert.ThrowsAsync<ViewLogException>(() => log.Write(Seen("C-1"), TestContext.Current.CancellationToken));
    }

    private static Viewing Seen(string child) =>
        new(Instant.FromUtc(2026, 3, 2, 9, 0), "north-social-worker", "social-worker", Viewing.Page, $"/north/children/{child}")
        {
            Authority = "north",
            Child = child,
        };
}

public sealed class PostgresViewLogTests : ViewLogTests
{
    protected override async Task<Store> NewStore()
    {
        Requires.Postgres();
        return await PostgresStore.New();
    }

    protected override ViewTable Reading(Store store) => ViewTable.ReadingPostgres(((PostgresStore)store).ConnectionString);

    protected override string Unlocked(string sql) =>
        $"ALTER TABLE views DISABLE TRIGGER USER; ALTER TABLE view_seals DISABLE TRIGGER USER; {sql}";
}

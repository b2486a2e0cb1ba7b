using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;
using Permanence.Silo;

namespace Permanence.Benchmarks;

/// <summary>
/// An acknowledged recording is a row in the store. The reference writes the same rows with the driver and nothing else, each caller to
/// rows of its own, each time one event longer as a recording's are, with the durability both stores have when they run in earnest.
/// </summary>
internal static class Recordings
{
    private static readonly LocalDate Today = new(2026, 6, 16);
    private static readonly int[] Sizes = [20, 200, 1000, 2000, 10_000];

    // The longest that the invented region makes; a longer one goes on with what is recorded here.
    private const int Invented = 1000;
    private static readonly int[] Callers = [1, 16, 64];

    // Every recording makes its record longer: spread over so many, a record of 200 events stays one of about 200 while it is measured.
    private static int Rows(int size) => size <= Invented ? 256 : 64;

    // Bytes already in a row are not written again by SQLite, page by page, so the reference's rows must change as ours do: this many
    // lengths, one after another, are more than a row is written in the time.
    private const int Rounds = 64;

    // A silo that has just started compiles what it runs for some seconds more, the reference for a moment only.
    private const double WarmUpSeconds = 15;

    private static readonly CareEvent OneMore = new() { Type = "life-story-updated", On = Today };

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("permanence-benchmark-").FullName;
        try
        {
            var reference = await SqliteReference(Path.Combine(folder, "reference.db"));
            await Store("SQLite", builder => builder.UseEmbedded(Path.Combine(folder, "data")), reference);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        if (PostgresServer.Binaries is null)
        {
            Console.WriteLine("PostgreSQL is not installed here: not measured.");
            return;
        }

        var server = await PostgresServer.Shared();
        var cluster = new ClusterSettings
        {
            ConnectionString = await server.NewDatabase(),
            Certificate = ClusterKey.File,
            Address = "127.0.0.1",
            SiloPort = 21111,
            GatewayPort = 31111,
        };
        await Store("PostgreSQL", builder => builder.UsePostgresCluster(cluster), await PostgresReference(await server.NewDatabase()));
    }

    private static async Task Store(string name, Action<IHostApplicationBuilder> use, Func<string, byte[], Task> upsert)
    {
        var builder = Host.CreateApplicationBuilder();
        // As quiet as in earnest: a line to the terminal for each call would be measured too.
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddPolicies(Repository.Config);
        use(builder);
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var authority = host.Services.GetRequiredService<PolicySource>().Library.Authorities[0].Id;
        var first = await Children(grains, Record(Sizes[0], authority), Rows(Sizes[0]), "W");
        await Measure.Concurrently(
            Callers[1],
            WarmUpSeconds,
            (caller, round) => RecordOneMore(first[Row(caller, round, Callers[1], first.Length)])
        );
        foreach (var size in Sizes)
        {
            var record = Record(size, authority);
            var rows = Rows(size);
            var bytes = Enumerable
                .Range(1, Rounds)
                .Select(more => JsonSerializer.SerializeToUtf8Bytes(Longer(record, more), CaseRecordJson.Options))
                .ToArray();
            foreach (var callers in Callers)
            {
                var keys = await Children(grains, record, rows, $"B{size}-{callers}");
                var (raw, ours, ratio) = await Measure.InTurn(
                    callers,
                    (caller, round) => upsert(keys[Row(caller, round, callers, rows)], bytes[round * callers / rows % bytes.Length]),
                    (caller, round) => RecordOneMore(keys[Row(caller, round, callers, rows)])
                );
                Console.WriteLine(
                    $"{name, -10} {size, 5} events {bytes[0].Length / 1024, 4} kB, {callers, 2} callers: "
                        + $"{ours.Figures}   raw {raw.Figures}   {Measure.Ratio(ratio, 1)}"
                );
            }
        }

        await host.StopAsync();

        async Task RecordOneMore(string key)
        {
            using var asking = Caller.Platform("benchmark", "benchmark").Ask();
            var ruling = await grains.GetGrain<IChildGrain>(key).Record(Guid.NewGuid(), [OneMore]);
            if (!ruling.Allowed)
                throw new InvalidOperationException(ruling.Refusals[0].Sentence);
        }
    }

    private static CaseFile Record(int size, string authority)
    {
        var record = DemoRegion.ChildWithEvents(size, Today, Math.Min(size, Invented), authority);
        return record with { Events = [.. record.Events, .. Enumerable.Repeat(OneMore, size - record.Events.Count)] };
    }

    private static CaseFile Longer(CaseFile record, int more)
    {
        var recording = new Recording(Today.AtMidnight().InUtc().ToInstant(), "benchmark", "benchmark");
        var added = Enumerable.Range(record.Events.Count, more).Select(number => OneMore with { Id = $"{number}", Recorded = recording });
        return record with { Events = [.. record.Events, .. added] };
    }

    // Each caller goes round rows that no other touches.
    private static int Row(int caller, int round, int callers, int rows) => (caller + (round * callers)) % rows;

    private static async Task<string[]> Children(IGrainFactory grains, CaseFile record, int rows, string prefix)
    {
        var keys = new string[rows];
        for (var number = 0; number < rows; number++)
        {
            var child = record.Child with { Id = $"{prefix}-{number}" };
            keys[number] = new ChildKey(record.Authority, child.Id).ToString();
            using var asking = Caller.Platform("benchmark", "benchmark").Ask();
            var opened = await grains.GetGrain<IChildGrain>(keys[number]).Load(Guid.NewGuid(), record with { Child = child });
            if (!opened.Allowed)
                throw new InvalidOperationException(opened.Refusals[0].Sentence);
        }

        return keys;
    }

    private static async Task<Func<string, byte[], Task>> SqliteReference(string file)
    {
        var connectionString = $"Data Source={file}";
        await using (var setup = new SqliteConnection(connectionString))
        {
            await setup.OpenAsync();
            await Execute(setup, "PRAGMA journal_mode = wal");
            await Execute(setup, "CREATE TABLE reference (key TEXT PRIMARY KEY, version INTEGER NOT NULL, payload BLOB) WITHOUT ROWID");
        }

        // The driver blocks and SQLite has one writer, so the reference takes turns too: it would otherwise measure lock waits.
        var turn = new SemaphoreSlim(1, 1);
        return async (key, payload) =>
        {
            await turn.WaitAsync();
            try
            {
                await using var connection = new SqliteConnection(connectionString);
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText =
                    "INSERT INTO reference VALUES ($key, 1, $payload) ON CONFLICT (key) DO UPDATE SET version = version + 1, "
                    + "payload = excluded.payload";
                command.Parameters.AddWithValue("$key", key);
                command.Parameters.AddWithValue("$payload", payload);
                await command.ExecuteNonQueryAsync();
            }
            finally
            {
                turn.Release();
            }
        };
    }

    private static async Task<Func<string, byte[], Task>> PostgresReference(string connectionString)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20 }.ConnectionString);
        await using (var setup = source.CreateCommand("CREATE TABLE reference (key text PRIMARY KEY, version int NOT NULL, payload bytea)"))
            await setup.ExecuteNonQueryAsync();
        return async (key, payload) =>
        {
            await using var command = source.CreateCommand(
                "INSERT INTO reference VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET version = reference.version + 1, "
                    + "payload = excluded.payload"
            );
            command.Parameters.Add(new NpgsqlParameter { Value = key });
            command.Parameters.Add(new NpgsqlParameter { Value = payload });
            await command.ExecuteNonQueryAsync();
        };
    }

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

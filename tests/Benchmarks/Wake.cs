using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Silo;

namespace Permanence.Benchmarks;

/// <summary>
/// A council's first board after the program was started anew, a day after it was stopped, so that not one row holds any more: until
/// somebody sees something, and until all of it is as of now. The reference reads the same rows from the same store in a plain loop, parses
/// each and makes its row, in a process that was started for it, too.
/// </summary>
internal static class Wake
{
    public const string LoopArgument = "plain-loop";

    private const int Children = 7_000;
    private const double LongestLook = 1;
    private const double Target = 2;
    private static readonly TimeSpan LongestRight = TimeSpan.FromMinutes(3);

    private static string Authority => ReadOnce.Library.Authorities[0].Id;

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("permanence-wake-").FullName;
        try
        {
            var file = Path.Combine(folder, "permanence.db");
            await Fill(builder => builder.UseEmbedded(folder), () => Connection("SQLite", file));
            var port = Ports.Free();
            using (var program = Start(folder, port))
            {
                try
                {
                    await Measured("SQLite", new Uri($"http://127.0.0.1:{port}"));
                }
                finally
                {
                    program.Kill(entireProcessTree: true);
                    await program.WaitForExitAsync();
                }
            }

            await Compare("SQLite", file);
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

        var database = await (await PostgresServer.Shared()).NewDatabase();
        await Fill(
            builder =>
                builder.UsePostgresCluster(
                    new ClusterSettings
                    {
                        ConnectionString = database,
                        Certificate = ClusterKey.File,
                        Address = "127.0.0.1",
                        SiloPort = Ports.Free(),
                        GatewayPort = Ports.Free(),
                    }
                ),
            () => Connection("PostgreSQL", database)
        );
        await using (var cluster = await ClusterProcesses.Start(webNodes: 1, database))
            await Measured("PostgreSQL", cluster.Web(1).Address);
        await Compare("PostgreSQL", database);
    }

    /// <summary>The reference, in a process of its own.</summary>
    public static async Task Loop(string store, string where)
    {
        var policy = ReadOnce.Library.For(Authority)!;
        var (calendar, serializer) = (ReadOnce.Calendar, CaseRecordJson.StorageSerializer());
        var today = SystemClock.Instance.GetCurrentInstant().InZone(Timeline.London).Date;
        var from = Stopwatch.GetTimestamp();
        await using var connection = Connection(store, where);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT payload FROM records WHERE state_name = 'child' AND grain_key LIKE '{Authority}/%'";
        await using var rows = await command.ExecuteReaderAsync();
        var made = new List<TrackerRow>();
        while (await rows.ReadAsync())
        {
            var record = serializer.Deserialize<StoredChild>(new BinaryData(rows.GetFieldValue<byte[]>(0)))!.Whole([]);
            var history = record.Read()!.On(today);
            made.Add(TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, calendar), policy, calendar));
        }

        var taken = Stopwatch.GetElapsedTime(from).TotalSeconds;
        if (made.Count != Children)
            throw new InvalidOperationException($"{made.Count} rows were made.");
        Console.WriteLine(taken.ToString(CultureInfo.InvariantCulture));
    }

    // What the store has of yesterday: the records, and the snapshot of a board that somebody had open.
    private static async Task Fill(Action<IHostApplicationBuilder> use, Func<DbConnection> connect)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<TimeProvider>(new Yesterday());
        builder.Services.AddPolicies(Repository.Config);
        use(builder);
        using var host = builder.Build();
        await using (var connection = connect())
            await Council.Write(connection, Authority, Council.Files(Authority, Children, daysAgo: 3));
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        using (Caller.Platform("benchmark", "benchmark").Ask())
        {
            var board = grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(Authority));
            await Eventually.IsTrue(
                "the board is whole",
                async () => (await board.Read(AsOf.Now)) is { Awaited: 0, Rows.Count: > 0 },
                LongestRight
            );
        }

        await host.StopAsync();
    }

    private static DbConnection Connection(string store, string where) =>
        store == "SQLite" ? new SqliteConnection($"Data Source={where}") : new NpgsqlConnection(where);

    private static (double Look, double Right) Last { get; set; }

    private static async Task Measured(string store, Uri address)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(2),
        };
        await Eventually.IsTrue(
            $"{store} is ready",
            async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode,
            LongestRight
        );
        using var form = new FormUrlEncodedContent([new("person", $"{Authority}-team-manager")]);
        (await client.PostAsync("/demo/sign-in", form)).EnsureSuccessStatusCode();

        var asked = SystemClock.Instance.GetCurrentInstant();
        var from = Stopwatch.GetTimestamp();
        var page = await client.GetStringAsync($"/{Authority}/board");
        var look = Stopwatch.GetElapsedTime(from).TotalSeconds;
        if (!page.Contains("data-child=", StringComparison.Ordinal))
            throw new InvalidOperationException("The page shows nobody.");
        // Then as a page that stays open: it is told, and asks for nothing.
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(address, "/hubs/boards"), options => options.Cookies = cookies)
            .Build();
        var right = new TaskCompletionSource();
        hub.On<JsonElement>(
            "changed",
            change =>
            {
                if (IsRight(change, asked))
                    right.TrySetResult();
            }
        );
        await hub.StartAsync();
        await hub.InvokeAsync<long>("Watch", Authority);
        // It may have been right before it was watched.
        using (var board = JsonDocument.Parse(await client.GetStringAsync($"/api/authorities/{Authority}/board")))
        {
            if (IsRight(board.RootElement, asked))
                right.TrySetResult();
        }

        await right.Task.WaitAsync(LongestRight);
        Last = (look, Stopwatch.GetElapsedTime(from).TotalSeconds);
    }

    private static bool IsRight(JsonElement board, Instant asked) =>
        InstantPattern.ExtendedIso.Parse(board.GetProperty("asAt").GetString()!).Value >= asked;

    private static async Task Compare(string store, string where)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Wake).Assembly.Location, LoopArgument, store, where])
        {
            RedirectStandardOutput = true,
        };
        using var loop = Process.Start(start)!;
        var said = await loop.StandardOutput.ReadToEndAsync();
        await loop.WaitForExitAsync();
        var plain = double.Parse(said.Trim(), CultureInfo.InvariantCulture);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{store, -10} {Children:N0} children: something to look at after {Last.Look:N2} s: "
                    + $"{Measure.Within(Last.Look, LongestLook)} s"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{store, -10} right after {Last.Right:N2} s; a plain loop takes {plain:N2} s; {Measure.Ratio(Last.Right, plain)}: "
                    + $"{Measure.Within(Last.Right / plain, Target)}"
            )
        );
    }

    private static Process Start(string folder, int port)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "permanence.dll"), "serve", "--demo", "none", "--data", folder];
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--config", Repository.Config, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private sealed class Yesterday : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-1);
    }
}

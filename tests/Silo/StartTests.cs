using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Permanence.Builders;
using Permanence.Grains.Keeping;
using Permanence.Silo.Stores;

namespace Permanence.Silo.Tests;

/// <summary>A node whose store is away, another's, newer, or gone under it.</summary>
public sealed class StartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_is_deleted_under_a_running_node_takes_nothing_and_makes_the_node_unready()
    {
        await using var store = new SqliteStore();
        await using var node = await store.Start();
        using var _ = node.AsPlatform();
        using var http = new HttpClient { BaseAddress = node.Address };
        Assert.True((await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"))).Allowed);
        foreach (var file in Directory.GetFiles(store.Folder, "permanence.db*"))
            File.Delete(file);

        var refused = await node.Child("WE-01").Record(Guid.NewGuid(), [Example.Wishes]);
        using var ready = await http.GetAsync("/health/ready", Cancelled);

        Assert.Equal("store-unavailable", Assert.Single(refused.Refusals).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.False(File.Exists(Path.Combine(store.Folder, "permanence.db")));
    }

    [Fact]
    public async Task An_empty_store_put_in_the_place_of_the_one_a_node_started_on_makes_it_unready()
    {
        await using var store = new SqliteStore();
        await using var node = await store.Start();
        using var http = new HttpClient { BaseAddress = node.Address };
        await using (var connection = store.Open())
            await connection.ExecuteAsync("DELETE FROM store; INSERT INTO store (id, oldest_program) VALUES ('another', 1)");

        using var ready = await http.GetAsync("/health/ready", Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Fact]
    public async Task A_newer_programs_store_is_refused_in_a_sentence_and_left_as_it_is()
    {
        await using var store = new SqliteStore();
        await (await store.Start()).DisposeAsync();
        await using (var connection = store.Open())
            await connection.ExecuteAsync("UPDATE store SET oldest_program = 99");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => store.Start());

        Assert.Contains("format 99 or later", refused.Message, StringComparison.Ordinal);
        // The folder is free again: the newer program can be started in it.
        DataFolder.Claim(store.Folder).Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_is_gone_or_emptied_between_two_starts_is_refused_and_no_empty_platform_comes_up(bool gone)
    {
        await using var store = new SqliteStore();
        await (await store.Start()).DisposeAsync();
        foreach (var file in Directory.GetFiles(store.Folder, "permanence.db*"))
            File.Delete(file);
        if (!gone)
            File.WriteAllBytes(Path.Combine(store.Folder, "permanence.db"), []);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => store.Start());

        Assert.Contains("put permanence.db back from a backup", refused.Message, StringComparison.Ordinal);
        Assert.Equal(!gone, File.Exists(Path.Combine(store.Folder, "permanence.db")));
    }

    [Fact]
    public async Task Nobody_on_the_machine_but_its_user_reads_the_data_of_a_platform()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes of files here.");
        using var scratch = new Scratch();
        var (folder, file) = (Path.Combine(scratch.Folder, "data"), Path.Combine(scratch.Folder, "data", "permanence.db"));
        await using var store = new SqliteStore(folder);
        await using var node = await store.Start();
        using (node.AsPlatform())
            await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(folder).UnixFileMode);
        foreach (var kept in new[] { file, $"{file}-wal" })
            Assert.Equal((kept, UnixFileMode.UserRead | UnixFileMode.UserWrite), (kept, new FileInfo(kept).UnixFileMode));
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_in_a_sentence()
    {
        using var scratch = new Scratch();
        File.WriteAllText(Path.Combine(scratch.Folder, "permanence.db"), new string('x', 5000));
        using var folder = DataFolder.Claim(scratch.Folder);

        Assert.Contains(
            scratch.Folder,
            Assert.Throws<SchemaException>(() => Schema.BringUpToDateSqlite(folder, NullLogger.Instance)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_database_that_never_answers_is_named_with_the_setting_that_names_it()
    {
        var refused = Assert.Throws<SchemaException>(() =>
            Schema.BringUpToDatePostgres(
                "Host=127.0.0.1;Port=1;Database=nowhere;Username=nobody;Timeout=1",
                NullLogger.Instance,
                TimeSpan.Zero
            )
        );

        Assert.Contains("127.0.0.1:1/nowhere", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PERMANENCE__CONNECTIONSTRING", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_one_kind_is_logged_once_an_interval_and_others_beside_it()
    {
        var time = new Clock();
        using var lines = new Lines();
        using var factory = new OncePerInterval(LoggerFactory.Create(logging => logging.AddProvider(lines)), time);
        var log = factory.CreateLogger("store");

        for (var count = 0; count < 1000; count++)
            log.LogWarning(new StoreAwayException(), "away");
        log.LogWarning(new RecordUnreadableException(), "unreadable");
        log.LogWarning("no fault");
        Assert.Equal(["away", "unreadable", "no fault"], lines.Said);

        time.Now += OncePerInterval.Interval;
        log.LogWarning(new StoreAwayException(), "away");
        Assert.Equal(["999 more like the next in the last while", "away"], lines.Said.Skip(3));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Add(formatter(state, exception));

        public void Dispose() { }
    }
}

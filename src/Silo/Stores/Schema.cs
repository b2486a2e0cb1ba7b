using System.Data.Common;
using System.Net.Sockets;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Permanence.Silo.Stores;

/// <summary>
/// Brings a database to the version this program needs, from the SQL it carries. Safe to repeat, and safe where several nodes start at
/// once.
/// </summary>
public static class Schema
{
    // Any number that nothing else in the database takes a lock by.
    private const long LockNumber = 0x7065726d616e;

    /// <summary>How long a node waits for its database to answer: they may have been started together.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    /// <param name="use">What it is used for; null where that is for others to say.</param>
    /// <returns>Which store it is.</returns>
    /// <exception cref="SchemaException">The database did not answer, is a newer program's or could not be brought up to date; the message
    /// is for people.</exception>
    public static string BringUpToDatePostgres(string connectionString, ILogger log, TimeSpan? longestWait = null, StoreUse? use = null)
    {
        // In a transaction: it goes with the transaction, also where this process dies and where a pooler stands between. Not of the pool.
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        Open(connection, log, longestWait ?? LongestWait);
        using var locked = connection.BeginTransaction();
        using (var locking = new NpgsqlCommand("SELECT pg_advisory_xact_lock(@number)", connection, locked) { CommandTimeout = 120 })
        {
            locking.Parameters.AddWithValue("number", LockNumber);
            locking.ExecuteNonQuery();
        }

        var before = StoreFormat.Read(connection, locked, "SELECT to_regclass('store') IS NOT NULL");
        StoreFormat.RefuseNewer(before);
        Apply(
            DeployChanges
                .To.PostgresqlDatabase(connectionString)
                .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, name => name.StartsWith("postgresql/", StringComparison.Ordinal))
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogTo(new ToLogger(log))
                .Build()
        );
        if (use is { } wanted)
        {
            StoreFormat.Claim(connection, locked, wanted, $"The database {connection.Database}");
            locked.Commit();
        }

        return (before ?? StoreFormat.Read(connection, null, "SELECT true"))!.Id;
    }

    /// <summary>The folder's lock is what keeps two processes apart, see <see cref="DataFolder"/>.</summary>
    /// <param name="use">What it is used for; null where that is for others to say.</param>
    /// <returns>Which store it is.</returns>
    /// <exception cref="SchemaException">The file is none of ours, a newer program's, or could not be brought up to date; the message is
    /// for people.</exception>
    public static string BringUpToDateSqlite(DataFolder folder, ILogger log, StoreUse? use = null)
    {
        var connectionString = new SqliteConnectionStringBuilder(folder.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWriteCreate,
            // Of the pool it would outlive this start, and read on in a file that was put aside since.
            Pooling = false,
        }.ToString();
        using var connection = new SqliteConnection(connectionString);
        try
        {
            if (folder.HadStore && !File.Exists(folder.File))
                throw Gone(folder);
            // The store keeps the mode of the file that is there, and so does the log beside it.
            OwnersOnly.MakeFile(folder.File);
            connection.Open();
            using (var journal = connection.CreateCommand())
            {
                // Kept in the file from then on: readers do not wait for the writer.
                journal.CommandText = "PRAGMA journal_mode = WAL";
                journal.ExecuteNonQuery();
            }

            var before = StoreFormat.Read(connection, null, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'store'");
            if (before is null && folder.HadStore)
                throw Gone(folder);
            StoreFormat.RefuseNewer(before);
            Apply(
                DeployChanges
                    .To.SqliteDatabase(connectionString)
                    .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, name => name.StartsWith("sqlite/", StringComparison.Ordinal))
                    .WithTransactionPerScript()
                    .WithVariablesDisabled()
                    .LogTo(new ToLogger(log))
                    .Build()
            );
            folder.HadStore = true;
            if (use is { } wanted)
                StoreFormat.Claim(connection, null, wanted, $"The data folder {folder.Folder}");
            return (before ?? StoreFormat.Read(connection, null, "SELECT 1"))!.Id;
        }
        catch (SqliteException fault)
        {
            throw new SchemaException(
                $"The store in the data folder {folder.Folder} cannot be opened: {fault.Message} Is the folder writable, "
                    + "is the disk full, is permanence.db a store of this program?",
                fault
            );
        }
    }

    private static SchemaException Gone(DataFolder folder) =>
        new(
            $"The store of the data folder {folder.Folder} is gone or empty, and there was one: put {DataFolder.StoreName} back "
                + "from a backup, or give an empty folder with --data to begin anew."
        );

    private static void Open(NpgsqlConnection connection, ILogger log, TimeSpan longestWait)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                connection.Open();
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or SocketException or TimeoutException)
            {
                var told = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
                var where = $"{told.Host}:{told.Port}/{told.Database}";
                // Away or still starting, not there yet, or an answer that does not change by asking again.
                var mayCome = fault is not PostgresException answer || answer.SqlState is "57P03" or "3D000" or "53300";
                if (!mayCome || TimeProvider.System.GetElapsedTime(since) > longestWait)
                    throw new SchemaException(
                        $"The database {where} cannot be reached: {fault.GetBaseException().Message} Check PERMANENCE__CONNECTIONSTRING, "
                            + "and that the database runs and exists.",
                        fault
                    );
                if (attempt == 1)
                    log.LogWarning("Waiting for the database {Where}: {Fault}", where, fault.GetBaseException().Message);
                // The program has nothing else to do before its store is there, and nobody to answer: it stands still here and nowhere
                // else.
                Task.Delay(BetweenAttempts, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }

    private static void Apply(UpgradeEngine engine)
    {
        var result = engine.PerformUpgrade();
        if (!result.Successful)
            throw new SchemaException(
                $"The database could not be brought up to date at {result.ErrorScript?.Name ?? "its start"}: "
                    + $"{result.Error.GetBaseException().Message}",
                result.Error
            );
    }

    private sealed class ToLogger(ILogger log) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) => Write(LogLevel.Trace, format, args);

        public void LogDebug(string format, params object[] args) => Write(LogLevel.Debug, format, args);

        public void LogInformation(string format, params object[] args) => Write(LogLevel.Debug, format, args);

        public void LogWarning(string format, params object[] args) => Write(LogLevel.Warning, format, args);

        public void LogError(string format, params object[] args) => Write(LogLevel.Debug, format, args);

        // What stops the start is thrown and said once, in a sentence.
        public void LogError(Exception ex, string format, params object[] args) => log.LogDebug(ex, "{Message}", Text(format, args));

        private void Write(LogLevel level, string format, object[] args) => log.Log(level, "{Message}", Text(format, args));

        private static string Text(string format, object[] args) =>
            args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
    }
}

/// <summary>What a store is used for, for ever: what was a demonstration never holds real children, nor the other way round.</summary>
public enum StoreUse
{
    /// <summary>Invented people sign in.</summary>
    Demonstration,

    /// <summary>People sign in with an identity provider.</summary>
    Provider,
}

/// <summary>Which store this program works with. Only who reads the store learns it: it is shown and logged nowhere.</summary>
public sealed record StoreIdentity(string Id);

/// <summary>A store that this program cannot work with; the message says why, for people.</summary>
public sealed class SchemaException : Exception
{
    public SchemaException(string message)
        : base(message) { }

    public SchemaException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>What a store says of itself.</summary>
/// <param name="Id">Which store it is: another one in its place has another.</param>
/// <param name="OldestProgram">The format of the oldest program that may work with it.</param>
internal sealed record StoreFormat(string Id, int OldestProgram)
{
    /// <summary>This program's. Raised together with a script that older programs could not live with.</summary>
    public const int Mine = 2;

    /// <summary>Null where the store does not say anything yet.</summary>
    public static StoreFormat? Read(DbConnection connection, DbTransaction? transaction, string isThere)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = isThere;
        if (!Convert.ToBoolean(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture))
            return null;
        command.CommandText = "SELECT id, oldest_program FROM store";
        using var read = command.ExecuteReader();
        return read.Read() ? new StoreFormat(read.GetString(0), read.GetInt32(1)) : null;
    }

    /// <summary>Marks the store as used so, if it is not marked yet. Nodes that start at once agree on the first.</summary>
    /// <param name="where">The store as its message names it.</param>
    /// <exception cref="SchemaException">It has been used for the other.</exception>
    public static void Claim(DbConnection connection, DbTransaction? transaction, StoreUse use, string where)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var name = use == StoreUse.Demonstration ? "demonstration" : "provider";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("use", name);
        command.Parameters.Add(parameter);
        command.CommandText = "INSERT INTO store_use (only_row, used_for) VALUES (1, @use) ON CONFLICT DO NOTHING";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT used_for FROM store_use";
        if (command.ExecuteScalar() as string == name)
            return;
        throw new SchemaException(
            use == StoreUse.Demonstration
                ? $"{where} has been used with an identity provider, so no demonstration is started on it: set the provider "
                    + "(PERMANENCE__SIGNIN__AUTHORITY), or give another store."
                : $"{where} is a demonstration's, so nobody signs in to it with an identity provider: give another store."
        );
    }

    public static void RefuseNewer(StoreFormat? store)
    {
        if (store is { OldestProgram: > Mine })
        {
            throw new SchemaException(
                $"This store is a newer program's: it takes a program of store format {store.OldestProgram} or later, "
                    + $"and this one has format {Mine}. Start the newer program, or restore a backup from before it."
            );
        }
    }
}

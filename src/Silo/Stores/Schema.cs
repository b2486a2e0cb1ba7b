using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Permanence.Silo.Stores;

/// <summary>
/// Brings a database to the version this program needs, from the SQL it carries. Safe to repeat, and safe where several nodes start at once.
/// </summary>
public static class Schema
{
    // Any number that nothing else in the database takes a lock by.
    private const long LockNumber = 0x7065726d616e;

    /// <exception cref="SchemaException">The database could not be brought up to date; the message says at which script.</exception>
    public static void BringUpToDatePostgres(string connectionString, ILogger log)
    {
        // Held until the connection closes, also where this process dies. Not of the pool: there it would stay open, and with it the lock.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using (var locking = new NpgsqlCommand("SELECT pg_advisory_lock(@number)", connection) { CommandTimeout = 120 })
        {
            locking.Parameters.AddWithValue("number", LockNumber);
            locking.ExecuteNonQuery();
        }

        Apply(DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, name => name.StartsWith("postgresql/", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new ToLogger(log))
            .Build());
    }

    /// <summary>The folder's lock is what keeps two processes apart, see <see cref="DataFolder"/>.</summary>
    /// <exception cref="SchemaException">The database could not be brought up to date; the message says at which script.</exception>
    public static void BringUpToDateSqlite(string connectionString, ILogger log)
    {
        using (var connection = new SqliteConnection(connectionString))
        {
            connection.Open();
            using var journal = connection.CreateCommand();
            // Kept in the file from then on: readers do not wait for the writer.
            journal.CommandText = "PRAGMA journal_mode = WAL";
            journal.ExecuteNonQuery();
        }

        Apply(DeployChanges.To.SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, name => name.StartsWith("sqlite/", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new ToLogger(log))
            .Build());
    }

    private static void Apply(UpgradeEngine engine)
    {
        var result = engine.PerformUpgrade();
        if (!result.Successful)
            throw new SchemaException($"The database could not be brought up to date at {result.ErrorScript?.Name ?? "its start"}.", result.Error);
    }

    private sealed class ToLogger(ILogger log) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) => Write(LogLevel.Trace, format, args);

        public void LogDebug(string format, params object[] args) => Write(LogLevel.Debug, format, args);

        public void LogInformation(string format, params object[] args) => Write(LogLevel.Debug, format, args);

        public void LogWarning(string format, params object[] args) => Write(LogLevel.Warning, format, args);

        public void LogError(string format, params object[] args) => Write(LogLevel.Error, format, args);

        public void LogError(Exception ex, string format, params object[] args) => log.LogError(ex, "{Message}", Text(format, args));

        private void Write(LogLevel level, string format, object[] args) => log.Log(level, "{Message}", Text(format, args));

        private static string Text(string format, object[] args) =>
            args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
    }
}

public sealed class SchemaException(string message, Exception innerException) : Exception(message, innerException);

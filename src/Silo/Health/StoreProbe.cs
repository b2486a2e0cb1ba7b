using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Permanence.Silo.Stores;

namespace Permanence.Silo;

/// <summary>
/// Asks whether the store can be worked with: it answers, it is the store that this node started on, and it takes a small write, which a
/// full disk or a folder that turned read-only does not.
/// </summary>
public interface IStoreProbe
{
    /// <exception cref="Exception">It cannot; the message says why, for operations.</exception>
    Task Ask(CancellationToken cancellation);
}

internal sealed class SqliteProbe(string store, OneWriter writer) : IStoreProbe
{
    public Task Ask(CancellationToken cancellation) =>
        writer.Write(async () =>
        {
            // Not of the pool: those of the pool go on with a file that was deleted under them.
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder(writer.Folder.ConnectionString) { Pooling = false }.ToString()
            );
            await connection.OpenAsync(cancellation);
            await StoreProbes.Write(
                connection,
                store,
                "UPDATE store SET probed_on = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') RETURNING id",
                cancellation
            );
        });
}

internal sealed class PostgresProbe(string store, string connectionString) : IStoreProbe
{
    public async Task Ask(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await StoreProbes.Write(connection, store, "UPDATE store SET probed_on = now() RETURNING id", cancellation);
    }
}

internal static class StoreProbes
{
    public static async Task Write(DbConnection connection, string store, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (await command.ExecuteScalarAsync(cancellation) as string != store)
            throw new InvalidOperationException(
                "The store is not the one that this node started on: it was emptied or put in its place. Start the node again."
            );
    }
}

using Microsoft.Data.Sqlite;
using Npgsql;

namespace Permanence.Silo;

/// <summary>Asks the store for the smallest thing it can answer.</summary>
public interface IStoreProbe
{
    Task Ask(CancellationToken cancellation);
}

internal sealed class SqliteProbe(string connectionString) : IStoreProbe
{
    public async Task Ask(CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM OrleansQuery";
        await command.ExecuteScalarAsync(cancellation);
    }
}

internal sealed class PostgresProbe(string connectionString) : IStoreProbe
{
    public async Task Ask(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancellation);
    }
}

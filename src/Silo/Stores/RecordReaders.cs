using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Permanence.Grains;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;

namespace Permanence.Silo.Stores;

/// <summary>Reads rows of the table that Orleans' storage writes, many with one statement.</summary>
/// <param name="connect">A connection that is not open yet.</param>
/// <param name="serviceId">As the cluster's rows are marked.</param>
internal abstract class RecordReader(Func<DbConnection> connect, string serviceId) : IRecordReader
{
    private const string StateName = "child";

    /// <summary>The condition that a key is among those asked for, and its parameter.</summary>
    protected abstract string IsAsked { get; }

    protected abstract DbParameter Asked(string[] keys);

    public async Task<IReadOnlyDictionary<string, int>> Revisions(
        string authority,
        IReadOnlyList<string> children,
        CancellationToken cancelled
    )
    {
        var revisions = new Dictionary<string, int>(children.Count, StringComparer.Ordinal);
        await foreach (var row in Rows("version", StateName, Keys(authority, children), cancelled))
            revisions[GrainKeys.Parse<ChildKey>(row.GetString(0)).Child] = row.GetInt32(1);
        return revisions;
    }

    public async Task<IReadOnlyList<StoredRecord>> Read(string authority, IReadOnlyList<string> children, CancellationToken cancelled)
    {
        var read = new List<StoredRecord>(children.Count);
        await foreach (var row in Rows("payload", StateName, Keys(authority, children), cancelled))
        {
            if (!await row.IsDBNullAsync(1, cancelled))
                read.Add(new StoredRecord(GrainKeys.Parse<ChildKey>(row.GetString(0)).Child, new BinaryData(row.GetFieldValue<byte[]>(1))));
        }

        return read;
    }

    public async Task<IReadOnlyDictionary<string, BinaryData>> Volumes(IReadOnlyList<string> keys, CancellationToken cancelled)
    {
        var read = new Dictionary<string, BinaryData>(keys.Count, StringComparer.Ordinal);
        await foreach (var row in Rows("payload", VolumeStorage.VolumeState, [.. keys], cancelled))
        {
            if (!await row.IsDBNullAsync(1, cancelled))
                read[row.GetString(0)] = new BinaryData(row.GetFieldValue<byte[]>(1));
        }

        return read;
    }

    private static string[] Keys(string authority, IReadOnlyList<string> children) =>
        [.. children.Select(child => new ChildKey(authority, child).ToString())];

    private async IAsyncEnumerable<DbDataReader> Rows(
        string column,
        string stateName,
        string[] keys,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancelled
    )
    {
        await using var connection = connect();
        await connection.OpenAsync(cancelled);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The column and the condition are of this program.
        command.CommandText = $"SELECT grain_key, {column} FROM records WHERE service_id = @service AND state_name = @state AND {IsAsked}";
#pragma warning restore CA2100
        Add("service", serviceId);
        Add("state", stateName);
        command.Parameters.Add(Asked(keys));
        await using var rows = await command.ExecuteReaderAsync(cancelled);
        while (await rows.ReadAsync(cancelled))
            yield return rows;

        void Add(string name, string value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}

/// <summary>Over the embedded store: readers do not wait for the writer.</summary>
internal sealed class SqliteRecordReader(string connectionString, string serviceId)
    : RecordReader(() => new SqliteConnection(connectionString), serviceId)
{
    protected override string IsAsked => "grain_key IN (SELECT value FROM json_each(@keys))";

    protected override DbParameter Asked(string[] keys) => new SqliteParameter("keys", JsonSerializer.Serialize(keys));
}

/// <summary>Over a cluster's database.</summary>
internal sealed class PostgresRecordReader(string connectionString, string serviceId)
    : RecordReader(() => new NpgsqlConnection(connectionString), serviceId)
{
    protected override string IsAsked => "grain_key = ANY(@keys)";

    protected override DbParameter Asked(string[] keys) => new NpgsqlParameter<string[]>("keys", keys);
}

using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Tests.Builders;

/// <summary>
/// A store that outlives every silo of the test and writes as the real ones do: the same serializer, an etag a row. A test can make it
/// fail.
/// </summary>
public sealed class SharedStorage : IGrainStorage, IRecordReader
{
    private readonly ConcurrentDictionary<(string State, string Grain), (byte[] Payload, int Version)> rows = new();
    private readonly SystemTextJsonGrainStorageSerializer serializer = CaseRecordJson.StorageSerializer();

    /// <summary>Called before each write with the state's name and the grain; what it throws is what the grain sees.</summary>
    public Action<string, GrainId> BeforeWrite { get; set; } = static (_, _) => { };

    /// <summary>Called before each read with the state's name and the grain; what it throws is what the grain sees.</summary>
    public Action<string, GrainId> BeforeRead { get; set; } = static (_, _) => { };

    /// <summary>Called after each write took effect; what it throws is an answer lost on the way.</summary>
    public Action<string, GrainId> AfterWrite { get; set; } = static (_, _) => { };

    public int Writes { get; private set; }

    public IReadOnlyCollection<(string State, string Grain)> Keys => [.. rows.Keys];

    public string Text(string state, string key) =>
        System.Text.Encoding.UTF8.GetString(
            rows.Single(row => row.Key.State == state && row.Key.Grain.EndsWith("/" + key, StringComparison.Ordinal)).Value.Payload
        );

    /// <summary>Changes a row behind the grains' backs.</summary>
    public Task Change(string state, string key, Func<string, string> change)
    {
        lock (rows)
        {
            var (name, row) = rows.Single(row => row.Key.State == state && row.Key.Grain.EndsWith("/" + key, StringComparison.Ordinal));
            var text = change(System.Text.Encoding.UTF8.GetString(row.Payload));
            rows[name] = (System.Text.Encoding.UTF8.GetBytes(text), row.Version + 1);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes a row away behind the grains' backs.</summary>
    public void Lose(string state, string key)
    {
        lock (rows)
            Assert.True(
                rows.TryRemove(
                    rows.Keys.Single(row => row.State == state && row.Grain.EndsWith("/" + key, StringComparison.Ordinal)),
                    out _
                )
            );
    }

    public Task<IReadOnlyDictionary<string, int>> Revisions(
        string authority,
        IReadOnlyList<string> children,
        CancellationToken cancelled
    ) =>
        Task.FromResult<IReadOnlyDictionary<string, int>>(
            Rows(authority, children).ToDictionary(row => row.Child, row => row.Version, StringComparer.Ordinal)
        );

    /// <summary>What reading many records waits for.</summary>
    public Task BeforeBulkRead { get; set; } = Task.CompletedTask;

    public async Task<IReadOnlyList<StoredRecord>> Read(string authority, IReadOnlyList<string> children, CancellationToken cancelled)
    {
        await BeforeBulkRead.WaitAsync(cancelled);
        return [.. Rows(authority, children).Select(row => new StoredRecord(row.Child, new BinaryData(row.Payload)))];
    }

    public Task<IReadOnlyDictionary<string, BinaryData>> Volumes(IReadOnlyList<string> keys, CancellationToken cancelled) =>
        Task.FromResult<IReadOnlyDictionary<string, BinaryData>>(
            keys.Where(key => rows.ContainsKey(Volume(key)))
                .ToDictionary(key => key, key => new BinaryData(rows[Volume(key)].Payload), StringComparer.Ordinal)
        );

    private static (string State, string Grain) Volume(string key) => (VolumeStorage.VolumeState, $"{VolumeStorage.VolumeState}/{key}");

    private IEnumerable<(string Child, byte[] Payload, int Version)> Rows(string authority, IReadOnlyList<string> children)
    {
        foreach (var child in children)
        {
            if (rows.TryGetValue(("child", $"child/{new ChildKey(authority, child)}"), out var row))
                yield return (child, row.Payload, row.Version);
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        BeforeRead(stateName, grainId);
        if (rows.TryGetValue((stateName, grainId.ToString()), out var row))
        {
            grainState.State = serializer.Deserialize<T>(new BinaryData(row.Payload));
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        BeforeWrite(stateName, grainId);
        var payload = serializer.Serialize(grainState.State).ToArray();
        lock (rows)
        {
            var version = rows.TryGetValue((stateName, grainId.ToString()), out var row) ? row.Version : 0;
            if ((grainState.ETag ?? "0") != version.ToString(CultureInfo.InvariantCulture))
                throw new InconsistentStateException($"The store has version {version}, the grain {grainState.ETag}.");
            rows[(stateName, grainId.ToString())] = (payload, version + 1);
            Writes++;
            AfterWrite(stateName, grainId);
            grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Nothing in this platform clears a record.");
}

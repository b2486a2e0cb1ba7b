using Orleans.Storage;

namespace Permanence.Grains.Children;

/// <summary>
/// The grain storage of a silo, which keeps a long child's record in several rows (<see cref="StoredChild"/>) and everything else as the
/// store under it does. A volume stands before the row that names it is written, and never changes: whatever is cut off in between leaves
/// the record as it was, and at most a volume that nothing names.
/// </summary>
public sealed class VolumeStorage(IGrainStorage inner) : IGrainStorage
{
    /// <summary>The name of the state of a closed volume.</summary>
    public const string VolumeState = "child-volume";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        grainState is IGrainState<ChildRecord> child
            ? Read(stateName, grainId, child)
            : inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        grainState is IGrainState<ChildRecord> child
            ? Write(stateName, grainId, child)
            : inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        grainState is IGrainState<ChildRecord>
            ? throw new NotSupportedException("Nothing in this platform clears a record: its volumes would stay behind.")
            : inner.ClearStateAsync(stateName, grainId, grainState);

    private async Task Read(string stateName, GrainId grainId, IGrainState<ChildRecord> child)
    {
        var row = new GrainState<StoredChild>(new StoredChild());
        await inner.ReadStateAsync(stateName, grainId, row);
        var stored = row.State ?? new StoredChild();
        var volumes = new List<ChildVolume>(stored.Closed.Count);
        foreach (var closed in stored.Closed)
            volumes.Add(await ReadVolume(grainId, closed));

        (child.State, child.ETag, child.RecordExists) = (stored.Whole(volumes), row.ETag, row.RecordExists);
    }

    private async Task Write(string stateName, GrainId grainId, IGrainState<ChildRecord> child)
    {
        var record = child.State ?? new ChildRecord();
        var (stored, toClose) = StoredChild.Of(record);
        foreach (var volume in toClose)
            await Close(grainId, volume);
        var row = new GrainState<StoredChild>(stored, child.ETag) { RecordExists = child.RecordExists };
        await inner.WriteStateAsync(stateName, grainId, row);
        (child.State, child.ETag, child.RecordExists) = (record with { Closed = stored.Closed }, row.ETag, row.RecordExists);
    }

    private async Task Close(GrainId grainId, ChildVolume volume)
    {
        var closed = volume.Closed();
        try
        {
            await inner.WriteStateAsync(VolumeState, IdOf(grainId, closed), new GrainState<ChildVolume>(volume));
        }
        catch (InconsistentStateException)
        {
            // It stands already, from a write that got no further. What the row is about to name has to be there whole.
            if ((await ReadVolume(grainId, closed)).Closed() != closed)
                throw new InvalidDataException($"A closed volume of {grainId} stands in the store and is not what it should be.");
        }
    }

    private async Task<ChildVolume> ReadVolume(GrainId child, ClosedVolume closed)
    {
        var volume = new GrainState<ChildVolume>(new ChildVolume());
        await inner.ReadStateAsync(VolumeState, IdOf(child, closed), volume);
        return volume.State ?? new ChildVolume();
    }

    private static GrainId IdOf(GrainId child, ClosedVolume volume) => GrainId.Create(VolumeState, volume.KeyIn(child.Key.ToString()!));
}

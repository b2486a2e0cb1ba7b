using Orleans.Storage;

namespace Permanence.Silo.Stores;

/// <summary>
/// One writer at a time on SQLite. It allows only one anyway; without this the others sleep on its lock for hundreds of milliseconds each,
/// on threads that the grains need. Whatever else writes to the embedded store takes its turn here too.
/// </summary>
public sealed class OneWriter(DataFolder folder) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Where the store is.</summary>
    public DataFolder Folder => folder;

    public async Task<T> Write<T>(Func<Task<T>> write)
    {
        await turn.WaitAsync();
        try
        {
            // Connections of the pool would go on writing into a file that was deleted under them.
            if (!File.Exists(folder.File))
                throw new IOException($"The store {folder.File} is gone.");
            return await write();
        }
        finally
        {
            turn.Release();
        }
    }

    public Task Write(Func<Task> write) =>
        Write(async () =>
        {
            await write();
            return true;
        });

    public void Dispose() => turn.Dispose();
}

/// <summary>A grain storage that writes in its turn.</summary>
internal sealed class OneWriterStorage(IGrainStorage inner, OneWriter writer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writer.Write(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writer.Write(() => inner.ClearStateAsync(stateName, grainId, grainState));
}

/// <summary>A reminder table that writes in its turn.</summary>
internal sealed class OneWriterReminders(IReminderTable inner, OneWriter writer) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => inner.StopAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => inner.ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => inner.ReadRows(begin, end);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => inner.ReadRow(grainId, reminderName);

    public Task<string?> UpsertRow(ReminderEntry entry) => writer.Write(() => inner.UpsertRow(entry));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        writer.Write(() => inner.RemoveRow(grainId, reminderName, eTag));

    public Task TestOnlyClearTable() => writer.Write(inner.TestOnlyClearTable);
}

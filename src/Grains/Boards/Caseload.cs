using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Orleans.Storage;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Boards;

/// <summary>
/// All of a council's records read once and turned into what somebody wants of each: a row, what is open, what is counted. The work is
/// done beside the grains' own turns and never on all processors, so that who records meanwhile does not wait for it.
/// </summary>
public sealed class Caseload(IRecordReader records, UnreadableRecords unreadable)
{
    // Few enough that the first of them are soon there to be shown.
    private const int BatchLength = 200;

    private static readonly int Workers = Math.Max(1, Environment.ProcessorCount - 1);
    private static readonly IGrainStorageSerializer Serializer = CaseRecordJson.StorageSerializer();

    /// <summary>How often each record has been written, by child. Children without a record are not in it.</summary>
    public Task<IReadOnlyDictionary<string, int>> Revisions(
        string authority,
        IReadOnlyList<string> children,
        CancellationToken cancelled = default
    ) => Task.Run(() => records.Revisions(authority, children, cancelled), cancelled);

    /// <summary>
    /// What <paramref name="make"/> makes of each record, in batches as they are ready. One that cannot be read says why.
    /// </summary>
    /// <param name="make">Called on several threads at once.</param>
    public async IAsyncEnumerable<IReadOnlyList<Made<T>>> Make<T>(
        string authority,
        IReadOnlyList<string> children,
        Func<ChildRecord, T> make,
        [EnumeratorCancellation] CancellationToken cancelled = default
    )
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var ready = Channel.CreateBounded<IReadOnlyList<Made<T>>>(Workers * 2);
        // While one batch is reckoned the next is read: waiting for a store takes no processor.
        using var reckoning = new SemaphoreSlim(Workers);
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(
                        children.Chunk(BatchLength),
                        new ParallelOptions { MaxDegreeOfParallelism = Workers * 2, CancellationToken = given.Token },
                        async (batch, stopping) =>
                        {
                            var stored = await records.Read(authority, batch, stopping);
                            await reckoning.WaitAsync(stopping);
                            IReadOnlyList<Made<T>> made;
                            try
                            {
                                var rows = stored.Select(record => Parsed(authority, record)).ToList();
                                var volumes = await Volumes(authority, rows, stopping);
                                made = [.. rows.Select(row => Make(authority, row, volumes, make))];
                            }
                            finally
                            {
                                reckoning.Release();
                            }

                            await ready.Writer.WriteAsync(made, stopping);
                        }
                    );
                    ready.Writer.Complete();
                }
                catch (Exception fault)
                {
                    ready.Writer.Complete(fault);
                }
            },
            CancellationToken.None
        );
        try
        {
            await foreach (var batch in ready.Reader.ReadAllAsync(cancelled))
                yield return batch;
        }
        finally
        {
            // Also where nobody wants the rest.
            await given.CancelAsync();
            await work;
        }
    }

    // Few records are so long that they have any.
    private async Task<IReadOnlyDictionary<string, BinaryData>> Volumes(
        string authority,
        IEnumerable<Made<StoredChild>> rows,
        CancellationToken cancelled
    )
    {
        var keys = rows.SelectMany(row =>
                row.Value?.Closed.Select(closed => closed.KeyIn(new ChildKey(authority, row.Child).ToString())) ?? []
            )
            .ToList();
        return keys.Count == 0 ? NoVolumes : await records.Volumes(keys, cancelled);
    }

    private static readonly Dictionary<string, BinaryData> NoVolumes = [];

    private Made<StoredChild> Parsed(string authority, StoredRecord stored) =>
        Try(authority, stored.Child, () => Serializer.Deserialize<StoredChild>(stored.Written) ?? new StoredChild());

    private Made<T> Make<T>(
        string authority,
        Made<StoredChild> row,
        IReadOnlyDictionary<string, BinaryData> volumes,
        Func<ChildRecord, T> make
    )
    {
        if (row.Fault is not null)
            return new Made<T>(row.Child, default, row.Fault);
        var made = Try(authority, row.Child, () => make(row.Value!.Whole([.. row.Value.Closed.Select(Read)])));
        if (made.Fault is null)
            unreadable.Read(NameOf(authority, row.Child));
        return made;

        ChildVolume Read(ClosedVolume closed) =>
            volumes.TryGetValue(closed.KeyIn(new ChildKey(authority, row.Child).ToString()), out var written)
                ? Serializer.Deserialize<ChildVolume>(written)!
                : new ChildVolume();
    }

    private Made<T> Try<T>(string authority, string child, Func<T> read)
    {
        try
        {
            return new Made<T>(child, read(), null);
        }
        catch (Exception fault)
        {
            unreadable.Note(NameOf(authority, child), fault is JsonException reading ? reading.Message : fault.GetType().Name);
            return new Made<T>(child, default, fault);
        }
    }

    // As the child's own grain is called there.
    private static string NameOf(string authority, string child) => $"child/{new ChildKey(authority, child)}";
}

/// <summary>What was made of one record.</summary>
/// <param name="Fault">Why the record could not be read; null where it could.</param>
public sealed record Made<T>(string Child, T? Value, Exception? Fault);

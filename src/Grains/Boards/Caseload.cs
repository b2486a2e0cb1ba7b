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
                                made = [.. stored.Select(record => Make(authority, record, make))];
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

    private Made<T> Make<T>(string authority, StoredRecord stored, Func<ChildRecord, T> make)
    {
        // As the child's own grain is called there.
        var name = $"child/{new ChildKey(authority, stored.Child)}";
        try
        {
            var record = Serializer.Deserialize<ChildRecord>(stored.Written) ?? new ChildRecord();
            unreadable.Read(name);
            return new Made<T>(stored.Child, make(record), null);
        }
        catch (Exception fault)
        {
            unreadable.Note(name, fault is JsonException reading ? reading.Message : fault.GetType().Name);
            return new Made<T>(stored.Child, default, fault);
        }
    }
}

/// <summary>What was made of one record.</summary>
/// <param name="Fault">Why the record could not be read; null where it could.</param>
public sealed record Made<T>(string Child, T? Value, Exception? Fault);

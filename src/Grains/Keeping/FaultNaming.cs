using System.Collections.Concurrent;
using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Permanence.Grains.Keeping;

/// <summary>
/// What a record cannot be read for. Names the record by its key, never what stands in it, and can be read on every node.
/// </summary>
[GenerateSerializer]
[Alias("permanence.record-unreadable")]
public sealed class RecordUnreadableException : Exception
{
    public RecordUnreadableException()
        : base("A stored record cannot be read.") { }

    public RecordUnreadableException(string message)
        : base(message) { }

    public RecordUnreadableException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>
/// The records that this node could not read since it started and has not read since: for operations, by key and place, without content.
/// </summary>
public sealed class UnreadableRecords
{
    private readonly ConcurrentDictionary<string, string> records = new(StringComparer.Ordinal);

    /// <summary>Each record's key, and where reading it stopped.</summary>
    public IReadOnlyDictionary<string, string> Now => records;

    internal bool Note(string record, string fault) => records.TryAdd(record, fault);

    internal void Read(string record)
    {
        if (!records.IsEmpty)
            records.TryRemove(record, out _);
    }
}

/// <summary>
/// The grain storage over the store's own: what goes wrong in it becomes one of two faults that every node can read, a store that is
/// away or a record that cannot be read. The driver's own faults say too much to callers, and nothing reads them on another node.
/// </summary>
public sealed class FaultNamingStorage(IGrainStorage inner, UnreadableRecords unreadable, ILogger<FaultNamingStorage> log) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.ReadStateAsync(stateName, grainId, grainState);
            unreadable.Read(grainId.ToString());
        }
        catch (Exception fault) when (IsAway(fault))
        {
            throw Away(fault);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Said once a record; whoever asks for it is told each time. A fault of JSON says where, every other may say what.
            var where = fault is JsonException reading ? reading.Message : fault.GetType().Name;
            if (unreadable.Note(grainId.ToString(), where))
                log.LogError("The record {Record} cannot be read: {Fault}", grainId, where);
            throw new RecordUnreadableException($"The stored record {grainId} cannot be read.");
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
        }
        catch (Exception fault) when (IsAway(fault))
        {
            throw Away(fault);
        }
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.ClearStateAsync(stateName, grainId, grainState);
        }
        catch (Exception fault) when (IsAway(fault))
        {
            throw Away(fault);
        }
    }

    /// <summary>Whether a fault is the store's being away, full, locked or cut off, and not the program's.</summary>
    public static bool IsAway(Exception fault) =>
        fault switch
        {
            InconsistentStateException => false,
            StoreAwayException or DbException or SocketException or TimeoutException or IOException => true,
            AggregateException { InnerExceptions: { Count: > 0 } many } => many.All(IsAway),
            { InnerException: { } within } => IsAway(within),
            _ => false,
        };

    internal static StoreAwayException Away(Exception fault) =>
        new($"The store did not answer ({fault.GetBaseException().GetType().Name}).");
}

/// <summary>
/// The same for whatever else a grain asks a database: reminders, records in bulk. A driver's fault would reach the caller as one that its
/// node cannot read.
/// </summary>
public sealed class StoreFaults : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception fault) when (fault is not (StoreAwayException or TimeoutException) && FaultNamingStorage.IsAway(fault))
        {
            throw FaultNamingStorage.Away(fault);
        }
    }
}

using Orleans.Concurrency;
using Permanence.Domain;
using Permanence.Domain.Lists;

namespace Permanence.Grains.Lists;

/// <summary>One list that a council keeps. Key: <see cref="ListKey"/>.</summary>
[Alias("permanence.kept-list")]
[GrainInterfaceType("permanence.kept-list")]
public interface IKeptListGrain : IGrainWithStringKey
{
    /// <summary>Everything that was ever done to it; empty where nothing was.</summary>
    [ReadOnly]
    [Alias("read")]
    Task<KeptList> Read(CancellationToken cancelled = default);

    /// <summary>Adds a row. The same command again gives the first answer and changes nothing.</summary>
    [Alias("add")]
    Task<ListRuling> Add(Guid commandId, Dictionary<string, string> values);

    /// <summary>
    /// Puts other values in a row, all of them. Refused with <c>changed-meanwhile</c> where the row is at another version than whoever
    /// changes it saw.
    /// </summary>
    [Alias("change")]
    Task<ListRuling> Change(Guid commandId, string row, int version, Dictionary<string, string> values);

    /// <summary>Takes a row off the list; its history stays. The same command again changes nothing.</summary>
    [Alias("remove")]
    Task<ListRuling> Remove(Guid commandId, string row, string reason);
}

/// <summary>What became of a command.</summary>
/// <param name="Refusals">Empty where it was done.</param>
/// <param name="Entry">What was put on the list; null where it was refused.</param>
/// <param name="Version">The row's version with that entry.</param>
public sealed record ListRuling(IReadOnlyList<Refusal> Refusals, ListEntry? Entry, int Version)
{
    public static ListRuling Refused(params IReadOnlyList<Refusal> refusals) => new(refusals, null, 0);
}

using NodaTime;
using Orleans.Concurrency;
using Permanence.Domain;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Domain.Tracking;

namespace Permanence.Grains.Children;

/// <summary>One child's record. Key: <see cref="GrainKeys.Child"/>.</summary>
public interface IChildGrain : IGrainWithStringKey
{
    /// <summary>Opens the record with what is already known. Refused with <c>exists</c> where there is one.</summary>
    Task<Ruling> Open(Guid commandId, CaseFile file);

    /// <summary>Records events, all or none. The same command again gives the first answer and changes nothing.</summary>
    Task<Ruling> Record(Guid commandId, IReadOnlyList<CareEvent> events);

    /// <summary>The whole record, or null where there is none.</summary>
    [ReadOnly]
    Task<CaseFile?> Read();

    /// <param name="on">A London date; today where null.</param>
    /// <param name="knownAt">Everything known now where null.</param>
    [ReadOnly]
    Task<Evaluation?> Obligations(LocalDate? on, Instant? knownAt);

    [ReadOnly]
    Task<ChildSummary?> Summary(LocalDate? on);

    [ReadOnly]
    Task<TrackerRow?> Row(LocalDate? on, Instant? knownAt);
}

/// <summary>What became of a command.</summary>
/// <param name="Refusals">Empty where it was done.</param>
/// <param name="Recorded">The events as stored, with their ids.</param>
/// <param name="Version">The record's version afterwards: the number of events in it.</param>
public sealed record Ruling(IReadOnlyList<Refusal> Refusals, IReadOnlyList<CareEvent> Recorded, int Version)
{
    public bool Allowed => Refusals.Count == 0;

    public static Ruling Refused(params IReadOnlyList<Refusal> refusals) => new(refusals, [], 0);
}

using Orleans.Concurrency;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Grains.Children;

/// <summary>One child's record. Key: <see cref="ChildKey"/>.</summary>
[Alias("permanence.child")]
[GrainInterfaceType("permanence.child")]
public interface IChildGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens the record with what is already known. Refused with <c>exists</c> where there is one; the same command again gives the first
    /// answer.
    /// </summary>
    [Alias("open")]
    Task<Ruling> Open(Guid commandId, CaseFile file);

    /// <summary>
    /// Opens the record as a file has it that was exported: stamps, ids and what this program does not know stay as they are. For the
    /// platform's own programs; anybody else is refused with <c>not-for-callers</c>. A record that is there and the same changes nothing.
    /// </summary>
    [Alias("load")]
    Task<Ruling> Load(Guid commandId, CaseFile file);

    /// <summary>
    /// Records events, all or none. The same command again gives the first answer and changes nothing; the same id with other events is
    /// refused with <c>command-id-reused</c>.
    /// </summary>
    [Alias("record")]
    Task<Ruling> Record(Guid commandId, IReadOnlyList<CareEvent> events);

    /// <summary>
    /// Records what a return says of the child, all or none: decided against the record as it is now, in one turn. Opens the record where
    /// there is none. What a person recorded stands. The same command again changes nothing.
    /// </summary>
    /// <param name="importId">As <c>ReturnMerge.Plan</c> asks: unique to the import.</param>
    [Alias("import")]
    Task<ChildImported> Import(Guid commandId, string importId, CollectionYear year, ReturnedChild child);

    /// <summary>What <see cref="Import"/> would do now. Changes nothing.</summary>
    [ReadOnly]
    [Alias("plan-import")]
    Task<ChildImported> PlanImport(string importId, CollectionYear year, ReturnedChild child, CancellationToken cancelled = default);

    /// <summary>Takes an import back out of the record; what others recorded stays. Changes nothing where it is not in it.</summary>
    [Alias("undo-import")]
    Task<Ruling> UndoImport(Guid commandId, string importId);

    /// <summary>What the returns in the record say otherwise than its people, and nobody has decided.</summary>
    [ReadOnly]
    [Alias("held")]
    Task<IReadOnlyList<HeldFact>> Held(CancellationToken cancelled = default);

    /// <summary>
    /// Decides one of <see cref="Held"/>, by its key: keeps what the person recorded, or takes the return's word as a correction. Refused
    /// with <c>already-decided</c> where it does not wait any more. The same command again changes nothing.
    /// </summary>
    [Alias("decide-held")]
    Task<Ruling> DecideHeld(Guid commandId, string fact, bool take, string reason);

    /// <summary>Whether there is a record of the child.</summary>
    [ReadOnly]
    [Alias("exists")]
    Task<bool> Exists(CancellationToken cancelled = default);

    /// <summary>The whole record, or null where there is none.</summary>
    [ReadOnly]
    [Alias("read")]
    Task<CaseFile?> Read(CancellationToken cancelled = default);

    /// <summary>Everything a page about the child is drawn from, in one answer; null where there is no record.</summary>
    /// <param name="recorded">The id of an entry just recorded, where the page says what that changed; else null.</param>
    [ReadOnly]
    [Alias("reading")]
    Task<ChildReading?> Reading(AsOf asOf, string? recorded, CancellationToken cancelled = default);

    [ReadOnly]
    [Alias("obligations")]
    Task<Evaluation?> Obligations(AsOf asOf, CancellationToken cancelled = default);

    [ReadOnly]
    [Alias("summary")]
    Task<ChildSummary?> Summary(AsOf asOf, CancellationToken cancelled = default);

    [ReadOnly]
    [Alias("row")]
    Task<TrackerRow?> Row(AsOf asOf, CancellationToken cancelled = default);

    /// <summary>Who it is, for a page about a brother or sister; null where there is no record.</summary>
    [ReadOnly]
    [Alias("who")]
    Task<Child?> Who(CancellationToken cancelled = default);

    /// <summary>
    /// Makes sure that the daily look again is booked, and tells the board today's row. Safe to repeat. Says whether there is a record.
    /// </summary>
    [Alias("look-again")]
    Task<bool> LookAgain();
}

/// <summary>What an import does, or did, to one child's record.</summary>
/// <param name="New">Facts it adds.</param>
/// <param name="Changed">Facts of an earlier import that it puts right.</param>
/// <param name="Unchanged">Facts that the record has already.</param>
/// <param name="Held">Facts that are held for a person to decide.</param>
public sealed record ChildImported(Ruling Ruling, bool Opened, int New, int Changed, int Unchanged, IReadOnlyList<ReturnFinding> Held);

/// <summary>A child's record and what it means on a day: one reading, one evaluation.</summary>
/// <param name="Held">What returns in the record say otherwise than its people, and nobody has decided.</param>
/// <param name="Before">What was asked just before the entry that was asked about was recorded; null where none was.</param>
public sealed record ChildReading(CaseFile File, Evaluation Evaluation, IReadOnlyList<HeldFact> Held, Evaluation? Before);

/// <summary>What became of a command.</summary>
/// <param name="Refusals">Empty where it was done.</param>
/// <param name="Recorded">The events as stored, with their ids.</param>
/// <param name="Version">The record's version afterwards: the number of events in it.</param>
public sealed record Ruling(IReadOnlyList<Refusal> Refusals, IReadOnlyList<CareEvent> Recorded, int Version)
{
    public bool Allowed => Refusals.Count == 0;

    public static Ruling Refused(params IReadOnlyList<Refusal> refusals) => new(refusals, [], 0);
}

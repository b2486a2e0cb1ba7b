using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns;

/// <summary>What a return changes in one child's record. Nothing is changed by it: somebody records it.</summary>
/// <param name="ChildId">The CHILD of the files.</param>
/// <param name="Details">The child as the record should say after this import.</param>
/// <param name="DetailsChanged">Whether that differs from what the record says now.</param>
/// <param name="EventsToAdd">
/// With ids and with the source in <see cref="CareEvent.Recorded"/>; the instant and the person are those of <see cref="As"/>. For a new
/// record these are all its events.
/// </param>
/// <param name="Unchanged">Facts of the return that the record already has.</param>
/// <param name="Changed">Facts of an earlier import that this one puts right.</param>
/// <param name="New">Facts that this import adds.</param>
/// <param name="Held">Facts that disagree with what a person recorded here, and how this year disagrees with the year before.</param>
public sealed record ChildImport(
    string Authority,
    string ChildId,
    bool IsNew,
    Child Details,
    bool DetailsChanged,
    IReadOnlyList<CareEvent> EventsToAdd,
    int New,
    int Changed,
    int Unchanged,
    IReadOnlyList<ReturnFinding> Held
)
{
    /// <summary>The record to open, where there is none yet.</summary>
    public CaseFile? NewFile => IsNew ? new CaseFile(Authority, Details, EventsToAdd) : null;

    public bool ChangesNothing => !IsNew && !DetailsChanged && EventsToAdd.Count == 0;

    /// <summary>Planned again after it was done: the counts of what it recorded, and the rest as it is now.</summary>
    public ChildImport AfterRecording(IReadOnlyList<CareEvent> recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var changed = recorded.Count(Timeline.IsAboutAnEntry);
        var added = recorded.Count(happened => !Timeline.IsAboutAnEntry(happened) && happened.Type != EventTypes.ReturnReceived);
        return this with { New = added, Changed = changed, Unchanged = Math.Max(0, Unchanged - added - changed) };
    }

    /// <summary>The same import, recorded at an instant by a person.</summary>
    public ChildImport As(Instant at, string by) => this with { EventsToAdd = Stamp(EventsToAdd, at, by) };

    internal static IReadOnlyList<CareEvent> Stamp(IReadOnlyList<CareEvent> events, Instant at, string by) =>
        [.. events.Select(happened => happened with { Recorded = happened.Recorded! with { At = at, By = by } })];
}

/// <summary>What takes an import back out of one child's record.</summary>
/// <param name="Details">The child as the record should say afterwards.</param>
/// <param name="NothingLeft">Nothing in the record is in force any more: the import had opened it.</param>
public sealed record ChildUndo(string ChildId, Child Details, bool DetailsChanged, IReadOnlyList<CareEvent> EventsToAdd, bool NothingLeft)
{
    public bool ChangesNothing => !DetailsChanged && EventsToAdd.Count == 0;

    public ChildUndo As(Instant at, string by) => this with { EventsToAdd = ChildImport.Stamp(EventsToAdd, at, by) };
}

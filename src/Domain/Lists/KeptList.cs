using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Lists;

public enum ListEntryKind
{
    RowAdded,
    RowChanged,
    RowRemoved,
}

/// <summary>What was done to one row of a list, by whom and when. Never edited: what was wrong is put right by another entry.</summary>
/// <param name="Row">The row's id in its list.</param>
/// <param name="Command">The id of the command that did it: the same command again is answered from here.</param>
public sealed record ListEntry(string Row, ListEntryKind Kind, Guid Command, Recording Recorded)
{
    /// <summary>
    /// The whole row as it is from now on, by the ids of its columns, each as text: a date as <c>2026-03-27</c>, <c>yes</c> or <c>no</c>, a
    /// number as <c>12.5</c>. A blank column is left out. Empty where the row was removed.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Why the row was removed.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// One list that a council keeps: everything that was ever done to its rows. It is about families, carers or work and no one child.
/// </summary>
/// <param name="Entries">In the order they were recorded.</param>
public sealed record KeptList(IReadOnlyList<ListEntry> Entries)
{
    public static readonly KeptList Empty = new([]);

    /// <summary>Every row there has been, in the order they were added, those that were removed as well.</summary>
    /// <param name="knownAt">Leaves out what was recorded later; null for everything known now.</param>
    public IReadOnlyList<ListRow> Rows(Instant? knownAt = null) =>
        [
            .. Entries
                .Where(entry => !(entry.Recorded.At > knownAt))
                .GroupBy(entry => entry.Row, StringComparer.Ordinal)
                .Select(row => new ListRow(row.Key, [.. row])),
        ];

    public ListRow? Row(string id) => Rows().FirstOrDefault(row => row.Id == id);
}

/// <summary>One row and its history.</summary>
/// <param name="Entries">What was done to it, in that order; never empty.</param>
public sealed record ListRow(string Id, IReadOnlyList<ListEntry> Entries)
{
    /// <summary>How often it was added, changed or removed: whoever changes it says which version they saw.</summary>
    public int Version => Entries.Count;

    public bool Removed => Entries[^1].Kind == ListEntryKind.RowRemoved;

    /// <summary>What stands in it, or stood in it before it was removed. Holds columns that the policy no longer has.</summary>
    public IReadOnlyDictionary<string, string> Values => Entries.Last(entry => entry.Kind != ListEntryKind.RowRemoved).Values;
}

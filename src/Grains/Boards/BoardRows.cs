using Permanence.Domain.Boards;

namespace Permanence.Grains.Boards;

/// <summary>The rows a board holds, and which of them nobody has been told of yet.</summary>
internal sealed class BoardRows
{
    private readonly Dictionary<string, StampedRow> byChild = new(StringComparer.Ordinal);
    private readonly HashSet<string> pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    public bool HasPending => pending.Count > 0;

    public RowStamp? Stamp(string child) => byChild.GetValueOrDefault(child)?.Stamp;

    /// <summary>Whether what is shown changed. A row older than the one held is ignored.</summary>
    public bool Take(string child, StampedRow row)
    {
        var before = byChild.GetValueOrDefault(child);
        if (before is not null && (row.Stamp.Revision < before.Stamp.Revision || row.Stamp.On < before.Stamp.On))
            return false;
        byChild[child] = row;
        if (before?.Row == row.Row)
            return false;
        pending.Add(child);
        return true;
    }

    /// <summary>What changed since the last time, for those who watch.</summary>
    public (IReadOnlyList<TrackerRow> Changed, IReadOnlyList<string> Removed) Settle()
    {
        var changed = new List<TrackerRow>();
        var removed = new List<string>();
        foreach (var child in pending)
        {
            if (byChild[child].Row is { } row)
            {
                changed.Add(row);
                told.Add(child);
            }
            else if (told.Remove(child))
            {
                removed.Add(child);
            }
        }

        pending.Clear();
        return (changed, removed);
    }

    public IReadOnlyList<TrackerRow> Shown() => [.. byChild.Values.Select(held => held.Row).OfType<TrackerRow>().OrderBy(row => row.Child, StringComparer.Ordinal)];

    public BoardCounts Counts() => TrackerRows.Count([.. byChild.Values.Select(held => held.Row).OfType<TrackerRow>()]);
}

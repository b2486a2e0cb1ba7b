using Permanence.Domain.Boards;
using Permanence.Grains.Boards;

namespace Permanence.Api.Live;

/// <summary>
/// A council's board as a node has it: a whole board, and what changed since put on top. Immutable, so that whoever reads it reads one
/// version of it.
/// </summary>
internal static class MirroredBoard
{
    /// <summary>Whether a change is the next after what is held.</summary>
    public static bool Follows(this BoardChange change, Board board) => change.Version == board.Version + 1;

    public static Board With(this Board board, BoardChange change)
    {
        var removed = change.Removed.ToHashSet(StringComparer.Ordinal);
        var changed = change.Rows.ToDictionary(row => row.Child, StringComparer.Ordinal);
        var shared = board.Shared.Where(child => !removed.Contains(child) && !changed.ContainsKey(child)).Concat(change.Shared).ToList();
        shared.Sort(StringComparer.Ordinal);
        // Nearly always rows in their places: what is in order stays so, and only who is new is sorted in.
        var rows = new List<TrackerRow>(board.Rows.Count + changed.Count);
        foreach (var row in board.Rows.Where(row => !removed.Contains(row.Child)))
            rows.Add(changed.Remove(row.Child, out var now) ? now : row);
        if (changed.Count > 0)
        {
            rows.AddRange(changed.Values);
            rows.Sort((one, other) => string.CompareOrdinal(one.Child, other.Child));
        }

        return new Board(board.Authority, change.AsAt, change.On, change.Version, change.Counts, rows)
        {
            Missing = change.Missing,
            Awaited = change.Awaited,
            Shared = shared,
        };
    }
}

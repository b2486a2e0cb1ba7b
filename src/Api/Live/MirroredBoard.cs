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
        var rows = board.Rows.ToDictionary(row => row.Child, StringComparer.Ordinal);
        var shared = board.Shared.ToHashSet(StringComparer.Ordinal);
        foreach (var removed in change.Removed)
        {
            rows.Remove(removed);
            shared.Remove(removed);
        }

        foreach (var row in change.Rows)
        {
            rows[row.Child] = row;
            shared.Remove(row.Child);
        }

        shared.UnionWith(change.Shared);
        return new Board(
            board.Authority,
            change.AsAt,
            change.On,
            change.Version,
            change.Counts,
            [.. rows.Values.OrderBy(row => row.Child, StringComparer.Ordinal)]
        )
        {
            Missing = change.Missing, Awaited = change.Awaited, Shared = [.. shared.Order(StringComparer.Ordinal)]
        };
    }
}

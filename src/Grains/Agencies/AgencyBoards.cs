using NodaTime;
using Permanence.Domain.Boards;

namespace Permanence.Grains.Agencies;

/// <summary>From the boards of its councils to what an agency may see of them.</summary>
public static class AgencyBoards
{
    // A board's version counts millionths of a second; the sum of several has to stay a number that a browser keeps exactly.
    private const long VersionsBegin = 1_700_000_000_000_000;

    /// <param name="boards">The boards of the councils it serves, today's.</param>
    /// <param name="now">Where it serves none.</param>
    /// <param name="today">A London date.</param>
    public static AgencyBoard Of(string agency, IReadOnlyCollection<Board> boards, Instant now, LocalDate today)
    {
        List<AgencyRow> rows = [.. boards.SelectMany(Rows)];
        return new AgencyBoard(
            agency,
            boards.Count == 0 ? now : boards.Min(board => board.AsAt),
            boards.Count == 0 ? today : boards.Max(board => board.On),
            TrackerRows.Count(rows),
            rows
        )
        {
            // Each change of each council's board is one more: a number left out is a miss here too.
            Version = boards.Sum(board => board.Version - VersionsBegin),
            Missing = boards.Sum(board => board.Missing),
            Awaited = boards.Sum(board => board.Awaited),
        };
    }

    /// <summary>
    /// What an agency has to be told between two versions of a council's board: only of children whom it may see, or could.
    /// </summary>
    public static (IReadOnlyList<AgencyRow> Rows, IReadOnlyList<AgencyChild> Removed) Between(Board? before, Board after)
    {
        var seen = before is null ? [] : Rows(before).ToDictionary(row => row.Child, StringComparer.Ordinal);
        var now = Rows(after).ToDictionary(row => row.Child, StringComparer.Ordinal);
        return (
            [.. now.Values.Where(row => !seen.TryGetValue(row.Child, out var then) || then != row)],
            [.. seen.Keys.Where(child => !now.ContainsKey(child)).Select(child => new AgencyChild(after.Authority, child))]
        );
    }

    private static IEnumerable<AgencyRow> Rows(Board board)
    {
        var shared = board.Shared.ToHashSet(StringComparer.Ordinal);
        return board.Rows.Where(row => shared.Contains(row.Child)).Select(row => new AgencyRow(board.Authority, row));
    }
}

/// <summary>A child of one of an agency's councils.</summary>
public sealed record AgencyChild(string Authority, string Child);

namespace Permanence.Domain.Returns.Reading;

/// <summary>Collects findings up to a limit and goes on counting beyond it, so that a file of nothing but faults stays cheap.</summary>
internal sealed class FindingLog(int limit)
{
    private readonly List<(int Order, ReturnFinding Finding)> listed = [];
    private int held;
    private int warnings;
    private int leftOut;

    public int RowsLeftOut { get; private set; }

    /// <summary>Grade E: the row cannot be stored.</summary>
    public void LeaveOut(ReadRow row, string column, string rule, string message)
    {
        if (!row.LeftOut)
            RowsLeftOut++;
        row.LeaveOut();
        leftOut++;
        Add(row, column, rule, FindingGrade.RowLeftOut, message);
    }

    /// <summary>Grade C: the child is stored, these facts are held; the whole row where no column is named.</summary>
    public void Hold(ReadRow row, string column, string rule, string message, params ReadOnlySpan<string> columns)
    {
        if (columns.IsEmpty)
            row.Hold();
        else
            row.Hold(columns);
        held++;
        Add(row, column, rule, FindingGrade.FactHeld, message);
    }

    /// <summary>Grade C where what is doubtful is a fact of another row that is held there.</summary>
    public void HeldElsewhere(ReadRow row, string column, string rule, string message)
    {
        held++;
        Add(row, column, rule, FindingGrade.FactHeld, message);
    }

    /// <summary>Grade W: stored as it is.</summary>
    public void Warn(ReadRow row, string column, string rule, string message)
    {
        warnings++;
        Add(row, column, rule, FindingGrade.Warning, message);
    }

    public void Notice(string file, int order, string column, string rule, string message)
    {
        warnings++;
        if (listed.Count < limit)
            listed.Add((order, new ReturnFinding(file, 1, "", column, "", rule, FindingGrade.Warning, message)));
    }

    public IReadOnlyList<ReturnFinding> Listed() =>
        [.. listed.OrderBy(entry => entry.Order).ThenBy(entry => entry.Finding.Line).Select(entry => entry.Finding)];

    public ReturnCounts Counts(int rows) => new(rows, RowsLeftOut, held, warnings, leftOut + held + warnings, listed.Count);

    private void Add(ReadRow row, string column, string rule, FindingGrade grade, string message)
    {
        if (listed.Count < limit)
            listed.Add(
                (
                    row.Order,
                    new ReturnFinding(row.File, row.Line, row.Child, column, column.Length == 0 ? "" : row[column], rule, grade, message)
                )
            );
    }
}

namespace Permanence.Api.Pages.Boards;

/// <summary>A table of children as a page and its print draw it.</summary>
/// <param name="Caption">Said by a screen reader.</param>
public sealed record TableView(string Caption, IReadOnlyList<ColumnView> Columns, IReadOnlyList<TableRow> Rows)
{
    /// <summary>The rows as they are drawn already, in the same order; null where the page draws them itself.</summary>
    public IReadOnlyList<string>? Drawn { get; init; }

    /// <param name="head">How a column is headed: with a link that sorts by it, or without.</param>
    public static TableView Of<TRow>(
        string caption,
        IReadOnlyList<Column<TRow>> columns,
        IEnumerable<TRow> rows,
        Func<Column<TRow>, ColumnView> head,
        Func<TRow, BoardRowView> marks
    )
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new TableView(caption, [.. columns.Select(head)], [.. rows.Select(row => TableRow.Of(columns, row, marks(row)))]);
    }

    /// <summary>A heading that sorts nothing.</summary>
    public static ColumnView Plain<TRow>(Column<TRow> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new ColumnView(column.Name, column.Label, null, null);
    }
}

/// <param name="Fingerprint">Differs whenever anything shown of the row differs; null where nobody watches it.</param>
/// <param name="Says">The row in a sentence, for those who hear changes.</param>
public sealed record TableRow(string Child, string? Fingerprint, string? Says, IReadOnlyList<CellView> Cells)
{
    public static TableRow Of<TRow>(IEnumerable<Column<TRow>> columns, TRow row, BoardRowView marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return new TableRow(
            marks.Child,
            marks.Fingerprint,
            marks.Says,
            [.. columns.Select(column => new CellView(column.Name, column.Label, column.Of(row)))]
        );
    }
}

/// <param name="Label">Its column's heading, which a narrow screen shows beside it.</param>
public sealed record CellView(string Name, string Label, Cell Of);

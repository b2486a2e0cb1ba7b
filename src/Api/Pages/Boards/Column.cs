namespace Permanence.Api.Pages.Boards;

/// <summary>A column of a table of children: on a page, on its print and in its file.</summary>
/// <param name="Name">For the address and for style: <c>plan</c>.</param>
/// <param name="Of">What stands in it for a row.</param>
/// <param name="Facts">The same for a spreadsheet, which has a column for each fact that a page says in one cell.</param>
public sealed record Column<TRow>(string Name, string Label, Func<TRow, Cell> Of, IReadOnlyList<Fact<TRow>> Facts)
{
    /// <summary>Whether it is asked for from the most to the least first.</summary>
    public bool MostFirst { get; init; }

    /// <summary>The same column of a row that holds such a row.</summary>
    public Column<TOther> Within<TOther>(Func<TOther, TRow> row) =>
        new(Name, Label, other => Of(row(other)), [.. Facts.Select(fact => fact.Within(row))]) { MostFirst = MostFirst };
}

/// <summary>One fact of a row. Days are written as 2026-06-16.</summary>
public sealed record Fact<TRow>(string Label, Func<TRow, string> Of)
{
    public Fact<TOther> Within<TOther>(Func<TOther, TRow> row) => new(Label, other => Of(row(other)));
}

/// <summary>What stands in one cell of a page.</summary>
public abstract record Cell;

public sealed record TextCell(string Words) : Cell;

public sealed record ChildCell(BoardRowView Row) : Cell;

/// <summary>The plan, where the child waits, how long, and how long it may be.</summary>
public sealed record PlanCell(BoardRowView Row) : Cell;

/// <summary>The status with the numbers behind it and what is not known.</summary>
public sealed record StatusCell(BoardRowView Row) : Cell;

/// <summary>What comes next, by when or booked for when, and who has to act.</summary>
public sealed record NextCell(BoardRowView Row) : Cell;

public sealed record WorkerCell(BoardRowView Row) : Cell;

using System.Globalization;

namespace Permanence.Api.Pages.Boards;

/// <summary>A column of a table: a page, its print and its file draw the same list of these.</summary>
/// <param name="Name">For the address and for style: <c>legal-status</c>.</param>
/// <param name="Label">The heading, on a page and in a file.</param>
/// <param name="Of">What stands in it for a row.</param>
public sealed record Column<TRow>(string Name, string Label, Func<TRow, Cell> Of)
{
    /// <summary>Whether it stands in files only: what a page says inside another cell.</summary>
    public bool InFilesOnly { get; init; }

    /// <summary>Whether it is asked for from the most to the least first.</summary>
    public bool MostFirst { get; init; }

    public bool Number { get; init; }

    /// <summary>The same column of a row that holds such a row.</summary>
    public Column<TOther> Within<TOther>(Func<TOther, TRow> row) =>
        new(Name, Label, other => Of(row(other)))
        {
            InFilesOnly = InFilesOnly,
            MostFirst = MostFirst,
            Number = Number,
        };
}

/// <summary>What stands in one cell, however it is drawn.</summary>
public abstract record Cell
{
    /// <summary>As a file has it.</summary>
    public abstract string Text { get; }
}

/// <param name="Code">The code of the words, where they have one.</param>
public sealed record TextCell(string Words, string? Code = null) : Cell
{
    public override string Text => Code is null ? Words : $"{Words} ({Code})";
}

/// <param name="Url">Where more of it is; null where the reader may see no more.</param>
public sealed record ChildCell(string Child, string Name, string? Url) : Cell
{
    public override string Text => Name;
}

/// <param name="Tone">As the <c>status</c> tag has it.</param>
public sealed record StatusCell(string Words, string Tone) : Cell
{
    public override string Text => Words;
}

/// <param name="Url">Where the counted duties are.</param>
/// <param name="Says">The number and what it counts, for those who hear the page.</param>
/// <param name="Late">Whether more than none is bad news.</param>
public sealed record CountCell(int Count, string? Url, string Says, bool Late) : Cell
{
    public override string Text => Count.ToString("N0", CultureInfo.InvariantCulture);
}

/// <param name="Title">Null where nothing has a date.</param>
/// <param name="Due">The day, in words.</param>
/// <param name="When">How far away that is.</param>
/// <param name="ClauseUrl">The page that explains the clause; null where the reader may not see the policy's pages.</param>
public sealed record DutyCell(string Child, string? Title, string? Due, string? When, string? Clause, string? ClauseUrl) : Cell
{
    public override string Text => Title ?? "";
}

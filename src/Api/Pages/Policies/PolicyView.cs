using Permanence.Api.Pages.Boards;
using Permanence.Domain.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>A policy by section, as it is drawn.</summary>
public sealed record PolicyView
{
    public required PolicyQuery Query { get; init; }

    public required IReadOnlyList<FilterOption> Forces { get; init; }

    public required IReadOnlyList<FilterOption> Kinds { get; init; }

    public required IReadOnlyList<FilterOption> Uses { get; init; }

    public required IReadOnlyList<FilterTag> Tags { get; init; }

    public required string ClearUrl { get; init; }

    public required IReadOnlyList<DocumentView> Documents { get; init; }

    /// <summary>What the policy leaves to the council, whatever is searched for.</summary>
    public required IReadOnlyList<ChoiceRow> Choices { get; init; }

    public required int Matching { get; init; }

    public required int Clauses { get; init; }

    /// <summary>Whether sections start open: a search leaves few enough clauses to read at once.</summary>
    public bool Open => Query.AnyFilter && Matching <= 40;
}

/// <summary>Something a policy leaves open.</summary>
/// <param name="Chosen">Null until the council chooses.</param>
public sealed record ChoiceRow(string Label, string? Chosen, IReadOnlyList<string> Clauses);

/// <summary>The council's own document, or the national rules under it.</summary>
public sealed record DocumentView(string Title, bool National, IReadOnlyList<ChapterView> Chapters);

/// <param name="Id">Of the place on the page.</param>
/// <param name="Topics">What its first clauses are about, for somebody who does not know the numbers.</param>
public sealed record ChapterView(string Id, string Title, string Topics, int Clauses, IReadOnlyList<SectionView> Sections);

/// <param name="Title">Null where the chapter has one section only.</param>
public sealed record SectionView(string? Title, IReadOnlyList<ClauseRow> Clauses);

/// <param name="Use">What uses it.</param>
/// <param name="National">National clauses that time the same duty.</param>
public sealed record ClauseRow(
    string Id,
    string Url,
    string Title,
    string Says,
    Force Force,
    string Served,
    string Use,
    IReadOnlyList<string> National
);

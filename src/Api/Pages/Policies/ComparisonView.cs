namespace Permanence.Api.Pages.Policies;

/// <summary>What differs between two versions, as it is drawn.</summary>
/// <param name="Counts">What changed, in short sentences.</param>
/// <param name="Numbers">Duties whose dates come out otherwise.</param>
/// <param name="Others">Clauses and everything else, by kind.</param>
public sealed record ComparisonView(
    IReadOnlyList<string> Counts,
    IReadOnlyList<DifferenceView> Numbers,
    IReadOnlyList<DifferenceGroup> Others
);

public sealed record DifferenceGroup(string Title, IReadOnlyList<DifferenceView> Items);

/// <summary>One thing that differs.</summary>
/// <param name="State"><c>New</c>, <c>Gone</c> or <c>Changed</c>.</param>
/// <param name="Url">Where it is explained; null where it is not a clause.</param>
public sealed record DifferenceView(string Title, string State, string? Clause, string? Url, IReadOnlyList<DifferenceRow> Rows);

public sealed record DifferenceRow(string What, string Before, string After);

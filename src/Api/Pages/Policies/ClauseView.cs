using Permanence.Api.Pages.Children;
using Permanence.Domain.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>One clause with everything that uses it, as it is drawn.</summary>
public sealed record ClauseView
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Says { get; init; }

    public required Force Force { get; init; }

    /// <summary>Where it stands, what it is about and what the program does with it.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<ClauseDuty> Duties { get; init; }

    /// <summary>Everything else that uses it, by kind.</summary>
    public required IReadOnlyList<UseGroup> Uses { get; init; }

    public required IReadOnlyList<SettingView> Settings { get; init; }

    public required IReadOnlyList<CaseView> Cases { get; init; }
}

/// <summary>A duty that the clause times, with every clock that runs on it.</summary>
public sealed record ClauseDuty(string Id, string Title, string? Remark, IReadOnlyList<ClockRow> Clocks, IReadOnlyList<Fact> Facts);

/// <param name="Layer"><c>This clause</c>, <c>Council</c> or <c>National</c>.</param>
/// <param name="Counts">How it counts, in words.</param>
public sealed record ClockRow(string Clause, string Url, string Layer, bool This, string Counts, string? Only);

public sealed record UseGroup(string Title, IReadOnlyList<UseView> Items);

/// <param name="Lead">In a sentence; null where the rest says it.</param>
public sealed record UseView(string Title, string? Lead, IReadOnlyList<Fact> Facts, IReadOnlyList<string> Points)
{
    /// <summary>The page that shows it whole; null where there is none, or none of this version.</summary>
    public string? Url { get; init; }
}

/// <summary>Something the policy leaves open.</summary>
/// <param name="Chosen">Null until the council chooses.</param>
public sealed record SettingView(string Label, string? Chosen, string Unit, string? Suggestion, string? Effect);

public sealed record CaseView(string Title, string Path, int Checks, bool Passes);

/// <summary>Children of whom a clause asks something, or whom it counts, today.</summary>
/// <param name="Asks">In a sentence; null where it gives no duty.</param>
/// <param name="Rows">Not more than were asked for.</param>
/// <param name="Counts">In a sentence; null where it is no indicator.</param>
public sealed record ReachView(
    string? Asks,
    IReadOnlyList<ReachRow> Rows,
    int All,
    string? Counts,
    IReadOnlyList<ReachChild> Counted,
    string? Unreachable
);

/// <summary>What an edit does to children's dates.</summary>
/// <param name="Rows">The first of them, those that became overdue first.</param>
public sealed record EditReachView(string Summary, IReadOnlyList<MovedRow> Rows, int All, string? NotKnown);

public sealed record MovedRow(string Child, string Name, string Url, string Duty, string Before, string Now);

public sealed record ReachChild(string Child, string Name, string Url);

public sealed record ReachRow(string Child, string Name, string Url, string Duty, string Status, string Tone, string Due);

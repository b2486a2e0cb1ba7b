using Permanence.Api.Pages.Children;
using Permanence.Domain.Obligations;

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

public sealed record UseView(string Title, string? Lead, IReadOnlyList<Fact> Facts, IReadOnlyList<string> Points);

/// <summary>Something the policy leaves open.</summary>
/// <param name="Chosen">Null until the council chooses.</param>
public sealed record SettingView(string Label, string? Chosen, string Unit, string? Suggestion, string? Effect);

public sealed record CaseView(string Title, string Path, int Checks, bool Passes);

/// <summary>Children of whom a clause asks something today.</summary>
/// <param name="Rows">Not more than were asked for.</param>
public sealed record ReachView(string Summary, IReadOnlyList<ReachRow> Rows, int All, string? Unreachable);

public sealed record ReachRow(string Child, string Name, string Url, string Duty, string Status, string Tone, string Due);

using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies;

/// <summary>A count that a policy asks managers to watch: the children of whom all its conditions hold.</summary>
/// <param name="EachWeekOn">Where it is drawn up on a day of the week: asked on another day, it answers as at the last such day.</param>
public sealed record Indicator(Clause Clause, string Label, ImmutableArray<Condition> Counts, IsoDayOfWeek? EachWeekOn)
{
    /// <summary>The day it answers for when it is asked on <paramref name="on"/>.</summary>
    public LocalDate AsAt(LocalDate on) => EachWeekOn is { } day && on.DayOfWeek != day ? on.Previous(day) : on;
}

/// <summary>Something that must be so before an event may be recorded.</summary>
/// <param name="Stops">The events it stands before.</param>
/// <param name="Unless">All of these must hold on the day of the event, or it is stopped.</param>
/// <param name="AlwaysHard">Whether nothing gets past it. Past a soft gate an event goes with a reason in its note.</param>
/// <param name="Sentence">What is wrong and what would be right, for the person who recorded it.</param>
public sealed record Gate(
    Clause Clause,
    string Title,
    IReadOnlyList<Selector> Stops,
    ImmutableArray<Condition> When,
    ImmutableArray<Condition> Unless,
    bool AlwaysHard,
    string Sentence
)
{
    /// <summary>Whether it stands before an event.</summary>
    internal bool IsOf(CareEvent happened) => Selector.AnyIs(Stops, happened);

    /// <summary>The choice of the council that makes a soft gate hard, where the policy leaves one.</summary>
    public Condition.Chosen? HardIf { get; init; }

    /// <summary>Whether nothing gets past it, by the policy's words or by the council's choice.</summary>
    public bool Hard => AlwaysHard || HardIf is { IsChosen: true };

    public PackSetting? HardIfChosen => HardIf?.Setting;
}

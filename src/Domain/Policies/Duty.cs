using System.Collections.Immutable;
using System.Globalization;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Occasions;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies;

/// <summary>
/// What a policy asks to be done, once or again and again. Its dates come from its limbs, one for each clause that times it.
/// </summary>
public sealed record Duty
{
    private string firstPeriod = "";

    public required string Id
    {
        get;
        init
        {
            field = value;
            firstPeriod = $"{value}@care-1";
        }
    }

    public required string Title { get; init; }

    /// <summary>The file's subject: <c>Reviews</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The role that has to act.</summary>
    public required string Owner { get; init; }

    public IReadOnlyList<string> EscalatesTo { get; init; } = [];

    public DutyKind Kind { get; init; }

    /// <summary>How often it arises.</summary>
    public required Occasion Occasion { get; init; }

    /// <summary>Where given, the duty exists only once this has a day; and it counts as having arisen then.</summary>
    public Moment? Starts { get; init; }

    /// <summary>All of these must hold on the day asked about, or the duty does not arise.</summary>
    public ImmutableArray<Condition> When { get; init; } = [];

    /// <summary>Any of these meets it.</summary>
    public ImmutableArray<Selector> MetBy { get; init; } = [];

    /// <summary>All of these meet it together, on the day of the last of them; each may be met by any of its events.</summary>
    public ImmutableArray<ImmutableArray<Selector>> MetByEach { get; init; } = [];

    /// <summary>Whatever may meet it, alone or together with others.</summary>
    internal IEnumerable<Selector> AllThatMeet => MetBy.Concat(MetByEach.SelectMany(one => one));

    /// <summary>The first day on which something can meet it. Null: the day it arose.</summary>
    public Moment? MetFrom { get; init; }

    /// <summary>Whether anything earlier in the same case meets it too.</summary>
    public bool MetByAnythingEarlier { get; init; }

    /// <summary>Any of these ends it unmet.</summary>
    public ImmutableArray<Selector> Until { get; init; } = [];

    /// <summary>By any of these its time has gone by: unmet and late by then it is missed, and still wanted.</summary>
    public ImmutableArray<Selector> LapsesAt { get; init; } = [];

    /// <summary>The duty that asks on once this one has lapsed; null where the engine puts one beside it.</summary>
    public string? CarriedOnBy { get; init; }

    /// <summary>Whether leaving care ends it unmet.</summary>
    public bool EndsWithCare { get; init; }

    /// <summary>Whether each time it is met starts it again, counted from the day it was met.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether, once its date has passed unmet, it becomes a task to be done at once and not a breach.</summary>
    public bool OpenOncePassed { get; init; }

    public required ImmutableArray<LimbRule> Limbs { get; init; }

    /// <summary>The id of what it asks in a period of care: the first, the second.</summary>
    internal string IdInPeriod(int ordinal) =>
        ordinal == 1 ? firstPeriod : string.Create(CultureInfo.InvariantCulture, $"{Id}@care-{ordinal}");
}

public enum DutyKind
{
    /// <summary>To be done by a date.</summary>
    Deadline,

    /// <summary>A day that policy or research points at: nothing is late after it.</summary>
    WatchPoint,

    /// <summary>The first day on which something may be done.</summary>
    Earliest,
}

/// <summary>One clause's clock on a duty.</summary>
public sealed record LimbRule
{
    public required Clause Clause { get; init; }

    public required ClockKind Clock { get; init; }

    /// <summary>What it counts from, back from, or falls on.</summary>
    public required Moment Moment { get; init; }

    /// <summary>How far. Null for <see cref="ClockKind.By"/> and <see cref="ClockKind.Task"/>, and for before with no number.</summary>
    public TimeLimit? Limit { get; init; }

    /// <summary>Whether the trigger's own day is day 1, as section 32 of the Children Act 1989 counts.</summary>
    public bool CountsTriggerDay { get; init; }

    /// <summary>A date set by somebody with the power to set it, which replaces a computed date that is earlier.</summary>
    public Moment? ExtendedTo { get; init; }

    /// <summary>How long after its date it is not yet late. The date stays where it is; null for none.</summary>
    public TimeLimit? Grace { get; init; }

    /// <summary>Whether its day is one to look at it, after which nothing is late: then the next limb's date counts.</summary>
    public bool IsWatchPoint { get; init; }

    public ImmutableArray<Condition> When { get; init; } = [];

    /// <summary>The council's own choice that gives the number, where the policy gives none. Every explanation says so.</summary>
    public PackSetting? Choice { get; init; }

    /// <summary>
    /// What the policy leaves open and this reading of the clause depends on. Every explanation says what the council chose.
    /// </summary>
    public IReadOnlyList<PackSetting> LeftOpen { get; init; } = [];

    /// <summary>Whether another clause gives the same time, whatever else it says: policies often say one thing twice.</summary>
    internal bool IsTimedAs(LimbRule other) =>
        Clock == other.Clock
        && ReferenceEquals(Moment, other.Moment)
        && Limit == other.Limit
        && CountsTriggerDay == other.CountsTriggerDay
        && ReferenceEquals(ExtendedTo, other.ExtendedTo)
        && Grace == other.Grace;

    /// <summary>How it counts: <c>within 15 working days of entry to care</c>.</summary>
    public string ClockInWords() => Clock.InWords(this);
}

/// <summary>The units a policy counts in.</summary>
public enum TimeUnit
{
    Hours,
    Days,
    WorkingDays,
    Weeks,
    Months,
    Years,
}

/// <summary>So many of a unit. Weeks are seven days; months and years keep the day number and clamp to the month's end.</summary>
public sealed record TimeLimit(int Count, TimeUnit Unit)
{
    public string InWords()
    {
        var unit = Unit switch
        {
            TimeUnit.WorkingDays => "working day",
            TimeUnit.Hours => "clock hour",
            _ => Unit.ToString().ToLowerInvariant().TrimEnd('s'),
        };
        return $"{Count} {unit}{(Count == 1 ? "" : "s")}";
    }

    /// <summary>The same length in days, to compare limits of one unit or of calendar units. Null for working days and hours.</summary>
    public double? RoughDays =>
        Unit switch
        {
            TimeUnit.Days => Count,
            TimeUnit.Weeks => Count * 7,
            TimeUnit.Months => Count * 30.44,
            TimeUnit.Years => Count * 365.25,
            _ => null,
        };
}

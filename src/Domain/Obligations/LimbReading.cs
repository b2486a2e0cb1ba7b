using System.Collections;
using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>
/// One clause's clock read for one child. It is its own working: the steps are made when somebody asks for them, because a board asks
/// for dates of a thousand children and for the working of none.
/// </summary>
internal sealed class LimbReading(LimbRule rule, MomentDay moment, Inquiry inquiry) : IReadOnlyList<Step>
{
    private Step[]? steps;
    private Seldom? seldom;

    public LimbRule Rule => rule;

    public Inquiry Inquiry => inquiry;

    public MomentDay Moment => moment;

    public LocalDate? Due { get; set; }

    /// <summary>The limit, where it had run out before the duty arose, so that it is due the day it arose; else null.</summary>
    public LocalDate? RanOutOn
    {
        get => seldom?.RanOutOn;
        set
        {
            if (value is not null || seldom is not null)
                (seldom ??= new()).RanOutOn = value;
        }
    }

    /// <summary>The last day on which it is not late: the due date, or the end of the days of grace after it.</summary>
    public LocalDate? LateAfter { get; set; }

    /// <summary>London date and time; null where the policy counts no hours, or where the time it counts from is not known.</summary>
    public LocalDateTime? DueAt => DueMinute?.InLondon;

    /// <summary>The last minute on which it is not late, where hours are counted.</summary>
    public LastMinute? DueMinute
    {
        get => seldom?.DueMinute;
        set
        {
            if (value is not null || seldom is not null)
                (seldom ??= new()).DueMinute = value;
        }
    }

    public LocalDate? ActBy { get; set; }

    /// <summary>What is not known, so that the date is only the latest lawful one; null where nothing is.</summary>
    public string? Unknown => rule.Clock == ClockKind.Task ? null : moment.UnknownOf(rule.Moment);

    /// <summary>The date set by somebody with the power to set it.</summary>
    public MomentDay? Extended
    {
        get => seldom?.Extended;
        set
        {
            if (value is not null || seldom is not null)
                (seldom ??= new()).Extended = value;
        }
    }

    /// <summary>Why no date could be counted.</summary>
    public string? Refused
    {
        get => seldom?.Refused;
        set
        {
            if (value is not null || seldom is not null)
                (seldom ??= new()).Refused = value;
        }
    }

    /// <summary>Which version of the policy governs it and why; null where there is only one.</summary>
    public VersionStep? Version
    {
        get => seldom?.Version;
        init
        {
            if (value is not null || seldom is not null)
                (seldom ??= new()).Version = value;
        }
    }

    /// <summary>The choice that a birthday depends on, for who was born on 29 February.</summary>
    public PackSetting? LeapDay
    {
        get => seldom?.LeapDay;
        set
        {
            if (value is not null || seldom is not null)
                (seldom ??= new()).LeapDay = value;
        }
    }

    /// <summary>Whether nothing is late once its day has passed: a day to look at it, and what a policy says for information.</summary>
    public bool IsNeverLate => rule.IsWatchPoint || rule.Clause.Force == Force.Information;

    /// <summary>Whether its limit had run out by a minute of a day.</summary>
    public bool IsLateAt(LocalDate on, Instant minute) =>
        DueMinute is { } last && Rule.Grace is null ? minute > last.At : LateAfter < on;

    /// <summary>Whether what happened then came after its limit. What has no time was in time on the day itself.</summary>
    public bool IsLateFor(CareEvent happened) =>
        DueMinute is { } last && Rule.Grace is null && happened.Began is { } began
            ? LondonTime.InstantOf(began) > last.At
            : happened.On > LateAfter;

    /// <summary>Whether its limit runs out before that of another of the same duty, where both are known.</summary>
    public bool IsEarlierThan(LimbReading other) =>
        Due < other.Due || (Due == other.Due && DueMinute is { } mine && !(other.DueMinute?.At <= mine.At));

    /// <summary>The last day on which it is not late, or the minute where hours are counted, in words.</summary>
    public string LimitInWords => DueAt is { } at && Rule.Grace is null ? InWords.Time(at) : InWords.Day(LateAfter!.Value);

    /// <summary>Whether this is the date that counts.</summary>
    public bool IsBinding { get; set; }

    public (CareEvent? Met, Sentence? Reason) Outcome { get; set; }

    /// <summary>The same time as another clause of the duty gives it.</summary>
    public LimbReading TimedBy(LimbRule other) =>
        new(other, moment, inquiry)
        {
            Due = Due,
            LateAfter = LateAfter,
            ActBy = ActBy,
            seldom = seldom,
        };

    /// <summary>The limb as others see it.</summary>
    public Limb Shown() =>
        new()
        {
            Clause = rule.Clause.Id,
            Force = rule.Clause.Force,
            Due = Due,
            DueAt = DueAt,
            Binding = IsBinding,
            AnchorEventId = moment.Source?.Id,
            Steps = this,
        };

    public int Count => Steps.Length;

    private Step[] Steps => steps ??= [.. Make()];

    public Step this[int index] => Steps[index];

    public IEnumerator<Step> GetEnumerator() => ((IEnumerable<Step>)Steps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Steps.GetEnumerator();

    private IEnumerable<Step> Make()
    {
        if (Version is { } version)
            yield return version;
        yield return new AnchorStep(rule.Moment, moment, inquiry.On);
        yield return new RuleStep(rule);
        foreach (var setting in LeapDay is null ? rule.LeftOpen : [.. rule.LeftOpen, LeapDay])
            yield return new LeftOpenStep(setting);
        if (rule.Limit is { Unit: TimeUnit.WorkingDays } && (RanOutOn ?? Due) is { } counted && Extended is null)
        {
            yield return rule.Clock == ClockKind.Within
                ? new SkippedStep(moment.Day.PlusDays(1), counted, false, inquiry.Calendar)
                : new SkippedStep(counted, moment.Day.PlusDays(-1), true, inquiry.Calendar);
        }

        if (Extended is { } extended)
            yield return new ExtendedStep(rule.ExtendedTo!, extended);
        if (RanOutOn is { } limit)
            yield return new RanOutStep(limit, Due!.Value);
        if (Unknown is { } unknown)
            yield return new LatestLawfulStep(unknown);
        if (Due is { } due)
            yield return new DueStep(due, DueAt, ActBy, inquiry.Calendar);
        if (rule.Grace is { } grace && LateAfter is { } late)
            yield return new GraceStep(grace, late);
        if (Refused is { } refused)
            yield return new RefusedStep(refused);
        yield return new CitationStep(rule.Clause);
        if (Outcome.Met is { } met)
            yield return new OutcomeStep($"Met on {InWords.Day(met.On)}: {Describe(met)}{(met.Id is null ? "" : $", entry {met.Id}")}.");
        else if (Outcome.Reason is { } reason)
            yield return new OutcomeStep(reason.ToString());
    }

    /// <summary>The same, with its day.</summary>
    public static string DescribeWithDay(CareEvent happened) => $"{Describe(happened)} on {InWords.Day(happened.On)}";

    /// <summary>What an event is, in words: <c>meeting held (permanence-planning)</c>.</summary>
    public static string Describe(CareEvent happened)
    {
        var label = EventVocabulary.Find(happened.Type)!.Label.ToLowerInvariant();
        var which = happened.Type.StartsWith("meeting", StringComparison.Ordinal)
            ? happened.Text("meeting")
            : happened.Text("option") ?? happened.Text("order") ?? happened.Text("assessment");
        return which is null ? label : $"{label} ({which})";
    }

    /// <summary>What few limbs have: beside the others it would be most of what a board keeps of each.</summary>
    private sealed class Seldom
    {
        public LocalDate? RanOutOn { get; set; }

        public LastMinute? DueMinute { get; set; }

        public MomentDay? Extended { get; set; }

        public string? Refused { get; set; }

        public VersionStep? Version { get; set; }

        public PackSetting? LeapDay { get; set; }
    }
}

/// <summary>The minute at which a limit in hours runs out.</summary>
internal sealed record LastMinute(LocalDateTime InLondon, Instant At);

using System.Collections;
using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>
/// One clause's clock read for one child. It is its own working: the steps are made when somebody asks for them, because a board asks
/// for dates of a thousand children and for the working of none.
/// </summary>
internal sealed class LimbReading(LimbRule rule, MomentDay moment, LocalDate on, WorkingDayCalendar calendar) : IReadOnlyList<Step>
{
    private Step[]? steps;

    public LimbRule Rule => rule;

    public MomentDay Moment => moment;

    public LocalDate? Due { get; set; }

    /// <summary>The last day on which it is not late: the due date, or the end of the days of grace after it.</summary>
    public LocalDate? LateAfter { get; set; }

    public LocalDateTime? DueAt { get; set; }

    public LocalDate? ActBy { get; set; }

    /// <summary>The date set by somebody with the power to set it.</summary>
    public MomentDay? Extended { get; set; }

    /// <summary>Why no date could be counted.</summary>
    public string? Refused { get; set; }

    /// <summary>Which version of the policy governs it and why; null where there is only one.</summary>
    public VersionStep? Version { get; init; }

    /// <summary>The choice that a birthday depends on, for who was born on 29 February.</summary>
    public PackSetting? LeapDay { get; set; }

    public (CareEvent? Met, string? Reason) Outcome { get; set; }

    public int Count => Steps.Length;

    private Step[] Steps => steps ??= [.. Make()];

    public Step this[int index] => Steps[index];

    public IEnumerator<Step> GetEnumerator() => ((IEnumerable<Step>)Steps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Steps.GetEnumerator();

    private IEnumerable<Step> Make()
    {
        if (Version is { } version)
            yield return version;
        yield return new AnchorStep(rule.Moment, moment, on);
        yield return new RuleStep(rule);
        foreach (var setting in LeapDay is null ? rule.LeftOpen : [.. rule.LeftOpen, LeapDay])
            yield return new LeftOpenStep(setting);
        if (rule.Limit is { Unit: TimeUnit.WorkingDays } && Due is { } counted && Extended is null)
        {
            yield return rule.Clock == ClockKind.Within
                ? new SkippedStep(moment.Day.PlusDays(1), counted, false, calendar)
                : new SkippedStep(counted, moment.Day.PlusDays(-1), true, calendar);
        }

        if (Extended is { } extended)
            yield return new ExtendedStep(rule.ExtendedTo!, extended);
        if (Due is { } due)
            yield return new DueStep(due, DueAt, ActBy, calendar);
        if (rule.Grace is { } grace && LateAfter is { } late)
            yield return new GraceStep(grace, late);
        if (Refused is { } refused)
            yield return new RefusedStep(refused);
        yield return new CitationStep(rule.Clause);
        if (Outcome.Met is { } met)
            yield return new OutcomeStep($"Met on {InWords.Day(met.On)}: {Describe(met)}{(met.Id is null ? "" : $", entry {met.Id}")}.");
        else if (Outcome.Reason is { } reason)
            yield return new OutcomeStep(reason);
    }

    /// <summary>What an event is, in words: <c>meeting held (permanence-planning)</c>.</summary>
    public static string Describe(CareEvent happened)
    {
        var label = EventVocabulary.Find(happened.Type)!.Label.ToLowerInvariant();
        var which = happened.Type.StartsWith("meeting", StringComparison.Ordinal) ? happened.Text("meeting")
            : happened.Text("option") ?? happened.Text("order") ?? happened.Text("assessment");
        return which is null ? label : $"{label} ({which})";
    }
}

using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Where a duty stands on the day asked about.</summary>
public enum ObligationStatus
{
    /// <summary>What it counts from has not happened, is not booked, and no latest lawful date follows from the record.</summary>
    Waiting,

    /// <summary>To be done, with no number in the policy.</summary>
    Open,
    Upcoming,
    DueSoon,
    Overdue,
    Met,
    MetLate,

    /// <summary>Overtaken by a later fact without being met.</summary>
    Missed,

    /// <summary>No longer asked, with the reason.</summary>
    NotRequired,
}

public static class ObligationStatuses
{
    /// <summary>Whether it is still to be done: neither done nor overtaken, and not waiting for its day to be known.</summary>
    public static bool IsToBeDone(this ObligationStatus status) =>
        status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming or ObligationStatus.Open;

    /// <summary>Whether nothing of it is still to come: done, overtaken, or no longer asked.</summary>
    public static bool IsOver(this ObligationStatus status) => !status.IsToBeDone() && status != ObligationStatus.Waiting;
}

/// <summary>One thing a policy asks for one child.</summary>
public sealed record Obligation
{
    /// <summary>Stable across re-evaluations, also when dates move.</summary>
    public required string Id { get; init; }

    /// <summary>The duty that asks it; null only of one that no engine has read.</summary>
    internal Duty? Duty { get; init; }

    public required string Title { get; init; }

    public required ObligationStatus Status { get; init; }

    /// <summary>The earliest of the limbs' dates; never moved off a weekend or bank holiday. Null where there is no date.</summary>
    public LocalDate? Due { get; init; }

    /// <summary>London date and time, where the policy counts hours.</summary>
    public LocalDateTime? DueAt { get; init; }

    /// <summary>The last working day on or before <see cref="Due"/>. Null also where the calendar does not reach that far.</summary>
    public LocalDate? ActBy { get; init; }

    /// <summary>
    /// The last day of grace after <see cref="Due"/>: overdue only from the day after it. Null where the policy gives no grace.
    /// </summary>
    public LocalDate? LateAfter { get; init; }

    public LocalDate? MetOn { get; init; }

    /// <summary>The strongest of the limbs that apply.</summary>
    public required Force Force { get; init; }

    /// <summary>
    /// The day it arose; of a repetition, the day it was last met. A fact recorded later that moves a limit does not move it. Null only
    /// where the record has no entry from which it could have arisen.
    /// </summary>
    public LocalDate? Since { get; init; }

    /// <summary>The day for which what would meet it is booked; null where nothing is, and where it is no longer to be done.</summary>
    public LocalDate? BookedFor { get; init; }

    /// <summary>
    /// What is not known, in words, so that its date is only the latest lawful one (that care began on a day or before it), or cannot be
    /// said at all; or whether it was done, where that was not supplied. Null where nothing is, and where it is no longer to be done.
    /// </summary>
    public string? Unknown { get; init; }

    /// <summary>Whether only returns have supplied the record, and none of them could say that it was done.</summary>
    public bool IsNotSupplied { get; init; }

    /// <summary>Whether it comes again each time it is met.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether what was missed is still wanted: a duty to be done then stands beside it.</summary>
    public bool Lapsed { get; init; }

    /// <summary>The day it lapsed: of what made its time go by, or the day after its limit where that is later.</summary>
    internal LocalDate? LapsedOn { get; init; }

    /// <summary>Whether the date of a limb that says must or should passed before it was met, or ended unmet.</summary>
    public bool IsBreach { get; init; }

    /// <summary>The same, of a limb that says must.</summary>
    public bool IsMustLate { get; init; }

    /// <summary>The role that has to act.</summary>
    public required string Owner { get; init; }

    /// <summary>Roles a miss goes to, nearest first.</summary>
    public IReadOnlyList<string> EscalatesTo { get; init; } = [];

    public IReadOnlyList<Limb> Limbs
    {
        get => field ??= Array.ConvertAll(Readings, reading => reading.Shown());
        init;
    }

    /// <summary>
    /// The limbs as they were read: a board looks at those of few obligations, so what others see of them is made when asked for.
    /// </summary>
    internal LimbReading[] Readings { get; init; } = [];

    /// <summary>Why it is not required, was missed or cannot be dated, in a sentence.</summary>
    public string? Reason => Why?.ToString();

    /// <summary>The same, not yet said.</summary>
    internal Sentence? Why { get; init; }

    /// <summary>What ended it unmet; null where nothing did, and where the child's death did.</summary>
    internal CareEvent? EndedBy { get; init; }

    /// <summary>The subject of the policy it belongs to, for grouping on pages: <c>reviews</c>.</summary>
    public string Subject { get; init; } = "";

    /// <summary>
    /// The version of the policy that governs it: the one in force when it arose, or a later one that counts open duties again.
    /// </summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it is still to be done: neither done nor overtaken, and not waiting for its day to be known.</summary>
    public bool IsToBeDone => Status.IsToBeDone();

    /// <summary>Whether it is asked with must or should: of no other does anybody say that it is late.</summary>
    public bool CanBeABreach => Force.CanBeABreach();
}

/// <summary>One clause's clock on a duty.</summary>
public sealed record Limb
{
    public required string Clause { get; init; }

    /// <summary>How hard the clause's wording is.</summary>
    public required Force Force { get; init; }

    public LocalDate? Due { get; init; }

    public LocalDateTime? DueAt { get; init; }

    /// <summary>Whether this is the date that counts: the earliest.</summary>
    public bool Binding { get; init; }

    /// <summary>The event the clock counts from, where one is on the record.</summary>
    public string? AnchorEventId { get; init; }

    /// <summary>The working in structured steps, put into words only when somebody asks.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The working in words: the event and its date, the rule, the days skipped and why, the citation.</summary>
    public IReadOnlyList<string> Because => [.. Steps.Select(step => step.InWords())];
}

/// <summary>One step of a working.</summary>
public abstract record Step
{
    public abstract string InWords();
}

/// <summary>
/// Everything one child's record and one policy ask on one day, at its last minute or at the one asked about. The same inputs give the same
/// bytes.
/// </summary>
public sealed record Evaluation(string Authority, string Child, LocalDate On, PolicyStamp Policy, IReadOnlyList<Obligation> Obligations)
{
    /// <summary>Whether the council chose 1 March for who was born on 29 February; null while it has not chosen.</summary>
    public bool? LeapDayOnFirstOfMarch { get; init; }

    /// <summary>
    /// The instants of the day at which a limit in hours runs out, so that the same record and policy ask something else from then on:
    /// the minute after each. Of an hour that comes twice, both.
    /// </summary>
    public IEnumerable<Instant> HoursRunOut =>
        Obligations
            .SelectMany(obligation => obligation.Readings)
            .Where(limb => limb.DueAt?.Date == On)
            .SelectMany(limb => Timeline.London.MapLocal(limb.DueAt!.Value) is { Count: > 0 } map ? new[] { map.First(), map.Last() } : [])
            .Select(minute => LondonTime.MinuteOf(minute.ToInstant()) + Duration.FromMinutes(1));
}

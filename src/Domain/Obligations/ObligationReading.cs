using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Where a duty that arose stands: its dates, whether it was met or ended, and whether any of that was late.</summary>
internal readonly struct ObligationReading(Duty duty, Inquiry inquiry, PolicyPacks policy)
{
    private LocalDate On => inquiry.On;

    /// <summary>Null where none of its limbs applies to the child.</summary>
    public Obligation? Read(string id, in Arising arising, LocalDate? metFrom, LocalDate arose, VersionStep? which)
    {
        var evidence = new DutyEvidence(duty, inquiry);
        var from = evidence.FirstDayToMeet(arising, metFrom);
        var met = evidence.Met(arising, from);
        var ended = evidence.Ended(arising);
        if (met is not null && ended is not null && ended.On < met.On)
            met = null;
        var lapse = met is null && ended is null ? evidence.Lapse(arising) : null;
        var since = arose > LocalDate.MinIsoValue ? arose : inquiry.History.FirstKnown;
        var limbs = Limbs(arising, which, since);
        if (limbs.Length == 0)
            return null;
        var binding = Binding(limbs, met?.On ?? ended?.On ?? On);
        var due = binding?.Due;
        var (status, reason) = Status(binding, met, ended, limbs);
        var lapsed =
            lapse is not null
            && (status is ObligationStatus.Overdue || (status.IsToBeDone() && due is null) || status is ObligationStatus.Waiting);
        if (lapsed)
            (status, reason) = (ObligationStatus.Missed, Lapse.Reason(binding, lapse!));
        // What met the duty is said once, with the date that counted; a duty without a date says it with each clause.
        if (binding is not null)
            binding.Outcome = (met, reason);
        else
            foreach (var limb in limbs)
                limb.Outcome = (met, reason);
        var dated = status is not (ObligationStatus.Open or ObligationStatus.Waiting);
        return new Obligation
        {
            Id = id,
            Duty = duty,
            Title = duty.Title,
            Subject = duty.Subject,
            Status = status,
            Due = dated ? due : null,
            DueAt = dated ? binding?.DueAt : null,
            ActBy = dated ? binding?.ActBy : null,
            LateAfter = dated && binding?.Rule.Grace is not null ? binding.LateAfter : null,
            MetOn = status is ObligationStatus.Met or ObligationStatus.MetLate ? met?.On ?? due : null,
            Force = duty.Kind == DutyKind.Deadline ? Strongest(limbs) : Force.Information,
            Since = status == ObligationStatus.Open ? TaskSince(limbs, since) : since,
            // Of what lapsed, for the duty that stands beside it.
            BookedFor = status.IsToBeDone() || lapsed ? inquiry.Bookings.ToMeet(duty, from, arising) : null,
            Repeats = duty.Repeats,
            Lapsed = lapsed,
            LapsedOn = lapsed ? Lapse.Day(binding, lapse!) : null,
            Unknown =
                status.IsToBeDone() ? Unknown(binding, limbs)
                : status == ObligationStatus.Waiting ? reason?.ToString()
                : null,
            IsBreach = IsLate(status, limbs, met ?? ended, Force.Should),
            IsMustLate = IsLate(status, limbs, met ?? ended, Force.Must),
            Owner = duty.Owner,
            EscalatesTo = duty.EscalatesTo.Count > 0 ? duty.EscalatesTo : policy.Authority.EscalationAbove(duty.Owner),
            Why = reason,
            EndedBy = met is null ? ended : null,
            Version = inquiry.Pack.Version,
            Readings = limbs,
        };
    }

    private LimbReading[] Limbs(in Arising arising, VersionStep? which, LocalDate? since)
    {
        var limbs = inquiry.Limbs;
        limbs.Clear();
        for (var index = 0; index < duty.Limbs.Length; index++)
        {
            var rule = duty.Limbs[index];
            if (inquiry.HoldAll(rule.When, arising))
                limbs.Add(
                    limbs is [.., var before] && rule.IsTimedAs(before.Rule)
                        ? before.TimedBy(rule)
                        : LimbTiming.Time(rule, inquiry, arising, which, since)
                );
        }

        return limbs.Count == 0 ? [] : [.. limbs];
    }

    /// <summary>The limb whose date counts; null where none has a date.</summary>
    /// <param name="by">The day it was met or ended, else the day asked about.</param>
    private LimbReading? Binding(LimbReading[] limbs, LocalDate by)
    {
        LimbReading? binding = null;
        foreach (var limb in limbs)
        {
            if (
                limb.Due is { } day
                && !IsSpent(limb, by)
                && (binding is null || (duty.Kind == DutyKind.Earliest ? day > binding.Due : limb.IsEarlierThan(binding)))
            )
                binding = limb;
        }

        if (binding is not null)
            binding.IsBinding = true;
        return binding;
    }

    // A day to look at something has done its work once it is past.
    private static bool IsSpent(LimbReading limb, LocalDate by) => limb.IsNeverLate && limb.LateAfter < by;

    private (ObligationStatus, Sentence?) Status(LimbReading? binding, CareEvent? met, CareEvent? ended, LimbReading[] limbs)
    {
        var due = binding?.Due;
        if (duty.Kind == DutyKind.Earliest && due is { } earliest && !(ended?.On < earliest))
            return earliest > On ? (ObligationStatus.Upcoming, null) : (ObligationStatus.Met, PossibleSince(binding!.RanOutOn ?? earliest));
        if (met is not null)
            return binding is { IsNeverLate: false } && binding.IsLateFor(met) && !duty.OpenOncePassed
                ? (ObligationStatus.MetLate, null)
                : (ObligationStatus.Met, null);
        if (ended is not null)
            return binding is { IsNeverLate: false } && binding.IsLateFor(ended) && duty.Kind == DutyKind.Deadline
                ? (ObligationStatus.Missed, Overtaken(binding, ended))
                : (ObligationStatus.NotRequired, NoLonger(ended));
        if (binding is null || due is not { } date)
            return Undated(limbs);
        var late = binding.IsLateAt(On, inquiry.History.ReadAt);
        if (duty.OpenOncePassed && (late || date < On))
            return (ObligationStatus.Open, AtOnce(binding, date));
        if (late && duty.Kind == DutyKind.Deadline && !binding.IsNeverLate)
            return (ObligationStatus.Overdue, null);
        return (Period.DaysBetween(On, date) <= inquiry.Pack.DueSoonDays ? ObligationStatus.DueSoon : ObligationStatus.Upcoming, null);
    }

    private static (ObligationStatus, Sentence?) Undated(LimbReading[] limbs)
    {
        foreach (var limb in limbs)
        {
            if (limb is { IsNeverLate: true, Due: { } looked })
                return (ObligationStatus.Open, LookedAt(looked));
        }

        string? refused = null;
        foreach (var limb in limbs)
        {
            if (limb.Rule.Clock == ClockKind.Task)
                return (ObligationStatus.Open, null);
            refused ??= limb.Refused;
        }

        return (ObligationStatus.Waiting, refused is null ? null : Sentence.Of(refused));
    }

    private static Sentence PossibleSince(LocalDate earliest) =>
        Sentence.Of(earliest, static earliest => $"Possible since {InWords.Day(earliest)}.");

    private static Sentence NoLonger(CareEvent ended) =>
        Sentence.Of(ended, static ended => $"No longer required: {LimbReading.DescribeWithDay(ended)}.");

    private static Sentence LookedAt(LocalDate looked) =>
        Sentence.Of(looked, static looked => $"The day to look at it, {InWords.Day(looked)}, has passed; it is still to be done.");

    private static Sentence Overtaken(LimbReading binding, CareEvent ended) =>
        Sentence.Of(
            (binding, ended),
            static about => $"Not done by {about.binding.LimitInWords}; overtaken: {LimbReading.DescribeWithDay(about.ended)}."
        );

    private static Sentence AtOnce(LimbReading binding, LocalDate date) =>
        Sentence.Of(
            (binding, date),
            static about =>
                $"Not done by {(about.binding.DueAt is { } at ? InWords.Time(at) : InWords.Day(about.date))}: now to be done at once."
        );

    // What keeps the date from being the true one.
    private static string? Unknown(LimbReading? binding, LimbReading[] limbs)
    {
        if (binding is not null)
            return binding.Unknown;
        foreach (var limb in limbs)
        {
            if (limb.Unknown is { } unknown)
                return unknown;
        }

        return null;
    }

    private static Force Strongest(LimbReading[] limbs)
    {
        var strongest = Force.Information;
        foreach (var limb in limbs)
        {
            if (limb.Rule.Clause.Force < strongest)
                strongest = limb.Rule.Clause.Force;
        }

        return strongest;
    }

    // A task is there since the day it counts from, where that came after the duty itself.
    private LocalDate? TaskSince(LimbReading[] limbs, LocalDate? since)
    {
        LocalDate? first = null;
        foreach (var limb in limbs)
        {
            if (limb.Rule.Clock == ClockKind.Task && limb.Moment.HasHappenedBy(On) && limb.Moment.Day <= On && !(first <= limb.Moment.Day))
                first = limb.Moment.Day;
        }

        return first > since ? first : since;
    }

    /// <param name="closed">What met or ended it; null while it is open.</param>
    /// <param name="weakest">The weakest wording that counts.</param>
    private bool IsLate(ObligationStatus status, LimbReading[] limbs, CareEvent? closed, Force weakest)
    {
        if (status is not (ObligationStatus.Overdue or ObligationStatus.Missed or ObligationStatus.MetLate))
            return false;
        foreach (var limb in limbs)
        {
            if (
                limb is { Due: not null, IsNeverLate: false }
                && limb.Rule.Clause.Force <= weakest
                && (closed is not null ? limb.IsLateFor(closed) : limb.IsLateAt(On, inquiry.History.ReadAt))
            )
                return true;
        }

        return false;
    }
}

using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Tracking;

namespace Permanence.Domain.Obligations;

/// <summary>
/// Events + policy + calendar + a day = obligations. Pure: no clock, file, network or actor; the same inputs give the same answer.
/// </summary>
public static class ObligationEngine
{
    private static readonly int ReviewHeld = EventVocabulary.OrdinalOf("review-held");
    private static readonly int PlacementStarted = EventVocabulary.OrdinalOf("placement-started");

    public static Evaluation Evaluate(Timeline timeline, PolicyPacks policy, WorkingDayCalendar calendar, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(policy);
        var history = new CaseHistory(timeline, on);
        var obligations = new List<Obligation>();
        for (var version = 0; version < policy.Versions.Count; version++)
        {
            var pack = policy.Versions[version];
            var inquiry = new Inquiry(history, pack, calendar);
            foreach (var duty in pack.Duties)
                new DutyReading(duty, pack, policy, version, inquiry, calendar).AddTo(obligations);
        }

        obligations.Sort(static (left, right) =>
        {
            var byDue = (left.Due ?? LocalDate.MaxIsoValue).CompareTo(right.Due ?? LocalDate.MaxIsoValue);
            return byDue != 0 ? byDue : string.CompareOrdinal(left.Id, right.Id);
        });
        return new Evaluation(timeline.File.Authority, timeline.Child.Id, on, policy.InForceOn(on).StampOn(on), obligations);
    }

    private readonly struct DutyReading(Duty duty, PolicyPack pack, PolicyPacks policy, int version, Inquiry inquiry, WorkingDayCalendar calendar)
    {
        private CaseHistory History => inquiry.History;

        public void AddTo(List<Obligation> obligations)
        {
            switch (duty.Occasion)
            {
                case Occasion.Once:
                    Arise(obligations, duty.Id, new Arising(History.CaseStart, null, 0, MomentDay.Unknown));
                    break;
                case Occasion.EachPeriodOfCare when History.Period is { } period:
                    Arise(obligations, $"{duty.Id}@care-{period.Ordinal}", new Arising(period.Arose, period.Entry ?? period.Decision, 0, MomentDay.Unknown));
                    break;
                case Occasion.EachEvent each:
                    var from = each.WholeLife ? LocalDate.MinIsoValue : History.CaseStart;
                    var number = 0;
                    foreach (var happened in History.Of(each.Event.Type))
                    {
                        if (happened.On < from || !Inquiry.Matches(each.Event, happened, default))
                            continue;
                        number++;
                        if (each.Event.Nth == 0 || each.Event.Nth == number)
                            Arise(obligations, $"{duty.Id}@{happened.Id ?? number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", new Arising(happened.On, happened, 0, MomentDay.HappenedOn(happened)));
                    }

                    break;
                case Occasion.EachReview reviews:
                    foreach (var review in History.Reviews)
                    {
                        if (review.Held is { } held && review.Number >= reviews.From && review.Number <= reviews.To)
                            Arise(obligations, $"{duty.Id}@review-{review.Number}", new Arising(held.On, held, review.Number, MomentDay.HappenedOn(held)));
                    }

                    break;
                case Occasion.EachFosterFamily when FosterStay() is { } stay:
                    Arise(obligations, $"{duty.Id}@{stay.Id ?? stay.On.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}", new Arising(stay.On, stay, 0, MomentDay.HappenedOn(stay)));
                    break;
            }
        }

        // The first of the unbroken run of foster placements with the present carer.
        private CareEvent? FosterStay()
        {
            if (History.Placement is not { } present || !PlacementCodes.IsFostering(present.Text("placement")))
                return null;
            var started = History.Of(PlacementStarted);
            var first = present;
            for (var index = started.Length - 2; index >= 0; index--)
            {
                var earlier = started[index];
                if (present.Text("carer") is not { } carer || earlier.Text("carer") != carer || earlier.On < History.CaseStart || !PlacementCodes.IsFostering(earlier.Text("placement")))
                    break;
                first = earlier;
            }

            return first;
        }

        private void Arise(List<Obligation> obligations, string id, Arising arising)
        {
            if (duty.Starts is { } starts)
            {
                var start = inquiry.Resolve(starts, arising);
                // A booking is something to count back from; it is not yet a review held.
                if (!start.HasHappenedBy(History.On) && (start.Source is null || starts is Moment.Review))
                    return;
                var arose = start.Source?.On ?? start.Day;
                arising = arising with { Arose = arose, Event = arising.Event is null || duty.Occasion is Occasion.Once or Occasion.EachPeriodOfCare ? start.Source ?? arising.Event : arising.Event, Previous = start };
            }
            else if (!arising.Previous.IsKnown)
            {
                arising = arising with { Previous = new MomentDay(arising.Arose, null, Certainty.Happened, arising.Event) };
            }

            if (policy.Versions.Count > 1 && policy.IndexGoverning(arising.Arose, History.On) != version)
                return;
            if (!inquiry.HoldAll(duty.When, arising))
                return;
            if (duty.Repeats)
                Repeat(obligations, id, arising);
            else if (Read(id, arising, null) is { } obligation)
                obligations.Add(obligation);
        }

        // Each time it is met it starts again from that day. The last one met and the one running are enough for a page and a timeline.
        private void Repeat(List<Obligation> obligations, string id, Arising arising)
        {
            Arising? earlier = null;
            var number = 1;
            var ended = Ended(arising, arising.Arose);
            while (Met(arising, arising.Previous.Day.PlusDays(1)) is { } met && (ended is null || met.On <= ended.On))
            {
                earlier = arising;
                number++;
                arising = arising with { Previous = MomentDay.HappenedOn(met) };
            }

            if (earlier is { } last && Read($"{id}.{number - 1}", last, last.Previous.Day.PlusDays(1)) is { } done)
                obligations.Add(done);
            if (Read($"{id}.{number}", arising, arising.Previous.Day.PlusDays(1)) is { } running)
                obligations.Add(running);
        }

        private CareEvent? Met(in Arising arising, LocalDate from)
        {
            CareEvent? first = null;
            foreach (var selector in duty.MetBy)
            {
                if (inquiry.FirstMatch(selector, from, arising) is { } met && (first is null || met.On < first.On))
                    first = met;
            }

            return first;
        }

        private Obligation? Read(string id, in Arising arising, LocalDate? metFrom)
        {
            var limbs = new List<ReadLimb>(duty.Limbs.Count);
            foreach (var rule in duty.Limbs)
            {
                if (inquiry.HoldAll(rule.When, arising))
                    limbs.Add(Time(rule, arising));
            }

            if (limbs.Count == 0)
                return null;
            ReadLimb? binding = null;
            foreach (var limb in limbs)
            {
                if (limb.Due is { } day && (binding is null || (duty.Kind == DutyKind.Earliest ? day > binding.Value.Due : day < binding.Value.Due)))
                    binding = limb;
            }

            var from = metFrom ?? (duty.MetByAnythingEarlier ? History.CaseStart
                : duty.MetFrom is { } first && inquiry.Resolve(first, arising) is { IsKnown: true } firstDay ? firstDay.Day : arising.Arose);
            var met = Met(arising, from);
            var ended = Ended(arising, arising.Arose);
            if (met is not null && ended is not null && ended.On < met.On)
                met = null;
            var due = binding?.Due;
            var (status, reason) = Status(due, met, ended, limbs, arising);
            var boundForce = binding?.Rule.Clause.Force ?? limbs.Min(limb => limb.Rule.Clause.Force);
            var outcome = met is not null ? new OutcomeStep($"Met on {InWords.Day(met.On)}: {Describe(met)}.")
                : reason is not null ? new OutcomeStep(reason) : null;
            var dated = status is not (ObligationStatus.Open or ObligationStatus.Waiting);
            return new Obligation
            {
                Id = id,
                Title = duty.Title,
                Subject = duty.Subject,
                Status = status,
                Due = dated ? due : null,
                DueAt = dated ? binding?.DueAt : null,
                ActBy = dated && due is { } date ? ActBy(date) : null,
                MetOn = status is ObligationStatus.Met or ObligationStatus.MetLate ? met?.On ?? due : null,
                Force = duty.Kind == DutyKind.Deadline ? boundForce : Force.Information,
                Owner = duty.Owner,
                EscalatesTo = duty.EscalatesTo.Count > 0 ? duty.EscalatesTo : policy.Authority.Escalation,
                Reason = reason,
                Limbs = [.. limbs.Select(limb => limb.ToLimb(binding is { } bound && ReferenceEquals(bound.Rule, limb.Rule), outcome))]
            };
        }

        private (ObligationStatus, string?) Status(LocalDate? due, CareEvent? met, CareEvent? ended, List<ReadLimb> limbs, in Arising arising)
        {
            var on = History.On;
            if (duty.Kind == DutyKind.Earliest && due is { } earliest)
                return earliest > on ? (ObligationStatus.Upcoming, null) : (ObligationStatus.Met, $"Possible since {InWords.Day(earliest)}.");
            if (met is not null)
                return due is { } limit && met.On > limit ? (ObligationStatus.MetLate, null) : (ObligationStatus.Met, null);
            if (ended is not null)
            {
                var reason = $"{Describe(ended)} on {InWords.Day(ended.On)}";
                return due is { } limit && limit < ended.On && duty.Kind == DutyKind.Deadline
                    ? (ObligationStatus.Missed, $"Not done by {InWords.Day(limit)}; overtaken: {reason}.")
                    : (ObligationStatus.NotRequired, $"No longer required: {reason}.");
            }

            if (due is not { } date)
            {
                var task = limbs.Exists(limb => limb.Rule.Clock == ClockKind.Task);
                return task ? (ObligationStatus.Open, null) : (ObligationStatus.Waiting, limbs.Select(limb => limb.Refused).FirstOrDefault(refused => refused is not null));
            }

            if (date < on && duty.OpenOncePassed)
                return (ObligationStatus.Open, $"Not done by {InWords.Day(date)}: now to be done at once.");
            if (date < on && duty.Kind == DutyKind.Deadline)
                return (ObligationStatus.Overdue, null);
            return (Period.DaysBetween(on, date) <= pack.DueSoonDays ? ObligationStatus.DueSoon : ObligationStatus.Upcoming, null);
        }

        private CareEvent? Ended(in Arising arising, LocalDate from)
        {
            CareEvent? first = null;
            foreach (var selector in duty.Until)
            {
                if (inquiry.FirstMatch(selector, from, arising) is { } ended && (first is null || ended.On < first.On))
                    first = ended;
            }

            if (duty.EndsWithCare && History.Period?.Ceased is { } ceased && ceased.On >= arising.Arose && (first is null || ceased.On < first.On))
                first = ceased;
            return first;
        }

        private ReadLimb Time(LimbRule rule, in Arising arising)
        {
            var moment = inquiry.Resolve(rule.Moment, arising);
            if (rule.Clock == ClockKind.Task || !moment.IsKnown || (rule.Clock == ClockKind.Within && !moment.CanBeCountedFrom))
                return new ReadLimb(rule, moment, History.On, null, null, null, null, null, calendar);
            try
            {
                LocalDateTime? dueAt = null;
                LocalDate due;
                if (rule.Clock == ClockKind.Within && rule.Limit is { Unit: TimeUnit.Hours } hours && moment.At is { } ended)
                {
                    dueAt = Clockwork.AfterHours(ended, hours.Count);
                    due = dueAt.Value.Date;
                }
                else
                {
                    due = rule.Clock switch
                    {
                        ClockKind.Within => Clockwork.After(moment.Day, rule.Limit!, rule.CountsTriggerDay, calendar),
                        ClockKind.Before when rule.Limit is { } limit => Clockwork.Before(moment.Day, limit, calendar),
                        ClockKind.Before => moment.Day.PlusDays(-1),
                        _ => moment.Day
                    };
                }

                MomentDay? extended = null;
                if (rule.ExtendedTo is { } extension && inquiry.Resolve(extension, arising) is { IsKnown: true } later && later.Day > due)
                    (due, extended) = (later.Day, later);
                return new ReadLimb(rule, moment, History.On, due, dueAt, ActBy(due), extended, null, calendar);
            }
            catch (CalendarRangeException refusal)
            {
                return new ReadLimb(rule, moment, History.On, null, null, null, null, refusal.Message, calendar);
            }
        }

        private LocalDate? ActBy(LocalDate due) => calendar.Covers(due) ? calendar.OnOrBefore(due) : null;

        private static string Describe(CareEvent happened)
        {
            var label = EventVocabulary.Find(happened.Type)!.Label.ToLowerInvariant();
            var which = happened.Text("meeting") is { } meeting && happened.Type.StartsWith("meeting", StringComparison.Ordinal) ? $" ({meeting})"
                : happened.Text("option") is { } option ? $" ({option})"
                : happened.Text("order") is { } order ? $" ({order})"
                : happened.Text("assessment") is { } assessment ? $" ({assessment})" : "";
            return label + which;
        }
    }

    private readonly record struct ReadLimb(
        LimbRule Rule, MomentDay Moment, LocalDate On, LocalDate? Due, LocalDateTime? DueAt, LocalDate? ActBy, MomentDay? Extended, string? Refused, WorkingDayCalendar Calendar)
    {
        public Limb ToLimb(bool binding, OutcomeStep? outcome) => new()
        {
            Clause = Rule.Clause.Id,
            Due = Due,
            DueAt = DueAt,
            Binding = binding,
            AnchorEventId = Moment.Source?.Id,
            Steps = new Working(this, binding ? outcome : null)
        };
    }

    /// <summary>The steps of one limb, made when somebody asks for them.</summary>
    private sealed class Working(ReadLimb limb, OutcomeStep? outcome) : IReadOnlyList<Step>
    {
        private Step[]? steps;

        private Step[] Steps => steps ??= [.. Make()];

        public int Count => Steps.Length;

        public Step this[int index] => Steps[index];

        public IEnumerator<Step> GetEnumerator() => ((IEnumerable<Step>)Steps).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => Steps.GetEnumerator();

        private IEnumerable<Step> Make()
        {
            yield return new AnchorStep(limb.Rule.Moment, limb.Moment, limb.On);
            yield return new RuleStep(limb.Rule);
            if (limb.Rule.Limit is { Unit: TimeUnit.WorkingDays } && limb.Due is { } counted)
            {
                yield return limb.Rule.Clock == ClockKind.Within
                    ? new SkippedStep(limb.Moment.Day.PlusDays(1), counted, false, limb.Calendar)
                    : new SkippedStep(counted, limb.Moment.Day.PlusDays(-1), true, limb.Calendar);
            }

            if (limb.Extended is { } extended)
                yield return new ExtendedStep(limb.Rule.ExtendedTo!, extended);
            if (limb.Due is { } due)
                yield return new DueStep(due, limb.DueAt, limb.ActBy, limb.Calendar);
            if (limb.Refused is { } refused)
                yield return new RefusedStep(refused);
            yield return new CitationStep(limb.Rule.Clause);
            if (outcome is not null)
                yield return outcome;
        }
    }
}

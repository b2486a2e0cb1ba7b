using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Occasions;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Obligations;

/// <summary>
/// Events + policy + calendar + a day = obligations. Pure: no clock, file, network or actor; the same inputs give the same answer.
/// </summary>
public static class ObligationEngine
{
    public static Evaluation Evaluate(Timeline timeline, PolicyPacks policy, WorkingDayCalendar calendar, LocalDate on) =>
        Evaluate(new CaseHistory(timeline, on), policy, calendar);

    /// <param name="history">The record on the day asked about.</param>
    /// <param name="asked">The clauses that are asked about: no duty is read that none of them times. Null for all duties.</param>
    public static Evaluation Evaluate(
        CaseHistory history,
        PolicyPacks policy,
        WorkingDayCalendar calendar,
        IReadOnlySet<string>? asked = null
    ) => Evaluate(history, policy, calendar, asked, null);

    /// <summary>The same, with what asks each obligation: but for those that stand beside one that lapsed.</summary>
    internal static (Evaluation Evaluation, IReadOnlyList<Asked> Asked) Ask(
        CaseHistory history,
        PolicyPacks policy,
        WorkingDayCalendar calendar
    )
    {
        var asked = new List<Asked>();
        return (Evaluate(history, policy, calendar, null, asked), asked);
    }

    private static Evaluation Evaluate(
        CaseHistory history,
        PolicyPacks policy,
        WorkingDayCalendar calendar,
        IReadOnlySet<string>? asked,
        List<Asked>? origins
    )
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(policy);
        var on = history.On;
        var died = history.Died;
        // Who has died is read as of that day: nothing is owed to them, and nothing grows.
        if (died < on)
            history = history.AsOf(died.Value);
        // As many as a full record has, so that the list does not grow while it is filled.
        var obligations = new List<Obligation>(policy.Versions[^1].Duties.Count);
        var inquiries = new Inquiry[policy.Versions.Count];
        for (var version = 0; version < inquiries.Length; version++)
            inquiries[version] = new Inquiry(history, policy.Versions[version], calendar);
        for (var version = 0; version < inquiries.Length; version++)
        {
            var duties = policy.Versions[version].Duties;
            for (var index = 0; index < duties.Count; index++)
            {
                if (asked is not null && !IsTimedBy(duties[index], asked) && !CarriesOn(duties[index], duties, asked))
                    continue;
                new DutyReading(duties[index], policy, version, inquiries, calendar, origins).AddTo(obligations);
            }
        }

        if (died is { } day)
            Ended(obligations, day);
        else
            Lapse.PutLiveDutiesBeside(obligations);

        obligations.Sort(
            static (left, right) =>
            {
                var byDue = (left.Due ?? LocalDate.MaxIsoValue).CompareTo(right.Due ?? LocalDate.MaxIsoValue);
                return byDue != 0 ? byDue : string.CompareOrdinal(left.Id, right.Id);
            }
        );
        return new Evaluation(history.Whole.Timeline.File.Authority, history.Child.Id, on, policy.InForceOn(on).StampOn(on), obligations)
        {
            LeapDayOnFirstOfMarch = policy.InForceOn(on).LeapDayOnFirstOfMarch,
        };
    }

    private static void Ended(List<Obligation> obligations, LocalDate died)
    {
        var said = new Sentence(() => $"The child died on {InWords.Day(died)}.");
        for (var index = 0; index < obligations.Count; index++)
        {
            var one = obligations[index];
            if (one.IsToBeDone || one.Status == ObligationStatus.Waiting || one.Lapsed)
                obligations[index] = one with
                {
                    Status = one.Lapsed ? ObligationStatus.Missed : ObligationStatus.NotRequired,
                    Lapsed = false,
                    BookedFor = null,
                    Unknown = null,
                    IsBreach = one.Lapsed && one.IsBreach,
                    IsMustLate = one.Lapsed && one.IsMustLate,
                    Why = said,
                };
        }
    }

    // Whether what lapsed leaves a duty of its own beside it hangs on the one that carries it on.
    private static bool CarriesOn(Duty duty, IReadOnlyList<Duty> duties, IReadOnlySet<string> asked)
    {
        for (var index = 0; index < duties.Count; index++)
        {
            if (duties[index].CarriedOnBy == duty.Id && IsTimedBy(duties[index], asked))
                return true;
        }

        return false;
    }

    private static bool IsTimedBy(Duty duty, IReadOnlySet<string> asked)
    {
        for (var index = 0; index < duty.Limbs.Count; index++)
        {
            if (asked.Contains(duty.Limbs[index].Clause.Id))
                return true;
        }

        return false;
    }

    private readonly struct DutyReading(
        Duty duty,
        PolicyPacks policy,
        int version,
        Inquiry[] inquiries,
        WorkingDayCalendar calendar,
        List<Asked>? origins = null
    )
    {
        private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

        private readonly PolicyPack pack = policy.Versions[version];
        private readonly Inquiry inquiry = inquiries[version];

        private CaseHistory History => inquiry.History;

        // Each occasion apart: what one of them sets aside, the others would pay for too.
        public void AddTo(List<Obligation> obligations)
        {
            switch (duty.Occasion)
            {
                case Occasion.Once:
                    Arise(obligations, duty.Id, new Arising(History.CaseStart, null, 0));
                    break;
                case Occasion.EachPeriodOfCare when History.Period is { } period:
                    Arise(obligations, duty.IdInPeriod(period.Ordinal), new Arising(period.Arose, period.Entry ?? period.Decision, 0));
                    break;
                case Occasion.EachEvent each:
                    AddEach(obligations, each);
                    break;
                case Occasion.EachReview reviews:
                    AddEach(obligations, reviews);
                    break;
                case Occasion.EachFosterFamily when History.FosterStay(pack.Codes.PlacementsIn(CodeSets.Fostering)) is { } stay:
                    AddAt(obligations, stay, stay.Id ?? Day.Format(stay.On), 0);
                    break;
            }
        }

        private void AddEach(List<Obligation> obligations, Occasion.EachEvent each)
        {
            var from = each.WholeLife ? LocalDate.MinIsoValue : History.CaseStart;
            var number = 0;
            foreach (var happened in History.Of(each.Event.Type))
            {
                if (happened.On < from || !each.Event.Matches(happened, default))
                    continue;
                number++;
                if (each.Event.Nth == 0 || each.Event.Nth == number)
                    AddAt(obligations, happened, happened.Id ?? number.ToString(CultureInfo.InvariantCulture), 0);
            }
        }

        private void AddEach(List<Obligation> obligations, Occasion.EachReview reviews)
        {
            foreach (var review in History.Reviews)
            {
                if (review.Held is { } held && review.Number >= reviews.From && review.Number <= reviews.To)
                    AddAt(obligations, held, $"review-{review.Number}", review.Number);
            }
        }

        private void AddAt(List<Obligation> obligations, CareEvent happened, string which, int review) =>
            Arise(obligations, string.Concat(duty.Id, "@", which), Arising.From(happened, review));

        private void Arise(List<Obligation> obligations, string id, Arising arising)
        {
            if (duty.Starts is { } starts && !HasStarted(starts, ref arising))
                return;
            if (!inquiry.HoldAll(duty.When, arising))
                return;
            arising = arising with { Begun = arising.Previous };
            if (duty.Repeats)
                Repeat(obligations, id, arising);
            else if (IsGoverned(arising, arising.Arose, null) && Read(id, arising, null, arising.Arose) is { } obligation)
                Add(obligations, obligation, arising);
        }

        private void Add(List<Obligation> obligations, Obligation obligation, in Arising arising)
        {
            obligations.Add(obligation);
            origins?.Add(new Asked(obligation, inquiry, arising));
        }

        /// <summary>Whether the moment it starts at has come, or should have; it then arose that day.</summary>
        private bool HasStarted(Moment starts, ref Arising arising)
        {
            var start = inquiry.Resolve(starts, arising);
            if (!start.HasHappenedBy(History.On))
            {
                // A cadence whose first never came begins with the day it should have come.
                if (starts.IsHeldOrLatest && start.IsKnown && start.Day < History.On)
                    start = start with { At = null, Certainty = Certainty.ShouldHaveBeen };
                // A booking is something to count back from; it is not yet a review or a meeting held.
                else if (start.Source is null || starts is Moment.Review || starts.IsHeldOrLatest || duty.Repeats)
                    return false;
            }

            var shouldHaveBeen = start.Certainty == Certainty.ShouldHaveBeen;
            arising = arising with
            {
                Arose = shouldHaveBeen ? start.Day : starts.KnownSince(start, inquiry, arising),
                Event =
                    shouldHaveBeen ? null
                    : arising.Event is null || duty.Occasion is Occasion.Once or Occasion.EachPeriodOfCare ? start.Source ?? arising.Event
                    : arising.Event,
                Begun = start,
            };
            return true;
        }

        /// <summary>Whether this version is the one that governs the duty.</summary>
        /// <param name="arose">The day it arose; for a duty that repeats, the day it was last met.</param>
        private bool IsGoverned(in Arising arising, LocalDate arose, LocalDate? metFrom)
        {
            if (policy.Versions.Count == 1)
                return true;
            var first = policy.IndexInForceOn(arose);
            // Whether it was still open matters only where a later version counts open duties again.
            if (!policy.AreReclocked(first, History.On))
                return first == version;
            var closed = policy.Versions[first].Duty(duty.Id) is { } then
                ? new DutyReading(then, policy, first, inquiries, calendar).Closed(arising, metFrom)
                : null;
            return policy.IndexGoverning(arose, History.On, closed) == version;
        }

        private LocalDate? Closed(in Arising arising, LocalDate? metFrom)
        {
            var met = Met(arising, FirstDayToMeet(arising, metFrom));
            var ended = Ended(arising);
            return met is null || (ended is not null && ended.On < met.On) ? ended?.On : met.On;
        }

        private LocalDate FirstDayToMeet(in Arising arising, LocalDate? metFrom) =>
            metFrom
            ?? (
                duty.MetByAnythingEarlier ? History.CaseStart
                : duty.MetFrom is { } first && inquiry.Resolve(first, arising) is { IsKnown: true } firstDay ? firstDay.Day
                : arising.Arose
            );

        private VersionStep? WhichVersion(LocalDate arose) =>
            policy.Versions.Count == 1
                ? null
                : new VersionStep(
                    pack,
                    policy.InForceOn(arose),
                    version + 1 < policy.Versions.Count ? policy.Versions[version + 1] : null,
                    arose
                );

        // Each time it is met it starts again from that day. The last one met and the one running are enough for a page and a timeline.
        private void Repeat(List<Obligation> obligations, string id, Arising arising)
        {
            Arising? earlier = null;
            var number = 1;
            var ended = Ended(arising);
            while (Met(arising, arising.Previous.Day.PlusDays(1)) is { } met && (ended is null || met.On <= ended.On))
            {
                earlier = arising;
                number++;
                arising = arising with { Begun = MomentDay.HappenedOn(met) };
            }

            if (earlier is { } last)
                Repetition(obligations, id, number - 1, last);
            Repetition(obligations, id, number, arising);
        }

        // Each time it starts again it arises again, on the day it was last met: a new version takes it over there.
        private void Repetition(List<Obligation> obligations, string id, int number, in Arising arising)
        {
            var from = arising.Previous.Day.PlusDays(1);
            var arose = number == 1 ? arising.Arose : arising.Previous.Day;
            if (IsGoverned(arising, arose, from) && Read($"{id}.{number}", arising, from, arose) is { } obligation)
                Add(obligations, obligation, arising);
        }

        private CareEvent? Met(in Arising arising, LocalDate from)
        {
            CareEvent? first = null;
            for (var index = 0; index < duty.MetBy.Count; index++)
            {
                var selector = duty.MetBy[index];
                if (
                    inquiry.FirstMatch(selector, from, arising) is { } met
                    && (first is null || met.On < first.On)
                    && inquiry.HoldAll(selector.When, arising)
                )
                    first = met;
            }

            return duty.MetByEach.Count > 0 && MetByEach(arising, from) is { } last && (first is null || last.On < first.On) ? last : first;
        }

        /// <summary>The last of all that are needed, each the first of its kind; null while one is missing.</summary>
        private CareEvent? MetByEach(in Arising arising, LocalDate from)
        {
            CareEvent? last = null;
            for (var index = 0; index < duty.MetByEach.Count; index++)
            {
                if (First(duty.MetByEach[index], from, arising) is not { } first)
                    return null;
                if (last is null || first.On > last.On)
                    last = first;
            }

            return last;
        }

        private CareEvent? First(IReadOnlyList<Selector> selectors, LocalDate from, in Arising arising)
        {
            CareEvent? first = null;
            for (var index = 0; index < selectors.Count; index++)
            {
                if (inquiry.FirstMatch(selectors[index], from, arising) is { } match && (first is null || match.On < first.On))
                    first = match;
            }

            return first;
        }

        private Obligation? Read(string id, in Arising arising, LocalDate? metFrom, LocalDate arose)
        {
            var limbs = inquiry.Limbs;
            limbs.Clear();
            var which = WhichVersion(arose);
            LimbReading? binding = null;
            var from = FirstDayToMeet(arising, metFrom);
            var met = Met(arising, from);
            var ended = Ended(arising);
            if (met is not null && ended is not null && ended.On < met.On)
                met = null;
            var lapse = met is null && ended is null ? First(duty.LapsesAt, arising.Arose, arising) : null;
            var since = arose > LocalDate.MinIsoValue ? arose : History.FirstKnown;
            for (var index = 0; index < duty.Limbs.Count; index++)
            {
                var rule = duty.Limbs[index];
                if (!inquiry.HoldAll(rule.When, arising))
                    continue;
                var limb = Time(rule, arising, which, since);
                limbs.Add(limb);
                if (
                    limb.Due is { } day
                    && !IsSpent(limb, met?.On ?? ended?.On ?? History.On)
                    && (binding is null || (duty.Kind == DutyKind.Earliest ? day > binding.Due : limb.IsEarlierThan(binding)))
                )
                    binding = limb;
            }

            if (limbs.Count == 0)
                return null;
            var due = binding?.Due;
            var (status, reason) = Status(binding, met, ended, limbs);
            var lapsed =
                lapse is not null
                && (status is ObligationStatus.Overdue || (status.IsToBeDone() && due is null) || status is ObligationStatus.Waiting);
            if (lapsed)
                (status, reason) = (ObligationStatus.Missed, Lapse.Reason(binding, lapse!));
            var dated = status is not (ObligationStatus.Open or ObligationStatus.Waiting);
            var read = new Limb[limbs.Count];
            for (var index = 0; index < read.Length; index++)
            {
                var limb = limbs[index];
                var isBinding = ReferenceEquals(limb, binding);
                // What met the duty is said once, with the date that counted; a duty without a date says it with each clause.
                limb.Outcome = isBinding || binding is null ? (met, reason) : default;
                read[index] = new Limb
                {
                    Clause = limb.Rule.Clause.Id,
                    Force = limb.Rule.Clause.Force,
                    Due = limb.Due,
                    DueAt = limb.DueAt,
                    Binding = isBinding,
                    AnchorEventId = limb.Moment.Source?.Id,
                    Steps = limb,
                };
            }

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
                IsBreach = IsLate(status, limbs, met, ended, Force.Should),
                IsMustLate = IsLate(status, limbs, met, ended, Force.Must),
                Owner = duty.Owner,
                EscalatesTo = duty.EscalatesTo.Count > 0 ? duty.EscalatesTo : policy.Authority.EscalationAbove(duty.Owner),
                Why = reason,
                EndedBy = met is null ? ended : null,
                Version = pack.Version,
                Limbs = read,
            };
        }

        /// <param name="binding">The limb whose date counts; null where none has a date.</param>
        private (ObligationStatus, Sentence?) Status(LimbReading? binding, CareEvent? met, CareEvent? ended, List<LimbReading> limbs)
        {
            var (on, due) = (History.On, binding?.Due);
            if (duty.Kind == DutyKind.Earliest && due is { } earliest && !(ended?.On < earliest))
                return earliest > on ? (ObligationStatus.Upcoming, null) : (ObligationStatus.Met, PossibleSince(earliest));
            if (met is not null)
                return binding is { IsNeverLate: false } && binding.IsLateFor(met) && !duty.OpenOncePassed
                    ? (ObligationStatus.MetLate, null)
                    : (ObligationStatus.Met, null);
            if (ended is not null)
            {
                return binding is { IsNeverLate: false } && binding.IsLateFor(ended) && duty.Kind == DutyKind.Deadline
                    ? (ObligationStatus.Missed, Overtaken(binding, ended))
                    : (ObligationStatus.NotRequired, NoLonger(ended));
            }

            if (binding is null || due is not { } date)
            {
                string? refused = null;
                foreach (var limb in limbs)
                {
                    if (limb is { IsNeverLate: true, Due: { } looked })
                        return (ObligationStatus.Open, LookedAt(looked));
                }

                foreach (var limb in limbs)
                {
                    if (limb.Rule.Clock == ClockKind.Task)
                        return (ObligationStatus.Open, null);
                    refused ??= limb.Refused;
                }

                return (ObligationStatus.Waiting, refused is null ? null : new Sentence(refused));
            }

            var late = binding.IsLateAt(on, History.ReadAt);
            if (duty.OpenOncePassed && (late || date < on))
            {
                return (ObligationStatus.Open, AtOnce(binding, date));
            }

            if (late && duty.Kind == DutyKind.Deadline && !binding.IsNeverLate)
                return (ObligationStatus.Overdue, null);
            return (Period.DaysBetween(on, date) <= pack.DueSoonDays ? ObligationStatus.DueSoon : ObligationStatus.Upcoming, null);
        }

        // Each apart from what reads the status, or what they hold would be set aside for every duty, said or not.
        private static Sentence PossibleSince(LocalDate earliest) => new(() => $"Possible since {InWords.Day(earliest)}.");

        private static Sentence NoLonger(CareEvent ended) => new(() => $"No longer required: {LimbReading.DescribeWithDay(ended)}.");

        private static Sentence LookedAt(LocalDate looked) =>
            new(() => $"The day to look at it, {InWords.Day(looked)}, has passed; it is still to be done.");

        private static Sentence Overtaken(LimbReading binding, CareEvent ended) =>
            new(() => $"Not done by {binding.LimitInWords}; overtaken: {LimbReading.DescribeWithDay(ended)}.");

        private static Sentence AtOnce(LimbReading binding, LocalDate date) =>
            new(() => $"Not done by {(binding.DueAt is { } at ? InWords.Time(at) : InWords.Day(date))}: now to be done at once.");

        private CareEvent? Ended(in Arising arising)
        {
            var first = First(duty.Until, arising.Arose, arising);
            if (
                duty.EndsWithCare
                && History.Period?.Ceased is { } ceased
                && ceased.On >= arising.Arose
                && (first is null || ceased.On < first.On)
            )
                first = ceased;
            return first;
        }

        // What keeps the date from being the true one.
        private static string? Unknown(LimbReading? binding, List<LimbReading> limbs)
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

        // A day to look at something has done its work once it is past.
        private static bool IsSpent(LimbReading limb, LocalDate by) => limb.IsNeverLate && limb.LateAfter < by;

        private static Force Strongest(List<LimbReading> limbs)
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
        private LocalDate? TaskSince(List<LimbReading> limbs, LocalDate? since)
        {
            LocalDate? first = null;
            foreach (var limb in limbs)
            {
                if (
                    limb.Rule.Clock == ClockKind.Task
                    && limb.Moment.HasHappenedBy(History.On)
                    && limb.Moment.Day <= History.On
                    && !(first <= limb.Moment.Day)
                )
                    first = limb.Moment.Day;
            }

            return first > since ? first : since;
        }

        /// <param name="weakest">The weakest wording that counts.</param>
        private bool IsLate(ObligationStatus status, List<LimbReading> limbs, CareEvent? met, CareEvent? ended, Force weakest)
        {
            if (status is not (ObligationStatus.Overdue or ObligationStatus.Missed or ObligationStatus.MetLate))
                return false;
            foreach (var limb in limbs)
            {
                if (
                    limb is { Due: not null, IsNeverLate: false }
                    && limb.Rule.Clause.Force <= weakest
                    && ((met ?? ended) is { } closed ? limb.IsLateFor(closed) : limb.IsLateAt(History.On, History.ReadAt))
                )
                    return true;
            }

            return false;
        }

        private LimbReading Time(LimbRule rule, in Arising arising, VersionStep? which, LocalDate? since)
        {
            var moment = inquiry.Resolve(rule.Moment, arising);
            var limb = new LimbReading(rule, moment, inquiry) { Refused = moment.Refused, Version = which };
            if (rule.Moment is Moment.Birthday && History.Birth is { Month: 2, Day: 29 })
                limb.LeapDay = pack.LeapDayBirthdays;
            if (rule.Clock == ClockKind.Task || !moment.IsKnown || (rule.Clock == ClockKind.Within && !moment.CanBeCountedFrom))
                return limb;
            try
            {
                if (rule.Clock == ClockKind.Within && rule.Limit is { Unit: TimeUnit.Hours } hours && moment.At is { } ended)
                    limb.DueMinute = Clockwork.AfterHours(ended, hours.Count);
                var due = limb.DueMinute?.Date ?? rule.Clock.Date(rule, moment.Day, inquiry);
                if (rule.ExtendedTo is { } extension && inquiry.Resolve(extension, arising) is { IsKnown: true } later && later.Day > due)
                {
                    due = later.Day;
                    limb.DueMinute = null;
                    limb.Extended = later;
                }

                if (due < since && duty.Kind != DutyKind.Earliest)
                {
                    (limb.RanOutOn, limb.DueMinute) = (due, null);
                    due = since.Value;
                }

                limb.Due = due;
                limb.LateAfter = due;
                limb.ActBy = calendar.Covers(due) ? calendar.OnOrBefore(due) : null;
                if (rule.Grace is { } grace)
                    limb.LateAfter = Clockwork.After(due, grace, calendar);
            }
            catch (CalendarRangeException refusal)
            {
                limb.Refused = refusal.Message;
            }

            return limb;
        }
    }
}

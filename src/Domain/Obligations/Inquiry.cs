using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Tracking;

namespace Permanence.Domain.Obligations;

/// <summary>What a duty arose from.</summary>
/// <param name="Arose">The day it arose.</param>
/// <param name="Event">The event it arose from, where it is one.</param>
/// <param name="Review">The number of the review it arose from, or 0.</param>
/// <param name="Previous">For a repeating duty: when it was last met, or what it first counts from.</param>
internal readonly record struct Arising(LocalDate Arose, CareEvent? Event, int Review, MomentDay Previous);

/// <summary>One child's record asked on one day under one pack: resolves moments, tests conditions, finds what meets a duty.</summary>
internal sealed class Inquiry(CaseHistory history, PolicyPack pack, WorkingDayCalendar calendar)
{
    private static readonly int SiblingJoined = EventVocabulary.OrdinalOf("sibling-joined");
    private static readonly int SiblingLeft = EventVocabulary.OrdinalOf("sibling-left");

    private readonly MomentDay?[] resolved = new MomentDay?[pack.Moments.Count];

    public CaseHistory History => history;

    public LocalDate On => history.On;

    public MomentDay Resolve(Moment moment, in Arising arising)
    {
        // A council's layer may have added to a moment that a national duty names.
        moment = pack.MomentsByOrdinal[moment.Ordinal];
        if (moment.IsRelative)
            return Compute(moment, arising);
        if (resolved[moment.Ordinal] is { } known)
            return known;
        var computed = Compute(moment, arising);
        resolved[moment.Ordinal] = computed;
        return computed;
    }

    private MomentDay Compute(Moment moment, in Arising arising)
    {
        switch (moment)
        {
            case Moment.Start start:
                if (arising.Event is not { } source)
                    return new(arising.Arose, null, Certainty.Happened, null);
                var dated = MomentDay.HappenedOn(source, start.DateField);
                // A meeting whose end nobody wrote down ended on its day.
                return dated.IsKnown || start.DateField != "ended" ? dated : MomentDay.HappenedOn(source);
            case Moment.Previous:
                return arising.Previous;
            case Moment.Entry:
                return history.Period?.Entry is { } entry ? MomentDay.HappenedOn(entry) : MomentDay.Unknown;
            case Moment.LeavingCare:
                return history.Period?.Ceased is { } ceased ? MomentDay.HappenedOn(ceased) : MomentDay.Unknown;
            case Moment.Birth:
                return history.Birth is { } born ? new(born, null, Certainty.Fixed, null) : MomentDay.Unknown;
            case Moment.Birthday birthday:
                return history.Birth is { } birth ? new(Clockwork.Birthday(birth, birthday.Years, birthday.EntitlementEnds), null, Certainty.Fixed, null) : MomentDay.Unknown;
            case Moment.Happened happened:
                var found = happened.Latest
                    ? LastMatch(happened.Event, happened.WholeLife ? LocalDate.MinIsoValue : history.CaseStart, arising)
                    : FirstMatch(happened.Event, happened.WholeLife ? LocalDate.MinIsoValue : history.CaseStart, arising);
                return found is null ? MomentDay.Unknown : MomentDay.HappenedOn(found, happened.DateField);
            case Moment.Booked booked:
                return ResolveBooked(booked, arising);
            case Moment.Review review:
                return ResolveReview(review, arising);
            case Moment.PlanSince plan:
                return history.Plans.Count > 0 && history.Plans[0] is { Track: "primary" } primary && plan.Options.Contains(primary.Option)
                    ? new(primary.Since, null, Certainty.Happened, primary.Source) : MomentDay.Unknown;
            case Moment.PlacementSince stay:
                return history.PlacementSince(stay.SameAddress) is { } since ? MomentDay.HappenedOn(since) : MomentDay.Unknown;
            case Moment.EarliestOf earliest:
                return Extreme(earliest.Moments, arising, (left, right) => left < right);
            case Moment.LatestOf latest:
                return Extreme(latest.Moments, arising, (left, right) => left > right);
            default:
                throw new InvalidOperationException($"No day for {moment.GetType().Name}.");
        }
    }

    private MomentDay Extreme(IReadOnlyList<Moment> moments, in Arising arising, Func<LocalDate, LocalDate, bool> better)
    {
        var best = MomentDay.Unknown;
        foreach (var moment in moments)
        {
            var day = Resolve(moment, arising);
            if (day.IsKnown && (!best.IsKnown || better(day.Day, best.Day)))
                best = day;
        }

        return best;
    }

    private MomentDay ResolveBooked(Moment.Booked booked, in Arising arising)
    {
        if (FirstMatch(booked.Held, history.CaseStart, arising) is { } held)
            return MomentDay.HappenedOn(held);
        var booking = LastMatch(booked.Booking, history.CaseStart, arising);
        if (booking is null)
            return MomentDay.Unknown;
        if (booked.Cancelled is not null && LastMatch(booked.Cancelled, booking.On, arising) is { } cancelled && cancelled.Date("for") == booking.Date("for"))
            return MomentDay.Unknown;
        return MomentDay.HappenedOn(booking, "for");
    }

    private MomentDay ResolveReview(Moment.Review review, in Arising arising)
    {
        switch (review.Pick)
        {
            case ReviewPick.Numbered:
                return ReviewDay(review.Number, review.Latest, arising);
            case ReviewPick.Next:
                return ReviewDay(arising.Review + 1, review.Latest, arising);
            default:
                var reference = Resolve(review.Reference!, arising);
                return reference.IsKnown && history.Period?.Entry is not null ? Sequence(review, reference.Day, arising) : MomentDay.Unknown;
        }
    }

    private MomentDay ReviewDay(int number, IReadOnlyList<LatestRule> latest, in Arising arising)
    {
        if (history.ReviewNumbered(number) is { } known)
            return known.Held is { } held ? MomentDay.HappenedOn(held) : MomentDay.HappenedOn(known.Booking!, "for");
        // A later review that is held or booked makes this one history: it was not recorded, and no limit is left for it.
        var best = MomentDay.Unknown;
        for (var index = 0; index < latest.Count; index++)
        {
            var rule = latest[index];
            var from = Resolve(rule.Of, arising);
            if (!from.IsKnown || from.Certainty == Certainty.OnOrBefore || (rule.Nth > 0 && ReviewsAfter(from.Day, number) != rule.Nth - 1))
                continue;
            if (Count(from.Day, rule.Limit) is not { } day)
                return MomentDay.Unknown with { Refused = $"The latest day for a review cannot be counted from {InWords.Day(from.Day)}: there is no bank holiday data after {calendar.LastYear}." };
            if (!best.IsKnown || day < best.Day)
                best = new(day, null, Certainty.Latest, null, new LatestLimit(rule, from));
        }

        return best;
    }

    private int ReviewsAfter(LocalDate day, int beforeNumber)
    {
        var count = 0;
        foreach (var review in history.Reviews)
        {
            if (review.Day > day && review.Number < beforeNumber)
                count++;
        }

        return count;
    }

    // Reviews held and booked, then projected at the longest lawful gap: which one is last before a birthday changes with every booking.
    private MomentDay Sequence(Moment.Review review, LocalDate reference, in Arising arising)
    {
        var known = history.Reviews;
        MomentDay last = MomentDay.Unknown, beforeLast = MomentDay.Unknown;
        var number = 0;
        var days = new List<LocalDate>();
        foreach (var one in known)
        {
            var day = one.Held is { } held ? MomentDay.HappenedOn(held) : MomentDay.HappenedOn(one.Booking!, "for");
            number = Math.Max(number, one.Number);
            if (Take(day))
                return day;
        }

        // At most a review every six months until the reference: fifty are more than a childhood.
        for (var projected = 0; projected < 50; projected++)
        {
            var latest = number switch
            {
                0 => ReviewDay(1, LatestOf("first-review", review), arising),
                1 => ReviewDay(2, LatestOf("second-review", review), arising),
                _ => Project(last, review, days, arising)
            };
            number++;
            if (!latest.IsKnown || (latest.Day >= reference && review.Pick != ReviewPick.FirstFrom))
                break;
            if (Take(latest))
                return latest;
        }

        return review.Pick switch
        {
            ReviewPick.LastBefore => last,
            ReviewPick.PenultimateBefore => beforeLast,
            _ => MomentDay.Unknown
        };

        bool Take(MomentDay day)
        {
            days.Add(day.Day);
            if (review.Pick == ReviewPick.FirstFrom)
            {
                last = day;
                return day.Day >= reference;
            }

            if (day.Day < reference)
                (beforeLast, last) = (last, day);
            return false;
        }
    }

    private MomentDay Project(MomentDay last, Moment.Review review, List<LocalDate> days, in Arising arising)
    {
        var best = MomentDay.Unknown;
        for (var index = 0; index < review.Latest.Count && last.IsKnown; index++)
        {
            var rule = review.Latest[index];
            var from = rule.Of is Moment.Previous ? last : Resolve(rule.Of, arising);
            if (!from.IsKnown || (rule.Nth > 0 && days.Count(day => day > from.Day) != rule.Nth - 1))
                continue;
            if (Count(from.Day, rule.Limit) is not { } latest)
                return MomentDay.Unknown;
            if (!best.IsKnown || latest < best.Day)
                best = new(latest, null, Certainty.Latest, null, new LatestLimit(rule, from));
        }

        return best;
    }

    private LocalDate? Count(LocalDate from, TimeLimit limit)
    {
        try
        {
            return Clockwork.After(from, limit, false, calendar);
        }
        catch (CalendarRangeException)
        {
            return null;
        }
    }

    private IReadOnlyList<LatestRule> LatestOf(string name, Moment.Review otherwise) =>
        pack.Moments.TryGetValue(name, out var moment) && moment is Moment.Review numbered ? numbered.Latest : otherwise.Latest;

    /// <summary>The first event a selector picks, on or after a day.</summary>
    public CareEvent? FirstMatch(Selector selector, LocalDate from, in Arising arising)
    {
        if (selector.ReviewNumber > 0)
            return history.ReviewNumbered(selector.ReviewNumber)?.Held is { } held && held.On >= from ? held : null;
        var seen = 0;
        foreach (var happened in history.Of(selector.Type))
        {
            if (happened.On < from || (selector.Later && happened.On <= arising.Arose) || !Matches(selector, happened, arising))
                continue;
            if (++seen >= selector.Nth)
                return happened;
        }

        return null;
    }

    private CareEvent? LastMatch(Selector selector, LocalDate from, in Arising arising)
    {
        var events = history.Of(selector.Type);
        for (var index = events.Length - 1; index >= 0 && events[index].On >= from; index--)
        {
            if (Matches(selector, events[index], arising))
                return events[index];
        }

        return null;
    }

    public static bool Matches(Selector selector, CareEvent happened, in Arising arising)
    {
        if (!FieldsHold(selector.Where, happened))
            return false;
        for (var index = 0; index < selector.Matching.Count; index++)
        {
            var (field, other) = selector.Matching[index];
            if (arising.Event is not { } source)
                return false;
            var expected = other == "id" ? source.Id : source.Fields[other];
            if (!Equals(happened.Fields[field], expected))
                return false;
        }

        return true;
    }

    private static bool FieldsHold(IReadOnlyList<FieldTest> tests, CareEvent happened)
    {
        for (var index = 0; index < tests.Count; index++)
        {
            var test = tests[index];
            var value = happened.Fields[test.Field];
            if (test.Absent ? value is not null : value is null || (test.Values.Count > 0 && !Contains(test.Values, value)))
                return false;
        }

        return true;

        static bool Contains(IReadOnlyList<object> values, object value)
        {
            for (var index = 0; index < values.Count; index++)
            {
                if (values[index].Equals(value))
                    return true;
            }

            return false;
        }
    }

    public bool Holds(Condition condition, in Arising arising)
    {
        switch (condition)
        {
            case Condition.LookedAfter looked:
                var tested = looked.At is null ? On : Resolve(looked.At, arising) is { IsKnown: true } at ? at.Day : On;
                return history.LookedAfterOn(tested) == looked.Expected;
            case Condition.Age age:
                if (history.Birth is not { } born)
                    return false;
                var day = age.At is null ? On : Resolve(age.At, arising) is { IsKnown: true } moment ? moment.Day : On;
                var years = Clockwork.AgeOn(born, day);
                return (age.From is not { } from || years >= from) && (age.Under is not { } under || years < under);
            case Condition.EntryBasis basis:
                return history.Period is { } period && basis.Bases.Contains(period.Basis);
            case Condition.Plan plan:
                return history.Plans.Any(live => plan.Options.Contains(live.Option) && (plan.Tracks.Count == 0 || plan.Tracks.Contains(live.Track)));
            case Condition.Placement placement:
                return history.Placement is { } current
                    && ((placement.EarlyPermanence && current.Flag("earlyPermanence") == true) || placement.Codes.Contains(current.Text("placement")!));
            case Condition.OrderInForce orders:
                return orders.Orders.Any(order => history.OrderInForce(order) is not null);
            case Condition.Siblings siblings:
                return (history.Child.Siblings.Count > 0 || history.Of(SiblingJoined).Length > history.Of(SiblingLeft).Length) == siblings.Expected;
            case Condition.Elapsed elapsed:
                if (Resolve(elapsed.Since, arising) is not { IsKnown: true } begun)
                    return false;
                return (elapsed.AtLeast is not { } atLeast || Clockwork.After(begun.Day, atLeast, false, calendar) <= On)
                    && (elapsed.MoreThan is not { } moreThan || Clockwork.After(begun.Day, moreThan, false, calendar) < On)
                    && (elapsed.AtMost is not { } atMost || Clockwork.After(begun.Day, atMost, false, calendar) >= On);
            case Condition.Unborn unborn:
                var birthDay = unborn.At is null ? On : Resolve(unborn.At, arising) is { IsKnown: true } birthTested ? birthTested.Day : On;
                return history.Birth is { } expected && expected > birthDay;
            case Condition.StartFields start:
                return arising.Event is { } origin && FieldsHold(start.Where, origin);
            case Condition.Happened happened:
                var since = happened.When switch
                {
                    HappenedWhen.SinceTheStart => arising.Arose,
                    HappenedWhen.InTheChildsLife => LocalDate.MinIsoValue,
                    _ => history.CaseStart
                };
                return FirstMatch(happened.Event, since, arising) is { } match && (happened.When != HappenedWhen.ByTheStart || match.On <= arising.Arose);
            case Condition.Known known:
                return Resolve(known.Moment, arising).IsKnown;
            case Condition.Not not:
                return !Holds(not.Inner, arising);
            case Condition.Any any:
                foreach (var one in any.Conditions)
                {
                    if (Holds(one, arising))
                        return true;
                }

                return false;
            default:
                throw new InvalidOperationException($"No test for {condition.GetType().Name}.");
        }
    }

    public bool HoldAll(IReadOnlyList<Condition> conditions, in Arising arising)
    {
        // By index: this runs for every duty of every child on a board, and an enumerator of an interface is an allocation.
        for (var index = 0; index < conditions.Count; index++)
        {
            if (!Holds(conditions[index], arising))
                return false;
        }

        return true;
    }
}

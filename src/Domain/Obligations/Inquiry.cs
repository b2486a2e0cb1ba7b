using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>What a duty arose from.</summary>
/// <param name="Arose">The day it arose.</param>
/// <param name="Event">The event it arose from, where it is one.</param>
/// <param name="Review">The number of the review it arose from, or 0.</param>
/// <param name="Previous">For a repeating duty: when it was last met, or what it first counts from.</param>
internal readonly record struct Arising(LocalDate Arose, CareEvent? Event, int Review, MomentDay Previous);

/// <summary>One child's record asked on one day under one pack: resolves moments and finds events.</summary>
internal sealed class Inquiry
{
    private readonly CaseHistory history;
    private readonly PolicyPack pack;
    private readonly ReviewDays reviews;
    private readonly MomentDay?[] resolved;
    private Dictionary<Selector, SelectedEvents>? selected;

    /// <summary>
    /// Whether who was born on 29 February reaches an age on 1 March in an ordinary year, where the council has chosen. Until it does, an
    /// age that ends an entitlement is reached on 1 March and any other on 28 February.
    /// </summary>
    public bool? LeapDayOnFirstOfMarch { get; }

    public Inquiry(CaseHistory history, PolicyPack pack, WorkingDayCalendar calendar)
    {
        (this.history, this.pack, Calendar) = (history, pack, calendar);
        LeapDayOnFirstOfMarch = pack.LeapDayBirthdays?.Value is { } chosen ? chosen == PackSetting.FirstOfMarch : null;
        reviews = new ReviewDays(this, pack);
        resolved = new MomentDay?[pack.Moments.Count];
    }

    public CaseHistory History => history;

    public WorkingDayCalendar Calendar { get; }

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
                return history.Left is { } ceased ? MomentDay.HappenedOn(ceased) : MomentDay.Unknown;
            case Moment.Birth:
                return history.Birth is { } born ? new(born, null, Certainty.Fixed, null) : MomentDay.Unknown;
            case Moment.Birthday birthday:
                return history.Birth is { } birth
                    ? new(
                        Clockwork.Birthday(birth, birthday.Years, LeapDayOnFirstOfMarch ?? birthday.EntitlementEnds),
                        null,
                        Certainty.Fixed,
                        null
                    )
                    : MomentDay.Unknown;
            case Moment.Happened happened:
                var found = happened.Latest
                    ? LastMatch(happened.Event, happened.WholeLife ? LocalDate.MinIsoValue : history.CaseStart, arising)
                    : FirstMatch(happened.Event, happened.WholeLife ? LocalDate.MinIsoValue : history.CaseStart, arising);
                return found is null ? MomentDay.Unknown : MomentDay.HappenedOn(found, happened.DateField);
            case Moment.Booked booked:
                return ResolveBooked(booked, arising);
            case Moment.Review review:
                return reviews.Day(review, arising);
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
        if (
            booked.Cancelled is not null
            && LastMatch(booked.Cancelled, booking.On, arising) is { } cancelled
            && cancelled.Date("for") == booking.Date("for")
        )
            return MomentDay.Unknown;
        return MomentDay.HappenedOn(booking, "for");
    }

    /// <summary>The first event a selector picks, on or after a day.</summary>
    public CareEvent? FirstMatch(Selector selector, LocalDate from, in Arising arising)
    {
        if (selector.ReviewNumber > 0)
            return history.ReviewNumbered(selector.ReviewNumber)?.Held is { } held && held.On >= from ? held : null;
        var events = history.Since(selector.Type, from);
        if (events.Length > SelectedEvents.WorthRemembering)
            return Selected(selector).First(history, selector, from, arising);
        var seen = 0;
        foreach (var happened in events)
        {
            if ((selector.Later && happened.On <= arising.Arose) || !Matches(selector, happened, arising))
                continue;
            if (++seen >= selector.Nth)
                return happened;
        }

        return null;
    }

    private CareEvent? LastMatch(Selector selector, LocalDate from, in Arising arising)
    {
        var events = history.Since(selector.Type, from);
        if (events.Length > SelectedEvents.WorthRemembering)
            return Selected(selector).Last(history, selector, from, arising);
        for (var index = events.Length - 1; index >= 0; index--)
        {
            if (Matches(selector, events[index], arising))
                return events[index];
        }

        return null;
    }

    private SelectedEvents Selected(Selector selector)
    {
        selected ??= new(ReferenceEqualityComparer.Instance);
        if (!selected.TryGetValue(selector, out var events))
            selected[selector] = events = SelectedEvents.Of(selector, history.Of(selector.Type));
        return events;
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

    public static bool FieldsHold(IReadOnlyList<FieldTest> tests, CareEvent happened)
    {
        for (var index = 0; index < tests.Count; index++)
        {
            var test = tests[index];
            var value = happened.Fields[test.Field];
            if (
                test.Absent
                    ? value is not null
                    : value is null
                        || (test.Values.Count > 0 && !Contains(test.Values, value))
                        || (test.From is { } least && value is int number && number < least)
            )
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
}

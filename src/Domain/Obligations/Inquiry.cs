using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>One child's record asked on one day under one pack: resolves moments and finds events.</summary>
internal sealed class Inquiry : IInquiry
{
    private static readonly int PlanSet = EventVocabulary.OrdinalOf(EventTypes.PlanSet);

    private readonly CaseHistory history;
    private readonly ReviewDays reviews;
    private readonly MomentDay?[] resolved;
    private readonly (string? Asked, PickedEvents Events)[] picked;
    private (CareEvent? Event, string Field, MomentDay Day) dated = (null, "", MomentDay.Unknown);
    private Dictionary<Selector, SelectedEvents>? selected;
    private Dictionary<Selector, PickedEvents>? begun;
    private Arising? ofPeriod;

    /// <summary>
    /// Whether who was born on 29 February reaches an age on 1 March in an ordinary year, where the council has chosen. Until it does, an
    /// age that ends an entitlement is reached on 1 March and any other on 28 February.
    /// </summary>
    public bool? LeapDayOnFirstOfMarch { get; }

    public Inquiry(CaseHistory history, PolicyPack pack, WorkingDayCalendar calendar)
    {
        (this.history, Pack, Calendar) = (history, pack, calendar);
        LeapDayOnFirstOfMarch = pack.LeapDayOnFirstOfMarch;
        reviews = new ReviewDays(this, pack);
        Bookings = new Bookings(this);
        resolved = new MomentDay?[pack.Moments.Count];
        picked = new (string?, PickedEvents)[pack.EntryKinds];
    }

    public CaseHistory History => history;

    public PolicyPack Pack { get; }

    public WorkingDayCalendar Calendar { get; }

    /// <summary>What is booked for the day asked about or later.</summary>
    public Bookings Bookings { get; }

    /// <summary>The limbs of the duty that is being read: one list for all of them, because each is done with before the next.</summary>
    public List<LimbReading> Limbs { get; } = new(4);

    public LocalDate On => history.On;

    /// <summary>What arises from the present period of care: the same for every duty that does.</summary>
    public Arising FromPeriod(PeriodOfCare period)
    {
        if (ofPeriod is { } known)
            return known;
        var arising = new Arising(period.Arose, period.Entry ?? period.Decision, 0);
        arising.Begun = arising.Previous;
        ofPeriod = arising;
        return arising;
    }

    public MomentDay Resolve(Moment moment, in Arising arising)
    {
        // A council's layer may have added to a moment that a national duty names.
        moment = Pack.MomentsByOrdinal[moment.Ordinal];
        if (moment.IsRelative)
            return moment.Day(this, arising);
        if (resolved[moment.Ordinal] is { } known)
            return known;
        var computed = moment.Day(this, arising);
        resolved[moment.Ordinal] = computed;
        return computed;
    }

    public MomentDay DayOf(CareEvent happened, string dateField)
    {
        // The conditions and limbs of a duty ask for the same one after another.
        if (!ReferenceEquals(dated.Event, happened) || dated.Field != dateField)
            dated = (happened, dateField, MomentDay.HappenedOn(happened, dateField));
        return dated.Day;
    }

    public MomentDay ReviewDay(Moment.Review review, in Arising arising) => reviews.Day(review, arising);

    public LocalDate After(LocalDate day, TimeLimit limit) => Clockwork.After(day, limit, Calendar);

    public LocalDate Before(LocalDate day, TimeLimit limit) => Clockwork.Before(day, limit, Calendar);

    public MomentDay LatestAfter(LocalDate day, TimeLimit limit) => reviews.LatestAfter(day, limit);

    public int? AgeOn(LocalDate day) => history.Birth is { } born ? Birthdays.AgeOn(born, day, LeapDayOnFirstOfMarch ?? false) : null;

    public LocalDate? Birthday(int years, bool endsEntitlement) =>
        history.Birth is { } born ? Birthdays.Of(born, years, LeapDayOnFirstOfMarch ?? endsEntitlement) : null;

    public bool HoldAll(ImmutableArray<Condition> conditions, in Arising arising)
    {
        for (var index = 0; index < conditions.Length; index++)
        {
            if (!conditions[index].Holds(this, arising))
                return false;
        }

        return true;
    }

    /// <summary>Events that had happened by the day asked about, as a selector asks for them, whatever they have to agree with.</summary>
    public PickedEvents Picked(Selector selector)
    {
        // Most of what a policy asks for, one record has none of.
        if (!PickedEvents.MayBeIn(history, selector))
            return PickedEvents.None;
        var (asked, number) = selector.Kind;
        // A selector that was not read with this pack may have the number of another here, or none.
        if (asked is null || number >= picked.Length)
            return PickedEvents.Of(selector, history);
        ref var kept = ref picked[number];
        if (!ReferenceEquals(kept.Asked, asked))
            kept = (asked, PickedEvents.Of(selector, history));
        return kept.Events;
    }

    /// <summary>What a duty may arise from or be ended by: the same, and of plans also those that were only agreed.</summary>
    public PickedEvents Begun(Selector selector)
    {
        if (selector.Type != PlanSet || history.PlansAgreedUnset.IsEmpty)
            return Picked(selector);
        begun ??= new(ReferenceEqualityComparer.Instance);
        if (!begun.TryGetValue(selector, out var events))
            begun[selector] = events = PickedEvents.OfPlans(selector, Picked(selector), history);
        return events;
    }

    public ReadOnlySpan<CareEvent> Since(Selector selector, LocalDate from) => history.Since(Picked(selector).Events, selector.Type, from);

    /// <summary>The first event a selector picks, on or after a day.</summary>
    public CareEvent? FirstMatch(Selector selector, LocalDate from, in Arising arising)
    {
        if (selector.ReviewNumber > 0)
            return history.ReviewNumbered(selector.ReviewNumber)?.Held is { } held && held.On >= from ? held : null;
        var picked = Picked(selector).Events;
        if (picked.IsEmpty)
            return null;
        var events = history.Since(picked, selector.Type, from);
        if (events.Length > SelectedEvents.WorthRemembering)
            return Selected(selector).First(history, selector, from, arising);
        return First(events, selector, arising);
    }

    private static CareEvent? First(ReadOnlySpan<CareEvent> events, Selector selector, in Arising arising)
    {
        var seen = 0;
        CareEvent? counted = null;
        foreach (var happened in events)
        {
            if ((selector.Later && happened.On <= arising.Arose) || !selector.Agrees(happened, arising))
                continue;
            if (counted is not null && OneThing.Is(counted, happened))
                continue;
            if (++seen >= selector.Nth)
                return happened;
            counted = happened;
        }

        return null;
    }

    /// <summary>The first on or after a day, of what <see cref="Begun"/> says.</summary>
    public CareEvent? FirstBegun(Selector selector, LocalDate from, in Arising arising)
    {
        if (selector.Type != PlanSet || selector.Nth > 1 || history.PlansAgreedUnset.IsEmpty)
            return FirstMatch(selector, from, arising);
        return First(history.Since(Begun(selector).Events, selector.Type, from), selector, arising);
    }

    /// <summary>The last event a selector picks, on or after a day.</summary>
    public CareEvent? LastMatch(Selector selector, LocalDate from, in Arising arising)
    {
        var events = Since(selector, from);
        if (events.Length > SelectedEvents.WorthRemembering)
            return Selected(selector).Last(history, selector, from, arising);
        for (var index = events.Length - 1; index >= 0; index--)
        {
            if (selector.Agrees(events[index], arising))
                return events[index];
        }

        return null;
    }

    private SelectedEvents Selected(Selector selector)
    {
        selected ??= new(ReferenceEqualityComparer.Instance);
        if (!selected.TryGetValue(selector, out var events))
            selected[selector] = events = SelectedEvents.Of(selector, Picked(selector).Events);
        return events;
    }
}

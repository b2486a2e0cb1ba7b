using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies;

/// <summary>One child's record asked on one day under one pack: what conditions and moments ask of it.</summary>
internal interface IInquiry
{
    CaseHistory History { get; }

    /// <summary>The day asked about.</summary>
    LocalDate On { get; }

    MomentDay Resolve(Moment moment, in Arising arising);

    /// <summary>The day of a date that an event holds; of its own, <c>on</c>.</summary>
    MomentDay DayOf(CareEvent happened, string dateField);

    /// <summary>The day of a review: held, booked, or the latest that the rules allow.</summary>
    MomentDay ReviewDay(Moment.Review review, in Arising arising);

    /// <summary>The events a selector asks for, on or after a day, whatever they have to agree with.</summary>
    ReadOnlySpan<CareEvent> Since(Selector selector, LocalDate from);

    /// <summary>The first event a selector picks, on or after a day.</summary>
    CareEvent? FirstMatch(Selector selector, LocalDate from, in Arising arising);

    /// <summary>The same of what something follows from or is ended by: a plan that was agreed and never set is a plan too.</summary>
    CareEvent? FirstBegun(Selector selector, LocalDate from, in Arising arising);

    /// <summary>The last event a selector picks, on or after a day.</summary>
    CareEvent? LastMatch(Selector selector, LocalDate from, in Arising arising);

    /// <summary>The day so long after another, which is day 0.</summary>
    LocalDate After(LocalDate day, TimeLimit limit);

    /// <summary>The day so long before another, which is day 0.</summary>
    LocalDate Before(LocalDate day, TimeLimit limit);

    /// <summary>The latest day that a limit allows; unknown with the reason where the calendar does not reach.</summary>
    MomentDay LatestAfter(LocalDate day, TimeLimit limit);

    /// <summary>Age in completed years on a day; null where no birth is recorded.</summary>
    int? AgeOn(LocalDate day);

    /// <summary>A birthday; null where no birth is recorded.</summary>
    /// <param name="endsEntitlement">Where the council has not chosen, whether it falls on 1 March for who was born on 29 February.</param>
    LocalDate? Birthday(int years, bool endsEntitlement);
}

/// <summary>
/// What a duty arose from. What it begins with is found out once it has arisen and put in its place: to copy the whole of it just then
/// would make the processor wait for what it has only begun to write.
/// </summary>
/// <param name="Arose">The day it arose.</param>
/// <param name="Event">The event it arose from, where it is one.</param>
/// <param name="Review">The number of the review it arose from, or 0.</param>
/// <param name="Begun">What it first counts from, or when it was last met, where that is not the day or the event it arose from.</param>
internal record struct Arising(LocalDate Arose, CareEvent? Event, int Review, MomentDay? Begun = null)
{
    /// <summary>Whether it arose each time such an event happened, so that it counts from that.</summary>
    public bool EachTime { get; private init; }

    /// <summary>What arises each time such an event happens, or is asked about one that is about to be recorded.</summary>
    public static Arising From(CareEvent happened, int review = 0) => new(happened.On, happened, review) { EachTime = true };

    /// <summary>
    /// For a repeating duty: when it was last met, or what it first counts from. Worked out when asked, because most duties do not ask.
    /// Unknown where nothing arose.
    /// </summary>
    public readonly MomentDay Previous =>
        Begun
        ?? (
            Arose == default ? MomentDay.Unknown
            : EachTime ? MomentDay.HappenedOn(Event!)
            : new(Arose, null, Certainty.Happened, Event)
        );
}

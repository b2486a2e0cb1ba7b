using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Occasions;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Obligations;

/// <summary>How often a duty arises for a child, when, and under which version of the policy.</summary>
internal readonly struct DutyReading(Duty duty, int version, PolicyReading reading)
{
    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

    private readonly Inquiry inquiry = reading.Under(version);

    private CaseHistory History => inquiry.History;

    private DutyEvidence Evidence => new(duty, inquiry);

    /// <summary>Adds what it asks. Each occasion apart: what one of them sets aside, the others would pay for too.</summary>
    public void Add()
    {
        switch (duty.Occasion)
        {
            case Occasion.Once:
                AddOnce();
                break;
            case Occasion.EachPeriodOfCare when History.Period is { } period:
                Add(period);
                break;
            case Occasion.EachEvent each:
                AddEach(each);
                break;
            case Occasion.EachReview reviews:
                AddEach(reviews);
                break;
            case Occasion.EachFosterFamily when History.FosterStay(inquiry.Pack.Codes.PlacementsIn(CodeSets.Fostering)) is { } stay:
                Add(stay);
                break;
        }
    }

    private void AddOnce()
    {
        var arising = new Arising(History.CaseStart, null, 0);
        if (Arises(ref arising))
            Add(duty.Id, arising);
    }

    private void Add(PeriodOfCare period)
    {
        var arising = inquiry.FromPeriod(period);
        if (Arises(ref arising))
            Add(duty.IdInPeriod(period.Ordinal), arising);
    }

    private void AddEach(Occasion.EachEvent each)
    {
        var picked = inquiry.Begun(each.Event);
        var events = picked.Events;
        int number = 0,
            counted = 0;
        CareEvent? before = null;
        for (var index = each.WholeLife ? 0 : EventSearch.CountBefore(events, History.CaseStart); index < events.Length; index++)
        {
            var happened = events[index];
            number++;
            var twice = before is not null && OneThing.Is(before, happened);
            // What two people wrote down of one thing asks once, unless the second says more of it.
            if (twice && ReferenceEquals(OneThing.Together(before!, happened), before))
                continue;
            if (!twice)
                counted++;
            before = happened;
            if (each.Event.Nth > 0 && each.Event.Nth != counted)
                continue;
            var arising = picked.ArisingFrom(index);
            if (Arises(ref arising))
                Add(IdAt(happened.Id ?? number.ToString(CultureInfo.InvariantCulture)), arising);
        }
    }

    private void AddEach(Occasion.EachReview reviews)
    {
        var all = History.Reviews;
        for (var index = 0; index < all.Count; index++)
        {
            var review = all[index];
            if (review.Held is not { } held || review.Number < reviews.From || review.Number > reviews.To)
                continue;
            var arising = Arising.From(held, review.Number);
            if (Arises(ref arising))
                Add(IdAt($"review-{review.Number}"), arising);
        }
    }

    private void Add(CareEvent stay)
    {
        var arising = Arising.From(stay);
        if (Arises(ref arising))
            Add(IdAt(stay.Id ?? Day.Format(stay.On)), arising);
    }

    private string IdAt(string which) => string.Concat(duty.Id, "@", which);

    /// <summary>Whether it has started and applies to the child.</summary>
    private bool Arises(ref Arising arising)
    {
        if (duty.Starts is { } starts && !HasStarted(starts, ref arising))
            return false;
        // Worked out once for its conditions and its clocks, most of which ask.
        arising.Begun = arising.Previous;
        return inquiry.HoldAll(duty.When, arising);
    }

    private void Add(string id, in Arising arising)
    {
        if (duty.Repeats)
            Repeat(id, arising);
        else if (IsGoverned(arising, arising.Arose, null))
            Add(id, arising, null, arising.Arose);
    }

    /// <param name="metFrom">The first day on which something can meet it; null where the duty says it.</param>
    /// <param name="arose">The day it arose; for a duty that repeats, the day it was last met.</param>
    private void Add(string id, in Arising arising, LocalDate? metFrom, LocalDate arose)
    {
        if (new ObligationReading(duty, inquiry, reading.Policy).Read(id, arising, metFrom, arose, WhichVersion(arose)) is { } obligation)
            reading.Add(obligation, inquiry, arising);
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
        arising.Arose = shouldHaveBeen ? start.Day : starts.KnownSince(start, inquiry, arising);
        if (shouldHaveBeen)
            arising.Event = null;
        else if (arising.Event is null || duty.Occasion is Occasion.Once or Occasion.EachPeriodOfCare)
            arising.Event = start.Source ?? arising.Event;
        arising.Begun = start;
        return true;
    }

    /// <summary>Whether this version is the one that governs the duty.</summary>
    /// <param name="arose">The day it arose; for a duty that repeats, the day it was last met.</param>
    private bool IsGoverned(in Arising arising, LocalDate arose, LocalDate? metFrom)
    {
        var policy = reading.Policy;
        if (policy.Versions.Count == 1)
            return true;
        var first = policy.IndexInForceOn(arose);
        // Whether it was still open matters only where a later version counts open duties again.
        if (!policy.AreReclocked(first, History.On))
            return first == version;
        var closed = policy.Versions[first].Duty(duty.Id) is { } then
            ? new DutyEvidence(then, reading.Under(first)).Closed(arising, metFrom)
            : null;
        return policy.IndexGoverning(arose, History.On, closed) == version;
    }

    private VersionStep? WhichVersion(LocalDate arose) =>
        reading.Policy.Versions is { Count: > 1 } versions
            ? new VersionStep(
                inquiry.Pack,
                reading.Policy.InForceOn(arose),
                version + 1 < versions.Count ? versions[version + 1] : null,
                arose
            )
            : null;

    // Each time it is met it starts again from that day. The last one met and the one running are enough for a page and a timeline.
    private void Repeat(string id, Arising arising)
    {
        Arising? earlier = null;
        var number = 1;
        var ended = Evidence.Ended(arising);
        while (Evidence.Met(arising, arising.Previous.Day.PlusDays(1)) is { } met && (ended is null || met.On <= ended.On))
        {
            earlier = arising;
            number++;
            arising.Begun = MomentDay.HappenedOn(met);
        }

        if (earlier is { } last)
            Repetition(id, number - 1, last);
        Repetition(id, number, arising);
    }

    // Each time it starts again it arises again, on the day it was last met: a new version takes it over there.
    private void Repetition(string id, int number, in Arising arising)
    {
        var from = arising.Previous.Day.PlusDays(1);
        var arose = number == 1 ? arising.Arose : arising.Previous.Day;
        if (IsGoverned(arising, arose, from))
            Add($"{id}.{number}", arising, from, arose);
    }
}

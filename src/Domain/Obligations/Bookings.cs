using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>
/// What is booked for the day asked about or later, and neither cancelled nor held: meetings, the next review, the agency's decision. A
/// later booking of the same meeting (of the same kind, about the same family) takes the place of the earlier one.
/// </summary>
internal sealed class Bookings(Inquiry inquiry)
{
    private static readonly int MeetingBooked = EventVocabulary.OrdinalOf(EventTypes.MeetingBooked);
    private static readonly int MeetingCancelled = EventVocabulary.OrdinalOf(EventTypes.MeetingCancelled);
    private static readonly int MeetingHeld = EventVocabulary.OrdinalOf(EventTypes.MeetingHeld);
    private static readonly int ReviewHeld = EventVocabulary.OrdinalOf(EventTypes.ReviewHeld);
    private static readonly int DecisionMade = EventVocabulary.OrdinalOf(EventTypes.ShouldBePlacedDecided);
    private static readonly int DecisionBooked = EventVocabulary.OrdinalOf(EventTypes.AgencyDecisionBooked);

    // What a booking says of the meeting that is to be held.
    private static readonly string[] Known = ["meeting", "kind", "family"];

    private List<CareEvent>? meetings;
    private (LocalDate? Day, bool Read) review;

    /// <summary>
    /// The first day for which what would meet a duty is booked: of what takes several things, all that are still missing.
    /// </summary>
    /// <param name="from">The first day on which one of several counts.</param>
    public LocalDate? ToMeet(Duty duty, LocalDate from, in Arising arising)
    {
        var first = ToMeet(duty.MetBy, arising);
        LocalDate? last = null;
        for (var index = 0; index < duty.MetByEach.Length; index++)
        {
            if (IsDone(duty.MetByEach[index], from, arising))
                continue;
            if (ToMeet(duty.MetByEach[index], arising) is not { } day)
                return first;
            if (!(last >= day))
                last = day;
        }

        return last is null || first <= last ? first : last;
    }

    private bool IsDone(ImmutableArray<Selector> selectors, LocalDate from, in Arising arising)
    {
        for (var index = 0; index < selectors.Length; index++)
        {
            if (inquiry.FirstMatch(selectors[index], from, arising) is not null)
                return true;
        }

        return false;
    }

    private LocalDate? ToMeet(ImmutableArray<Selector> metBy, in Arising arising)
    {
        LocalDate? first = null;
        for (var index = 0; index < metBy.Length; index++)
        {
            var type = metBy[index].Type;
            var day =
                type == MeetingHeld ? Meeting(metBy[index], arising)
                : type == ReviewHeld ? Review(metBy[index])
                : type == DecisionMade ? Decision()
                : null;
            if (day is not null && !(first <= day) && inquiry.HoldAll(metBy[index].When, arising))
                first = day;
        }

        return first;
    }

    private LocalDate? Meeting(Selector selector, in Arising arising)
    {
        meetings ??= LiveMeetings();
        foreach (var booking in meetings)
        {
            if (selector.Matches(booking, arising))
                return IsKnownOfABooking(selector) ? booking.Date("for") : null;
        }

        return null;
    }

    // What only the meeting itself can say, as that it confirmed a plan, nobody knows of one that is booked.
    private static bool IsKnownOfABooking(Selector selector) => selector.Where.All(test => Known.Contains(test.Field));

    private LocalDate? Review(Selector selector)
    {
        if (selector.ReviewNumber > 0)
            return
                inquiry.History.ReviewNumbered(selector.ReviewNumber) is { Held: null, Booking: { } booked }
                && booked.Date("for") is { } day
                && day >= inquiry.On
                ? day
                : null;
        if (selector.Where.Length > 0)
            return null;
        if (!review.Read)
            review = (NextReview(), true);
        return review.Day;
    }

    private LocalDate? NextReview()
    {
        LocalDate? next = null;
        foreach (var one in inquiry.History.Reviews)
        {
            if (one.Held is null && one.Day >= inquiry.On && !(next <= one.Day))
                next = one.Day;
        }

        return next;
    }

    private LocalDate? Decision()
    {
        var booked = inquiry.History.Of(DecisionBooked);
        return booked.Length > 0 && booked[^1].Date("for") is { } day && day >= inquiry.On ? day : null;
    }

    private List<CareEvent> LiveMeetings()
    {
        var live = new List<CareEvent>();
        var booked = inquiry.History.Of(MeetingBooked);
        if (booked.Length == 0)
            return live;
        var seen = new HashSet<(string?, string?, string?, string?)>();
        for (var index = booked.Length - 1; index >= 0; index--)
        {
            var booking = booked[index];
            if (
                seen.Add((booking.Text("meetingId"), booking.Text("meeting"), booking.Text("kind"), booking.Text("family")))
                && booking.Date("for") >= inquiry.On
                && !Is(MeetingCancelled, booking)
                && !Is(MeetingHeld, booking)
            )
                live.Add(booking);
        }

        live.Sort(static (left, right) => left.Date("for")!.Value.CompareTo(right.Date("for")!.Value));
        return live;
    }

    /// <summary>Whether the meeting that was booked was cancelled, or held on its day, since.</summary>
    private bool Is(int type, CareEvent booking)
    {
        foreach (var later in inquiry.History.Since(type, booking.On))
        {
            if (
                later.Text("meeting") == booking.Text("meeting")
                && (type == MeetingCancelled ? later.Date("for") : later.On) == booking.Date("for")
            )
                return true;
        }

        return false;
    }
}

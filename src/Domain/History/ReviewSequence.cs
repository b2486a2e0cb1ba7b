using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A statutory review: held, booked, or both.</summary>
public sealed record Review(int Number, CareEvent? Held, CareEvent? Booking)
{
    /// <summary>The day held, else the day booked for.</summary>
    public LocalDate Day => Held?.On ?? Booking!.Date("for")!.Value;
}

internal static class ReviewSequence
{
    private static readonly int ReviewHeld = EventVocabulary.OrdinalOf("review-held");
    private static readonly int ReviewBooked = EventVocabulary.OrdinalOf("review-booked");
    private static readonly int ReviewCancelled = EventVocabulary.OrdinalOf("review-cancelled");

    /// <summary>The reviews of the present period of care, held, booked or both, by number.</summary>
    public static IReadOnlyList<Review> Read(CaseHistory history)
    {
        var read = new List<Review>(4);
        if (history.Period is not { } period)
            return read;
        var held = history.Of(ReviewHeld);
        var booked = history.Of(ReviewBooked);
        var cancelled = history.Of(ReviewCancelled);
        var from = period.Entry?.On ?? period.CaseStart;
        var to = period.Ceased?.On ?? LocalDate.MaxIsoValue;
        // Where care began before the record does, so may reviews have: the first one known is the second or a later one.
        var number = period.Entry?.Flag("onOrBefore") == true ? 1 : 0;
        foreach (var review in held)
        {
            if (review.On < from || review.On > to)
                continue;
            number = review.Number("number") ?? number + 1;
            Set(number, review, null);
        }

        foreach (var booking in booked)
        {
            if (booking.On < period.CaseStart || booking.On > to)
                continue;
            // Without a number, a booking is for the next review after those held by then.
            var forNumber = booking.Number("number") ?? NextAfter(booking.On);
            Set(forNumber, null, booking);
        }

        foreach (var cancellation in cancelled)
        {
            var index = read.FindIndex(review => review.Booking is { } booking && booking.Date("for") == cancellation.Date("for")
                && booking.On <= cancellation.On && (cancellation.Number("number") is not { } which || which == review.Number));
            if (index < 0)
                continue;
            if (read[index].Held is null)
                read.RemoveAt(index);
            else
                read[index] = read[index] with { Booking = null };
        }

        read.Sort((left, right) => left.Number.CompareTo(right.Number));
        return read;

        int NextAfter(LocalDate day)
        {
            var last = 0;
            foreach (var review in read)
            {
                if (review.Held is { } happened && happened.On <= day)
                    last = Math.Max(last, review.Number);
            }

            return last + 1;
        }

        void Set(int which, CareEvent? happened, CareEvent? booking)
        {
            var index = read.FindIndex(review => review.Number == which);
            if (index < 0)
                read.Add(new Review(which, happened, booking));
            else
                read[index] = read[index] with { Held = read[index].Held ?? happened, Booking = booking ?? read[index].Booking };
        }
    }
}

using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A statutory review: held, booked, or both.</summary>
public sealed record Review(int Number, CareEvent? Held, CareEvent? Booking)
{
    /// <summary>The day held, else the day booked for.</summary>
    public LocalDate Day => Held?.On ?? Booking!.Date("for")!.Value;
}

/// <summary>
/// The reviews of one period of care, read day by day: bookings of a day before its cancellations, so that a cancellation takes back what
/// was booked by then and a later booking stands.
/// </summary>
internal sealed class ReviewSequence
{
    private static readonly int ReviewHeld = EventVocabulary.OrdinalOf(EventTypes.ReviewHeld);
    private static readonly int ReviewBooked = EventVocabulary.OrdinalOf(EventTypes.ReviewBooked);
    private static readonly int ReviewCancelled = EventVocabulary.OrdinalOf(EventTypes.ReviewCancelled);

    private readonly Dictionary<int, CareEvent> held = [];
    private readonly Dictionary<int, (CareEvent Booking, int Order)> booked = [];

    // The numbers booked for a day, in the order in which the reviews came to be known; null where nothing was cancelled, and nobody asks.
    private Dictionary<LocalDate, SortedDictionary<int, int>>? bookedFor;
    private readonly Dictionary<int, int> orders = [];

    private ReviewSequence() { }

    /// <summary>The reviews of the present period of care, held, booked or both, by number.</summary>
    public static IReadOnlyList<Review> Read(CaseHistory history) =>
        history.Period is { } period ? new ReviewSequence().Read(history, period) : [];

    private List<Review> Read(CaseHistory history, PeriodOfCare period)
    {
        var reviews = history.Of(ReviewHeld);
        var bookings = history.Of(ReviewBooked);
        var cancellations = history.Of(ReviewCancelled);
        bookedFor = cancellations.Length > 0 ? [] : null;
        var from = period.Entry?.On ?? period.CaseStart;
        var to = period.Ceased?.On ?? LocalDate.MaxIsoValue;
        // Where care began before the record does, so may reviews have: the first one known is the second or a later one.
        var number = period.Entry?.Flag("onOrBefore") == true ? 1 : 0;
        var inPeriod = new List<(LocalDate On, int Highest)>();
        for (var index = 0; index < reviews.Length; index++)
        {
            var review = reviews[index];
            if (review.On < from || review.On > to)
                continue;
            // Two people who write down the review of a day have held one, unless they number it differently.
            while (index + 1 < reviews.Length && OneThing.Is(review, reviews[index + 1]))
                review = OneThing.Together(review, reviews[++index]);
            number = review.Number("number") ?? number + 1;
            if (held.TryAdd(number, review))
                orders[number] = orders.Count;
            inPeriod.Add((review.On, Math.Max(number, inPeriod.Count == 0 ? 0 : inPeriod[^1].Highest)));
        }

        int booking = 0,
            heldBy = 0;
        foreach (var cancellation in cancellations)
        {
            BookUpTo(cancellation.On, bookings);
            Cancel(cancellation);
        }

        BookUpTo(to, bookings);
        var read = new List<Review>(orders.Count);
        foreach (var which in held.Keys.Concat(booked.Keys.Where(which => !held.ContainsKey(which))))
            read.Add(new Review(which, held.GetValueOrDefault(which), booked.TryGetValue(which, out var one) ? one.Booking : null));
        read.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return read;

        void BookUpTo(LocalDate day, ReadOnlySpan<CareEvent> all)
        {
            for (; booking < all.Length && all[booking].On <= day && all[booking].On <= to; booking++)
            {
                var happened = all[booking];
                if (happened.On < period.CaseStart)
                    continue;
                while (heldBy < inPeriod.Count && inPeriod[heldBy].On <= happened.On)
                    heldBy++;
                // Without a number, a booking is for the next review after those held by then.
                Book(happened.Number("number") ?? (heldBy == 0 ? 0 : inPeriod[heldBy - 1].Highest) + 1, happened);
            }
        }
    }

    private void Book(int number, CareEvent booking)
    {
        if (!orders.TryGetValue(number, out var order))
            orders[number] = order = orders.Count;
        if (bookedFor is not null)
        {
            if (booked.TryGetValue(number, out var before))
                Numbers(before.Booking, bookedFor).Remove(before.Order);
            Numbers(booking, bookedFor)[order] = number;
        }

        booked[number] = (booking, order);
    }

    private void Cancel(CareEvent cancellation)
    {
        if (cancellation.Date("for") is not { } day || !bookedFor!.TryGetValue(day, out var numbers) || numbers.Count == 0)
            return;
        int number;
        if (cancellation.Number("number") is not { } which)
            number = numbers.First().Value;
        else if (booked.TryGetValue(which, out var named) && named.Booking.Date("for") == day)
            number = which;
        else
            return;
        numbers.Remove(booked[number].Order);
        booked.Remove(number);
    }

    private static SortedDictionary<int, int> Numbers(CareEvent booking, Dictionary<LocalDate, SortedDictionary<int, int>> bookedFor)
    {
        var day = booking.Date("for")!.Value;
        if (!bookedFor.TryGetValue(day, out var numbers))
            bookedFor[day] = numbers = [];
        return numbers;
    }
}

using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Obligations;

/// <summary>On which day a review is: held, booked, or at the latest lawful day that follows from the ones before it.</summary>
internal sealed class ReviewDays(Inquiry inquiry, PolicyPack pack)
{
    private (LocalDate Day, int[] Counts)? laterThan;

    public MomentDay Day(Moment.Review review, in Arising arising)
    {
        switch (review.Pick)
        {
            case ReviewPick.Numbered:
                return ReviewDay(review.Number, review.Latest, arising);
            case ReviewPick.Next:
                return ReviewDay(arising.Review + 1, review.Latest, arising);
            default:
                var reference = inquiry.Resolve(review.Reference!, arising);
                return reference.IsKnown && inquiry.History.Period?.Entry is not null
                    ? Sequence(review, reference.Day, arising)
                    : MomentDay.Unknown;
        }
    }

    private MomentDay ReviewDay(int number, IReadOnlyList<LatestRule> latest, in Arising arising)
    {
        if (inquiry.History.ReviewNumbered(number) is { } known)
            return known.Held is { } held ? MomentDay.HappenedOn(held) : MomentDay.HappenedOn(known.Booking!, "for");
        // A later review that is held or booked makes this one history: it was not recorded, and no limit is left for it.
        var best = MomentDay.Unknown;
        for (var index = 0; index < latest.Count; index++)
        {
            var rule = latest[index];
            var from = inquiry.Resolve(rule.Of, arising);
            if (!from.IsKnown || (rule.Nth > 0 && ReviewsAfter(from.Day, number) != rule.Nth - 1))
                continue;
            var limit = LatestAfter(from.Day, rule.Limit);
            if (!limit.IsKnown)
                return limit;
            if (!best.IsKnown || limit.Day < best.Day)
                best = limit with { Limit = new LatestLimit(rule, from) };
        }

        return best;
    }

    public MomentDay LatestAfter(LocalDate from, TimeLimit limit) =>
        Count(from, limit) is { } day
            ? new(day, null, Certainty.Latest, null)
            : MomentDay.Unknown with
            {
                Refused =
                    $"The latest day cannot be counted from {InWords.Day(from)}: "
                    + $"there is no bank holiday data {inquiry.Calendar.BeyondInWords(from)}.",
            };

    private int ReviewsAfter(LocalDate day, int beforeNumber)
    {
        var reviews = inquiry.History.Reviews;
        // The day is nearly always that of entering care, so how many of the first reviews are later than it is counted once.
        if (laterThan is not { } counted || counted.Day != day)
        {
            var counts = new int[reviews.Count + 1];
            for (var index = 0; index < reviews.Count; index++)
                counts[index + 1] = counts[index] + (reviews[index].Day > day ? 1 : 0);
            laterThan = counted = (day, counts);
        }

        int low = 0,
            high = reviews.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (reviews[middle].Number < beforeNumber)
                low = middle + 1;
            else
                high = middle;
        }

        return counted.Counts[low];
    }

    // Reviews held and booked, then projected at the longest lawful gap: which one is last before a birthday changes with every booking.
    private MomentDay Sequence(Moment.Review review, LocalDate reference, in Arising arising)
    {
        var known = inquiry.History.Reviews;
        MomentDay last = MomentDay.Unknown,
            beforeLast = MomentDay.Unknown;
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
                _ => Project(last, review, days, arising),
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
            _ => MomentDay.Unknown,
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
            var from = rule.Of is Moment.Previous ? last : inquiry.Resolve(rule.Of, arising);
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
            return Clockwork.After(from, limit, false, inquiry.Calendar);
        }
        catch (CalendarRangeException)
        {
            return null;
        }
    }

    private IReadOnlyList<LatestRule> LatestOf(string name, Moment.Review otherwise) =>
        pack.Moments.TryGetValue(name, out var moment) && moment is Moment.Review numbered ? numbered.Latest : otherwise.Latest;
}

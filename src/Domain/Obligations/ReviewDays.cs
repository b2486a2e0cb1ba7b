using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Obligations;

/// <summary>On which day a review is: held, booked, or at the latest lawful day that follows from the ones before it.</summary>
internal sealed class ReviewDays(Inquiry inquiry, PolicyPack pack)
{
    private readonly List<Course> courses = [];
    private MomentDay[]? knownDays;
    private bool inOrder = true;
    private int number;
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

    private MomentDay Sequence(Moment.Review review, LocalDate reference, in Arising arising)
    {
        var known = Known;
        MomentDay last,
            beforeLast = MomentDay.Unknown;
        if (review.Pick == ReviewPick.FirstFrom)
        {
            var first = FirstOnOrAfter(reference);
            if (first < known.Length)
                return known[first];
            last = known.Length > 0 ? known[^1] : MomentDay.Unknown;
        }
        else
        {
            var at = LastBefore(reference, known.Length);
            last = at < 0 ? MomentDay.Unknown : known[at];
            var before = LastBefore(reference, at);
            beforeLast = before < 0 ? MomentDay.Unknown : known[before];
        }

        var course = CourseFrom(last, review.Latest);
        for (var index = 0; Reaches(course, index, arising); index++)
        {
            var day = course.Projected[index];
            if (day.Day >= reference)
            {
                if (review.Pick == ReviewPick.FirstFrom)
                    return day;
                break;
            }

            (beforeLast, last) = (last, day);
        }

        return review.Pick switch
        {
            ReviewPick.LastBefore => last,
            ReviewPick.PenultimateBefore => beforeLast,
            _ => MomentDay.Unknown,
        };
    }

    /// <summary>The reviews held and booked, by their number.</summary>
    private MomentDay[] Known
    {
        get
        {
            if (knownDays is not null)
                return knownDays;
            var reviews = inquiry.History.Reviews;
            var days = new MomentDay[reviews.Count];
            for (var index = 0; index < days.Length; index++)
            {
                var one = reviews[index];
                days[index] = one.Held is { } held ? MomentDay.HappenedOn(held) : MomentDay.HappenedOn(one.Booking!, "for");
                inOrder &= index == 0 || days[index].Day >= days[index - 1].Day;
                number = Math.Max(number, one.Number);
            }

            return knownDays = days;
        }
    }

    // Where a booking stands out of order all are looked at; else the place is looked up, as a record of thousands has to.
    private int FirstOnOrAfter(LocalDate day)
    {
        var known = Known;
        if (!inOrder)
            return Array.FindIndex(known, one => one.Day >= day) is >= 0 and var found ? found : known.Length;
        int low = 0,
            high = known.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (known[middle].Day < day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private int LastBefore(LocalDate day, int before)
    {
        if (before <= 0)
            return -1;
        return inOrder ? Math.Min(FirstOnOrAfter(day), before) - 1 : Array.FindLastIndex(Known, before - 1, one => one.Day < day);
    }

    private Course CourseFrom(MomentDay last, IReadOnlyList<LatestRule> latest)
    {
        foreach (var one in courses)
        {
            if (ReferenceEquals(one.Last, last) && one.Latest.SequenceEqual(latest))
                return one;
        }

        var course = new Course(last, latest, number);
        // From one in the middle it is asked once, by the duty that arose there.
        if (
            (Known.Length == 0 || ReferenceEquals(last, Known[^1]))
            && !IsRelative(LatestOf("first-review", course))
            && !IsRelative(LatestOf("second-review", course))
            && !IsRelative(latest)
        )
            courses.Add(course);
        return course;
    }

    private static bool IsRelative(IReadOnlyList<LatestRule> rules) =>
        rules.Any(rule => rule.Of is { IsRelative: true } and not Moment.Previous);

    /// <summary>Whether the course of the reviews goes as far, projected as far as it has to be.</summary>
    private bool Reaches(Course course, int index, in Arising arising)
    {
        while (index >= course.Projected.Count)
        {
            // At most a review every six months until the reference: fifty are more than a childhood.
            if (course.Projected.Count >= 50)
                return false;
            var next = course.Number switch
            {
                0 => ReviewDay(1, LatestOf("first-review", course), arising),
                1 => ReviewDay(2, LatestOf("second-review", course), arising),
                _ => Project(course, arising),
            };
            if (!next.IsKnown)
                return false;
            course.Add(next);
        }

        return true;
    }

    private MomentDay Project(Course course, in Arising arising)
    {
        var best = MomentDay.Unknown;
        var last = course.Projected.Count > 0 ? course.Projected[^1] : course.Last;
        for (var index = 0; index < course.Latest.Count && last.IsKnown; index++)
        {
            var rule = course.Latest[index];
            var from = rule.Of is Moment.Previous ? last : inquiry.Resolve(rule.Of, arising);
            if (!from.IsKnown || (rule.Nth > 0 && Later(course, from.Day) != rule.Nth - 1))
                continue;
            if (Count(from.Day, rule.Limit) is not { } latest)
                return MomentDay.Unknown;
            if (!best.IsKnown || latest < best.Day)
                best = new(latest, null, Certainty.Latest, null, new LatestLimit(rule, from));
        }

        return best;
    }

    private int Later(Course course, LocalDate day) =>
        (inOrder ? Known.Length - FirstOnOrAfter(day.PlusDays(1)) : Known.Count(one => one.Day > day))
        + course.Projected.Count(one => one.Day > day);

    private LocalDate? Count(LocalDate from, TimeLimit limit)
    {
        try
        {
            return Clockwork.After(from, limit, inquiry.Calendar);
        }
        catch (CalendarRangeException)
        {
            return null;
        }
    }

    private IReadOnlyList<LatestRule> LatestOf(string name, Course otherwise) =>
        pack.Moments.TryGetValue(name, out var moment) && moment is Moment.Review numbered ? numbered.Latest : otherwise.Latest;

    /// <summary>
    /// Reviews projected from one at the longest lawful gap: which one is last before a birthday changes with every booking. One for all
    /// moments that ask by the same rules.
    /// </summary>
    private sealed class Course(MomentDay last, IReadOnlyList<LatestRule> latest, int number)
    {
        public MomentDay Last => last;

        public IReadOnlyList<LatestRule> Latest => latest;

        public List<MomentDay> Projected { get; } = [];

        /// <summary>The number of the last review.</summary>
        public int Number { get; private set; } = number;

        public void Add(MomentDay day)
        {
            Number++;
            Projected.Add(day);
        }
    }
}

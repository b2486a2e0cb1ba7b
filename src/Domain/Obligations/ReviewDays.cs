using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Obligations;

/// <summary>On which day a review is: held, booked, or at the latest lawful day that follows from the ones before it.</summary>
internal sealed class ReviewDays(Inquiry inquiry, PolicyPack pack)
{
    private readonly List<Course> courses = [];
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
        var course = CourseOf(review, reference);
        MomentDay last = MomentDay.Unknown,
            beforeLast = MomentDay.Unknown;
        for (var index = 0; Reaches(course, index, arising); index++)
        {
            var day = course.Days[index];
            if (day.Day >= reference)
            {
                if (review.Pick == ReviewPick.FirstFrom)
                    return day;
                // What is held or booked may stand out of order; what follows from the rules does not.
                if (index >= course.Known)
                    break;
                continue;
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

    private Course CourseOf(Moment.Review review, LocalDate reference)
    {
        var reviews = inquiry.History.Reviews;
        // Where a review stands on the day or after it, what comes last before is projected from those before it.
        var until = review.Pick != ReviewPick.FirstFrom && reviews.Any(one => one.Day >= reference) ? reference : LocalDate.MaxIsoValue;
        foreach (var known in courses)
        {
            if (known.Until == until && known.Latest.SequenceEqual(review.Latest))
                return known;
        }

        var course = new Course(review.Latest, until);
        foreach (var one in reviews)
        {
            course.Take(one.Held is { } held ? MomentDay.HappenedOn(held) : MomentDay.HappenedOn(one.Booking!, "for"));
            course.Number = Math.Max(course.Number, one.Number);
        }

        course.Known = course.Days.Count;
        if (!IsRelative(LatestOf("first-review", course)) && !IsRelative(LatestOf("second-review", course)) && !IsRelative(course.Latest))
            courses.Add(course);
        return course;
    }

    private static bool IsRelative(IReadOnlyList<LatestRule> rules) =>
        rules.Any(rule => rule.Of is { IsRelative: true } and not Moment.Previous);

    /// <summary>Whether the course of the reviews goes as far, projected as far as it has to be.</summary>
    private bool Reaches(Course course, int index, in Arising arising)
    {
        while (index >= course.Days.Count)
        {
            // At most a review every six months until the reference: fifty are more than a childhood.
            if (course.Days.Count - course.Known >= 50)
                return false;
            var next = course.Number switch
            {
                0 => ReviewDay(1, LatestOf("first-review", course), arising),
                1 => ReviewDay(2, LatestOf("second-review", course), arising),
                _ => Project(course, arising),
            };
            if (!next.IsKnown)
                return false;
            course.Number++;
            course.Take(next);
        }

        return true;
    }

    private MomentDay Project(Course course, in Arising arising)
    {
        var best = MomentDay.Unknown;
        var last = course.Last;
        for (var index = 0; index < course.Latest.Count && last.IsKnown; index++)
        {
            var rule = course.Latest[index];
            var from = rule.Of is Moment.Previous ? last : inquiry.Resolve(rule.Of, arising);
            if (!from.IsKnown || (rule.Nth > 0 && course.Days.Count(day => day.Day > from.Day) != rule.Nth - 1))
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

    private IReadOnlyList<LatestRule> LatestOf(string name, Course otherwise) =>
        pack.Moments.TryGetValue(name, out var moment) && moment is Moment.Review numbered ? numbered.Latest : otherwise.Latest;

    /// <summary>
    /// The reviews held and booked, then projected at the longest lawful gap by the same rules: which one is last before a birthday changes
    /// with every booking. One for all moments that ask by those rules.
    /// </summary>
    private sealed class Course(IReadOnlyList<LatestRule> latest, LocalDate until)
    {
        public IReadOnlyList<LatestRule> Latest => latest;

        public LocalDate Until => until;

        /// <summary>The last of the days before <see cref="Until"/>, from which the next is projected.</summary>
        public MomentDay Last { get; private set; } = MomentDay.Unknown;

        public List<MomentDay> Days { get; } = [];

        /// <summary>How many of the days are of reviews held or booked.</summary>
        public int Known { get; set; }

        /// <summary>The number of the last review.</summary>
        public int Number { get; set; }

        public void Take(MomentDay day)
        {
            Days.Add(day);
            if (day.Day < until)
                Last = day;
        }
    }
}

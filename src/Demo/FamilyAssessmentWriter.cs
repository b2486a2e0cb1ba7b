using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes the assessments of relatives and would-be guardians, and what follows a special guardianship order.</summary>
internal static class FamilyAssessmentWriter
{
    /// <summary>Sixteen weeks, less a few days.</summary>
    private const int Longest = 110;

    public static void Write(Course course, Diary diary)
    {
        var dice = diary.Dice;
        var days = diary.Days;
        var late = course.Drift == DemoDrift.AssessmentLate;
        switch (course.Destination)
        {
            case Destination.GuardianshipByRelative or Destination.ChildArrangements:
                var started = days.OnOrAfter(course.Entry.PlusDays(dice.Between(10, 24)));
                var relatives = course.Destination == Destination.GuardianshipByRelative ? "special-guardian" : "connected-person";
                Assess(diary, "viability", started, dice.Between(10, 18), course.Leaves);
                Assess(diary, relatives, days.OnOrAfter(started.PlusDays(21)), dice.Between(75, Longest), late ? null : course.Leaves);
                if (course.Destination == Destination.GuardianshipByRelative)
                {
                    diary.Add(EventTypes.DiscussionRecorded, days.OnOrAfter(started.PlusDays(30)), ("topic", "special-guardianship"));
                    Assess(diary, "special-guardianship-support", days.OnOrBefore(course.Leaves.PlusDays(-70)), 48, course.Leaves);
                }

                break;
            case Destination.KinshipFostering:
                Assess(diary, "viability", days.OnOrAfter(course.Entry.PlusDays(8)), 16, course.Leaves);
                Assess(
                    diary,
                    "connected-person",
                    days.OnOrAfter(course.Entry.PlusDays(30)),
                    dice.Between(75, Longest),
                    late ? null : course.Leaves
                );
                break;
            case Destination.GuardianshipByFosterCarer:
                diary.Add(EventTypes.DiscussionRecorded, days.OnOrBefore(course.Leaves.PlusDays(-260)), ("topic", "special-guardianship"));
                Assess(diary, "special-guardian", days.OnOrBefore(course.Leaves.PlusDays(-220)), dice.Between(80, Longest), course.Leaves);
                Assess(diary, "special-guardianship-support", days.OnOrBefore(course.Leaves.PlusDays(-90)), 60, course.Leaves);
                break;
            case Destination.Adoption or Destination.LongTermFostering or Destination.DecisionReversed when dice.Chance(55):
                Assess(
                    diary,
                    "viability",
                    days.OnOrAfter(course.Entry.PlusDays(dice.Between(12, 30))),
                    dice.Between(10, 25),
                    course.Leaves
                );
                break;
        }

        // Two years with one family: is there more that would make it theirs for good?
        foreach (var stay in course.Stays)
        {
            var next =
                course.Stays.SkipWhile(other => other.From <= stay.From).FirstOrDefault(other => other.Carer != stay.Carer)?.From
                ?? course.Leaves;
            if (stay.Placement is "U1" or "U3" or "U4" or "U6" && next > stay.From.PlusDays(720))
                diary.Add(
                    EventTypes.DiscussionRecorded,
                    days.OnOrBefore(stay.From.PlusDays(dice.Between(660, 715))),
                    ("topic", "special-guardianship")
                );
        }

        if (course.LeavingReason is "E45" or "E46")
        {
            for (
                var day = course.Leaves.PlusDays(dice.Between(330, 360));
                day < course.Eighteen && day <= diary.LastDay;
                day = day.PlusDays(dice.Between(340, 362))
            )
                diary.Add(EventTypes.SpecialGuardianshipSupportReviewed, days.OnOrBefore(day));
        }
    }

    /// <param name="before">The child leaves care then. Null: the assessment drags on.</param>
    private static void Assess(Diary diary, string assessment, LocalDate on, int length, LocalDate? before)
    {
        var started = diary.Days.OnOrAfter(on);
        var completed = diary.Days.OnOrBefore(started.PlusDays(length));
        if (completed >= before || completed < started)
            return;
        diary.Add(EventTypes.AssessmentStarted, started, ("assessment", assessment));
        if (before is not null)
            diary.Add(EventTypes.AssessmentCompleted, completed, ("assessment", assessment));
    }
}

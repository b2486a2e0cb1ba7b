using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes growing up in care: needs assessment, pathway plan, Staying Put, and keeping in touch afterwards.</summary>
internal static class LeavingCareWriter
{
    public static void Write(Course course, Diary diary, string personalAdviser)
    {
        var dice = diary.Dice;
        var days = diary.Days;
        var sixteen = LocalDate.Max(course.Born.PlusYears(16), course.Entry.PlusDays(30));
        if (course.Leaves <= sixteen)
            return;

        // Whoever is fostered at sixteen is asked about staying, whatever comes of it.
        var inFamily = course.Stays.LastOrDefault(stay => stay.From <= sixteen)?.Placement[0] == 'U';
        var finalReviews = course.Reviews.Where(review => review < course.Eighteen).TakeLast(2).ToList();
        var before16 = course.Reviews.LastOrDefault(review => review < course.Born.PlusYears(16));
        Once(EventTypes.AssessmentStarted, sixteen.PlusDays(10), ("assessment", "leaving-care-needs"));
        Once(EventTypes.AssessmentCompleted, sixteen.PlusDays(dice.Between(60, 85)), ("assessment", "leaving-care-needs"));
        Once(EventTypes.PathwayPlanMade, sixteen.PlusDays(dice.Between(88, 105)));
        Once(EventTypes.OfficerAllocated, sixteen.PlusDays(dice.Between(70, 100)), ("role", "personal-adviser"), ("who", personalAdviser));
        if (inFamily && course.Drift != DemoDrift.StayingPutNotRaised)
        {
            if (before16 != default)
                Once(EventTypes.DiscussionRecorded, before16, ("topic", "staying-put"));
            Once(
                EventTypes.DiscussionRecorded,
                course.Reviews.FirstOrDefault(review => review >= course.Born.PlusYears(16), sixteen.PlusDays(20)),
                ("topic", "staying-put")
            );
            if (finalReviews.Count == 2 && finalReviews[0] > course.Born.PlusYears(17).PlusDays(60))
                Once(EventTypes.DiscussionRecorded, finalReviews[0], ("topic", "staying-put"));
            Once(
                EventTypes.StayingPutRaised,
                course.Eighteen.PlusDays(-dice.Between(368, 420)),
                ("scheme", "staying-put"),
                ("preferred", course.LeavingReason == "E17")
            );
            if (course.LeavingReason == "E17")
            {
                var ratified = days.OnOrBefore(course.Eighteen.PlusDays(-dice.Between(80, 110)));
                Once(
                    EventTypes.MeetingHeld,
                    ratified,
                    ("meeting", "permanence-panel"),
                    ("outcome", "Staying on with the carers was ratified.")
                );
                Once(EventTypes.PlanRatified, ratified, ("option", course.Option), ("at", "Permanence panel"));
                Once(
                    EventTypes.StayingPutAgreed,
                    course.Reviews.LastOrDefault(review => review > course.Eighteen.PlusDays(-80), course.Eighteen.PlusDays(-45)),
                    ("scheme", "staying-put"),
                    ("preferred", true)
                );
            }
        }
        else if (course.Destination == Destination.Residential)
        {
            if (finalReviews.Count == 2 && finalReviews[0] > course.Born.PlusYears(17).PlusDays(60))
                Once(EventTypes.DiscussionRecorded, finalReviews[0], ("topic", "staying-put"));
            Once(
                EventTypes.StayingPutRaised,
                course.Eighteen.PlusDays(-dice.Between(368, 420)),
                ("scheme", "staying-close"),
                ("preferred", dice.Chance(50))
            );
        }

        if (course.Leaves < course.Eighteen)
            return;
        // A care leaver hears from the personal adviser; once a year somebody who has drifted away is offered help again.
        var lost = dice.Chance(25);
        var gap = lost ? (330, 360) : (50, 120);
        for (
            var day = course.Eighteen.PlusDays(dice.Between(20, 60));
            day <= diary.LastDay;
            day = day.PlusDays(dice.Between(gap.Item1, gap.Item2))
        )
            diary.Add("personal-adviser", EventTypes.CareLeaverContacted, days.OnOrAfter(day), [("accepted", !lost || dice.Chance(40))]);
        for (var day = course.Eighteen.PlusDays(dice.Between(120, 300)); day <= diary.LastDay; day = day.PlusDays(dice.Between(330, 360)))
            diary.Add("personal-adviser", EventTypes.PersonalAdviserOffered, days.OnOrBefore(day), [("accepted", dice.Chance(60))]);

        void Once(string type, LocalDate on, params (string, object?)[] fields)
        {
            var day = days.OnOrBefore(on);
            if (day >= course.Entry && day < course.Leaves)
                diary.Add(type, day, fields);
        }
    }
}

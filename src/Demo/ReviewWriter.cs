using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes the child's case reviews: each booked at the one before, held, sometimes moved, sometimes not held at all.</summary>
internal static class ReviewWriter
{
    public static void Write(Course course, Diary diary)
    {
        var dice = diary.Dice;
        var days = diary.Days;
        LocalDate? held = null;
        for (var index = 0; index < course.Reviews.Count; index++)
        {
            var day = course.Reviews[index];
            var number = index + 1;
            var booked = held ?? days.OnOrAfter(course.Entry.PlusDays(dice.Between(1, 4)));
            if (held is not null && dice.Chance(6) && day.PlusDays(-6) > held && course.Drift != DemoDrift.ReviewOverdue)
            {
                // Moved once: the first booking stands on the record, then its cancelling, then the new one.
                var first = days.OnOrBefore(day.PlusDays(-6));
                var moved = days.OnOrBefore(first.PlusDays(-3));
                if (first > held && moved > held)
                {
                    Book(diary, held.Value, first, number);
                    diary.Add("administrator", EventTypes.ReviewCancelled, moved, [("for", first), ("number", number)]);
                    booked = moved;
                }
            }

            Book(diary, booked, day, number);
            if (course.Slips(DemoDrift.ReviewOverdue, day) && index > 0)
            {
                diary.Add(
                    "administrator",
                    EventTypes.ReviewCancelled,
                    days.OnOrBefore(day.PlusDays(-1)),
                    [("for", day), ("number", number)]
                );
                return;
            }

            diary.Add(
                "iro",
                EventTypes.ReviewHeld,
                day,
                [
                    ("number", number),
                    ("returnHome", ReturnHome(course, number, day)),
                    ("planAgreed", Agreed(course, number, day)),
                    ("signedPlan", number > 1 ? course.Drift != DemoDrift.NoPlanAtSecondReview : null),
                    ("participation", Participation(course, day, dice)),
                ]
            );
            held = day;
            if (number == 1)
                diary.Add(EventTypes.CarePlanUpdated, days.OnOrBefore(day.PlusDays(dice.Between(9, 24))));
            else
                diary.Add(EventTypes.CarePlanUpdated, days.OnOrAfter(day.PlusDays(dice.Between(2, 14))));
        }
    }

    private static void Book(Diary diary, LocalDate on, LocalDate day, int number)
    {
        if (on <= day)
            diary.Add("administrator", EventTypes.ReviewBooked, on, [("for", day), ("number", number)]);
    }

    private static string ReturnHome(Course course, int number, LocalDate day) =>
        course.Destination switch
        {
            Destination.ReturnHome or Destination.HomeAndBack or Destination.Remand => number == 1 && course.ThroughCourt
                ? "uncertain"
                : "planned",
            Destination.Relinquished or Destination.Unaccompanied => "ruled-out",
            _ => number == 1 || course.Times.Concluded is { } end && day < end && !course.IsAdoption ? "uncertain" : "ruled-out",
        };

    private static string? Agreed(Course course, int number, LocalDate day) =>
        number < 2 || course.Drift == DemoDrift.NoPlanAtSecondReview || course.Slips(DemoDrift.PlanLost, day)
            ? null
            : PlanWriter.OptionOn(course, day);

    private static string Participation(Course course, LocalDate day, Dice dice) =>
        day < course.Born.PlusYears(4) ? "PN0" : dice.Weighted([("PN1", 55), ("PN3", 10), ("PN5", 12), ("PN6", 18), ("PN7", 5)]);
}

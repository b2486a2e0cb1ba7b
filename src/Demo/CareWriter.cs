using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes entering care, legal statuses, homes and moves, the people given to the child, and leaving.</summary>
internal static class CareWriter
{
    public static void Write(Course course, Diary diary, string socialWorker, string reviewingOfficer)
    {
        var dice = diary.Dice;
        var days = diary.Days;
        var basis = course.Times.WayIn switch
        {
            WayIn.Remanded => "remand",
            WayIn.PoliceProtection or WayIn.EmergencyOrder or WayIn.Alone => "emergency",
            _ => "planned",
        };
        diary.Add(EventTypes.BecameLookedAfter, course.Entry, ("basis", basis), ("legalStatus", course.Statuses[0].Status));
        foreach (var (from, status) in course.Statuses.Skip(1).Where(status => status.From < course.Leaves))
            diary.Add(EventTypes.LegalStatusChanged, from, ("legalStatus", status));
        diary.Add(EventTypes.OfficerAllocated, days.OnOrAfter(course.Entry), ("role", "social-worker"), ("who", socialWorker));
        diary.Add(
            "iro-manager",
            EventTypes.IroAppointed,
            days.OnOrAfter(course.Entry.PlusDays(dice.Between(1, 3))),
            [("role", "iro"), ("who", reviewingOfficer)]
        );
        var told = days.OnOrAfter(course.Entry.PlusDays(dice.Between(3, 15)));
        diary.Add(EventTypes.DiscussionRecorded, told, ("topic", "complaints-and-advocacy"));
        if (course.Destination != Destination.Unaccompanied)
            diary.Add(
                EventTypes.DocumentSent,
                days.OnOrAfter(course.Entry.PlusDays(dice.Between(1, 6))),
                ("document", diary.Settings.Papers.Policy),
                ("to", "birth-parents")
            );
        WriteHomes(course, diary);
        WriteYearly(course, diary);
        if (course.Leaves > diary.LastDay)
            return;

        WriteLeaving(course, diary);
    }

    private static void WriteHomes(Course course, Diary diary)
    {
        var stays = course.Stays;
        for (var index = 0; index < stays.Count; index++)
        {
            var stay = stays[index];
            if (index > 0)
            {
                var before = stays[index - 1];
                var reason = before.Carer == stay.Carer ? "PLACE" : before.EndReason;
                if (before.EndsUnplanned)
                {
                    diary.Add(EventTypes.UnplannedEnding, stay.From);
                    diary.Add(
                        "team-manager",
                        EventTypes.MeetingHeld,
                        diary.Days.OnOrAfter(stay.From.PlusDays(diary.Dice.Between(8, 20))),
                        [("meeting", "learning"), ("outcome", "What would have helped sooner was written down for the next carers.")]
                    );
                }

                diary.Add(EventTypes.PlacementEnded, stay.From, ("reason", reason), ("unplanned", before.EndsUnplanned ? true : null));
            }

            diary.Add(
                EventTypes.PlacementStarted,
                stay.From,
                ("placement", stay.Placement),
                ("provider", stay.Provider),
                ("carer", stay.Carer),
                ("postcode", stay.Placement[0] == 'A' ? null : stay.Postcode),
                ("distanceMiles", stay.Placement[0] == 'A' ? null : stay.Miles),
                ("longTermMatch", stay.LongTermMatch ? true : null),
                ("earlyPermanence", stay.EarlyPermanence ? true : null)
            );
        }
    }

    // Every year: the assessment brought up to date, the child's own words, the life story.
    private static void WriteYearly(Course course, Diary diary)
    {
        var dice = diary.Dice;
        var until = LocalDate.Min(course.Leaves, diary.LastDay);
        var assessed = course.Times.Concern.PlusDays(34);
        if (course.Times.WayIn is WayIn.Alone or WayIn.Remanded || course.Times.Concern >= course.Entry)
        {
            assessed = course.Entry.PlusDays(38);
            diary.Add(EventTypes.AssessmentStarted, diary.Days.OnOrAfter(course.Entry.PlusDays(2)), ("assessment", "child-and-family"));
            if (assessed < course.Leaves)
                diary.Add(EventTypes.AssessmentCompleted, diary.Days.OnOrBefore(assessed), ("assessment", "child-and-family"));
        }

        for (
            var day = LocalDate.Min(assessed, course.Entry.PlusDays(37)).PlusDays(dice.Between(325, 355));
            day < until;
            day = day.PlusDays(dice.Between(335, 360))
        )
        {
            if (!course.Slips(DemoDrift.YearlyUpdateMissed, day))
                diary.Add(EventTypes.AssessmentCompleted, diary.Days.OnOrBefore(day), ("assessment", "child-and-family"));
        }

        for (
            var day = LocalDate.Max(course.Entry, course.Born.PlusYears(3)).PlusDays(dice.Between(14, 40));
            day < until;
            day = day.PlusDays(dice.Between(110, 190))
        )
            diary.Add(EventTypes.WishesRecorded, diary.Days.OnOrBefore(day));
        for (var day = course.Entry.PlusDays(dice.Between(120, 200)); day < until; day = day.PlusDays(dice.Between(250, 350)))
            diary.Add(EventTypes.LifeStoryUpdated, diary.Days.OnOrBefore(day));
        if (course.Born.PlusYears(12) < until && dice.Chance(22))
        {
            var missing = LocalDate.Max(course.Entry, course.Born.PlusYears(12)).PlusDays(dice.Between(20, 200));
            if (missing < until)
                diary.Add(
                    EventTypes.WentMissing,
                    missing,
                    ("kind", dice.Chance(70) ? "missing" : "away"),
                    ("ended", LocalDate.Min(missing.PlusDays(dice.Between(0, 2)), until))
                );
        }
    }

    private static void WriteLeaving(Course course, Diary diary)
    {
        var order = course.LeavingReason switch
        {
            "E45" or "E46" => "special-guardianship",
            "E41" => "child-arrangements",
            "E11" or "E12" => "adoption",
            "E4A" or "E4B" when course.ThroughCourt => "supervision",
            _ => null,
        };
        if (order is not null)
            diary.Add("legal", EventTypes.OrderMade, course.Leaves, [("order", order)]);
        if (course.Secured is { } secured && secured == course.Leaves)
            diary.Add(EventTypes.PermanenceSecured, secured, ("option", course.Option));
        diary.Add(EventTypes.PlacementEnded, course.Leaves, ("reason", "OTHER"));
        diary.Add(EventTypes.CeasedLookedAfter, course.Leaves, ("reason", course.LeavingReason));
    }
}

using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes planning meetings, tracking meetings and permanence panels in the council's rhythm.</summary>
internal static class MeetingWriter
{
    public static void Write(Course course, Diary diary, bool joint)
    {
        var shared = new Dice(diary.Settings.Seed, diary.Settings.AuthorityId, "meetings", course.Rhythm);
        foreach (
            var day in PlanningDays(course, diary, shared)
                .Where(day => !course.Lapses(day) && !course.Slips(DemoDrift.PlanningMeetingMissed, day))
        )
            Planning(diary, day, shared, joint, course);
        foreach (
            var day in TrackingDays(course, diary, shared)
                .Where(day => course.Drift != DemoDrift.MeetingsNeverBegan && !course.Slips(DemoDrift.TrackingMissed, day))
        )
            diary.Add("administrator", EventTypes.MeetingHeld, day, [("meeting", "tracking")]);
        foreach (var day in PanelDays(course, diary, shared))
            diary.Add(
                "administrator",
                EventTypes.MeetingHeld,
                day,
                [("meeting", "permanence-panel"), ("outcome", "Family finding looked at again.")]
            );
        if (
            course.Matched is { } matched && !course.IsAdoption
            || course.Destination == Destination.DecisionReversed && course.Matched is not null
        )
        {
            var panel = course.Matched!.Value;
            diary.Add(
                "administrator",
                EventTypes.MeetingBooked,
                diary.Days.OnOrBefore(panel.PlusDays(-24)),
                [("meeting", "fostering-panel"), ("for", panel)]
            );
            if (diary.Settings.Practice.EveryPlanToDecisionMaker)
                diary.Add(
                    "administrator",
                    EventTypes.AgencyDecisionBooked,
                    diary.Days.OnOrBefore(panel.PlusDays(-24)),
                    [("for", diary.Days.OnOrAfter(panel.PlusDays(6)))]
                );
            diary.Add(
                "fostering-manager",
                EventTypes.MeetingHeld,
                panel,
                [("meeting", "fostering-panel"), ("outcome", "Long-term match recommended.")]
            );
        }
    }

    /// <summary>One planning meeting with its booking, its minutes and who was sent them.</summary>
    public static void Planning(Diary diary, LocalDate on, Dice shared, bool joint, Course? course = null, LocalDate? notAfter = null)
    {
        var day = diary.Days.OnOrBefore(on);
        if (day >= notAfter)
            return;
        var at = day.At(new LocalTime(shared.Between(9, 15), shared.Pick([0, 30])));
        var confirmed = course is not null && (course.PlanAgreed < day || course.ThroughCourt);
        diary.Add(
            "administrator",
            EventTypes.MeetingBooked,
            diary.Days.OnOrBefore(day.PlusDays(-shared.Between(7, 14))),
            [("meeting", "permanence-planning"), ("for", day)]
        );
        // The child is asked before each meeting, whoever then presents it.
        var heard = diary.Days.OnOrBefore(day.PlusDays(-4));
        if (course?.Born <= heard)
            diary.Add(EventTypes.WishesRecorded, heard);
        if (diary.Settings.Practice.PlanSentBeforeMeetings)
            diary.Add(
                EventTypes.DocumentSent,
                diary.Days.OnOrBefore(day.PlusDays(-shared.Between(2, 5))),
                ("document", diary.Settings.Papers.Plan),
                ("to", "everyone invited")
            );
        var advice = course is { IsAdoption: true, Decided: { } decision } && day < decision;
        var held = diary.Add(
            "team-manager",
            EventTypes.MeetingHeld,
            day,
            [
                ("meeting", "permanence-planning"),
                ("at", at),
                ("ended", at.PlusMinutes(shared.Between(5, 9) * 10)),
                ("outcome", joint ? "Held together with the brothers' and sisters' meetings." : null),
                ("adoptionAdvice", advice ? true : null),
                ("planAndContingencyConfirmed", confirmed ? true : null),
            ]
        );
        if (held is null)
            return;
        // Before a weekend the minutes are done the same day; now and then they have to wait.
        var late = shared.Chance(9) ? shared.Between(3, 8) : 0;
        var signed = late > 0 ? diary.Days.OnOrAfter(day.PlusDays(late)) : diary.Days.OnOrBefore(day.PlusDays(1));
        diary.Add("team-manager", EventTypes.MinutesSigned, signed, [("by", "team-manager")], held);
        diary.Add(
            "administrator",
            EventTypes.MinutesRecorded,
            late > 0 ? signed : diary.Days.OnOrBefore(day.PlusDays(2)),
            [("by", "administrator")],
            held
        );
        if (shared.Chance(88))
            diary.Add(
                "service-manager",
                EventTypes.MinutesSigned,
                diary.Days.OnOrAfter(signed.PlusDays(shared.Between(2, 7))),
                [("by", "service-manager")],
                held
            );
        diary.Add(
            "administrator",
            EventTypes.DocumentSent,
            diary.Days.OnOrAfter(signed.PlusDays(shared.Between(1, 3))),
            [("document", diary.Settings.Papers.Minutes), ("to", course is null ? "legal" : "iro")]
        );
        if (advice)
            diary.Add(
                "administrator",
                EventTypes.DocumentSent,
                diary.Days.OnOrAfter(day.PlusDays(shared.Between(2, 4))),
                [("document", diary.Settings.Papers.Advice), ("to", diary.Settings.Papers.AdviceGoesTo)]
            );
        if (course is { IsAdoption: true })
            diary.Add(
                "administrator",
                EventTypes.DocumentSent,
                diary.Days.OnOrAfter(signed.PlusDays(1)),
                [("document", diary.Settings.Papers.Minutes), ("to", "adoption-coordinator")]
            );
        if (course?.Destination != Destination.Unaccompanied)
            diary.Add(
                "social-worker",
                EventTypes.DocumentSent,
                diary.Days.OnOrAfter(day.PlusDays(shared.Between(3, 5))),
                [("document", diary.Settings.Papers.Summary), ("to", "birth-parents")]
            );
    }

    private static List<LocalDate> PlanningDays(Course course, Diary diary, Dice shared)
    {
        if (course.Reviews.Count == 0)
            return [];
        var practice = diary.Settings.Practice;
        var until = LocalDate.Min(
            course.Secured is { } secured ? LocalDate.Min(secured, course.Leaves) : course.Leaves,
            diary.LastDay.PlusDays(60)
        );
        var fixedDays = new List<LocalDate>();
        if (course.Times is { Listed: { } listed, Concluded: { } concluded })
        {
            fixedDays.Add(listed.PlusDays(-CourtWriter.FilingBeforeHearing - shared.Between(43, 46)));
            fixedDays.Add(listed.PlusDays(-shared.Between(43, 45)));
            if (concluded > listed.PlusDays(40))
                fixedDays.Add(concluded.PlusDays(-shared.Between(43, 45)));
        }

        // Through court, the meeting before the final plan is filed comes before the agency decision too.
        if (course.Decided is { } decided && !course.ThroughCourt)
            fixedDays.Add(decided.PlusDays(-shared.Between(26, 30)));
        if (course.Reviews[0] is var review && review < course.Leaves)
            fixedDays.Add(review.PlusDays(shared.Between(5, 12)));
        if (course.Eighteen.PlusDays(-75) > course.Entry)
            fixedDays.Add(course.Eighteen.PlusDays(-shared.Between(66, 75)));

        var rhythm = new List<LocalDate> { course.Entry.PlusDays(shared.Between(7, 15)) };
        while (rhythm[^1] < until)
        {
            var every = rhythm[^1] < course.PlanAgreed ? practice.PlanningMeetingEvery : practice.PlanningMeetingEveryOncePlanned;
            var last = rhythm.Count == 1 ? fixedDays.Where(day => day > rhythm[0]).DefaultIfEmpty(rhythm[0]).Min() : rhythm[^1];
            rhythm.Add(last.PlusDays(every - shared.Between(1, 4)));
        }

        var taken = fixedDays.Where(day => day > course.Entry && day < until).ToList();
        // Two planning meetings in one week would be one meeting.
        return
        [
            .. taken
                .Concat(rhythm.Where(day => day < until && taken.All(other => Math.Abs(Period.DaysBetween(day, other)) > 5)))
                .Select(diary.Days.OnOrBefore)
                .Distinct()
                .Order(),
        ];
    }

    private static IEnumerable<LocalDate> TrackingDays(Course course, Diary diary, Dice shared)
    {
        var practice = diary.Settings.Practice;
        var until =
            practice.TrackedUntilLeavingCare || course.Secured is null ? course.Leaves : LocalDate.Min(course.Secured.Value, course.Leaves);
        for (
            var day = course.Entry.PlusDays(shared.Between(9, 24));
            day < until && day <= diary.LastDay;
            day = day.PlusDays(practice.TrackingEvery - shared.Between(0, 3))
        )
            yield return diary.Days.OnOrBefore(day);
    }

    private static IEnumerable<LocalDate> PanelDays(Course course, Diary diary, Dice shared)
    {
        if (
            diary.Settings.Practice.PanelForPlacementOrdersEvery is not { } every
            || !course.IsAdoption
            || course.Times.Concluded is not { } ordered
        )
            yield break;
        var until = course.Placed ?? course.Reversed ?? course.Leaves;
        for (var day = ordered.PlusDays(shared.Between(5, every - 1)); day < until && day <= diary.LastDay; day = day.PlusDays(every))
        {
            if (!course.Slips(DemoDrift.NoFamilyFound, day))
                yield return diary.Days.OnOrBefore(day);
        }
    }
}

using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// Writes what comes before care: the first concern, help at home, the family's own meeting, legal planning, the decision.
/// </summary>
internal static class BeforeCareWriter
{
    public static void Write(Course course, Diary diary, Dice shared)
    {
        var times = course.Times;
        var before = times.WayIn is not (WayIn.Alone or WayIn.Remanded);
        var first = diary.Add(EventTypes.InterventionStarted, times.Concern);
        // Who comes alone, or from court, was not first noticed by a school or a neighbour.
        if (first is not null && !before)
            first.Happened = first.Happened with { Note = null };
        diary.Add(EventTypes.LifeStoryStarted, times.Concern);
        if (times.WayIn == WayIn.AtBirth || course.Destination == Destination.Relinquished)
            diary.Add(EventTypes.PreBirthAssessmentStarted, diary.Days.OnOrAfter(times.Concern.PlusDays(shared.Between(3, 9))));
        if (before && times.Concern < course.Entry)
        {
            diary.Add(EventTypes.AssessmentStarted, diary.Days.OnOrAfter(times.Concern.PlusDays(1)), ("assessment", "child-and-family"));
            var assessed = diary.Days.OnOrBefore(LocalDate.Min(times.Concern.PlusDays(shared.Between(34, 44)), course.Entry.PlusDays(-1)));
            diary.Add(
                EventTypes.AssessmentCompleted,
                LocalDate.Max(assessed, diary.Days.OnOrAfter(times.Concern.PlusDays(1))),
                ("assessment", "child-and-family")
            );
            diary.Add(
                EventTypes.Referred,
                diary.Days.OnOrAfter(times.Concern.PlusDays(shared.Between(2, 6))),
                ("to", "family-group-conference"),
                ("reason", "To find out early who in the family could help.")
            );
        }

        var conference = times.Concern.PlusDays(shared.Between(40, 62));
        if (before && conference < course.Entry.PlusDays(-3))
            Meeting(
                diary,
                "family-group-conference",
                conference,
                shared.Pick([
                    "Relatives offered weekend care and a plan for the mornings.",
                    "The family asked for a second meeting with an aunt present.",
                ])
            );

        if (times.LegalPlanning is { } legal)
        {
            var expected = times.WayIn is not (WayIn.PoliceProtection or WayIn.EmergencyOrder);
            if (expected)
            {
                diary.Add(EventTypes.RemovalLikely, diary.Days.OnOrBefore(legal.PlusDays(-shared.Between(9, 12))));
                diary.Add(
                    "team-manager",
                    EventTypes.MeetingBooked,
                    diary.Days.OnOrBefore(legal.PlusDays(-8)),
                    [("meeting", "legal-planning"), ("for", legal)]
                );
                MeetingWriter.Planning(diary, legal.PlusDays(-shared.Between(3, 6)), shared, joint: false);
            }

            diary.Add("legal", EventTypes.MeetingHeld, legal, [("meeting", "legal-planning"), ("outcome", "threshold-met")]);
            MeetingWriter.Planning(diary, diary.Days.OnOrAfter(legal.PlusDays(1)), shared, joint: false);
        }

        if (times.PreProceedings is { } started)
        {
            diary.Add(EventTypes.PreProceedingsStarted, started);
            MeetingWriter.Planning(
                diary,
                started.PlusDays(shared.Between(20, 38)),
                shared,
                joint: false,
                notAfter: times.Issued ?? course.Entry
            );
            diary.Add(EventTypes.AssessmentStarted, diary.Days.OnOrAfter(started.PlusDays(5)), ("assessment", "viability"));
            var ended = times.Issued ?? started.PlusDays(100);
            diary.Add(
                EventTypes.AssessmentCompleted,
                diary.Days.OnOrBefore(LocalDate.Min(started.PlusDays(33), ended)),
                ("assessment", "viability")
            );
            diary.Add(EventTypes.PreProceedingsEnded, ended);
        }

        if (times.CareDecision is { } decided && decided >= times.Concern)
        {
            diary.Add("service-manager", EventTypes.CareDecisionMade, decided, [("approvedBy", "Service Manager")]);
            MeetingWriter.Planning(diary, diary.Days.OnOrBefore(course.Entry.PlusDays(-3)), shared, joint: false);
            Meeting(diary, "placement-arrangement", course.Entry.PlusDays(-1), null);
            diary.Add(
                "administrator",
                EventTypes.MeetingBooked,
                diary.Days.OnOrAfter(decided),
                [("meeting", "permanence-planning"), ("for", diary.Days.OnOrBefore(course.Entry.PlusDays(-3)))]
            );
        }
    }

    /// <summary>A child whose family is helped in time: pre-proceedings end, the child stays, nobody enters care.</summary>
    public static void WriteStayingHome(LocalDate concern, Diary diary, Dice dice)
    {
        diary.Add(EventTypes.InterventionStarted, concern);
        diary.Add(EventTypes.LifeStoryStarted, concern);
        diary.Add(EventTypes.AssessmentStarted, diary.Days.OnOrAfter(concern.PlusDays(1)), ("assessment", "child-and-family"));
        diary.Add(EventTypes.AssessmentCompleted, diary.Days.OnOrBefore(concern.PlusDays(40)), ("assessment", "child-and-family"));
        diary.Add(
            EventTypes.Referred,
            diary.Days.OnOrAfter(concern.PlusDays(3)),
            ("to", "family-group-conference"),
            ("reason", "To find out early who in the family could help.")
        );
        Meeting(
            diary,
            "family-group-conference",
            concern.PlusDays(dice.Between(35, 60)),
            "The family made its own plan for keeping everyone safe."
        );
        if (!dice.Chance(70))
            return;

        var legal = diary.Days.OnOrAfter(concern.PlusDays(dice.Between(70, 90)));
        diary.Add(
            "team-manager",
            EventTypes.MeetingBooked,
            diary.Days.OnOrBefore(legal.PlusDays(-8)),
            [("meeting", "legal-planning"), ("for", legal)]
        );
        MeetingWriter.Planning(diary, legal.PlusDays(-4), dice, joint: false);
        diary.Add("legal", EventTypes.MeetingHeld, legal, [("meeting", "legal-planning"), ("outcome", "threshold-met")]);
        MeetingWriter.Planning(diary, diary.Days.OnOrAfter(legal.PlusDays(1)), dice, joint: false);
        var started = diary.Days.OnOrAfter(legal.PlusDays(4));
        diary.Add(EventTypes.PreProceedingsStarted, started);
        MeetingWriter.Planning(diary, started.PlusDays(dice.Between(25, 38)), dice, joint: false);
        Meeting(diary, "family-network", started.PlusDays(dice.Between(50, 60)), null);
        diary.Add(EventTypes.PreProceedingsEnded, diary.Days.OnOrBefore(started.PlusDays(dice.Between(90, 108))));
    }

    private static void Meeting(Diary diary, string meeting, LocalDate on, string? outcome)
    {
        var day = diary.Days.OnOrBefore(on);
        diary.Add("administrator", EventTypes.MeetingBooked, diary.Days.OnOrBefore(day.PlusDays(-9)), [("meeting", meeting), ("for", day)]);
        diary.Add("social-worker", EventTypes.MeetingHeld, day, [("meeting", meeting), ("outcome", outcome)]);
    }
}

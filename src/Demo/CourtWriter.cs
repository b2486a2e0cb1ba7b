using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes care proceedings: issue, interim order, filings, hearings listed and relisted, the final order.</summary>
internal static class CourtWriter
{
    /// <summary>Days from filing the final care plan to the hearing it is for.</summary>
    public const int FilingBeforeHearing = 21;

    public static void Write(Course course, Diary diary, Dice shared)
    {
        var times = course.Times;
        if (times is not { Issued: { } issued, Listed: { } listed, Concluded: { } concluded })
            return;

        var days = diary.Days;
        diary.Add("legal", EventTypes.ProceedingsIssued, issued, []);
        var planning = days.OnOrAfter(issued.PlusDays(7));
        diary.Add("team-manager", EventTypes.MeetingBooked, issued, [("meeting", "care-planning"), ("for", planning)]);
        diary.Add(
            "team-manager",
            EventTypes.MeetingHeld,
            days.OnOrAfter(issued.PlusDays(7)),
            [("meeting", "care-planning"), ("outcome", "Who does what before the first hearing was agreed.")]
        );
        diary.Add("legal", EventTypes.CarePlanFilingSet, issued, [("plan", "first-interim"), ("for", days.OnOrAfter(issued.PlusDays(9)))]);
        diary.Add(
            "legal",
            EventTypes.CarePlanFiled,
            days.OnOrAfter(issued.PlusDays(shared.Between(7, 9))),
            [("plan", "first-interim"), Stating(diary.Settings.Practice.InterimPlanStates)]
        );
        var interim = course.Statuses.FirstOrDefault(status => status.Status == "C1").From;
        if (interim != default)
        {
            diary.Add("legal", EventTypes.CourtDateListed, issued, [("hearing", "interim"), ("for", interim)]);
            diary.Add("legal", EventTypes.OrderMade, interim, [("order", "interim-care")]);
        }

        var managed = days.OnOrAfter(issued.PlusDays(shared.Between(20, 26)));
        diary.Add(
            "legal",
            EventTypes.CourtDateListed,
            managed,
            [("hearing", "issues-resolution"), ("for", days.OnOrBefore(listed.PlusDays(-28)))]
        );
        diary.Add("legal", EventTypes.CourtDateListed, managed, [("hearing", "final"), ("for", listed)]);
        diary.Add(
            "legal",
            EventTypes.CarePlanFilingSet,
            managed,
            [("plan", "final"), ("for", days.OnOrBefore(listed.PlusDays(-FilingBeforeHearing)))]
        );
        if (
            diary.Settings.Practice.EveryPlanToDecisionMaker
            && course.Destination is Destination.GuardianshipByRelative or Destination.ChildArrangements
        )
            diary.Add(
                "administrator",
                EventTypes.AgencyDecisionBooked,
                days.OnOrAfter(managed.PlusDays(40)),
                [("for", days.OnOrBefore(listed.PlusDays(-24)))]
            );
        if (concluded != listed)
        {
            var moved = days.OnOrBefore(listed.PlusDays(-shared.Between(25, 32)));
            diary.Add("legal", EventTypes.CourtDateListed, moved, [("hearing", "final"), ("for", concluded)]);
            diary.Add(
                "legal",
                EventTypes.CarePlanFilingSet,
                moved,
                [("plan", "final"), ("for", days.OnOrBefore(concluded.PlusDays(-FilingBeforeHearing)))]
            );
        }

        diary.Add(
            "legal",
            EventTypes.CarePlanFiled,
            days.OnOrBefore(concluded.PlusDays(-FilingBeforeHearing - 1)),
            [("plan", "final"), Stating(diary.Settings.Practice.FinalPlanStates)]
        );
        diary.Add("legal", EventTypes.ProceedingsConcluded, concluded, []);
        if (course.Leaves > concluded)
        {
            if (course.IsAdoption)
                diary.Add("legal", EventTypes.OrderMade, concluded, [("order", "placement")]);
            diary.Add("legal", EventTypes.OrderMade, concluded, [("order", "care")]);
        }
    }

    public static void WriteReversal(Course course, Diary diary)
    {
        if (course.Reversed is not { } reversed)
            return;
        diary.Add("agency-decision-maker", EventTypes.ShouldBePlacedReversed, reversed, [("reason", "RD3")]);
        diary.Add("legal", EventTypes.OrderEnded, reversed.PlusDays(21), [("order", "placement")]);
    }

    private static (string, object?) Stating(IReadOnlyList<string> requirements) =>
        ("states", requirements.Count == 0 ? null : new FieldList<string>(requirements));
}

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
        diary.Add("legal", "proceedings-issued", issued, []);
        diary.Add("team-manager", "meeting-booked", issued, [("meeting", "care-planning"), ("for", days.OnOrAfter(issued.PlusDays(7)))]);
        diary.Add(
            "team-manager",
            "meeting-held",
            days.OnOrAfter(issued.PlusDays(7)),
            [("meeting", "care-planning"), ("outcome", "Who does what before the first hearing was agreed.")]
        );
        diary.Add("legal", "care-plan-filing-set", issued, [("plan", "first-interim"), ("for", days.OnOrAfter(issued.PlusDays(9)))]);
        diary.Add("legal", "care-plan-filed", days.OnOrAfter(issued.PlusDays(shared.Between(7, 9))), [("plan", "first-interim")]);
        var interim = course.Statuses.FirstOrDefault(status => status.Status == "C1").From;
        if (interim != default)
        {
            diary.Add("legal", "court-date-listed", issued, [("hearing", "interim"), ("for", interim)]);
            diary.Add("legal", "order-made", interim, [("order", "interim-care")]);
        }

        var managed = days.OnOrAfter(issued.PlusDays(shared.Between(20, 26)));
        diary.Add(
            "legal",
            "court-date-listed",
            managed,
            [("hearing", "issues-resolution"), ("for", days.OnOrBefore(listed.PlusDays(-28)))]
        );
        diary.Add("legal", "court-date-listed", managed, [("hearing", "final"), ("for", listed)]);
        diary.Add(
            "legal",
            "care-plan-filing-set",
            managed,
            [("plan", "final"), ("for", days.OnOrBefore(listed.PlusDays(-FilingBeforeHearing)))]
        );
        if (
            diary.Settings.Practice.EveryPlanToDecisionMaker
            && course.Destination is Destination.GuardianshipByRelative or Destination.ChildArrangements
        )
            diary.Add(
                "administrator",
                "agency-decision-booked",
                days.OnOrAfter(managed.PlusDays(40)),
                [("for", days.OnOrBefore(listed.PlusDays(-24)))]
            );
        if (concluded != listed)
        {
            var moved = days.OnOrBefore(listed.PlusDays(-shared.Between(25, 32)));
            diary.Add("legal", "court-date-listed", moved, [("hearing", "final"), ("for", concluded)]);
            diary.Add(
                "legal",
                "care-plan-filing-set",
                moved,
                [("plan", "final"), ("for", days.OnOrBefore(concluded.PlusDays(-FilingBeforeHearing)))]
            );
        }

        diary.Add("legal", "care-plan-filed", days.OnOrBefore(concluded.PlusDays(-FilingBeforeHearing - 1)), [("plan", "final")]);
        diary.Add("legal", "proceedings-concluded", concluded, []);
        if (course.Leaves > concluded)
        {
            if (course.IsAdoption)
                diary.Add("legal", "order-made", concluded, [("order", "placement")]);
            diary.Add("legal", "order-made", concluded, [("order", "care")]);
        }
    }

    public static void WriteReversal(Course course, Diary diary)
    {
        if (course.Reversed is not { } reversed)
            return;
        diary.Add("agency-decision-maker", "should-be-placed-reversed", reversed, [("reason", "RD3")]);
        diary.Add("legal", "order-ended", reversed.PlusDays(21), [("order", "placement")]);
    }
}

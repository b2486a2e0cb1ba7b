namespace Permanence.Demo;

/// <summary>
/// Writes adoption: the agency's decision, finding and matching a family, placing, applying; and a baby given up at birth.
/// </summary>
internal static class AdoptionWriter
{
    public static void Write(Course course, Diary diary)
    {
        if (!course.IsAdoption || course.Decided is not { } decided)
            return;

        var dice = diary.Dice;
        var days = diary.Days;
        if (course.Destination == Destination.Relinquished)
            WriteRelinquished(course, diary);
        diary.Add("administrator", "agency-decision-booked", days.OnOrBefore(decided.PlusDays(-dice.Between(20, 24))), [("for", decided)]);
        if (course.Destination == Destination.Relinquished)
            diary.Add(
                "administrator",
                "meeting-held",
                days.OnOrBefore(decided.PlusDays(-5)),
                [("meeting", "adoption-panel"), ("outcome", "The panel recommended adoption with both parents' agreement.")]
            );
        diary.Add("agency-decision-maker", "should-be-placed-decided", decided, []);
        diary.Add(
            "officer-allocated",
            days.OnOrAfter(decided.PlusDays(2)),
            ("role", "adoption-coordinator"),
            ("who", diary.Settings.ReviewingOfficers.Count > 0 ? dice.Pick(diary.Settings.ReviewingOfficers) : null)
        );
        diary.Add("discussion-recorded", days.OnOrAfter(decided.PlusDays(6)), ("topic", "counselling"));
        diary.Add("family-finding-started", days.OnOrAfter(decided.PlusDays(dice.Between(1, 6))));

        if (course.Destination == Destination.DecisionReversed)
        {
            diary.Add(
                "link-proposed",
                days.OnOrAfter(course.Times.Concluded!.Value.PlusDays(dice.Between(60, 110))),
                ("family", "Family A")
            );
            diary.Add(
                "adoption-unlikely-recorded",
                days.OnOrBefore(course.Reversed!.Value.PlusDays(-dice.Between(20, 28))),
                ("reason", "The family drew back and nobody else came forward.")
            );
            CourtWriter.WriteReversal(course, diary);
            return;
        }

        if (
            course.Drift == DemoDrift.NoFamilyFound
            || course is not { Linked: { } linked, Matched: { } matched, Placed: { } placed, Applied: { } applied }
        )
            return;
        var family = $"Family {dice.Pick("ABCDEFGH".ToCharArray())}";
        if (dice.Chance(30) && course.Destination == Destination.Adoption && linked.PlusDays(-50) > decided)
            diary.Add("link-proposed", days.OnOrBefore(linked.PlusDays(-40)), ("family", "Family J"));
        diary.Add("link-proposed", linked, ("family", family));
        diary.Add(
            "administrator",
            "meeting-held",
            days.OnOrAfter(linked.PlusDays(2)),
            [("meeting", "matching"), ("outcome", "A good fit; introductions planned gently.")]
        );
        diary.Add(
            "administrator",
            "meeting-held",
            days.OnOrBefore(matched.PlusDays(-1)),
            [("meeting", "adoption-panel"), ("outcome", "Match recommended.")]
        );
        diary.Add("agency-decision-maker", "match-approved", matched, [("family", family)]);
        diary.Add("placed-for-adoption", placed, ("family", family));
        diary.Add("adoption-applied", applied, ("family", family));
    }

    private static void WriteRelinquished(Course course, Diary diary)
    {
        var dice = diary.Dice;
        var days = diary.Days;
        diary.Add("relinquishment-notified", days.OnOrBefore(course.Born.PlusDays(-dice.Between(20, 60))), ("by", "Midwife"));
        diary.Add(
            "referred",
            days.OnOrBefore(course.Born.PlusDays(-dice.Between(10, 18))),
            ("to", "adoption-agency"),
            ("reason", "A mother expecting a baby has asked about adoption.")
        );
        diary.Add("discussion-recorded", days.OnOrBefore(course.Born.PlusDays(-dice.Between(3, 9))), ("topic", "counselling"));
        diary.Add("cafcass-notified", days.OnOrAfter(course.Born.PlusDays(dice.Between(6, 25))), ("by", "social-worker"));
        diary.Add("legal", "consent-taken", days.OnOrAfter(course.Born.PlusDays(dice.Between(43, 48))), [("by", "CAFCASS officer")]);
    }
}

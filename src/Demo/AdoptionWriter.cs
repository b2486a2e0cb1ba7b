using Permanence.Domain.Records;

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
        var booked = days.OnOrBefore(decided.PlusDays(-dice.Between(20, 24)));
        diary.Add("administrator", EventTypes.AgencyDecisionBooked, booked, [("for", decided)]);
        if (course.Destination == Destination.Relinquished)
            diary.Add(
                "administrator",
                EventTypes.MeetingHeld,
                days.OnOrBefore(decided.PlusDays(-5)),
                [("meeting", "adoption-panel"), ("outcome", "The panel recommended adoption with both parents' agreement.")]
            );
        diary.Add("agency-decision-maker", EventTypes.ShouldBePlacedDecided, decided, []);
        diary.Add(
            EventTypes.OfficerAllocated,
            days.OnOrAfter(decided.PlusDays(2)),
            ("role", "adoption-coordinator"),
            ("who", diary.Settings.ReviewingOfficers.Count > 0 ? dice.Pick(diary.Settings.ReviewingOfficers) : null)
        );
        diary.Add(EventTypes.DiscussionRecorded, days.OnOrAfter(decided.PlusDays(6)), ("topic", "counselling"));
        diary.Add(EventTypes.FamilyFindingStarted, days.OnOrAfter(decided.PlusDays(dice.Between(1, 6))));

        if (course.Destination == Destination.DecisionReversed)
        {
            diary.Add(
                EventTypes.LinkProposed,
                days.OnOrAfter(course.Times.Concluded!.Value.PlusDays(dice.Between(60, 110))),
                ("family", "Family A")
            );
            diary.Add(
                EventTypes.AdoptionUnlikelyRecorded,
                days.OnOrBefore(course.Reversed!.Value.PlusDays(-dice.Between(20, 28))),
                ("reason", "The family drew back and nobody else came forward.")
            );
            CourtWriter.WriteReversal(course, diary);
            return;
        }

        if (course.Drift == DemoDrift.NoFamilyFound || course is not { Linked: { } linked, Matched: { } matched })
            return;
        var family = $"Family {dice.Pick("ABCDEFGH".ToCharArray())}";
        if (dice.Chance(30) && course.Destination == Destination.Adoption && linked.PlusDays(-50) > decided)
            diary.Add(EventTypes.LinkProposed, days.OnOrBefore(linked.PlusDays(-40)), ("family", "Family J"));
        diary.Add(EventTypes.LinkProposed, linked, ("family", family));
        diary.Add(
            "administrator",
            EventTypes.MeetingHeld,
            days.OnOrAfter(linked.PlusDays(2)),
            [("meeting", "matching"), ("outcome", "A good fit; introductions planned gently.")]
        );
        diary.Add(
            "administrator",
            EventTypes.MeetingHeld,
            days.OnOrBefore(matched.PlusDays(-1)),
            [("meeting", "adoption-panel"), ("outcome", "Match recommended.")]
        );
        diary.Add("agency-decision-maker", EventTypes.MatchApproved, matched, [("family", family)]);
        if (course is not { Placed: { } placed, Applied: { } applied })
            return;
        diary.Add(EventTypes.PlacedForAdoption, placed, ("family", family));
        diary.Add(EventTypes.AdoptionApplied, applied, ("family", family));
    }

    private static void WriteRelinquished(Course course, Diary diary)
    {
        var dice = diary.Dice;
        var days = diary.Days;
        diary.Add(EventTypes.RelinquishmentNotified, days.OnOrBefore(course.Born.PlusDays(-dice.Between(20, 60))), ("by", "Midwife"));
        diary.Add(
            EventTypes.Referred,
            days.OnOrBefore(course.Born.PlusDays(-dice.Between(10, 18))),
            ("to", "adoption-agency"),
            ("reason", "A mother expecting a baby has asked about adoption.")
        );
        diary.Add(EventTypes.DiscussionRecorded, days.OnOrBefore(course.Born.PlusDays(-dice.Between(3, 9))), ("topic", "counselling"));
        diary.Add(EventTypes.CafcassNotified, days.OnOrAfter(course.Born.PlusDays(dice.Between(6, 25))), ("by", "social-worker"));
        var consented = days.OnOrAfter(course.Born.PlusDays(dice.Between(43, 48)));
        diary.Add("legal", EventTypes.ConsentTaken, consented, [("by", "CAFCASS officer")]);
    }
}

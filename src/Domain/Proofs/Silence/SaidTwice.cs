using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>
/// Facts that two entries say both: of one day, or where the later one could not be without the earlier. Whoever has the one has the other,
/// so that nothing is missing where one of them is. Nothing is here that somebody has to do.
/// </summary>
internal static class SaidTwice
{
    /// <summary>The entry among some that says the same as another; null where none does.</summary>
    public static CareEvent? By(CareEvent entry, IReadOnlyList<CareEvent> others) =>
        others.FirstOrDefault(other =>
            (other.On == entry.On && IsSaidBy(entry, other, others)) || (other.On >= entry.On && IsImpliedBy(entry, other))
        );

    private static bool IsSaidBy(CareEvent entry, CareEvent other, IReadOnlyList<CareEvent> others) =>
        entry.Type switch
        {
            EventTypes.PlacedForAdoption => IsAdoptive(other),
            // The same carers go on caring for the child: as adopters, or for good.
            EventTypes.PlacementStarted when entry.Flag("sameCarers") == true => IsAdoptive(entry)
                ? other.Type == EventTypes.PlacedForAdoption
                : entry.Flag("longTermMatch") == true && other.Type == EventTypes.PermanenceSecured,
            EventTypes.MatchApproved => other.Type == EventTypes.PlacementStarted && other.Flag("longTermMatch") == true,
            EventTypes.PlacementEnded => other.Type == EventTypes.PlacementStarted,
            EventTypes.UnplannedEnding => other.Type == EventTypes.PlacementEnded && other.Flag("unplanned") == true,
            // Whoever leaves the home of a family that was to adopt them is matched with it no longer.
            EventTypes.MatchEnded => other.Type == EventTypes.PlacementEnded
                && others.Any(one =>
                    one.Type == EventTypes.PlacedForAdoption && one.On < entry.On && one.Text("family") == entry.Text("family")
                ),
            EventTypes.PlanEnded => other.Type == EventTypes.PlanSet && other.Text("track") == entry.Text("track"),
            EventTypes.OrderMade => ToldBy(other) is { } order && order == entry.Text("order"),
            // An interim order lasts until the proceedings are concluded.
            EventTypes.OrderEnded => entry.Text("order") == "interim-care" && other.Type == EventTypes.ProceedingsConcluded,
            EventTypes.Died => other.Type == EventTypes.CeasedLookedAfter && other.Text("reason") == LifeCourse.DiedInCare,
            EventTypes.CeasedLookedAfter => entry.Text("reason") == LifeCourse.DiedInCare && other.Type == EventTypes.Died,
            _ => false,
        };

    private static bool IsImpliedBy(CareEvent entry, CareEvent later) =>
        entry.Type switch
        {
            // No court makes a placement order, and no family is approved, for a child of whom it was not decided.
            EventTypes.ShouldBePlacedDecided => later.Type is EventTypes.MatchApproved
                || (later.Type == EventTypes.OrderMade && later.Text("order") == "placement"),
            EventTypes.MatchApproved => later.Type == EventTypes.PlacedForAdoption && later.Text("family") == entry.Text("family"),
            // What is agreed, or has come true, is the plan.
            EventTypes.PlanSet when entry.Text("track") == "primary" => later.Type
                is EventTypes.PermanenceSecured
                    or EventTypes.PlanAgreed
                    or EventTypes.PlanConfirmed
                    or EventTypes.PlanRatified
                    or EventTypes.ReviewHeld
                && (later.Text("option") ?? later.Text("planAgreed")) == entry.Text("option"),
            // What was held, decided or filed on the day it was booked for, or by the day that was set for it.
            EventTypes.MeetingBooked => later.Type == EventTypes.MeetingHeld
                && later.On == entry.Date("for")
                && Agree(entry, later, "meeting", "kind", "family"),
            EventTypes.AgencyDecisionBooked => later.Type == EventTypes.ShouldBePlacedDecided && later.On == entry.Date("for"),
            EventTypes.CarePlanFilingSet => later.Type == EventTypes.CarePlanFiled
                && later.On <= entry.Date("for")
                && Agree(entry, later, "plan"),
            // Somebody is assessed only whom somebody found, and no assessment is completed that was not begun.
            EventTypes.NetworkPersonRecorded => later.Type is EventTypes.AssessmentStarted or EventTypes.AssessmentCompleted
                && entry.Text("person") is { } person
                && later.Text("person") == person,
            // No court orders special guardianship without a report about the guardians (Children Act 1989, section 14A(11)).
            EventTypes.AssessmentStarted => (later.Type == EventTypes.AssessmentCompleted && Agree(entry, later, "assessment", "person"))
                || (
                    entry.Text("assessment") is "connected-person" or "special-guardian"
                    && (
                        (later.Type == EventTypes.OrderMade && later.Text("order") == "special-guardianship")
                        || LeftBy(later) == "special-guardianship"
                    )
                ),
            EventTypes.PlanAgreed => later.Type is EventTypes.PlanConfirmed or EventTypes.PlanRatified
                && later.Text("option") == entry.Text("option"),
            _ => false,
        };

    private static bool Agree(CareEvent entry, CareEvent later, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (!Equals(entry.Text(field), later.Text(field)))
                return false;
        }

        return true;
    }

    private static bool IsAdoptive(CareEvent entry) =>
        entry.Type == EventTypes.PlacementStarted && AdoptionCourse.IsAdoptive(entry.Text("placement"));

    // The order that a status gives, and the one by which care ended.
    private static string? ToldBy(CareEvent entry) =>
        entry.Type is EventTypes.LegalStatusChanged or EventTypes.BecameLookedAfter
            ? CourtOrders.OfStatus(entry.Text("legalStatus"))
            : LeftBy(entry);

    private static string? LeftBy(CareEvent entry) =>
        entry.Type == EventTypes.CeasedLookedAfter ? CourtOrders.OfLeaving(entry.Text("reason")) : null;
}

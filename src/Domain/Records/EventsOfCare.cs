using static Permanence.Domain.Records.FieldOf;

namespace Permanence.Domain.Records;

/// <summary>Before care, care and the court.</summary>
internal static class EventsOfCare
{
    public static readonly IReadOnlyList<EventTypeSpecification> Types =
    [
        Type(EventTypes.InterventionStarted, "Intervention started", "Before care"),
        Type(EventTypes.PreBirthAssessmentStarted, "Pre-birth assessment started", "Before care"),
        Type(EventTypes.RemovalLikely, "Removal judged likely", "Before care"),
        Type(EventTypes.CareDecisionMade, "Decision made that the child enters care", "Before care", Text("approvedBy", "Approved by")),
        Type(EventTypes.PreProceedingsStarted, "Pre-proceedings started", "Court"),
        Type(EventTypes.PreProceedingsEnded, "Pre-proceedings ended", "Court"),
        Type(
            EventTypes.BecameLookedAfter,
            "Became looked after",
            "Care",
            Choice("basis", "Basis", true, "planned", "emergency", "remand", "not-known"),
            Code("legalStatus", "Legal status", "LS", true),
            // In care since before the first file a council gave: the true day is this one or earlier.
            Flag("onOrBefore", "On or before this day")
        ),
        Type(EventTypes.CeasedLookedAfter, "Ceased to be looked after", "Care", Code("reason", "Reason", "REC", true)),
        Type(EventTypes.LegalStatusChanged, "Legal status changed", "Care", Code("legalStatus", "Legal status", "LS", true)),
        Type(
            EventTypes.PlacementStarted,
            "Placement started",
            "Care",
            Code("placement", "Placement", "PLACE", true),
            Text("provider", "Provider"),
            Name("carer", "Carer"),
            Text("postcode", "Postcode"),
            new("distanceMiles", FieldKind.Miles, false, "Distance from home in miles"),
            Text("address", "Address"),
            Flag("longTermMatch", "Long-term match"),
            Flag("earlyPermanence", "Early permanence"),
            Flag("outOfArea", "Outside the council’s area"),
            // A change of what the placement is, not of who cares for the child: fostering for adoption becoming an adoptive placement.
            Flag("sameCarers", "Same carers as before"),
            Flag("onOrBefore", "On or before this day")
        ),
        Type(EventTypes.PlacementEnded, "Placement ended", "Care", Text("reason", "Reason"), Flag("unplanned", "Unplanned")),
        Type(EventTypes.UnplannedEnding, "Unplanned ending of a placement", "Care"),
        Type(
            EventTypes.WentMissing,
            "Missing or away without authorisation",
            "Care",
            Choice("kind", "Kind", true, "missing", "away"),
            Date("ended", "Ended")
        ),
        // Series of short breaks (V3, V4): not a period of care for any purpose of permanence, so not became-looked-after.
        Type(
            EventTypes.ShortBreaksStarted,
            "Series of short breaks started",
            "Care",
            Code("legalStatus", "Legal status", "LS", true),
            Code("placement", "Placement", "PLACE"),
            Text("provider", "Provider"),
            Flag("onOrBefore", "On or before this day")
        ),
        Type(EventTypes.ShortBreaksEnded, "Series of short breaks ended", "Care", Code("reason", "Reason", "REC")),
        Type(EventTypes.BecameParent, "Became a parent", "Care"),
        Type(EventTypes.DeprivedOfLiberty, "Deprived of liberty", "Care", Date("ended", "Ended")),
        Type(EventTypes.Died, "Died", "Care", Option(false).NotAsked(), Text("reason", "Reason")),
        Type(EventTypes.ProceedingsIssued, "Care proceedings issued", "Court"),
        Type(EventTypes.ProceedingsConcluded, "Care proceedings concluded", "Court"),
        Type(
            EventTypes.CourtDateListed,
            "Court hearing listed",
            "Court",
            Choice("hearing", "Hearing", true, "final", "interim", "issues-resolution"),
            Date("for", "Listed for", true)
        ),
        Type(EventTypes.CarePlanFilingSet, "Filing date set for a care plan", "Court", Plan(), Date("for", "To be filed on", true)),
        Type(EventTypes.CarePlanFiled, "Care plan filed", "Court", Plan(), Ids("states", "Requirements it states")),
        Type(EventTypes.OrderMade, "Order made", "Court", Choice("order", "Order", true, EventVocabulary.Orders)),
        Type(EventTypes.OrderEnded, "Order ended", "Court", Choice("order", "Order", true, EventVocabulary.Orders)),
    ];

    private static FieldSpecification Plan() => Choice("plan", "Plan", true, "first-interim", "final");
}

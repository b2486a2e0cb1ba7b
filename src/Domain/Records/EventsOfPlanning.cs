using static Permanence.Domain.Records.FieldOf;

namespace Permanence.Domain.Records;

/// <summary>Reviews, meetings, documents, the plan and adoption.</summary>
internal static class EventsOfPlanning
{
    private static readonly IReadOnlyList<string> Tracks = ["primary", "parallel", "contingency", "concurrent"];

    // A council's own meeting, of which the type may have several.
    private static readonly FieldSpecification Kind = Name("kind", "Kind of meeting in the council’s own words").NotAsked();

    private static readonly FieldSpecification MeetingId = Name("meetingId", "Meeting in the council’s diary").NotAsked();

    public static readonly IReadOnlyList<EventTypeSpecification> Types =
    [
        Type(EventTypes.ReviewBooked, "Review booked", "Reviews", Date("for", "Booked for", true), Number("number", "Review number")),
        Type(
            EventTypes.ReviewCancelled,
            "Review cancelled",
            "Reviews",
            Date("for", "Was booked for", true),
            Number("number", "Review number")
        ),
        Type(
            EventTypes.ReviewHeld,
            "Review held",
            "Reviews",
            Number("number", "Review number"),
            Choice("returnHome", "Return home", false, "planned", "uncertain", "ruled-out"),
            Choice("planAgreed", "Plan agreed", false, EventVocabulary.Options),
            Flag("signedPlan", "Signed plan available"),
            Code("participation", "How the child took part", "REVIEW_CODE")
        ),
        Type(
            EventTypes.MeetingBooked,
            "Meeting booked",
            "Meetings",
            Meeting(),
            Date("for", "Booked for", true),
            Text("family", "Family considered"),
            Kind,
            MeetingId
        ),
        Type(EventTypes.MeetingCancelled, "Meeting cancelled", "Meetings", Meeting(), Date("for", "Was booked for", true), Kind, MeetingId),
        Type(
            EventTypes.MeetingHeld,
            "Meeting held",
            "Meetings",
            Meeting(),
            Time("at", "Started at"),
            Time("ended", "Ended at"),
            Text("outcome", "Outcome"),
            Flag("adoptionAdvice", "Adoption advice given"),
            Flag("planAndContingencyConfirmed", "Plan and contingency confirmed"),
            Date("nextBy", "Next meeting to be held by"),
            Role("chair", "Chair"),
            Text("family", "Family considered"),
            Kind,
            FieldOf.People("attended", "Attended"),
            FieldOf.People("absent", "Absent"),
            MeetingId
        ),
        Type(EventTypes.MinutesSigned, "Minutes signed", "Meetings", MeetingHeld(), Text("by", "By")),
        Type(EventTypes.MinutesRecorded, "Minutes on the electronic record", "Meetings", MeetingHeld(), Text("by", "By")),
        Type(EventTypes.DocumentSent, "Document sent", "Meetings", Text("document", "Document", true), Text("to", "To", true)),
        Type(
                EventTypes.DocumentCompleted,
                "Document completed",
                "Meetings",
                Name("document", "Document", true),
                Name("form", "Form", true),
                Number("version", "Version", true),
                Name("digest", "Digest")
            )
            .OfPages(),
        Type(EventTypes.DocumentSigned, "Document signed", "Meetings", [.. Step()]).OfPages(),
        Type(EventTypes.DocumentReturned, "Document returned", "Meetings", [.. Step()]).OfPages(),
        Type(
                EventTypes.ActionAgreed,
                "Action agreed",
                "Meetings",
                Name("action", "Action", true),
                Text("what", "What is to be done", true),
                Role("owner", "Owner", true),
                Name("who", "Who"),
                Date("due", "Due", true),
                Name("document", "Document"),
                Name("meeting", "Meeting")
            )
            .OfPages(),
        Type(EventTypes.ActionDone, "Action done", "Meetings", Name("action", "Action", true), Text("reason", "Reason")).OfPages(),
        Type(EventTypes.ActionDropped, "Action dropped", "Meetings", Name("action", "Action", true), Text("reason", "Reason")).OfPages(),
        Type(EventTypes.PlanSet, "Plan set", "Plan", Option(), Choice("track", "Track", true, Tracks), Number("rank", "Rank")),
        Type(EventTypes.PlanEnded, "Plan ended", "Plan", Option(), Choice("track", "Track", true, Tracks), Text("reason", "Reason")),
        Type(EventTypes.PlanAgreed, "Plan agreed", "Plan", Option(), Text("at", "Agreed at")),
        Type(EventTypes.PlanConfirmed, "Plan confirmed", "Plan", Option(), Text("at", "Confirmed at")),
        Type(EventTypes.PlanRatified, "Plan ratified", "Plan", Option(), Text("at", "Ratified at")),
        Type(EventTypes.PermanenceSecured, "Permanence secured", "Plan", Option()),
        Type(EventTypes.PermanenceEnded, "Permanence ended", "Plan", Option(false), Text("reason", "Reason")),
        Type(EventTypes.CarePlanUpdated, "Care plan updated", "Plan"),
        Type(EventTypes.WishesRecorded, "Wishes and feelings recorded", "Plan"),
        Type(EventTypes.LifeStoryStarted, "Life story work started", "Plan"),
        Type(EventTypes.LifeStoryUpdated, "Life story work brought up to date", "Plan"),
        Type(
            EventTypes.LifeStoryCompleted,
            "Life story work completed",
            "Plan",
            Option(false).NotAsked(),
            Text("reason", "Reason").NotAsked()
        ),
        Type(
            EventTypes.ChecklistCompleted,
            "Checklist completed",
            "Plan",
            Text("checklist", "Checklist", true),
            Json("answers", "Answers", true)
        ),
        Type(
            EventTypes.DiscussionRecorded,
            "Discussion recorded",
            "Plan",
            Choice(
                "topic",
                "Topic",
                true,
                "special-guardianship",
                "staying-put",
                "counselling",
                "consultation",
                "complaints-and-advocacy",
                "other"
            ),
            new FieldSpecification("with", FieldKind.Roles, false, "With whom") { Choices = EventVocabulary.Family },
            Ids("about", "Requirements it was about"),
            Name("person", "Person of the network")
        ),
        // What a clause asks that has no event of its own: done, or why it is not to be done.
        Type(
            EventTypes.RequirementRecorded,
            "Requirement of the policy recorded",
            "Plan",
            Text("clause", "Requirement", true),
            Choice("outcome", "Outcome", true, "done", "not-needed", "declined")
        ),
        Type(
            EventTypes.PreviousPermanenceRecorded,
            "Earlier permanence recorded",
            "Plan",
            Code("kind", "Kind", "PREV_PERM", true),
            Text("authority", "Authority"),
            Text("date", "Date as given")
        ),
        Type(EventTypes.AgencyDecisionBooked, "Agency decision booked", "Adoption", Date("for", "Booked for", true)),
        Type(
            EventTypes.ShouldBePlacedDecided,
            "Decided that the child should be placed for adoption",
            "Adoption",
            Text("reason", "Reason")
        ),
        Type(EventTypes.ShouldBePlacedReversed, "Decision to place for adoption reversed", "Adoption", Text("reason", "Reason")),
        Type(
            EventTypes.FamilyFindingStarted,
            "Family finding started",
            "Adoption",
            Text("family", "Family"),
            Choice("scope", "Where families are looked for", false, "local", "regional", "national")
        ),
        Type(EventTypes.LinkProposed, "Link proposed", "Adoption", Text("family", "Family")),
        Type(EventTypes.LinkEnded, "Link ended", "Adoption", Text("family", "Family", true), Text("reason", "Reason", true)),
        Type(EventTypes.MatchApproved, "Match approved", "Adoption", Text("family", "Family")),
        Type(EventTypes.MatchEnded, "Match ended", "Adoption", Text("family", "Family", true), Text("reason", "Reason", true)),
        Type(EventTypes.PlacedForAdoption, "Placed for adoption", "Adoption", Text("family", "Family")),
        Type(EventTypes.AdoptionApplied, "Adoption applied for", "Adoption", Text("family", "Family")),
        Type(EventTypes.AdoptionUnlikelyRecorded, "Adoption judged unlikely", "Adoption", Text("reason", "Reason")),
        Type(EventTypes.RelinquishmentNotified, "Relinquishment notified", "Adoption", Text("by", "By")),
        Type(EventTypes.CafcassNotified, "CAFCASS notified", "Adoption", Text("by", "By")),
        Type(EventTypes.ConsentTaken, "Consent taken", "Adoption", Text("by", "By"), Name("person", "Person of the network")),
    ];

    private static FieldSpecification Meeting() => Choice("meeting", "Meeting", true, EventVocabulary.Meetings);

    private static FieldSpecification MeetingHeld() => Id("meeting", "Meeting", EventTypes.MeetingHeld);

    private static FieldSpecification[] Step() =>
        [
            Name("document", "Document", true),
            Number("version", "Version", true),
            Name("step", "Step", true),
            Role("by", "By"),
            Text("reason", "Reason"),
        ];
}

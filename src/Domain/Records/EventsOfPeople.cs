using static Permanence.Domain.Records.FieldOf;

namespace Permanence.Domain.Records;

/// <summary>Who the child is, assessments, people, oversight, leaving care, siblings, and the record itself.</summary>
internal static class EventsOfPeople
{
    public static readonly IReadOnlyList<EventTypeSpecification> Types =
    [
        Type(
            EventTypes.DetailsChanged,
            "Details of the child changed",
            "The child",
            Name("name", "Name"),
            Date("born", "Date of birth"),
            Date("expected", "Date of birth expected"),
            Choice("sex", "Sex", false, "F", "M", "U"),
            Code("ethnicity", "Ethnicity", "ETHNIC"),
            Name("team", "Team"),
            Flag("restricted", "Restricted record")
        ),
        Type(EventTypes.AssessmentStarted, "Assessment started", "Assessments", Assessment(), Name("person", "Person of the network")),
        Type(EventTypes.AssessmentCompleted, "Assessment completed", "Assessments", Assessment(), Name("person", "Person of the network")),
        Type(
            EventTypes.Referred,
            "Referred",
            "Assessments",
            Text("to", "To", true),
            Text("reason", "Reason"),
            Ids("about", "Requirements it was about")
        ),
        Type(
            EventTypes.OutcomesRecorded,
            "Health and outcome checks recorded",
            "Assessments",
            Text("year", "Collection year", true),
            Json("answers", "Answers", true)
        ),
        Type(
            EventTypes.IroAppointed,
            "Independent reviewing officer appointed",
            "People",
            Choice("role", "Role", false, EventVocabulary.EveryRole),
            Name("who", "Who")
        ),
        Type(
            EventTypes.OfficerAllocated,
            "Officer allocated",
            "People",
            Choice("role", "Role", true, EventVocabulary.EveryRole),
            Name("who", "Who"),
            Date("until", "Until"),
            Text("reason", "Reason")
        ),
        Type(
            EventTypes.NetworkPersonRecorded,
            "Person of the family network recorded",
            "People",
            Name("person", "Person", true),
            Text("relation", "Relation to the child", true),
            Name("name", "Name"),
            Flag("parentalResponsibility", "Has parental responsibility"),
            DayOrWords("approached", "Approached"),
            Flag("willing", "Willing to care for the child"),
            Text("outcome", "Outcome"),
            Text("reason", "Reason"),
            DayOrWords("told", "Told of the outcome")
        ),
        Type(EventTypes.EscalationRaised, "Escalation raised", "Oversight", [.. Escalation()]),
        Type(EventTypes.EscalationAcknowledged, "Escalation acknowledged", "Oversight", [.. Escalation(), Raised(false)]),
        Type(
            EventTypes.EscalationSnoozed,
            "Escalation put off",
            "Oversight",
            Raised(true),
            Date("until", "Until", true),
            Text("reason", "Reason", true)
        ),
        Type(EventTypes.EscalationResolved, "Escalation resolved", "Oversight", [.. Escalation(), Raised(false)]),
        Type(EventTypes.StayingPutRaised, "Staying Put raised", "Leaving care", [.. StayingPut()]),
        Type(EventTypes.StayingPutAgreed, "Staying Put agreed", "Leaving care", [.. StayingPut()]),
        Type(EventTypes.PathwayPlanMade, "Pathway plan made", "Leaving care", Date("leavesOn", "Planned day of leaving care")),
        Type(EventTypes.PersonalAdviserOffered, "Personal adviser offered", "Leaving care", Flag("accepted", "Accepted")),
        Type(EventTypes.CareLeaverContacted, "Care leaver contacted", "Leaving care", Flag("accepted", "Accepted")),
        Type(EventTypes.SpecialGuardianshipSupportReviewed, "Special guardianship support reviewed", "Leaving care"),
        Type(EventTypes.SiblingJoined, "Joined a sibling group", "Siblings", [.. Sibling()]),
        Type(EventTypes.SiblingLeft, "Left a sibling group", "Siblings", [.. Sibling()]),
        Type(EventTypes.SiblingsDecided, "Decided whether siblings live together", "Siblings", [.. Sibling()]),
        // What a council's SSDA903 return of one year said of the child, row by row, so that years agree in whatever order they come.
        Type(
                EventTypes.ReturnReceived,
                "SSDA903 return received",
                "Record",
                Text("year", "Collection year", true),
                Text("import", "Import", true),
                Json("rows", "Rows", true),
                // The kinds of file that were given with rows in them; of another kind the return said nothing.
                Text("files", "Files given")
            )
            .OfPlatform(),
        // A person's answer where a return and a person's entry disagree; the correction, where there is one, stands beside it.
        Type(
                EventTypes.HeldFactDecided,
                "Conflict with a return decided",
                "Record",
                Text("fact", "Conflict", true),
                Choice("decision", "Decision", true, "kept", "taken"),
                Text("returnSays", "The return said", true),
                Text("recordSays", "Recorded here"),
                Text("reason", "Reason", true)
            )
            .OfPlatform(),
        Type(
                EventTypes.EventCorrected,
                "Entry corrected",
                "Record",
                Id("event", "Entry"),
                new("with", FieldKind.Event, true, "Corrected entry"),
                Text("reason", "Reason", true)
            )
            .OfPages(),
        Type(EventTypes.EventWithdrawn, "Entry withdrawn", "Record", Id("event", "Entry"), Text("reason", "Reason", true)).OfPages(),
    ];

    private static FieldSpecification Assessment() => Choice("assessment", "Assessment", true, EventVocabulary.Assessments);

    private static FieldSpecification Raised(bool required) => Id("escalation", "Escalation", EventTypes.EscalationRaised, required);

    private static FieldSpecification[] Escalation() =>
        [Text("clause", "Clause"), Text("by", "By"), Text("to", "To"), Text("reason", "Reason"), Date("complyBy", "Comply by")];

    private static FieldSpecification[] StayingPut() =>
        [Choice("scheme", "Scheme", false, "staying-put", "staying-close"), Flag("preferred", "Preferred")];

    private static FieldSpecification[] Sibling() =>
        [Name("group", "Sibling group", true), Choice("decision", "Decision", false, "together", "apart"), Json("reasons", "Reasons")];
}

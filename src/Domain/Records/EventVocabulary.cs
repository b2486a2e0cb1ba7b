using System.Collections.Frozen;

namespace Permanence.Domain.Records;

/// <summary>What a field of an event holds.</summary>
public enum FieldKind
{
    Text,
    Date,
    /// <summary>A local date and time, Europe/London, to the minute or second.</summary>
    DateTime,
    Flag,
    Number,
    Miles,
    /// <summary>One of a closed list of words.</summary>
    Choice,
    /// <summary>A code of the SSDA903 return, upper case. Codes are not checked here: a council's file may hold one that is not known yet.</summary>
    Code,
    /// <summary>The id of an event in the same record.</summary>
    EventId,
    Event,
    /// <summary>Any JSON: answers to a checklist, reasons a child each.</summary>
    Json
}

/// <summary>One field an event type may carry beside <c>on</c> and <c>note</c>.</summary>
public sealed record FieldSpecification(string Name, FieldKind Kind, bool Required, string Label)
{
    /// <summary>The words a <see cref="FieldKind.Choice"/> may be.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>One kind of event.</summary>
/// <param name="Name">As programs write it: <c>became-looked-after</c>.</param>
/// <param name="Label">As people read it: <c>Became looked after</c>.</param>
/// <param name="Subject">Where a page lists it: <c>Meetings</c>.</param>
public sealed record EventTypeSpecification(string Name, string Label, string Subject, IReadOnlyList<FieldSpecification> Fields)
{
    private readonly FrozenDictionary<string, FieldSpecification> byName = Fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    public FieldSpecification? Field(string name) => byName.GetValueOrDefault(name);
}

/// <summary>
/// Every kind of event the platform knows, said once: readers, writers, forms, policy packs and imports all follow this list.
/// A name here is for ever, because stored events carry it.
/// </summary>
public static class EventVocabulary
{
    public static readonly IReadOnlyList<string> Meetings =
    [
        "permanence-planning", "specialist-discussion", "legal-planning", "family-group-conference", "family-network", "tracking",
        "permanence-panel", "care-planning", "matching", "placement-arrangement", "fostering-panel", "adoption-panel", "learning"
    ];

    public static readonly IReadOnlyList<string> Options =
    [
        "return-home", "kinship-care", "special-guardianship", "child-arrangements", "adoption", "early-permanence",
        "long-term-fostering", "residential", "independence", "other"
    ];

    public static readonly IReadOnlyList<string> Roles =
    [
        "social-worker", "team-manager", "service-manager", "head-of-service", "service-director", "iro", "iro-manager",
        "agency-decision-maker", "adoption-coordinator", "fostering-manager", "kinship-manager", "personal-adviser", "legal", "analyst",
        "administrator"
    ];

    public static readonly IReadOnlyList<string> Orders =
    [
        "interim-care", "care", "placement", "special-guardianship", "child-arrangements", "supervision", "adoption"
    ];

    public static readonly IReadOnlyList<string> Assessments =
    [
        "sibling", "viability", "connected-person", "special-guardian", "special-guardianship-support", "child-and-family",
        "leaving-care-needs", "adoption-support", "long-term-carer"
    ];

    public static readonly IReadOnlyList<EventTypeSpecification> Types =
    [
        // Before care
        Type("intervention-started", "Intervention started", "Before care"),
        Type("pre-birth-assessment-started", "Pre-birth assessment started", "Before care"),
        Type("removal-likely", "Removal judged likely", "Before care"),
        Type("care-decision-made", "Decision made that the child enters care", "Before care", Text("approvedBy", "Approved by")),
        Type("pre-proceedings-started", "Pre-proceedings started", "Court"),
        Type("pre-proceedings-ended", "Pre-proceedings ended", "Court"),

        // Care
        Type("became-looked-after", "Became looked after", "Care",
            Choice("basis", "Basis", true, "planned", "emergency", "remand", "not-known"),
            Code("legalStatus", "Legal status", true),
            // In care since before the first file a council gave: the true day is this one or earlier.
            Flag("onOrBefore", "On or before this day")),
        Type("ceased-looked-after", "Ceased to be looked after", "Care", Code("reason", "Reason", true)),
        Type("legal-status-changed", "Legal status changed", "Care", Code("legalStatus", "Legal status", true)),
        Type("placement-started", "Placement started", "Care",
            Code("placement", "Placement", true), Text("provider", "Provider"), Text("carer", "Carer"), Text("postcode", "Postcode"),
            new("distanceMiles", FieldKind.Miles, false, "Distance from home in miles"), Text("address", "Address"),
            Flag("longTermMatch", "Long-term match"), Flag("earlyPermanence", "Early permanence"), Flag("outOfArea", "Outside the council’s area"),
            // A change of what the placement is, not of who cares for the child: fostering for adoption becoming an adoptive placement.
            Flag("sameCarers", "Same carers as before"), Flag("onOrBefore", "On or before this day")),
        Type("placement-ended", "Placement ended", "Care", Text("reason", "Reason"), Flag("unplanned", "Unplanned")),
        Type("unplanned-ending", "Unplanned ending of a placement", "Care"),
        Type("went-missing", "Missing or away without authorisation", "Care",
            Choice("kind", "Kind", true, "missing", "away"), Date("ended", "Ended")),
        // Series of short breaks (V3, V4): not a period of care for any purpose of permanence, so not became-looked-after.
        Type("short-breaks-started", "Series of short breaks started", "Care",
            Code("legalStatus", "Legal status", true), Code("placement", "Placement"), Text("provider", "Provider"),
            Flag("onOrBefore", "On or before this day")),
        Type("short-breaks-ended", "Series of short breaks ended", "Care", Code("reason", "Reason")),
        Type("became-parent", "Became a parent", "Care"),
        Type("deprived-of-liberty", "Deprived of liberty", "Care", Date("ended", "Ended")),

        // Court
        Type("proceedings-issued", "Care proceedings issued", "Court"),
        Type("proceedings-concluded", "Care proceedings concluded", "Court"),
        Type("court-date-listed", "Court hearing listed", "Court",
            Choice("hearing", "Hearing", true, "final", "interim", "issues-resolution"), Date("for", "Listed for", true)),
        Type("care-plan-filing-set", "Filing date set for a care plan", "Court",
            Choice("plan", "Plan", true, "first-interim", "final"), Date("for", "To be filed on", true)),
        Type("care-plan-filed", "Care plan filed", "Court", Choice("plan", "Plan", true, "first-interim", "final")),
        Type("order-made", "Order made", "Court", Choice("order", "Order", true, [.. Orders])),
        Type("order-ended", "Order ended", "Court", Choice("order", "Order", true, [.. Orders])),

        // Reviews
        Type("review-booked", "Review booked", "Reviews", Date("for", "Booked for", true), Number("number", "Review number")),
        Type("review-cancelled", "Review cancelled", "Reviews", Date("for", "Was booked for", true), Number("number", "Review number")),
        Type("review-held", "Review held", "Reviews",
            Number("number", "Review number"), Choice("returnHome", "Return home", false, "planned", "uncertain", "ruled-out"),
            Choice("planAgreed", "Plan agreed", false, [.. Options]), Flag("signedPlan", "Signed plan available"),
            Code("participation", "How the child took part")),

        // Meetings
        Type("meeting-booked", "Meeting booked", "Meetings", Choice("meeting", "Meeting", true, [.. Meetings]), Date("for", "Booked for", true)),
        Type("meeting-cancelled", "Meeting cancelled", "Meetings", Choice("meeting", "Meeting", true, [.. Meetings]), Date("for", "Was booked for", true)),
        Type("meeting-held", "Meeting held", "Meetings",
            Choice("meeting", "Meeting", true, [.. Meetings]), Time("at", "Started at"), Time("ended", "Ended at"), Text("outcome", "Outcome"),
            Flag("adoptionAdvice", "Adoption advice given"), Flag("planAndContingencyConfirmed", "Plan and contingency confirmed"),
            Date("nextBy", "Next meeting to be held by")),
        Type("minutes-signed", "Minutes signed", "Meetings", Id("meeting", "Meeting"), Text("by", "By")),
        Type("minutes-recorded", "Minutes on the electronic record", "Meetings", Id("meeting", "Meeting"), Text("by", "By")),
        Type("document-sent", "Document sent", "Meetings", Text("document", "Document", true), Text("to", "To", true)),

        // Plan
        Type("plan-set", "Plan set", "Plan", Choice("option", "Option", true, [.. Options]),
            Choice("track", "Track", true, "primary", "parallel", "contingency", "concurrent"), Number("rank", "Rank")),
        Type("plan-ended", "Plan ended", "Plan", Choice("option", "Option", true, [.. Options]),
            Choice("track", "Track", true, "primary", "parallel", "contingency", "concurrent"), Text("reason", "Reason")),
        Type("plan-agreed", "Plan agreed", "Plan", Choice("option", "Option", true, [.. Options]), Text("at", "Agreed at")),
        Type("plan-confirmed", "Plan confirmed", "Plan", Choice("option", "Option", true, [.. Options]), Text("at", "Confirmed at")),
        Type("plan-ratified", "Plan ratified", "Plan", Choice("option", "Option", true, [.. Options]), Text("at", "Ratified at")),
        Type("permanence-secured", "Permanence secured", "Plan", Choice("option", "Option", true, [.. Options])),
        Type("care-plan-updated", "Care plan updated", "Plan"),
        Type("wishes-recorded", "Wishes and feelings recorded", "Plan"),
        Type("life-story-started", "Life story work started", "Plan"),
        Type("life-story-updated", "Life story work brought up to date", "Plan"),
        Type("checklist-completed", "Checklist completed", "Plan", Text("checklist", "Checklist", true), new("answers", FieldKind.Json, true, "Answers")),
        Type("discussion-recorded", "Discussion recorded", "Plan",
            Choice("topic", "Topic", true, "special-guardianship", "staying-put", "counselling", "consultation", "complaints-and-advocacy", "other")),
        // What a clause asks that has no event of its own: done, or why it is not to be done.
        Type("requirement-recorded", "Requirement of the policy recorded", "Plan",
            Text("clause", "Requirement", true), Choice("outcome", "Outcome", true, "done", "not-needed", "declined")),
        Type("previous-permanence-recorded", "Earlier permanence recorded", "Plan", Code("kind", "Kind", true), Text("authority", "Authority"), Text("date", "Date as given")),

        // Adoption
        Type("agency-decision-booked", "Agency decision booked", "Adoption", Date("for", "Booked for", true)),
        Type("should-be-placed-decided", "Decided that the child should be placed for adoption", "Adoption", Text("reason", "Reason")),
        Type("should-be-placed-reversed", "Decision to place for adoption reversed", "Adoption", Text("reason", "Reason")),
        Type("family-finding-started", "Family finding started", "Adoption", Text("family", "Family")),
        Type("link-proposed", "Link proposed", "Adoption", Text("family", "Family")),
        Type("match-approved", "Match approved", "Adoption", Text("family", "Family")),
        Type("placed-for-adoption", "Placed for adoption", "Adoption", Text("family", "Family")),
        Type("adoption-applied", "Adoption applied for", "Adoption", Text("family", "Family")),
        Type("adoption-unlikely-recorded", "Adoption judged unlikely", "Adoption", Text("reason", "Reason")),
        Type("relinquishment-notified", "Relinquishment notified", "Adoption", Text("by", "By")),
        Type("cafcass-notified", "CAFCASS notified", "Adoption", Text("by", "By")),
        Type("consent-taken", "Consent taken", "Adoption", Text("by", "By")),

        // Assessments and people
        Type("assessment-started", "Assessment started", "Assessments", Choice("assessment", "Assessment", true, [.. Assessments])),
        Type("assessment-completed", "Assessment completed", "Assessments", Choice("assessment", "Assessment", true, [.. Assessments])),
        Type("referred", "Referred", "Assessments", Text("to", "To", true), Text("reason", "Reason")),
        Type("outcomes-recorded", "Health and outcome checks recorded", "Assessments", Text("year", "Collection year", true), new("answers", FieldKind.Json, true, "Answers")),
        Type("iro-appointed", "Independent reviewing officer appointed", "People", Choice("role", "Role", false, [.. Roles]), Text("who", "Who")),
        Type("officer-allocated", "Officer allocated", "People", Choice("role", "Role", true, [.. Roles]), Text("who", "Who"), Date("until", "Until"), Text("reason", "Reason")),

        // Oversight
        Type("escalation-raised", "Escalation raised", "Oversight", [.. Escalation()]),
        Type("escalation-acknowledged", "Escalation acknowledged", "Oversight", [.. Escalation()]),
        Type("escalation-resolved", "Escalation resolved", "Oversight", [.. Escalation()]),

        // Leaving care
        Type("staying-put-raised", "Staying Put raised", "Leaving care", Choice("scheme", "Scheme", false, "staying-put", "staying-close"), Flag("preferred", "Preferred")),
        Type("staying-put-agreed", "Staying Put agreed", "Leaving care", Choice("scheme", "Scheme", false, "staying-put", "staying-close"), Flag("preferred", "Preferred")),
        Type("pathway-plan-made", "Pathway plan made", "Leaving care", Date("leavesOn", "Planned day of leaving care")),
        Type("personal-adviser-offered", "Personal adviser offered", "Leaving care", Flag("accepted", "Accepted")),
        Type("care-leaver-contacted", "Care leaver contacted", "Leaving care", Flag("accepted", "Accepted")),
        Type("special-guardianship-support-reviewed", "Special guardianship support reviewed", "Leaving care"),

        // Siblings
        Type("sibling-joined", "Joined a sibling group", "Siblings", [.. Sibling()]),
        Type("sibling-left", "Left a sibling group", "Siblings", [.. Sibling()]),
        Type("siblings-decided", "Decided whether siblings live together", "Siblings", [.. Sibling()]),

        // The record itself
        // What a council's SSDA903 return of one year said of the child, row by row, so that years agree in whatever order they come.
        Type("return-received", "SSDA903 return received", "Record",
            Text("year", "Collection year", true), Text("import", "Import", true), new("rows", FieldKind.Json, true, "Rows")),
        // A person's answer where a return and a person's entry disagree; the correction, where there is one, stands beside it.
        Type("held-fact-decided", "Conflict with a return decided", "Record",
            Text("fact", "Conflict", true), Choice("decision", "Decision", true, "kept", "taken"), Text("returnSays", "The return said", true),
            Text("recordSays", "Recorded here"), Text("reason", "Reason", true)),
        Type("event-corrected", "Entry corrected", "Record", Id("event", "Entry"), new("with", FieldKind.Event, true, "Corrected entry"), Text("reason", "Reason", true)),
        Type("event-withdrawn", "Entry withdrawn", "Record", Id("event", "Entry"), Text("reason", "Reason", true))
    ];

    private static readonly FrozenDictionary<string, EventTypeSpecification> ByName =
        Types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Ordinals =
        Types.Select((type, ordinal) => KeyValuePair.Create(type.Name, ordinal)).ToFrozenDictionary(StringComparer.Ordinal);

    public static EventTypeSpecification? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A type's place in <see cref="Types"/> while the program runs; never stored.</summary>
    public static int OrdinalOf(string name) => Ordinals[name];

    private static EventTypeSpecification Type(string name, string label, string subject, params FieldSpecification[] fields) => new(name, label, subject, fields);

    private static FieldSpecification Text(string name, string label, bool required = false) => new(name, FieldKind.Text, required, label);

    private static FieldSpecification Date(string name, string label, bool required = false) => new(name, FieldKind.Date, required, label);

    private static FieldSpecification Time(string name, string label) => new(name, FieldKind.DateTime, false, label);

    private static FieldSpecification Flag(string name, string label) => new(name, FieldKind.Flag, false, label);

    private static FieldSpecification Number(string name, string label) => new(name, FieldKind.Number, false, label);

    private static FieldSpecification Code(string name, string label, bool required = false) => new(name, FieldKind.Code, required, label);

    private static FieldSpecification Id(string name, string label) => new(name, FieldKind.EventId, true, label);

    private static FieldSpecification Choice(string name, string label, bool required, params string[] choices) =>
        new(name, FieldKind.Choice, required, label) { Choices = choices };

    private static FieldSpecification[] Escalation() =>
        [Text("clause", "Clause"), Text("by", "By"), Text("to", "To"), Text("reason", "Reason"), Date("complyBy", "Comply by")];

    private static FieldSpecification[] Sibling() =>
        [Text("group", "Sibling group", true), Choice("decision", "Decision", false, "together", "apart"), new("reasons", FieldKind.Json, false, "Reasons")];
}

using System.Collections.Frozen;

namespace Permanence.Api.Pages.Words;

/// <summary>What the codes of the SSDA903 return and the names of the event vocabulary mean, in words for a page.</summary>
public static class Codes
{
    public static readonly IReadOnlyList<(string Code, string Words)> LegalStatuses =
    [
        ("C1", "Interim care order"),
        ("C2", "Full care order"),
        ("E1", "Placement order"),
        ("V2", "Accommodated under section 20"),
        ("V3", "Short-term breaks, each recorded"),
        ("V4", "Short-term breaks, agreement recorded"),
        ("L1", "Police protection"),
        ("L2", "Emergency protection order"),
        ("L3", "Child assessment order"),
        ("J1", "Remanded to local authority accommodation or youth detention"),
        ("J2", "Placed under the Police and Criminal Evidence Act"),
        ("J3", "Youth rehabilitation order with residence or intensive fostering"),
        ("D1", "Freeing order (historic)")
    ];

    public static readonly IReadOnlyList<(string Code, string Words)> Placements =
    [
        ("U1", "Foster placement with relatives or friends, long term"),
        ("U2", "Foster placement with relatives or friends, fostering for adoption"),
        ("U3", "Foster placement with relatives or friends"),
        ("U4", "Foster placement, long term"),
        ("U5", "Foster placement, fostering for adoption"),
        ("U6", "Foster placement"),
        ("A3", "Placed for adoption with consent, with the current foster carer"),
        ("A4", "Placed for adoption with consent"),
        ("A5", "Placed for adoption under a placement order, with the current foster carer"),
        ("A6", "Placed for adoption under a placement order"),
        ("K1", "Secure children’s home"),
        ("K2", "Children’s home"),
        ("K3", "Registered supported accommodation"),
        ("P1", "With parents or others with parental responsibility"),
        ("P2", "Independent living"),
        ("P3", "Residential employment"),
        ("R1", "Residential care home"),
        ("R2", "Hospital or other medical care"),
        ("R3", "Family centre or mother and baby unit"),
        ("R5", "Young offender institution"),
        ("S1", "Residential school"),
        ("H5", "Semi-independent living"),
        ("T0", "Temporary move"),
        ("T1", "Temporary stay in hospital"),
        ("T2", "Holiday"),
        ("T3", "Temporary stay while the carer is on holiday"),
        ("T4", "Temporary stay of seven days or less"),
        ("Z1", "Other placement"),
        ("Z11", "Other placement (Z11)"),
        ("Z12", "Other placement (Z12)"),
        ("Z13", "Other placement (Z13)"),
        ("Z14", "Other placement (Z14)")
    ];

    public static readonly IReadOnlyList<(string Code, string Words)> CeasedReasons =
    [
        ("E11", "Adopted, application unopposed"),
        ("E12", "Adopted, consent dispensed with"),
        ("E4A", "Returned home, planned"),
        ("E4B", "Returned home, not planned"),
        ("E13", "Left to live with family or others without parental responsibility"),
        ("E41", "Child arrangements order"),
        ("E45", "Special guardianship to a former foster carer who is a relative or friend"),
        ("E46", "Special guardianship to a former foster carer"),
        ("E47", "Special guardianship to a relative or friend"),
        ("E48", "Special guardianship to another carer"),
        ("E17", "Turned 18 and stayed with carers"),
        ("E5", "Independent living with formal support"),
        ("E6", "Independent living without formal support"),
        ("E7", "Moved to residential care funded by adult services"),
        ("E3", "Care taken over by another council"),
        ("E9", "Sentenced to custody"),
        ("E14", "Remand ended"),
        ("E15", "Age assessed as 18 or over"),
        ("E16", "Moved abroad"),
        ("E2", "Died"),
        ("E8", "Another reason"),
        ("E43", "Special guardianship to former foster carers (historic)"),
        ("E44", "Special guardianship to other carers (historic)")
    ];

    public static readonly IReadOnlyList<(string Code, string Words)> Participations =
    [
        ("PN0", "Under 4 at the time of the review"),
        ("PN1", "Came and spoke for themselves"),
        ("PN2", "Came, an advocate spoke for them"),
        ("PN3", "Came and conveyed views without words"),
        ("PN4", "Came but gave no view"),
        ("PN5", "Did not come, briefed an advocate"),
        ("PN6", "Did not come, gave views another way"),
        ("PN7", "Did not come and gave no view")
    ];

    public static readonly IReadOnlyList<(string Code, string Words)> EarlierPermanence =
    [
        ("P1", "Adoption"), ("P2", "Special guardianship order"), ("P3", "Residence or child arrangements order"), ("P4", "Not known"),
        ("Z1", "No earlier permanence")
    ];

    private static readonly FrozenDictionary<string, string> LegalStatusWords = Words(LegalStatuses);
    private static readonly FrozenDictionary<string, string> PlacementWords = Words(Placements);
    private static readonly FrozenDictionary<string, string> CeasedReasonWords = Words(CeasedReasons);

    // Where a name with its hyphens turned into spaces would not be what a practitioner says.
    private static readonly FrozenDictionary<string, string> Special = new Dictionary<string, string>
    {
        ["iro"] = "Independent reviewing officer",
        ["iro-manager"] = "Manager of the independent reviewing officers",
        ["permanence-planning"] = "Permanence planning meeting",
        ["specialist-discussion"] = "Specialist discussion",
        ["legal-planning"] = "Legal planning meeting",
        ["family-group-conference"] = "Family group conference",
        ["family-network"] = "Family network meeting",
        ["tracking"] = "Tracking meeting",
        ["permanence-panel"] = "Permanence panel",
        ["care-planning"] = "Care planning meeting",
        ["matching"] = "Matching meeting",
        ["placement-arrangement"] = "Placement arrangement meeting",
        ["fostering-panel"] = "Fostering panel",
        ["adoption-panel"] = "Adoption panel",
        ["learning"] = "Learning meeting",
        ["ppm-summary"] = "Summary of the planning meeting",
        ["ppm-minutes"] = "Minutes of the planning meeting",
        ["iro-pack"] = "Papers for the independent reviewing officer",
        ["iro-checklist"] = "IRO checklist",
        ["staying-put"] = "Staying Put",
        ["staying-close"] = "Staying Close",
        ["interim-care"] = "Interim care order",
        ["care"] = "Care order",
        ["placement"] = "Placement order",
        ["supervision"] = "Supervision order"
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string LegalStatus(string code) => LegalStatusWords.GetValueOrDefault(code) ?? $"Legal status {code}";

    public static string Placement(string code) => PlacementWords.GetValueOrDefault(code) ?? $"Placement {code}";

    public static string CeasedReason(string code) => CeasedReasonWords.GetValueOrDefault(code) ?? $"Reason {code}";

    /// <summary><c>special-guardianship</c> as <c>Special guardianship</c>; meetings, orders and roles by their full names.</summary>
    public static string Name(string name) =>
        Special.GetValueOrDefault(name) ?? (name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '));

    /// <summary>The same inside a sentence; a name with capitals of its own keeps them.</summary>
    public static string InSentence(string words) =>
        words.Length > 1 && char.IsUpper(words[0]) && !words.AsSpan(1).ContainsAnyInRange('A', 'Z') ? char.ToLowerInvariant(words[0]) + words[1..] : words;

    private static FrozenDictionary<string, string> Words(IEnumerable<(string Code, string Words)> codes) =>
        codes.ToFrozenDictionary(code => code.Code, code => code.Words, StringComparer.Ordinal);
}

using System.Collections.Frozen;

namespace Permanence.Domain.Records;

/// <summary>
/// Every kind of event the platform knows, said once: readers, writers, forms, policy packs and imports all follow this list.
/// A name here is for ever, because stored events carry it.
/// </summary>
public static class EventVocabulary
{
    public static readonly IReadOnlyList<string> Meetings =
    [
        "permanence-planning",
        "specialist-discussion",
        "legal-planning",
        "family-group-conference",
        "family-network",
        "tracking",
        "permanence-panel",
        "care-planning",
        "matching",
        "placement-arrangement",
        "fostering-panel",
        "adoption-panel",
        "learning",
    ];

    public static readonly IReadOnlyList<string> Options =
    [
        "return-home",
        "kinship-care",
        "special-guardianship",
        "child-arrangements",
        "adoption",
        "early-permanence",
        "long-term-fostering",
        "residential",
        "independence",
        "other",
    ];

    public static readonly IReadOnlyList<string> Roles =
    [
        "social-worker",
        "team-manager",
        "service-manager",
        "head-of-service",
        "service-director",
        "iro",
        "iro-manager",
        "agency-decision-maker",
        "adoption-coordinator",
        "fostering-manager",
        "kinship-manager",
        "personal-adviser",
        "legal",
        "analyst",
        "administrator",
    ];

    /// <summary>The roles that people may also have, beside those of most councils.</summary>
    public static readonly IReadOnlyList<string> OtherRoles =
    [
        "information-governance",
        "panel-administrator",
        "adoption-worker",
        "case-progression-officer",
    ];

    public static readonly IReadOnlyList<string> EveryRole = [.. Roles, .. OtherRoles];

    /// <summary>With whom things are discussed, beside people in their roles.</summary>
    public static readonly IReadOnlyList<string> Family =
    [
        "child",
        "mother",
        "father",
        "parents",
        "siblings",
        "relative",
        "carer",
        "adopters",
    ];

    public static readonly IReadOnlyList<string> Orders =
    [
        "interim-care",
        "care",
        "placement",
        "special-guardianship",
        "child-arrangements",
        "supervision",
        "adoption",
    ];

    public static readonly IReadOnlyList<string> Assessments =
    [
        "sibling",
        "viability",
        "connected-person",
        "special-guardian",
        "special-guardianship-support",
        "child-and-family",
        "leaving-care-needs",
        "adoption-support",
        "long-term-carer",
    ];

    public static readonly IReadOnlyList<EventTypeSpecification> Types =
    [
        .. EventsOfCare.Types.Concat(EventsOfPlanning.Types).Concat(EventsOfPeople.Types).Select(WithBy),
    ];

    private static readonly FrozenDictionary<string, EventTypeSpecification> ByName = Types.ToFrozenDictionary(
        type => type.Name,
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<string, int> Ordinals = Types
        .Select((type, ordinal) => KeyValuePair.Create(type.Name, ordinal))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null where this program does not know the type: one that a newer program stored.</summary>
    public static EventTypeSpecification? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>As people read it, also where this program does not know the type.</summary>
    public static string LabelOf(string name) => Find(name)?.Label ?? name.Replace('-', ' ');

    /// <summary>Whether a word is a role of the platform.</summary>
    public static bool IsRole(string word) => EveryRole.Contains(word);

    /// <summary>A type's place in <see cref="Types"/> while the program runs; never stored.</summary>
    public static int OrdinalOf(string name) => Ordinals[name];

    /// <summary>The same; -1 where this program does not know the type.</summary>
    internal static int OrdinalOrNone(string name) => Ordinals.TryGetValue(name, out var ordinal) ? ordinal : -1;

    private static EventTypeSpecification WithBy(EventTypeSpecification type) =>
        type.By == RecordedBy.Platform || type.Field("by") is not null
            ? type
            : new EventTypeSpecification(
                type.Name,
                type.Label,
                type.Subject,
                [.. type.Fields, new FieldSpecification("by", FieldKind.Role, false, "Said by") { Asked = false, StandsForStamp = true }]
            )
            {
                By = type.By,
            };
}

using System.Collections.Frozen;

namespace Permanence.Api.Words;

/// <summary>
/// What the names of the event vocabulary mean, in words for a page. The return's codes have their words in the code set file.
/// </summary>
public static class Codes
{
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
        ["long-term-fostering"] = "Long-term fostering",
        ["staying-put"] = "Staying Put",
        ["staying-close"] = "Staying Close",
        ["interim-care"] = "Interim care order",
        ["care"] = "Care order",
        ["placement"] = "Placement order",
        ["supervision"] = "Supervision order",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>special-guardianship</c> as <c>Special guardianship</c>; meetings, orders and roles by their full names.</summary>
    public static string Name(string name) =>
        Special.GetValueOrDefault(name) ?? (name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '));

    /// <summary>The same inside a sentence; a name with capitals of its own keeps them.</summary>
    public static string InSentence(string words) =>
        words.Length > 1 && char.IsUpper(words[0]) && !words.AsSpan(1).ContainsAnyInRange('A', 'Z')
            ? char.ToLowerInvariant(words[0]) + words[1..]
            : words;
}

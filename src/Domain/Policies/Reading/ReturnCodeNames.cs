using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Which codes of the SSDA903 return a field of an event may hold, in any collection year.</summary>
internal static class ReturnCodeNames
{
    /// <summary>The sets that fields take their codes from, by event and field, or by field alone.</summary>
    private static readonly Dictionary<string, string> SetOf = new(StringComparer.Ordinal)
    {
        ["legalStatus"] = CodeSets.LegalStatuses, ["placement"] = CodeSets.Placements, ["participation"] = CodeSets.Participations,
        ["ceased-looked-after/reason"] = CodeSets.CeasedReasons, ["previous-permanence-recorded/kind"] = CodeSets.EarlierPermanence
    };

    /// <summary>One code, or null with the fault noted.</summary>
    public static string? Code(CodeSets sets, PolicyNode node, string type, string field)
    {
        if (node.Name() is not { } code)
            return null;
        if (
            (SetOf.GetValueOrDefault($"{type}/{field}") ?? SetOf.GetValueOrDefault(field)) is not { } set
            || sets.Find(set, code) is not null
        )
            return code;
        node.Fault(
            $"'{Spelling.Shortened(code)}' is no code of {set}.{Spelling.Nearest(code, sets.Of(set).Select(known => known.Code))} The "
                + $"codes stand in {PolicyFolder.Codes}."
        );
        return null;
    }
}

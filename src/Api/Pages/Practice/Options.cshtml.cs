using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>The options for permanence as one council describes them, those with a place in its order of preference first.</summary>
public sealed class OptionsModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies)
{
    public IReadOnlyList<OptionGuide> Options => [.. Reference.Options.OrderBy(option => option.Rank ?? int.MaxValue)];

    public static IReadOnlyList<(string Title, IReadOnlyList<PolicyPoint> Points)> Parts(OptionGuide option)
    {
        ArgumentNullException.ThrowIfNull(option);
        (string, IReadOnlyList<PolicyPoint>)[] parts =
        [
            ("Suits", option.Suits),
            ("Advantages", option.Advantages),
            ("Disadvantages", option.Disadvantages),
            ("What it does", option.Effects),
            ("Conditions", option.Conditions),
            ("More", option.About),
        ];
        return [.. parts.Where(part => part.Item2.Count > 0)];
    }

    public static string Standing(OptionGuide option)
    {
        ArgumentNullException.ThrowIfNull(option);
        var place = option switch
        {
            { Rank: { } rank } => $"{Words.EventWords.Ordinal(rank)} in the order of preference",
            { Standing: OptionStanding.Conditional } => "Open only where its conditions hold",
            { Standing: OptionStanding.Restricted } => "Allowed, not normally the plan",
            _ => "No place in an order of preference",
        };
        return option.GivesPermanence switch
        {
            true => $"{place}. The policy counts it as permanence.",
            false => $"{place}. The policy does not count it as permanence.",
            _ => $"{place}.",
        };
    }
}

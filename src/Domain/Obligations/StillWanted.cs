using System.Collections;
using Permanence.Domain.Policies;

namespace Permanence.Domain.Obligations;

/// <summary>The working of a duty that stands beside one that lapsed: made when somebody asks, as every working is.</summary>
internal sealed class StillWanted(LimbRule rule, Sentence reason) : IReadOnlyList<Step>
{
    private Step[]? steps;

    /// <summary>A limb of what lapsed, as it is still wanted.</summary>
    public static Limb Shown(LimbReading lapsed, Sentence reason) =>
        new()
        {
            Clause = lapsed.Rule.Clause.Id,
            Force = lapsed.Rule.Clause.Force,
            AnchorEventId = lapsed.Moment.Source?.Id,
            Steps = new StillWanted(lapsed.Rule, reason),
        };

    private Step[] Steps => steps ??= [new OutcomeStep(reason.ToString()), new RuleStep(rule), new CitationStep(rule.Clause)];

    public int Count => Steps.Length;

    public Step this[int index] => Steps[index];

    public IEnumerator<Step> GetEnumerator() => ((IEnumerable<Step>)Steps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Steps.GetEnumerator();
}

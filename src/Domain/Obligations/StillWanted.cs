using System.Collections;
using Permanence.Domain.Policies;

namespace Permanence.Domain.Obligations;

/// <summary>The working of a duty that stands beside one that lapsed: made when somebody asks, as every working is.</summary>
internal sealed class StillWanted(LimbRule rule, Sentence reason) : IReadOnlyList<Step>
{
    private Step[]? steps;

    private Step[] Steps => steps ??= [new OutcomeStep(reason.ToString()), new RuleStep(rule), new CitationStep(rule.Clause)];

    public int Count => Steps.Length;

    public Step this[int index] => Steps[index];

    public IEnumerator<Step> GetEnumerator() => ((IEnumerable<Step>)Steps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Steps.GetEnumerator();
}

using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

/// <summary>A condition of the language.</summary>
/// <param name="Key">As packs write it.</param>
/// <param name="Means">When it holds, for the page that lists the conditions.</param>
/// <param name="Examples">How it is written, each as what stands after the key.</param>
/// <param name="Schema">What may stand after the key.</param>
/// <param name="Read">Reads what stands after the key; null with the fault noted.</param>
internal sealed record ConditionKind(
    string Key,
    string Means,
    IReadOnlyList<string> Examples,
    Schema Schema,
    Func<PolicyNode, Definitions, Condition?> Read
);

using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Occasions;

/// <summary>How often a duty may arise.</summary>
/// <param name="Key">As packs write it: the word, or the first key of the mapping.</param>
/// <param name="Means">When it arises, for the page that lists them.</param>
/// <param name="Examples">How it is written, each as what stands after <c>each</c>.</param>
/// <param name="Keys">What may stand in the mapping; null where it is a word by itself.</param>
/// <param name="Read">Reads one; null with the fault noted.</param>
internal sealed record OccasionKind(
    string Key,
    string Means,
    IReadOnlyList<string> Examples,
    Keys? Keys,
    Func<PolicyNode, Definitions, Occasion?> Read
);

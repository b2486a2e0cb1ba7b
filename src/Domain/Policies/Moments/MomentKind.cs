using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Moments;

/// <summary>A way to define a moment.</summary>
/// <param name="Means">Which day it is, for the page that lists them.</param>
/// <param name="Example">How it is written, without its label.</param>
/// <param name="Keys">What may stand beside its label. The first is the key that it is known by.</param>
/// <param name="Read">Reads one, given its name and label; null with the fault noted.</param>
internal sealed record MomentKind(string Means, string Example, Keys Keys, Func<string, string, PolicyNode, Definitions, Moment?> Read)
{
    private static readonly Key Label = Schemas.Key.Needed("label", Schema.Text.Saying("What explanations call it."));

    public MomentKind(string means, string example, IReadOnlyList<Key> keys, Func<string, string, PolicyNode, Definitions, Moment?> read)
        : this(means, example, new Keys([.. keys, Label]), read) { }

    public string Key => Keys.Names[0];
}

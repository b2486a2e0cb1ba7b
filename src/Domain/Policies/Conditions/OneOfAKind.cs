using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

/// <summary>
/// The one shape of what is asked of a plan, a placement or an order: <c>[adoption]</c> or, where more is asked,
/// <c>{ any-of: [adoption], where: { track: primary }, at: start }</c>.
/// </summary>
internal sealed class OneOfAKind
{
    private readonly Keys keys;

    /// <param name="word">One of the kinds.</param>
    /// <param name="where">What may be asked of the entry; null for nothing.</param>
    /// <param name="needsAKind">Whether some kind has to be named.</param>
    public OneOfAKind(Schema word, Schema? where, bool needsAKind)
    {
        var kinds = Schema.OneOrMany(word);
        var of = needsAKind ? Key.Needed("any-of", kinds) : new Key("any-of", kinds);
        var at = new Key("at", Schema.Moment);
        keys = where is null ? new Keys(of, at) : new Keys(of, new Key("where", where), at);
        Schema = Schema.OneOf(kinds, keys);
    }

    public Schema Schema { get; }

    /// <returns>The node that names the kinds, the one that says more of the entry, and the day tested.</returns>
    public (PolicyNode? Kinds, PolicyNode? Where, Moment? At) Read(PolicyNode node, Definitions definitions)
    {
        if (!node.IsMap)
            return (node, null, null);
        node.RefuseUnknown(keys);
        return (node.Get("any-of"), node.Get("where"), node.Get("at") is { } at ? definitions.Moment(at) : null);
    }
}

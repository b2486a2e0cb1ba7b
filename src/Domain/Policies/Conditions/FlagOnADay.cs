using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

/// <summary>The one shape of what is so or is not: <c>true</c>, <c>false</c>, or so on a day: <c>{ at: start }</c>.</summary>
internal static class FlagOnADay
{
    private static readonly Keys Keys = new(Key.Needed("at", Schemas.Schema.Moment));

    public static Schema Schema { get; } = Schemas.Schema.OneOf(Schemas.Schema.Flag, Keys);

    /// <returns>What is expected, and the day tested; null for the day asked about.</returns>
    public static (bool Expected, Moment? At) Read(PolicyNode node, Definitions definitions)
    {
        if (!node.IsMap)
            return (node.Flag(), null);
        node.RefuseUnknown(Keys);
        return (true, node.Need("at", "say on which day") is { } at ? definitions.Moment(at) : null);
    }
}

using System.Collections.Immutable;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Selectors;

/// <summary>
/// Lists of events: written out, or by the name of a list that the pack or the national layer defines under <c>events</c>.
/// </summary>
internal static class SelectorList
{
    public static Schema Schema { get; } =
        Schemas.Schema.OneOrMany(Schemas.Schema.OneOf(Schemas.Schema.Name, Schemas.Schema.Defined("selector")));

    /// <summary>The named lists of a file.</summary>
    public static Schema Named { get; } = Schemas.Schema.MapOf(Schemas.Schema.OneOrMany(Schemas.Schema.Defined("selector")));

    public static ImmutableArray<Selector> Read(PolicyNode? node, Definitions definitions) =>
        [.. (node?.Items() ?? []).SelectMany(item => ReadOne(item, definitions))];

    /// <summary>One event, or the events of a named list.</summary>
    public static ImmutableArray<Selector> ReadOne(PolicyNode item, Definitions definitions) =>
        item.IsMap
            ? Selector.Read(item, definitions) is { } selector
                ? [selector]
                : []
            : [.. definitions.Group(item)];

    /// <summary>
    /// Reads named lists. A council may say otherwise what the national layer names, for its own duties; what is the same as it is said
    /// once.
    /// </summary>
    public static void Define(PolicyNode node, Definitions definitions)
    {
        foreach (var (name, list) in node.Pairs())
        {
            var read = definitions.Once<IReadOnlyList<Selector>>(
                "events",
                list,
                _ => [.. list.Items().Select(item => Selector.Read(item, definitions)).OfType<Selector>()]
            )!;
            if (!definitions.OwnGroups.Add(name))
                list.Fault($"There is a group of events '{name}' already.");
            else if (definitions.Groups.TryGetValue(name, out var below) && Shape.Of(below) == Shape.Of(read))
                list.Fault($"The national layer has the same events under '{name}': leave them out here.");
            else
                definitions.Groups[name] = read;
        }
    }
}

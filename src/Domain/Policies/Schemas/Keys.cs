using System.Text.Json.Nodes;

namespace Permanence.Domain.Policies.Schemas;

/// <summary>
/// A mapping with a closed list of keys. Readers refuse every other key by it, so that it cannot say less than they read.
/// </summary>
internal sealed class Keys(params IReadOnlyList<Key> keys) : Schema(() => Write(keys))
{
    public IReadOnlyList<string> Names { get; } = [.. keys.Select(key => key.Name)];

    public IReadOnlyList<Key> All => keys;

    public bool Has(string name) => names.Contains(name);

    private readonly HashSet<string> names = keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>A mapping with one of the keys and no other.</summary>
    public Schema OnlyOne() => With("minProperties", 1).With("maxProperties", 1);

    public Keys And(params IReadOnlyList<Key> more) => new([.. keys, .. more]);

    private static JsonObject Write(IReadOnlyList<Key> keys)
    {
        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Of.Json()))),
        };
        if (keys.Any(key => key.IsNeeded))
            mapping["required"] = new JsonArray([.. keys.Where(key => key.IsNeeded).Select(key => (JsonNode)JsonValue.Create(key.Name)!)]);
        return mapping;
    }
}

/// <param name="Of">What stands after it.</param>
internal sealed record Key(string Name, Schema Of)
{
    public bool IsNeeded { get; private init; }

    /// <summary>A key that must be there.</summary>
    public static Key Needed(string name, Schema of) => new(name, of) { IsNeeded = true };
}

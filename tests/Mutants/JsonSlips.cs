using System.Text;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Permanence.Builders;

namespace Permanence.Mutants;

/// <summary>
/// Changes JSON where it stays JSON: a field gone, twice, renamed, of another sort; an item too many. Or breaks it as any text.
/// </summary>
public static class JsonSlips
{
    // Half of a character outside the first plane: JSON can escape it, text cannot hold it.
    private const string HalfACharacter = "\"half-a-character\"";

    public static byte[] In(byte[] json, Random random)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(random);
        if (random.Next(4) == 0 || JsonNode.Parse(json) is not { } root)
            return Slips.In(json, random);
        // Half of them say something else in the right form, so that what reads them is tried and not only what refuses them.
        var wellFormed = random.Next(2) == 0;
        for (var slips = random.Next(1, 4); slips > 0; slips--)
        {
            var places = Places(root).ToList();
            if (places.Count == 0)
                break;
            var place = places[random.Next(places.Count)];
            if (wellFormed)
                SaySomethingElse(place, random, places);
            else
                Change(place, random, places);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace(HalfACharacter, "\"\\ud800\"", StringComparison.Ordinal));
    }

    private static void Change(
        (JsonNode Parent, string? Name, int Index) place,
        Random random,
        List<(JsonNode Parent, string? Name, int Index)> others
    )
    {
        var kind = random.Next(5);
        if (place.Parent is JsonObject fields)
        {
            var value = fields[place.Name!];
            if (kind == 0)
                fields.Remove(place.Name!);
            else if (kind == 1 && fields.Remove(place.Name!))
                fields[place.Name + "x"] = value;
            else
                fields[place.Name!] = Other(random, others);
        }
        else if (place.Parent is JsonArray items)
        {
            if (kind == 0)
                items.RemoveAt(place.Index);
            else if (kind == 1)
                items.Add(items[place.Index]?.DeepClone());
            else
                items[place.Index] = Other(random, others);
        }
    }

    // Another day, what the same field says elsewhere, an item twice or not at all.
    private static void SaySomethingElse(
        (JsonNode Parent, string? Name, int Index) place,
        Random random,
        List<(JsonNode Parent, string? Name, int Index)> others
    )
    {
        if (place.Parent is JsonArray items)
        {
            if (random.Next(2) == 0)
                items.RemoveAt(place.Index);
            else
                items.Insert(random.Next(items.Count + 1), items[place.Index]?.DeepClone());
            return;
        }

        var named = place.Name!;
        if (
            place.Parent[named] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && LocalDatePattern.Iso.Parse(text) is { Success: true } day
        )
        {
            place.Parent[named] = LocalDatePattern.Iso.Format(day.Value.PlusDays(random.Next(-400, 400)));
            return;
        }

        var same = others.Where(other => other.Name == named && other.Parent != place.Parent).ToList();
        if (same.Count > 0)
            place.Parent[named] = same[random.Next(same.Count)].Parent[named]?.DeepClone();
    }

    private static JsonNode? Other(Random random, List<(JsonNode Parent, string? Name, int Index)> others)
    {
        var (parent, name, index) = others[random.Next(others.Count)];
        return random.Next(8) switch
        {
            0 => null,
            1 => JsonValue.Create(random.Next(-3, 3)),
            2 => JsonValue.Create(random.Next(2) == 0),
            3 => new JsonArray(),
            4 => new JsonObject { ["x"] = 1 },
            5 => JsonValue.Create("half-a-character"),
            6 => (name is null ? parent[index] : parent[name])?.DeepClone(),
            _ => JsonValue.Create(Slips.Values[random.Next(Slips.Values.Count)]),
        };
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                yield return (node, name, 0);
                foreach (var inner in value is null ? [] : Places(value))
                    yield return inner;
            }
        }
        else if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                yield return (node, null, index);
                foreach (var inner in items[index] is { } item ? Places(item) : [])
                    yield return inner;
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace Permanence.Domain.Policies.Schemas;

/// <summary>
/// How a part of a pack is written, as JSON Schema says it to an editor. Stands beside the code that reads the part, so that both are
/// changed together; <c>permanence policy schema</c> writes it out.
/// </summary>
internal class Schema(Func<JsonObject> json)
{
    /// <summary>YAML takes <c>2026</c> and <c>true</c> for no text; a reader takes them as they stand.</summary>
    public static Schema Text { get; } = Of(() => new() { ["type"] = Types("string", "number", "boolean"), ["minLength"] = 1 });

    /// <summary>Any mapping; what it holds is for the reader to say.</summary>
    public static Schema AnyKeys { get; } = Of(() => new() { ["type"] = "object", ["minProperties"] = 1 });

    /// <summary>One key and its value, whatever they are.</summary>
    public static Schema OnePair { get; } =
        Of(() =>
            new()
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["maxProperties"] = 1,
            }
        );

    /// <summary>A key with nothing after it.</summary>
    public static Schema Nothing { get; } = Of(() => new() { ["type"] = "null" });

    public static Schema Flag { get; } = Of(() => new() { ["type"] = "boolean" });

    public static Schema Date { get; } = Pattern(@"^\d{4}-\d{2}-\d{2}$", "A day, such as 2026-01-05.");

    public static Schema Limit { get; } =
        Pattern(
            "^[0-9]{1,4} (hours?|days?|working-days?|weeks?|months?|years?)$",
            "A whole number with its unit, such as 20 working-days."
        );

    public static Schema Moment { get; } = Pattern("^[a-z][a-z0-9-]*$", "A moment: built in, of the national layer, or of this pack.");

    public static Schema Clause { get; } = Pattern("^[A-Z][A-Za-z0-9._-]*$", "An id of the register, clauses.yaml.");

    /// <summary>What something is known by.</summary>
    public static Schema Name { get; } =
        Of(() =>
            new()
            {
                ["type"] = Types("string", "number", "boolean"),
                ["minLength"] = 1,
                ["maxLength"] = 100,
            }
        );

    public static Schema Whole(int from, int to) =>
        Of(() =>
            new()
            {
                ["type"] = "integer",
                ["minimum"] = from,
                ["maximum"] = to,
            }
        );

    public static Schema Pattern(string pattern, string says) =>
        Of(() =>
            new()
            {
                ["type"] = "string",
                ["pattern"] = pattern,
                ["description"] = says,
            }
        );

    /// <summary>One of a closed list of words.</summary>
    public static Schema Word(IEnumerable<string> words) =>
        Of(() => new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) });

    /// <summary>One word that may be no other.</summary>
    public static Schema Word(string word) => Word([word]);

    /// <summary>A list, or one item of it by itself.</summary>
    public static Schema OneOrMany(Schema item) => OneOf(item, List(item));

    public static Schema List(Schema item) =>
        Of(() =>
            new()
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["items"] = item.Json(),
            }
        );

    public static Schema OneOf(params IReadOnlyList<Schema> choices) =>
        Of(() => new() { ["oneOf"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Json())]) });

    /// <summary>A mapping whose keys are names of the author's own, or words that the reader knows.</summary>
    public static Schema MapOf(Schema value) =>
        Of(() =>
            new()
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["additionalProperties"] = value.Json(),
            }
        );

    /// <summary>A part that a file's schema defines once, under a name.</summary>
    public static Schema Defined(string name) => Of(() => new() { ["$ref"] = $"#/$defs/{name}" });

    public JsonObject Json() => json();

    public Schema Saying(string description) => With("description", description);

    /// <summary>The same with one more thing said of it.</summary>
    public Schema With(string keyword, JsonNode value) =>
        Of(() =>
        {
            var said = Json();
            said[keyword] = value.DeepClone();
            return said;
        });

    private static Schema Of(Func<JsonObject> json) => new(json);

    private static JsonArray Types(params IReadOnlyList<string> names) => new([.. names.Select(name => (JsonNode)JsonValue.Create(name)!)]);
}

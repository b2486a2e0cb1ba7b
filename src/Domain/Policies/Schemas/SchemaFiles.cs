using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Questions;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Schemas;

/// <summary>The JSON schemas of the files of a pack, made from what the readers themselves go by.</summary>
public static class SchemaFiles
{
    /// <summary>The schema of the files whose name is nothing special: duties, moments, events, indicators and gates.</summary>
    public const string Subject = "subject";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Name, string Describes, Keys Keys)[] Others =
    [
        ("authority", "A council: its name, agency, words, teams and ladder of escalation.", CouncilReader.AuthorityKeys),
        ("agency", "A regional adoption agency and the councils it serves.", CouncilReader.AgencyKeys),
        ("pack", "Which document a version is, and from what day.", CouncilReader.PackKeys),
        ("clauses", "Every clause of a document, in our own words.", LayerReader.RegisterKeys),
        ("quiet", "Of which kinds of entry a document says nothing, and why.", QuietReader.Keys),
        (Subject, "Duties and their clocks, moments, events, indicators and gates.", LayerReader.SubjectKeys),
    ];

    private static readonly (string Name, Schema Of)[] Parts =
    [
        (
            "condition",
            new Keys([.. Condition.Kinds.Select(kind => new Key(kind.Key, kind.Schema.Saying($"Holds where {kind.Means}.")))]).OnlyOne()
        ),
        ("form-condition", FormConditionReader.Schema),
        ("form-field", FormReader.FieldKeys),
        ("eligibility-route", EligibilityReader.RouteKeys),
        ("eligibility-example", EligibilityReader.ExampleKeys),
        ("limb", LimbReader.Limb),
        ("moment", Schema.OneOf([.. Moment.Kinds.Select(kind => kind.Keys.Saying($"Defines {kind.Means}.")), Moment.Review.More])),
        ("selector", Selector.Schema()),
        ("way-to-meet", DutyReader.WayToMeet),
    ];

    /// <summary>Each as the text of a file, by its name: <c>forms.schema.json</c>.</summary>
    public static IReadOnlyDictionary<string, string> All() =>
        Others
            .Concat(
                ReferenceReader.Files.Select(file =>
                    (Name: Path.GetFileNameWithoutExtension(file.Key), Describes: $"The file {file.Key} of a pack.", Keys: file.Value)
                )
            )
            .ToDictionary(file => $"{file.Name}.schema.json", file => Text(file.Name, file.Describes, file.Keys), StringComparer.Ordinal);

    private static string Text(string name, string describes, Keys keys)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = name,
            ["description"] = describes,
        };
        foreach (var (key, value) in keys.Json())
            schema[key] = value?.DeepClone();
        if (Needed(schema) is { Count: > 0 } parts)
            schema["$defs"] = parts;
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>The parts that a schema names, and those that these name.</summary>
    private static JsonObject Needed(JsonObject schema)
    {
        var needed = new JsonObject();
        for (var written = ""; written.Length != (schema.ToJsonString() + needed.ToJsonString()).Length; )
        {
            written = schema.ToJsonString() + needed.ToJsonString();
            foreach (var (name, of) in Parts.Where(part => !needed.ContainsKey(part.Name)))
            {
                if (written.Contains($"#/$defs/{name}\"", StringComparison.Ordinal))
                    needed[name] = of.Json();
            }
        }

        return needed;
    }
}

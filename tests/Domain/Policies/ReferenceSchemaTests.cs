using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Occasions;
using Permanence.Domain.Policies.Questions;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Permanence.Domain.Tests.Policies;

/// <summary>
/// The schemas that editors use say what the readers say: they accept every pack, refuse a slip, and know the vocabulary.
/// </summary>
public sealed partial class ReferenceSchemaTests
{
    private static readonly Dictionary<string, JsonElement> Schemas = Directory
        .EnumerateFiles(Path.Combine(Repository.Config, "schema"), "*.schema.json")
        .ToDictionary(
            path => Path.GetFileName(path).Replace(".schema.json", "", StringComparison.Ordinal),
            path => JsonDocument.Parse(File.ReadAllText(path)).RootElement
        );

    [GeneratedRegex("```yaml\n# (authorities/[^\n]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    private static IEnumerable<PolicyFile> OfPage(string page) =>
        Blocks().Matches(Page(page)).Select(block => new PolicyFile(block.Groups[1].Value, block.Groups[2].Value));

    private static List<string> Faults(PolicyFile file)
    {
        var name = file.Path.StartsWith("agencies/", StringComparison.Ordinal) ? "agency" : Path.GetFileNameWithoutExtension(file.Path);
        var schema = Schemas.GetValueOrDefault(name, Schemas[SchemaFiles.Subject]);
        var stream = new YamlStream();
        stream.Load(new StringReader(file.Text));
        return [.. Check(schema, stream.Documents[0].RootNode, schema, file.Path)];
    }

    [Fact]
    public void Every_file_of_every_pack_is_as_its_schema_says()
    {
        var files = ReadOnce.Files.Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.Equal([], files.SelectMany(Faults));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("beyond-dates.md")]
    public void Every_example_of_the_pages_is_as_its_schema_says(string page) => Assert.Equal([], OfPage(page).SelectMany(Faults));

    [Theory]
    [InlineData("README.md", "planning-meetings.yaml", "met-by: [planning-meeting]", "met-buy: [planning-meeting]")]
    [InlineData("README.md", "planning-meetings.yaml", "within: 15 working-days", "within: 15")]
    [InlineData("README.md", "planning-meetings.yaml", "owner: team-manager", "owner: team-leader")]
    [InlineData("README.md", "tracking.yaml", "event: match-approved", "event: match-agreed")]
    [InlineData("README.md", "clauses.yaml", "kind: deadline", "kind: dead-line")]
    [InlineData("beyond-dates.md", "forms.yaml", "type: long-text", "type: essay")]
    [InlineData("beyond-dates.md", "forms.yaml", "grouped-by: stage", "grouped-by: [stage]")]
    [InlineData("beyond-dates.md", "forms.yaml", "{ value: Assessed, clause: FEN-6 }", "{ says: Assessed, clause: FEN-6 }")]
    [InlineData("beyond-dates.md", "options.yaml", "standing: ranked", "standing: preferred")]
    [InlineData("beyond-dates.md", "meetings.yaml", "gap: 1 month", "gap: 1")]
    [InlineData("beyond-dates.md", "requirements.yaml", "event placement-started.note", "placement-started")]
    [InlineData("beyond-dates.md", "settings.yaml", "unit: working-days", "unit: fortnights")]
    [InlineData("beyond-dates.md", "eligibility.yaml", "for: 3 years", "for: 780 working-days")]
    [InlineData("beyond-dates.md", "eligibility.yaml", "answer: yes", "answer: perhaps")]
    public void A_slip_is_marked_by_the_schema_too(string page, string name, string written, string slip)
    {
        var file = OfPage(page).Single(block => block.Path.EndsWith($"/{name}", StringComparison.Ordinal));
        Assert.Contains(written, file.Text, StringComparison.Ordinal);
        Assert.NotEmpty(Faults(file with { Text = file.Text.Replace(written, slip, StringComparison.Ordinal) }));
    }

    [Fact]
    public void The_schemas_and_the_tables_are_what_the_readers_go_by()
    {
        const string renew = "run 'dotnet run --project src/Api -- policy schema' and commit what it writes";
        var folder = Path.Combine(Repository.Config, "schema");
        var generated = SchemaFiles.All();
        Assert.Equal(
            generated.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        foreach (var (name, text) in generated)
            Assert.True(
                File.ReadAllText(Path.Combine(folder, name)).ReplaceLineEndings("\n") == text,
                $"{name} is not up to date: {renew}."
            );
        foreach (var page in new[] { "README.md", "beyond-dates.md" })
        {
            var text = Page(page);
            Assert.True(LanguageTables.Renew(text) == text, $"The tables of config/{page} are not up to date: {renew}.");
        }

        Assert.All(
            [
                .. Occasion.Kinds.SelectMany(kind => kind.Examples),
                .. ClockKind.Kinds.SelectMany(kind => kind.Examples),
                .. Moment.Kinds.Select(kind => $"{kind.Key}: "),
                .. Condition.Kinds.Select(kind => $"{kind.Key}: "),
            ],
            written => Assert.Contains($"`{written}", Page("README.md"), StringComparison.Ordinal)
        );
        Assert.All(
            [
                .. EligibilityTest.Kinds.SelectMany(kind => kind.Examples),
                .. FormSource.All.Where(source => source.Of is null).Select(source => source.Name),
            ],
            written => Assert.Contains($"`{written}` |", Page("beyond-dates.md"), StringComparison.Ordinal)
        );
    }

    private static string Page(string page) => File.ReadAllText(Path.Combine(Repository.Config, page)).ReplaceLineEndings("\n");

    /// <summary>Each construct as its own example writes it, in a file of an invented council.</summary>
    public static TheoryData<string> Constructs() =>
        [
            .. Condition.Kinds.SelectMany(kind =>
                kind.Examples.Select(example =>
                    "gates: [{ clause: SALT-7, title: A gate, stops: [{ event: match-approved }], "
                    + $"unless: [{{ {kind.Key}: {example} }}], strength: soft, sentence: Not so. }}]"
                )
            ),
            .. Moment.Kinds.Select(kind => $"moments: {{ example: {{ label: an example, {kind.Example[2..]} }}"),
            .. Occasion.Kinds.SelectMany(kind => kind.Examples.Select(example => Duty(example, "within: 15 working-days, of: start"))),
            .. ClockKind.Kinds.SelectMany(kind => kind.Examples.Select(example => Duty("period-of-care", example))),
        ];

    private static string Duty(string each, string clock) =>
        "duties: [{ duty: example, title: An example, owner: team-manager, "
        + $"each: {each}, met-by: {{ event: wishes-recorded }}, limbs: [{{ clause: SALT-1, {clock} }}] }}]";

    public static TheoryData<string> Tests() => [.. EligibilityTest.Kinds.SelectMany(kind => kind.Examples)];

    [Theory]
    [MemberData(nameof(Constructs))]
    public void An_example_of_a_construct_is_read_and_is_as_its_schema_says(string written) =>
        IsRead("example.yaml", $"subject: Examples\n{written}\n");

    [Theory]
    [MemberData(nameof(Tests))]
    public void An_example_of_a_test_of_eligibility_is_read_and_is_as_its_schema_says(string written) =>
        IsRead(
            "eligibility.yaml",
            "facts: { miles-away: miles from home, moved-in: the day the child moved in }\n"
                + $"questions: [{{ question: example, title: An example, routes: [{{ title: A way, clause: SALT-7, all: {written} }}] }}]\n"
        );

    private static void IsRead(string name, string text)
    {
        const string folder = "authorities/saltmarsh/2026-01-05/";
        var file = new PolicyFile($"{folder}{name}", text);
        var settings = new PolicyFile(
            $"{folder}settings.yaml",
            "settings:\n  - { setting: minutes-count-in, label: How, clause: SALT-1, unit: choice, "
                + "values: { working-days: in working days }, value: }\n"
        );
        var faults = new List<PolicyFault>();
        PolicyLibrary.Read([.. ReadOnce.Shared, .. Invented.Saltmarsh, file, settings], ReadOnce.Calendar, faults);
        Assert.Equal([], faults);
        Assert.Equal([], Faults(file));
    }

    /// <summary>The part of JSON Schema that these schemas use.</summary>
    private static IEnumerable<string> Check(JsonElement schema, YamlNode node, JsonElement root, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!["#/".Length..].Split('/').Aggregate(root, (whole, step) => whole.GetProperty(step));
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Count(choice => !Check(choice, node, root, at).Any()) == 1
                ? []
                : [$"{at}: fits none of the forms it may have, or several"];
        return node switch
        {
            YamlMappingNode map => Map(schema, map, root, at),
            YamlSequenceNode list => Typed(schema, "array", at)
                .Concat(
                    schema.TryGetProperty("items", out var items)
                        ? list.Children.SelectMany((item, index) => Check(items, item, root, $"{at}[{index}]"))
                        : []
                ),
            YamlScalarNode scalar => Scalar(schema, scalar, at),
            _ => [$"{at}: no such node"],
        };
    }

    private static IEnumerable<string> Map(JsonElement schema, YamlMappingNode map, JsonElement root, string at)
    {
        foreach (var fault in Typed(schema, "object", at))
            yield return fault;
        var known = schema.TryGetProperty("properties", out var properties);
        foreach (var (key, value) in map.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (known && properties.TryGetProperty(name, out var of))
            {
                foreach (var fault in Check(of, value, root, $"{at}.{name}"))
                    yield return fault;
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                foreach (
                    var fault in others.ValueKind == JsonValueKind.False ? [$"{at}: unknown key {name}"]
                    : others.ValueKind == JsonValueKind.Object ? Check(others, value, root, $"{at}.{name}")
                    : []
                )
                    yield return fault;
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (
                var missing in required
                    .EnumerateArray()
                    .Select(key => key.GetString()!)
                    .Where(key => !map.Children.ContainsKey(new YamlScalarNode(key)))
            )
                yield return $"{at}: {missing} is missing";
        }

        if (schema.TryGetProperty("minProperties", out var fewest) && map.Children.Count < fewest.GetInt32())
            yield return $"{at}: fewer than {fewest} keys";
        if (schema.TryGetProperty("maxProperties", out var most) && map.Children.Count > most.GetInt32())
            yield return $"{at}: more than {most} keys";
    }

    private static IEnumerable<string> Scalar(JsonElement schema, YamlScalarNode scalar, string at)
    {
        var value = scalar.Value ?? "";
        var plain = scalar.Style == ScalarStyle.Plain;
        var type = !plain
            ? "string"
            : value switch
            {
                "" => "null",
                "true" or "false" => "boolean",
                _ when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "integer",
                _ when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => "number",
                _ => "string",
            };
        foreach (var fault in Typed(schema, type, at))
            yield return fault;
        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(word => word.GetString() != value))
            yield return $"{at}: '{value}' is not one of the words";
        if (schema.TryGetProperty("maxLength", out var longest) && value.Length > longest.GetInt32())
            yield return $"{at}: longer than {longest} characters";
        if (
            type == "integer"
            && schema.TryGetProperty("minimum", out var least)
            && schema.TryGetProperty("maximum", out var greatest)
            && int.Parse(value, CultureInfo.InvariantCulture) is var number
            && (number < least.GetInt32() || number > greatest.GetInt32())
        )
            yield return $"{at}: {value} is not from {least} to {greatest}";
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value, pattern.GetString()!))
            yield return $"{at}: '{value}' is not written as it should be";
    }

    private static IEnumerable<string> Typed(JsonElement schema, string type, string at)
    {
        if (!schema.TryGetProperty("type", out var wanted))
            return schema.TryGetProperty("enum", out _) && type is "object" or "array" ? [$"{at}: a word is wanted"] : [];
        var known =
            wanted.ValueKind == JsonValueKind.Array
                ? wanted.EnumerateArray().Select(word => word.GetString()).ToList()
                : [wanted.GetString()];
        return known.Contains(type) || (type == "integer" && known.Contains("number"))
            ? []
            : [$"{at}: {type} where {string.Join(" or ", known)} is wanted"];
    }
}

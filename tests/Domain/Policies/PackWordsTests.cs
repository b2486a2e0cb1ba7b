using System.Text.Json;
using System.Text.RegularExpressions;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Permanence.Domain.Tests.Policies;

/// <summary>
/// No word that only one council's policy uses stands in the program: forms, fields, meetings, roles, lists, settings, documents, moments
/// and whatever else a pack names. The platform's own words are exempt, wherever they are used: the vocabulary of events with its fields
/// and choices (contract.md sections 1, 5 and 6), the keys and words of the language (the schemas, the moments it brings along, the terms
/// that a council may have a word for), the facts that forms are filled in from, the fields of a child, and what the national layer names.
/// So is a plain English word that the program uses for something of its own; each stands in the list below, so that a new one has to be
/// looked at.
/// </summary>
public sealed partial class PackWordsTests
{
    /// <summary>
    /// Words of one council's pack that the program uses for something else: each is a single English word and no council's id.
    /// </summary>
    private static readonly string[] English = ["case", "change", "history", "home", "keep", "records"];

    private static readonly string[] OfEveryEvent = ["id", "type", "on", "note", "recorded"];

    private static readonly string[] OfAChild =
    [
        "id",
        "name",
        "born",
        "expected",
        "sex",
        "ethnicity",
        "siblings",
        "team",
        "restricted",
        "unaccompanied",
    ];

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Id();

    [GeneratedRegex("^ *///.*$", RegexOptions.Multiline)]
    private static partial Regex DocComment();

    [GeneratedRegex("\"([^\"\\n]*)\"|'([^'\\n]*)'")]
    private static partial Regex Literal();

    private static IEnumerable<string> Scalars(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => map.Children.SelectMany(pair => Scalars(pair.Key).Concat(Scalars(pair.Value))),
            YamlSequenceNode list => list.Children.SelectMany(Scalars),
            YamlScalarNode { Value: { } value } => [value],
            _ => [],
        };

    private static IEnumerable<string> Words(JsonElement schema) =>
        schema.ValueKind switch
        {
            JsonValueKind.Object => schema
                .EnumerateObject()
                .SelectMany(property =>
                    (
                        property.Name switch
                        {
                            "properties" => property.Value.EnumerateObject().Select(named => named.Name),
                            "enum" => property.Value.EnumerateArray().Select(word => word.ToString()),
                            "const" => [property.Value.ToString()],
                            _ => (IEnumerable<string>)[],
                        }
                    ).Concat(Words(property.Value))
                ),
            JsonValueKind.Array => schema.EnumerateArray().SelectMany(Words),
            _ => [],
        };

    /// <summary>Each id of the packs with who uses it: a council, or the national layer.</summary>
    private static IEnumerable<(string Id, string User)> Used() =>
        ReadOnce
            .Files.Where(file =>
                file.Path.EndsWith(".yaml", StringComparison.Ordinal) && !file.Path.StartsWith("agencies/", StringComparison.Ordinal)
            )
            .SelectMany(file =>
            {
                var stream = new YamlStream();
                stream.Load(new StringReader(file.Text));
                var user = file.Path.Split('/') is ["authorities", var council, ..] ? council : "england";
                return stream
                    .Documents.SelectMany(document => Scalars(document.RootNode))
                    .Where(word => Id().IsMatch(word))
                    .Select(word => (word, user));
            })
            .Distinct();

    private static HashSet<string> OfThePlatform() =>
        [
            .. EventVocabulary.Types.SelectMany(type =>
                (string[])
                    [
                        type.Name,
                        .. type.Fields.SelectMany(field => (string[])[field.Name, FieldNames.Written(field.Name), .. field.Choices]),
                    ]
            ),
            .. EventVocabulary.Meetings,
            .. EventVocabulary.Options,
            .. EventVocabulary.Roles,
            .. EventVocabulary.Orders,
            .. EventVocabulary.Assessments,
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Config, "schema"), "*.schema.json")
                .SelectMany(path =>
                {
                    using var schema = JsonDocument.Parse(File.ReadAllText(path));
                    return Words(schema.RootElement).ToList();
                }),
            .. ReadOnce
                .Library.Authorities.Select(council => ReadOnce.Library.For(council.Id)!.Versions[^1].Moments.Keys)
                .Aggregate<IEnumerable<string>>((all, some) => all.Intersect(some)),
            .. AuthorityProfile.Terms,
            .. FormSource.All.Select(source => source.Name),
            .. OfEveryEvent,
            .. OfAChild,
            .. English,
        ];

    /// <summary>Words of one council alone that are nobody else's and not the platform's.</summary>
    private static HashSet<string> OfOneCouncil()
    {
        var platform = OfThePlatform();
        return
        [
            .. Used()
                .GroupBy(used => used.Id)
                .Where(group => group.Count() == 1 && group.First().User != "england" && !platform.Contains(group.Key))
                .Select(group => group.Key),
        ];
    }

    private static IEnumerable<(string Path, string Text)> Source() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(path =>
                Path.GetExtension(path) is ".cs" or ".cshtml" or ".js" or ".mjs"
                && !Regex.IsMatch(path, @"[\\/](bin|obj|node_modules|wwwroot)[\\/]")
            )
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)));

    private static List<string> Offences(HashSet<string> words, IEnumerable<(string Path, string Text)> files) =>
        [
            .. from file in files
            from literal in Literal()
                .Matches(DocComment().Replace(file.Text, ""))
                .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)
                .Distinct()
            where words.Contains(literal)
            select $"{file.Path}: \"{literal}\"",
        ];

    [Fact]
    public void No_word_of_one_council_alone_stands_in_the_source() => Assert.Equal([], Offences(OfOneCouncil(), Source()));

    [Fact]
    public void A_word_of_one_council_alone_would_be_found()
    {
        var words = OfOneCouncil();

        Assert.True(words.Count > 500, $"Only {words.Count} words of councils were found: the comparison looks at nothing.");
        var field = ReadOnce
            .Library.Authorities.SelectMany(council => ReadOnce.Library.For(council.Id)!.Versions[^1].Reference.Forms)
            .SelectMany(form => form.Fields)
            .First(field => words.Contains(field.Id))
            .Id;
        Assert.Equal([$"src/X.cs: \"{field}\""], Offences(words, [("src/X.cs", $"return field.Id == \"{field}\" ? Name : null;")]));
        Assert.Equal([$"src/X.js: \"{field}\""], Offences(words, [("src/X.js", $"if (id === '{field}') fill();")]));
        Assert.Equal([], Offences(words, [("src/X.cs", "return field.Type == \"meeting-held\" ? Name : null;")]));
    }

    [Fact]
    public void Every_exempt_English_word_is_still_one_councils_and_in_the_source()
    {
        var councils = Used()
            .GroupBy(used => used.Id)
            .Where(group => group.Count() == 1 && group.First().User != "england")
            .Select(group => group.Key)
            .ToHashSet();
        Assert.All(
            English,
            word => Assert.True(councils.Contains(word) && Offences([word], Source()).Count > 0, $"'{word}' needs no exemption any more.")
        );
    }
}

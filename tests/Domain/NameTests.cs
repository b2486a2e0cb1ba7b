using System.Text.RegularExpressions;
using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>
/// A name that other programs rely on is written once: types of events in <c>EventTypes</c>, codes of refusals in <c>RefusalCodes</c>, keys
/// of grains in <c>GrainKeys</c>. And who reads a record by the types of its entries is in one place.
/// </summary>
public sealed class NameTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Files =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".cshtml" && !Regex.IsMatch(path, @"[\\/](bin|obj|node_modules)[\\/]"))
            .Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    // A word of another list that happens to be the same.
    private static readonly HashSet<(string, string)> OtherWords =
    [
        ("src/Domain/Policies/PolicyPack.cs", "gate"),
        ("src/Grains/Children/IChildGrain.cs", "exists"),
    ];

    private static IEnumerable<string> Bare(IReadOnlySet<string> names, string home, IEnumerable<(string Path, string Text)> files) =>
        from file in files
        where file.Path != home
        from literal in Regex.Matches(file.Text, @"""([a-z][a-z0-9-]*)""")
        let word = literal.Groups[1].Value
        where names.Contains(word) && !OtherWords.Contains((file.Path, word))
        select $"{file.Path}: \"{word}\"";

    private static HashSet<string> EventNames => [.. EventVocabulary.Types.Select(type => type.Name)];

    [Fact]
    public void A_type_of_event_is_named_once() => Assert.Empty(Bare(EventNames, "src/Domain/Records/EventTypes.cs", Files));

    [Fact]
    public void A_code_of_a_refusal_is_named_once() =>
        Assert.Empty(Bare(RefusalCodes.All.Select(code => code.Name).ToHashSet(), "src/Domain/RefusalCodes.cs", Files));

    [Fact]
    public void A_bare_name_would_be_found()
    {
        Assert.Equal(
            ["src/X.cs: \"review-held\""],
            Bare(EventNames, "src/Home.cs", [("src/X.cs", "if (type == \"review-held\")"), ("src/Home.cs", "\"plan-set\"")])
        );
        Assert.Empty(Bare(EventNames, "src/Home.cs", [("src/X.cs", "if (type == EventTypes.ReviewHeld)")]));
    }

    // A key in a string, or a grain asked for by one.
    private static readonly Regex Key = new(@"\$?""(authority|agency)/|GetGrain<\w+>\(\$?""");

    private static IEnumerable<string> Keys(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        where file.Path != "src/Grains/GrainKeys.cs"
        from match in Key.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    [Fact]
    public void Keys_of_grains_are_written_in_one_place() => Assert.Empty(Keys(Files));

    [Fact]
    public void A_key_written_elsewhere_would_be_found()
    {
        Assert.Single(Keys([("src/X.cs", "grains.GetGrain<IChildGrain>($\"{authority}/{child}\")")]));
        Assert.Single(Keys([("src/X.cs", "var key = $\"authority/{authority}\";")]));
    }

    // Asking what an event is, or for the events of a record as they are resolved.
    private static readonly Regex ByType = new(@"\.Type (?:==|!=|is|switch)[^;]*?EventTypes\.|Timeline\.Of\([^;]*?\.Events");

    // What says entries as such: their titles, the sentence about the one just recorded, and the one that a form leads to.
    private static readonly string[] OfEntries =
    [
        "src/Api/Words/EventWords.cs",
        "src/Api/Pages/Children/Child.cshtml.cs",
        "src/Api/Pages/Practice/ChildForm.cshtml.cs",
    ];

    private static IEnumerable<string> Readers(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        where
            Regex.IsMatch(file.Path, "^src/(Api|Grains|Silo|Domain/(Boards|Agencies|Eligibility|Lists))/") && !OfEntries.Contains(file.Path)
        from match in ByType.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    [Fact]
    public void Pages_boards_and_agencies_read_no_event_by_its_type() => Assert.Empty(Readers(Files));

    [Fact]
    public void Who_reads_an_event_by_its_type_would_be_found()
    {
        Assert.Single(Readers([("src/Api/Pages/X.cs", "events.Where(one => one.Type == EventTypes.ReviewHeld)")]));
        Assert.Single(Readers([("src/Domain/Boards/X.cs", "return happened.Type switch { EventTypes.Died => 1, _ => 0 };")]));
        Assert.Empty(Readers([("src/Domain/History/X.cs", "events.Where(one => one.Type == EventTypes.ReviewHeld)")]));
    }
}

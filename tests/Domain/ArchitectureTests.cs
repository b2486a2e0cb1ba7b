using System.Text.RegularExpressions;
using System.Xml.Linq;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>Decisions that are expensive to lose, checked on the source itself. Each check is shown to find what it looks for.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src");

    private static readonly string[] Extensions = [".cs", ".cshtml", ".js", ".mjs", ".scss", ".sql", ".json"];

    private static readonly IReadOnlyList<(string Path, string Text)> Files =
    [
        .. Directory
            .EnumerateFiles(Source, "*", SearchOption.AllDirectories)
            .Where(path =>
                Extensions.Contains(Path.GetExtension(path))
                && !Regex.IsMatch(path, @"[\\/](bin|obj|node_modules|wwwroot)[\\/]")
                && Path.GetFileName(path) is not ("packages.lock.json" or "package-lock.json")
            )
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path))),
    ];

    private static IEnumerable<string> Offences(Regex pattern, IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from match in pattern.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    private static Regex CouncilNames()
    {
        var councils = ReadOnce.Library.Authorities;
        var words = councils.Select(council => council.Id).Concat(councils.Select(council => council.Name));
        return new Regex($@"(?<![A-Za-z])({string.Join('|', words.Select(Regex.Escape))})(?![a-z])", RegexOptions.IgnoreCase);
    }

    private static readonly Regex WallClock = new(@"DateTime(Offset)?\.(Utc)?(Now|Today)|SystemClock\.Instance|\bThread\.Sleep\b");

    [Fact]
    public void No_council_is_named_in_the_source() => Assert.Empty(Offences(CouncilNames(), Files));

    [Fact]
    public void A_council_named_in_the_source_would_be_found()
    {
        var council = ReadOnce.Library.Authorities[0];
        Assert.Single(Offences(CouncilNames(), [("src/X.cs", $"if (authority == \"{council.Id}\")")]));
        Assert.Empty(Offences(CouncilNames(), [("src/X.cs", "if (authority == other)")]));
    }

    [Fact]
    public void Time_comes_from_the_injected_clock() => Assert.Empty(Offences(WallClock, Files));

    [Fact]
    public void A_wall_clock_would_be_found() => Assert.Single(Offences(WallClock, [("src/X.cs", "var now = DateTimeOffset.UtcNow;")]));

    [Fact]
    public void Projects_point_one_way_only()
    {
        string[] order = ["Domain", "Demo", "Grains", "Silo", "Api"];
        Assert.All(
            order,
            project =>
                Assert.All(
                    References(project),
                    reference =>
                        Assert.True(
                            Array.IndexOf(order, reference) < Array.IndexOf(order, project),
                            $"{project} may not refer to {reference}"
                        )
                )
        );
        Assert.Equal(["Domain"], References("Grains"));
        Assert.Equal(["Domain"], References("Demo"));
    }

    [Fact]
    public void The_domain_knows_no_actor_no_web_and_no_database()
    {
        var allowed = new[] { "NodaTime", "YamlDotNet", "Sylvan.Data.Csv" };
        Assert.Empty(Packages("Domain").Except(allowed));
        Assert.NotEmpty(Packages("Grains").Except(allowed));
    }

    private static IEnumerable<string> References(string project) =>
        Document(project)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value).Split('.')[^1]);

    private static IEnumerable<string> Packages(string project) =>
        Document(project).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

    private static XDocument Document(string project) => XDocument.Load(Path.Combine(Source, project, $"Permanence.{project}.csproj"));
}

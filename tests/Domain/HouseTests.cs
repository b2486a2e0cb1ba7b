using System.Text.RegularExpressions;
using Permanence.Builders;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>The plan on the wall (<c>docs/house.md</c>) and the house are the same.</summary>
public sealed class HouseTests
{
    private static readonly string Plan = File.ReadAllText(Path.Combine(Repository.Root, "docs", "house.md"));

    private static IEnumerable<string> Paths(string text) =>
        Regex
            .Matches(text, "`([^`\n]+)`")
            .Select(match => match.Groups[1].Value)
            .Where(path => Regex.IsMatch(path, @"^(src|tests|config|docs|scripts|\.ci)(/|$)"))
            .Distinct();

    private static IEnumerable<string> Missing(string text) => Paths(text).Where(path => !Path.Exists(Path.Combine(Repository.Root, path)));

    [Fact]
    public void Every_path_that_the_plan_names_exists()
    {
        Assert.True(Paths(Plan).Count() > 30);
        Assert.Empty(Missing(Plan));
    }

    [Fact]
    public void A_path_that_does_not_exist_would_be_found() =>
        Assert.Equal(["src/Cellar"], Missing("`src/Domain`, `src/Cellar` and `permanence serve`"));

    [Fact]
    public void Every_room_is_on_the_plan()
    {
        var named = Paths(Plan).Select(path => path.TrimEnd('/')).ToHashSet();
        var rooms = new[] { "Domain", "Grains", "Api", "Silo" }
            .SelectMany(project =>
                Directory
                    .EnumerateDirectories(Path.Combine(Repository.Root, "src", project))
                    .Select(room => $"src/{project}/{Path.GetFileName(room)}")
            )
            .Where(room => Path.GetFileName(room) is not ("bin" or "obj" or "node_modules" or "Properties"));
        Assert.DoesNotContain(rooms, room => !named.Contains(room));
    }

    [Fact]
    public void Every_decision_is_in_the_list_of_decisions()
    {
        var folder = Path.Combine(Repository.Root, "docs", "decisions");
        var listed = Regex
            .Matches(File.ReadAllText(Path.Combine(folder, "README.md")), @"\]\(([^)]+)\)")
            .Select(match => match.Groups[1].Value);
        Assert.Equal(Directory.EnumerateFiles(folder, "0*.md").Select(file => Path.GetFileName(file)).Order(), listed.Order());
    }

    [Fact]
    public void Every_link_of_the_pages_leads_somewhere()
    {
        var pages = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(new[] { "README.md", "CONTRIBUTING.md", "SECURITY.md" }.Select(page => Path.Combine(Repository.Root, page)));
        var dead =
            from page in pages
            from link in Regex.Matches(File.ReadAllText(page), @"\]\((?!https?://|#)([^)#]+)").Select(match => match.Groups[1].Value)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link))
            select $"{Path.GetFileName(page)}: {link}";
        Assert.Empty(dead);
    }

    [Fact]
    public void A_release_is_a_commit()
    {
        var rows = Regex
            .Matches(
                File.ReadAllText(Path.Combine(Repository.Root, "docs", "releases.md")),
                @"^\| *([^|]+?) *\| *([^|]+?) *\|",
                RegexOptions.Multiline
            )
            .Select(match => (Name: match.Groups[1].Value, Commit: match.Groups[2].Value))
            .Skip(2)
            .ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches("^[0-9a-f]{7,40}$", row.Commit));
    }
}

using System.Text.RegularExpressions;
using Permanence.Builders;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>What the page about the tests says of them is so: what it names exists, and page tests name no real council.</summary>
public sealed partial class LedgerTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "tests");

    private static IReadOnlyList<(string Path, string Text)> Sources { get; } =
    [
        .. Directory
            .EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Tests, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Select(path => (path, File.ReadAllText(Path.Combine(Tests, path)))),
    ];

    /// <summary>
    /// What a row of a ledger names that is no test: <c>Class</c>, <c>Class.Test</c> or, of the class named before it, <c>.Test</c>.
    /// </summary>
    private static IEnumerable<string> Missing(string row)
    {
        var named = "";
        foreach (var name in Names().Matches(row.TrimEnd(' ', '|').Split('|')[^1]).Select(match => match.Groups[1].Value))
        {
            var parts = name.Split('.', 2);
            named = parts[0].Length > 0 ? parts[0] : named;
            var test = parts.Length == 2 ? parts[1] : null;
            if (!Sources.Any(source => Holds(source.Text, $"class {named}") && (test is null || Holds(source.Text, $" {test}("))))
                yield return name;
        }
    }

    private static bool Holds(string text, string what)
    {
        for (var at = text.IndexOf(what, StringComparison.Ordinal); at >= 0; at = text.IndexOf(what, at + 1, StringComparison.Ordinal))
        {
            var after = at + what.Length;
            if (what[^1] == '(' || after == text.Length || !(char.IsLetterOrDigit(text[after]) || text[after] == '_'))
                return true;
        }

        return false;
    }

    private static List<string> Rows() =>
        [
            .. File.ReadAllLines(Path.Combine(Tests, "README.md"))
                .Where(line => line.StartsWith('|') && line.Contains('`', StringComparison.Ordinal)),
        ];

    [Fact]
    public void Every_test_that_the_ledger_names_exists()
    {
        Assert.True(Rows().Count > 30);
        Assert.Equal([], Rows().SelectMany(Missing));
    }

    [Fact]
    public void A_test_that_does_not_exist_would_be_found() =>
        Assert.Equal(
            ["NoSuchTests", "LedgerTests.No_such_test", ".Nor_this"],
            Missing(
                "| x | `LedgerTests`, `NoSuchTests`, `LedgerTests.No_such_test`, `.Nor_this`, `.Every_test_that_the_ledger_names_exists` |"
            )
        );

    [Fact]
    public void Page_and_browser_tests_name_no_real_council()
    {
        var names = ReadOnce
            .Library.Authorities.SelectMany(council => new[] { council.Id, council.Name })
            .Concat(ReadOnce.Library.Agencies.SelectMany(agency => new[] { agency.Id, agency.Name }))
            .Select(name => new Regex($@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", RegexOptions.IgnoreCase))
            .ToList();
        var pages = Sources
            .Where(source =>
                source.Path.StartsWith("Api/Pages/", StringComparison.Ordinal)
                || source.Path.StartsWith("Browser/", StringComparison.Ordinal)
            )
            .ToList();
        Assert.True(pages.Count > 15);
        Assert.Equal(
            [],
            pages.SelectMany(page => names.SelectMany(name => name.Matches(page.Text)).Select(found => $"{page.Path}: {found.Value}"))
        );
        Assert.Contains(names, name => name.IsMatch($"\"/{ReadOnce.Library.Authorities[0].Id}/board\""));
    }

    [GeneratedRegex("`([A-Za-z0-9_]*(?:\\.[A-Z][A-Za-z0-9_]*)?)`")]
    private static partial Regex Names();
}

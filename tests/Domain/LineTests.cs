using Permanence.Builders;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>
/// Lines end by 140 columns, in all that is read as source: two files stand side by side, and a difference is seen whole. YAML of the
/// packs is left out (a clause stands on a line of its own, however much it says), and so are samples, SQL that was released, and what is
/// built.
/// </summary>
public sealed class LineTests
{
    private const int Longest = 140;
    private static readonly string[] Sources = [".cs", ".cshtml", ".md", ".sh", ".js", ".mjs", ".scss"];
    private static readonly string[] Made = ["bin", "obj", "node_modules", "wwwroot", ".git", "TestResults"];

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(inner => !Made.Contains(Path.GetFileName(inner)))
            .SelectMany(Files)
            .Concat(Directory.EnumerateFiles(folder).Where(IsSource));

    private static bool IsSource(string file) =>
        Sources.Contains(Path.GetExtension(file)) || Path.GetFileName(Path.GetDirectoryName(file)) == ".ci";

    /// <summary>The numbers of the lines that are too long. A row of a table cannot be broken; a fenced block quotes a file.</summary>
    private static IEnumerable<int> TooLong(string[] lines, bool markdown)
    {
        var fenced = false;
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number];
            fenced ^= markdown && line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (line.Length > Longest && !fenced && !(markdown && line.StartsWith('|')))
                yield return number + 1;
        }
    }

    [Fact]
    public void Lines_end_by_140_columns()
    {
        var files = Files(Repository.Root).ToList();
        Assert.True(files.Count > 600);
        Assert.Empty(
            from file in files
            from number in TooLong(File.ReadAllLines(file), Path.GetExtension(file) == ".md")
            select $"{Path.GetRelativePath(Repository.Root, file)}:{number}"
        );
    }

    [Fact]
    public void A_longer_line_would_be_found()
    {
        var fits = new string('x', Longest);
        Assert.Equal([2], TooLong([fits, fits + "x"], false));
        Assert.Equal([5], TooLong(["|" + fits, "```", fits + "x", "```", fits + "x"], true));
    }
}

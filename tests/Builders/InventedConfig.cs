using System.Text;

namespace Permanence.Builders;

/// <summary>
/// A config folder with the invented councils instead of the real ones, that a test may spoil; gone afterwards. What every council stands
/// on (the national layer, holidays, code sets) is the checkout's own. The councils are those of the config folder's pages; what the
/// pages have no room for (forms of every kind, kept lists, who may apply, an invented region) stands in the folder <c>Invented</c> beside
/// this file: clauses that go on where the page ends, and files of their own.
/// </summary>
public sealed class InventedConfig : IDisposable
{
    /// <summary>The council of README.md: dates, and everything that pages show.</summary>
    public const string Council = "saltmarsh";

    /// <summary>The council of beyond-dates.md: for who may not see the first, and what a policy need not have.</summary>
    public const string OtherCouncil = "fenmarsh";

    public const string Agency = "marshland-adoption";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("permanence-invented-");

    public InventedConfig()
    {
        foreach (var folder in new[] { "england", "calendar", "returns", "schema", "demo" })
            Copy(Repository.Config, folder);
        foreach (var file in Invented.Saltmarsh.Concat(Invented.Fenmarsh))
            Write(file.Path, Encoding.UTF8.GetBytes(file.Text));
        Write($"authorities/{Council}/cases/page.json", Invented.SaltmarshCase);
        Copy(Path.Combine(Repository.Root, "tests", "Builders", "Invented"), "");
    }

    public string Folder => root.FullName;

    public string At(string relative) => Path.Combine(root.FullName, relative);

    public void Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.WriteAllBytes(At(relative), content);
    }

    /// <exception cref="InvalidOperationException">Nothing changed: the file no longer says what the test counts on.</exception>
    public void Change(string relative, Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = File.ReadAllText(At(relative));
        var after = change(before);
        if (before == after)
            throw new InvalidOperationException($"The change leaves {relative} as it was.");
        File.WriteAllText(At(relative), after);
    }

    public void Dispose() => root.Delete(recursive: true);

    // A council's clauses are one file: those of the tests go on where the page's end. Any other file stands for itself.
    private void Copy(string from, string folder)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(from, folder), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, path);
            var goesOn = Path.GetFileName(path) == "clauses.yaml" && File.Exists(At(relative));
            Write(relative, goesOn ? [.. File.ReadAllBytes(At(relative)), .. File.ReadAllBytes(path)] : File.ReadAllBytes(path));
        }
    }
}

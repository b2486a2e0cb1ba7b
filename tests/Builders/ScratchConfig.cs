namespace Permanence.Builders;

/// <summary>A copy of the config folder that a test may spoil; gone afterwards.</summary>
public sealed class ScratchConfig : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("permanence-config-");

    public ScratchConfig()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Config, "*", SearchOption.AllDirectories))
        {
            var copy = At(Path.GetRelativePath(Repository.Config, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder => root.FullName;

    public string At(string relative) => Path.Combine(root.FullName, relative);

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
}

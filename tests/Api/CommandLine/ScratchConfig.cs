using Permanence.Builders;

namespace Permanence.Api.Tests.CommandLine;

/// <summary>A copy of the config folder that a test may spoil; gone afterwards.</summary>
internal sealed class ScratchConfig : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("permanence-config-");

    public ScratchConfig()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Config, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root.FullName, Path.GetRelativePath(Repository.Config, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder => root.FullName;

    public string At(string relative) => Path.Combine(root.FullName, relative);

    public void Change(string relative, Func<string, string> change)
    {
        var before = File.ReadAllText(At(relative));
        var after = change(before);
        Xunit.Assert.NotEqual(before, after);
        File.WriteAllText(At(relative), after);
    }

    public void Dispose() => root.Delete(recursive: true);
}

namespace Permanence.Builders;

/// <summary>
/// A config folder with the invented councils instead of the real ones, that a test may spoil; gone afterwards. What every council stands
/// on
/// (the national layer, agencies, holidays, code sets) is the checkout's own.
/// </summary>
public sealed class InventedConfig : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("permanence-invented-");

    public InventedConfig()
    {
        foreach (var folder in new[] { "england", "agencies", "calendar", "returns", "schema" })
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Config, folder), "*", SearchOption.AllDirectories))
                Write(Path.GetRelativePath(Repository.Config, path), File.ReadAllBytes(path));
        }

        foreach (var file in Invented.Saltmarsh.Concat(Invented.Fenmarsh))
            Write(file.Path, System.Text.Encoding.UTF8.GetBytes(file.Text));
        Write("authorities/saltmarsh/cases/page.json", Invented.SaltmarshCase);
    }

    public string Folder => root.FullName;

    public string At(string relative) => Path.Combine(root.FullName, relative);

    public void Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.WriteAllBytes(At(relative), content);
    }

    public void Dispose() => root.Delete(recursive: true);
}

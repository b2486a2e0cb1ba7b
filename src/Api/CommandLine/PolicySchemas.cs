using Permanence.Domain.Policies.Schemas;

namespace Permanence.Api.CommandLine;

/// <summary>Writes what is made from the readers of packs: schemas for editors, and the tables of the page on the language.</summary>
internal static class PolicySchemas
{
    public static int Write(string config, TextWriter output)
    {
        var folder = Directory.CreateDirectory(Path.Combine(config, "schema")).FullName;
        var schemas = SchemaFiles.All();
        foreach (var (name, text) in schemas)
            File.WriteAllText(Path.Combine(folder, name), text);
        foreach (var page in Directory.EnumerateFiles(config, "*.md"))
            File.WriteAllText(page, LanguageTables.Renew(File.ReadAllText(page).ReplaceLineEndings("\n")));
        output.WriteLine($"{schemas.Count} schemas written to {folder}.");
        return Exit.Done;
    }
}

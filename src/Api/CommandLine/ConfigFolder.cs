using System.CommandLine;

namespace Permanence.Api.CommandLine;

/// <summary>Finds the folder of policy packs: what councils may read and change without a programmer.</summary>
public static class ConfigFolder
{
    public const string Variable = "PERMANENCE_CONFIG";

    public static Option<string?> Option() =>
        new("--config")
        {
            Description =
                $"Folder of the policy packs. Else the variable {Variable}, else 'config' in this folder or above, "
                + "else beside the program.",
            HelpName = "folder",
            Recursive = true,
        };

    /// <summary>A folder of packs, or null where none is found.</summary>
    /// <param name="given">What the command line says; wins over everything else, also where it is no such folder.</param>
    public static string? Find(string? given)
    {
        if (Named(given) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (IsConfig(Path.Combine(folder.FullName, "config")))
                return Path.Combine(folder.FullName, "config");
        }

        var beside = Path.Combine(AppContext.BaseDirectory, "config");
        return IsConfig(beside) ? beside : null;
    }

    /// <summary>Why there is no folder, for the person at the terminal.</summary>
    public static string NotFound(string? given) =>
        Named(given) is { Length: > 0 } named
            ? $"There is no folder {named}."
            : $"There is no folder 'config' here, above, or beside the program: name one with --config or the variable {Variable}.";

    /// <summary>The config folder that <paramref name="folder"/> is or lies in; itself where it is in none.</summary>
    public static string Around(string folder)
    {
        for (var around = new DirectoryInfo(folder); around is not null; around = around.Parent)
        {
            if (IsConfig(around.FullName))
                return around.FullName;
        }

        return folder;
    }

    // The second is the setting that silos and web nodes of a cluster share.
    private static string? Named(string? given) =>
        given ?? Environment.GetEnvironmentVariable(Variable) ?? Environment.GetEnvironmentVariable("PERMANENCE__CONFIGFOLDER");

    private static bool IsConfig(string folder) =>
        Directory.Exists(Path.Combine(folder, "authorities")) && Directory.Exists(Path.Combine(folder, "england"));
}

using System.Text;

namespace Permanence.Domain.Policies;

/// <summary>The files of a config folder that make up policies, and the codes that their lines may name.</summary>
public static class PolicyFolder
{
    /// <summary>The codes of the return, which policies name: <c>placement: U4</c>.</summary>
    public const string Codes = "returns/ssda903-code-sets.csv";

    private static readonly string[] Parts = ["england", "authorities", "agencies"];

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads every YAML file of the national layer, the councils and the agencies, and the code sets; worked cases are not part of a
    /// policy.
    /// </summary>
    public static IReadOnlyList<PolicyFile> Read(string configFolder, List<PolicyFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var files = new List<PolicyFile>();
        foreach (var part in Parts)
        {
            var folder = Path.Combine(configFolder, part);
            if (!Directory.Exists(folder))
            {
                faults.Add(new(part, 1, $"The folder is missing from {configFolder}."));
                continue;
            }

            foreach (var path in Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Add(Path.GetRelativePath(configFolder, path).Replace('\\', '/'), path);
        }

        Add(Codes, Path.Combine(configFolder, Codes));
        return files;

        void Add(string relative, string path)
        {
            try
            {
                if (new FileInfo(path).Length > PolicyNode.LargestFile)
                    faults.Add(
                        new(relative, 1, $"The file is larger than {PolicyNode.LargestFile / 1024} kB: split it by subject.")
                        {
                            Loses = PolicyFault.AllOfTheFile,
                        }
                    );
                else
                    files.Add(
                        new PolicyFile(relative, Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF').ReplaceLineEndings("\n"))
                    );
            }
            catch (DecoderFallbackException fault)
            {
                faults.Add(
                    new(relative, 1, $"The file is not UTF-8 text (byte {fault.Index + 1}): save it again as UTF-8.")
                    {
                        Loses = PolicyFault.AllOfTheFile,
                    }
                );
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                faults.Add(new(relative, 1, $"The file cannot be read: {fault.Message}") { Loses = PolicyFault.AllOfTheFile });
            }
        }
    }
}

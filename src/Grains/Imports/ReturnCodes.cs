using Permanence.Domain.Returns;

namespace Permanence.Grains.Imports;

/// <summary>The return's code sets, read again when their file changes. A file that cannot be read never replaces the one in use.</summary>
public sealed class ReturnCodes
{
    private readonly string path;
    private readonly Lock reading = new();
    private CodeSets codes;
    private DateTime read;

    /// <exception cref="InvalidDataException">The file cannot be read; the message says why.</exception>
    public ReturnCodes(string configFolder)
    {
        path = Path.Combine(configFolder, "returns", "ssda903-code-sets.csv");
        read = File.GetLastWriteTimeUtc(path);
        using var file = File.OpenRead(path);
        var first = CodeSets.Read(file);
        codes = first.Succeeded ? first.Value : throw new InvalidDataException($"{path}: {first.Refusals[0].Sentence}");
    }

    public CodeSets Now
    {
        get
        {
            lock (reading)
            {
                var written = File.GetLastWriteTimeUtc(path);
                if (written != read)
                {
                    read = written;
                    using var file = File.OpenRead(path);
                    if (CodeSets.Read(file) is { Succeeded: true } again)
                        codes = again.Value;
                }

                return codes;
            }
        }
    }
}

using Permanence.Domain;
using Permanence.Domain.Returns;

namespace Permanence.Grains.Imports;

/// <summary>Sends the files of a return to an import in bounded parts, so that no message and no row is ever as large as a file.</summary>
public static class ImportUpload
{
    public const int BytesInAPart = 512 * 1024;
    public const long BytesInAll = 256L * 1024 * 1024;
    public const int LongestId = 40;

    /// <summary>
    /// Stores the files and starts the import. Refuses an id or sizes that are out of bounds, before anything is started.
    /// </summary>
    /// <param name="import">Letters, digits and <c>-</c>, up to 40. The same id again is the same import.</param>
    /// <param name="files">Read once, to their ends; not disposed.</param>
    public static async Task<Outcome<ImportJob>> Send(
        IGrainFactory grains,
        string authority,
        string import,
        CollectionYear year,
        IEnumerable<(string Name, Stream Content)> files,
        CancellationToken cancellation = default
    )
    {
        if (import.Length is 0 or > LongestId || !import.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            return new Refusal(RefusalCodes.BadId, $"An import's id has letters, digits and '-', {LongestId} at most.", "import");

        var key = new ImportKey(authority, import);
        var sent = new List<ImportFile>();
        var total = 0L;
        foreach (var (name, content) in files)
        {
            var length = 0L;
            var parts = 0;
            for (; ; parts++)
            {
                var part = await Part(content, cancellation);
                if (part.Length == 0)
                    break;
                length += part.Length;
                total += part.Length;
                // Beyond the limit the reading refuses a file by name, so all of it is never stored.
                if (length > ReturnLimits.Default.BytesInAFile)
                    return new Refusal(
                        RefusalCodes.TooLarge,
                        $"The file '{name}' is larger than {ReturnLimits.Default.BytesInAFile / 1024 / 1024} MB.",
                        "files"
                    );
                if (total > BytesInAll)
                    return new Refusal(
                        RefusalCodes.TooLarge,
                        $"The files together are larger than {BytesInAll / 1024 / 1024} MB.",
                        "files"
                    );
                await grains.GetGrain<IImportPartGrain>(ImportPartKey.File(key, sent.Count, parts)).Put(part);
            }

            sent.Add(new ImportFile(name, length, parts));
        }

        return await grains.GetGrain<IImportGrain>(key).Start(year, sent);
    }

    private static async Task<byte[]> Part(Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[BytesInAPart];
        var filled = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return filled == buffer.Length ? buffer : buffer[..filled];
    }
}

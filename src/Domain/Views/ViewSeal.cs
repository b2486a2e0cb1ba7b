using System.Globalization;
using NodaTime;

namespace Permanence.Domain.Views;

/// <summary>How far a chain of the log had come.</summary>
public sealed record SealedChain(string Writer, long Number, string Hash);

/// <summary>
/// Says how far every chain of the log had come, and carries the hash of the seal before. It is written out of the database as well, so
/// that who cuts the log off, seals and all, is found.
/// </summary>
/// <param name="Number">From one.</param>
/// <param name="Chains">The chains that went on since the seal before, by writer.</param>
/// <param name="Before">The hash of the seal before; empty for the first.</param>
public sealed record ViewSeal(long Number, Instant At, IReadOnlyList<SealedChain> Chains, string Before, string Hash)
{
    /// <param name="last">The seal before it; null where it is the first.</param>
    public static ViewSeal After(ViewSeal? last, Instant at, IEnumerable<SealedChain> chains)
    {
        var seal = new ViewSeal(
            (last?.Number ?? 0) + 1,
            at,
            [.. chains.OrderBy(chain => chain.Writer, StringComparer.Ordinal)],
            last?.Hash ?? "",
            ""
        );
        return seal with { Hash = seal.HashOfWhatItSays() };
    }

    public string HashOfWhatItSays() =>
        ViewEntry.Hashed(ViewEntry.InWords(Number), ViewEntry.InWords(At.ToUnixTimeMilliseconds()), Before, WrittenChains());

    /// <summary>The chains as they are stored.</summary>
    public string WrittenChains() => string.Join(' ', Chains.Select(chain => $"{chain.Writer}/{chain.Number}/{chain.Hash}"));

    /// <exception cref="FormatException">They were not written by <see cref="WrittenChains"/>.</exception>
    public static IReadOnlyList<SealedChain> ReadChains(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return
        [
            .. written
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(chain =>
                    chain.Split('/') is [var writer, var number, var hash]
                    && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var reached)
                        ? new SealedChain(writer, reached, hash)
                        : throw new FormatException($"'{chain}' is no chain of the log of views.")
                ),
        ];
    }

    /// <summary>One line, for a file or a log outside the database.</summary>
    public string Line() =>
        string.Join(
            '\t',
            "view-seal",
            ViewEntry.InWords(Number),
            ViewEntry.InWords(At.ToUnixTimeMilliseconds()),
            Before,
            Hash,
            WrittenChains()
        );

    /// <summary>A line as <see cref="Line"/> writes it, whatever stands before it; null where it is none.</summary>
    public static ViewSeal? OfLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var from = line.IndexOf("view-seal\t", StringComparison.Ordinal);
        if (
            from < 0
            || line[from..].Split('\t') is not [_, var number, var at, var before, var hash, var chains]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            || !long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
        )
            return null;
        try
        {
            return new ViewSeal(place, Instant.FromUnixTimeMilliseconds(milliseconds), ReadChains(chains.Trim()), before, hash);
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}

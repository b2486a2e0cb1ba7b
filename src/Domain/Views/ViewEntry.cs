using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Permanence.Domain.Views;

/// <summary>
/// A row of the log of views. Each node writes a chain of its own, numbered from one: a row carries the hash of the row before it, and its
/// own hash covers that and everything else it says. So a row that was changed, taken out or put in shows.
/// </summary>
/// <param name="Writer">Which chain: one for each start of a node.</param>
/// <param name="Number">Its place in the chain.</param>
/// <param name="Before">The hash of the row before; empty for the first.</param>
public sealed record ViewEntry(string Writer, long Number, Viewing Viewing, string Before, string Hash)
{
    /// <summary>The next row of a chain.</summary>
    /// <param name="last">The row before it; null where it is the first.</param>
    public static ViewEntry After(ViewEntry? last, string writer, Viewing viewing)
    {
        var entry = new ViewEntry(writer, (last?.Number ?? 0) + 1, viewing, last?.Hash ?? "", "");
        return entry with { Hash = entry.HashOfWhatItSays() };
    }

    /// <summary>What its hash has to be.</summary>
    public string HashOfWhatItSays() =>
        Hashed(
            Writer,
            InWords(Number),
            Before,
            InWords(Viewing.At.ToUnixTimeMilliseconds()),
            Viewing.By,
            Viewing.Role,
            Viewing.Where,
            Viewing.What,
            Viewing.Authority,
            Viewing.Agency,
            Viewing.Child,
            Viewing.Children is { } children ? InWords(children) : null,
            Viewing.Asked,
            Viewing.Reason
        );

    internal static string InWords(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Each part with its length, so that no two different rows are written alike.
    internal static string Hashed(params IEnumerable<string?> parts)
    {
        var written = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is null)
                written.Append('-');
            else
                written.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
            written.Append(';');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written.ToString())));
    }
}

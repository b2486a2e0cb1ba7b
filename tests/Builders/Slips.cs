using System.Text;

namespace Permanence.Builders;

/// <summary>
/// Changes texts as hands, editors and broken transfers do: a character too many, a line gone or twice, a value of another sort, a file cut
/// short. The same seed gives the same change.
/// </summary>
public static class Slips
{
    private static readonly string[] Characters =
    [
        "",
        ":",
        "[",
        "]",
        "{",
        "}",
        "-",
        "#",
        "\"",
        "'",
        ",",
        "\n",
        "\t",
        "&a ",
        "*a",
        "!",
        "|",
        ">",
        "%",
        "?",
        "\\",
        "\u0000",
        "\u202e",
        "\r",
        ";",
        "=",
        " ",
    ];

    /// <summary>What somebody may put where another value belongs.</summary>
    public static readonly IReadOnlyList<string> Values =
    [
        "",
        "null",
        "~",
        "true",
        "no",
        "0",
        "-1",
        "1.5",
        "99999999999999999999",
        "1e400",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "-9998-01-01",
        "31/02/2024",
        "[]",
        "{}",
        "[[]]",
        "{a: b}",
        "x",
        "Ünïcödé \u0301",
        "\ud83d\ude00",
        "'",
        "\"",
        "a very long text ",
        "unknown-word",
        "= 1 + 1",
        "../x",
        "%00",
    ];

    // No text: bytes that are not UTF-8, half a character, a mark of another encoding.
    private static readonly byte[][] NoText =
    [
        [0xFF],
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0xFF, 0xFE],
        [0x00],
        [0xF8, 0x88, 0x80, 0x80, 0x80],
    ];

    /// <summary>The bytes of a text file with one to three slips.</summary>
    public static byte[] In(byte[] bytes, Random random)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(random);
        var slipped = bytes;
        for (var slips = random.Next(1, 4); slips > 0; slips--)
            slipped =
                random.Next(12) == 0 ? InBytes(slipped, random) : Encoding.UTF8.GetBytes(InText(Encoding.UTF8.GetString(slipped), random));
        return slipped;
    }

    /// <summary>A text with one slip.</summary>
    public static string In(string text, Random random)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(random);
        return InText(text, random);
    }

    private static byte[] InBytes(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        return random.Next(3) switch
        {
            0 => bytes[..at],
            1 => [],
            _ => [.. bytes[..at], .. NoText[random.Next(NoText.Length)], .. bytes[at..]],
        };
    }

    private static string InText(string text, Random random) =>
        random.Next(7) switch
        {
            0 => Insert(text, random, Characters[random.Next(Characters.Length)]),
            1 => Lines(text, random, (lines, at) => lines.RemoveAt(at)),
            2 => Lines(text, random, (lines, at) => lines.Insert(random.Next(lines.Count + 1), lines[at])),
            3 => Lines(text, random, (lines, at) => lines[at] = random.Next(2) == 0 ? "  " + lines[at] : lines[at].TrimStart()),
            4 => Word(text, random, _ => Values[random.Next(Values.Count)]),
            5 => Word(text, random, word => word.Length < 2 ? word + word : word.Remove(random.Next(word.Length), 1)),
            _ => Swap(text, random),
        };

    private static string Insert(string text, Random random, string what)
    {
        var at = random.Next(text.Length + 1);
        return string.Concat(text.AsSpan(0, at), what, text.AsSpan(at));
    }

    private static string Lines(string text, Random random, Action<List<string>, int> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines, random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    // A word is what stands between the marks of YAML, CSV and JSON.
    private static List<(int At, int Length)> Words(string text)
    {
        var words = new List<(int, int)>();
        for (var (at, begin) = (0, -1); at <= text.Length; at++)
        {
            var inside = at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_' or '/' or '.');
            if (inside && begin < 0)
                begin = at;
            if (!inside && begin >= 0)
            {
                words.Add((begin, at - begin));
                begin = -1;
            }
        }

        return words;
    }

    private static string Word(string text, Random random, Func<string, string> change)
    {
        if (Words(text) is not { Count: > 0 } words)
            return change("x");
        var (at, length) = words[random.Next(words.Count)];
        return string.Concat(text.AsSpan(0, at), change(text.Substring(at, length)), text.AsSpan(at + length));
    }

    private static string Swap(string text, Random random)
    {
        var words = Words(text);
        if (words.Count < 2)
            return text + text;
        var (from, fromLength) = words[random.Next(words.Count)];
        return Word(text, random, _ => text.Substring(from, fromLength));
    }
}

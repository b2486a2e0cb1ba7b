using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Permanence.Domain.Records;

/// <summary>Which characters a text may have, and how one is quoted in a sentence.</summary>
public static class Characters
{
    private const int LongestQuote = 60;

    // Marks that turn the direction of what follows, and what breaks a line: in a name they make one thing look like another.
    private static readonly SearchValues<char> OfNoName = SearchValues.Create(
        "\t\n\r\u0085\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF"
    );

    /// <summary>A text for a sentence: never more of it than shows which one is meant, and no character that does not show.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown =
            text.Length <= LongestQuote
                ? text
                : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
        return string.Concat(shown.Select(character => char.IsControl(character) || OfNoName.Contains(character) ? '\uFFFD' : character));
    }

    /// <summary>
    /// What is wrong with the characters of a text, as a sentence goes on: <c>has a control character</c>; null where nothing is.
    /// </summary>
    /// <param name="isName">A name or an id, which is one line.</param>
    public static string? Fault(string text, bool isName)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var character in text)
        {
            if (char.IsControl(character) && (isName || character is not ('\t' or '\n' or '\r')))
                return $"has a control character (U+{((int)character).ToString("X4", CultureInfo.InvariantCulture)}) at "
                    + $"{Place(text, character)}";
            if (isName && OfNoName.Contains(character))
                return $"has a character that does not show (U+{((int)character).ToString("X4", CultureInfo.InvariantCulture)}) at "
                    + $"{Place(text, character)}";
        }

        return null;
    }

    /// <summary>
    /// Whether a text is empty to whoever reads it: a name of spaces makes a row with nothing to press, a reason of spaces is none.
    /// </summary>
    public static bool ShowNothing(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.All(character =>
            char.IsWhiteSpace(character)
            || char.IsControl(character)
            || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format
        );
    }

    /// <summary>
    /// An id as it may stand in an address and in a log: letters, digits, and between them <c>-</c>, <c>_</c>, <c>.</c> and <c>:</c>.
    /// </summary>
    public static bool IsId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(IsOfIds) && !text.Contains("..", StringComparison.Ordinal);
    }

    /// <summary>Whether a character may stand in an id at all.</summary>
    public static bool IsOfIds(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':';

    /// <summary>
    /// Where JSON holds text that is not Unicode: bytes that are not UTF-8, or half of a character that needs two halves. Such text cannot
    /// be read at all. Null where there is none, or where it is no JSON.
    /// </summary>
    public static Refusal? NotUnicode(ReadOnlySpan<byte> json)
    {
        var bad = FirstNotUtf8(json);
        if (bad >= 0)
            return new Refusal(
                RefusalCodes.NotUtf8,
                $"This is not UTF-8 text: see byte {(bad + 1).ToString("N0", CultureInfo.InvariantCulture)}."
            );
        // Only an escape can say half a character in text that is UTF-8.
        if (json.IndexOf("\\u"u8) < 0)
            return null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CaseFileJson.Deepest });
        var field = "";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
                    continue;
                var name = reader.TokenType == JsonTokenType.PropertyName;
                try
                {
                    // A text without an escape is whole, because the bytes are UTF-8.
                    if (name)
                        field = reader.GetString()!;
                    else if (reader.ValueIsEscaped)
                        _ = reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    return name
                        ? new Refusal(
                            RefusalCodes.NotText,
                            "The name of a field has half of a character that needs two halves (a lone surrogate)."
                        )
                        : new Refusal(
                            RefusalCodes.NotText,
                            $"'{Quoted(field)}' has half of a character that needs two halves (a lone surrogate): no text comes of it.",
                            Quoted(field)
                        );
                }
            }
        }
        catch (JsonException)
        {
            // What reads the JSON says so, and where.
        }

        return null;
    }

    private static int FirstNotUtf8(ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text))
            return -1;
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var taken) == OperationStatus.Done)
            at += taken;
        return at;
    }

    private static string Place(string text, char character) =>
        $"character {(text.IndexOf(character, StringComparison.Ordinal) + 1).ToString("N0", CultureInfo.InvariantCulture)}";
}

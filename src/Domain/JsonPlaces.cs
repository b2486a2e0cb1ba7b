using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Permanence.Domain;

/// <summary>
/// On which line each part of a JSON file stands, so that a fault in it can be found; and the first reason why the file cannot be read as
/// text at all. A document's elements do not know their place, and throw where a text in them is none.
/// </summary>
public sealed class JsonPlaces
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    private JsonPlaces() { }

    /// <summary>What is wrong with the file as a whole, and its line; null where it is JSON whose texts can all be read.</summary>
    public (int Line, string Message)? Fault { get; private set; }

    /// <summary>Reads any bytes; never throws.</summary>
    public static JsonPlaces Of(ReadOnlySpan<byte> json)
    {
        var places = new JsonPlaces();
        if (!Utf8.IsValid(json))
        {
            places.Fault = (LineOfBadByte(json), "The file is not UTF-8 text: save it again as UTF-8.");
            return places;
        }

        try
        {
            places.Walk(json);
        }
        catch (JsonException fault)
        {
            places.Fault ??= (
                (int)(fault.LineNumber ?? 0) + 1,
                "Not JSON here: look for a comma, bracket or quote that is missing or one too many."
            );
        }

        return places;
    }

    /// <summary>The line of a part, or of the nearest part around it; the fault's own line where the file cannot be read.</summary>
    /// <param name="path">A path such as <c>case.events[2].on</c>. Null for the whole.</param>
    public int Line(string? path)
    {
        if (Fault is { } fault)
            return fault.Line;
        for (var part = path ?? ""; part.Length > 0; part = part[..Math.Max(part.LastIndexOfAny(['.', '[']), 0)])
        {
            if (lines.TryGetValue(part, out var line))
                return line;
        }

        return 1;
    }

    private void Walk(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var around = new Stack<Container>();
        var named = "";
        int reached = 0,
            line = 1;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                around.Pop();
                continue;
            }

            line += json[reached..(int)reader.TokenStartIndex].Count((byte)'\n');
            reached = (int)reader.TokenStartIndex;
            var text = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? Text(ref reader, line) : "";
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!around.Peek().Names.Add(text))
                    Fault ??= (line, $"'{Spelling.Shortened(text)}' stands twice in the same object: only one of them would count.");
                named = around.Peek().Path.Length == 0 ? text : $"{around.Peek().Path}.{text}";
                lines.TryAdd(named, line);
                continue;
            }

            var path = around.TryPeek(out var within)
                ? within.IsList
                    ? $"{within.Path}[{within.Items++}]"
                    : named
                : "";
            lines.TryAdd(path, line);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                around.Push(new Container(path, reader.TokenType == JsonTokenType.StartArray));
        }
    }

    private string Text(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape for half of a character that takes two: valid JSON, and no text.
            Fault ??= (
                line,
                "A text here has half a character in it (an escape such as \\ud800 without its other half): write the character itself."
            );
            return "";
        }
    }

    private static int LineOfBadByte(ReadOnlySpan<byte> json)
    {
        var line = 1;
        for (var at = 0; at < json.Length; )
        {
            if (Rune.DecodeFromUtf8(json[at..], out var rune, out var taken) != System.Buffers.OperationStatus.Done)
                break;
            line += rune.Value == '\n' ? 1 : 0;
            at += taken;
        }

        return line;
    }

    private sealed class Container(string path, bool isList)
    {
        public string Path => path;

        public bool IsList => isList;

        public int Items { get; set; }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
    }
}

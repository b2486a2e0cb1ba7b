using System.Globalization;
using System.Text.Json;

namespace Permanence.Api.CommandLine;

/// <summary>
/// On which line the parts of a worked case stand, by reading its text once more: a document's elements do not know their place. What
/// cannot be found is on line 1, which is good enough to open the file at.
/// </summary>
internal sealed class CasePlaces
{
    /// <summary>The parts of a check that try something, in the order they are tried.</summary>
    public static readonly IReadOnlyList<string> Parts = ["expect", "indicators", "gates", "absent"];

    private readonly List<Check> checks = [];
    private readonly List<int> events = [];
    private readonly Dictionary<string, int> properties = new(StringComparer.Ordinal);
    private readonly int brokenOn;

    public CasePlaces(ReadOnlySpan<byte> json)
    {
        try
        {
            Walk(json);
        }
        catch (JsonException fault)
        {
            brokenOn = (int)(fault.LineNumber ?? 0) + 1;
        }
    }

    /// <summary>Of each line of each part, check by check.</summary>
    public IReadOnlyList<int> Checks => [.. checks.SelectMany(check => Parts.SelectMany(part => check.Lines[part]))];

    /// <param name="field">A path such as <c>events[2].on</c> or <c>checks[0].expect</c>.</param>
    public int Of(string? field)
    {
        if (brokenOn > 0)
            return brokenOn;
        if (field is null)
            return 1;
        var name = field.Split('.', '[')[0];
        var item = field.Length > name.Length && field[name.Length] == '['
            && int.TryParse(field.AsSpan(name.Length + 1, field.IndexOf(']', StringComparison.Ordinal) - name.Length - 1), CultureInfo.InvariantCulture, out var number) ? number : -1;
        return name switch
        {
            "events" when item >= 0 && item < events.Count => events[item],
            "checks" when item >= 0 && item < checks.Count => checks[item].Line,
            _ => properties.GetValueOrDefault(name, 1)
        };
    }

    private void Walk(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string? top = null, second = null, third = null;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                continue;
            var line = Line(json, (int)reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                properties.TryAdd(name, line);
                if (reader.CurrentDepth == 1)
                    top = name;
                else if (reader.CurrentDepth == 2)
                    second = name;
                else if (reader.CurrentDepth == 3)
                    third = name;
            }
            else if (top == "checks" && reader.CurrentDepth == 2)
            {
                checks.Add(new Check(line, Parts.ToDictionary(part => part, _ => new List<int>(), StringComparer.Ordinal)));
            }
            else if (top == "checks" && reader.CurrentDepth == 4 && checks.Count > 0)
            {
                if (third is not null && checks[^1].Lines.TryGetValue(third, out var lines))
                    lines.Add(line);
            }
            else if (top == "case" && second == "events" && reader.CurrentDepth == 3)
            {
                events.Add(line);
            }
        }
    }

    private static int Line(ReadOnlySpan<byte> json, int position) => json[..position].Count((byte)'\n') + 1;

    private sealed record Check(int Line, IReadOnlyDictionary<string, List<int>> Lines);
}

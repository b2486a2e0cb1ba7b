namespace Permanence.Api.Words;

/// <summary>Lines for a spreadsheet, in which no cell is ever run as a formula.</summary>
public static class Csv
{
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        var safe = text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

using System.Text;

namespace Permanence.Api.Words;

/// <summary>Lines for a spreadsheet, in which no cell is ever run as a formula.</summary>
public static class Csv
{
    /// <summary>A file of such lines, which spreadsheets read as UTF-8.</summary>
    public static byte[] File(IEnumerable<string> lines) =>
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\r\n")))];

    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        var safe = text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

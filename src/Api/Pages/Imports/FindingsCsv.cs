using System.Globalization;
using Permanence.Domain.Returns;

namespace Permanence.Api.Pages.Imports;

/// <summary>Findings as a file for a spreadsheet, in which no cell is ever run as a formula.</summary>
public static class FindingsCsv
{
    public const string Header = "File,Line,Child,Field,Value,Rule,Grade,Message";

    public static string Line(ReturnFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return string.Join(',', new[]
        {
            finding.File, finding.Line.ToString(CultureInfo.InvariantCulture), finding.Child, finding.Field, finding.Value, finding.Rule, ImportViews.Letter(finding.Grade), finding.Message
        }.Select(Cell));
    }

    public static string Cell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var safe = text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>What every check needs beside the child's rows.</summary>
/// <param name="Given">The kinds of file that were given: what is not there cannot be missed in it.</param>
/// <param name="LatestDay">The last day that anything in the return can be of: the year's last, or today in a year that goes on.</param>
internal sealed record CheckContext(
    CollectionYear Year,
    CodeSets Codes,
    FindingLog Findings,
    IReadOnlySet<ReturnKind> Given,
    LocalDate LatestDay
)
{
    /// <summary>True where the value is blank or one of its field's codes for the year.</summary>
    public bool BlankOrValid(ReadRow row, string column) => row.IsBlank(column) || Codes.IsValid(column, row[column], Year);

    /// <summary>“X is not a code of FIELD for 2024-25: use one of …”.</summary>
    public string NotACode(ReadRow row, string column)
    {
        var value = row[column];
        var valid = string.Join(", ", Codes.ValidIn(column, Year));
        if (value.Length == 0)
            return $"{column} is blank: give one of {valid}.";
        if (Codes.Find(column, value) is { } other)
            return $"'{Shown(value)}' is not a code of {column} for {Year}{When(other)}: use one of {valid}.";
        return $"'{Shown(value)}' is not a code of {column}: use one of {valid}.";
    }

    public static string NotADate(ReadRow row, string column) =>
        row.IsBlank(column)
            ? $"{column} is blank: give the date as dd/mm/yyyy."
            : $"'{Shown(row[column])}' in {column} is not a date: write a day that exists as dd/mm/yyyy, such as 09/04/2024.";

    public static string Shown(string value) => KindRecognition.Shown(value);

    private static string When(ReturnCode code) =>
        (code.From, code.To) switch
        {
            ({ } from, null) => $" (it came in with {from})",
            (null, { } to) => $" (it was last used in {to})",
            _ => "",
        };
}

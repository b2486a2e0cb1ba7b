using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Domain.Lists;

/// <summary>The values of a row, read by the columns of its list.</summary>
internal static class RowValues
{
    private const decimal LargestNumber = 1_000_000_000;

    /// <summary>
    /// The values as they are stored, blank ones left out; or everything that is wrong with them, each at <c>values.&lt;column&gt;</c>.
    /// </summary>
    public static Outcome<Dictionary<string, string>> Read(PolicyForm form, IReadOnlyDictionary<string, string> given, LocalDate today)
    {
        var columns = form.Fields.ToList();
        var refusals = given
            .Keys.Where(name => columns.TrueForAll(column => column.Id != name))
            .Select(name => new Refusal(
                RefusalCodes.UnknownField,
                $"This list has no column '{name}'.{Spelling.Nearest(name, [.. columns.Select(column => column.Id)])} It has "
                    + $"{string.Join(", ", columns.Select(column => column.Id))}.",
                $"values.{name}"
            ))
            .ToList();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var text = given.GetValueOrDefault(column.Id)?.Trim().ReplaceLineEndings("\n") ?? "";
            if (text.Length == 0)
            {
                if (column.Required)
                    refusals.Add(
                        At(
                            column,
                            RefusalCodes.MissingField,
                            column.Type == FieldType.Date ? $"Enter a date for “{column.Label}”." : $"Fill in “{column.Label}”."
                        )
                    );
                continue;
            }

            if (Fault(column, text, today) is { } fault)
                refusals.Add(fault);
            else
                values[column.Id] = text;
        }

        if (refusals.Count == 0 && values.Count == 0)
            refusals.Add(new Refusal(RefusalCodes.EmptyRow, "The row is blank: fill in at least one column.", "values"));
        return refusals.Count > 0 ? refusals : values;
    }

    /// <summary>The new values, and what stands in columns that the policy no longer has.</summary>
    public static Dictionary<string, string> WithDropped(
        PolicyForm form,
        IReadOnlyDictionary<string, string> before,
        Dictionary<string, string> now
    )
    {
        foreach (var (column, value) in before.Where(one => form.Fields.All(field => field.Id != one.Key)))
            now[column] = value;
        return now;
    }

    public static Refusal TooLong(string what, string field, string text, int longest) =>
        new(
            RefusalCodes.TooLong,
            $"{what} may have {longest.ToString("N0", CultureInfo.InvariantCulture)} characters; "
                + $"this has {text.Length.ToString("N0", CultureInfo.InvariantCulture)}.",
            field
        );

    private static Refusal? Fault(FormField column, string text, LocalDate today)
    {
        switch (column.Type)
        {
            case FieldType.Date:
                if (LocalDatePattern.Iso.Parse(text) is not { Success: true } date || date.Value.Year is < 1900 or > 2200)
                    return At(column, RefusalCodes.BadDate, $"“{column.Label}” is a date: write it as 2026-03-27.");
                return date.Value > today && !column.Ahead
                    ? At(
                        column,
                        RefusalCodes.InTheFuture,
                        $"“{column.Label}” is a day that has come: {InWords.Date(date.Value)} is after today, {InWords.Date(today)}."
                    )
                    : null;
            case FieldType.Choice when !column.Values.Contains(text):
                return At(column, RefusalCodes.UnknownValue, $"“{column.Label}” is one of: {string.Join(", ", column.Values)}.");
            case FieldType.YesNo when text is not ("yes" or "no"):
                return At(column, RefusalCodes.UnknownValue, $"“{column.Label}” is yes or no.");
            case FieldType.Number
                when !decimal.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    || Math.Abs(number) > LargestNumber:
                return At(column, RefusalCodes.BadNumber, $"“{column.Label}” is a number, such as 12 or 7.5.");
            case FieldType.LongText when text.Length > RecordLimits.LongestNote:
                return TooLong($"“{column.Label}”", $"values.{column.Id}", text, RecordLimits.LongestNote);
            case FieldType.Text or FieldType.Person when text.Length > RecordLimits.LongestText:
                return TooLong($"“{column.Label}”", $"values.{column.Id}", text, RecordLimits.LongestText);
            default:
                return null;
        }
    }

    private static Refusal At(FormField column, string code, string sentence) => new(code, sentence, $"values.{column.Id}");
}

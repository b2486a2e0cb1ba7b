using System.Globalization;
using NodaTime;
using Permanence.Api.Words;

namespace Permanence.Api.Pages;

/// <summary>A date in three boxes: what was typed in them, and what is wrong with it.</summary>
public static class DateBoxes
{
    private static readonly string[] Parts = ["day", "month", "year"];

    /// <summary>Both null where all boxes are empty. A month may be a number or a name.</summary>
    public static (LocalDate? Date, string? Fault) Read(IReadOnlyDictionary<string, string> typed, string name, string label)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var boxes = Parts
            .Select(part => typed.TryGetValue($"{name}-{part}", out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null)
            .ToList();
        if (boxes.TrueForAll(box => box is null))
            return (null, null);
        var missing = Parts.Where((_, index) => boxes[index] is null).ToList();
        if (missing.Count > 0)
            return (null, $"{label} must include a {Counting.List(missing)}.");
        return
            int.TryParse(boxes[0], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && Month(boxes[1]!) is { } month
            && int.TryParse(boxes[2], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= 1990 and <= 2200
            && day >= 1
            && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? (new LocalDate(year, month, day), null)
            : (null, $"{label} must be a real date with a year in full, such as 27 3 2026.");
    }

    public static void Write(IDictionary<string, string> typed, string name, LocalDate date)
    {
        ArgumentNullException.ThrowIfNull(typed);
        typed[$"{name}-day"] = date.Day.ToString(CultureInfo.InvariantCulture);
        typed[$"{name}-month"] = date.Month.ToString(CultureInfo.InvariantCulture);
        typed[$"{name}-year"] = date.Year.ToString(CultureInfo.InvariantCulture);
    }

    private static int? Month(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is >= 1 and <= 12 ? number : null;
        var index = Array.FindIndex(
            CultureInfo.InvariantCulture.DateTimeFormat.MonthNames,
            name => name.Length > 0 && text.Length >= 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        );
        return index >= 0 ? index + 1 : null;
    }
}

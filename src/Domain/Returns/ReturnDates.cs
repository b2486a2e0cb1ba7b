using System.Globalization;
using NodaTime;

namespace Permanence.Domain.Returns;

/// <summary>The return's dates: <c>dd/mm/yyyy</c>, London, two digits for day and month.</summary>
internal static class ReturnDates
{
    public static LocalDate? Parse(string text)
    {
        if (text.Length != 10 || text[2] != '/' || text[5] != '/')
            return null;
        if (Number(text, 0, 2) is not { } day || Number(text, 3, 2) is not { } month || Number(text, 6, 4) is not { } year)
            return null;
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return null;
        return new LocalDate(year, month, day);
    }

    /// <summary>As the files write it, for a sentence.</summary>
    public static string Written(LocalDate date) => date.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture);

    private static int? Number(string text, int start, int length)
    {
        var number = 0;
        for (var i = start; i < start + length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return null;
            number = number * 10 + (text[i] - '0');
        }

        return number;
    }
}

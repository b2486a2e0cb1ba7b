using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Calendar;

/// <summary>A bank holiday in England and Wales.</summary>
public sealed record BankHoliday(LocalDate Date, string Title);

/// <summary>Asked about a day for which no bank holidays are known.</summary>
public sealed class CalendarRangeException(string message) : Exception(message);

/// <summary>
/// Working days in England and Wales: Monday to Friday and not a bank holiday. Dates are London dates.
/// Outside the years of its data it refuses with <see cref="CalendarRangeException"/>; it never counts silently.
/// </summary>
public sealed class WorkingDayCalendar
{
    private readonly LocalDate first;
    private readonly LocalDate last;

    // Working days from the first day up to and including each day: counting is then a subtraction.
    private readonly int[] workingDaysUpTo;
    private readonly LocalDate[] workingDays;

    // How many days of the calendar come before each of its years.
    private readonly int[] daysBeforeYear;
    private readonly Dictionary<LocalDate, BankHoliday> holidays;

    public WorkingDayCalendar(IEnumerable<BankHoliday> bankHolidays)
    {
        ArgumentNullException.ThrowIfNull(bankHolidays);
        holidays = bankHolidays.ToDictionary(holiday => holiday.Date);
        if (holidays.Count == 0)
            throw new ArgumentException("A calendar needs at least one year of bank holidays.", nameof(bankHolidays));

        first = new LocalDate(holidays.Keys.Min().Year, 1, 1);
        last = new LocalDate(holidays.Keys.Max().Year, 12, 31);
        var days = Period.DaysBetween(first, last) + 1;
        workingDaysUpTo = new int[days];
        var byNumber = new List<LocalDate>(days);
        for (var day = 0; day < days; day++)
        {
            var date = first.PlusDays(day);
            if (date.DayOfWeek < IsoDayOfWeek.Saturday && !holidays.ContainsKey(date))
                byNumber.Add(date);
            workingDaysUpTo[day] = byNumber.Count;
        }

        workingDays = [.. byNumber];
        daysBeforeYear =
        [
            .. Enumerable
                .Range(first.Year, last.Year - first.Year + 1)
                .Select(year => Period.DaysBetween(first, new LocalDate(year, 1, 1))),
        ];
        var written = holidays
            .Values.OrderBy(holiday => holiday.Date)
            .Select(holiday => $"{LocalDatePattern.Iso.Format(holiday.Date)} {holiday.Title}");
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', written))).AsSpan(0, 8));
    }

    /// <summary>Differs wherever a bank holiday, or what it is called in a sentence, differs.</summary>
    public string Fingerprint { get; }

    public LocalDate First => first;

    public int FirstYear => first.Year;

    public int LastYear => last.Year;

    /// <summary>Reads the file that <see cref="BankHolidayFile"/> describes.</summary>
    /// <exception cref="FormatException">The file is not of that layout; the message says where.</exception>
    public static WorkingDayCalendar Read(Stream json)
    {
        using var bytes = new MemoryStream();
        json.CopyTo(bytes);
        var (calendar, faults) = BankHolidayFile.Read(bytes.ToArray());
        return calendar ?? throw new FormatException(string.Join(' ', faults.Select(fault => $"Line {fault.Line}: {fault.Message}")));
    }

    /// <summary>Which end of the calendar a day that cannot be counted from lies beyond: <c>before 2019</c>, <c>after 2028</c>.</summary>
    public string BeyondInWords(LocalDate date) => date < first ? $"before {FirstYear}" : $"after {LastYear}";

    /// <summary>Whether a day is in one of the years of its data, which are whole.</summary>
    public bool Covers(LocalDate date) => date.Year >= first.Year && date.Year <= last.Year;

    public bool IsWorkingDay(LocalDate date)
    {
        var day = IndexOf(date);
        return workingDaysUpTo[day] > (day == 0 ? 0 : workingDaysUpTo[day - 1]);
    }

    public BankHoliday? HolidayOn(LocalDate date) => holidays.GetValueOrDefault(date);

    /// <summary>
    /// The <paramref name="count"/>th working day after <paramref name="trigger"/>, the day after it being day 1.
    /// After a trigger on a day that is not worked, day 1 is the next working day.
    /// </summary>
    public LocalDate Add(LocalDate trigger, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return ByOrdinal(workingDaysUpTo[IndexOf(trigger)] + count);
    }

    /// <summary>The <paramref name="count"/>th working day before <paramref name="date"/>, counting back from the day before it.</summary>
    public LocalDate Subtract(LocalDate date, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return ByOrdinal(workingDaysUpTo[IndexOf(date.PlusDays(-1))] - count + 1);
    }

    /// <summary>The last working day on or before <paramref name="date"/>: what a due date becomes in practice.</summary>
    public LocalDate OnOrBefore(LocalDate date) => ByOrdinal(workingDaysUpTo[IndexOf(date)]);

    /// <summary>The bank holidays from <paramref name="from"/> to <paramref name="to"/>, both included, that fall on a weekday.</summary>
    public IEnumerable<BankHoliday> WeekdayHolidaysBetween(LocalDate from, LocalDate to) =>
        holidays
            .Values.Where(holiday => holiday.Date >= from && holiday.Date <= to && holiday.Date.DayOfWeek < IsoDayOfWeek.Saturday)
            .OrderBy(holiday => holiday.Date);

    private int IndexOf(LocalDate date) =>
        Covers(date)
            ? daysBeforeYear[date.Year - first.Year] + date.DayOfYear - 1
            : throw new CalendarRangeException(
                $"There is no bank holiday data for {date.Year}: the calendar covers {FirstYear} to {LastYear}."
            );

    private LocalDate ByOrdinal(int ordinal) =>
        ordinal < 1 ? throw new CalendarRangeException($"There is no bank holiday data before {FirstYear}.")
        : ordinal > workingDays.Length ? throw new CalendarRangeException($"There is no bank holiday data after {LastYear}.")
        : workingDays[ordinal - 1];
}

using NodaTime;
using Permanence.Domain.Calendar;

namespace Permanence.Demo;

/// <summary>Days on which offices are open, as far as the calendar is known.</summary>
internal sealed class Days(WorkingDayCalendar? calendar)
{
    public bool IsWorked(LocalDate day) =>
        calendar is not null && calendar.Covers(day) ? calendar.IsWorkingDay(day) : day.DayOfWeek < IsoDayOfWeek.Saturday;

    public LocalDate OnOrBefore(LocalDate day)
    {
        while (!IsWorked(day))
            day = day.PlusDays(-1);
        return day;
    }

    public LocalDate OnOrAfter(LocalDate day)
    {
        while (!IsWorked(day))
            day = day.PlusDays(1);
        return day;
    }
}

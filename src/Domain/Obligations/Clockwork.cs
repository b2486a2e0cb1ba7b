using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Date arithmetic of a policy's clocks, by the conventions of the national layer.</summary>
internal static class Clockwork
{
    /// <summary>The day so long after another, the day after the trigger being day 1.</summary>
    public static LocalDate After(LocalDate trigger, TimeLimit offset, WorkingDayCalendar calendar) =>
        offset.Unit switch
        {
            TimeUnit.Days => trigger.PlusDays(offset.Count),
            TimeUnit.Weeks => trigger.PlusDays(offset.Count * 7),
            TimeUnit.Months => trigger.PlusMonths(offset.Count),
            TimeUnit.Years => trigger.PlusYears(offset.Count),
            TimeUnit.WorkingDays => calendar.Add(trigger, offset.Count),
            _ => trigger.PlusDays((offset.Count + 23) / 24),
        };

    public static LocalDate Before(LocalDate day, TimeLimit offset, WorkingDayCalendar calendar) =>
        offset.Unit switch
        {
            TimeUnit.Days => day.PlusDays(-offset.Count),
            TimeUnit.Weeks => day.PlusDays(-offset.Count * 7),
            TimeUnit.Months => day.PlusMonths(-offset.Count),
            TimeUnit.Years => day.PlusYears(-offset.Count),
            TimeUnit.WorkingDays => calendar.Subtract(day, offset.Count),
            _ => throw new InvalidOperationException("Hours are counted forward only."),
        };

    /// <summary>Clock hours that pass in London, so that a change of the clocks neither gains nor loses one.</summary>
    public static LastMinute AfterHours(LocalDateTime ended, int hours)
    {
        var minute = ended.InZoneLeniently(Timeline.London).PlusHours(hours);
        return new LastMinute(minute.LocalDateTime, minute.ToInstant());
    }
}

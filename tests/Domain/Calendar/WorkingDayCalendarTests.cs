using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Calendar;
using Xunit;

namespace Permanence.Domain.Tests.Calendar;

public sealed class WorkingDayCalendarTests
{
    private static readonly WorkingDayCalendar Calendar = ReadOnce.Calendar;

    private static readonly Gen<LocalDate> Days = Gen.Int[0, 3000].Select(day => new LocalDate(2019, 6, 1).PlusDays(day));

    [Theory]
    [InlineData("2025-01-02", 20, "2025-01-30")]
    // Good Friday: day 1 is the Tuesday after Easter Monday.
    [InlineData("2025-04-18", 20, "2025-05-20")]
    // A Saturday that is Boxing Day, with its substitute day on the Monday.
    [InlineData("2026-12-26", 20, "2027-01-26")]
    [InlineData("2027-12-24", 20, "2028-01-26")]
    [InlineData("2025-04-10", 10, "2025-04-28")]
    public void Working_days_are_counted_from_the_day_after_the_trigger(string trigger, int count, string expected) =>
        Assert.Equal(A.Day(expected), Calendar.Add(A.Day(trigger), count));

    [Theory]
    [InlineData("2026-01-07", 5, "2025-12-30")]
    [InlineData("2026-05-12", 10, "2026-04-27")]
    [InlineData("2026-04-07", 5, "2026-03-27")]
    public void Working_days_before_a_day_are_counted_back_from_the_day_before_it(string day, int count, string expected) =>
        Assert.Equal(A.Day(expected), Calendar.Subtract(A.Day(day), count));

    [Fact]
    public void Past_the_last_year_of_its_data_it_refuses_and_says_so()
    {
        var refusal = Assert.Throws<CalendarRangeException>(() => Calendar.Add(new LocalDate(2028, 12, 20), 20));
        Assert.Contains("after 2028", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<CalendarRangeException>(() => Calendar.OnOrBefore(new LocalDate(2029, 1, 1)));
        Assert.Throws<CalendarRangeException>(() => Calendar.IsWorkingDay(Calendar.First.PlusDays(-1)));
    }

    [Fact]
    public void What_is_added_is_always_a_working_day_after_the_trigger() =>
        Gen.Select(Days, Gen.Int[1, 60])
            .Sample(
                (trigger, count) =>
                {
                    var due = Calendar.Add(trigger, count);
                    Assert.True(Calendar.IsWorkingDay(due));
                    Assert.True(due > trigger);
                    var between = Enumerable
                        .Range(1, Period.DaysBetween(trigger, due))
                        .Count(day => Calendar.IsWorkingDay(trigger.PlusDays(day)));
                    Assert.Equal(count, between);
                }
            );

    [Fact]
    public void Counting_back_undoes_counting_forward_from_a_working_day() =>
        Gen.Select(Days, Gen.Int[1, 60])
            .Sample(
                (day, count) =>
                {
                    var trigger = Calendar.OnOrBefore(day);
                    Assert.Equal(trigger, Calendar.Subtract(Calendar.Add(trigger, count), count));
                }
            );

    [Fact]
    public void The_last_working_day_on_or_before_is_never_later_and_skips_only_days_not_worked() =>
        Days.Sample(day =>
        {
            var before = Calendar.OnOrBefore(day);
            Assert.True(before <= day && Calendar.IsWorkingDay(before));
            for (var skipped = before.PlusDays(1); skipped <= day; skipped = skipped.PlusDays(1))
                Assert.False(Calendar.IsWorkingDay(skipped));
        });
}

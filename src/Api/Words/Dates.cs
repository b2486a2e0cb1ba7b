using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Records;

namespace Permanence.Api.Words;

/// <summary>Dates and times as people read them. Instants show as London time.</summary>
public static class Dates
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary><c>16 June 2026</c>.</summary>
    public static string InWords(LocalDate date) => Domain.InWords.Date(date);

    public static string? InWords(LocalDate? date) => date is { } day ? InWords(day) : null;

    /// <summary><c>16 June 2026 at 16:00</c>.</summary>
    public static string InWords(LocalDateTime time) => $"{InWords(time.Date)} at {Clock.Format(time.TimeOfDay)}";

    /// <summary><c>16 June 2026</c>, or <c>16 June 2026 at 16:00</c>.</summary>
    public static string InWords(DayOrMinute on) => on.Time is { } time ? InWords(on.Day.At(time)) : InWords(on.Day);

    /// <summary><c>16 June 2026 at 16:00</c>, London time.</summary>
    public static string InWords(Instant at) => InWords(at.InZone(Timeline.London).LocalDateTime);

    /// <summary><c>10:42</c> today, with the day in front otherwise; London time.</summary>
    public static string AsAt(Instant at, LocalDate today)
    {
        var local = at.InZone(Timeline.London).LocalDateTime;
        var time = Clock.Format(local.TimeOfDay);
        return local.Date == today ? time : $"{time} on {InWords(local.Date)}";
    }

    public static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>
    /// A London date as an address gives it; null where it is none, or of a year that no child's record can be asked about.
    /// </summary>
    public static LocalDate? FromIso(string? text) =>
        text is not null
        && LocalDatePattern.Iso.Parse(text) is { Success: true } parsed
        && parsed.Value.Year is >= FirstYear and <= LastYear
            ? parsed.Value
            : null;

    /// <summary>An instant in UTC as an address gives it, within the same years; null where it is none.</summary>
    public static Instant? InstantFromIso(string? text) =>
        text is not null
        && InstantPattern.ExtendedIso.Parse(text) is { Success: true } parsed
        && parsed.Value >= Instant.FromUtc(FirstYear, 1, 1, 0, 0)
        && parsed.Value < Instant.FromUtc(LastYear + 1, 1, 1, 0, 0)
            ? parsed.Value
            : null;

    /// <summary>How far a date is from today, in words: <c>today</c>, <c>in 3 days</c>, <c>12 days ago</c>.</summary>
    public static string FromToday(LocalDate date, LocalDate today) =>
        Period.DaysBetween(today, date) switch
        {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            > 0 and var days => $"in {Counting.Number(days)} days",
            var days => $"{Counting.Number(-days)} days ago",
        };
}

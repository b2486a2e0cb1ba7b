using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>What somebody asks about: a London day, or one minute of it.</summary>
/// <param name="Time">Null for the whole day.</param>
public readonly record struct DayOrMinute(LocalDate Day, LocalTime? Time = null)
{
    /// <summary>What <see cref="Parse"/> reads, for refusals.</summary>
    public const string Reads = "a London date between 1900 and 2200, such as 2025-04-01, or a minute of it, such as 2025-04-01T16:01";

    /// <summary>
    /// A date (<c>2026-04-02</c>), or a minute in London (<c>2026-04-02T16:01</c>), from 1900 to 2200; null for anything else.
    /// </summary>
    public static DayOrMinute? Parse(string? text)
    {
        if (text is null)
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } day })
            return new DayOrMinute(day);
        return LondonTime.Minutes.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } minute }
            ? new DayOrMinute(minute.Date, minute.TimeOfDay)
            : null;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string Iso => Time is { } time ? LondonTime.Format(Day.At(time)) : LocalDatePattern.Iso.Format(Day);
}

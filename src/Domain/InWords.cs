using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain;

/// <summary>Dates and lists as people write them, in English whatever the machine is set to.</summary>
public static class InWords
{
    private static readonly LocalDatePattern Long = LocalDatePattern.Create("dddd d MMMM uuuu", CultureInfo.InvariantCulture);
    private static readonly LocalDatePattern Short = LocalDatePattern.Create("d MMMM uuuu", CultureInfo.InvariantCulture);
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Monday 16 June 2026.</summary>
    public static string Day(LocalDate day) => Long.Format(day);

    /// <summary>16 June 2026.</summary>
    public static string Date(LocalDate day) => Short.Format(day);

    /// <summary>16:00 on Saturday 4 April 2026.</summary>
    public static string Time(LocalDateTime time) => $"{Clock.Format(time.TimeOfDay)} on {Long.Format(time.Date)}";

    /// <summary>One, two or three.</summary>
    public static string Or(IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} or {items[^1]}",
        };
    }
}

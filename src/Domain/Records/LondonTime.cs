using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>
/// Days and minutes in London, and the instants they are. A minute that comes twice when the clocks go back is the first of the two; one
/// that they skip when they go forward is the one an hour later, which is the same instant as if they had not been changed yet.
/// </summary>
public static class LondonTime
{
    internal static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm");

    public static LocalDate DayOf(Instant instant) => instant.InZone(Timeline.London).Date;

    /// <summary>The minute that an instant is in: its seconds are left out.</summary>
    public static Instant MinuteOf(Instant instant) =>
        Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds() - FloorMod(instant.ToUnixTimeSeconds()));

    public static Instant InstantOf(LocalDateTime local) => local.InZoneLeniently(Timeline.London).ToInstant();

    /// <summary>23:59 in London, by which everything of the day has happened.</summary>
    public static Instant LastMinuteOf(LocalDate day) => Midnight(day.PlusDays(1)) - Duration.FromMinutes(1);

    /// <summary>When a day begins.</summary>
    public static Instant Midnight(LocalDate day) => Timeline.London.AtStartOfDay(day).ToInstant();

    /// <summary><c>2026-04-02T16:01</c>.</summary>
    public static string Format(LocalDateTime minute) => Minutes.Format(minute);

    private static long FloorMod(long seconds) => ((seconds % 60) + 60) % 60;
}

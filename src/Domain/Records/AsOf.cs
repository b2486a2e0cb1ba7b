using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// The two times a question is about: the day in the child's life, or a minute of it, and when what was known then was known.
/// </summary>
/// <param name="On">A London date: what happened later has not happened. Null for today.</param>
/// <param name="KnownAt">What was recorded later is not known. Null for everything known now.</param>
public sealed record AsOf(LocalDate? On, Instant? KnownAt)
{
    /// <summary>Today at this minute, with everything known.</summary>
    public static readonly AsOf Now = new(null, null);

    /// <summary>The London time on the day that is asked about. Null for the day's last minute or, where it is today, for now.</summary>
    public LocalTime? At { get; init; }

    public bool IsNow => On is null && KnownAt is null;

    /// <summary>The minute that was asked for; null where only a day was, or nothing.</summary>
    public LocalDateTime? Minute => On is { } day && At is { } time ? day.At(time) : null;

    /// <param name="on">Null for now.</param>
    public static AsOf Of(DayOrMinute? on, Instant? knownAt = null) => new(on?.Day, knownAt) { At = on?.Time };

    /// <summary>A day with everything known now.</summary>
    public static AsOf Day(LocalDate on) => new(on, null);

    /// <summary>The instant at which the record is read: today at this minute, any other day at its last minute.</summary>
    /// <param name="now">By the clock, to find out which day is today.</param>
    public Instant ReadAt(Instant now) =>
        Minute is { } minute ? LondonTime.InstantOf(minute)
        : On is not { } day || day == LondonTime.DayOf(now) ? now
        : LondonTime.LastMinuteOf(day);
}

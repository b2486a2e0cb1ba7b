using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Grains;

/// <summary>NodaTime's clock over the one <see cref="TimeProvider"/> that also drives timers and reminders.</summary>
public sealed class TimeProviderClock(TimeProvider time) : IClock
{
    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(time.GetUtcNow());
}

public static class Clocks
{
    /// <summary>Today in London.</summary>
    public static LocalDate Today(this IClock clock) => clock.GetCurrentInstant().InZone(Timeline.London).Date;
}

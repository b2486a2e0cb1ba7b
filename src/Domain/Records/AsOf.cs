using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>The two times a question is about: the day in the child's life, and when what was known then was known.</summary>
/// <param name="On">A London date: what happened later has not happened. Null for today.</param>
/// <param name="KnownAt">What was recorded later is not known. Null for everything known now.</param>
public sealed record AsOf(LocalDate? On, Instant? KnownAt)
{
    /// <summary>Today, with everything known.</summary>
    public static readonly AsOf Now = new(null, null);

    public bool IsNow => On is null && KnownAt is null;

    /// <summary>A day with everything known now.</summary>
    public static AsOf Day(LocalDate on) => new(on, null);

    /// <summary>The day, where today is not given away to be found out.</summary>
    /// <param name="today">The London date today.</param>
    public AsOf From(LocalDate today) => On is null ? this with { On = today } : this;
}

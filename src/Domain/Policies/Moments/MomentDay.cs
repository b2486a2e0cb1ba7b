using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Moments;

/// <summary>How sure the day of a moment is.</summary>
public enum Certainty
{
    /// <summary>Neither happened nor booked, and no latest day follows.</summary>
    Unknown,
    Happened,

    /// <summary>Happened on this day or an earlier one: care or a placement that began before the record does.</summary>
    OnOrBefore,
    Booked,

    /// <summary>Follows from the calendar alone, as a birthday does.</summary>
    Fixed,

    /// <summary>The latest day the rules allow.</summary>
    Latest,

    /// <summary>The day something booked, or allowed at the latest, has gone by without it: what repeats begins there.</summary>
    ShouldHaveBeen,
}

/// <summary>The day of a moment for one child on one day of asking.</summary>
/// <param name="At">The London time, where the event has one.</param>
/// <param name="Source">The event it comes from.</param>
/// <param name="Limit">The rule that gives the latest day, and the day that rule counts from.</param>
/// <param name="Refused">Why no day could be counted, where the calendar does not reach.</param>
public sealed record MomentDay(
    LocalDate Day,
    LocalDateTime? At,
    Certainty Certainty,
    CareEvent? Source,
    LatestLimit? Limit = null,
    string? Refused = null
)
{
    public static readonly MomentDay Unknown = new(default, null, Certainty.Unknown, null);

    public bool IsKnown => Certainty != Certainty.Unknown;

    /// <summary>
    /// Whether a clock may start from it: a latest day is a limit on something else, not something to count from. From a day that may have
    /// been any earlier one the latest lawful days are counted.
    /// </summary>
    public bool CanBeCountedFrom =>
        Certainty is Certainty.Happened or Certainty.Booked or Certainty.Fixed or Certainty.ShouldHaveBeen or Certainty.OnOrBefore;

    /// <summary>
    /// Whether it is the issue of proceedings that only an interim order tells: what counts from it has a latest lawful day, as what
    /// counts from a review that nobody booked has.
    /// </summary>
    internal bool IsIssueTold => Certainty == Certainty.OnOrBefore && Source?.Type == EventTypes.ProceedingsIssued;

    /// <summary>
    /// What is not known and the day hangs on: that something happened on a day or any earlier one, so that this is the latest it can be.
    /// Null where nothing is.
    /// </summary>
    public string? UnknownOf(Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var (day, of) = (this, moment);
        while (day is { Certainty: Certainty.Latest, Limit: { } limit })
            (day, of) = (limit.From, limit.Rule.Of);
        if (day.Certainty != Certainty.OnOrBefore || day.IsIssueTold)
            return null;
        var what = day.Source?.Type == EventTypes.BecameLookedAfter ? "the day the child became looked after" : of.Label;
        return $"{what} is known only as {InWords.Date(day.Day)} or before it";
    }

    public bool HasHappenedBy(LocalDate on) =>
        Certainty is Certainty.Happened or Certainty.OnOrBefore || (Certainty == Certainty.Fixed && Day <= on);

    /// <summary>A day that follows from the calendar alone.</summary>
    public static MomentDay FixedOn(LocalDate day) => new(day, null, Certainty.Fixed, null);

    public static MomentDay HappenedOn(CareEvent source, string dateField = "on")
    {
        if (dateField == "on")
            return new(source.On, null, source.Flag("onOrBefore") == true ? Certainty.OnOrBefore : Certainty.Happened, source);
        if (source.Time(dateField) is { } time)
            return new(time.Date, time, Certainty.Happened, source);
        return source.Date(dateField) is { } day
            ? new(day, null, dateField == "for" ? Certainty.Booked : Certainty.Happened, source)
            : Unknown;
    }
}

/// <summary>Why a day is the latest one.</summary>
public sealed record LatestLimit(LatestRule Rule, MomentDay From);

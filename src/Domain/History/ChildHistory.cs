using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// One child's record as somebody knew it, read once and asked about any day. What every day shares (periods of care, orders, the course of
/// the plans) is read the first time it is needed and kept, so whoever holds a record for long holds this with it, one for each revision.
/// Not for several threads at once.
/// </summary>
public sealed class ChildHistory
{
    private readonly Dictionary<LocalDate, PlanCourse> plans = [];
    private CareCourse? care;
    private OrderCourse? orders;
    private CaseHistory? latest;

    public ChildHistory(Timeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        Timeline = timeline;
    }

    /// <param name="file">The whole record.</param>
    /// <param name="knownAt">What was recorded later is not known. Null for everything that is known now.</param>
    public ChildHistory(CaseFile file, Instant? knownAt = null) : this(Timeline.Of(file, knownAt)) => KnownAt = knownAt;

    public Timeline Timeline { get; }

    /// <summary>The instant of the reader's knowledge; null for now.</summary>
    public Instant? KnownAt { get; private init; }

    /// <summary>The record on a London date: what happened later has not happened.</summary>
    public CaseHistory On(LocalDate day) => latest?.On == day ? latest : latest = new CaseHistory(this, day);

    internal CareCourse Care => care ??= CareCourse.Read(Timeline);

    internal OrderCourse Orders => orders ??= OrderCourse.Read(Timeline);

    /// <summary>The plans of the case that began on a day, read as far as anybody has asked.</summary>
    internal PlanCourse PlansSince(LocalDate caseStart)
    {
        if (!plans.TryGetValue(caseStart, out var course))
            plans[caseStart] = course = new PlanCourse(Timeline, caseStart);
        return course;
    }
}

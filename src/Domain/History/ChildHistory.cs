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
    private static readonly int ProceedingsIssued = EventVocabulary.OrdinalOf(EventTypes.ProceedingsIssued);
    private static readonly int OrderMade = EventVocabulary.OrdinalOf(EventTypes.OrderMade);
    private static readonly int OrderEnded = EventVocabulary.OrdinalOf(EventTypes.OrderEnded);

    private readonly Dictionary<LocalDate, PlanCourse> plans = [];
    private CareCourse? care;
    private Supply? supply;
    private OrderCourse? orders;
    private OrdersTold? ordersTold;
    private OrdersKnown? ordersKnown;
    private CaseHistory? latest;

    public ChildHistory(Timeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        Timeline = timeline;
    }

    /// <param name="file">The whole record.</param>
    /// <param name="knownAt">What was recorded later is not known. Null for everything that is known now.</param>
    public ChildHistory(CaseFile file, Instant? knownAt = null)
        : this(Timeline.Of(file, knownAt)) => KnownAt = knownAt;

    public Timeline Timeline { get; }

    /// <summary>The instant of the reader's knowledge; null for now.</summary>
    public Instant? KnownAt { get; private init; }

    /// <summary>How what the record says came into it.</summary>
    public Supply Supply => supply ??= Supply.Of(Timeline);

    /// <summary>The record at the end of a London date: what happened later has not happened.</summary>
    public CaseHistory On(LocalDate day) => latest is { Minute: null } && latest.On == day ? latest : latest = new CaseHistory(this, day);

    /// <summary>
    /// The record at a minute in London. What began later that day has not happened; what has no time has happened as its day began.
    /// </summary>
    public CaseHistory At(Instant instant)
    {
        var minute = LondonTime.MinuteOf(instant);
        if (latest?.Minute == minute)
            return latest;
        var day = LondonTime.DayOf(minute);
        var beginnings = BeginningsOn(day);
        var whole =
            beginnings.Count > 0 && beginnings[^1] > minute ? new ChildHistory(Timeline.Without(day, minute)) { KnownAt = KnownAt } : this;
        return latest = new CaseHistory(whole, day) { Minute = minute, Beginnings = beginnings };
    }

    // None for most days: few entries have a time.
    private IReadOnlyList<Instant> BeginningsOn(LocalDate day)
    {
        List<Instant>? beginnings = null;
        var events = Timeline.Ordered;
        for (var index = EventSearch.CountBefore(events, day); index < events.Length && events[index].On == day; index++)
        {
            if (events[index].Began is { } began)
                (beginnings ??= []).Add(LondonTime.MinuteOf(LondonTime.InstantOf(began)));
        }

        beginnings?.Sort();
        return beginnings ?? (IReadOnlyList<Instant>)[];
    }

    internal CareCourse Care => care ??= CareCourse.Read(Timeline);

    internal OrderCourse Orders => orders ??= OrderCourse.Read(OrdersTold);

    private OrdersTold OrdersTold => ordersTold ??= OrdersTold.Read(Timeline);

    /// <summary>
    /// Every event of one type, in order; of orders also those that by a day only a legal status or the end of care tells, and of
    /// proceedings those that only an interim order does.
    /// </summary>
    internal CareEvent[] OfType(int type, LocalDate by) =>
        type == OrderMade ? KnownBy(by).Made
        : type == ProceedingsIssued ? KnownBy(by).Issued
        : type == OrderEnded ? KnownBy(by).Ended
        : Timeline.OfType(type);

    // Read once for a day, of which everything is asked one thing after another.
    private OrdersKnown KnownBy(LocalDate day) => ordersKnown?.By == day ? ordersKnown : ordersKnown = OrdersTold.KnownBy(day);

    /// <summary>The plans of the case that began on a day, read as far as anybody has asked.</summary>
    internal PlanCourse PlansSince(LocalDate caseStart)
    {
        if (!plans.TryGetValue(caseStart, out var course))
            plans[caseStart] = course = new PlanCourse(Timeline, caseStart);
        return course;
    }
}

using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>When orders of each kind were made and ended, over a whole record.</summary>
internal sealed class OrderCourse
{
    private static readonly int OrderMade = EventVocabulary.OrdinalOf(EventTypes.OrderMade);
    private static readonly int OrderEnded = EventVocabulary.OrdinalOf(EventTypes.OrderEnded);

    private readonly Dictionary<string, CareEvent[]> made;
    private readonly Dictionary<string, CareEvent[]> ended;

    private OrderCourse(Dictionary<string, CareEvent[]> made, Dictionary<string, CareEvent[]> ended) =>
        (this.made, this.ended) = (made, ended);

    public static OrderCourse Read(Timeline timeline) => new(ByKind(timeline.OfType(OrderMade)), ByKind(timeline.OfType(OrderEnded)));

    /// <summary>The order of a kind that was in force at the end of a day. One that ended on the day it was made was not.</summary>
    public CareEvent? InForce(string order, LocalDate on)
    {
        var last = Last(made, order, on);
        return last is null || Last(ended, order, on)?.On >= last.On ? null : last;
    }

    private static CareEvent? Last(Dictionary<string, CareEvent[]> byKind, string order, LocalDate on) =>
        byKind.TryGetValue(order, out var events) ? EventSearch.LastWithin(events, LocalDate.MinIsoValue, on) : null;

    private static Dictionary<string, CareEvent[]> ByKind(CareEvent[] events) =>
        events.Length == 0
            ? []
            : events
                .GroupBy(order => order.Text("order") ?? "", StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}

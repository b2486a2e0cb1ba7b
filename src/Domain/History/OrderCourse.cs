using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>When orders of each kind were made and ended, over a whole record.</summary>
internal sealed class OrderCourse
{
    private readonly Dictionary<string, CareEvent[]> made;
    private readonly Dictionary<string, CareEvent[]> ended;

    private readonly OrdersTold orders;

    private OrderCourse(OrdersTold orders) => (this.orders, made, ended) = (orders, ByKind(orders.Made), ByKind(orders.Over));

    public static OrderCourse Read(OrdersTold orders) => new(orders);

    /// <summary>
    /// The order of a kind that was in force at the end of a day. One that ended on the day it was made was not; one that was entered, or
    /// made, again while it was in force has been so since the first time.
    /// </summary>
    /// <param name="caseStart">What stood in an earlier case begins none of this one, where it was made again.</param>
    public CareEvent? InForce(string order, LocalDate on, LocalDate caseStart)
    {
        var last = Last(made, order, on);
        var end = Last(ended, order, on)?.On;
        if (last is null || end >= last.On)
            return null;
        foreach (var one in made[order])
        {
            if (one.On >= caseStart && !(one.On <= end) && !orders.IsOvertaken(one, on))
                return one.On < last.On ? one : last;
        }

        return last;
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

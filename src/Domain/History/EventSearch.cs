using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>Looks into events that stand in order of their day, without walking along them.</summary>
internal static class EventSearch
{
    /// <summary>How many happened before a day: where the first that happened on it or later stands.</summary>
    public static int CountBefore(ReadOnlySpan<CareEvent> events, LocalDate day)
    {
        var wanted = day.InOrder();
        int low = 0,
            high = events.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].On.InOrder() < wanted)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>How many had happened by the end of a day.</summary>
    public static int CountUpTo(ReadOnlySpan<CareEvent> events, LocalDate day)
    {
        if (events.Length == 0)
            return 0;
        var wanted = day.InOrder();
        // A board asks for today, when nearly always everything has happened.
        if (events[^1].On.InOrder() <= wanted)
            return events.Length;
        int low = 0,
            high = events.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].On.InOrder() <= wanted)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Both in order of their day; of one day those of the first before those of the second.</summary>
    public static CareEvent[] Merged(ReadOnlySpan<CareEvent> first, ReadOnlySpan<CareEvent> second)
    {
        var merged = new CareEvent[first.Length + second.Length];
        int fromFirst = 0,
            fromSecond = 0;
        for (var index = 0; index < merged.Length; index++)
            merged[index] =
                fromSecond == second.Length
                || (fromFirst < first.Length && first[fromFirst].On.InOrder() <= second[fromSecond].On.InOrder())
                    ? first[fromFirst++]
                    : second[fromSecond++];
        return merged;
    }

    /// <summary>The last that happened from one day to another, both included.</summary>
    public static CareEvent? LastWithin(ReadOnlySpan<CareEvent> events, LocalDate from, LocalDate to)
    {
        var count = CountUpTo(events, to);
        return count > 0 && events[count - 1].On >= from ? events[count - 1] : null;
    }
}

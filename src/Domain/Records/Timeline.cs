using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// A record as somebody at an instant knew it: corrections made, withdrawals gone, in the order things happened in the child's life.
/// Reading it <em>on</em> a day means reading the events up to that day.
/// </summary>
public sealed class Timeline
{
    public static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    private Timeline(CaseFile file, CareEvent[] events) => (File, this.events) = (file, events);

    public CaseFile File { get; }

    /// <summary>
    /// Who the child is by the record, before the details that were changed since: what a page or rule asks is <see cref="ChildOn"/>.
    /// </summary>
    public Child Child => File.Child;

    /// <summary>Who the child is on a London date: the record, and what changed in it up to that day.</summary>
    public Child ChildOn(LocalDate on)
    {
        var child = File.Child;
        foreach (var changed in OfType(DetailsChanged))
        {
            if (changed.On > on)
                break;
            child = child.After(changed);
        }

        return child;
    }

    private static readonly int DetailsChanged = EventVocabulary.OrdinalOf(EventTypes.DetailsChanged);

    /// <summary>By the day it happened and, within a day, by the order it was recorded.</summary>
    public IReadOnlyList<CareEvent> Events => events;

    /// <summary>Every event of one type, in order, by the type's place in the vocabulary.</summary>
    internal CareEvent[] OfType(int ordinal) => (byType ??= ByType())[ordinal] ?? [];

    /// <summary>The same as <see cref="Events"/>, for walking along without an enumerator.</summary>
    internal ReadOnlySpan<CareEvent> Ordered => events;

    internal IReadOnlyList<CareEvent> First(int count) => new ArraySegment<CareEvent>(events, 0, count);

    /// <summary>
    /// The place in the vocabulary of the type of the event that stands there; negative for one that only a newer program knows.
    /// </summary>
    internal int TypeAt(int index) => events[index].Ordinal;

    // Counted first: a list that grows by doubling would be thrown away several times over for a record of thousands.
    private CareEvent[]?[] ByType()
    {
        var counts = new int[EventVocabulary.Types.Count];
        foreach (var happened in events)
        {
            // One that a newer program stored counts for nothing here, and stays where it is.
            if (happened.Ordinal >= 0)
                counts[happened.Ordinal]++;
        }

        var lists = Array.ConvertAll(counts, count => count == 0 ? null : new CareEvent[count]);
        Array.Clear(counts);
        foreach (var happened in events)
        {
            if (happened.Ordinal is >= 0 and var ordinal)
                lists[ordinal]![counts[ordinal]++] = happened;
        }

        return lists;
    }

    private readonly CareEvent[] events;
    private CareEvent[]?[]? byType;

    /// <param name="file">The whole record.</param>
    /// <param name="knownAt">What was recorded later is not known. Null for everything that is known now.</param>
    public static Timeline Of(CaseFile file, Instant? knownAt = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var known = Known(file, knownAt);
        CareEvent[] list = [.. known];
        if (Array.Exists(list, IsAboutAnEntry))
            list = [.. list.Where(happened => !IsAboutAnEntry(happened)).Select(Amendments.Of(list).Standing).OfType<CareEvent>()];
        Order(list);
        return new Timeline(file, list);
    }

    /// <summary>
    /// What is known now with a few entries more, as <see cref="Of"/> reads them: each goes to its place, instead of all being ordered
    /// again.
    /// </summary>
    internal Timeline With(IReadOnlyList<CareEvent> more)
    {
        var file = File with { Events = [.. File.Events, .. more] };
        if (more.Any(IsAboutAnEntry))
            return Of(file);
        var list = new List<CareEvent>(events.Length + more.Count);
        list.AddRange(events);
        foreach (var happened in more)
            list.Insert(list.FindLastIndex(earlier => earlier.On <= happened.On) + 1, happened);
        return new Timeline(file, [.. list]);
    }

    /// <summary>The record without what began on a day later than a minute of it.</summary>
    public Timeline Without(LocalDate day, Instant laterThan) =>
        new(
            File,
            [
                .. events.Where(happened =>
                    happened.On != day || happened.Began is not { } began || LondonTime.MinuteOf(LondonTime.InstantOf(began)) <= laterThan
                ),
            ]
        );

    /// <summary>The entries that were recorded by an instant, in the order they were recorded; all of them where none is given.</summary>
    internal static IReadOnlyList<CareEvent> Known(CaseFile file, Instant? knownAt) =>
        knownAt is { } instant ? [.. file.Events.Where(happened => RecordedAt(happened) <= instant)] : file.Events;

    /// <summary>What a field that points at an entry may point at: the entries of its type that stand, the latest first.</summary>
    public IEnumerable<CareEvent> NamedBy(FieldSpecification field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return events.Where(happened => happened.Id is not null && happened.Type == field.Names).Reverse();
    }

    // By the day and, beside it, the place: what happened on one day stays in the order it was recorded.
    private static void Order(CareEvent[] events)
    {
        var places = new long[events.Length];
        var inOrder = true;
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = ((long)events[index].On.InOrder() << 32) | (uint)index;
            inOrder &= index == 0 || places[index] > places[index - 1];
        }

        if (!inOrder)
            Array.Sort(places, events);
    }

    /// <summary>Without a recording, an event counts as recorded when its day begins in London.</summary>
    public static Instant RecordedAt(CareEvent happened) => happened.Recorded?.At ?? London.AtStartOfDay(happened.On).ToInstant();

    public static bool IsAboutAnEntry(CareEvent happened) => happened.Type is EventTypes.EventCorrected or EventTypes.EventWithdrawn;
}

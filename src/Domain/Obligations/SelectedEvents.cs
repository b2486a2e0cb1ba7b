using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>
/// The events of a long record that a selector picks, found once and then looked up: by their day and, where the selector has to agree with
/// the event a duty arose from, by the fields that have to agree. Without it a duty of each of ten thousand events would walk along ten
/// thousand.
/// </summary>
internal sealed class SelectedEvents
{
    /// <summary>Up to so many events, walking along them is quicker than remembering where they stand.</summary>
    public const int WorthRemembering = 48;

    private readonly Dictionary<MatchingFields, CareEvent[]> byFields;

    private SelectedEvents(Dictionary<MatchingFields, CareEvent[]> byFields) => this.byFields = byFields;

    /// <param name="picked">What the selector asks for of what had happened by the day asked about, whatever it has to agree with.</param>
    public static SelectedEvents Of(Selector selector, ReadOnlySpan<CareEvent> picked) =>
        new(
            picked
                .ToArray()
                .GroupBy(happened => MatchingFields.OfEvent(selector, happened))
                .ToDictionary(group => group.Key, group => group.ToArray())
        );

    /// <summary>The first on or after a day, or the one the selector counts to.</summary>
    public CareEvent? First(CaseHistory history, Selector selector, LocalDate from, in Arising arising)
    {
        var events = Since(history, selector, from, arising);
        if (selector.Later)
            events = events[EventSearch.CountUpTo(events, arising.Arose)..];
        if (selector.Nth <= 1)
            return events.Length > 0 ? events[0] : null;
        var seen = 0;
        CareEvent? counted = null;
        foreach (var happened in events)
        {
            if (counted is not null && OneThing.Is(counted, happened))
                continue;
            if (++seen == selector.Nth)
                return happened;
            counted = happened;
        }

        return null;
    }

    public CareEvent? Last(CaseHistory history, Selector selector, LocalDate from, in Arising arising)
    {
        var events = Since(history, selector, from, arising);
        return events.Length > 0 ? events[^1] : null;
    }

    private ReadOnlySpan<CareEvent> Since(CaseHistory history, Selector selector, LocalDate from, in Arising arising) =>
        MatchingFields.OfOrigin(selector, arising.Event) is { } fields && byFields.TryGetValue(fields, out var events)
            ? history.Since(events, selector.Type, from)
            : [];

    /// <summary>The values of the fields that have to agree, in the selector's order.</summary>
    private sealed class MatchingFields(object?[] values) : IEquatable<MatchingFields>
    {
        private static readonly MatchingFields None = new([]);

        private readonly object?[] values = values;

        public static MatchingFields OfEvent(Selector selector, CareEvent happened) =>
            selector.Matching.Length == 0 ? None : new([.. selector.Matching.Select(pair => happened.Fields[pair.Key])]);

        /// <summary>What they have to be; null where no event is known that they could agree with.</summary>
        public static MatchingFields? OfOrigin(Selector selector, CareEvent? origin) =>
            selector.Matching.Length == 0 ? None
            : origin is null ? null
            : new([.. selector.Matching.Select(pair => pair.Value == "id" ? origin.Id : origin.Fields[pair.Value])]);

        public bool Equals(MatchingFields? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

        public override bool Equals(object? obj) => Equals(obj as MatchingFields);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in values)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}

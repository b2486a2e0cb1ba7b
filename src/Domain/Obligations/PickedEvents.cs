using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>The events of a record that a selector asks for, whatever they have to agree with, and what arises from each.</summary>
internal sealed class PickedEvents
{
    public static readonly PickedEvents None = new([], 0);
    private static readonly int PermanenceSecured = EventVocabulary.OrdinalOf(EventTypes.PermanenceSecured);

    private static readonly int SiblingsDecided = EventVocabulary.OrdinalOf(EventTypes.SiblingsDecided);
    private static readonly int SiblingJoined = EventVocabulary.OrdinalOf(EventTypes.SiblingJoined);
    private static readonly int SiblingLeft = EventVocabulary.OrdinalOf(EventTypes.SiblingLeft);

    private readonly CareEvent[] events;
    private readonly int count;
    private Arising[]? arisings;

    private PickedEvents(CareEvent[] events, int count) => (this.events, this.count) = (events, count);

    public ReadOnlySpan<CareEvent> Events => events.AsSpan(0, count);

    public static PickedEvents Of(Selector selector, CaseHistory history)
    {
        if (selector.Type == SiblingsDecided && HoldsSiblingMoves(history))
            return Decided(selector, history);
        var events = history.Of(selector.Type);
        if (events.IsEmpty)
            return None;
        if (selector.Type == PermanenceSecured)
            return Secured(selector, history, events);
        if (selector.DescribesAny)
            return new PickedEvents(history.Whole.OfType(selector.Type, history.On), events.Length);
        CareEvent[]? picked = null;
        var count = 0;
        for (var index = 0; index < events.Length; index++)
        {
            if (selector.Describes(events[index]))
                (picked ??= new CareEvent[events.Length - index])[count++] = events[index];
        }

        return picked is null ? None : new PickedEvents(picked, count);
    }

    /// <summary>
    /// The same of plans: set, or made the plan by being agreed. What follows from a plan follows however it came to be one; that it was
    /// set is evidence of more, and only <see cref="Of"/> says so.
    /// </summary>
    public static PickedEvents OfPlans(Selector selector, PickedEvents set, CaseHistory history)
    {
        List<CareEvent>? picked = null;
        foreach (var agreed in history.PlansAgreedUnset)
        {
            if (selector.Describes(agreed))
                (picked ??= [.. set.Events]).Add(agreed);
        }

        return picked is null ? set : new PickedEvents([.. picked.OrderBy(begun => begun.On)], picked.Count);
    }

    /// <summary>Whether a record may hold what a selector asks for, under its type or another.</summary>
    public static bool MayBeIn(CaseHistory history, Selector selector) =>
        history.Holds(selector.Type) || (selector.Type == SiblingsDecided && HoldsSiblingMoves(history));

    private static bool HoldsSiblingMoves(CaseHistory history) => history.Holds(SiblingJoined) || history.Holds(SiblingLeft);

    // Together or apart may be decided where somebody joins or leaves the group: it is the same decision.
    private static PickedEvents Decided(Selector selector, CaseHistory history)
    {
        var moves = EventSearch.Merged(history.Of(SiblingJoined), history.Of(SiblingLeft));
        CareEvent[] decided =
        [
            .. EventSearch
                .Merged(history.Of(SiblingsDecided), moves.Where(move => move.Text("decision") is not null).ToArray())
                .Where(selector.Describes),
        ];
        return new PickedEvents(decided, decided.Length);
    }

    // What somebody only says was secured ends nothing until it is so, and from that day.
    private static PickedEvents Secured(Selector selector, CaseHistory history, ReadOnlySpan<CareEvent> events)
    {
        var picked = new List<CareEvent>();
        foreach (var said in events)
        {
            if (selector.Describes(said) && SecuredPermanence.StandsSince(said, history) is { } since)
                picked.Add(since == said.On ? said : said with { On = since });
        }

        return new PickedEvents([.. picked.OrderBy(said => said.On)], picked.Count);
    }

    /// <summary>What arises from one of them: the same for every duty that arises each time such a one happens.</summary>
    public ref readonly Arising ArisingFrom(int index)
    {
        ref var kept = ref (arisings ??= new Arising[count])[index];
        if (kept.Event is null)
            kept = Arising.From(events[index]) with { Begun = MomentDay.HappenedOn(events[index]) };
        return ref kept;
    }
}

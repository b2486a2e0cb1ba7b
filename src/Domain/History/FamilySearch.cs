using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// How far the search for a family has come in the present case, and what it lost again: a match that ended, a home for good that was left.
/// </summary>
internal sealed record FamilySearch
{
    private static readonly int[] Types =
    [
        .. new[]
        {
            EventTypes.MatchEnded,
            EventTypes.MatchApproved,
            EventTypes.PlacementEnded,
            EventTypes.UnplannedEnding,
            EventTypes.PlacedForAdoption,
            EventTypes.PlacementStarted,
            EventTypes.ShouldBePlacedReversed,
        }.Select(EventVocabulary.OrdinalOf),
    ];

    /// <summary>The day a match was approved that still stands.</summary>
    public LocalDate? Matched { get; private init; }

    /// <summary>The day the child was placed for adoption, while they are there.</summary>
    public LocalDate? Placed { get; private init; }

    /// <summary>The day the child was matched with long-term carers, or came to live with them as such, while that lasts.</summary>
    public LocalDate? LongTermHome { get; private init; }

    /// <summary>What last lost a match or such a home, however it was recorded.</summary>
    public CareEvent? LostBy { get; private init; }

    /// <summary>What last ended a placement for adoption without an order.</summary>
    public CareEvent? AdoptiveHomeLostBy { get; private init; }

    public LocalDate? Lost => LostBy?.On;

    /// <summary>The day of the placement order in force.</summary>
    public LocalDate? PlacementOrder { get; private init; }

    /// <summary>The day the last placement order ended; null while one is in force.</summary>
    public LocalDate? OrderEnded { get; private init; }

    private CareEvent? Home { get; init; }

    /// <summary>The family of the match that stands, where the entry names it.</summary>
    private string? Family { get; init; }

    public static FamilySearch Read(CaseHistory history)
    {
        var order = history.OrderInForce("placement");
        var search = new FamilySearch
        {
            PlacementOrder = order?.On,
            OrderEnded = order is null ? history.Latest(EventTypes.OrderEnded, ended => ended.Text("order") == "placement")?.On : null,
        };
        foreach (var happened in Steps(history))
            search = search.After(happened);
        return search;
    }

    // Of one day what ends comes before what begins, except a match before the move into it: the order of the types above. Put in order
    // as they are taken, because there are few and most are so already.
    private static List<CareEvent> Steps(CaseHistory history)
    {
        var steps = new List<CareEvent>();
        foreach (var type in Types)
        {
            foreach (var happened in history.Since(type, history.CaseStart))
            {
                var place = steps.Count;
                while (place > 0 && steps[place - 1].On > happened.On)
                    place--;
                steps.Insert(place, happened);
            }
        }

        return steps;
    }

    private FamilySearch After(CareEvent happened)
    {
        switch (happened.Type)
        {
            case EventTypes.MatchApproved:
                // The same match entered again is no other; neither is one of which the one entry or the other leaves out with whom.
                var family = happened.Text("family");
                return Matched is not null && (family is null || Family is null || family == Family)
                    ? this with
                    {
                        Family = Family ?? family,
                    }
                    : this with
                    {
                        Matched = happened.On,
                        LongTermHome = happened.On,
                        Family = family,
                    };
            case EventTypes.MatchEnded or EventTypes.ShouldBePlacedReversed:
                return Losing(happened);
            case EventTypes.PlacedForAdoption:
                return this with { Placed = Placed ?? happened.On };
            case EventTypes.PlacementEnded or EventTypes.UnplannedEnding:
                // A match is with the family that is waited for until the child has lived there.
                if (Placed is not null || IsLongTerm(Home))
                    return Losing(happened) with { Home = null };
                if (!IsTheFamily(Home))
                    return this with { Home = null };
                // The carers whom the match names may go on under another entry: the next home says whether the child has left them.
                return happened.Type == EventTypes.UnplannedEnding || happened.Flag("unplanned") == true
                    ? Losing(happened) with
                    {
                        Home = null,
                    }
                    : this;
            default:
                return Moved(happened);
        }
    }

    private FamilySearch Moved(CareEvent started)
    {
        if (PlacementReading.IsTemporary(started))
            return this;
        var adoptive = AdoptionCourse.IsAdoptive(started.Text("placement"));
        var longTerm = IsLongTerm(started);
        var stays = Home is not null && PlacementReading.HasSameCarers(Home, started);
        var leaves = Home is not null && !stays && !adoptive && !longTerm && (Placed is not null || IsLongTerm(Home) || IsTheFamily(Home));
        // From one family that adopts to another.
        leaves |= adoptive && !stays && AdoptionCourse.IsAdoptive(Home?.Text("placement")) && Names(Home) && Names(started);
        var after = leaves ? Losing(started) : this;
        return after with
        {
            Home = started,
            Placed = adoptive ? after.Placed ?? started.On : after.Placed,
            LongTermHome = longTerm ? after.LongTermHome ?? started.On : after.LongTermHome,
        };
    }

    private FamilySearch Losing(CareEvent by) =>
        Matched is null && Placed is null && LongTermHome is null
            ? this
            : this with
            {
                Matched = null,
                Placed = null,
                LongTermHome = null,
                Family = null,
                LostBy = by,
                AdoptiveHomeLostBy = Placed is null ? AdoptiveHomeLostBy : by,
            };

    private static bool Names(CareEvent? home) => home?.Text("carer") is not null;

    private bool IsTheFamily(CareEvent? home) => Family is not null && home?.Text("carer") == Family;

    // SSDA903 U1 and U4: with relatives or other foster carers for the long term.
    private static bool IsLongTerm(CareEvent? home) =>
        home is not null && (home.Flag("longTermMatch") == true || home.Text("placement") is "U1" or "U4");
}

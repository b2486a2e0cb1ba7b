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

    /// <summary>The last day on which a match or such a home was lost.</summary>
    public LocalDate? Lost { get; private init; }

    /// <summary>The day of the placement order in force.</summary>
    public LocalDate? PlacementOrder { get; private init; }

    /// <summary>The day the last placement order ended; null while one is in force.</summary>
    public LocalDate? OrderEnded { get; private init; }

    private CareEvent? Home { get; init; }

    public static FamilySearch Read(CaseHistory history)
    {
        var order = history.OrderInForce("placement");
        var search = new FamilySearch
        {
            PlacementOrder = order?.On,
            OrderEnded = order is null ? history.Latest(EventTypes.OrderEnded, ended => ended.Text("order") == "placement")?.On : null,
        };
        var steps = new List<CareEvent>();
        foreach (var type in Types)
            steps.AddRange(history.Since(type, history.CaseStart));
        // Of one day what ends comes before what begins, except a match before the move into it: the order of the types above.
        foreach (var happened in steps.OrderBy(step => step.On))
            search = search.After(happened);
        return search;
    }

    private FamilySearch After(CareEvent happened)
    {
        switch (happened.Type)
        {
            case EventTypes.MatchApproved:
                return this with { Matched = happened.On, LongTermHome = happened.On };
            case EventTypes.MatchEnded or EventTypes.ShouldBePlacedReversed:
                return Losing(happened.On);
            case EventTypes.PlacedForAdoption:
                return this with { Placed = happened.On };
            case EventTypes.PlacementEnded or EventTypes.UnplannedEnding:
                // A match is with the family that is waited for until the child has lived there.
                var lost = Placed is not null || (Home is not null && IsLongTerm(Home));
                return (lost ? Losing(happened.On) : this) with { Home = null };
            default:
                return Moved(happened);
        }
    }

    private FamilySearch Moved(CareEvent started)
    {
        // A stay in hospital or a holiday is no move (SSDA903 T0 to T4).
        if (started.Text("placement") is ['T', ..])
            return this;
        var adoptive = AdoptionCourse.IsAdoptive(started.Text("placement"));
        var longTerm = IsLongTerm(started);
        var stays = Home is not null && PlacementReading.HasSameCarers(Home, started);
        var leaves = Home is not null && !stays && !adoptive && !longTerm && (Placed is not null || IsLongTerm(Home));
        var after = leaves ? Losing(started.On) : this;
        return after with
        {
            Home = started,
            Placed = adoptive ? after.Placed ?? started.On : after.Placed,
            LongTermHome = longTerm ? after.LongTermHome ?? started.On : after.LongTermHome,
        };
    }

    private FamilySearch Losing(LocalDate day) =>
        Matched is null && Placed is null && LongTermHome is null
            ? this
            : this with
            {
                Matched = null,
                Placed = null,
                LongTermHome = null,
                Lost = day,
            };

    // SSDA903 U1 and U4: with relatives or other foster carers for the long term.
    private static bool IsLongTerm(CareEvent home) => home.Flag("longTermMatch") == true || home.Text("placement") is "U1" or "U4";
}

using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// How what a record says came into it: whether people keep it, or only returns have supplied it. What is not in it is then <em>not
/// supplied</em>, and not known to be <em>not done</em>.
/// </summary>
/// <param name="OnlyByReturns">Whether every entry of it came with an SSDA903 return.</param>
/// <param name="Years">The collection years whose returns are in it, the earliest first: <c>2024-25</c>.</param>
/// <param name="Files">The kinds of file that were given with rows in them; null where a return in it did not note that.</param>
public sealed record Supply(bool OnlyByReturns, IReadOnlyList<string> Years, IReadOnlyList<string>? Files)
{
    private static readonly int ReturnReceived = EventVocabulary.OrdinalOf(EventTypes.ReturnReceived);

    // What a return carries, with the file that does; nothing else about a child ever comes with one.
    private static readonly Dictionary<string, string> Carried = new(StringComparer.Ordinal)
    {
        [EventTypes.BecameLookedAfter] = "Episodes",
        [EventTypes.CeasedLookedAfter] = "Episodes",
        [EventTypes.LegalStatusChanged] = "Episodes",
        [EventTypes.PlacementStarted] = "Episodes",
        [EventTypes.PlacementEnded] = "Episodes",
        [EventTypes.ShortBreaksStarted] = "Episodes",
        [EventTypes.ShortBreaksEnded] = "Episodes",
        [EventTypes.OrderMade] = "Episodes",
        [EventTypes.OrderEnded] = "Episodes",
        [EventTypes.PlacedForAdoption] = "Episodes",
        [EventTypes.Died] = "Episodes",
        [EventTypes.ReviewHeld] = "Reviews",
        [EventTypes.ShouldBePlacedDecided] = "PlacedAdoption",
        [EventTypes.ShouldBePlacedReversed] = "PlacedAdoption",
        [EventTypes.MatchApproved] = "AD1",
        [EventTypes.WentMissing] = "Missing",
        [EventTypes.OfficerAllocated] = "SWEpisodes",
        [EventTypes.DeprivedOfLiberty] = "DoLo",
        [EventTypes.PreviousPermanenceRecorded] = "PrevPerm",
        [EventTypes.BecameParent] = "Header",
    };

    // What a return says of what it carries, where that is not all that people say of it.
    private static readonly Dictionary<string, string[]> Said = new(StringComparer.Ordinal)
    {
        [EventTypes.ReviewHeld] = ["participation", "number"],
        [EventTypes.PlacementStarted] = ["placement", "provider", "carer", "postcode", "distanceMiles", "sameCarers"],
        [EventTypes.MatchApproved] = [],
    };

    private static readonly Supply ByPeople = new(false, [], null);

    /// <summary>Whether any file of a return can say that an event of a type happened.</summary>
    public static bool CanCarry(string type) => Carried.ContainsKey(type);

    /// <summary>
    /// Whether an event of a type may have happened though the record has none: only returns have supplied it, and they cannot say it, or
    /// the file that would was not given.
    /// </summary>
    public bool MayLack(string type) => OnlyByReturns && (!Carried.TryGetValue(type, out var file) || Files?.Contains(file) == false);

    /// <summary>The same, of such an event that holds certain fields.</summary>
    public bool MayLack(string type, IEnumerable<string> fields) =>
        MayLack(type) || (OnlyByReturns && Said.TryGetValue(type, out var said) && !fields.All(said.Contains));

    /// <summary>The kind of file that would say it, where that was not given; null where no return says it at all.</summary>
    public string? FileNotGiven(string type) =>
        OnlyByReturns && Carried.TryGetValue(type, out var file) && Files?.Contains(file) == false ? file : null;

    internal static Supply Of(Timeline timeline)
    {
        var received = timeline.OfType(ReturnReceived);
        if (received.Length == 0)
            return ByPeople;
        var files = received.Select(happened => happened.Text("files")).ToList();
        return new(
            timeline.Events.All(happened => happened.Recorded?.IsOfReturn == true),
            [.. received.Select(happened => happened.Text("year")).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            files.Contains(null) ? null : [.. files.OfType<string>().SelectMany(names => names.Split(' ')).Distinct()]
        );
    }
}

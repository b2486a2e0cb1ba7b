using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns.Facts;

/// <summary>
/// Turns one child's episodes into what happened: entering and leaving care, legal statuses and orders, placements. Nothing is invented:
/// what the first known episode had before it started is said to be so on or before that day.
/// </summary>
internal sealed class EpisodeFacts
{
    private readonly List<ReturnFact> facts = [];
    private bool inCare;
    private bool inShortBreaks;
    private string legalStatus = "";
    private Episode? placement;
    private Episode? before;
    private (CollectionYear Year, Episode Episode) now;

    private EpisodeFacts() { }

    public static IReadOnlyList<ReturnFact> Of(ReturnsOfAChild returns)
    {
        var walk = new EpisodeFacts();
        foreach (var said in returns.Episodes.All)
        {
            walk.now = said;
            if (said.Episode.IsShortBreaks)
                walk.ShortBreaks();
            else
                walk.Care();
            walk.before = said.Episode;
        }

        return walk.facts;
    }

    private Episode Episode => now.Episode;

    private void ShortBreaks()
    {
        if (!inShortBreaks || Episode.StartsPeriod)
        {
            Add(
                EventTypes.ShortBreaksStarted,
                Episode.Starts,
                ("legalStatus", Episode.LegalStatus),
                ("placement", Episode.Placement),
                ("provider", Episode["PLACE_PROVIDER"]),
                ("onOrBefore", !Episode.StartsPeriod && !CarriesOn)
            );
        }

        (inShortBreaks, inCare) = (!Episode.EndsCare, false);
        if (Episode.EndsCare)
            Add(EventTypes.ShortBreaksEnded, Episode.Ends!.Value, ("reason", Episode.EndReason));
    }

    private void Care()
    {
        var starting = !inCare || Episode.StartsPeriod;
        // A child who goes from a series of short breaks straight into care enters care that day, whatever the code.
        var exact = Episode.StartsPeriod || (inShortBreaks && CarriesOn);
        if (inShortBreaks)
            Add(EventTypes.ShortBreaksEnded, Episode.Starts);
        inShortBreaks = false;
        if (starting)
            Start(exact);
        else
            ChangeLegalStatus();
        Place(starting);
        inCare = !Episode.EndsCare;
        if (Episode.EndsCare)
            End();
    }

    private void Start(bool exact)
    {
        Add(
            EventTypes.BecameLookedAfter,
            Episode.Starts,
            ("basis", Basis(Episode.FirstLegalStatus)),
            ("legalStatus", Episode.FirstLegalStatus.Length == 0 ? "not-known" : Episode.FirstLegalStatus),
            ("onOrBefore", !exact)
        );
        (legalStatus, placement) = (Episode.FirstLegalStatus, null);
        if (exact)
        {
            Order("");
            ChangeLegalStatus();
        }
        else if (Episode.LegalStatusChanged && legalStatus.Length > 0)
        {
            // The child was in care before, but the row says that this status began here.
            Add(EventTypes.LegalStatusChanged, Episode.Starts, ("legalStatus", legalStatus));
            Order("");
        }
    }

    private void ChangeLegalStatus()
    {
        if (Episode.LegalStatus.Length == 0 || Episode.LegalStatus == legalStatus)
            return;
        var was = legalStatus;
        legalStatus = Episode.LegalStatus;
        Add(EventTypes.LegalStatusChanged, Episode.Starts, ("legalStatus", legalStatus));
        if (was == "E1")
            Add(EventTypes.OrderEnded, Episode.Starts, ("order", CourtOrders.Placement));
        Order(was);
    }

    private void Order(string was)
    {
        // A placement order stands in place of the care order, which is in force again when it is revoked: no new one is made then.
        if (CourtOrders.OfStatus(legalStatus) is { } made && (made == CourtOrders.Placement || was != "E1"))
            Add(EventTypes.OrderMade, Episode.Starts, ("order", made));
    }

    private void Place(bool starting)
    {
        if (Episode.Placement.Length == 0 || (Episode.IsTemporary && placement is not null))
            return;
        var back =
            before?.IsTemporary == true
            && Episode.NewBecause == "P"
            && placement is not null
            && Episode.Placement == placement.Placement
            && Episode["PL_POST"] == placement["PL_POST"];
        var moved = starting || (!back && (Episode.PlacementChanged || Episode.Placement != placement?.Placement));
        if (!moved)
            return;

        var onOrBefore = placement is null && !Episode.PlacementChanged;
        var sameCarers = !starting && Episode.PlacementChanged && !Episode.NewCarers;
        if (!starting && !sameCarers && placement is not null && before is not null && before["REASON_PLACE_CHANGE"].Length > 0)
            Add(EventTypes.PlacementEnded, Episode.Starts, ("reason", before["REASON_PLACE_CHANGE"]));
        Add(
            EventTypes.PlacementStarted,
            Episode.Starts,
            ("placement", Episode.Placement),
            ("provider", Episode["PLACE_PROVIDER"]),
            ("postcode", Episode["PL_POST"]),
            ("earlyPermanence", Episode.IsEarlyPermanence),
            ("sameCarers", sameCarers),
            ("onOrBefore", onOrBefore)
        );
        if (Episode.IsPlacedForAdoption && placement?.IsPlacedForAdoption != true && !onOrBefore)
            Add(EventTypes.PlacedForAdoption, Episode.Starts);
        placement = Episode;
    }

    private void End()
    {
        var day = Episode.Ends!.Value;
        Add(EventTypes.CeasedLookedAfter, day, ("reason", Episode.EndReason));
        if (Episode.EndReason == LifeCourse.DiedInCare)
            Add(EventTypes.Died, day);
        if (CourtOrders.OfLeaving(Episode.EndReason) is { } order)
            Add(EventTypes.OrderMade, day, ("order", order));
    }

    private bool CarriesOn => before is not null && before.Ends == Episode.Starts;

    private static string Basis(string legalStatus) =>
        legalStatus switch
        {
            "L1" or "L2" => "emergency",
            "J1" => "remand",
            _ => "not-known",
        };

    private void Add(string type, LocalDate on, params ReadOnlySpan<(string, object?)> fields) =>
        facts.Add(ReturnFact.Of(type, on, now.Year, Episode.File, Episode.Line, fields));
}

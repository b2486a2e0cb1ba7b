using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>Reads a child's summary out of a record, whoever recorded it.</summary>
public static class ChildSummaries
{
    /// <param name="timeline">The record as it is known.</param>
    /// <param name="on">A London date: what happened later has not happened.</param>
    public static ChildSummary Of(Timeline timeline, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var account = new CareAccount();
        foreach (var day in timeline.Events.TakeWhile(happened => happened.On <= on).GroupBy(happened => happened.On))
            account.Day([.. day]);
        return account.Summary(timeline.Child.Id);
    }
}

/// <summary>What is known of the latest period of care, brought forward day by day.</summary>
internal sealed class CareAccount
{
    private readonly List<(LocalDate From, string Placement, bool SameCarers, bool OnOrBefore)> placements = [];
    private int periods;
    private int reviews;
    private LocalDate? lastReview;
    private bool inCare;
    private LocalDate? entered;
    private string? legalStatus;
    private LocalDate? legalStatusSince;
    private string? careStatus;
    private bool placed;
    private LocalDate? decided;
    private LocalDate? reversed;
    private string? reversedReason;
    private LocalDate? placementOrder;
    private LocalDate? matched;
    private LocalDate? placedForAdoption;
    private LocalDate? earlyPermanence;
    private LocalDate? adoptionOrder;
    private LocalDate? ceased;
    private string? ceasedReason;
    private string? orderOutcome;

    /// <summary>
    /// One day's events. In whatever order they were recorded, leaving care comes before entering it again, and a period starts before
    /// what belongs to it.
    /// </summary>
    public void Day(IReadOnlyList<CareEvent> events)
    {
        var leftFirst = inCare;
        foreach (var happened in events.OrderBy(happened => Rank(happened.Type, leftFirst)))
            Take(happened);
    }

    public ChildSummary Summary(string child)
    {
        var current = placements.Count == 0 ? default : placements[^1];
        return new ChildSummary
        {
            Child = child, PeriodsOfCare = periods, EnteredCare = entered, LookedAfter = inCare,
            LegalStatus = legalStatus, LegalStatusSince = legalStatusSince,
            Placement = placed ? current.Placement : null, PlacementSince = placed && !current.OnOrBefore ? current.From : null,
            Reviews = reviews, LastReview = lastReview,
            ShouldBePlacedDecision = decided, DecisionReversed = reversed, ReversedReason = reversedReason,
            PlacementOrder = placementOrder, Matched = matched, PlacedForAdoption = placedForAdoption, FosteringForAdoptionFrom = earlyPermanence,
            AdoptionOrder = adoptionOrder, Ceased = ceased, CeasedReason = ceasedReason, Outcome = Outcome(),
            A1Days = Days(entered, placedForAdoption), A10Days = Days(entered, HomeFrom()), A2Days = A2()
        };
    }

    private static int Rank(string type, bool leftFirst) => type switch
    {
        "short-breaks-ended" => leftFirst ? 0 : 7,
        "ceased-looked-after" => leftFirst ? 0 : 8,
        "short-breaks-started" or "became-looked-after" => 1,
        "legal-status-changed" => 3,
        "order-ended" => 2,
        "placement-ended" => 4,
        "placement-started" => 5,
        "should-be-placed-decided" => 5,
        _ => 6
    };

    private void Take(CareEvent happened)
    {
        switch (happened.Type)
        {
            case "became-looked-after" or "short-breaks-started": Enter(happened); break;
            case "ceased-looked-after" or "short-breaks-ended": Leave(happened); break;
            case "legal-status-changed": SetLegalStatus(happened.Text("legalStatus"), happened.On); break;
            case "order-made": OrderMade(happened); break;
            case "order-ended" when happened.Text("order") == "placement" && legalStatus == "E1": SetLegalStatus(careStatus, happened.On); break;
            case "placement-started": Place(happened); break;
            case "placement-ended": placed = false; break;
            case "review-held": (reviews, lastReview) = (reviews + 1, happened.On); break;
            case "should-be-placed-decided": Decide(happened.On); break;
            case "should-be-placed-reversed": (reversed, reversedReason) = (happened.On, happened.Text("reason")); break;
            case "match-approved": matched = happened.On; break;
            case "placed-for-adoption": placedForAdoption ??= happened.On; break;
        }
    }

    private void Enter(CareEvent happened)
    {
        if (periods > 0)
        {
            // Where an adoption plan stood in an earlier period says nothing of this one.
            (decided, reversed, reversedReason, placementOrder, matched, placedForAdoption, earlyPermanence, adoptionOrder) = (null, null, null, null, null, null, null, null);
            placements.Clear();
        }

        periods++;
        (inCare, ceased, ceasedReason, orderOutcome, careStatus, placed) = (true, null, null, null, null, false);
        entered = happened.Flag("onOrBefore") == true ? null : happened.On;
        (legalStatus, legalStatusSince) = (null, null);
        SetLegalStatus(happened.Text("legalStatus"), entered);
        if (happened.Text("placement") is { } placement)
        {
            placements.Add((happened.On, placement, false, entered is null));
            placed = true;
        }
    }

    private void Leave(CareEvent happened)
    {
        // A series of short breaks may end because the child enters care that day.
        if (!inCare && happened.Type == "short-breaks-ended")
            return;
        (inCare, ceased, ceasedReason) = (false, happened.On, happened.Text("reason"));
        if (ceasedReason is "E11" or "E12")
            adoptionOrder ??= happened.On;
    }

    private void SetLegalStatus(string? status, LocalDate? since)
    {
        if (status is null or "not-known")
            return;
        if (status is "C1" or "C2")
            careStatus = status;
        // The day it began may come to be known after the status itself.
        if (status != legalStatus || legalStatusSince is null)
            (legalStatus, legalStatusSince) = (status, since);
    }

    private void OrderMade(CareEvent happened)
    {
        switch (happened.Text("order"))
        {
            case "placement":
                placementOrder ??= happened.On;
                SetLegalStatus(inCare ? "E1" : null, happened.On);
                break;
            case "interim-care" when inCare: CareOrder("C1", happened.On); break;
            case "care" when inCare: CareOrder("C2", happened.On); break;
            case "adoption":
                adoptionOrder ??= happened.On;
                orderOutcome = "Adopted";
                break;
            case "special-guardianship": orderOutcome = "Special guardianship"; break;
            case "child-arrangements": orderOutcome = "Child arrangements order"; break;
        }
    }

    private void CareOrder(string status, LocalDate on)
    {
        // A placement order stands in place of a care order while it is in force.
        if (legalStatus == "E1")
            careStatus = status;
        else
            SetLegalStatus(status, on);
    }

    private void Place(CareEvent happened)
    {
        var placement = happened.Text("placement")!;
        var onOrBefore = happened.Flag("onOrBefore") == true;
        placements.Add((happened.On, placement, happened.Flag("sameCarers") == true || placement is "A3" or "A5", onOrBefore));
        placed = true;
        if (!onOrBefore && (placement is "U2" or "U5" || happened.Flag("earlyPermanence") == true))
            earlyPermanence ??= happened.On;
        if (!onOrBefore && placement is "A3" or "A4" or "A5" or "A6")
            placedForAdoption ??= happened.On;
    }

    private void Decide(LocalDate on)
    {
        if (reversed is not null)
            (matched, placedForAdoption) = (null, null);
        (decided, reversed, reversedReason) = (on, null, null);
    }

    /// <summary>Since when the child has lived with those who adopt: as their foster child first, where they fostered the child.</summary>
    private LocalDate? HomeFrom()
    {
        if (placedForAdoption is not { } moved)
            return null;
        var at = placements.FindIndex(placement => placement.From == moved && placement.Placement is ['A', _]);
        if (at < 0)
            return moved;
        while (at > 0 && placements[at].SameCarers)
            at--;
        return placements[at].OnOrBefore ? null : placements[at].From;
    }

    private int? A2()
    {
        if (placementOrder is not { } order || matched is not { } match || placedForAdoption is null)
            return null;
        return Math.Max(0, Period.DaysBetween(order, match));
    }

    private string? Outcome() => inCare || ceased is null ? null : ceasedReason switch
    {
        "E11" or "E12" => "Adopted",
        "E43" or "E44" or "E45" or "E46" or "E47" or "E48" => "Special guardianship",
        "E41" => "Child arrangements order",
        "E4A" or "E4B" => "Returned home",
        "E13" => "Living with a person without parental responsibility",
        "E3" => "Care taken over by another authority",
        "E2" => "Died",
        null => orderOutcome,
        _ => orderOutcome ?? "Left care - no permanence order"
    };

    private static int? Days(LocalDate? from, LocalDate? to) => from is { } start && to is { } end && end >= start ? Period.DaysBetween(start, end) : null;
}

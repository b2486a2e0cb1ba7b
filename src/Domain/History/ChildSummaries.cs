using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A child's summary, as the SSDA903 return would have it, from the one reading of the record.</summary>
public static class ChildSummaries
{
    private static readonly int ReviewHeld = EventVocabulary.OrdinalOf(EventTypes.ReviewHeld);
    private static readonly int OrderMade = EventVocabulary.OrdinalOf(EventTypes.OrderMade);

    /// <param name="timeline">The record as it is known.</param>
    /// <param name="on">A London date: what happened later has not happened.</param>
    public static ChildSummary Of(Timeline timeline, LocalDate on) => Of(new CaseHistory(timeline, on));

    /// <summary>
    /// What the record says on its day. A series of short breaks is a period of care here, as it is in the return. The legal status and the
    /// placement of who has left are the last ones.
    /// </summary>
    public static ChildSummary Of(CaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var spells = history.Spells.ToList();
        var last = spells.Count == 0 ? null : spells[^1];
        var entered = last is null || last.Entry.Flag("onOrBefore") == true ? (LocalDate?)null : last.Entry.On;
        var status =
            history.LegalStatuses is [.., var said] && last is not null && said.From >= last.Entry.On && said.Until == last.Until
                ? said
                : null;
        var placements = last is null ? [] : history.Placements.Where(placement => placement.From >= last.Entry.On).ToList();
        var placement = placements is [.., { EndedBy: null } present] ? present : null;
        var adoption = history.Adoption;
        var reviews = history.Of(ReviewHeld);
        return new ChildSummary
        {
            Child = history.Child.Id,
            PeriodsOfCare = spells.Count,
            EnteredCare = entered,
            LookedAfter = last is { Until: null },
            LegalStatus = status?.Code,
            LegalStatusSince = status?.Since,
            Placement = placement?.Code,
            PlacementSince = placement?.Since,
            Reviews = Count(reviews),
            LastReview = reviews.Length == 0 ? null : reviews[^1].On,
            ShouldBePlacedDecision = adoption.Decided,
            DecisionReversed = adoption.Reversed,
            ReversedReason = adoption.ReversedReason,
            PlacementOrder = adoption.PlacementOrder,
            Matched = adoption.Matched,
            PlacedForAdoption = adoption.PlacedForAdoption,
            FosteringForAdoptionFrom = adoption.EarlyPermanenceFrom,
            AdoptionOrder = adoption.Adopted,
            Ceased = last?.Until,
            CeasedReason = last?.Ending?.Text("reason"),
            Outcome = last?.Until is null ? null : Outcome(last, history),
            A1Days = Days(entered, adoption.PlacedForAdoption),
            A10Days = Days(entered, HomeFrom(adoption.PlacedForAdoption, placements)),
            A2Days = A2(adoption),
        };
    }

    private static int Count(ReadOnlySpan<CareEvent> reviews)
    {
        var count = reviews.Length;
        for (var index = 1; index < reviews.Length; index++)
        {
            if (OneThing.Is(reviews[index - 1], reviews[index]))
                count--;
        }

        return count;
    }

    /// <summary>Since when the child has lived with those who adopt: as their foster child first, where they fostered the child.</summary>
    private static LocalDate? HomeFrom(LocalDate? placedForAdoption, List<PlacementSpan> placements)
    {
        if (placedForAdoption is not { } moved)
            return null;
        var at = placements.FindIndex(placement => placement.Source.On == moved && placement.Code is ['A', _]);
        if (at < 0)
            return moved;
        // From fostering for adoption to adoption by the same carers: A3 and A5 say so by themselves.
        while (at > 0 && (placements[at].Source.Flag("sameCarers") == true || placements[at].Code is "A3" or "A5"))
            at--;
        return placements[at].Since;
    }

    private static int? A2(AdoptionCourse adoption)
    {
        if (adoption.PlacementOrder is not { } order || adoption.Matched is not { } match || adoption.PlacedForAdoption is null)
            return null;
        return Math.Max(0, Period.DaysBetween(order, match));
    }

    private static string? Outcome(CareSpell last, CaseHistory history) =>
        last.Ending?.Text("reason") switch
        {
            "E11" or "E12" => "Adopted",
            "E43" or "E44" or "E45" or "E46" or "E47" or "E48" => "Special guardianship",
            "E41" => "Child arrangements order",
            "E4A" or "E4B" => "Returned home",
            "E13" => "Living with a person without parental responsibility",
            "E3" => "Care taken over by another authority",
            LifeCourse.DiedInCare => "Died",
            null => OrderOutcome(last, history),
            _ => OrderOutcome(last, history) ?? "Left care - no permanence order",
        };

    private static string? OrderOutcome(CareSpell last, CaseHistory history)
    {
        string? outcome = null;
        foreach (var made in history.Since(OrderMade, last.Entry.On))
        {
            outcome = made.Text("order") switch
            {
                "adoption" => "Adopted",
                "special-guardianship" => "Special guardianship",
                "child-arrangements" => "Child arrangements order",
                _ => outcome,
            };
        }

        return outcome;
    }

    private static int? Days(LocalDate? from, LocalDate? to) =>
        from is { } start && to is { } end && end >= start ? Period.DaysBetween(start, end) : null;
}

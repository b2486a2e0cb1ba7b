using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>Which entries a life is told by: those after which a child's way is another one.</summary>
public static class TurningPoints
{
    public static bool Is(CareEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Type
            is EventTypes.BecameLookedAfter
                or EventTypes.CeasedLookedAfter
                or EventTypes.ShouldBePlacedDecided
                or EventTypes.ShouldBePlacedReversed
                or EventTypes.MatchApproved
                or EventTypes.PlacedForAdoption
                or EventTypes.PermanenceSecured
                or EventTypes.OrderMade
                or EventTypes.ProceedingsIssued
                or EventTypes.ProceedingsConcluded;
    }

    /// <summary>Whether an entry begins or ends a legal status or a placement, so that who draws those as spans has it already.</summary>
    public static bool IsEndOfSpan(CareEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Type is EventTypes.LegalStatusChanged or EventTypes.PlacementStarted or EventTypes.PlacementEnded;
    }
}

using NodaTime;

namespace Permanence.Domain.History;

/// <summary>
/// What a record says of a child on a day: the same facts and meanings as the SSDA903 return has. Null where the record does not say.
/// </summary>
public sealed record ChildSummary
{
    public required string Child { get; init; }

    public int PeriodsOfCare { get; init; }

    public LocalDate? EnteredCare { get; init; }

    public bool LookedAfter { get; init; }

    public string? LegalStatus { get; init; }

    public LocalDate? LegalStatusSince { get; init; }

    public string? Placement { get; init; }

    public LocalDate? PlacementSince { get; init; }

    public int Reviews { get; init; }

    public LocalDate? LastReview { get; init; }

    public LocalDate? ShouldBePlacedDecision { get; init; }

    public LocalDate? DecisionReversed { get; init; }

    public string? ReversedReason { get; init; }

    public LocalDate? PlacementOrder { get; init; }

    public LocalDate? Matched { get; init; }

    public LocalDate? PlacedForAdoption { get; init; }

    public LocalDate? FosteringForAdoptionFrom { get; init; }

    public LocalDate? AdoptionOrder { get; init; }

    public LocalDate? Ceased { get; init; }

    public string? CeasedReason { get; init; }

    public string? Outcome { get; init; }

    /// <summary>Days from entering care to moving in with the adoptive family.</summary>
    public int? A1Days { get; init; }

    /// <summary>As <see cref="A1Days"/>, stopped at the start of the foster placement that became the adoptive one.</summary>
    public int? A10Days { get; init; }

    /// <summary>Days from placement order to match; 0 where matched before the order.</summary>
    public int? A2Days { get; init; }
}

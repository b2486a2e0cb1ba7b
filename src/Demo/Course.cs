using NodaTime;

namespace Permanence.Demo;

/// <summary>How a child's time in care ends, or will.</summary>
internal enum Destination
{
    /// <summary>Help works and the child never enters care.</summary>
    StaysHome,
    ReturnHome,

    /// <summary>Home, and some months later in care again.</summary>
    HomeAndBack,
    GuardianshipByRelative,
    GuardianshipByFosterCarer,
    ChildArrangements,
    Adoption,
    FosteringForAdoption,
    Relinquished,

    /// <summary>A placement order, no family, the decision reversed and a long-term foster home instead.</summary>
    DecisionReversed,
    LongTermFostering,
    KinshipFostering,
    Residential,
    Independence,
    Unaccompanied,
    Remand,
}

/// <summary>How a child comes into care.</summary>
internal enum WayIn
{
    Agreed,
    InterimOrder,
    PoliceProtection,
    EmergencyOrder,
    AtBirth,
    Remanded,
    Alone,
}

/// <summary>One home a child lives in. It ends when the next begins, or when the child leaves care.</summary>
internal sealed record Stay(LocalDate From, string Placement, string Provider, string Carer, string Postcode, decimal Miles)
{
    public bool LongTermMatch { get; init; }

    public bool EarlyPermanence { get; init; }

    /// <summary>SSDA903 reason for the move that ended it.</summary>
    public string EndReason { get; init; } = "CARPL";

    public bool EndsUnplanned { get; init; }
}

/// <summary>The court's and the authority's dates that brothers and sisters share.</summary>
internal sealed record FamilyTimes
{
    public required WayIn WayIn { get; init; }

    public required LocalDate Concern { get; init; }

    public LocalDate? LegalPlanning { get; init; }

    public LocalDate? PreProceedings { get; init; }

    public LocalDate? CareDecision { get; init; }

    /// <summary>The day the family's children enter care, give or take.</summary>
    public required LocalDate Entry { get; init; }

    public LocalDate? Issued { get; init; }

    /// <summary>For when the final hearing was first listed.</summary>
    public LocalDate? Listed { get; init; }

    public LocalDate? Concluded { get; init; }
}

/// <summary>One period of care of one child as dates, before it is written down as events.</summary>
internal sealed record Course
{
    public required Destination Destination { get; init; }

    public required FamilyTimes Times { get; init; }

    public required LocalDate Born { get; init; }

    public required LocalDate Entry { get; init; }

    /// <summary>The day the child leaves care, in most courses long after the day the record is read.</summary>
    public required LocalDate Leaves { get; init; }

    public required string LeavingReason { get; init; }

    public LocalDate? Decided { get; init; }

    public LocalDate? Linked { get; init; }

    public LocalDate? Matched { get; init; }

    public LocalDate? Placed { get; init; }

    public LocalDate? Applied { get; init; }

    public LocalDate? Reversed { get; init; }

    public LocalDate? Secured { get; init; }

    /// <summary>The day on which the home that was to be for good broke down.</summary>
    public LocalDate? Lost { get; init; }

    public required string Option { get; init; }

    public IReadOnlyList<LocalDate> Reviews { get; init; } = [];

    public IReadOnlyList<(LocalDate From, string Status)> Statuses { get; init; } = [];

    public IReadOnlyList<Stay> Stays { get; init; } = [];

    public DemoDrift Drift { get; init; }

    /// <summary>What drifts has not happened since.</summary>
    public LocalDate DriftFrom { get; init; }

    /// <summary>The same for brothers and sisters who came in together, so that their meetings are joint.</summary>
    public required string Rhythm { get; init; }

    public LocalDate Eighteen => Born.PlusYears(18);

    public LocalDate PlanAgreed => Reviews.Count > 1 ? Reviews[1] : Entry.PlusDays(105);

    public bool ThroughCourt => Times.Issued is not null;

    public bool IsAdoption =>
        Destination is Destination.Adoption or Destination.FosteringForAdoption or Destination.Relinquished or Destination.DecisionReversed;

    /// <summary>Whether no meeting was held that day, though one should have been.</summary>
    public bool Lapses(LocalDate day) =>
        Drift == DemoDrift.MeetingsNeverBegan || Drift == DemoDrift.PlanningMeetingsLapsed && day < PlanAgreed;

    public bool Slips(DemoDrift kind, LocalDate day) => Drift == kind && day >= DriftFrom;
}

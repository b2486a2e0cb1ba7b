namespace Permanence.Demo;

/// <summary>What is going wrong just now, if anything is.</summary>
public enum DemoDrift
{
    None,
    PlanningMeetingMissed,

    /// <summary>None was held before the plan was agreed; those after it were.</summary>
    PlanningMeetingsLapsed,

    /// <summary>Neither planning nor tracking meetings were ever held in care.</summary>
    MeetingsNeverBegan,
    TrackingMissed,
    ReviewOverdue,
    NoPlanAtSecondReview,

    /// <summary>The plan was ended, and none put in its place.</summary>
    PlanLost,

    /// <summary>The home that was to be for good broke down.</summary>
    PermanenceLost,

    /// <summary>Adoption is decided, and the court puts the hearing off.</summary>
    NoPlacementOrder,
    NoFamilyFound,
    NotPlaced,
    NotMatched,

    /// <summary>The plan is home, and the child does not get there.</summary>
    NotHome,
    AssessmentLate,
    YearlyUpdateMissed,
    StayingPutNotRaised,
}

namespace Permanence.Demo;

/// <summary>What is going wrong just now, if anything is.</summary>
public enum DemoDrift
{
    None,
    PlanningMeetingMissed,
    TrackingMissed,
    ReviewOverdue,
    NoPlanAtSecondReview,
    NoFamilyFound,
    NotMatched,
    AssessmentLate,
    YearlyUpdateMissed,
    StayingPutNotRaised,
}

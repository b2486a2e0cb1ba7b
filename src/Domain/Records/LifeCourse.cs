using System.Collections.Frozen;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// What can be in one life: nothing of the unborn that only the born have, nothing of the dead that only the living have.
/// </summary>
public static class LifeCourse
{
    /// <summary>The SSDA903 reason for leaving care that says the child died.</summary>
    public const string DiedInCare = "E2";

    // After a death a council still writes much: who was told, what the court and the panels closed, what was learnt, what is tidied up.
    // What stands here is what it can do only with a child.
    private static readonly FrozenSet<string> OfTheLiving =
    [
        EventTypes.InterventionStarted,
        EventTypes.PreBirthAssessmentStarted,
        EventTypes.RemovalLikely,
        EventTypes.CareDecisionMade,
        EventTypes.PreProceedingsStarted,
        EventTypes.BecameLookedAfter,
        EventTypes.LegalStatusChanged,
        EventTypes.PlacementStarted,
        EventTypes.UnplannedEnding,
        EventTypes.WentMissing,
        EventTypes.ShortBreaksStarted,
        EventTypes.BecameParent,
        EventTypes.DeprivedOfLiberty,
        EventTypes.ProceedingsIssued,
        EventTypes.CourtDateListed,
        EventTypes.CarePlanFilingSet,
        EventTypes.CarePlanFiled,
        EventTypes.OrderMade,
        EventTypes.ReviewBooked,
        EventTypes.ReviewHeld,
        EventTypes.PlanSet,
        EventTypes.PlanAgreed,
        EventTypes.PlanConfirmed,
        EventTypes.PlanRatified,
        EventTypes.PermanenceSecured,
        EventTypes.CarePlanUpdated,
        EventTypes.WishesRecorded,
        EventTypes.AgencyDecisionBooked,
        EventTypes.ShouldBePlacedDecided,
        EventTypes.FamilyFindingStarted,
        EventTypes.LinkProposed,
        EventTypes.MatchApproved,
        EventTypes.PlacedForAdoption,
        EventTypes.AdoptionApplied,
        EventTypes.ConsentTaken,
        EventTypes.AssessmentStarted,
        EventTypes.StayingPutRaised,
        EventTypes.StayingPutAgreed,
        EventTypes.PathwayPlanMade,
        EventTypes.PersonalAdviserOffered,
        EventTypes.CareLeaverContacted,
    ];

    private static readonly FrozenSet<string> OfTheBorn =
    [
        EventTypes.BecameLookedAfter,
        EventTypes.CeasedLookedAfter,
        EventTypes.LegalStatusChanged,
        EventTypes.PlacementStarted,
        EventTypes.PlacementEnded,
        EventTypes.UnplannedEnding,
        EventTypes.WentMissing,
        EventTypes.ShortBreaksStarted,
        EventTypes.ShortBreaksEnded,
        EventTypes.BecameParent,
        EventTypes.DeprivedOfLiberty,
        EventTypes.Died,
        EventTypes.OrderMade,
        EventTypes.OrderEnded,
        EventTypes.ReviewHeld,
        EventTypes.PermanenceSecured,
        EventTypes.WishesRecorded,
        EventTypes.PlacedForAdoption,
        EventTypes.AdoptionApplied,
        EventTypes.ConsentTaken,
        EventTypes.PathwayPlanMade,
    ];

    /// <summary>Whether an SSDA903 legal status is a series of short breaks (V3, V4), which is no period of care.</summary>
    public static bool IsShortBreaks(string? legalStatus) => legalStatus is "V3" or "V4";

    /// <summary>Whether an event of a type can only happen to somebody who is alive.</summary>
    public static bool NeedsTheLiving(string type) => OfTheLiving.Contains(type);

    /// <summary>Whether an event of a type can only happen to somebody who is born.</summary>
    public static bool NeedsTheBorn(string type) => OfTheBorn.Contains(type);

    /// <summary>The day the child died, as entries that stand say it; the earliest where they differ, null where none says it.</summary>
    public static LocalDate? Death(IEnumerable<CareEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        LocalDate? died = null;
        foreach (var happened in events)
        {
            if (SaysDied(happened) && !(died <= happened.On))
                died = happened.On;
        }

        return died;
    }

    /// <summary>The same of a record whose entries stand by type.</summary>
    internal static LocalDate? Death(ReadOnlySpan<CareEvent> died, ReadOnlySpan<CareEvent> ceased)
    {
        var recorded = died.IsEmpty ? (LocalDate?)null : died[0].On;
        foreach (var ended in ceased)
        {
            if (SaysDied(ended))
                return recorded < ended.On ? recorded : ended.On;
        }

        return recorded;
    }

    private static bool SaysDied(CareEvent happened) =>
        happened.Type == EventTypes.Died || (happened.Type == EventTypes.CeasedLookedAfter && happened.Text("reason") == DiedInCare);
}

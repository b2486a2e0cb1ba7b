using Permanence.Domain.History;

namespace Permanence.Domain.Agencies;

/// <summary>
/// What of a council's records its regional adoption agency sees: the children for whom adoption is a live plan on any track, early
/// permanence included, and those who should be placed for adoption by a decision that was not reversed. A child leaves it with the end of
/// the case that brought them there, at 18, and on the adoption order. Nobody else.
/// </summary>
public static class AgencyView
{
    public static bool Shows(CaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.IsKnown
            && history.Standing is Standing.BeforeCare or Standing.LookedAfter
            && !(history.Age.Years >= 18)
            && (history.Adoption.ShouldBePlaced || history.AdoptionTrack is not null);
    }
}

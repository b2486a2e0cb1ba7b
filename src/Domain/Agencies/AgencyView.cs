using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Domain.Agencies;

/// <summary>
/// What of a council's records its regional adoption agency sees: the children for whom adoption is a live plan on any track, early
/// permanence included, and those who should be placed for adoption by a decision that was not reversed. Nobody else.
/// </summary>
public static class AgencyView
{
    /// <param name="on">A London date: what happened later has not happened.</param>
    public static bool Shows(CaseFile file, LocalDate on)
    {
        var timeline = Timeline.Of(file);
        var history = new CaseHistory(timeline, on);
        if (history.Plans.Any(plan => plan.Option is "adoption" or "early-permanence"))
            return true;
        var decision = timeline.Events.LastOrDefault(happened => happened.On <= on && (happened.Type is "should-be-placed-decided" or "should-be-placed-reversed"));
        return decision?.Type == "should-be-placed-decided";
    }
}

using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A permanence option that is being pursued.</summary>
/// <param name="Track"><c>primary</c>, <c>parallel</c>, <c>contingency</c> or <c>concurrent</c>.</param>
/// <param name="Source">The event that set or last agreed it.</param>
public sealed record LivePlan(string Option, string Track, LocalDate Since, CareEvent Source);

internal static class LivePlans
{
    private static readonly int[] Types =
    [
        .. new[] { "plan-set", "plan-ended", "plan-agreed", "plan-confirmed", "plan-ratified", "review-held" }.Select(EventVocabulary.OrdinalOf)
    ];

    /// <summary>What is live, primary first: a new primary plan replaces the one before, others last until they are ended.</summary>
    public static IReadOnlyList<LivePlan> Read(CaseHistory history) => Read(history, null).Plans;

    /// <summary>Whether an event set another primary plan than the one that was live before it, or one anew where an earlier one had ended.</summary>
    public static bool Changes(CaseHistory history, CareEvent set)
    {
        var (before, hadPrimary) = Read(history, set);
        return hadPrimary && (before is not [{ Track: "primary" } primary, ..] || primary.Option != set.Text("option"));
    }

    /// <param name="until">What happened from this event on is left out.</param>
    private static (IReadOnlyList<LivePlan> Plans, bool HadPrimary) Read(CaseHistory history, CareEvent? until)
    {
        List<CareEvent>? steps = null;
        foreach (var type in Types)
        {
            foreach (var happened in history.Of(type))
            {
                if (happened.On >= history.CaseStart && (happened.Type != "review-held" || happened.Text("planAgreed") is not null))
                    (steps ??= []).Add(happened);
            }
        }

        if (steps is null)
            return ([], false);
        LivePlan? primary = null;
        var hadPrimary = false;
        var others = new List<LivePlan>();
        steps.Sort((left, right) => left.On != right.On ? left.On.CompareTo(right.On) : history.PositionOf(left).CompareTo(history.PositionOf(right)));
        foreach (var happened in steps)
        {
            if (ReferenceEquals(happened, until))
                break;
            var option = happened.Text("option") ?? happened.Text("planAgreed")!;
            var track = happened.Text("track") ?? "primary";
            if (happened.Type == "plan-ended")
            {
                if (primary is not null && track == "primary" && primary.Option == option)
                    primary = null;
                others.RemoveAll(plan => plan.Option == option && plan.Track == track);
            }
            else if (track != "primary")
            {
                if (!others.Exists(plan => plan.Option == option && plan.Track == track))
                    others.Add(new LivePlan(option, track, happened.On, happened));
            }
            // Agreeing a plan does not restart it; agreeing another option replaces it.
            else if (primary?.Option != option)
            {
                (primary, hadPrimary) = (new LivePlan(option, "primary", happened.On, happened), true);
            }
        }

        return (primary is null ? others : [primary, .. others], hadPrimary);
    }
}

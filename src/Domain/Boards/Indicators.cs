using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Boards;

/// <summary>How many children an indicator counts, and which.</summary>
public sealed record IndicatorCount(string Clause, string Label, int Count, IReadOnlyList<string> Children);

/// <summary>Which of a policy's indicators count a child on a day.</summary>
public static class Indicators
{
    /// <summary>The clauses of the indicators that count the child.</summary>
    public static IReadOnlyList<string> CountedBy(CaseHistory history, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(policy);
        List<string>? counted = null;
        foreach (var indicator in policy.InForceOn(history.On).Indicators)
        {
            if (Counts(indicator, history, policy, calendar))
                (counted ??= []).Add(indicator.Clause.Id);
        }

        return counted ?? [];
    }

    /// <summary>Every indicator of a policy with the children it counts, in the policy's order.</summary>
    /// <param name="counted">For each child, what <c>CountedBy</c> said.</param>
    public static IReadOnlyList<IndicatorCount> Gather(PolicyPack pack, IEnumerable<(string Child, IReadOnlyList<string> Clauses)> counted)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var children = counted
            .SelectMany(child => child.Clauses.Select(clause => (clause, child.Child)))
            .ToLookup(pair => pair.clause, pair => pair.Child);
        return
        [
            .. pack.Indicators.Select(indicator =>
            {
                var who = children[indicator.Clause.Id].Order(StringComparer.Ordinal).ToList();
                return new IndicatorCount(indicator.Clause.Id, indicator.Label, who.Count, who);
            }),
        ];
    }

    private static bool Counts(Indicator indicator, CaseHistory asked, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        var history = asked.At(indicator.AsAt(asked.On));
        // Who has died waits for nothing.
        if (history.Died is not null)
            return false;
        var inquiry = new Inquiry(history, policy.InForceOn(asked.On), calendar);
        return inquiry.HoldAll(indicator.Counts, new Arising(history.CaseStart, null, 0, MomentDay.Unknown));
    }
}

using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Boards;

/// <summary>How many children an indicator counts, and which.</summary>
public sealed record IndicatorCount(string Clause, string Label, int Count, IReadOnlyList<string> Children);

/// <summary>Which of a policy's indicators count a child on a day.</summary>
public static class Indicators
{
    /// <summary>The clauses of the indicators that count the child.</summary>
    public static IReadOnlyList<string> CountedBy(Timeline timeline, PolicyPacks policy, WorkingDayCalendar calendar, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(policy);
        List<string>? counted = null;
        foreach (var indicator in policy.InForceOn(on).Indicators)
        {
            if (Counts(indicator, timeline, policy, calendar, on))
                (counted ??= []).Add(indicator.Clause.Id);
        }

        return counted ?? [];
    }

    /// <summary>Every indicator of a policy with the children it counts, in the policy's order.</summary>
    /// <param name="counted">For each child, what <see cref="CountedBy"/> said.</param>
    public static IReadOnlyList<IndicatorCount> Gather(PolicyPack pack, IEnumerable<(string Child, IReadOnlyList<string> Clauses)> counted)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var children = counted.SelectMany(child => child.Clauses.Select(clause => (clause, child.Child))).ToLookup(pair => pair.clause, pair => pair.Child);
        return [.. pack.Indicators.Select(indicator =>
        {
            var who = children[indicator.Clause.Id].Order(StringComparer.Ordinal).ToList();
            return new IndicatorCount(indicator.Clause.Id, indicator.Label, who.Count, who);
        })];
    }

    private static bool Counts(Indicator indicator, Timeline timeline, PolicyPacks policy, WorkingDayCalendar calendar, LocalDate on)
    {
        var asAt = indicator.AsAt(on);
        var history = new CaseHistory(timeline, asAt);
        var inquiry = new Inquiry(history, policy.InForceOn(on), calendar);
        return inquiry.HoldAll(indicator.Counts, new Arising(history.CaseStart, null, 0, MomentDay.Unknown));
    }
}

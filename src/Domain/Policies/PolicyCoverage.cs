using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies;

/// <summary>How one clause of a policy is served.</summary>
/// <param name="Served">The first of its uses in the order of <see cref="ServedBy"/>. Null where nothing in the pack uses it.</param>
/// <param name="Why">In a sentence: what uses it, or that nothing does.</param>
/// <param name="Uses">Every use, with file and line or the id of the duty.</param>
public sealed record ServedClause(Clause Clause, ServedBy? Served, string Why, IReadOnlyList<ClauseUse> Uses);

/// <summary>Accounts for every clause of a policy and of the national layer under it.</summary>
public static class PolicyCoverage
{
    public static IReadOnlyList<ServedClause> Of(PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var uses = pack.Uses().ToLookup(use => use.Clause, StringComparer.Ordinal);
        return
        [
            .. pack.Clauses.Values.Select(clause =>
            {
                var found = uses[clause.Id].OrderBy(use => use.Way).ToList();
                return new ServedClause(clause, found.FirstOrDefault()?.Way, Why(clause, found), found);
            }),
        ];
    }

    private static string Why(Clause clause, List<ClauseUse> uses)
    {
        if (uses.Count == 0)
            return $"Not served: {clause.NotServed ?? "nothing in the pack uses it"}.";
        var said = string.Join("; ", uses.Where(use => use.Way == uses[0].Way).Select(use => use.What).Distinct(StringComparer.Ordinal));
        return uses[0].Way switch
        {
            ServedBy.Rule => $"Times: {said}.",
            ServedBy.Gate => $"Stands before an event: {said}.",
            ServedBy.Indicator => $"Counts children: {said}.",
            ServedBy.Data => $"Kept as: {said}.",
            ServedBy.Text => "Shown as text: it asks for no date and no record.",
            _ => $"{char.ToUpperInvariant(said[0])}{said[1..]}.",
        };
    }
}

using Permanence.Domain.Policies;

namespace Permanence.Api.CommandLine;

/// <summary>How one clause of a register is served.</summary>
/// <param name="Served">One of the words of the contract, or null where it is not served.</param>
/// <param name="Why">In a sentence.</param>
/// <param name="Duties">Ids of the duties that time it.</param>
/// <param name="Cases">Worked cases that check it, relative to the config folder.</param>
internal sealed record CoveredClause(Clause Clause, string? Served, string Why, IReadOnlyList<string> Duties, IReadOnlyList<string> Cases);

/// <summary>Accounts for every clause of a policy. Each way of serving one is a function; the first that knows the clause answers.</summary>
internal static class Coverage
{
    private static readonly IReadOnlyList<Func<PolicyPack, Clause, (string? Served, string Why)?>> Ways = [ByARule, ByAGate, ByAnIndicator, ByItsKind];

    public static IReadOnlyList<CoveredClause> Of(PolicyPack pack, IReadOnlyDictionary<string, IReadOnlyList<string>> casesOf) =>
    [
        .. pack.Clauses.Values.Select(clause =>
        {
            var (served, why) = Ways.Select(way => way(pack, clause)).First(answer => answer is not null)!.Value;
            return new CoveredClause(clause, served, why, [.. DutiesTiming(pack, clause).Select(duty => duty.Id)], casesOf.GetValueOrDefault(clause.Id, []));
        })
    ];

    private static IEnumerable<Duty> DutiesTiming(PolicyPack pack, Clause clause) => pack.Duties.Where(duty => duty.Limbs.Any(limb => limb.Clause.Id == clause.Id));

    private static (string?, string)? ByARule(PolicyPack pack, Clause clause) =>
        pack.TimedClauses.Contains(clause.Id) ? ("rule", $"Times: {string.Join("; ", DutiesTiming(pack, clause).Select(duty => duty.Title).Distinct(StringComparer.Ordinal))}.") : null;

    private static (string?, string)? ByAGate(PolicyPack pack, Clause clause) =>
        pack.Gates.FirstOrDefault(gate => gate.Clause.Id == clause.Id) is { } gate ? ("gate", $"Stands before an event: {gate.Title}.") : null;

    private static (string?, string)? ByAnIndicator(PolicyPack pack, Clause clause) =>
        pack.Indicators.FirstOrDefault(indicator => indicator.Clause.Id == clause.Id) is { } indicator ? ("indicator", $"Counted: {indicator.Label}.") : null;

    private static (string?, string)? ByItsKind(PolicyPack pack, Clause clause) => clause.Kind switch
    {
        ClauseKind.Role => ("role", "Who does it: a role of the platform."),
        ClauseKind.Option => ("option", "About an option for permanence that a plan can name."),
        ClauseKind.Form => ("form", "What a form or checklist asks: kept as text in the register."),
        ClauseKind.Indicator => (null, "Says what is counted; no indicator of the pack counts it."),
        ClauseKind.Data => ("data", "What the record keeps."),
        ClauseKind.Requirement or ClauseKind.Older or ClauseKind.Metadata => ("text", "Shown as text: it gives no date."),
        _ => (null, "No duty of the pack times it.")
    };
}

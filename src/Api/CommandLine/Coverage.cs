using Permanence.Api.Proofs;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.CommandLine;

/// <summary>How one clause of a register is served.</summary>
/// <param name="Served">One of the words of the contract, or null where it is not served.</param>
/// <param name="Why">In a sentence.</param>
/// <param name="Duties">Ids of the duties that time it.</param>
/// <param name="Uses">Every place in the pack that uses it: file and line, or the id of a duty.</param>
/// <param name="Cases">Worked cases that prove it, relative to the config folder.</param>
internal sealed record CoveredClause(
    Clause Clause,
    string? Served,
    string Why,
    IReadOnlyList<string> Duties,
    IReadOnlyList<ClauseUse> Uses,
    IReadOnlyList<string> Cases
);

/// <summary>The account of a policy's clauses, with the worked cases beside it.</summary>
internal static class Coverage
{
    public static IReadOnlyList<CoveredClause> Of(PolicyPack pack, ILookup<string, Proof> proofs) =>
        [
            .. PolicyCoverage
                .Of(pack)
                .Select(served => new CoveredClause(
                    served.Clause,
                    Word(served.Served),
                    served.Why,
                    [.. pack.Duties.Where(duty => duty.Limbs.Any(limb => limb.Clause.Id == served.Clause.Id)).Select(duty => duty.Id)],
                    served.Uses,
                    [.. proofs[served.Clause.Id].Where(proof => proof.Passes).Select(proof => proof.Path).Distinct(StringComparer.Ordinal)]
                )),
        ];

    public static string? Word(ServedBy? served) => served?.ToString().ToLowerInvariant();
}

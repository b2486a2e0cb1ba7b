using System.Collections.Immutable;
using Permanence.Domain.Policies.Conditions;

namespace Permanence.Domain.Policies;

/// <summary>
/// How long a child may wait at a stage on the way to permanence: by a clause of the council's, or by a national measure.
/// </summary>
/// <param name="Stage">One of <see cref="History.Stage.Names"/>.</param>
/// <param name="Within">Counted from the day the stage began.</param>
/// <param name="When">All must hold on the day asked about, or the limit does not count.</param>
public sealed record Wait(Clause Clause, string Stage, TimeLimit Within, ImmutableArray<Condition> When)
{
    /// <summary>
    /// Whether it is counted from entry to care instead: the measure of how long children are in care before a stage is past.
    /// </summary>
    public bool FromEntry { get; init; }

    /// <summary>Whether it is of the national layer, which counts only where no clause of the council's speaks of the stage.</summary>
    public bool IsNational { get; init; }
}

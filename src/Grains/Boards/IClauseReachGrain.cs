using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Grains.Boards;

/// <summary>
/// What a council's policy asks of each of its children, and whom each clause reaches. Key: <see cref="AuthorityKey"/>.
/// </summary>
[Alias("permanence.clause-reach")]
[GrainInterfaceType("permanence.clause-reach")]
public interface IClauseReachGrain : IGrainWithStringKey
{
    /// <summary>
    /// The children of whom the clause asks something that is not done: overdue first, then by date, tasks without a date last. And those
    /// whom it counts, where it is an indicator.
    /// </summary>
    [Alias("of")]
    Task<ClauseReach> Of(string clause, CancellationToken cancelled = default);

    /// <summary>Whom each indicator of the policy counts.</summary>
    [Alias("counted")]
    Task<CountedChildren> Counted(AsOf asOf, CancellationToken cancelled = default);

    /// <summary>The children's duties that a filter leaves, now, on another day, or as they were known at an instant.</summary>
    [Alias("duties")]
    Task<AskedDuties> Duties(DutyFilter filter, AsOf asOf, CancellationToken cancelled = default);

    /// <summary>The children for whom the last edit of the policies moved something. Evaluates every child twice.</summary>
    [Alias("of-last-edit")]
    Task<EditReach> OfLastEdit(CancellationToken cancelled = default);
}

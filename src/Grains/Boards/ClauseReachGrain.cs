using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Grains.Authorities;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Boards;

/// <summary>
/// Answers from what was read of each child last, and reads again only those whose record, policy or day is another since: of a thousand
/// children the first question costs a thousand evaluations and the next one, also of another clause, none. It wakes when somebody opens a
/// clause and holds nothing that is not in the records, so the boards that everybody watches pay nothing for it.
/// </summary>
[GrainType("clausereach")]
public sealed class ClauseReachGrain(Caseload caseload, IAssessor assessor, IClock clock, ILogger<ClauseReachGrain> log)
    : Grain,
        IClauseReachGrain
{
    private readonly Dictionary<string, ChildDuties> byChild = new(StringComparer.Ordinal);

    private string Authority => GrainKeys.Parse<AuthorityKey>(this.GetPrimaryKeyString()).Authority;

    public async Task<ClauseReach> Of(string clause, CancellationToken cancelled)
    {
        var (children, unreachable) = await BringUpToDate(cancelled);
        return new ClauseReach(
            clock.Today(),
            [
                .. byChild
                    .Values.SelectMany(child => child.Duties)
                    .Where(duty => duty.IsToBeDone() && duty.Clauses.Contains(clause))
                    .OrderBy(duty => duty.Status is ObligationStatus.Overdue ? 0 : 1)
                    .ThenBy(duty => duty.Due ?? LocalDate.MaxIsoValue)
                    .ThenBy(duty => duty.Child, StringComparer.Ordinal),
            ],
            [
                .. byChild
                    .Where(child => child.Value.CountedBy.Contains(clause))
                    .OrderBy(child => child.Key, StringComparer.Ordinal)
                    .Select(child => new CountedChild(child.Key, child.Value.Name)),
            ],
            children,
            unreachable
        );
    }

    public async Task<CountedChildren> Counted(AsOf asOf, CancellationToken cancelled)
    {
        if (!asOf.IsNow)
            return await CountedThen(asOf, cancelled);
        var (children, unreachable) = await BringUpToDate(cancelled);
        return Counted(clock.Today(), byChild.Select(child => (child.Key, child.Value.Name, child.Value.CountedBy)), children, unreachable);
    }

    public async Task<AskedDuties> Duties(DutyFilter filter, AsOf asOf, CancellationToken cancelled)
    {
        if (!asOf.IsNow)
            return await DutiesThen(filter, asOf, cancelled);
        var (_, unreadable) = await BringUpToDate(cancelled);
        return Asked(filter, clock.Today(), byChild.Values.SelectMany(child => child.Duties), unreadable);
    }

    public async Task<EditReach> OfLastEdit(CancellationToken cancelled)
    {
        var now = clock.GetCurrentInstant();
        var children = await Register(cancelled);
        var (moved, _) = await Made(
            children,
            record =>
                record.Read()?.At(now) is { } history && assessor.MovedByEdit(history) is { } duties
                    ? new MovedChild(history.Child.Id, history.Child.Name, duties)
                    : null,
            cancelled
        );
        return new EditReach(
            [
                .. moved
                    .Values.OfType<MovedChild>()
                    .Where(child => child.Duties.Count > 0)
                    .OrderBy(child => child.Child, StringComparer.Ordinal),
            ],
            children.Count,
            children.Count - moved.Values.Count(child => child is not null)
        );
    }

    private async Task<AskedDuties> DutiesThen(DutyFilter filter, AsOf asOf, CancellationToken cancelled)
    {
        var readAt = asOf.ReadAt(clock.GetCurrentInstant());
        var children = await Register(cancelled);
        var (duties, unreadable) = await Made<IReadOnlyList<DutyRow>>(
            filter.Child is { } one ? [.. children.Where(child => child == one)] : children,
            record =>
                record.Read(asOf.KnownAt)?.At(readAt) is { } history && assessor.Evaluate(history) is { } evaluation
                    ? DutyRow.Of(history, evaluation)
                    : [],
            cancelled
        );
        return Asked(filter, LondonTime.DayOf(readAt), duties.Values.SelectMany(rows => rows), unreadable);
    }

    private AskedDuties Asked(DutyFilter filter, LocalDate on, IEnumerable<DutyRow> duties, int unreadable) =>
        new(
            on,
            clock.GetCurrentInstant(),
            [
                .. duties
                    .Where(duty => filter.Fits(duty, on))
                    .OrderByDescending(duty => duty.IsToBeDone())
                    .ThenBy(duty => duty.Due ?? LocalDate.MaxIsoValue)
                    .ThenBy(duty => duty.Child, StringComparer.Ordinal)
                    .ThenBy(duty => duty.Id, StringComparer.Ordinal),
            ],
            unreadable
        );

    private async Task<CountedChildren> CountedThen(AsOf asOf, CancellationToken cancelled)
    {
        var readAt = asOf.ReadAt(clock.GetCurrentInstant());
        var children = await Register(cancelled);
        var (counted, unreadable) = await Made(
            children,
            record =>
                record.Read(asOf.KnownAt)?.At(readAt) is { } history
                    ? new CountedRecord(history.Child.Name, assessor.CountedBy(history))
                    : new CountedRecord(null, []),
            cancelled
        );
        return Counted(
            LondonTime.DayOf(readAt),
            counted.Select(child => (child.Key, child.Value.Name, child.Value.CountedBy)),
            children.Count,
            unreadable
        );
    }

    private static CountedChildren Counted(
        LocalDate on,
        IEnumerable<(string Child, string? Name, IReadOnlyList<string> CountedBy)> counted,
        int children,
        int unreachable
    ) =>
        new(
            on,
            counted
                .OrderBy(child => child.Child, StringComparer.Ordinal)
                .SelectMany(child => child.CountedBy.Select(clause => (clause, counted: new CountedChild(child.Child, child.Name))))
                .GroupBy(pair => pair.clause, pair => pair.counted, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<CountedChild>)[.. group], StringComparer.Ordinal),
            children,
            unreachable
        );

    // Every child as it is now; how many there are, and how many could not be read.
    private async Task<(int Children, int Unreachable)> BringUpToDate(CancellationToken cancelled)
    {
        var children = await Register(cancelled);
        var revisions = await caseload.Revisions(Authority, children, cancelled);
        var (now, policy) = (clock.GetCurrentInstant(), assessor.Stamp(Authority));
        var today = LondonTime.DayOf(now);
        var known = children.ToHashSet(StringComparer.Ordinal);
        foreach (var (child, held) in byChild.ToList())
        {
            if (
                !known.Contains(child)
                || !revisions.TryGetValue(child, out var revision)
                || held.Stamp != new RowStamp(revision, policy, today)
                || !held.Holds.HoldsAt(now)
            )
                byChild.Remove(child);
        }

        // Kept as it comes: who asked may have waited long enough before the last of a large council is there, and their next try goes on
        // from here.
        var unreadable = 0;
        var wanted = children.Where(child => revisions.ContainsKey(child) && !byChild.ContainsKey(child)).ToList();
        await foreach (
            var batch in caseload.Make(
                Authority,
                wanted,
                record => ChildDuties.Of(record, new RowStamp(record.Revision, policy, today), assessor, now),
                cancelled
            )
        )
        {
            foreach (var made in batch)
            {
                if (made.Value is { } duties)
                    byChild[made.Child] = duties;
                else
                    unreadable += Unreadable(made);
            }
        }

        return (children.Count, unreadable);
    }

    private async Task<(Dictionary<string, T> Made, int Unreadable)> Made<T>(
        IReadOnlyList<string> children,
        Func<Children.ChildRecord, T> make,
        CancellationToken cancelled
    )
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        var unreadable = 0;
        await foreach (var batch in caseload.Make(Authority, children, make, cancelled))
        {
            foreach (var made in batch)
            {
                if (made.Fault is null)
                {
                    all[made.Child] = made.Value!;
                    continue;
                }

                unreadable += Unreadable(made);
            }
        }

        return (all, unreadable);
    }

    private int Unreadable<T>(Made<T> made)
    {
        log.LogWarning(made.Fault, "The record {Child} of {Authority} cannot be read", made.Child, Authority);
        return 1;
    }

    private sealed record CountedRecord(string? Name, IReadOnlyList<string> CountedBy);

    private Task<IReadOnlyList<string>> Register(CancellationToken cancelled) =>
        GrainFactory.GetGrain<IAuthorityGrain>(new AuthorityKey(Authority)).Children(cancelled);
}

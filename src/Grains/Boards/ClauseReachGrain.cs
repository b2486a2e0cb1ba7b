using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.Obligations;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;

namespace Permanence.Grains.Boards;

/// <summary>
/// Answers from what each child said last, and asks again only those whose record, policy or day is another since: of a thousand children
/// the first question costs a thousand evaluations and the next one, also of another clause, none. It wakes when somebody opens a clause
/// and holds nothing that is not in the children, so the boards that everybody watches pay nothing for it.
/// </summary>
[GrainType("clausereach")]
public sealed class ClauseReachGrain(IClock clock, ILogger<ClauseReachGrain> log) : Grain, IClauseReachGrain
{
    private readonly Dictionary<string, OpenDuties> byChild = new(StringComparer.Ordinal);

    private string Authority => GrainKeys.AuthorityOf(this.GetPrimaryKeyString());

    public async Task<ClauseReach> Of(string clause, CancellationToken cancelled)
    {
        var (children, unreachable) = await BringUpToDate();
        return new ClauseReach(
            clock.Today(),
            [
                .. byChild.SelectMany(child => child.Value.Duties.Where(duty => duty.Clauses.Contains(clause)).Select(duty => new AskedChild(child.Key, child.Value.Name, duty)))
                    .OrderBy(asked => asked.Duty.Status is ObligationStatus.Overdue ? 0 : 1).ThenBy(asked => asked.Duty.Due ?? LocalDate.MaxIsoValue)
                    .ThenBy(asked => asked.Child, StringComparer.Ordinal)
            ],
            [.. byChild.Where(child => child.Value.CountedBy.Contains(clause)).OrderBy(child => child.Key, StringComparer.Ordinal).Select(child => new CountedChild(child.Key, child.Value.Name))],
            children, unreachable);
    }

    public async Task<CountedChildren> Counted(CancellationToken cancelled)
    {
        var (children, unreachable) = await BringUpToDate();
        return new CountedChildren(
            clock.Today(),
            byChild.OrderBy(child => child.Key, StringComparer.Ordinal)
                .SelectMany(child => child.Value.CountedBy.Select(clause => (clause, counted: new CountedChild(child.Key, child.Value.Name))))
                .GroupBy(pair => pair.clause, pair => pair.counted, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<CountedChild>)[.. group], StringComparer.Ordinal),
            children, unreachable);
    }

    // Every child as it is now; how many there are, and how many could not be asked.
    private async Task<(int Children, int Unreachable)> BringUpToDate()
    {
        var children = await GrainFactory.GetGrain<IAuthorityGrain>(GrainKeys.Authority(Authority)).Children();
        var held = await Fanout.Ask(children, Ask);
        byChild.Clear();
        foreach (var (child, duties) in children.Zip(held))
        {
            if (duties is not null)
                byChild[child] = duties;
        }

        return (children.Count, held.Count(duties => duties is null));
    }

    public async Task<EditReach> OfLastEdit(CancellationToken cancelled)
    {
        var children = await GrainFactory.GetGrain<IAuthorityGrain>(GrainKeys.Authority(Authority)).Children();
        var moved = await Fanout.Ask(children, AskOfEdit);
        return new EditReach(
            [.. moved.OfType<MovedChild>().Where(child => child.Duties.Count > 0).OrderBy(child => child.Child, StringComparer.Ordinal)],
            children.Count, moved.Count(child => child is null));
    }

    private async Task<MovedChild?> AskOfEdit(string child)
    {
        try
        {
            return await GrainFactory.GetGrain<IChildGrain>(GrainKeys.Child(Authority, child)).MovedByEdit();
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "{Child} of {Authority} could not be asked", child, Authority);
            return null;
        }
    }

    private async Task<OpenDuties?> Ask(string child)
    {
        var grain = GrainFactory.GetGrain<IChildGrain>(GrainKeys.Child(Authority, child));
        try
        {
            return byChild.GetValueOrDefault(child) is { } held && held.Stamp == await grain.Stamp() ? held : await grain.OpenDuties();
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "{Child} of {Authority} could not be asked", child, Authority);
            return null;
        }
    }
}

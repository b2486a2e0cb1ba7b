using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>What happens in one day of a course and does not follow from any policy.</summary>
/// <param name="On">
/// The day it is planned for. A limit that runs out earlier brings it forward, a gate that is still shut puts it off.
/// </param>
/// <param name="Events">Without ids; their day is the one on which the step is taken.</param>
/// <param name="Fixed">Whether nothing brings it forward: a birth, a birthday.</param>
internal sealed record Step(LocalDate On, IReadOnlyList<CareEvent> Events, bool Fixed = false)
{
    /// <summary>Something that a policy speaks of and no course has by itself: an entry that this picks.</summary>
    public Selector? Picked { get; init; }

    /// <summary>Whether the policy speaks of it only as the answer to something that is asked.</summary>
    public bool Answers { get; init; }
}

/// <summary>
/// A few facts of a child's life, which a policy completes: how care began, what the court and the family did, how it ended.
/// </summary>
internal sealed record Course(string Kind, Child Child, IReadOnlyList<Step> Steps, LocalDate Until)
{
    public IEnumerable<CareEvent> Events => Steps.SelectMany(step => step.Events);

    /// <summary>The few facts as a record, before a policy completes it.</summary>
    public ChildHistory Record(string authority) =>
        new(new CaseFile(authority, Child, [.. Steps.SelectMany(step => step.Events.Select(happened => happened with { On = step.On }))]));
}

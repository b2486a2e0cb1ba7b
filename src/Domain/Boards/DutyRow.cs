using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;

namespace Permanence.Domain.Boards;

/// <summary>One duty of one child, with what somebody who works through many of them needs beside it.</summary>
/// <param name="Child">The child's id.</param>
/// <param name="Name">The child's, where it is recorded.</param>
/// <param name="Id">The obligation's id in the child's evaluation.</param>
/// <param name="Clause">The clause whose date counts; of a duty without a date, its first.</param>
/// <param name="Due">London date, as are the next two.</param>
/// <param name="Since">The day it arose.</param>
/// <param name="BookedFor">The day for which what would meet it is booked.</param>
/// <param name="Owner">The role that has to act.</param>
/// <param name="Person">Who holds that role for this child, by id or name; null where nobody is allocated.</param>
/// <param name="Standing">The child's.</param>
public sealed record DutyRow(
    string Child,
    string? Name,
    string Id,
    string Title,
    string Clause,
    ObligationStatus Status,
    LocalDate? Due,
    LocalDate? Since,
    LocalDate? BookedFor,
    string Owner,
    string? Person,
    string? Team,
    Force Force,
    Standing Standing
)
{
    /// <summary>London date and time, where the policy counts hours.</summary>
    public LocalDateTime? DueAt { get; init; }

    /// <summary>Whether what was missed is still wanted.</summary>
    public bool Lapsed { get; init; }

    /// <summary>What is not known about it, in words: see the obligation.</summary>
    public string? Unknown { get; init; }

    /// <summary>All clauses that time it, the one whose date counts first.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>Whether it is still to be done.</summary>
    public bool IsToBeDone() => Status.IsToBeDone();

    /// <summary>Whether it is asked with must or should: of no other does anybody say that it is late.</summary>
    public bool CanBeABreach() => Force.CanBeABreach();

    /// <summary>Every duty of a child on the day of the evaluation, in its order.</summary>
    public static IReadOnlyList<DutyRow> Of(CaseHistory history, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(evaluation);
        var holders = new Dictionary<string, string?>(StringComparer.Ordinal);
        return
        [
            .. evaluation.Obligations.Select(duty =>
            {
                IReadOnlyList<string> clauses =
                [
                    .. duty.Limbs.OrderByDescending(limb => limb.Binding).Select(limb => limb.Clause).Distinct(StringComparer.Ordinal),
                ];
                if (!holders.TryGetValue(duty.Owner, out var person))
                    holders[duty.Owner] = person = HolderOf(duty.Owner, history);
                return new DutyRow(
                    history.Child.Id,
                    history.Child.Name,
                    duty.Id,
                    duty.Title,
                    clauses[0],
                    duty.Status,
                    duty.Due,
                    duty.Since,
                    duty.BookedFor,
                    duty.Owner,
                    person,
                    history.Team,
                    duty.Force,
                    history.Standing
                )
                {
                    DueAt = duty.DueAt,
                    Lapsed = duty.Lapsed,
                    Unknown = duty.Unknown,
                    Clauses = clauses,
                };
            }),
        ];
    }

    private static string? HolderOf(string role, CaseHistory history) =>
        role == "social-worker" ? history.SocialWorker
        : history.AllocatedTo(role) is { } allocation && allocation.InForceOn(history.On) ? allocation.Who
        : null;
}

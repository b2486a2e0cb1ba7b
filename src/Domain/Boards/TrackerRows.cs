using Permanence.Domain.History;
using Permanence.Domain.Obligations;

namespace Permanence.Domain.Boards;

/// <summary>A child's row on the board, from the record and what the policy asks of it that day.</summary>
public static class TrackerRows
{
    /// <summary>
    /// Red: a duty that can be a breach is overdue. Amber: one is due soon. Where neither, green who is looked after and grey who is not.
    /// </summary>
    /// <param name="history">The record on the day of the evaluation.</param>
    public static TrackerRow Of(CaseHistory history, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(evaluation);
        int overdue = 0,
            dueSoon = 0;
        Obligation? next = null;
        foreach (var obligation in evaluation.Obligations)
        {
            if (obligation.IsBreach && obligation.Status == ObligationStatus.Overdue)
                overdue++;
            else if (obligation.CanBeABreach && obligation.Status == ObligationStatus.DueSoon)
                dueSoon++;
            // The list is in order of date.
            if (
                next is null
                && obligation
                    is {
                        Due: not null,
                        CanBeABreach: true,
                        Status: ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming
                    }
            )
                next = obligation;
        }

        return new TrackerRow(
            history.Child.Id,
            history.Child.Name,
            history.Age.InWords(),
            history.LegalStatus?.Code,
            history.PrimaryPlan,
            overdue > 0 ? Rag.Red
                : dueSoon > 0 ? Rag.Amber
                : history.Standing == Standing.LookedAfter ? Rag.Green
                : Rag.Grey,
            overdue,
            dueSoon,
            next is null ? null : new NextDuty(next.Title, next.Due!.Value, next.Limbs.First(limb => limb.Binding).Clause),
            history.Team,
            history.SocialWorker
        )
        {
            AgeInMonths = history.Age.Months,
            Standing = history.Standing,
        };
    }

    public static BoardCounts Count(IReadOnlyCollection<TrackerRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new BoardCounts(
            rows.Count,
            With(Rag.Red),
            With(Rag.Amber),
            With(Rag.Green),
            rows.Sum(row => row.Overdue),
            rows.Sum(row => row.DueSoon)
        )
        {
            Grey = With(Rag.Grey),
        };

        int With(Rag rag) => rows.Count(row => row.Rag == rag);
    }
}

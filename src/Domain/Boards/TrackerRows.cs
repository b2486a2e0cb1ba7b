using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Boards;

/// <summary>A child's row on the board, from the record and what the policy asks of it that day.</summary>
public static class TrackerRows
{
    /// <summary>
    /// The first that holds. Red: something that must or should be done is late or lapsed, a wait is past its limit, a concern past its
    /// day. Grey: something that a date hangs on is not known. Amber: something is due soon. Green: in care and none of these. Else grey.
    /// </summary>
    /// <param name="history">The record on the day of the evaluation.</param>
    /// <param name="evaluation">What the policy asks on that day.</param>
    public static TrackerRow Of(CaseHistory history, Evaluation evaluation, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(evaluation);
        int overdue = 0,
            dueSoon = 0,
            missed = 0,
            open = 0;
        var (late, mustLapsed) = (false, false);
        Obligation? next = null;
        foreach (var obligation in evaluation.Obligations)
        {
            switch (obligation.Status)
            {
                case ObligationStatus.Overdue when obligation.IsBreach:
                    overdue++;
                    break;
                case ObligationStatus.DueSoon when obligation.CanBeABreach:
                    dueSoon++;
                    break;
                case ObligationStatus.Missed when obligation.Lapsed:
                    missed++;
                    // A task has no date to be late after: its time has gone by all the same.
                    late |= obligation.CanBeABreach;
                    mustLapsed |= obligation.IsMustLate || obligation is { Due: null, Force: Force.Must };
                    break;
                case ObligationStatus.Open:
                    open++;
                    break;
            }

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

        var unknown = Unknowns.Of(history, evaluation);
        var stage = StageLimits.Of(history, policy, calendar);
        var critical = mustLapsed || stage?.IsPastLimit == true || history.Concerns.Any(concern => concern.IsPastItsDay(history.On));
        return new TrackerRow(
            history.Child.Id,
            history.Child.Name,
            history.AgeWith(evaluation.LeapDayOnFirstOfMarch).InWords(),
            history.LegalStatus?.Code,
            history.PrimaryPlan,
            overdue > 0 || late || critical ? Rag.Red
                : unknown.Count > 0 ? Rag.Grey
                : dueSoon > 0 ? Rag.Amber
                : history.Standing == Standing.LookedAfter ? Rag.Green
                : Rag.Grey,
            overdue,
            dueSoon,
            next is null
                ? null
                : new NextDuty(next.Title, next.Due!.Value, next.Limbs.First(limb => limb.Binding).Clause)
                {
                    BookedFor = next.BookedFor,
                    Owner = next.Owner,
                },
            history.Team,
            history.SocialWorker
        )
        {
            AgeInMonths = history.AgeWith(evaluation.LeapDayOnFirstOfMarch).Months,
            Standing = history.Standing,
            Missed = missed,
            Open = open,
            Unknown = unknown.Count == 0 ? FieldList<string>.None : new(unknown),
            Stage = stage,
            Critical = critical,
            ReviewingOfficer = history.ReviewingOfficer,
            AdoptionTrack = history.AdoptionTrack,
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
            Critical = rows.Count(row => row.Critical),
            Unknown = rows.Count(row => row.Unknown.Count > 0),
            Missed = rows.Sum(row => row.Missed),
            Open = rows.Sum(row => row.Open),
            BeforeCare = At(Standing.BeforeCare),
            LookedAfter = At(Standing.LookedAfter),
            AfterCare = At(Standing.AfterCare),
            Closed = At(Standing.Closed),
        };

        int With(Rag rag) => rows.Count(row => row.Rag == rag);
        int At(Standing standing) => rows.Count(row => row.Standing == standing);
    }
}

using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;

namespace Permanence.Domain.Boards;

/// <summary>A child's row on the board, from the record and what the policy asks of it that day.</summary>
public static class TrackerRows
{
    /// <summary>
    /// Red: a duty that can be a breach is overdue. Amber: one is due soon. Green otherwise.
    /// </summary>
    public static TrackerRow Of(Timeline timeline, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(evaluation);
        int overdue = 0, dueSoon = 0;
        Obligation? next = null;
        foreach (var obligation in evaluation.Obligations)
        {
            if (obligation.CanBeABreach && obligation.Status == ObligationStatus.Overdue)
                overdue++;
            else if (obligation.CanBeABreach && obligation.Status == ObligationStatus.DueSoon)
                dueSoon++;
            // The list is in order of date.
            if (next is null && obligation is { Due: not null, CanBeABreach: true, Status: ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming })
                next = obligation;
        }

        var history = new CaseHistory(timeline, evaluation.On);
        var child = timeline.Child;
        return new TrackerRow(
            child.Id, child.Name, AgeInWords(history.Birth, evaluation.On), history.LegalStatus?.Text("legalStatus"), history.PrimaryPlan,
            overdue > 0 ? Rag.Red : dueSoon > 0 ? Rag.Amber : Rag.Green, overdue, dueSoon,
            next is null ? null : new NextDuty(next.Title, next.Due!.Value, next.Limbs.First(limb => limb.Binding).Clause),
            child.Team, child.SocialWorker);
    }

    /// <summary><c>7</c>, <c>5 months</c>, <c>3 weeks</c>, <c>unborn</c> or <c>not known</c>.</summary>
    public static string AgeInWords(LocalDate? born, LocalDate on)
    {
        if (born is not { } birth)
            return "not known";
        if (birth > on)
            return "unborn";
        var age = Period.Between(birth, on, PeriodUnits.Years | PeriodUnits.Months | PeriodUnits.Days);
        if (age.Years > 0)
            return age.Years.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (age.Months > 0)
            return age.Months == 1 ? "1 month" : $"{age.Months} months";
        var weeks = age.Days / 7;
        return weeks == 1 ? "1 week" : $"{weeks} weeks";
    }

    public static BoardCounts Count(IReadOnlyCollection<TrackerRow> rows) => new(
        rows.Count, rows.Count(row => row.Rag == Rag.Red), rows.Count(row => row.Rag == Rag.Amber), rows.Count(row => row.Rag == Rag.Green),
        rows.Sum(row => row.Overdue), rows.Sum(row => row.DueSoon));
}

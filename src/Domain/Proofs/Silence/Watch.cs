using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>What a board and a page show of a record on a day.</summary>
internal sealed record Look(LocalDate On, Evaluation Evaluation, TrackerRow Row)
{
    /// <summary>The days after it on which something of this runs out.</summary>
    public IEnumerable<LocalDate> Turns =>
        Evaluation
            .Obligations.Where(obligation => obligation.IsToBeDone)
            .SelectMany(obligation => obligation.Limbs.Select(limb => limb.Due).Append(obligation.Due).Append(obligation.LateAfter))
            .Append(Row.Stage is { Limit: { } limit } stage ? stage.Since.PlusDays(limit) : null)
            .OfType<LocalDate>()
            .Select(day => day.PlusDays(1))
            .Where(day => day > On);
}

/// <summary>One record looked at on one day after another.</summary>
internal sealed class Watch(CaseFile file, PolicyPacks policy, WorkingDayCalendar calendar)
{
    private readonly ChildHistory history = new(file);
    private readonly Dictionary<LocalDate, Look> looks = [];

    public Look On(LocalDate day)
    {
        if (looks.TryGetValue(day, out var known))
            return known;
        var read = history.On(day);
        var evaluation = ObligationEngine.Evaluate(read, policy, calendar);
        return looks[day] = new Look(day, evaluation, TrackerRows.Of(read, evaluation, policy, calendar));
    }
}

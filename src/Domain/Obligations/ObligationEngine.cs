using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>
/// Events + policy + calendar + a day = obligations. Pure: no clock, file, network or actor; the same inputs give the same answer.
/// </summary>
public static class ObligationEngine
{
    public static Evaluation Evaluate(Timeline timeline, PolicyPacks policy, WorkingDayCalendar calendar, LocalDate on) =>
        Evaluate(new CaseHistory(timeline, on), policy, calendar);

    /// <param name="history">The record on the day asked about.</param>
    /// <param name="asked">The clauses that are asked about: no duty is read that none of them times. Null for all duties.</param>
    public static Evaluation Evaluate(
        CaseHistory history,
        PolicyPacks policy,
        WorkingDayCalendar calendar,
        IReadOnlySet<string>? asked = null
    ) => Evaluate(history, policy, calendar, asked, null);

    /// <summary>The same, with what asks each obligation: but for those that stand beside one that lapsed.</summary>
    internal static (Evaluation Evaluation, IReadOnlyList<Asked> Asked) Ask(
        CaseHistory history,
        PolicyPacks policy,
        WorkingDayCalendar calendar
    )
    {
        var asked = new List<Asked>();
        return (Evaluate(history, policy, calendar, null, asked), asked);
    }

    private static Evaluation Evaluate(
        CaseHistory history,
        PolicyPacks policy,
        WorkingDayCalendar calendar,
        IReadOnlySet<string>? asked,
        List<Asked>? origins
    )
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(policy);
        var on = history.On;
        var died = history.Died;
        // Who has died is read as of that day: nothing is owed to them, and nothing grows.
        if (died < on)
            history = history.AsOf(died.Value);
        var reading = new PolicyReading(history, policy, calendar, origins);
        for (var version = 0; version < policy.Versions.Count; version++)
        {
            var duties = policy.Versions[version].Duties;
            var carrying = asked is null ? null : CarryingOn(duties, asked);
            for (var index = 0; index < duties.Count; index++)
            {
                if (asked is null || IsTimedBy(duties[index], asked) || carrying!.Contains(duties[index].Id))
                    new DutyReading(duties[index], version, reading).Add();
            }
        }

        var obligations = reading.Obligations;

        if (died is { } day)
            Ended(obligations, day);
        else
            Lapse.PutLiveDutiesBeside(obligations);
        NotSupplied.Say(obligations, history.Whole.Supply);

        var inForce = policy.InForceOn(on);
        return new Evaluation(history.Whole.Timeline.File.Authority, history.Child.Id, on, inForce.StampOn(on), InOrder(obligations))
        {
            LeapDayOnFirstOfMarch = inForce.LeapDayOnFirstOfMarch,
        };
    }

    /// <summary>By date, what has none last, and by id where the date is the same.</summary>
    private static Obligation[] InOrder(List<Obligation> obligations)
    {
        Obligation[] ordered = [.. obligations];
        var days = Array.ConvertAll(ordered, static one => (one.Due ?? LocalDate.MaxIsoValue).InOrder());
        Array.Sort(days, ordered);
        for (int from = 0, to; from < days.Length; from = to)
        {
            to = from + 1;
            while (to < days.Length && days[to] == days[from])
                to++;
            if (to > from + 1)
                ordered.AsSpan(from..to).Sort(static (left, right) => string.CompareOrdinal(left.Id, right.Id));
        }

        return ordered;
    }

    private static void Ended(List<Obligation> obligations, LocalDate died)
    {
        var said = Sentence.Of(died, static died => $"The child died on {InWords.Day(died)}.");
        for (var index = 0; index < obligations.Count; index++)
        {
            var one = obligations[index];
            if (one.IsToBeDone || one.Status == ObligationStatus.Waiting || one.Lapsed)
                obligations[index] = one with
                {
                    Status = one.Lapsed ? ObligationStatus.Missed : ObligationStatus.NotRequired,
                    Lapsed = false,
                    BookedFor = null,
                    Unknown = null,
                    IsBreach = one.Lapsed && one.IsBreach,
                    IsMustLate = one.Lapsed && one.IsMustLate,
                    Why = said,
                };
        }
    }

    // Whether what lapsed leaves a duty of its own beside it hangs on the one that carries it on.
    private static HashSet<string> CarryingOn(IReadOnlyList<Duty> duties, IReadOnlySet<string> asked)
    {
        var carrying = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < duties.Count; index++)
        {
            if (duties[index].CarriedOnBy is { } carrier && IsTimedBy(duties[index], asked))
                carrying.Add(carrier);
        }

        return carrying;
    }

    private static bool IsTimedBy(Duty duty, IReadOnlySet<string> asked)
    {
        for (var index = 0; index < duty.Limbs.Length; index++)
        {
            if (asked.Contains(duty.Limbs[index].Clause.Id))
                return true;
        }

        return false;
    }
}

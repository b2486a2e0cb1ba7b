using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Grains.Boards;

/// <summary>How long what was made of a record holds, with nothing recorded and the policy as it is.</summary>
/// <param name="From">The instant from which it holds: when the day began in London, or the last time something turned.</param>
/// <param name="Until">The instant from which it holds no more: midnight in London, or the next time something turns.</param>
public readonly record struct Holding(Instant From, Instant Until)
{
    /// <param name="history">The record, read now; null where there is none.</param>
    /// <param name="hoursRunOut">When limits in hours run out that day.</param>
    public static Holding Of(CaseHistory? history, IEnumerable<Instant> hoursRunOut, Instant now)
    {
        var today = LondonTime.DayOf(now);
        var (from, until) = (LondonTime.Midnight(today), LondonTime.Midnight(today.PlusDays(1)));
        foreach (var turn in (history?.Beginnings ?? []).Concat(hoursRunOut))
        {
            if (turn <= now)
                from = Instant.Max(from, turn);
            else
                until = Instant.Min(until, turn);
        }

        return new Holding(from, until);
    }

    public bool HoldsAt(Instant now) => From <= now && now < Until;
}

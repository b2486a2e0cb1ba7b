using System.Text.Json.Serialization;
using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Boards;

/// <summary>How long a child has waited where they wait now.</summary>
/// <param name="Name">As <see cref="History.Stage"/> names it.</param>
/// <param name="Since">London date.</param>
/// <param name="Days">Whole days since then.</param>
/// <param name="Limit">How many days it may be, by <paramref name="Clause"/>; null where neither the council nor a national measure says
/// so.</param>
/// <param name="Clause">The council's clause, or that of a national measure.</param>
public sealed record StageRow(string Name, LocalDate Since, int Days, int? Limit, string? Clause)
{
    /// <summary>Whether the limit is a national measure, which binds nobody by itself.</summary>
    public bool IsNational { get; init; }

    [JsonIgnore]
    public bool IsPastLimit => Days > Limit;
}

/// <summary>The limit of the stage at which a child waits.</summary>
public static class StageLimits
{
    /// <returns>Null for who waits nowhere.</returns>
    public static StageRow? Of(CaseHistory history, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(policy);
        if (history.Stage is not { } stage)
            return null;
        var pack = policy.InForceOn(history.On);
        Inquiry? inquiry = null;
        (LocalDate Day, Wait Wait)? first = null;
        foreach (var wait in pack.Waits)
        {
            if (wait.Stage != stage.Name || (first?.Wait.IsNational == false && wait.IsNational))
                continue;
            if (
                wait.When.Length > 0
                && !(inquiry ??= new Inquiry(history, pack, calendar)).HoldAll(
                    wait.When,
                    new Arising(stage.Since, null, 0, MomentDay.Unknown)
                )
            )
                continue;
            if ((wait.FromEntry ? history.Period?.Entry?.On : stage.Since) is not { } from)
                continue;
            var last = Clockwork.After(from, wait.Within, calendar);
            if (first is not { } found || last < found.Day || (found.Wait.IsNational && !wait.IsNational))
                first = (last, wait);
        }

        // A limit counted from entry may have run out before the child came to this stage: then it is none that the stage could keep.
        var limit = first is { } counted ? Math.Max(0, Period.DaysBetween(stage.Since, counted.Day)) : (int?)null;
        return new StageRow(stage.Name, stage.Since, stage.DaysBy(history.On), limit, first?.Wait.Clause.Id)
        {
            IsNational = first?.Wait.IsNational == true,
        };
    }
}

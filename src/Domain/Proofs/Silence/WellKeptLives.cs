using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>For every kind of child that a policy speaks of, a life in which everything it asks was done in time.</summary>
public static class WellKeptLives
{
    private static readonly LocalDate Earliest = new(2022, 3, 7);

    public static IReadOnlyList<WellKeptLife> Of(PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. Kept(policy, calendar).Select(kept => kept.Life)];
    }

    /// <summary>The same, with what could not be kept in each.</summary>
    internal static IReadOnlyList<(WellKeptLife Life, IReadOnlyList<string> Faults)> Kept(PolicyPacks policy, WorkingDayCalendar calendar)
    {
        var kept = new List<(WellKeptLife, IReadOnlyList<string>)>();
        foreach (var course in CoursesOf(policy))
        {
            var (file, faults) = LifeKeeping.Keep(course, policy, calendar);
            kept.Add((new WellKeptLife(course.Kind, file, course.Until), faults));
        }

        return kept;
    }

    private static IReadOnlyList<Course> CoursesOf(PolicyPacks policy)
    {
        var from = policy.Versions[^1].Effective is { } effective ? LocalDate.Max(effective.PlusDays(120), Earliest) : Earliest;
        var number = 0;
        return
        [
            Courses.Adoption(Begin(2, 100, "planned", "C1", true)),
            Courses.EarlyPermanence(Begin(0, 2, "planned", "C1", false)),
            Courses.Relinquished(Begin(0, 3, "planned", "V2", false)),
            Courses.DecisionReversed(Begin(4, 30, "planned", "C1", true)),
            Courses.ReturnHome(Begin(6, 10, "planned", "V2", false)),
            Courses.ReturnRuledOut(Begin(11, 350, "planned", "V2", false)),
            Courses.HomeAndBack(Begin(8, 40, "planned", "V2", false)),
            Courses.SpecialGuardianship(Begin(3, 200, "planned", "C1", false)),
            Courses.ChildArrangements(Begin(5, 100, "planned", "C1", false)),
            Courses.KinshipCare(Begin(9, 20, "planned", "V2", true)),
            Courses.LongTermFostering(Begin(7, 100, "planned", "C1", true)),
            Courses.Disrupted(Begin(12, 5, "planned", "V2", false)),
            Courses.Residential(Begin(14, 60, "planned", "V2", false)),
            Courses.LeavingCare(Begin(16, 150, "planned", "V2", false)),
            Courses.LeavingCare(Begin(15, 200, "planned", "V2", false)),
            Courses.OnRemand(Begin(15, 100, "remand", "J1", false)),
            Courses.StaysHome(Begin(5, 50, "planned", "V2", false)),
            Courses.Died(Begin(1, 100, "planned", "V2", false)),
        ];

        Beginning Begin(int years, int days, string basis, string status, bool siblings)
        {
            var entry = from.PlusDays(number * 5);
            return new($"L-{++number}", entry, entry.PlusYears(-years).PlusDays(-days), basis, status, siblings);
        }
    }
}

using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>A course into which more may happen.</summary>
/// <param name="From">The first day on which it may.</param>
/// <param name="Apart">How many days lie between two such things.</param>
internal sealed record CourseHost(Course Course, LocalDate From, int Apart)
{
    /// <summary>Types of entry that it is for; empty where it is for any.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The days on which more may happen.</summary>
    public IEnumerable<LocalDate> Days
    {
        get
        {
            for (var day = From; day < Course.Until; day = day.PlusDays(Apart))
                yield return day;
        }
    }

    /// <summary>The course with entries in it, each on the first free day on which it fits; where there is none, on the first.</summary>
    /// <param name="before">What an entry is the answer to, and comes first; null of most.</param>
    public Course With(IReadOnlyList<Selector> entries, Func<CourseHost, Selector, LocalDate, bool> fits, Func<Selector, Selector?> before)
    {
        var free = Days.ToList();
        var steps = new List<Step>(Course.Steps);
        foreach (var entry in entries)
        {
            var index = Math.Max(0, free.FindIndex(day => fits(this, entry, day)));
            if (before(entry) is { } first)
                steps.Add(new Step(free[index], []) { Picked = first });
            steps.Add(new Step(free[index], []) { Picked = entry, Answers = before(entry) is not null });
            if (free.Count > 1)
                free.RemoveAt(index);
        }

        return Course with
        {
            Kind = $"{Course.Kind}; and {Composition.InWords(entries[0])}{(entries.Count > 1 ? $" and {entries.Count - 1} more" : "")}",
            Steps = [.. steps.OrderBy(step => step.On)],
        };
    }
}

/// <summary>
/// Draws the courses for a policy: one of each kind, with the ages that its conditions test, and one more for each plan and way into care
/// that it speaks of beside them.
/// </summary>
internal sealed class CourseDrawing(PolicyPack pack, Spoken spoken)
{
    private static readonly LocalDate Earliest = new(2022, 3, 7);

    private readonly LocalDate from = pack.Effective is { } effective ? LocalDate.Max(effective.PlusDays(120), Earliest) : Earliest;

    private int number;

    /// <summary>In which courses what else a policy speaks of is tried, one after another.</summary>
    public IReadOnlyList<IReadOnlyList<CourseHost>> Hosts =>
        [
            // What is said to somebody of sixteen, and what is done for somebody who has left, has its place nowhere else.
            [
                In(Begin(16, 20), begin => Silence.Courses.LeavingCare(begin, "U6", "from foster carers"), 40, 7) with
                {
                    Only = [EventTypes.StayingPutRaised, EventTypes.StayingPutAgreed],
                },
            ],
            [
                In(Begin(16, 150), begin => Silence.Courses.LeavingCare(begin, "U6", "from foster carers"), 600, 7) with
                {
                    Only = [EventTypes.PersonalAdviserOffered, EventTypes.CareLeaverContacted],
                },
            ],
            [
                In(Begin(11, 350), Silence.Courses.ReturnRuledOut, 30, 3),
                In(Begin(7, 100, "C1", true), Silence.Courses.LongTermFostering, 30, 5),
            ],
            [
                In(Begin(2, 100, "C1", true), Silence.Courses.Adoption, 30, 4),
                In(Begin(13, 20, "C1"), Silence.Courses.LongTermFostering, 30, 5),
            ],
            [In(Begin(5, 50), Silence.Courses.StaysHome, -25, 4), In(Begin(3, 200, "C1"), Silence.Courses.SpecialGuardianship, 180, 9)],
            [In(Begin(16, 150), begin => Silence.Courses.LeavingCare(begin, "U6", "from foster carers"), 640, 7)],
        ];

    public IReadOnlyList<Course> Courses()
    {
        var young = spoken.AgesAtEntry.Where(age => age is > 2 and < 14).DefaultIfEmpty(9).First();
        var old = spoken.AgesAtEntry.Where(age => age is > 13 and < 18).DefaultIfEmpty(16).First();
        List<Course> courses =
        [
            Silence.Courses.Adoption(Begin(2, 100, "C1", true)),
            Silence.Courses.AdoptionBrokenDown(Begin(1, 30, "C1")),
            Silence.Courses.EarlyPermanence(Begin(0, 2, "C1")),
            Silence.Courses.Relinquished(Begin(0, 3)),
            Silence.Courses.DecisionReversed(Begin(4, 30, "C1", true)),
            Silence.Courses.ReturnHome(Begin(young, -1)),
            Silence.Courses.ReturnRuledOut(Begin(11, 350)),
            Silence.Courses.HomeAndBack(Begin(8, 40)),
            Silence.Courses.SpecialGuardianship(Begin(3, 200, "C1")),
            Silence.Courses.ChildArrangements(Begin(5, 100, "C1")),
            Silence.Courses.KinshipCare(Begin(young, 0, "V2", true)),
            Silence.Courses.LongTermFostering(Begin(7, 100, "C1", true)),
            Silence.Courses.Disrupted(Begin(13, 300)),
            Silence.Courses.Residential(Begin(old, -1)),
            Silence.Courses.LeavingCare(Begin(old, 0), "U6", "from foster carers"),
            Silence.Courses.LeavingCare(Begin(16, 200), "K2", "from a home"),
            Silence.Courses.LeavingCare(Begin(16, 250), "K3", "from supported living"),
            Silence.Courses.OnRemand(Begin(15, 100, "J1", false, "remand")),
            Silence.Courses.StaysHome(Begin(5, 50)),
            Silence.Courses.ProceedingsAtHome(Begin(13, 80, siblings: true)),
            Silence.Courses.Died(Begin(1, 100)),
        ];
        foreach (var option in spoken.Plans.Where(plan => plan.Track == "primary").Select(plan => plan.Option).Distinct())
        {
            if (!courses.Exists(course => course.Events.Any(one => one.Type == EventTypes.PlanSet && one.Text("option") == option)))
                courses.Add(Silence.Courses.OtherPlan(Begin(14, 60), option));
        }

        foreach (var code in spoken.Placements.Where(name => pack.Codes.PlacementsIn(name).Count == 0))
        {
            if (!courses.Exists(course => course.Events.Any(one => one.Text("placement") == code)))
                courses.Add(Silence.Courses.LeavingCare(Begin(16, 300), code, $"from a placement {code}"));
        }

        foreach (var basis in spoken.Bases.Where(basis => !courses.Exists(course => course.Events.Any(one => one.Text("basis") == basis))))
            courses.Add(Silence.Courses.ReturnHome(Begin(6, 30, basis: basis)));
        return [.. courses];
    }

    private static CourseHost In(Beginning begin, Func<Beginning, Course> course, int days, int apart) =>
        new(course(begin), begin.Entry.PlusDays(days), apart);

    private Beginning Begin(int years, int days, string status = "V2", bool siblings = false, string basis = "planned")
    {
        var entry = from.PlusDays(number % 20 * 5);
        return new($"L-{++number}", entry, entry.PlusYears(-years).PlusDays(-days), basis, status, siblings);
    }
}

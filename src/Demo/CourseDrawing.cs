using System.Globalization;
using NodaTime;

namespace Permanence.Demo;

/// <summary>Turns a destination and a pace into one child's dates.</summary>
internal sealed class CourseDrawing(DemoSettings settings, Days days)
{
    public FamilyTimes Times(Pace pace, LocalDate entry, Dice dice)
    {
        var issued = On(entry, pace.Issued);
        var concern = pace.WayIn switch
        {
            WayIn.Alone => entry,
            WayIn.AtBirth => entry.PlusDays(-dice.Between(75, 130)),
            WayIn.Remanded => entry.PlusDays(-dice.Between(20, 160)),
            WayIn.PoliceProtection or WayIn.EmergencyOrder => entry.PlusDays(dice.Chance(35) ? 0 : -dice.Between(20, 150)),
            _ => entry.PlusDays(-dice.Between(110, 220)),
        };
        LocalDate? legal = (pace.WayIn, issued) switch
        {
            (WayIn.Agreed, { } day) => day.PlusDays(-dice.Between(24, 36)),
            (WayIn.InterimOrder or WayIn.AtBirth, { } day) => day.PlusDays(-dice.Between(46, 60)),
            (_, { } day) => day.PlusDays(-1),
            _ => null,
        };
        if (legal < concern.PlusDays(14))
            legal = LocalDate.Max(concern, issued!.Value.PlusDays(-1));
        var legalMeeting = legal is { } met ? days.OnOrBefore(met) : legal;
        return new FamilyTimes
        {
            WayIn = pace.WayIn,
            Entry = entry,
            Concern = days.OnOrBefore(concern),
            LegalPlanning = legalMeeting,
            PreProceedings =
                pace.WayIn is WayIn.InterimOrder or WayIn.AtBirth or WayIn.Agreed
                && legalMeeting is { } meeting
                && issued > meeting.PlusDays(12)
                    ? days.OnOrAfter(meeting.PlusDays(dice.Between(3, 6)))
                    : null,
            CareDecision = pace.WayIn is WayIn.Agreed or WayIn.InterimOrder or WayIn.AtBirth
                ? days.OnOrBefore(entry.PlusDays(-dice.Between(8, 12)))
                : null,
            Issued = issued is { } day2 ? days.OnOrBefore(day2) : null,
            Listed = On(entry, pace.Listed) is { } listed ? days.OnOrBefore(listed) : null,
            Concluded = On(entry, pace.Concluded) is { } concluded ? days.OnOrBefore(concluded) : null,
        };
    }

    /// <param name="slow">Whether the long-term match that is due is still to come.</param>
    /// <param name="lost">When the last home breaks down.</param>
    public Course Draw(
        Destination destination,
        Pace pace,
        FamilyTimes times,
        LocalDate born,
        LocalDate entry,
        Dice dice,
        bool slow = false,
        LocalDate? lost = null
    )
    {
        var eighteen = born.PlusYears(18);
        var anchor = times.Entry;
        var leaves = pace.Leaves is { } length ? days.OnOrBefore(LocalDate.Min(On(anchor, length)!.Value, eighteen)) : eighteen;
        if (
            destination is Destination.ReturnHome or Destination.GuardianshipByRelative or Destination.ChildArrangements
            && times.Concluded is { } concluded
        )
            leaves = concluded;
        var course = new Course
        {
            Destination = destination,
            Times = times,
            Born = born,
            Entry = entry,
            Leaves = leaves,
            LeavingReason = Reason(destination, dice),
            Decided = Worked(anchor, pace.Decided),
            Linked = Worked(anchor, pace.Linked),
            Matched = Worked(anchor, pace.Matched),
            Placed = Worked(anchor, pace.Placed),
            Applied = Worked(anchor, pace.Applied),
            Reversed = Worked(anchor, pace.Reversed),
            Lost = lost,
            Option = OptionOf(destination),
            Rhythm = string.Create(CultureInfo.InvariantCulture, $"{times.Entry:uuuuMMdd}/{entry:uuuuMMdd}"),
        };
        course = course with { Reviews = Reviews(course, dice) };
        course = WithSettling(course, dice, slow);
        return course with { Statuses = Statuses(course), Stays = new Homes(settings.Names, dice).Of(course) };
    }

    // A review in six months is booked a little early; under a placement order without a family it comes every three months.
    private List<LocalDate> Reviews(Course course, Dice familyOrOwn)
    {
        var dice = new Dice(settings.Seed, settings.AuthorityId, "reviews", course.Rhythm);
        var reviews = new List<LocalDate>();
        var early = dice.Chance(settings.Practice.ReviewsComingUp);
        var forward = days.OnOrBefore(settings.Today.PlusDays(-dice.Between(171, 178)));
        var horizon = LocalDate.Min(course.Leaves.PlusDays(-1), settings.Today.PlusDays(400));
        var last = course.Eighteen.PlusDays(-dice.Between(35, 60));
        var day = days.OnOrBefore(course.Entry.PlusDays(dice.Between(20, 26)));
        while (day <= horizon && reviews.Count < 200)
        {
            reviews.Add(day);
            var gap = reviews.Count == 1 ? dice.Between(72, 82) : dice.Between(164, 180);
            var next = day.PlusDays(gap);
            if (course.IsAdoption && course.Times.Concluded is { } ordered)
            {
                var until = course.Reversed ?? course.Placed ?? course.Leaves;
                if (day < ordered && next > ordered.PlusDays(84))
                    next = ordered.PlusDays(dice.Between(76, 86));
                else if (day >= ordered && day < until)
                    next = day.PlusDays(dice.Between(78, 87));
            }

            if (course.Placed is { } placed && day < placed && next > placed)
                next = placed.PlusDays(dice.Between(18, 26));
            else if (course.Placed is { } home && day >= home && day < home.PlusDays(60))
                next = day.PlusDays(dice.Between(78, 88));
            if (day < last && next > last)
                next = last;
            if (reviews.Count > 2 && familyOrOwn.Chance(7) && next < settings.Today.PlusDays(-90))
                next = next.PlusDays(dice.Between(12, 34));
            // Nor has the one after it been held already.
            if (forward == day && reviews.Count > 1)
                next = LocalDate.Max(next, settings.Today.PlusDays(dice.Between(1, 4)));
            // Brought forward, as happens when a plan moves: the one after it is then due any day now.
            if (
                early
                && reviews.Count > 1
                && next < settings.Today.PlusDays(-70)
                && next > settings.Today.PlusDays(-168)
                && forward > day.PlusDays(75)
            )
                next = forward;
            day = days.OnOrBefore(next);
            if (day <= reviews[^1])
                break;
        }

        return reviews;
    }

    private Course WithSettling(Course course, Dice dice, bool slow)
    {
        switch (course.Destination)
        {
            case Destination.LongTermFostering
            or Destination.KinshipFostering
            or Destination.GuardianshipByFosterCarer
            or Destination.DecisionReversed:
                var from = course.Reversed ?? course.Times.Concluded ?? course.PlanAgreed;
                LocalDate? agreed =
                    course.Reviews.FirstOrDefault(review => review >= from) is { } review && review != default ? review : null;
                var matched = agreed is { } day ? days.OnOrBefore(day.PlusDays(dice.Between(32, 78))) : default(LocalDate?);
                if (slow && matched < settings.Today && agreed < settings.Today.PlusDays(-100) && agreed > settings.Today.PlusDays(-600))
                    return course with { Drift = DemoDrift.NotMatched, DriftFrom = agreed.Value };
                if (matched >= course.Leaves)
                    matched = null;
                return course with
                {
                    Matched = matched,
                    Secured = course.Destination == Destination.GuardianshipByFosterCarer ? course.Leaves : matched,
                };
            case Destination.Residential:
                return course with { Secured = days.OnOrBefore(course.Entry.PlusDays(dice.Between(310, 400))) };
            case Destination.Independence or Destination.Unaccompanied or Destination.Remand or Destination.StaysHome:
                return course;
            default:
                return course with { Secured = course.Leaves };
        }
    }

    private List<(LocalDate, string)> Statuses(Course course)
    {
        var times = course.Times;
        var first = times.WayIn switch
        {
            WayIn.InterimOrder or WayIn.AtBirth => "C1",
            WayIn.PoliceProtection => "L1",
            WayIn.EmergencyOrder => "L2",
            WayIn.Remanded => "J1",
            _ => "V2",
        };
        var statuses = new List<(LocalDate, string)> { (course.Entry, first) };
        if (first == "L1")
            statuses.Add((course.Entry.PlusDays(2), course.ThroughCourt && times.Issued!.Value <= course.Entry.PlusDays(2) ? "C1" : "V2"));
        else if (first == "L2")
            statuses.Add((course.Entry.PlusDays(7), "C1"));
        if (statuses[^1].Item2 == "V2" && times.Issued is { } issued)
            statuses.Add((days.OnOrAfter(LocalDate.Max(issued, statuses[^1].Item1).PlusDays(8)), "C1"));
        if (times.Concluded is { } concluded && concluded < course.Leaves)
            statuses.Add((concluded, course.IsAdoption ? "E1" : "C2"));
        if (course.Reversed is { } reversed)
            statuses.Add((reversed.PlusDays(21), "C2"));
        return statuses;
    }

    private static string Reason(Destination destination, Dice dice) =>
        destination switch
        {
            Destination.ReturnHome or Destination.HomeAndBack => dice.Chance(88) ? "E4A" : "E4B",
            Destination.GuardianshipByRelative => "E45",
            Destination.GuardianshipByFosterCarer => "E46",
            Destination.ChildArrangements => "E41",
            Destination.Adoption or Destination.FosteringForAdoption => dice.Chance(70) ? "E12" : "E11",
            Destination.Relinquished => "E11",
            Destination.LongTermFostering or Destination.KinshipFostering or Destination.DecisionReversed => dice.Weighted([
                ("E17", 65),
                ("E5", 20),
                ("E6", 15),
            ]),
            Destination.Residential => dice.Weighted([("E5", 65), ("E7", 20), ("E6", 15)]),
            Destination.Remand => dice.Chance(80) ? "E14" : "E9",
            _ => dice.Chance(70) ? "E5" : "E6",
        };

    private static string OptionOf(Destination destination) =>
        destination switch
        {
            Destination.GuardianshipByRelative or Destination.GuardianshipByFosterCarer => "special-guardianship",
            Destination.ChildArrangements => "child-arrangements",
            Destination.Adoption or Destination.FosteringForAdoption or Destination.Relinquished => "adoption",
            Destination.LongTermFostering or Destination.DecisionReversed => "long-term-fostering",
            Destination.KinshipFostering => "kinship-care",
            Destination.Residential => "residential",
            Destination.Independence or Destination.Unaccompanied => "independence",
            _ => "return-home",
        };

    private static LocalDate? On(LocalDate entry, int? after) => after is { } length ? entry.PlusDays(length) : null;

    private LocalDate? Worked(LocalDate entry, int? after) => On(entry, after) is { } day ? days.OnOrBefore(day) : null;
}

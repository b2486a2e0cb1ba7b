using System.Globalization;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Where a child's journey has got to on the day the record is read.</summary>
internal enum Standing
{
    BeforeCare,
    InCare,
    Left,
}

/// <summary>Makes one family: its children, what each one's journey is, and their records.</summary>
internal sealed class Families(DemoSettings settings)
{
    /// <summary>
    /// Nobody in an invented region came into care more than this many days ago, so that working days can be counted throughout.
    /// </summary>
    private const int Longest = 2300;

    private static readonly (Standing, int)[] Standings = [(Standing.BeforeCare, 10), (Standing.InCare, 73), (Standing.Left, 17)];

    private static readonly (Destination, int)[] InCare =
    [
        (Destination.LongTermFostering, 27),
        (Destination.KinshipFostering, 8),
        (Destination.Residential, 8),
        (Destination.Independence, 13),
        (Destination.Unaccompanied, 12),
        (Destination.Adoption, 9),
        (Destination.FosteringForAdoption, 4),
        (Destination.Relinquished, 2),
        (Destination.DecisionReversed, 4),
        (Destination.GuardianshipByRelative, 8),
        (Destination.GuardianshipByFosterCarer, 4),
        (Destination.ChildArrangements, 3),
        (Destination.ReturnHome, 10),
        (Destination.HomeAndBack, 4),
        (Destination.Remand, 2),
    ];

    private static readonly (Destination, int)[] Left =
    [
        (Destination.ReturnHome, 24),
        (Destination.GuardianshipByRelative, 14),
        (Destination.GuardianshipByFosterCarer, 6),
        (Destination.ChildArrangements, 6),
        (Destination.Adoption, 12),
        (Destination.FosteringForAdoption, 5),
        (Destination.Relinquished, 3),
        (Destination.LongTermFostering, 14),
        (Destination.Residential, 4),
        (Destination.Independence, 6),
        (Destination.Unaccompanied, 6),
        (Destination.Remand, 3),
    ];

    private static readonly (Destination, int)[] BeforeCare =
    [
        (Destination.StaysHome, 50),
        (Destination.ReturnHome, 8),
        (Destination.GuardianshipByRelative, 12),
        (Destination.LongTermFostering, 12),
        (Destination.Adoption, 14),
        (Destination.Relinquished, 4),
    ];

    private readonly Days days = new(settings.Calendar);
    private readonly CourseDrawing drawing = new(settings, new Days(settings.Calendar));

    private LocalDate Today => settings.Today;

    private LocalDate LastDay => settings.Today.PlusDays(-1);

    /// <param name="number">The family's number: it alone decides everything about the family.</param>
    /// <param name="firstChild">The number of its first child.</param>
    /// <param name="most">How many children it may have at most.</param>
    public IReadOnlyList<CaseFile> Make(int number, int firstChild, int most)
    {
        var dice = new Dice(settings.Seed, settings.AuthorityId, "family", number.ToString(CultureInfo.InvariantCulture));
        if (Roster.Of(number) is { } certain && Lets(certain.Drift))
            return [Make(certain, number, ChildId(firstChild), dice)];
        var standing = dice.Weighted(Standings);
        var destination = dice.Weighted(
            standing switch
            {
                Standing.BeforeCare => BeforeCare,
                Standing.InCare => InCare,
                _ => Left,
            }
        );
        var size = Math.Min(most, Size(destination, standing, dice));
        var unaccompanied = destination == Destination.Unaccompanied;
        var heritage = settings.Names.Draw(dice, unaccompanied);
        var household = new Household(
            number,
            heritage,
            dice.Pick(heritage.Surnames),
            [.. Enumerable.Range(firstChild, size).Select(ChildId)]
        );
        if (destination == Destination.StaysHome)
            return StayingHome(household, dice);

        var pace = PaceFor(destination, standing, dice);
        if (pace.WayIn == WayIn.AtBirth || destination == Destination.Relinquished)
            household = household with { Ids = [household.Ids[0]] };
        var age = Ages.AtEntry(destination, pace, dice);
        if (standing == Standing.Left && pace.Leaves is null)
            age = Math.Max(age, Ages.Eighteen - Longest + 480);
        var length = pace.Leaves ?? Ages.Eighteen - age;
        var elapsed = standing switch
        {
            Standing.BeforeCare => -dice.Between(6, 75),
            // The first time in care lies behind a child who came back.
            Standing.InCare when destination == Destination.HomeAndBack => length + dice.Between(440, 1100),
            Standing.InCare => dice.Between(9, Math.Min(length - 8, Longest)),
            _ => length + dice.Between(6, 400),
        };
        var entry = Today.PlusDays(-elapsed);
        if (pace.WayIn is WayIn.Agreed or WayIn.InterimOrder)
            entry = days.OnOrBefore(entry);
        var times = drawing.Times(
            pace,
            entry,
            new Dice(settings.Seed, settings.AuthorityId, "times", number.ToString(CultureInfo.InvariantCulture))
        );
        var plans = Brood(household, destination, pace, times, age, standing, dice);
        var apart = plans
            .Where(plan => plan.Course.Destination != plans[0].Course.Destination)
            .Select(plan => plan.Id)
            .ToHashSet(StringComparer.Ordinal);
        return [.. plans.Select(plan => Write(household, plan, apart))];
    }

    private CaseFile Make(Certain certain, int number, string child, Dice dice)
    {
        var destination = certain.Destination;
        var heritage = settings.Names.Draw(dice, unaccompanied: false);
        var pace = certain.Pace(dice);
        var elapsed = certain.Elapsed(pace, dice);
        var age =
            certain.Drift == DemoDrift.StayingPutNotRaised
                ? Ages.Eighteen - elapsed - dice.Between(150, 300)
                : Math.Min(Ages.AtEntry(destination, pace, dice), Ages.Eighteen - elapsed - 500);
        var entry = Today.PlusDays(-elapsed);
        if (pace.WayIn is WayIn.Agreed or WayIn.InterimOrder)
            entry = days.OnOrBefore(entry);
        var course = drawing.Draw(
            destination,
            pace,
            drawing.Times(pace, entry, dice),
            entry.PlusDays(-age),
            entry,
            dice,
            certain.Drift == DemoDrift.NotMatched,
            certain.Drift == DemoDrift.PermanenceLost ? days.OnOrBefore(Today.PlusDays(-dice.Between(60, 150))) : null
        );
        if (certain.Drift != DemoDrift.None)
            course = Drifting.Begin(certain.Drift, course, settings, days, dice);
        return Write(
            new Household(number, heritage, dice.Pick(heritage.Surnames), [child]),
            new Planned(child, course, dice.Chance(50), certain.Silence),
            []
        );
    }

    private bool Lets(DemoDrift late) =>
        late == DemoDrift.None || settings.Practice.Late.Count == 0 || settings.Practice.Late.Contains(late);

    private string ChildId(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Prefix ?? settings.AuthorityId.ToUpperInvariant()}-{number:0000}");

    private static int Size(Destination destination, Standing standing, Dice dice)
    {
        var many =
            destination
            is Destination.ReturnHome
                or Destination.GuardianshipByRelative
                or Destination.ChildArrangements
                or Destination.KinshipFostering
                or Destination.Adoption
                or Destination.LongTermFostering
                or Destination.StaysHome;
        return !many || standing == Standing.Left && destination == Destination.LongTermFostering
            ? 1
            : dice.Weighted([(1, 56), (2, 26), (3, 13), (4, 5)]);
    }

    private static Pace PaceFor(Destination destination, Standing standing, Dice dice)
    {
        var pace = Pace.Of(destination, dice);
        // Nobody knows of an emergency beforehand.
        while (standing == Standing.BeforeCare && pace.WayIn is WayIn.PoliceProtection or WayIn.EmergencyOrder)
            pace = Pace.Of(destination, dice);
        return pace;
    }

    private List<Planned> Brood(
        Household household,
        Destination destination,
        Pace pace,
        FamilyTimes times,
        int age,
        Standing standing,
        Dice dice
    )
    {
        var plans = new List<Planned>();
        var ages = Ages.OfBrothersAndSisters(age, household.Ids.Count, dice);
        for (var index = 0; index < household.Ids.Count; index++)
        {
            var (where, how) = index == 0 ? (destination, pace) : ForSibling(destination, pace, ages[index], dice);
            var entry = times.Entry;
            // An older one sometimes stays with a grandparent first and comes in some weeks later.
            if (index > 0 && times.WayIn is WayIn.Agreed or WayIn.InterimOrder && dice.Chance(22))
                entry = days.OnOrAfter(entry.PlusDays(dice.Between(9, 22)));
            var drift = standing == Standing.InCare && dice.Chance(settings.Practice.Drifting);
            if (
                drift
                && Lets(DemoDrift.NoFamilyFound)
                && where == Destination.Adoption
                && how.Concluded is { } concluded
                && times.Entry.PlusDays(concluded + 215) < Today
            )
                how = how with { Linked = null, Matched = null, Placed = null, Applied = null, Leaves = null };
            var born =
                times.WayIn == WayIn.AtBirth || where == Destination.Relinquished
                    ? entry.PlusDays(-dice.Between(1, 3))
                    : times.Entry.PlusDays(-ages[index]);
            var course = drawing.Draw(where, how, times, born, entry, dice, drift && Lets(DemoDrift.NotMatched));
            plans.Add(new Planned(household.Ids[index], drift ? Drifting.Choose(course, settings, dice) : course, dice.Chance(50)));
        }

        return plans;
    }

    private static (Destination, Pace) ForSibling(Destination eldest, Pace family, int age, Dice dice)
    {
        var destination = eldest switch
        {
            Destination.Adoption => age < 5 * 365 ? Destination.Adoption : Destination.LongTermFostering,
            Destination.LongTermFostering when age < 3 * 365 + 180 => dice.Chance(60)
                ? Destination.Adoption
                : Destination.LongTermFostering,
            _ => eldest,
        };
        return (
            destination,
            destination == eldest && destination != Destination.LongTermFostering ? family : Pace.Of(destination, dice, family)
        );
    }

    private List<CaseFile> StayingHome(Household household, Dice dice)
    {
        var concern = days.OnOrBefore(Today.PlusDays(-dice.Between(12, 240)));
        var ages = Ages.OfBrothersAndSisters(dice.Between(40, 13 * 365), household.Ids.Count, dice);
        var files = new List<CaseFile>();
        for (var index = 0; index < household.Ids.Count; index++)
        {
            var own = new Dice(settings.Seed, settings.AuthorityId, household.Ids[index]);
            var diary = new Diary(settings, LastDay, days, own);
            BeforeCareWriter.WriteStayingHome(concern, diary, new Dice(settings.Seed, settings.AuthorityId, "home", household.Ids[0]));
            if (household.Ids.Count > 1)
                diary.Add(EventTypes.SiblingJoined, days.OnOrAfter(concern.PlusDays(2)), ("group", household.Group(settings)));
            files.Add(
                Finish(household, household.Ids[index], concern.PlusDays(-ages[index]), own.Chance(50), DemoStage.BeforeCare, false, diary)
            );
        }

        return files;
    }

    private CaseFile Write(Household household, Planned plan, HashSet<string> apart)
    {
        var own = new Dice(settings.Seed, settings.AuthorityId, plan.Id);
        var diary = new Diary(settings, LastDay, days, own);
        var course = plan.Course;
        var officer = settings.ReviewingOfficers.Count > 0 ? own.Pick(settings.ReviewingOfficers) : "Reviewing officer";
        var stage = Stage(course);
        var team = Team(stage, household);
        var worker = own.Pick(team.SocialWorkers);
        CourseWriter.Write(course, diary, worker, officer, household.Ids.Count > 1);
        if (household.Ids.Count > 1)
            SiblingWriter.Write(
                course,
                diary,
                household.Group(settings),
                household.Ids,
                apart,
                new Dice(settings.Seed, settings.AuthorityId, "siblings", household.Ids[0])
            );
        if (course.Destination == Destination.HomeAndBack && WriteSecondTime(course, diary, worker, officer) is { } second)
            stage = Stage(second);
        Silences.Fall(plan.Silence, course, diary);
        Amendments.Write(diary);
        return Finish(household, plan.Id, course.Born, plan.Girl, stage, course.Destination == Destination.Unaccompanied, diary, worker);
    }

    // Home did not hold. The second time in care is a journey of its own, and this time it looks for a home for good.
    private Course? WriteSecondTime(Course first, Diary diary, string worker, string officer)
    {
        var dice = diary.Dice;
        var pace = Pace.Of(Destination.LongTermFostering, dice);
        var entry = days.OnOrAfter(first.Leaves.PlusDays(dice.Between(150, 420)));
        if (entry >= first.Eighteen.PlusDays(-200))
            return null;
        var times = drawing.Times(pace, entry, dice);
        if (times.Concern <= first.Leaves)
            times = times with { Concern = days.OnOrAfter(first.Leaves.PlusDays(30)) };
        var course = drawing.Draw(Destination.LongTermFostering, pace, times, first.Born, entry, dice);
        CourseWriter.Write(course, diary, worker, officer, false);
        return course;
    }

    private CaseFile Finish(
        Household household,
        string id,
        LocalDate born,
        bool girl,
        DemoStage stage,
        bool alone,
        Diary diary,
        string? worker = null
    )
    {
        var own = new Dice(settings.Seed, settings.AuthorityId, "who", id);
        var team = Team(stage, household);
        var unborn = born > LastDay;
        var first = own.Pick(girl ? household.Heritage.Girls : household.Heritage.Boys);
        return new CaseFile(
            settings.AuthorityId,
            new Child
            {
                Id = id,
                Born = unborn ? null : born,
                Expected = unborn ? born : null,
                Sex =
                    unborn ? "U"
                    : girl ? "F"
                    : "M",
                Siblings = [.. household.Ids.Where(other => other != id)],
                Name = unborn ? $"Baby {household.Surname}" : $"{first} {household.Surname}",
                Team = team.Name,
                SocialWorker = worker ?? own.Pick(team.SocialWorkers),
                Ethnicity = own.Pick(household.Heritage.Ethnicities),
                Unaccompanied = alone,
            },
            diary.Close()
        );
    }

    private DemoStage Stage(Course course) =>
        course.Entry > LastDay ? DemoStage.BeforeCare
        : course.Eighteen <= LastDay.PlusDays(365) && course.Leaves > course.Born.PlusYears(16) ? DemoStage.LeavingCare
        : course.Times.Concluded is { } concluded
            ? concluded > LastDay ? DemoStage.Court
                : DemoStage.InCare
        : course.Entry > LastDay.PlusDays(-120) ? DemoStage.Court
        : DemoStage.InCare;

    private DemoTeam Team(DemoStage stage, Household household)
    {
        var fitting = settings.Teams.Where(team => team.Stages.Contains(stage)).ToList();
        return new Dice(settings.Seed, settings.AuthorityId, "team", household.Ids[0], stage.ToString()).Pick(
            fitting.Count > 0 ? fitting : settings.Teams
        );
    }

    private sealed record Household(int Number, DemoHeritage Heritage, string Surname, IReadOnlyList<string> Ids)
    {
        public string Group(DemoSettings settings) =>
            string.Create(CultureInfo.InvariantCulture, $"{settings.Prefix ?? settings.AuthorityId.ToUpperInvariant()}-SG-{Number:000}");
    }

    private sealed record Planned(string Id, Course Course, bool Girl, DemoSilence Silence = DemoSilence.None);
}

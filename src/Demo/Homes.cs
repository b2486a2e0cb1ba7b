using System.Globalization;
using NodaTime;

namespace Permanence.Demo;

/// <summary>The homes a child lives in on one course, from the first night to the last.</summary>
internal sealed class Homes(DemoNames names, Dice dice)
{
    public IReadOnlyList<Stay> Of(Course course)
    {
        var stays = new List<Stay>();
        var until = course.Leaves;
        switch (course.Destination)
        {
            case Destination.ReturnHome when course.ThroughCourt:
                stays.Add(Foster(course.Entry, "U6"));
                Then(stays, AtHome(until.PlusDays(-dice.Between(30, 60))), course.Entry);
                break;
            case Destination.ReturnHome or Destination.HomeAndBack:
                stays.Add(dice.Chance(30) ? Relative(course.Entry, "U3") : Foster(course.Entry, "U6"));
                break;
            case Destination.GuardianshipByRelative or Destination.ChildArrangements or Destination.KinshipFostering:
                if (dice.Chance(55) || course.Times.WayIn is WayIn.PoliceProtection or WayIn.EmergencyOrder)
                {
                    stays.Add(Foster(course.Entry, "U6"));
                    Then(stays, Relative(course.Entry.PlusDays(dice.Between(12, 75)), "U3"), course.Entry);
                }
                else
                {
                    stays.Add(Relative(course.Entry, "U3"));
                }

                if (course.Destination == Destination.KinshipFostering && course.Matched is { } settled)
                    stays.Add(stays[^1] with { From = settled, Placement = "U1", LongTermMatch = true });
                break;
            case Destination.Adoption:
                stays.Add(Foster(course.Entry, "U6"));
                if (dice.Chance(25))
                    Then(stays, Foster(course.Entry.PlusDays(dice.Between(30, 150)), "U6"), course.Entry);
                if (course.Placed is { } placed)
                    Then(stays, Foster(placed, "A6"), course.Entry);
                break;
            case Destination.FosteringForAdoption:
                stays.Add(Foster(course.Entry, "U5") with { EarlyPermanence = true });
                stays.Add(stays[^1] with { From = course.Placed!.Value, Placement = "A5", EarlyPermanence = false });
                break;
            case Destination.Relinquished:
                stays.Add(Foster(course.Entry, "U5") with { EarlyPermanence = true });
                stays.Add(stays[^1] with { From = course.Placed!.Value, Placement = "A3", EarlyPermanence = false });
                break;
            case Destination.LongTermFostering or Destination.GuardianshipByFosterCarer or Destination.DecisionReversed:
                Moving(stays, course, "U6", course.Matched ?? until);
                if (course.Matched is { } matched)
                {
                    if (course.Destination != Destination.GuardianshipByFosterCarer && dice.Chance(35))
                        Then(stays, Foster(matched, "U4") with { LongTermMatch = true }, course.Entry);
                    else
                        stays.Add(stays[^1] with { From = matched, Placement = "U4", LongTermMatch = true });
                }

                break;
            case Destination.Residential:
                Moving(stays, course, "U6", course.Entry.PlusDays(dice.Between(60, 200)));
                Then(stays, Place(course.Entry.PlusDays(dice.Between(210, 300)), "K2", dice.Between(8, 120)), course.Entry);
                if (dice.Chance(40))
                {
                    stays[^1] = stays[^1] with { EndsUnplanned = dice.Chance(50), EndReason = dice.Pick(["CLOSE", "STAND", "CREQB"]) };
                    stays.Add(Place(stays[^1].From.PlusDays(dice.Between(120, 420)), "K2", dice.Between(8, 120)));
                }

                break;
            case Destination.Independence or Destination.Unaccompanied:
                var sixteen = course.Born.PlusYears(16);
                var supported = LocalDate.Max(sixteen.PlusDays(dice.Between(20, 200)), course.Entry.PlusDays(dice.Between(60, 160)));
                stays.Add(Foster(course.Entry, "U6"));
                if (course.Destination == Destination.Independence && dice.Chance(45))
                    Then(
                        stays,
                        dice.Chance(50)
                            ? Foster(course.Entry.PlusDays(dice.Between(25, 55)), "U6")
                            : Place(course.Entry.PlusDays(dice.Between(25, 55)), "K2", dice.Between(6, 70)),
                        course.Entry
                    );
                if (dice.Chance(75))
                    Then(stays, Place(supported, "K3", dice.Between(1, 22)), course.Entry);
                break;
            case Destination.Remand:
                stays.Add(Place(course.Entry, dice.Pick(["R5", "K1", "K2"]), dice.Between(20, 140)));
                break;
            default:
                stays.Add(Foster(course.Entry, "U6"));
                break;
        }

        if (course.Lost is { } lost)
        {
            stays[^1] = stays[^1] with { EndsUnplanned = true, EndReason = "CREQB" };
            stays.Add(Foster(lost, "U6"));
        }

        return [.. stays.Where(stay => stay.From < until).OrderBy(stay => stay.From)];
    }

    private void Moving(List<Stay> stays, Course course, string placement, LocalDate before)
    {
        stays.Add(Foster(course.Entry, placement));
        var moves = dice.Weighted([(0, 45), (1, 30), (2, 18), (3, 7)]);
        var day = course.Entry.PlusDays(dice.Between(14, 60));
        for (var move = 0; move < moves && day.PlusDays(25) < before; move++)
        {
            var unplanned = dice.Chance(35);
            stays[^1] = stays[^1] with
            {
                EndsUnplanned = unplanned,
                EndReason = unplanned ? dice.Pick(["CREQB", "CREQO", "CLOSE"]) : dice.Pick(["CARPL", "OTHER", "CHILD"]),
            };
            stays.Add(Foster(day, placement));
            day = day.PlusDays(dice.Between(40, 160));
        }
    }

    // A move is planned to a day that still lies after the last one.
    private static void Then(List<Stay> stays, Stay next, LocalDate entry)
    {
        var after = (stays.Count > 0 ? stays[^1].From : entry).PlusDays(6);
        stays.Add(next.From < after ? next with { From = after } : next);
    }

    private Stay Foster(LocalDate from, string placement) =>
        new(
            from,
            placement,
            placement.StartsWith('A') ? "PR1" : dice.Weighted([("PR1", 62), ("PR4", 32), ("PR5", 6)]),
            Household(),
            Postcode(),
            Miles(dice.Weighted([(dice.Between(1, 11), 60), (dice.Between(11, 20), 24), (dice.Between(20, 75), 16)]))
        );

    private Stay Relative(LocalDate from, string placement) =>
        new(
            from,
            placement,
            "PR1",
            dice.Pick([
                "Maternal grandmother",
                "Paternal grandparents",
                "Maternal aunt and uncle",
                "Paternal aunt",
                "Older half-sister",
                "Family friend",
                "Maternal grandparents",
                "Great-aunt",
            ]),
            Postcode(),
            Miles(dice.Weighted([(dice.Between(0, 9), 75), (dice.Between(9, 130), 25)]))
        );

    private Stay AtHome(LocalDate from) =>
        new(from, "P1", "PR0", dice.Pick(["Mother", "Father", "Mother and father", "Mother and stepfather"]), Postcode(), 0m);

    private Stay Place(LocalDate from, string placement, int miles) =>
        new(
            from,
            placement,
            dice.Weighted([("PR4", 80), ("PR1", 20)]),
            $"{dice.Pick(["Rowan", "Harbour", "Meadow", "Orchard", "Juniper", "Kestrel", "Linden", "Quarry", "Willow", "Heron"])} "
                + $"{dice.Pick(["House", "Lodge", "Cottage", "View"])}",
            Postcode(),
            Miles(miles)
        );

    private string Household() => $"The {dice.Pick(names.Draw(dice, false).Surnames)} household";

    // ZZ is no postcode area, so no invented carer lives at a real address.
    private string Postcode() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"ZZ{dice.Between(10, 98)} {dice.Between(1, 9)}{dice.Pick("ABDEFGHJLN".ToCharArray())}{dice.Pick("PQRSTUWXYZ".ToCharArray())}"
        );

    private decimal Miles(int whole) => whole + dice.Between(0, 9) / 10m;
}

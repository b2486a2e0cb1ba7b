namespace Permanence.Demo;

/// <summary>Ages in days.</summary>
internal static class Ages
{
    public const int Eighteen = 6574;

    private const int Month = 30;

    public static int AtEntry(Destination destination, Pace pace, Dice dice)
    {
        if (pace.WayIn == WayIn.AtBirth)
            return dice.Between(1, 3);
        var (youngest, oldest) = destination switch
        {
            Destination.Relinquished or Destination.FosteringForAdoption => (0, 0),
            Destination.Adoption => (3, 44),
            Destination.DecisionReversed => (22, 62),
            Destination.GuardianshipByRelative => (2, 120),
            Destination.GuardianshipByFosterCarer => (14, 110),
            Destination.ChildArrangements => (6, 140),
            Destination.LongTermFostering => dice.Chance(75) ? (84, 185) : (46, 110),
            Destination.KinshipFostering => (30, 150),
            Destination.Residential => (125, 196),
            Destination.Independence => (174, 204),
            Destination.Unaccompanied => (181, 206),
            Destination.Remand => (168, 203),
            Destination.HomeAndBack => (24, 150),
            _ => (2, 175),
        };
        return Math.Min(Math.Max(2, dice.Between(youngest * Month, oldest * Month)), Eighteen - (pace.Leaves ?? 60) - 20);
    }

    /// <summary>The first age is given; the others lie a year or more apart from each other, and all are children.</summary>
    public static IReadOnlyList<int> OfBrothersAndSisters(int first, int count, Dice dice)
    {
        var ages = new List<int> { first };
        while (ages.Count < count)
        {
            var older = ages.Max() + dice.Between(340, 1150);
            var younger = ages.Min() - dice.Between(340, 1000);
            ages.Add(
                younger > 25 && (older > 15 * 365 || dice.Chance(50)) ? younger
                : older <= 16 * 365 ? older
                : ages[^1]
            );
        }

        return ages;
    }
}

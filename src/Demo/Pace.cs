namespace Permanence.Demo;

/// <summary>How long the parts of one journey take, in days from the day the child enters care. Null: it does not happen.</summary>
internal sealed record Pace
{
    public required WayIn WayIn { get; init; }

    public int? Issued { get; init; }

    public int? Listed { get; init; }

    public int? Concluded { get; init; }

    public int? Decided { get; init; }

    public int? Linked { get; init; }

    public int? Matched { get; init; }

    public int? Placed { get; init; }

    public int? Applied { get; init; }

    public int? Reversed { get; init; }

    /// <summary>Null: the child stays until the eighteenth birthday.</summary>
    public int? Leaves { get; init; }

    /// <param name="family">The pace of a brother or sister whose court dates this child shares; null for the first.</param>
    public static Pace Of(Destination destination, Dice dice, Pace? family = null)
    {
        var pace = family is null
            ? ToCourt(destination, dice)
            : new Pace
            {
                WayIn = family.WayIn,
                Issued = family.Issued,
                Listed = family.Listed,
                Concluded = family.Concluded,
            };
        var (listed, concluded) = (pace.Listed, pace.Concluded);
        var end = concluded ?? 0;
        return destination switch
        {
            Destination.ReturnHome => pace with { Leaves = concluded ?? dice.Between(40, 290) },
            Destination.HomeAndBack => pace with { Leaves = dice.Between(60, 240) },
            Destination.GuardianshipByRelative or Destination.ChildArrangements => pace with { Leaves = concluded },
            Destination.GuardianshipByFosterCarer => pace with { Leaves = end + dice.Between(600, 1100) },
            Destination.Adoption => Adopted(pace with { Decided = listed - dice.Between(26, 38) }, end + dice.Between(70, 300), dice),
            Destination.FosteringForAdoption => Adopted(
                pace with
                {
                    Decided = listed - dice.Between(26, 38),
                },
                end + dice.Between(25, 60),
                dice
            ),
            Destination.Relinquished => Adopted(pace with { Decided = dice.Between(50, 62) }, dice.Between(104, 135), dice),
            Destination.DecisionReversed => Reversal(pace with { Decided = listed - dice.Between(26, 38) }, end, dice),
            Destination.Remand => pace with { Leaves = dice.Between(25, 150) },
            _ => pace,
        };
    }

    private static Pace ToCourt(Destination destination, Dice dice)
    {
        var way = WayInTo(destination, dice);
        var court = GoesToCourt(destination, dice);
        // An interim order is a court's, so without one the parents agreed.
        if (!court && way is WayIn.InterimOrder or WayIn.EmergencyOrder)
            way = WayIn.Agreed;
        int? issued = !court
            ? null
            : way switch
            {
                WayIn.InterimOrder => -dice.Between(6, 11),
                WayIn.AtBirth => -1,
                WayIn.PoliceProtection or WayIn.EmergencyOrder => dice.Between(1, 2),
                _ => dice.Between(45, 120),
            };
        var listed = issued + dice.Between(150, 176);
        var concluded =
            listed is null ? null
            : dice.Chance(22) ? listed + dice.Between(15, 75)
            : listed;
        return new Pace
        {
            WayIn = way,
            Issued = issued,
            Listed = listed,
            Concluded = concluded,
        };
    }

    private static Pace Adopted(Pace pace, int placed, Dice dice)
    {
        var applied = placed + dice.Between(74, 130);
        var matched = placed - dice.Between(10, 18);
        return pace with
        {
            Placed = placed,
            Matched = matched,
            Linked = matched - dice.Between(8, 20),
            Applied = applied,
            Leaves = applied + dice.Between(70, 150),
        };
    }

    private static Pace Reversal(Pace pace, int ordered, Dice dice)
    {
        var reversed = ordered + dice.Between(210, 380);
        return pace with { Reversed = reversed };
    }

    private static WayIn WayInTo(Destination destination, Dice dice) =>
        destination switch
        {
            Destination.Relinquished => WayIn.Agreed,
            Destination.FosteringForAdoption => WayIn.AtBirth,
            Destination.Remand => WayIn.Remanded,
            Destination.Unaccompanied => WayIn.Alone,
            Destination.Independence => dice.Weighted([(WayIn.Agreed, 70), (WayIn.PoliceProtection, 30)]),
            Destination.ReturnHome or Destination.HomeAndBack or Destination.Residential => dice.Weighted([
                (WayIn.Agreed, 55),
                (WayIn.PoliceProtection, 35),
                (WayIn.InterimOrder, 10),
            ]),
            Destination.Adoption => dice.Weighted([
                (WayIn.AtBirth, 45),
                (WayIn.InterimOrder, 25),
                (WayIn.PoliceProtection, 20),
                (WayIn.EmergencyOrder, 10),
            ]),
            _ => dice.Weighted([(WayIn.InterimOrder, 40), (WayIn.Agreed, 27), (WayIn.PoliceProtection, 25), (WayIn.EmergencyOrder, 8)]),
        };

    private static bool GoesToCourt(Destination destination, Dice dice) =>
        destination switch
        {
            Destination.ReturnHome => dice.Chance(35),
            Destination.Residential => dice.Chance(60),
            Destination.HomeAndBack
            or Destination.Relinquished
            or Destination.Remand
            or Destination.Unaccompanied
            or Destination.Independence
            or Destination.StaysHome => false,
            _ => true,
        };
}

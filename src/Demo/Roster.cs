namespace Permanence.Demo;

/// <summary>A child who has to be there: one for each kind of drift, and one for each thing that a record can keep quiet about.</summary>
/// <param name="Drift">What goes wrong.</param>
/// <param name="Silence">What the record does not say.</param>
internal sealed record Certain(DemoDrift Drift, DemoSilence Silence = DemoSilence.None)
{
    public Destination Destination =>
        Drift switch
        {
            DemoDrift.NoPlacementOrder or DemoDrift.NoFamilyFound or DemoDrift.NotPlaced => Destination.Adoption,
            DemoDrift.NotHome => Destination.ReturnHome,
            DemoDrift.AssessmentLate => Destination.KinshipFostering,
            DemoDrift.PermanenceLost
            or DemoDrift.NotMatched
            or DemoDrift.ReviewOverdue
            or DemoDrift.YearlyUpdateMissed
            or DemoDrift.StayingPutNotRaised => Destination.LongTermFostering,
            _ when Silence == DemoSilence.RecordStops => Destination.LongTermFostering,
            _ => Destination.Residential,
        };

    public Pace Pace(Dice dice)
    {
        var pace = Demo.Pace.Of(Destination, dice);
        // A home for children is come by without a court, and so is what the parents agreed to.
        while (Destination is Destination.Residential or Destination.ReturnHome && pace.Issued is not null)
            pace = Demo.Pace.Of(Destination, dice);
        var unplaced = pace with { Placed = null, Applied = null, Leaves = null };
        return Drift switch
        {
            DemoDrift.NoPlacementOrder => unplaced with { Concluded = pace.Listed + 430, Linked = null, Matched = null },
            DemoDrift.NoFamilyFound => unplaced with { Linked = null, Matched = null },
            DemoDrift.NotPlaced or DemoDrift.NotHome => unplaced,
            _ => pace,
        };
    }

    /// <summary>How many days ago the child came into care.</summary>
    public int Elapsed(Pace pace, Dice dice) =>
        Drift switch
        {
            DemoDrift.NoPlacementOrder => pace.Listed!.Value + dice.Between(300, 410),
            DemoDrift.NoFamilyFound => pace.Concluded!.Value + dice.Between(250, 500),
            DemoDrift.NotPlaced => pace.Matched!.Value + dice.Between(135, 200),
            DemoDrift.NotHome => dice.Between(330, 480),
            DemoDrift.NotMatched => pace.Concluded!.Value + dice.Between(480, 560),
            DemoDrift.PermanenceLost or DemoDrift.YearlyUpdateMissed or DemoDrift.StayingPutNotRaised => pace.Concluded!.Value
                + dice.Between(520, 800),
            DemoDrift.ReviewOverdue => pace.Concluded!.Value + dice.Between(200, 400),
            DemoDrift.NoPlanAtSecondReview => dice.Between(150, 250),
            DemoDrift.AssessmentLate => dice.Between(160, 320),
            _ when Silence == DemoSilence.RecordStops => pace.Concluded!.Value + dice.Between(620, 900),
            DemoDrift.PlanLost => dice.Between(325, 335),
            _ => dice.Between(285, 300),
        };
}

/// <summary>Which of a council's families are such children. Two of three, until each has had its turn.</summary>
internal static class Roster
{
    private static readonly Certain[] Children =
    [
        .. Enum.GetValues<DemoDrift>().Where(drift => drift != DemoDrift.None).Select(drift => new Certain(drift)),
        .. Enum.GetValues<DemoSilence>()
            .Where(silence => silence != DemoSilence.None)
            .Select(silence => new Certain(DemoDrift.None, silence)),
    ];

    /// <param name="family">Counted from 1.</param>
    /// <returns>Null where chance makes the family.</returns>
    public static Certain? Of(int family) => family % 3 == 0 ? null : Children.ElementAtOrDefault(family / 3 * 2 + family % 3 - 1);
}

namespace Permanence.Demo;

/// <summary>Chooses what goes wrong for a child whose plan drifts, as far as the journey leaves room for it.</summary>
internal static class Drifting
{
    /// <summary>What goes wrong is given, and the journey was made to leave room for it.</summary>
    public static Course Begin(DemoDrift drift, Course course, DemoSettings settings, Days days, Dice dice)
    {
        var today = settings.Today;
        var last = course.Reviews.Last(review => review < today.PlusDays(-25));
        return course with
        {
            Drift = drift,
            DriftFrom = drift switch
            {
                DemoDrift.ReviewOverdue => last,
                DemoDrift.PlanLost => days.OnOrAfter(last.PlusDays(4)),
                DemoDrift.YearlyUpdateMissed => today.PlusDays(-400),
                DemoDrift.TrackingMissed => today.PlusDays(-settings.Practice.TrackingEvery - dice.Between(45, 80)),
                _ => today.PlusDays(-settings.Practice.PlanningMeetingEveryOncePlanned - dice.Between(8, 60)),
            },
        };
    }

    public static Course Choose(Course course, DemoSettings settings, Dice dice)
    {
        var today = settings.Today;
        if (course.Drift != DemoDrift.None)
            return course;
        if (course is { Destination: Destination.Adoption, Placed: null })
            return course with { Drift = DemoDrift.NoFamilyFound, DriftFrom = today.PlusDays(-dice.Between(20, 60)) };
        if (course.Leaves < today || course.Entry > today.PlusDays(-40))
            return course;

        var kinds = new List<(DemoDrift, int)>();
        var last = course.Reviews.LastOrDefault(review => review < today.PlusDays(-16));
        // Nobody decides that a child should be placed for adoption without a plan of it.
        if (!course.IsAdoption && course.PlanAgreed < today.PlusDays(-3) && course.PlanAgreed > today.PlusDays(-190))
            kinds.Add((DemoDrift.NoPlanAtSecondReview, 4));
        if (course.Reviews.Count > 2 && last > course.Reviews[0] && last > today.PlusDays(-130))
            kinds.Add((DemoDrift.ReviewOverdue, 4));
        if (
            course.Destination is Destination.GuardianshipByRelative or Destination.KinshipFostering
            && course.Entry < today.PlusDays(-150)
            && course.Entry > today.PlusDays(-330)
        )
            kinds.Add((DemoDrift.AssessmentLate, 5));
        var secured = course.Secured < today;
        if (!secured)
            kinds.Add((DemoDrift.PlanningMeetingMissed, 4));
        if (course.Entry < today.PlusDays(-480) && course.LeavingReason is not "E14")
            kinds.Add((DemoDrift.YearlyUpdateMissed, 2));
        if (
            course.Eighteen < today.PlusDays(330)
            && course.Stays.LastOrDefault(stay => stay.From < today)?.Placement is "U1" or "U4" or "U6"
        )
            kinds.Add((DemoDrift.StayingPutNotRaised, 6));
        if (!secured || settings.Practice.TrackedUntilLeavingCare)
            kinds.Add((DemoDrift.TrackingMissed, 3));
        if (settings.Practice.Late.Count > 0)
            kinds.RemoveAll(kind => !settings.Practice.Late.Contains(kind.Item1));
        if (kinds.Count == 0)
            return course;

        var drift = dice.Weighted(kinds);
        return course with
        {
            Drift = drift,
            DriftFrom = drift switch
            {
                DemoDrift.ReviewOverdue => last,
                DemoDrift.YearlyUpdateMissed => today.PlusDays(-dice.Between(15, 90)),
                DemoDrift.TrackingMissed => today.PlusDays(-settings.Practice.TrackingEvery - dice.Between(6, 40)),
                _ => today.PlusDays(-settings.Practice.PlanningMeetingEveryOncePlanned - dice.Between(8, 60)),
            },
        };
    }
}

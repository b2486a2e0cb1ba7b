namespace Permanence.Domain.Demo;

/// <summary>Chooses what goes wrong for a child whose plan drifts, as far as the journey leaves room for it.</summary>
internal static class Drifting
{
    public static Course Choose(Course course, DemoSettings settings, Dice dice)
    {
        var today = settings.Today;
        if (course is { Destination: Destination.Adoption, Placed: null })
            return course with { Drift = Drift.NoFamilyFound, DriftFrom = today.PlusDays(-dice.Between(20, 60)) };
        if (course.Leaves < today || course.Entry > today.PlusDays(-40))
            return course;

        var kinds = new List<(Drift, int)>();
        var last = course.Reviews.LastOrDefault(review => review < today.PlusDays(-16));
        if (course.PlanAgreed < today.PlusDays(-3) && course.PlanAgreed > today.PlusDays(-190))
            kinds.Add((Drift.NoPlanAtSecondReview, 4));
        if (course.Reviews.Count > 2 && last > course.Reviews[0] && last > today.PlusDays(-130))
            kinds.Add((Drift.ReviewOverdue, 3));
        var secured = course.Secured < today;
        if (!secured)
            kinds.Add((Drift.PlanningMeetingMissed, 4));
        if (!secured || settings.Practice.TrackedUntilLeavingCare)
            kinds.Add((Drift.TrackingMissed, 3));
        if (kinds.Count == 0)
            return course;

        var drift = dice.Weighted(kinds);
        return course with
        {
            Drift = drift,
            DriftFrom = drift switch
            {
                Drift.ReviewOverdue => last,
                Drift.TrackingMissed => today.PlusDays(-settings.Practice.TrackingEvery - dice.Between(6, 40)),
                _ => today.PlusDays(-settings.Practice.PlanningMeetingEveryOncePlanned - dice.Between(8, 60))
            }
        };
    }
}

using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

public sealed class VersionTests
{
    private static ChildBuilder Child(string entered) => A.Child(authority: TwoVersions.Council).BecameLookedAfter(entered);

    private static Obligation First(ChildBuilder child, bool reclocks, string on) =>
        Assert.Single(
            TwoVersions.Evaluate(child, reclocks, on).Obligations,
            duty => duty.Id.StartsWith("first-planning-meeting@", StringComparison.Ordinal)
        );

    private static IReadOnlyList<Obligation> Next(ChildBuilder child, bool reclocks, string on) =>
        [
            .. TwoVersions
                .Evaluate(child, reclocks, on)
                .Obligations.Where(duty => duty.Id.StartsWith("next-planning-meeting@", StringComparison.Ordinal))
                .OrderBy(duty => duty.Id, StringComparer.Ordinal),
        ];

    [Fact]
    public void A_duty_that_arose_under_the_old_version_stays_under_it_and_says_so()
    {
        var duty = First(Child("2026-08-17"), reclocks: false, on: "2026-09-02");

        Assert.Equal(("2020", A.Day("2026-09-15"), Force.Should), (duty.Version, duty.Due, duty.Force));
        Assert.Equal(
            "Version 2020 of the policy governs this: it arose on Monday 17 August 2026, before version 2026 took effect on 1 September "
                + "2026.",
            duty.Limbs[0].Because[0]
        );
    }

    [Fact]
    public void A_version_that_counts_open_duties_again_takes_over_what_is_open_on_its_first_day_and_says_so()
    {
        var child = Child("2026-08-17");

        var before = First(child, reclocks: true, on: "2026-08-31");
        var after = First(child, reclocks: true, on: "2026-09-01");

        Assert.Equal(("2020", A.Day("2026-09-15")), (before.Version, before.Due));
        Assert.Equal(("2026", A.Day("2026-09-08"), Force.Must), (after.Version, after.Due, after.Force));
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(
            "Version 2026 of the policy governs this, from 1 September 2026: it arose on Monday 17 August 2026 under version 2020 and "
                + "was still open, and version 2026 counts open duties again.",
            after.Limbs[0].Because[0]
        );
    }

    [Fact]
    public void What_was_done_before_a_version_took_effect_is_judged_by_the_version_it_was_done_under()
    {
        // In time by 20 working days, late by 15.
        var duty = First(Child("2026-08-03").PlanningMeeting("2026-08-28"), reclocks: true, on: "2026-09-10");

        Assert.Equal(("2020", ObligationStatus.Met, A.Day("2026-09-01")), (duty.Version, duty.Status, duty.Due));
    }

    [Fact]
    public void A_duty_that_arises_under_the_new_version_follows_it()
    {
        var duty = First(Child("2026-09-07"), reclocks: false, on: "2026-09-08");

        Assert.Equal(("2026", A.Day("2026-09-28")), (duty.Version, duty.Due));
        Assert.Equal(
            "Version 2026 of the policy governs this: it arose on Monday 7 September 2026, and that version is in force from 1 September "
                + "2026.",
            duty.Limbs[0].Because[0]
        );
    }

    [Fact]
    public void A_duty_that_repeats_arises_again_each_time_it_is_met_and_the_new_version_takes_it_over_there()
    {
        var child = Child("2026-08-03").PlanningMeeting("2026-08-10");

        Assert.Equal(
            [("2020", A.Day("2026-11-02"))],
            Next(child, reclocks: false, on: "2026-09-02").Select(duty => (duty.Version, duty.Due!.Value))
        );
        Assert.Equal(
            [("2026", A.Day("2026-10-19"))],
            Next(child, reclocks: true, on: "2026-09-02").Select(duty => (duty.Version, duty.Due!.Value))
        );

        child.PlanningMeeting("2026-10-12");

        Assert.Equal(
            [("2020", ObligationStatus.Met, A.Day("2026-11-02")), ("2026", ObligationStatus.Upcoming, A.Day("2026-12-21"))],
            Next(child, reclocks: false, on: "2026-10-13").Select(duty => (duty.Version, duty.Status, duty.Due!.Value))
        );
    }

    [Fact]
    public void With_one_version_there_is_nothing_to_say_of_versions()
    {
        var library = ReadOnce.Library;
        var authority = library.Authorities[0].Id;
        var evaluation = ObligationEngine.Evaluate(
            A.Child(authority: authority).BecameLookedAfter("2026-08-17").Timeline,
            library.For(authority)!,
            library.Calendar,
            A.Day("2026-09-02")
        );

        Assert.All(evaluation.Obligations, duty => Assert.Equal(evaluation.Policy.Version, duty.Version));
        Assert.DoesNotContain(
            evaluation.Obligations.SelectMany(duty => duty.Limbs).SelectMany(limb => limb.Because),
            step => step.StartsWith("Version ", StringComparison.Ordinal)
        );
    }
}

using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>A duty that names somebody takes what names them, and nothing else.</summary>
public sealed class EvidenceTests
{
    private const string Head =
        "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: entry\n";

    private const string Limb = "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n";

    private static ChildBuilder Child() => A.Child().BecameLookedAfter("2025-03-03");

    private static ObligationStatus Status(string metBy, ChildBuilder child) =>
        new Trial(Head + metBy + Limb).Ask(child, "2025-04-01").Status;

    [Fact]
    public void A_role_that_has_to_say_so_is_the_stamp_s_or_by_and_whoever_is_not_named_counts()
    {
        const string signed = "    met-by: [ { event: minutes-signed, said-by: [team-manager] } ]\n";
        Assert.Equal(ObligationStatus.Met, Status(signed, Child().Event("minutes-signed", "2025-03-20", ("meeting", "m"))));
        Assert.Equal(
            ObligationStatus.Met,
            Status(signed, Child().Event("minutes-signed", "2025-03-20", ("meeting", "m"), ("by", "team-manager")))
        );
        Assert.Equal(
            ObligationStatus.Upcoming,
            Status(signed, Child().Event("minutes-signed", "2025-03-20", ("meeting", "m"), ("by", "social-worker")))
        );
        Assert.Equal(ObligationStatus.Met, Stamped("team-manager", "page"));
        Assert.Equal(ObligationStatus.Upcoming, Stamped("social-worker", "page"));

        static ObligationStatus Stamped(string role, string source)
        {
            var file = Child().Event("minutes-signed", "2025-03-20", ("meeting", "m")).File;
            var stamp = new Recording(Instant.FromUtc(2025, 3, 20, 9, 0), "p-1", source) { Role = role };
            file = file with { Events = [.. file.Events.Select(one => one with { Recorded = stamp })] };
            var trial = new Trial(Head + signed + Limb);
            return trial.On(file, "2025-04-01").Obligations.Single(one => one.Id == "tried@care-1").Status;
        }
    }

    [Theory]
    [InlineData("mother", "mother", true)]
    [InlineData("mother", "father", false)]
    [InlineData("mother", "parents", true)]
    [InlineData("father", "parents", true)]
    [InlineData("parents", "mother", false)]
    [InlineData("parents", "mother,father", true)]
    [InlineData("parents", "parents", true)]
    [InlineData("child", "mother,child", true)]
    public void A_list_holds_where_it_has_the_value_and_parents_are_mother_and_father(string asked, string with, bool meets) =>
        Assert.Equal(
            meets ? ObligationStatus.Met : ObligationStatus.Upcoming,
            Status(
                $"    met-by: [ {{ event: discussion-recorded, where: {{ with: [{asked}] }} }} ]\n",
                Child().Event("discussion-recorded", "2025-03-20", ("topic", "consultation"), ("with", with.Split(',')))
            )
        );

    [Fact]
    public void What_it_was_about_is_a_clause_of_the_policy()
    {
        const string about = "    met-by: [ { event: discussion-recorded, where: { about: [SALT-7] } } ]\n";
        Assert.Equal(ObligationStatus.Upcoming, Status(about, Child().Event("discussion-recorded", "2025-03-20", ("topic", "other"))));
        Assert.Equal(
            ObligationStatus.Met,
            Status(about, Child().Event("discussion-recorded", "2025-03-20", ("topic", "other"), ("about", new[] { "SALT-1", "SALT-7" })))
        );
    }

    [Fact]
    public void Two_consultations_are_two_and_it_is_met_on_the_day_of_the_last()
    {
        const string each =
            "    met-by-each:\n      - { event: discussion-recorded, where: { with: [mother] } }\n"
            + "      - { event: discussion-recorded, where: { with: [father] } }\n";
        var trial = new Trial(Head + each + Limb);
        var child = Child().Event("discussion-recorded", "2025-03-10", ("topic", "consultation"), ("with", new[] { "mother" }));
        child.Event("discussion-recorded", "2025-03-12", ("topic", "consultation"), ("with", new[] { "mother" }));
        Assert.Equal(ObligationStatus.Upcoming, trial.Ask(child, "2025-04-01").Status);
        child.Event("discussion-recorded", "2025-05-02", ("topic", "consultation"), ("with", new[] { "father" }));
        var met = trial.Ask(child, "2025-05-02");
        Assert.Equal((ObligationStatus.MetLate, A.Day("2025-05-02")), (met.Status, met.MetOn!.Value));
    }

    [Theory]
    [InlineData("review-held", "planAgreed", "adoption", true)]
    [InlineData("plan-agreed", "option", "adoption", true)]
    [InlineData("plan-confirmed", "option", "adoption", true)]
    [InlineData("plan-ratified", "option", "adoption", true)]
    [InlineData("plan-agreed", "option", "residential", false)]
    public void What_follows_from_a_plan_follows_where_it_was_agreed_and_never_set(string type, string field, string option, bool asked)
    {
        const string duty =
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n"
            + "    each: { event: plan-set, where: { option: adoption, track: primary } }\n"
            + "    met-by: [ { event: family-finding-started } ]\n"
            + "    until: [ { event: plan-set, where: { track: primary }, later: true } ]\n"
            + "    limbs:\n      - { clause: SALT-1, task-from: start }\n";
        var trial = new Trial(duty);

        var tried = trial.On(Agreed(), "2025-05-02").Obligations.Where(one => one.Id.StartsWith("tried@", StringComparison.Ordinal));
        Assert.Equal(asked ? [ObligationStatus.Open] : [], tried.Select(one => one.Status));
        if (!asked)
            return;
        Assert.Equal(Trial.Day("2025-05-01"), tried.Single().Since);
        // And set on the same day it is asked once; another plan that is only agreed takes its place.
        Assert.Single(
            trial.On(Agreed().Event("plan-set", "2025-05-01", ("option", option), ("track", "primary")), "2025-05-02").Obligations,
            one => one.Id.StartsWith("tried@", StringComparison.Ordinal)
        );
        Assert.Equal(
            ObligationStatus.NotRequired,
            trial.Ask(Agreed().Event("review-held", "2025-06-01", ("planAgreed", "return-home")), "2025-06-02").Status
        );

        ChildBuilder Agreed() => Child().Event(type, "2025-05-01", (field, option));
    }

    [Theory]
    [InlineData("siblings-decided")]
    [InlineData("sibling-joined")]
    [InlineData("sibling-left")]
    public void Together_or_apart_is_decided_whichever_entry_says_so(string type)
    {
        const string decided = "{ event: siblings-decided, where: { decision: apart } }";
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n"
                + $"    each: {decided}\n    met-by: [ {{ event: care-plan-updated }} ]\n"
                + "    limbs:\n      - { clause: SALT-1, task-from: start }\n"
        );
        var apart = Child().Event(type, "2025-05-01", ("group", "g"), ("decision", "apart"));

        Assert.Equal(ObligationStatus.Open, trial.Ask(apart, "2025-05-02").Status);
        Assert.Equal(
            ObligationStatus.Met,
            Status($"    met-by: [ {decided} ]\n", Child().Event(type, "2025-03-20", ("group", "g"), ("decision", "apart")))
        );
        Assert.Equal(
            ObligationStatus.Upcoming,
            Status($"    met-by: [ {decided} ]\n", Child().Event(type, "2025-03-20", ("group", "g"), ("decision", "together")))
        );
    }
}

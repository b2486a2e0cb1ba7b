using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>Since when a duty is there; that none is due before it was; how hard it is asked; and what is booked to meet it.</summary>
public sealed class SinceTests
{
    private const string Head = "  - duty: tried\n    title: Tried\n    owner: social-worker\n";

    [Fact]
    public void A_limit_that_had_run_out_before_the_duty_arose_falls_on_the_day_it_arose_and_the_working_shows_both()
    {
        // Eight weeks from entry are over on 28 April; the meeting the duty arises from is held on 5 May.
        var trial = new Trial(
            Head
                + "    each: { event: meeting-held, where: { meeting: matching } }\n    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03").Event("meeting-held", "2025-05-05", ("meeting", "matching"));
        var duty = trial.Ask(child, "2025-05-05");
        Assert.Equal((ObligationStatus.DueSoon, A.Day("2025-05-05"), A.Day("2025-05-05")), (duty.Status, duty.Due!.Value, duty.Since));
        Assert.Contains(
            "The limit was 28 April 2025, before this arose: due the day it arose, 5 May 2025.",
            Assert.Single(duty.Limbs).Because
        );
        Assert.Equal(ObligationStatus.Overdue, trial.Ask(child, "2025-05-06").Status);
        Assert.Equal(ObligationStatus.Met, trial.Ask(child.Event("wishes-recorded", "2025-05-05"), "2025-05-06").Status);
    }

    [Fact]
    public void So_does_the_first_day_on_which_something_may_be_done()
    {
        var trial = new Trial(
            Head
                + "    date-is: earliest\n    each: { event: meeting-held, where: { meeting: matching } }\n"
                + "    limbs:\n      - { clause: SALT-1, within: 42 days, of: entry }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03").Event("meeting-held", "2025-05-05", ("meeting", "matching"));
        var duty = trial.Ask(child, "2025-05-05");
        Assert.Equal((ObligationStatus.Met, A.Day("2025-05-05"), A.Day("2025-05-05")), (duty.Status, duty.Due!.Value, duty.Since));
        Assert.Equal("Possible since Monday 14 April 2025.", duty.Reason);
    }

    [Fact]
    public void A_meeting_that_two_people_recorded_of_one_day_is_not_the_second()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n"
                + "    met-by: [ { event: meeting-held, where: { meeting: matching }, nth: 2 } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("meeting-held", "2025-04-07", ("meeting", "matching"))
            .Event("meeting-held", "2025-04-07", ("meeting", "matching"), ("outcome", "Agreed."));
        Assert.True(trial.Ask(child, "2025-04-14").IsToBeDone);
        // Also in a long record, where what a selector picks is looked up.
        for (var day = 0; day < 60; day++)
            child.Event("meeting-held", "2025-04-08", ("meeting", "tracking"));
        Assert.True(trial.Ask(child, "2025-04-14").IsToBeDone);
        Assert.Equal(
            ObligationStatus.Met,
            trial.Ask(child.Event("meeting-held", "2025-04-09", ("meeting", "matching")), "2025-04-14").Status
        );
    }

    [Fact]
    public void It_asks_once_for_what_was_recorded_twice_unless_the_second_says_more()
    {
        var trial = new Trial(
            Head
                + "    each: { event: order-made, where: { order: placement } }\n    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: start }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("order-made", "2025-04-07", ("order", "placement"))
            .Event("order-made", "2025-04-07", ("order", "placement"));
        Assert.Equal(1, Asked());
        child.Event("order-made", "2025-04-08", ("order", "placement"));
        Assert.Equal(2, Asked());

        int Asked() => trial.On(child, "2025-04-14").Obligations.Count(one => one.Id.StartsWith("tried@", StringComparison.Ordinal));
    }

    [Fact]
    public void A_limit_still_ahead_stays_where_it_is()
    {
        var trial = new Trial(
            Head
                + "    each: { event: meeting-held, where: { meeting: matching } }\n    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03").Event("meeting-held", "2025-04-28", ("meeting", "matching"));
        var duty = trial.Ask(child, "2025-04-28");
        Assert.Equal(A.Day("2025-04-28"), duty.Due);
        Assert.DoesNotContain(duty.Limbs[0].Because, step => step.StartsWith("The limit was", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repetition_is_there_since_it_was_last_met_and_says_that_it_repeats()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n    repeats: true\n    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: previous }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03").Event("wishes-recorded", "2025-04-10");
        var duties = trial.On(child, "2025-05-01").Obligations.Where(one => one.Id.StartsWith("tried@", StringComparison.Ordinal)).ToList();
        Assert.Equal([A.Day("2025-03-03"), A.Day("2025-04-10")], duties.Select(one => one.Since!.Value).Order());
        Assert.All(duties, duty => Assert.True(duty.Repeats));
        Assert.Equal(A.Day("2025-06-05"), duties.Single(one => one.IsToBeDone).Due);
    }

    [Fact]
    public void That_a_hearing_is_listed_for_another_day_makes_nothing_arise_anew()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: final-hearing\n    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-1, at-least: 2 weeks, before: final-hearing }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("court-date-listed", "2025-04-01", ("hearing", "final"), ("for", "2025-09-01"))
            .Event("court-date-listed", "2025-05-01", ("hearing", "final"), ("for", "2025-08-04"));
        var duty = trial.Ask(child, "2025-05-02");
        Assert.Equal((A.Day("2025-04-01"), A.Day("2025-07-21")), (duty.Since!.Value, duty.Due!.Value));
        // Listed after the first had taken place it is another hearing.
        var second = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("court-date-listed", "2025-04-01", ("hearing", "final"), ("for", "2025-04-20"))
            .Event("court-date-listed", "2025-05-01", ("hearing", "final"), ("for", "2025-08-04"));
        Assert.Equal(A.Day("2025-05-01"), trial.Ask(second, "2025-05-02").Since);
    }

    [Fact]
    public void A_task_is_there_since_the_day_it_counts_from()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n    when: { known: the-hearing }\n"
                + "    met-by: [ { event: wishes-recorded } ]\n    limbs:\n      - { clause: SALT-5, task-from: the-hearing }\n",
            "  the-hearing: { label: the listing, event: court-date-listed, where: { hearing: final } }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("court-date-listed", "2025-04-01", ("hearing", "final"), ("for", "2025-09-01"));
        var duty = trial.Ask(child, "2025-05-02");
        Assert.Equal((ObligationStatus.Open, A.Day("2025-04-01")), (duty.Status, duty.Since!.Value));
    }

    [Fact]
    public void A_must_beside_a_should_is_a_must_and_late_only_when_its_own_date_has_passed()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n    met-by: [ { event: wishes-recorded } ]\n    limbs:\n"
                + "      - { clause: SALT-2, within: 4 weeks, of: entry }\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03");
        var should = trial.Ask(child, "2025-04-01");
        Assert.Equal(
            (ObligationStatus.Overdue, Force.Must, true, false),
            (should.Status, should.Force, should.IsBreach, should.IsMustLate)
        );
        Assert.Equal([Force.Should, Force.Must], should.Limbs.Select(limb => limb.Force));
        Assert.Equal("SALT-2", should.Limbs.Single(limb => limb.Binding).Clause);
        Assert.False(trial.Ask(child, "2025-04-28").IsMustLate);
        Assert.True(trial.Ask(child, "2025-04-29").IsMustLate);
        var late = trial.Ask(child.Event("wishes-recorded", "2025-04-10"), "2025-06-01");
        Assert.Equal((ObligationStatus.MetLate, true, false), (late.Status, late.IsBreach, late.IsMustLate));
    }

    [Fact]
    public void A_watch_point_makes_nothing_late_and_gives_way_to_the_next_limb_once_it_has_passed()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n    met-by: [ { event: wishes-recorded } ]\n    limbs:\n"
                + "      - { clause: SALT-2, within: 4 weeks, of: entry, date-is: watch-point }\n"
                + "      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03");
        Assert.Equal(A.Day("2025-03-31"), trial.Ask(child, "2025-03-31").Due);
        var after = trial.Ask(child, "2025-04-01");
        Assert.Equal((ObligationStatus.Upcoming, A.Day("2025-04-28"), Force.Must), (after.Status, after.Due!.Value, after.Force));
        Assert.Equal(ObligationStatus.Overdue, trial.Ask(child, "2025-04-29").Status);
        Assert.Equal(ObligationStatus.Met, trial.Ask(child.Event("wishes-recorded", "2025-04-10"), "2025-06-01").Status);
    }

    [Fact]
    public void With_no_other_date_a_watch_point_that_has_passed_leaves_a_task()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n    met-by: [ { event: wishes-recorded } ]\n    limbs:\n"
                + "      - { clause: SALT-1, within: 4 weeks, of: entry, date-is: watch-point }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-03-03");
        Assert.Equal(ObligationStatus.DueSoon, trial.Ask(child, "2025-03-31").Status);
        var after = trial.Ask(child, "2025-04-01");
        Assert.Equal(
            (ObligationStatus.Open, null, Force.Must, A.Day("2025-03-03")),
            (after.Status, after.Due, after.Force, after.Since!.Value)
        );
        Assert.Equal("The day to look at it, Monday 31 March 2025, has passed; it is still to be done.", after.Reason);
    }

    [Fact]
    public void Of_what_takes_several_things_it_is_booked_once_all_that_are_missing_are()
    {
        var trial = new Trial(
            Head
                + "    each: period-of-care\n    starts: entry\n    met-by-each:\n"
                + "      - { event: meeting-held, where: { meeting: matching } }\n"
                + "      - { event: meeting-held, where: { meeting: fostering-panel } }\n"
                + "    lapses-at: [ { review: 1 } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 2 weeks, of: entry }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2026-03-02")
            .Event("meeting-booked", "2026-03-03", ("meeting", "fostering-panel"), ("for", "2026-04-10"));
        Assert.Null(trial.Ask(child, "2026-03-03").BookedFor);
        child.Event("meeting-booked", "2026-03-04", ("meeting", "matching"), ("for", "2026-04-20"));
        Assert.Equal(A.Day("2026-04-20"), trial.Ask(child, "2026-03-04").BookedFor);
        child.Event("meeting-held", "2026-03-05", ("meeting", "matching"));
        Assert.Equal(A.Day("2026-04-10"), trial.Ask(child, "2026-03-05").BookedFor);
        // Its time goes by, and the task that stands beside it has the booking.
        child.Event("review-held", "2026-03-27");
        var duties = trial.On(child, "2026-03-27").Obligations.Where(one => one.Title == "Tried").ToList();
        Assert.Null(duties.Single(one => one.Status == ObligationStatus.Missed).BookedFor);
        Assert.Equal(A.Day("2026-04-10"), duties.Single(one => one.Status == ObligationStatus.Open).BookedFor);
    }

    [Fact]
    public void What_would_meet_it_is_booked_until_it_is_cancelled_moved_or_held()
    {
        var child = A.Child()
            .BecameLookedAfter("2026-03-02")
            .Event("meeting-booked", "2026-03-05", ("meeting", "permanence-planning"), ("for", "2026-03-20"));
        var trial = new Trial(Head + "    each: life\n    date-is: earliest\n    limbs:\n      - { clause: SALT-1, by: birth }\n");
        var first = "first-planning-meeting";
        Assert.Null(trial.Ask(child, "2026-03-04", first).BookedFor);
        Assert.Equal(A.Day("2026-03-20"), trial.Ask(child, "2026-03-05", first).BookedFor);
        // Nobody wrote down that it was held: what was booked for yesterday is booked no longer.
        Assert.Null(trial.Ask(child, "2026-03-21", first).BookedFor);
        child.Event("meeting-booked", "2026-03-09", ("meeting", "permanence-planning"), ("for", "2026-03-23"));
        Assert.Equal(A.Day("2026-03-23"), trial.Ask(child, "2026-03-09", first).BookedFor);
        child.Event("meeting-cancelled", "2026-03-10", ("meeting", "permanence-planning"), ("for", "2026-03-23"));
        Assert.Null(trial.Ask(child, "2026-03-10", first).BookedFor);
        child.Event("review-booked", "2026-03-10", ("for", "2026-03-27"));
        Assert.Equal(A.Day("2026-03-27"), trial.Ask(child, "2026-03-10", "first-review").BookedFor);
        Assert.Contains(
            "\"bookedFor\":\"2026-03-27\"",
            System.Text.Encoding.UTF8.GetString(EvaluationJson.Write(trial.On(child, "2026-03-10"))),
            StringComparison.Ordinal
        );
    }
}

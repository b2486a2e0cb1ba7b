using Permanence.Builders;
using Permanence.Domain.Obligations;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>A lapse does not end what is still wanted, and a cadence begins where its first should have been.</summary>
public sealed class LapseTests
{
    private const string First =
        "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: entry\n"
        + "    met-by: [ { event: wishes-recorded } ]\n    lapses-at: [ { review: 2 } ]\n"
        + "    until: [ { event: permanence-secured } ]\n";

    private const string Limb = "    limbs:\n      - { clause: SALT-1, within: 15 working-days, of: entry }\n";

    // Fifteen working days from Monday 3 March 2025 are over on 24 March.
    private static ChildBuilder Child() => A.Child().BecameLookedAfter("2025-03-03").ReviewHeld("2025-03-28");

    [Fact]
    public void What_was_missed_leaves_a_duty_to_be_done_beside_it()
    {
        var trial = new Trial(First + Limb);
        var child = Child().Event("review-held", "2025-06-20");
        Assert.Equal(ObligationStatus.Overdue, trial.Ask(child, "2025-06-19", "tried").Status);
        var lapsed = trial.On(child, "2025-06-20").Obligations.Single(one => one.Id == "tried@care-1");
        Assert.Equal(
            (ObligationStatus.Missed, true, true, A.Day("2025-03-24")),
            (lapsed.Status, lapsed.Lapsed, lapsed.IsMustLate, lapsed.Due!.Value)
        );
        Assert.Equal(
            "Not done by Monday 24 March 2025, and its time has gone by: review held on Friday 20 June 2025. It is still wanted.",
            lapsed.Reason
        );
        var still = trial.On(child, "2025-07-01").Obligations.Single(one => one.Id == "tried@care-1+still");
        Assert.Equal(
            (ObligationStatus.Open, A.Day("2025-06-20"), "Tried", lapsed.Force),
            (still.Status, still.Since!.Value, still.Title, still.Force)
        );
        Assert.Equal("SALT-1", Assert.Single(still.Limbs).Clause);
        var written = System.Text.Encoding.UTF8.GetString(EvaluationJson.Write(trial.On(child, "2025-07-01")));
        Assert.Contains("\"lapsed\":true", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Done_after_it_lapsed_it_is_met_late_and_asked_no_more()
    {
        var trial = new Trial(First + Limb);
        var child = Child().Event("review-held", "2025-06-20").Event("wishes-recorded", "2025-07-10");
        Assert.Equal(ObligationStatus.MetLate, trial.Ask(child, "2025-07-10").Status);
        Assert.DoesNotContain(trial.On(child, "2025-07-10").Obligations, one => one.Id.EndsWith(Lapse.Still, StringComparison.Ordinal));
    }

    [Fact]
    public void What_ends_it_after_that_ends_both()
    {
        var trial = new Trial(First + Limb);
        var child = Child().Event("review-held", "2025-06-20").Event("permanence-secured", "2025-08-01", ("option", "long-term-fostering"));
        var ended = trial.Ask(child, "2025-08-01");
        Assert.Equal((ObligationStatus.Missed, false), (ended.Status, ended.Lapsed));
        Assert.DoesNotContain(trial.On(child, "2025-08-01").Obligations, one => one.Id.EndsWith(Lapse.Still, StringComparison.Ordinal));
    }

    [Fact]
    public void While_its_date_is_ahead_it_has_not_lapsed()
    {
        var trial = new Trial(First + "    limbs:\n      - { clause: SALT-1, within: 6 months, of: entry }\n");
        var child = Child().Event("review-held", "2025-06-20");
        var duty = trial.Ask(child, "2025-06-20");
        Assert.Equal((ObligationStatus.Upcoming, A.Day("2025-09-03")), (duty.Status, duty.Due!.Value));
        var lapsed = trial.On(child, "2025-09-04").Obligations.Single(one => one.Id == "tried@care-1");
        Assert.True(lapsed.Lapsed);
        Assert.Equal(A.Day("2025-09-04"), trial.On(child, "2025-09-10").Obligations.Single(one => one.Id == "tried@care-1+still").Since);
    }

    [Fact]
    public void Another_duty_that_asks_on_carries_it()
    {
        const string carrier =
            "  - duty: carrier\n    title: Carrier\n    owner: social-worker\n    each: period-of-care\n    starts: first-talk\n"
            + "    repeats: true\n    met-by: [ { event: wishes-recorded } ]\n"
            + "    limbs:\n      - { clause: SALT-2, within: 8 weeks, of: previous }\n";
        const string moment =
            "  first-talk:\n    label: the first talk\n    held: { event: meeting-held, where: { meeting: matching } }\n"
            + "    booked: { event: meeting-booked, where: { meeting: matching } }\n"
            + "    latest:\n      - { clause: SALT-1, within: 15 working-days, of: entry }\n";
        var trial = new Trial(First + "    carried-on-by: carrier\n" + Limb + carrier, moment);
        var child = Child().Event("review-held", "2025-06-20");
        Assert.DoesNotContain(trial.On(child, "2025-07-01").Obligations, one => one.Id.EndsWith(Lapse.Still, StringComparison.Ordinal));

        // No first talk was ever held: the eight weeks run from the day it should have come, 24 March, and nobody has to have met.
        Assert.DoesNotContain(trial.On(child, "2025-03-24").Obligations, one => one.Id.StartsWith("carrier", StringComparison.Ordinal));
        var begun = trial.Ask(child, "2025-03-25", "carrier");
        Assert.Equal((A.Day("2025-03-24"), A.Day("2025-05-19")), (begun.Since!.Value, begun.Due!.Value));
        Assert.Contains(
            "The last one never came: it begins with the day it should have come, Monday 24 March 2025: "
                + "SALT-1, 15 working days after the day the child became looked after (3 March 2025).",
            begun.Limbs[0].Because
        );
        Assert.Equal(ObligationStatus.Overdue, trial.Ask(child, "2025-05-20", "carrier").Status);

        // Booked for a day that went by without it, it begins there; held, it begins with the day it was held.
        child.Event("meeting-booked", "2025-03-10", ("meeting", "matching"), ("for", "2025-03-20"));
        Assert.Equal(A.Day("2025-05-15"), trial.Ask(child, "2025-03-25", "carrier").Due);
        Assert.DoesNotContain(trial.On(child, "2025-03-20").Obligations, one => one.Id.StartsWith("carrier", StringComparison.Ordinal));
        child.Event("meeting-held", "2025-04-01", ("meeting", "matching"));
        Assert.Equal(A.Day("2025-05-27"), trial.Ask(child, "2025-04-02", "carrier").Due);
    }

    [Fact]
    public void Permanence_that_is_lost_starts_again_what_was_asked_until_it_was_secured()
    {
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: to-secure\n"
                + "    when: { permanence-secured: false }\n    repeats: true\n    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-2, within: 8 weeks, of: previous }\n",
            "  to-secure: { label: the day permanence is to be secured from, latest-of: [entry, permanence-lost] }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("placement-started", "2025-03-03", ("placement", "U6"), ("carer", "Ash"))
            .Event("permanence-secured", "2025-09-01", ("option", "long-term-fostering"));
        Assert.Equal(A.Day("2025-04-28"), trial.Ask(child, "2025-08-31").Due);
        Assert.DoesNotContain(trial.On(child, "2025-09-01").Obligations, one => one.Id.StartsWith("tried@", StringComparison.Ordinal));
        child.Event("unplanned-ending", "2026-01-05");
        var again = trial.Ask(child, "2026-01-05");
        Assert.Equal((A.Day("2026-01-05"), A.Day("2026-03-02")), (again.Since!.Value, again.Due!.Value));
        child
            .Event("permanence-secured", "2026-02-02", ("option", "special-guardianship"))
            .Event("order-made", "2026-02-02", ("order", "special-guardianship"));
        Assert.DoesNotContain(trial.On(child, "2026-02-02").Obligations, one => one.Id.StartsWith("tried@", StringComparison.Ordinal));
    }
}

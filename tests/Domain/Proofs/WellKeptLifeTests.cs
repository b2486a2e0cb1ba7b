using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs.Silence;
using Permanence.Domain.Records;
using Xunit;
using static Permanence.Domain.Tests.Proofs.WellKept;

namespace Permanence.Domain.Tests.Proofs;

/// <summary>
/// The control of the proof of silence: a life in which everything was done in time shows nothing late, lapsed or unknown on any day of it,
/// and is a record that could have been recorded.
/// </summary>
public sealed class WellKeptLifeTests
{
    private static readonly Recording Stamp = new(Instant.FromUtc(2035, 1, 1, 12, 0), "tester", "test");

    public static TheoryData<string> Councils => WellKept.Councils;

    // What a condition tests and no well-kept life can have, with the reason.
    private const string Brought =
        "It is asked of a home that a return brought, where no gate was asked: a worked case of the council's holds it, and no drawn life "
        + "moves so.";

    private static readonly Dictionary<string, string> InNoLife = new()
    {
        ["became-looked-after (onOrBefore: True)"] =
            "The day care began is not known, and so the child is grey: the control could not hold.",
        ["placement-started (placement: K1|K2|R1|S1, sameCarers: True)"] = Brought,
        ["placement-started (outOfArea: True, earlyPermanence: True)"] = Brought,
        ["placement-started (placement: P1, sameCarers: True)"] =
            "A child who lives with the parents came there from elsewhere in each drawn life: the same parents as before are no move.",
    };

    [Theory]
    [MemberData(nameof(Councils))]
    public void Every_value_that_a_condition_tests_is_in_some_life_or_there_is_a_reason_why_not(string council)
    {
        var policy = Policy(council);
        var pack = policy.Versions[^1];
        var spoken = new Spoken(pack);
        var lives = Lives(council);
        var entries = lives.SelectMany(life => life.File.Events).ToList();
        var plans = entries.Where(entry => entry.Type == EventTypes.PlanSet).ToList();
        var placed = entries.Select(entry => entry.Text("placement")).OfType<string>().ToHashSet();
        var statuses = lives
            .SelectMany(life => new ChildHistory(life.File).On(life.Until).LegalStatuses)
            .Select(status => status.Code)
            .ToHashSet();
        var ages = lives.SelectMany(AgesAtEntry).ToHashSet();
        string[] missing =
        [
            .. spoken.Entries.Where(entry => !lives.Any(life => WellKeptLives.Has(life, entry))).Select(Composition.InWords),
            .. spoken.Bases.Except(entries.Select(entry => entry.Text("basis"))).Select(basis => $"basis {basis}"),
            .. spoken.Plans.Select(plan => plan.Option).Except(plans.Select(plan => plan.Text("option"))).Select(plan => $"plan {plan}"),
            .. spoken.Plans.Select(plan => plan.Track).Except(plans.Select(plan => plan.Text("track"))).Select(track => $"track {track}"),
            .. spoken.Placements.Where(name => !placed.Contains(name) && !pack.Codes.PlacementsIn(name).Overlaps(placed)),
            .. spoken.Orders.Except(entries.Select(entry => entry.Text("order"))).Select(order => $"order {order}"),
            .. spoken.LegalStatuses.Except(statuses).Select(code => $"legal status {code}"),
            .. spoken
                .AgesAtEntry.SelectMany(age => new[] { age - 1, age })
                .Distinct()
                .Where(age => !ages.Contains(age))
                .Select(age => $"{age} at entry"),
        ];

        Assert.True(!missing.Except(InNoLife.Keys).Any(), string.Join("\n", missing.Except(InNoLife.Keys)));
    }

    [Fact]
    public void No_reason_is_given_for_what_is_in_the_lives_or_what_no_policy_tests()
    {
        var tested = Councils.Select(council => (Lives: Lives((string)council), Spoken: new Spoken(Policy(council).Versions[^1]))).ToList();
        Assert.Equal(
            [],
            InNoLife.Keys.Where(value =>
                !tested.Exists(one =>
                    one.Spoken.Entries.Any(entry =>
                        Composition.InWords(entry) == value && !one.Lives.Any(life => WellKeptLives.Has(life, entry))
                    )
                )
            )
        );
    }

    private static IEnumerable<int> AgesAtEntry(WellKeptLife life) =>
        life
            .File.Events.Where(entry => entry.Type == EventTypes.BecameLookedAfter)
            .Select(entry => Period.Between(life.File.Child.Born!.Value, entry.On, PeriodUnits.Years).Years);

    [Theory]
    [MemberData(nameof(Councils))]
    public void A_well_kept_life_shows_nothing_late_lapsed_or_unknown_on_any_day(string council)
    {
        var policy = Policy(council);
        Assert.Equal([], Lives(council).SelectMany(life => Unkept(life, policy).Select(unkept => $"{life.Kind}: {unkept}")));
    }

    [Theory]
    [MemberData(nameof(Councils))]
    public void A_well_kept_life_goes_through_the_door_of_the_record_and_through_every_gate(string council)
    {
        var policy = Policy(council);
        foreach (var life in Lives(council))
        {
            var opened = Recordkeeping.Decide(null, new OpenRecord(life.File), Stamp);
            Assert.True(opened.Succeeded, $"{life.Kind}: {string.Join("; ", opened.Refusals.Select(refusal => refusal.Sentence))}");
            Assert.Equal(life.File.Events.Count, opened.Value.Next.Events.Count);
            Assert.Equal(
                [],
                Gatekeeping.TryOpening(life.File, policy, ReadOnce.Calendar).Select(refusal => $"{life.Kind}: {refusal.Sentence}")
            );
        }
    }

    [Fact]
    public void The_same_policy_gives_the_same_lives()
    {
        var policy = Policy(Saltmarsh);
        var lives = Lives(Saltmarsh);
        Assert.Equal(lives, WellKeptLives.Of(policy, ReadOnce.Calendar));
        Assert.Equal(lives.Count, lives.Select(life => life.Kind).Distinct().Count());
    }

    [Fact]
    public void What_nobody_can_do_in_time_is_found()
    {
        var policy = Policy(
            Saltmarsh,
            new PolicyFile(
                "authorities/saltmarsh/2026-01-05/tried.yaml",
                """
                subject: Tried
                duties:
                  - duty: brought-home
                    title: Brought home
                    owner: social-worker
                    each: period-of-care
                    starts: entry
                    met-by: [ { event: order-made, where: { order: supervision } } ]
                    limbs:
                      - { clause: SALT-9, within: 2 days, of: entry }
                """
            )
        );
        var kept = WellKeptLives.Kept(policy, ReadOnce.Calendar).First(life => life.Life.File.Events.Any(IsEntry));
        Assert.Contains(kept.Faults, fault => fault.StartsWith("SALT-9: Brought home", StringComparison.Ordinal));
        Assert.Contains(Unkept(kept.Life, policy), unkept => unkept.Contains("Brought home", StringComparison.Ordinal));

        static bool IsEntry(CareEvent happened) => happened.Type == EventTypes.BecameLookedAfter;
    }

    private static IEnumerable<string> Unkept(WellKeptLife life, PolicyPacks policy)
    {
        var history = new ChildHistory(life.File);
        var entries = life.File.Events.Select(happened => happened.On).ToHashSet();
        var turns = new SortedSet<LocalDate>(entries.Concat(entries.Select(day => day.PlusDays(1))));
        // Nothing turns on a day that no limit names; those are looked at once a week all the same.
        for (var day = entries.Min(); day <= life.Until; day = day.PlusDays(7))
            turns.Add(day);
        while (turns.Count > 0 && turns.Min is var day)
        {
            turns.Remove(day);
            if (day > life.Until)
                continue;
            var read = history.On(day);
            var evaluation = ObligationEngine.Evaluate(read, policy, ReadOnce.Calendar);
            var row = TrackerRows.Of(read, evaluation, policy, ReadOnce.Calendar);
            foreach (var obligation in evaluation.Obligations)
            {
                if (obligation is { IsBreach: true } or { Lapsed: true })
                    yield return $"{day:uuuu-MM-dd} {obligation.Title} ({obligation.Id}), due {obligation.Due}, is {obligation.Status}";
            }

            turns.UnionWith(
                evaluation
                    .Obligations.Where(obligation => obligation.IsToBeDone)
                    .SelectMany(obligation => obligation.Limbs.Select(limb => limb.Due).Append(obligation.LateAfter))
                    .Append(row.Stage is { Limit: { } limit } stage ? stage.Since.PlusDays(limit) : null)
                    .OfType<LocalDate>()
                    .SelectMany(limit => new[] { limit, limit.PlusDays(1) })
                    .Where(turn => turn > day)
            );
            foreach (var unknown in row.Unknown)
                yield return $"{day:uuuu-MM-dd} {unknown}";
            if (row.Critical || row.Overdue > 0 || row.Missed > 0 || row.Rag == Rag.Red)
                yield return $"{day:uuuu-MM-dd} {row.Status()}, {row.Stage}";
        }
    }
}

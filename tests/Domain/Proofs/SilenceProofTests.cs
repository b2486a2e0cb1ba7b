using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs.Silence;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Proofs;

/// <summary>
/// Nothing goes quiet: whatever is taken away from a record in which everything was done in time, somebody sees it by a clause or a fact.
/// </summary>
public sealed partial class SilenceProofTests(ITestOutputHelper output)
{
    private static readonly PolicyPacks Saltmarsh = WellKept.Policy(WellKept.Saltmarsh);

    private static readonly WellKeptLife Guarded = new(
        "special guardianship, 5 at entry",
        A.Child("S-1", "2021-02-03", "saltmarsh")
            .BecameLookedAfter("2026-03-02", "planned", "V2")
            .Event("placement-started", "2026-03-02", ("placement", "U4"), ("carer", "F-1"))
            .PlanningMeeting("2026-03-20")
            .ReviewHeld("2026-03-27")
            .Event("plan-set", "2026-04-10", ("option", "special-guardianship"), ("track", "primary"))
            .PlanningMeeting("2026-05-12")
            .Event("review-held", "2026-06-03", ("planAgreed", "special-guardianship"))
            .PlanningMeeting("2026-07-01")
            .Event("order-made", "2026-07-20", ("order", "special-guardianship"))
            .Event("ceased-looked-after", "2026-07-20", ("reason", "E45"))
            .File,
        A.Day("2026-07-21")
    );

    private SilenceScore Score(PolicyPacks policy, WellKeptLife life)
    {
        var score = SilenceProof.Of(policy, ReadOnce.Calendar, [life]);
        Write(score);
        return score;
    }

    private void Write(SilenceScore score)
    {
        output.WriteLine(
            $"{score.Authority}: {score.KnockOuts} knock-outs, {score.Noticed} noticed, {score.StillAnswered} still answered, "
                + $"{score.ByReason} by a reason, {score.Unaccounted.Count} unaccounted, {score.Unclean.Count} not in order"
        );
        foreach (var line in score.Unclean.Concat(score.Unaccounted.Select(one => one.ToString())))
            output.WriteLine(line);
    }

    [GeneratedRegex(@"( of)? \d{4}-\d{2}-\d{2}$")]
    private static partial Regex Day();

    private static PolicyPacks Having(Func<PolicyPack, PolicyPack> change) => Saltmarsh with { Versions = [change(Saltmarsh.Versions[0])] };

    [Fact]
    public void Of_a_record_that_was_kept_by_hand_every_knock_out_is_accounted_for()
    {
        var score = Score(Saltmarsh, Guarded);

        Assert.True(score.IsProven);
        // Each of ten entries, all reviews and meetings by their kinds, and what came after each of eight days but the last.
        Assert.Equal(19, score.KnockOuts);
        Assert.Equal(17, score.Noticed);
        // The plan that was set was agreed by the second review, and the reason for which care ended names the order.
        Assert.Equal(
            [new Substitute("the fact", "order-made", "ceased-looked-after"), new Substitute("the fact", "plan-set", "review-held")],
            score.Substitutes
        );
    }

    public static TheoryData<string> Councils => WellKept.Councils;

    /// <summary>What nobody would miss yet, by council, without the days.</summary>
    private static readonly ILookup<string, string> Known = File.ReadAllLines(
            Path.Combine(Repository.Root, "tests", "Domain", "Proofs", "unaccounted.txt")
        )
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(": ", 2))
        .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, SilenceScore> Scores = new();

    private static SilenceScore ScoreOf(string council) =>
        Scores.GetOrAdd(council, one => SilenceProof.Of(WellKept.Policy(one), ReadOnce.Calendar, WellKept.Lives(one)));

    [Theory]
    [MemberData(nameof(Councils))]
    public void Of_the_lives_that_a_policy_speaks_of_nothing_goes_quiet_but_what_is_known(string council)
    {
        var score = ScoreOf(council);
        Write(score);

        Assert.Equal([], score.Unclean);
        Assert.False(score.HasTooManyReasons);
        Assert.Equal(
            Known[council],
            score
                .Unaccounted.Select(one => Day().Replace(one.What, ""))
                .GroupBy(what => what, StringComparer.Ordinal)
                .Select(same => $"{same.Count()} x {same.Key}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Something_rests_on_every_reason()
    {
        var used = Councils.SelectMany(council => ScoreOf(council.Data).Used).ToHashSet();
        Assert.Equal(
            [],
            ReadOnce
                .Library.Authorities.Select(council => ReadOnce.Library.For(council.Id)!)
                .Append(Saltmarsh)
                .SelectMany(policy => policy.Versions)
                .SelectMany(version => version.Quiet)
                .Where(reason => !used.Any(one => (one.File, one.Line) == (reason.File, reason.Line)))
                .Select(reason => $"{reason.File}:{reason.Line}")
                .Distinct()
        );
    }

    [Fact]
    public void A_policy_that_no_longer_asks_for_meetings_would_be_found_out()
    {
        var score = Score(
            Having(pack => pack with { Duties = [.. pack.Duties.Where(duty => duty.Id != "next-planning-meeting")] }),
            Guarded
        );

        Assert.False(score.IsProven);
        Assert.Contains(
            score.Unaccounted,
            one => one.What == "meeting-held { meeting: permanence-planning } of 2026-07-01" && one.Life == Guarded.Kind
        );
    }

    [Fact]
    public void A_duty_that_any_note_meets_would_be_found_out()
    {
        // As it was once: whatever was discussed met what asked for a planning meeting.
        var note = Saltmarsh.Versions[0].Duty("parents-told")!.MetByEach[0][0] with
        {
            Where = [],
            SaidBy = [],
        };
        var score = Score(
            Having(pack =>
                pack with
                {
                    Duties =
                    [
                        .. pack.Duties.Select(duty =>
                            duty.Id == "next-planning-meeting" ? duty with { MetBy = [.. duty.MetBy, note] } : duty
                        ),
                    ],
                }
            ),
            Guarded with
            {
                File = Guarded.File with
                {
                    Events =
                    [
                        .. Guarded.File.Events,
                        A.Event("discussion-recorded", "2026-06-30", ("topic", "other")) with
                        {
                            Id = "note",
                        },
                    ],
                },
            }
        );

        Assert.Contains(new Substitute("SALT-2", "meeting-held", "discussion-recorded"), score.Substitutes);
    }

    [Fact]
    public void A_record_that_was_not_well_kept_is_said_to_be_so()
    {
        var late = Guarded.File.Events.Where(entry => entry.Type != "review-held");
        var score = Score(Saltmarsh, Guarded with { File = Guarded.File with { Events = [.. late] } });

        Assert.False(score.IsProven);
        Assert.Contains(score.Unclean, fault => fault.Contains("ENG-REVIEW-1 is overdue: First review", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_noticed_has_a_reason_or_is_named_with_what_should_have_spoken()
    {
        var known = Guarded with
        {
            File = Guarded.File with
            {
                Events = [A.Event("intervention-started", "2026-01-12") with { Id = "begin" }, .. Guarded.File.Events],
            },
        };

        var score = Score(Saltmarsh, known);
        Assert.Empty(score.Unaccounted);
        // That it began, and that nothing else came of it.
        Assert.Equal([false, true], score.Used.Select(reason => reason.IsOfWhatComesAfter).Order());
        Assert.Equal(2, score.ByReason);

        var without = Score(Having(pack => pack with { Quiet = [] }), known);
        Assert.False(without.IsProven);
        Assert.Equal(["intervention-started of 2026-01-12", "everything after 2026-01-12"], without.Unaccounted.Select(one => one.What));
        Assert.StartsWith("meets no duty", without.Unaccounted[0].Nearest, StringComparison.Ordinal);
        Assert.Contains(
            "ENG-REVIEW-1 (first-review, met by it; without it not asked)",
            without.Unaccounted[1].Nearest,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_more_than_one_in_ten_of_what_a_policy_speaks_of_rests_on_a_reason()
    {
        var score = new SilenceScore
        {
            Authority = WellKept.Saltmarsh,
            Lives = 1,
            KnockOuts = 40,
            Noticed = 26,
            NoticedAtTheDoor = 0,
            NoticedInTheListOnly = 0,
            StillAnswered = 0,
            Substitutes = [],
            ByReason = 14,
            ByReasonWhereSpoken = 3,
            Spoken = 30,
            Unaccounted = [],
            Unclean = [],
            Used = [],
        };
        Assert.True(score.IsProven);
        Assert.False((score with { ByReasonWhereSpoken = 4 }).IsProven);
    }

    [Fact]
    public void What_points_at_an_entry_or_could_not_have_been_recorded_without_it_goes_with_it()
    {
        var gate = Saltmarsh.Versions[0].Gates.Single(gate => gate.Clause.Id == "SALT-7");
        var policy = Having(pack => pack with { Gates = [gate with { AlwaysHard = true }] });
        var file = A.Child("S-2", "2021-02-03", "saltmarsh")
            .BecameLookedAfter("2026-03-02", "planned", "V2")
            .PlanningMeeting("2026-03-20")
            .Event("minutes-signed", "2026-03-21", ("meeting", "e2"))
            .Event("wishes-recorded", "2026-03-22")
            .Event("match-approved", "2026-03-23", ("family", "F-1"))
            .File;

        var knockOuts = KnockOut.Of(file, new EntryKinds(policy), policy, ReadOnce.Calendar).ToList();

        Assert.Equal(["e2", "e3"], Gone("meeting-held { meeting: permanence-planning } of 2026-03-20"));
        Assert.Equal(["e4", "e5"], Gone("wishes-recorded of 2026-03-22"));
        Assert.Equal(["e4", "e5"], Gone("everything after 2026-03-21"));

        IEnumerable<string> Gone(string what) =>
            knockOuts.Single(one => one.What == what).Removed.Select(entry => entry.Id!).Order(StringComparer.Ordinal);
    }
}

using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Tests.Proofs;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>What the engine and the national layer promise of every record, whatever stands in it, under every council's policy.</summary>
public sealed class NothingGoesQuietTests
{
    private static readonly PolicyPacks[] Policies =
    [
        .. ReadOnce.Library.Authorities.Select(council => ReadOnce.Library.For(council.Id)!),
        WellKept.Policy(WellKept.Saltmarsh),
    ];

    // What came of a fact shows on its day, on the day after, and when limits that count from it have gone by.
    private static readonly int[] Later = [0, 1, 29, 95, 400];

    /// <summary>Each record under each policy, on every day of it on which something turns, and long after.</summary>
    private static void Of(Action<CaseHistory, Evaluation, PolicyPacks> claim, int iterations = 30) =>
        Gen.Int.Sample(
            seed =>
            {
                var file = RandomRecord.Of(seed, 60);
                var days = file
                    .Events.SelectMany(happened => Later.Select(happened.On.PlusDays))
                    .Append(RandomRecord.Day(seed))
                    .Distinct()
                    .Order()
                    .ToList();
                var record = new ChildHistory(file);
                foreach (var policy in Policies)
                {
                    foreach (var day in days)
                    {
                        var history = record.On(day);
                        claim(history, ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar), policy);
                    }
                }
            },
            iter: iterations,
            threads: 1
        );

    private static bool IsOf(Obligation duty, string part) =>
        duty.Limbs.Any(limb => limb.Clause.StartsWith(part, StringComparison.Ordinal));

    [Fact]
    public void Whoever_is_looked_after_has_a_dated_review_ahead_or_overdue() =>
        Of(
            (history, evaluation, policy) =>
            {
                if (
                    history is not { LookedAfter: true, Died: null }
                    || evaluation.Obligations.Any(duty => IsOf(duty, "ENG-REVIEW") && duty is { IsToBeDone: true, Due: not null })
                )
                    return;
                // Working days of years before the bank holidays that are known cannot be counted: that is said, and is not fine. No other
                // day hangs on them but the first review's.
                Assert.True(history.Period!.Entry!.On < ReadOnce.Calendar.First, $"{policy.Authority.Id}, {history.On}");
                Assert.DoesNotContain(history.Reviews, review => review.Held?.On >= history.Period!.Entry!.On);
                Assert.Contains(evaluation.Obligations, duty => IsOf(duty, "ENG-REVIEW-1") && duty.Unknown is not null);
                Assert.NotEmpty(TrackerRows.Of(history, evaluation, policy, ReadOnce.Calendar).Unknown);
            }
        );

    [Fact]
    public void Until_permanence_is_secured_something_dated_or_open_is_there_about_the_plan() =>
        Of(
            (history, evaluation, policy) =>
            {
                if (history is { LookedAfter: true, Died: null } && history.Permanence is not { IsLost: false })
                    Assert.True(
                        evaluation.Obligations.Any(duty => duty.IsToBeDone && IsOf(duty, "ENG-PLAN-1")),
                        $"{policy.Authority.Id}, {history.On}"
                    );
            }
        );

    /// <summary>By the record and by each limb, not by what the engine says of the whole.</summary>
    [Fact]
    public void Nobody_is_green_of_whom_anything_is_unknown_lapsed_or_late()
    {
        Of(
            (history, evaluation, policy) =>
            {
                var row = TrackerRows.Of(history, evaluation, policy, ReadOnce.Calendar);
                if (row.Rag != Rag.Green)
                    return;
                Assert.True(history.LookedAfter);
                Assert.True(
                    history is { Birth: not null, LegalStatus: not null, Placement: not null }
                        && history.Period!.Entry!.Flag("onOrBefore") != true
                );
                Assert.DoesNotContain(history.Concerns, concern => concern.ComplyBy is null || concern.ComplyBy < history.On);
                Assert.False(row.Stage is { Limit: { } limit } stage && stage.Days > limit);
                foreach (var duty in evaluation.Obligations)
                {
                    if (!duty.Limbs.Any(limb => limb.Force is Force.Must or Force.Should))
                        continue;
                    var where = $"{policy.Authority.Id}, {history.On}: {duty.Id}";
                    Assert.False(duty.Lapsed, $"{where} lapsed");
                    Assert.False(
                        duty.Status == ObligationStatus.Waiting && duty.Reason is not null,
                        $"{where} waits for what nobody knows"
                    );
                    Assert.False(duty.IsToBeDone && !duty.Duty!.OpenOncePassed && duty.Readings.Any(IsPast), $"{where} is late");
                }

                // A day to look at something, and what is only information, is never late.
                bool IsPast(LimbReading limb) =>
                    limb.Due < history.On && limb.Rule is { IsWatchPoint: false, Grace: null, Clause.Force: Force.Must or Force.Should };
            }
        );
    }

    [Fact]
    public void What_lapsed_has_a_live_duty_beside_it_and_what_a_live_duty_asks_is_never_due_before_it_arose() =>
        Of(
            (history, evaluation, policy) =>
            {
                foreach (var duty in evaluation.Obligations)
                {
                    var asked = duty.Duty!;
                    Assert.False(duty.Lapsed && duty.Status != ObligationStatus.Missed);
                    if (duty.Lapsed)
                        Assert.True(
                            evaluation.Obligations.Any(other =>
                                other.IsToBeDone && (other.Id == duty.Id + Lapse.Still || other.Duty!.Id == asked.CarriedOnBy)
                            ),
                            $"{policy.Authority.Id}, {history.On}: {duty.Id}"
                        );
                    if (duty is { Due: { } due, Since: { } since } && asked.Kind != DutyKind.Earliest)
                        Assert.True(due >= since, $"{duty.Id}: due {due}, since {since}");
                }
            }
        );

    [Fact]
    public void Nothing_is_owed_to_who_has_died_and_their_age_does_not_grow() =>
        Of(
            (history, evaluation, _) =>
            {
                if (history.Died is not { } died)
                    return;
                Assert.DoesNotContain(evaluation.Obligations, duty => duty.IsToBeDone || duty.Status == ObligationStatus.Waiting);
                Assert.Equal(Age.Of(history.Birth, LocalDate.Min(died, history.On)), history.Age);
            }
        );

    [Fact]
    public void What_was_still_to_be_done_says_that_the_child_died()
    {
        var child = A.Child(born: "2010-05-05").BecameLookedAfter("2025-03-03").ReviewHeld("2025-03-28").Event("died", "2025-04-10");
        var evaluation = ObligationEngine.Evaluate(child.Timeline, ReadOnce.Library.For("merton")!, ReadOnce.Calendar, A.Day("2027-01-01"));
        var second = evaluation.Obligations.Single(duty => duty.Id == "second-review@care-1");
        Assert.Equal((ObligationStatus.NotRequired, "The child died on Thursday 10 April 2025."), (second.Status, second.Reason));
        Assert.Equal(ObligationStatus.Met, evaluation.Obligations.Single(duty => duty.Id == "first-review@care-1").Status);
        Assert.Equal("14", new ChildHistory(child.Timeline).On(A.Day("2027-01-01")).Age.InWords());
        // What the return says: ceased to be looked after, reason E2.
        var returned = A.Child().BecameLookedAfter("2025-03-03").Event("ceased-looked-after", "2025-04-10", ("reason", "E2"));
        Assert.Equal(A.Day("2025-04-10"), new ChildHistory(returned.Timeline).On(A.Day("2026-01-01")).Died);
        // Where another year's return goes on, the record is read as the door reads it that takes no entry of the living after that day.
        returned.BecameLookedAfter("2025-06-02");
        Assert.Equal(A.Day("2025-04-10"), LifeCourse.Death(returned.Timeline.Events));
        Assert.Equal(A.Day("2025-04-10"), new ChildHistory(returned.Timeline).On(A.Day("2026-01-01")).Died);
    }

    [Fact]
    public void A_leap_day_birthday_is_kept_as_the_council_chose_in_the_age_on_a_row_too()
    {
        var born = new LocalDate(2016, 2, 29);
        Assert.Equal(9, Age.Of(born, new(2025, 2, 28)).Years);
        Assert.Equal(8, Age.Of(born, new(2025, 2, 28), leapDayOnFirstOfMarch: true).Years);
        Assert.Equal(9, Age.Of(born, new(2025, 3, 1), leapDayOnFirstOfMarch: true).Years);
        Assert.Equal(8, Age.Of(born, new(2024, 2, 29), leapDayOnFirstOfMarch: true).Years);
        Assert.Equal(new LocalDate(2025, 3, 1), Birthdays.Of(born, 9, onFirstOfMarch: true));
        Assert.Equal(8, Birthdays.AgeOn(born, new(2025, 2, 28), onFirstOfMarch: true));
        Assert.Equal(9, Birthdays.AgeOn(born, new(2025, 2, 28), onFirstOfMarch: false));
    }
}

using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>What the engine and the national layer promise of every record, whatever stands in it, under every council's policy.</summary>
public sealed class NothingGoesQuietTests
{
    private static readonly string[] Councils = [.. ReadOnce.Library.Authorities.Select(council => council.Id)];

    private static void Of(Action<CaseHistory, Evaluation> claim, int iterations = 1500) =>
        Gen.Int.Sample(
            seed =>
            {
                var history = new ChildHistory(RandomRecord.Of(seed, 60)).On(RandomRecord.Day(seed));
                var policy = ReadOnce.Library.For(Councils[(seed & int.MaxValue) % Councils.Length])!;
                claim(history, ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar));
            },
            iter: iterations,
            threads: 1
        );

    private static bool IsOf(Obligation duty, string part) =>
        duty.Limbs.Any(limb => limb.Clause.StartsWith(part, StringComparison.Ordinal));

    [Fact]
    public void Whoever_is_looked_after_has_a_dated_review_ahead_or_overdue() =>
        Of(
            (history, evaluation) =>
            {
                if (history is not { LookedAfter: true, Died: null })
                    return;
                // Working days of years before the bank holidays that are known cannot be counted: that is said, and is not fine.
                var countable = history.Period!.Entry!.On >= ReadOnce.Calendar.First;
                Assert.Contains(
                    evaluation.Obligations,
                    duty =>
                        IsOf(duty, "ENG-REVIEW")
                        && (duty is { IsToBeDone: true, Due: not null } || (!countable && duty.Unknown is not null))
                );
            }
        );

    [Fact]
    public void Until_permanence_is_secured_something_dated_or_open_is_there_about_the_plan() =>
        Of(
            (history, evaluation) =>
            {
                if (history is { LookedAfter: true, Died: null } && history.Permanence is not { IsLost: false })
                    Assert.Contains(evaluation.Obligations, duty => duty.IsToBeDone && IsOf(duty, "ENG-PLAN-1"));
            }
        );

    [Fact]
    public void What_lapsed_has_a_live_duty_beside_it_and_what_a_live_duty_asks_is_never_due_before_it_arose() =>
        Of(
            (_, evaluation) =>
            {
                foreach (var duty in evaluation.Obligations)
                {
                    Assert.False(duty.Lapsed && duty.Status != ObligationStatus.Missed);
                    if (duty.Lapsed)
                        Assert.Contains(
                            evaluation.Obligations,
                            other =>
                                other.IsToBeDone
                                && (
                                    other.Id == duty.Id + Lapse.Still
                                    || ReadOnce
                                        .Library.For(evaluation.Authority == "test" ? evaluation.Policy.Pack : evaluation.Authority)!
                                        .Versions.Select(version => version.Duty(duty.Id.Split('@', '.')[0])?.CarriedOnBy)
                                        .Contains(other.Id.Split('@', '.')[0])
                                )
                        );
                    var earliest = ReadOnce
                        .Library.For(evaluation.Policy.Pack)!
                        .Versions.Any(version =>
                            version.Duty(duty.Id.Split('@', '.')[0])?.Kind == Permanence.Domain.Policies.DutyKind.Earliest
                        );
                    if (duty is { Due: { } due, Since: { } since } && !earliest)
                        Assert.True(due >= since, $"{duty.Id}: due {due}, since {since}");
                }
            }
        );

    [Fact]
    public void Nothing_is_owed_to_who_has_died_and_their_age_does_not_grow() =>
        Of(
            (history, evaluation) =>
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

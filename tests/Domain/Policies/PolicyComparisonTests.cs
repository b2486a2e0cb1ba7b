using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Conditions;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

public sealed class PolicyComparisonTests
{
    private static readonly PolicyComparison Comparison = PolicyComparison.Of(
        TwoVersions.Packs(true).Versions[0],
        TwoVersions.Packs(true).Versions[1]
    );

    [Fact]
    public void A_version_does_not_differ_from_itself_read_again()
    {
        var readAgain = PolicyLibrary.Load(Repository.Config).Library!;
        Assert.All(
            ReadOnce.Library.Authorities,
            authority =>
                Assert.True(
                    PolicyComparison.Of(ReadOnce.Library.For(authority.Id)!.Versions[0], readAgain.For(authority.Id)!.Versions[0]).IsSame,
                    authority.Id
                )
        );
    }

    [Fact]
    public void Clauses_are_new_gone_or_changed_in_words_or_strength()
    {
        var changes = Comparison.Clauses.ToDictionary(change => change.Either.Id);

        Assert.Equal(["SALT-1", "SALT-3", "SALT-4"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([ClausePart.Says, ClausePart.Force], changes["SALT-1"].Parts);
        Assert.Null(changes["SALT-3"].After);
        Assert.Null(changes["SALT-4"].Before);
    }

    [Fact]
    public void Duties_whose_numbers_changed_show_both_numbers()
    {
        Assert.Equal(["first-planning-meeting", "next-planning-meeting"], Comparison.Duties.Select(duty => duty.Either.Id));
        var limb = Assert.Single(Comparison.Duties[0].Limbs);
        Assert.Equal(
            (new TimeLimit(20, TimeUnit.WorkingDays), new TimeLimit(15, TimeUnit.WorkingDays)),
            (limb.Before!.Limit, limb.After!.Limit)
        );
        Assert.False(Comparison.Duties[0].OtherThanClocks);
    }

    [Fact]
    public void A_gate_that_cites_another_clause_is_another_gate()
    {
        Assert.Equal(
            [(null, "SALT-4"), ("SALT-3", null)],
            Comparison.Gates.Select(gate => (gate.Before?.Clause.Id, gate.After?.Clause.Id))
        );
        Assert.False(Comparison.IsSame);
    }

    [Fact]
    public void Everything_else_of_a_duty_is_compared_too()
    {
        var before = TwoVersions.Packs(true).Versions[0];
        var duty = before.Duties.First(one => one.Id == "first-planning-meeting");
        Duty[] changed =
        [
            duty with
            {
                Owner = "iro",
            },
            duty with
            {
                Title = "Another",
            },
            duty with
            {
                Until = duty.MetBy,
            },
            duty with
            {
                Repeats = true,
            },
            duty with
            {
                When = [new Condition.Plan(["adoption"], ["primary"], null)],
            },
        ];

        Assert.All(changed, other => Assert.True(Of(other).OtherThanClocks));
        // What is said of a condition does not name the track.
        Assert.True(DutyOf(duty with { When = [new Condition.Plan(["adoption"], [], null)] }, changed[^1]).OtherThanClocks);

        DutyChange Of(Duty other) => DutyOf(duty, other);

        DutyChange DutyOf(Duty one, Duty other) => Assert.Single(PolicyComparison.Of(With(one), With(other)).Duties);

        PolicyPack With(Duty one) => before with { Duties = [.. before.Duties.Where(kept => kept.Id != one.Id), one] };
    }
}

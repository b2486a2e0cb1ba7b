using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>Requirements of a policy that no event of their own records.</summary>
public sealed class RequirementTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    public static TheoryData<string> Councils => [.. Library.Authorities.Select(authority => authority.Id)];

    [Fact]
    public void A_requirement_that_the_policy_does_not_have_is_refused_with_the_nearest_one()
    {
        var refusal = Assert.Single(Tried("MERTON-10.6-33"));

        Assert.Equal(("unknown-clause", "events[0].clause"), (refusal.Code, refusal.Field));
        Assert.Equal("The policy has no requirement 'MERTON-10.6-33'. Did you mean 'MERTON-10.6-3'?", refusal.Sentence);
        Assert.Empty(Tried("MERTON-10.6-3"));
    }

    [Theory, MemberData(nameof(Councils))]
    public void Every_requirement_that_a_duty_waits_for_is_on_offer(string authority)
    {
        var pack = Library.For(authority)!.Versions[^1];
        var asked = pack
            .Duties.SelectMany(duty => duty.MetBy)
            .Where(selector => selector.TypeName == "requirement-recorded")
            .SelectMany(selector => selector.Where.Single(test => test.Field == "clause").Values)
            .Cast<string>()
            .Distinct();

        Assert.Superset(asked.ToHashSet(), TestedValues.Of(pack, "requirement-recorded", "clause").ToHashSet());
    }

    private static IReadOnlyList<Refusal> Tried(string clause) =>
        Gatekeeping.Try(
            new ChildHistory(A.Child(authority: "merton").File),
            [A.Event("requirement-recorded", "2026-01-05", ("clause", clause), ("outcome", "done"))],
            Library.For("merton")!,
            Library.Calendar
        );
}

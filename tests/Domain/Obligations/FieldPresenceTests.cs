using Permanence.Builders;
using Permanence.Domain.Obligations;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>That somebody was approached is a day, or words, or yes: that nobody was is no approach.</summary>
public sealed class FieldPresenceTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData("no", false)]
    [InlineData("No", false)]
    [InlineData(true, true)]
    [InlineData("2025-03-10", true)]
    [InlineData("by letter", true)]
    [InlineData(null, false)]
    public void What_was_not_done_is_not_present(object? approached, bool met)
    {
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: entry\n"
                + "    met-by: [ { event: network-person-recorded, where: { approached: present } } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        (string, object)[] person = [("person", "n-1"), ("relation", "aunt")];
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("network-person-recorded", "2025-03-10", approached is null ? person : [.. person, ("approached", approached)]);

        var duty = Assert.Single(trial.On(child, "2025-03-12").Obligations, one => one.Id.StartsWith("tried@", StringComparison.Ordinal));
        Assert.Equal(met, duty.Status == ObligationStatus.Met);
    }

    // Where the question is answered either way, the answer is there.
    [Fact]
    public void A_plain_yes_or_no_is_present_once_it_is_answered()
    {
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: entry\n"
                + "    met-by: [ { event: network-person-recorded, where: { willing: present } } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("network-person-recorded", "2025-03-10", ("person", "n-1"), ("relation", "aunt"), ("willing", false));

        var duty = Assert.Single(trial.On(child, "2025-03-12").Obligations, one => one.Id.StartsWith("tried@", StringComparison.Ordinal));
        Assert.Equal(ObligationStatus.Met, duty.Status);
    }
}

using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

public sealed class EscalationTests
{
    private static readonly AuthorityProfile Council = new()
    {
        Id = "test",
        Name = "Test Council",
        Escalation = ["team-manager", "service-manager", "head-of-service"],
    };

    [Theory]
    [InlineData("social-worker", "team-manager service-manager head-of-service")]
    [InlineData("team-manager", "service-manager head-of-service")]
    [InlineData("head-of-service", "")]
    public void What_is_not_done_goes_to_those_above_its_owner(string owner, string heard) =>
        Assert.Equal(heard, string.Join(' ', Council.EscalationAbove(owner)));
}

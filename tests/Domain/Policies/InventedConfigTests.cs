using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

public sealed class InventedConfigTests
{
    [Fact]
    public void The_invented_councils_that_page_and_browser_tests_stand_on_have_no_fault()
    {
        using var config = new InventedConfig();
        var (library, faults) = PolicyLibrary.Load(config.Folder);
        Assert.Equal([], faults);
        Assert.Equal(
            [InventedConfig.OtherCouncil, InventedConfig.Council],
            library!.Authorities.Select(council => council.Id).Order(StringComparer.Ordinal)
        );
    }
}

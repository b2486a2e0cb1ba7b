using Permanence.Domain.People;
using Permanence.Grains.Access;
using Permanence.Grains.People;
using Permanence.Grains.Tests.Builders;
using Xunit;

namespace Permanence.Grains.Tests;

/// <summary>A council's directory where it is kept: once, for good, and by whom it is for.</summary>
public sealed class DirectoryTests
{
    private static readonly Caller Manager = new("north-team-manager", "social-worker", ["north"], [])
    {
        OtherRoles = ["team-manager"],
        Source = "page",
    };

    private static readonly Arrival Ada = new("ada", "Ada Poole", ["social-worker"], ["North"]);

    private static IDirectoryGrain Directory(Region region) => region.Cluster.Client.GetGrain<IDirectoryGrain>(new DirectoryKey("north"));

    private static async Task<Person> Enter(Region region)
    {
        using var _ = region.AsPlatform();
        return await Directory(region).SignedIn(Ada);
    }

    [Fact]
    public async Task Who_signs_in_is_there_and_what_was_changed_once_stays_after_the_node_forgets()
    {
        await using var region = await Region.WithSilos();
        Assert.True((await Enter(region)).Active);
        using var _ = Manager.Ask();
        var command = Guid.NewGuid();
        var change = new PersonChange("ada", "Ada Poole", ["social-worker", "panel-administrator"], ["South"], true);
        var done = await Directory(region).Change(command, change);
        Assert.Equal(("north-team-manager", "team-manager"), (done.Person!.Changed!.By, done.Person.Changed.Role));
        await Region.Forget(Directory(region));
        Assert.Equal(done.Person, (await Directory(region).Change(command, change)).Person);
        Assert.Equal(
            "command-id-reused",
            Assert.Single((await Directory(region).Change(command, change with { Name = "Ada" })).Refusals).Code
        );
        Assert.Equal(done.Person, Assert.Single((await Directory(region).Read()).People));
        Assert.Contains(("directory", $"{Directory(region).GetGrainId()}"), region.Storage.Keys);
        // The provider does not know of the role that is kept here, and it stays.
        Assert.Equal(["social-worker", "panel-administrator"], (await Enter(region)).Roles);
    }

    [Fact]
    public async Task Who_does_not_keep_it_or_works_for_another_council_changes_nothing()
    {
        await using var region = await Region.WithSilos(1);
        await Enter(region);
        var change = new PersonChange("ada", "Ada", ["social-worker"], [], false);
        using (new Caller("iro", "iro", ["north"], []).Ask())
            Assert.Equal("not-your-act", Assert.Single((await Directory(region).Change(Guid.NewGuid(), change)).Refusals).Code);
        using (new Caller("other", "team-manager", ["south"], []).Ask())
        {
            await Assert.ThrowsAsync<NotYoursException>(() => Directory(region).Change(Guid.NewGuid(), change));
            await Assert.ThrowsAsync<NotYoursException>(() => Directory(region).Read());
        }

        using (Manager.Ask())
            await Assert.ThrowsAsync<NotYoursException>(() => Directory(region).SignedIn(Ada));
        using var _ = region.AsPlatform();
        Assert.True((await Directory(region).Read()).Find("ada")!.Active);
    }
}

using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Access;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>Deciding, once, where a return and a person disagree.</summary>
public sealed class HeldFactTests
{
    private static readonly Caller Manager = new("north-team-manager", "team-manager", ["north"], []) { Source = "page" };

    [Fact]
    public async Task The_returns_word_is_taken_once_by_whom_and_why_and_the_same_command_again_changes_nothing()
    {
        await using var region = await Region.WithSilos();
        using var _ = Manager.Ask();
        await Disagree(region, "HF-1");
        var held = Assert.Single(await region.Child("HF-1").Held());
        var command = Guid.NewGuid();

        var first = await region.Child("HF-1").DecideHeld(command, held.Key, true, "The minutes say so.");
        var again = await region.Child("HF-1").DecideHeld(command, held.Key, true, "The minutes say so.");

        Assert.True(first.Allowed);
        Assert.Equal((first.Version, first.Recorded.Count), (again.Version, again.Recorded.Count));
        Assert.All(first.Recorded, one => Assert.Equal(("north-team-manager", "page"), (one.Recorded!.By, one.Recorded.Source)));
        Assert.Empty(await region.Child("HF-1").Held());
        var file = await region.Child("HF-1").Read();
        Assert.Single(file!.Events, one => one.Type == "event-corrected");
        Assert.Equal(new LocalDate(2025, 2, 6), Timeline.Of(file).Events.Single(one => one.Type == "review-held").On);
    }

    [Fact]
    public async Task What_somebody_else_decided_meanwhile_is_refused_and_stays_decided_after_the_node_forgets()
    {
        await using var region = await Region.WithSilos();
        using var _ = Manager.Ask();
        await Disagree(region, "HF-2");
        var held = Assert.Single(await region.Child("HF-2").Held());
        Assert.True((await region.Child("HF-2").DecideHeld(Guid.NewGuid(), held.Key, false, "Ours is right.")).Allowed);
        await Region.Forget(region.Child("HF-2"));

        var late = await region.Child("HF-2").DecideHeld(Guid.NewGuid(), held.Key, true, "No, theirs.");

        Assert.Equal("already-decided", Assert.Single(late.Refusals).Code);
        Assert.Empty((await region.Child("HF-2").PlanImport("second", new CollectionYear(2024), Returned("HF-2"))).Held);
        Assert.Equal(
            new LocalDate(2025, 2, 3),
            Timeline.Of((await region.Child("HF-2").Read())!).Events.Single(one => one.Type == "review-held").On
        );
    }

    [Fact]
    public async Task Another_authoritys_people_neither_see_nor_decide()
    {
        await using var region = await Region.WithSilos();
        using (Manager.Ask())
            await Disagree(region, "HF-3");
        using var _ = new Caller("south-iro", "iro", ["south"], []).Ask();

        await Assert.ThrowsAsync<NotYoursException>(() => region.Child("HF-3").Held());
        await Assert.ThrowsAsync<NotYoursException>(() => region.Child("HF-3").DecideHeld(Guid.NewGuid(), "any", false, "Why not."));
    }

    private static async Task Disagree(Region region, string child)
    {
        Assert.True((await region.Child(child).Open(Guid.NewGuid(), Region.File(child))).Allowed);
        Assert.True((await region.Child(child).Record(Guid.NewGuid(), [Region.Event("review-held", new LocalDate(2025, 2, 3))])).Allowed);
        Assert.True((await region.Child(child).Import(Guid.NewGuid(), "first", new CollectionYear(2024), Returned(child))).Ruling.Allowed);
    }

    private static ReturnedChild Returned(string child) =>
        new(
            child,
            [
                new(ReturnKind.Header, "header.csv", 2, [child, "F", "04/09/2018", "WBRI", "", "", ""]),
                new(ReturnKind.Reviews, "reviews.csv", 2, [child, "04/09/2018", "06/02/2025", "PN1"]),
            ]
        );
}

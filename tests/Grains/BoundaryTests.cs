using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Access;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

public sealed class BoundaryTests
{
    private static readonly Caller North = new("north-team-manager", "team-manager", ["north"], []) { Source = "screen" };
    private static readonly Caller South = new("south-team-manager", "team-manager", ["south"], []) { Source = "screen" };

    [Fact]
    public async Task An_authority_answers_its_own_people_and_stores_who_recorded()
    {
        await using var region = await Region.WithSilos();
        using var _ = North.Ask();

        await region.Open("WE-01");
        var ruling = await region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes()]);

        Assert.Equal("north-team-manager", Assert.Single(ruling.Recorded).Recorded!.By);
        Assert.Single((await region.Board().Read(AsOf.Now)).Rows);
    }

    public static TheoryData<string, Func<Region, Task>> Questions =>
        new()
        {
            { "a record", region => region.Child("WE-01").Read() },
            { "a record that is not there", region => region.Child("WE-99").Read() },
            { "opening", region => region.Child("WE-02").Open(Guid.NewGuid(), Region.File("WE-02")) },
            { "recording", region => region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes()]) },
            { "a row", region => region.Child("WE-01").Row(AsOf.Now) },
            { "the register", region => region.Authority().Children() },
            { "summaries", region => region.Authority().Summaries(AsOf.Now) },
            { "the board", region => region.Board().Read(AsOf.Now) },
            { "the board of a past day", region => region.Board().Read(AsOf.Day(new LocalDate(2026, 1, 1))) },
            { "a list", region => region.Cluster.Client.GetGrain<Lists.IKeptListGrain>(new ListKey("north", "families")).Read() },
            {
                "a row of a list",
                region =>
                    region
                        .Cluster.Client.GetGrain<Lists.IKeptListGrain>(new ListKey("north", "families"))
                        .Add(Guid.NewGuid(), new() { ["household"] = "Ashcombe" })
            },
            { "an import", region => region.Import("one").Start(new CollectionYear(2024), []) },
            {
                "a part of an import",
                region => region.Cluster.Client.GetGrain<Imports.IImportPartGrain>("north/import/one/file/0/0").Get()
            },
        };

    [Theory]
    [MemberData(nameof(Questions), DisableDiscoveryEnumeration = true)]
    public async Task Nobody_elses_people_get_an_answer(string what, Func<Region, Task> ask)
    {
        await using var region = await Region.WithSilos(1);
        using (North.Ask())
            await region.Open("WE-01");

        using (South.Ask())
            Assert.Equal(
                "This record belongs to another authority.",
                (await Assert.ThrowsAsync<NotYoursException>(() => ask(region))).Message
            );
        var unnamed = await Assert.ThrowsAsync<NotYoursException>(() => ask(region));
        Assert.DoesNotContain("WE-", unnamed.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(what);
        using (North.Ask())
            Assert.Empty((await region.Child("WE-01").Read())!.Events);
    }

    [Fact]
    public async Task A_program_that_sets_the_platforms_own_mark_is_still_refused()
    {
        await using var region = await Region.WithSilos(1);
        using (North.Ask())
            await region.Open("WE-01");

        RequestContext.Set("platform", true);
        await Assert.ThrowsAsync<NotYoursException>(() => region.Child("WE-01").Read());
        RequestContext.Clear();
    }

    [Fact]
    public async Task Asking_ends_where_its_scope_does()
    {
        using (North.Ask())
        {
            using (South.Ask())
                Assert.Equal(South, Caller.Current);
            Assert.Equal(North, Caller.Current);
        }

        Assert.Null(Caller.Current);
        await Task.CompletedTask;
    }
}

using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A page asks each grain that it concerns once, and asks no grain what its node knows already.</summary>
[Collection(PagesHost.Tests)]
public sealed class OneQuestionTests(PagesHost host)
{
    [Fact]
    public async Task A_childs_page_asks_the_child_once()
    {
        var child = await host.Take(Sample.Many(1).First());

        Assert.Equal(["IChildGrain.Reading"], await Asked("team-manager", $"/{PagesHost.Council}/children/{child}"));
    }

    [Fact]
    public async Task A_childs_page_asks_each_brother_and_sister_who_they_are_and_no_more()
    {
        var sibling = await host.Take(Sample.Many(1).First());
        var file = Sample.Many(1).First();
        var child = await host.Take(file with { Child = file.Child with { Siblings = [sibling, sibling] } });

        Assert.Equal(["IChildGrain.Reading", "IChildGrain.Who"], await Asked("team-manager", $"/{PagesHost.Council}/children/{child}"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData($"/{PagesHost.Council}/board")]
    [InlineData($"/{PagesHost.Council}/board?status=overdue&sort=plan")]
    public async Task The_home_page_and_todays_board_ask_no_grain(string address)
    {
        Assert.Empty(await Asked("team-manager", address));
    }

    [Fact]
    public async Task A_clauses_page_asks_once_whom_it_reaches()
    {
        var clause = host.Library.For(PagesHost.Council)!.InForceOn(PagesHost.Today).Clauses.Keys.First();
        Assert.Equal(["IClauseReachGrain.Of"], await Asked("team-manager", $"/{PagesHost.Council}/policy/clauses/{clause}"));
    }

    [Fact]
    public async Task Indicators_ask_each_grain_once()
    {
        var asked = await Asked("analyst", $"/{PagesHost.Council}/indicators");

        // Each list is a grain of its own.
        Assert.Equal(
            ["IAuthorityGrain.Summaries", "IClauseReachGrain.Counted"],
            asked.Where(call => call != "IKeptListGrain.Read").Order(StringComparer.Ordinal)
        );
    }

    private async Task<IReadOnlyList<string>> Asked(string role, string address)
    {
        // Whoever looks first on a node brings its mirror of today's board: no page under test is to be that one.
        using (var first = await host.SignedIn("team-manager"))
            await first.Get($"/{PagesHost.Council}/board");

        using var person = await host.SignedIn(role);
        return await host.AskedBy(person, address);
    }
}

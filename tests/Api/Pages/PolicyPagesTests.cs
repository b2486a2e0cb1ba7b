using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A council's policy as a browser without scripts sees it.</summary>
[Collection(PagesHost.Tests)]
public sealed class PolicyPagesTests(PagesHost host) : IAsyncLifetime
{
    private const string Policy = $"/{PagesHost.Council}/policy";

    private Visit browser = null!;

    private PolicyPack Pack => host.Library.For(PagesHost.Council)!.Versions[^1];

    public async ValueTask InitializeAsync() => browser = await host.SignedIn("team-manager");

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_clause_of_the_council_and_of_the_national_rules_is_on_the_page_and_links_to_its_own()
    {
        var page = await browser.Get(Policy);

        var pack = Pack;
        Assert.Equal(
            pack.Clauses.Keys.Order(StringComparer.Ordinal),
            page.QuerySelectorAll(".app-provision").Select(clause => clause.Id!).Order(StringComparer.Ordinal)
        );
        Assert.All(
            page.QuerySelectorAll(".app-provision"),
            clause => Assert.Equal($"{Policy}/clauses/{clause.Id}", clause.QuerySelector("a")!.GetAttribute("href"))
        );
        Assert.Contains("past its own review date", Text(page, "main"), StringComparison.Ordinal);
        Assert.Equal("page", page.QuerySelector($"nav a[href='{Policy}']")!.GetAttribute("aria-current"));
        Assert.Null(page.QuerySelector("select[name=version]"));
    }

    [Fact]
    public async Task Words_and_filters_stand_in_the_address_and_leave_the_clauses_that_fit_all_of_them()
    {
        var page = await browser.Get($"{Policy}?q=first+review&force=must&served=rule");

        var found = page.QuerySelectorAll(".app-provision");
        Assert.NotEmpty(found);
        Assert.All(found, clause => Assert.Contains("Must", clause.TextContent, StringComparison.Ordinal));
        Assert.All(found, clause => Assert.Contains("review", clause.TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("details.app-chapter"), chapter => Assert.True(chapter.HasAttribute("open")));
        Assert.Equal("first review", page.QuerySelector<IHtmlInputElement>("input[name=q]")!.Value);
        Assert.Equal(3, page.QuerySelectorAll(".app-filter-tags__tag").Length);
        var clear = page.QuerySelector($"a[href='{Policy}?force=must&served=rule']");
        Assert.NotNull(clear);
    }

    [Fact]
    public async Task A_clause_is_found_by_its_id_and_a_search_that_finds_nothing_says_so()
    {
        Assert.Equal("SALT-60", Assert.Single((await browser.Get($"{Policy}?q=salt-60")).QuerySelectorAll(".app-provision")).Id);
        Assert.Contains("No clause fits", Text(await browser.Get($"{Policy}?q=zebra"), ".app-empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clause_says_what_it_asks_with_the_national_rule_beside_it_and_the_examples_that_prove_it()
    {
        var page = await browser.Get($"{Policy}/clauses/SALT-5");

        var clocks = page.QuerySelectorAll(".app-clocks tbody tr")
            .Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray())
            .ToList();
        Assert.Contains(clocks, row => row is ["SALT-5", "Council, this clause", "By the day of the second review"]);
        Assert.Contains(clocks, row => row is ["ENG-PLAN-1", "National", "By the day of the second review"]);
        Assert.Contains("all as written", Text(page, "section[aria-labelledby=cases]"), StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".app-cases li"));
    }

    [Fact]
    public async Task A_clause_lists_the_children_it_presses_on_today_each_leading_to_the_duty()
    {
        var page = await browser.Get($"{Policy}/clauses/ENG-REVIEW-N?children=all");

        var rows = page.QuerySelectorAll(".app-reach tbody tr");
        Assert.NotEmpty(rows);
        var link = rows[0].QuerySelector("a")!.GetAttribute("href")!;
        var child = await browser.Get(link.Split('#')[0]);
        Assert.NotNull(child.GetElementById(Uri.UnescapeDataString(link.Split('#')[1])));
    }

    [Fact]
    public async Task What_a_policy_leaves_open_is_the_councils_choice_and_blank_until_it_chooses()
    {
        var setting = Pack.Reference.Settings.First(one => one.Value is null && one.Suggestion is not null);
        var page = await browser.Get($"{Policy}/clauses/{setting.Clauses[0].Id}");

        var shown = Text(page, "section[aria-labelledby=settings]");
        Assert.Contains("Not chosen yet", shown, StringComparison.Ordinal);
        Assert.Contains(
            $"choices, {Pack.Reference.Settings.Count(one => one.Value is not null)} made",
            Text(await browser.Get(Policy), "main"),
            StringComparison.Ordinal
        );
        Assert.Contains("suggestion, not policy", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_clause_of_every_kind_has_a_page_that_says_what_uses_it()
    {
        foreach (var clause in Pack.Clauses.Values.GroupBy(clause => clause.Kind).SelectMany(kind => kind.Take(4)))
            Assert.NotEmpty((await browser.Get($"{Policy}/clauses/{clause.Id}")).QuerySelectorAll(".app-use"));
    }

    [Fact]
    public async Task A_clause_of_a_form_leads_to_the_form()
    {
        var form = Pack.Reference.Forms.First(one => one.Fields.Any(field => field.Clauses.Count > 0));

        var page = await browser.Get($"{Policy}/clauses/{form.Fields.First(field => field.Clauses.Count > 0).Clauses[0].Id}");

        Assert.Contains(
            page.QuerySelectorAll(".app-use__title a"),
            link => link.GetAttribute("href") == $"/{PagesHost.Council}/practice/forms/{form.Id}"
        );
    }

    [Fact]
    public async Task A_clause_in_the_list_names_the_national_rule_beside_it()
    {
        var clause = (await browser.Get($"{Policy}?q=SALT-5")).QuerySelector(".app-provision__use")!;

        Assert.Equal($"{Policy}/clauses/ENG-PLAN-1", clause.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_clause_id_on_a_childs_page_and_on_the_board_leads_to_its_page()
    {
        var child = await browser.Get($"/{PagesHost.Council}/children/{await host.Take(Sample.Ava)}");
        var clause = child
            .QuerySelectorAll(".app-duty__facts a")
            .Select(link => link.GetAttribute("href")!)
            .First(address => address.Contains("/clauses/", StringComparison.Ordinal));
        Assert.NotNull((await browser.Get(clause)).QuerySelector("h1"));
        Assert.Contains(
            child.QuerySelectorAll(".app-working h4 a"),
            link => link.GetAttribute("href")!.StartsWith($"{Policy}/clauses/", StringComparison.Ordinal)
        );

        var board = await browser.Get($"/{PagesHost.Council}/board");
        Assert.StartsWith($"{Policy}/clauses/", board.QuerySelector("a.app-board__clause")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_one_version_there_is_nothing_to_compare_and_the_page_says_so() =>
        Assert.Contains(
            "one version of its policy",
            Text(await browser.Get($"{Policy}/compare?from=2026-01-05&to=1999"), "main"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData($"/{PagesHost.OtherCouncil}/policy", HttpStatusCode.Forbidden)]
    [InlineData($"/{PagesHost.OtherCouncil}/policy/clauses/ENG-PLAN-1", HttpStatusCode.Forbidden)]
    [InlineData($"/{PagesHost.OtherCouncil}/policy/compare", HttpStatusCode.Forbidden)]
    [InlineData("/nowhere/policy", HttpStatusCode.Forbidden)]
    [InlineData($"{Policy}/clauses/SALT-999", HttpStatusCode.NotFound)]
    public async Task Another_councils_policy_is_not_shown_and_a_clause_that_is_not_there_is_not_found(
        string address,
        HttpStatusCode status
    ) => Assert.Equal(status, (await browser.Ask(address)).StatusCode);

    private static string Text(IDocument page, string selector) =>
        string.Join(' ', page.QuerySelector(selector)!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

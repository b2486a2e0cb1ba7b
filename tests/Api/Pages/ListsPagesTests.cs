using System.Globalization;
using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain.Policies.Reference;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A council's indicators and lists, and the children behind each number.</summary>
public sealed class ListsPagesTests : IAsyncLifetime
{
    private PagesHost host = null!;

    public async ValueTask InitializeAsync() => host = await PagesHost.Start(
            new[] { "hertfordshire", "bcp", "merton" }.SelectMany(council =>
                Sample.Many(40).Prepend(Sample.Ava).Select(file => file with { Authority = council })
            )
        );

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("hertfordshire")]
    [InlineData("merton")]
    public async Task Every_number_leads_to_exactly_the_children_it_counts(string council)
    {
        using var person = await SignedIn($"{council}-analyst");
        var numbers = (await Get(person, $"/{council}/indicators")).QuerySelectorAll<IHtmlAnchorElement>(".app-lists td a").ToList();

        Assert.True(numbers.Count > 5);
        Assert.DoesNotContain(numbers, number => number.GetAttribute("href")!.Contains("/lists/", StringComparison.Ordinal));
        foreach (var number in numbers)
        {
            var list = await Get(person, number.GetAttribute("href")!);
            Assert.Equal(
                int.Parse(number.ChildNodes[0].TextContent, CultureInfo.InvariantCulture),
                list.QuerySelectorAll(".app-board tbody tr").Length
            );
        }
    }

    [Fact]
    public async Task All_of_the_policys_indicators_stand_in_its_order_with_their_clause_and_day()
    {
        using var person = await SignedIn("hertfordshire-head-of-service");
        var page = await Get(person, "/hertfordshire/indicators");

        var rows = page.QuerySelectorAll(".app-lists")[0].QuerySelectorAll("tbody tr");
        Assert.Equal(
            PagesHost.Policies.Library.For("hertfordshire")!.InForceOn(PagesHost.Today).Indicators.Select(indicator => indicator.Label),
            rows.Select(row => row.QuerySelector("th")!.ChildNodes[0].TextContent.Trim())
        );
        Assert.All(rows, row => Assert.NotNull(row.QuerySelector(".app-cite")));
        // A Tuesday: the weekly tool was drawn up the day before.
        Assert.Equal(
            "As at 15 June 2026",
            rows.Single(row =>
                    row.TextContent.Contains("On the weekly tool ", StringComparison.Ordinal)
                    && row.TextContent.Contains("HERTS-410", StringComparison.Ordinal)
                )
                .QuerySelector(".app-lists__as-at")!
                .TextContent
        );
        Assert.Contains("As at 10:42", page.QuerySelector(".app-heading-row")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_names_none_says_so_and_the_lists_follow_from_the_records()
    {
        using var person = await SignedIn("bcp-team-manager");
        var page = await Get(person, "/bcp/indicators");

        Assert.Contains("This policy names no indicators of its own.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Children by plan", "Adoption by stage", "Children by age"],
            page.QuerySelectorAll(".app-lists caption").Select(caption => caption.ChildNodes[0].TextContent)
        );
    }

    [Fact]
    public async Task The_lists_that_the_council_keeps_stand_there_with_their_sheets_even_empty()
    {
        using var person = await SignedIn("hertfordshire-analyst");
        var kept = (await Get(person, "/hertfordshire/indicators")).QuerySelectorAll(".app-lists")[^1];

        var lists = PagesHost
            .Policies.Library.For("hertfordshire")!
            .InForceOn(PagesHost.Today)
            .Reference.Forms.Where(form => form.Kind == FormKind.List)
            .ToList();
        Assert.Equal(
            lists.Select(list => $"/hertfordshire/lists/{list.Id}"),
            kept.QuerySelectorAll("a").Select(link => link.GetAttribute("href"))
        );
        Assert.Contains("Stage 1: 0, Stage 2: 0", kept.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "Nobody has put anything on this list yet.",
            (await Get(person, "/hertfordshire/lists/adopter-sheet")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_looked_after_child_stands_once_under_plans_and_a_child_decided_for_adoption_at_its_last_stage()
    {
        host.Grains.Add(Sample.Child("C-777", "Jo Vale", new(2023, 1, 1),
            Sample.Event("became-looked-after", new(2025, 9, 1), ("basis", "planned"), ("legalStatus", "C2")),
            Sample.Event("plan-set", new(2025, 10, 1), ("option", "adoption"), ("track", "primary")),
            Sample.Event("should-be-placed-decided", new(2025, 12, 1)),
            Sample.Event("order-made", new(2026, 1, 5), ("order", "placement")),
            Sample.Event("match-approved", new(2026, 3, 1))));
        using var person = await SignedIn("bcp-team-manager");
        var page = await Get(person, "/bcp/indicators");

        var inCare = page.QuerySelectorAll(".app-lists")[0]
            .QuerySelectorAll("tbody td")
            .Sum(cell => int.Parse((cell.QuerySelector("a") ?? cell).ChildNodes[0].TextContent, CultureInfo.InvariantCulture));
        Assert.Equal(42, inCare);
        Assert.Contains(
            "Jo Vale",
            (await Get(person, "/bcp/indicators/adoption-matched")).QuerySelector(".app-board")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "Jo Vale",
            (await Get(person, "/bcp/indicators/adoption-before-decision")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/bcp/indicators/nothing-like-it", HttpStatusCode.NotFound)]
    [InlineData("/merton/indicators", HttpStatusCode.Forbidden)]
    public async Task What_is_not_there_or_not_theirs_is_not_shown(string address, HttpStatusCode status)
    {
        using var person = await SignedIn("bcp-team-manager");
        Assert.Equal(status, (await person.GetAsync(address, Cancelled)).StatusCode);
    }

    private async Task<HttpClient> SignedIn(string person)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
        await client.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", person)]), Cancelled);
        return client;
    }

    private static async Task<IDocument> Get(HttpClient person, string address)
    {
        var answer = await person.GetAsync(address, Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, address);
        var html = await answer.Content.ReadAsStringAsync(Cancelled);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html), Cancelled);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}

using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Builders;
using Permanence.Domain.Policies.Reference;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A council's indicators and lists, and the children behind each number.</summary>
[Collection(PagesHost.Tests)]
public sealed class ListsPagesTests(PagesHost host)
{
    private const string Indicators = $"/{PagesHost.Council}/indicators";

    [Fact]
    public async Task Every_number_leads_to_exactly_the_children_it_counts()
    {
        using var person = await host.SignedIn("analyst");
        var numbers = (await person.Get(Indicators)).QuerySelectorAll<IHtmlAnchorElement>(".app-lists td a").ToList();

        Assert.True(numbers.Count > 5);
        Assert.DoesNotContain(numbers, number => number.GetAttribute("href")!.Contains("/lists/", StringComparison.Ordinal));
        foreach (var number in numbers)
        {
            var list = await person.Get(number.GetAttribute("href")!);
            Assert.Equal(
                int.Parse(number.ChildNodes[0].TextContent, CultureInfo.InvariantCulture),
                list.QuerySelectorAll(".app-board tbody tr").Length
            );
        }
    }

    [Fact]
    public async Task All_of_the_policys_indicators_stand_in_its_order_with_their_clause_and_day()
    {
        using var person = await host.SignedIn("head-of-service");
        var page = await person.Get(Indicators);

        var rows = page.QuerySelectorAll(".app-lists")[0].QuerySelectorAll("tbody tr");
        Assert.Equal(
            host.Library.For(PagesHost.Council)!.InForceOn(PagesHost.Today).Indicators.Select(indicator => indicator.Label),
            rows.Select(row => row.QuerySelector("th")!.ChildNodes[0].TextContent.Trim())
        );
        Assert.All(rows, row => Assert.NotNull(row.QuerySelector(".app-cite")));
        // A Tuesday: the weekly tool was drawn up the day before.
        Assert.Equal(
            ["As", "at", "15", "June", "2026"],
            rows.Single(row => row.TextContent.Contains("SALT-40", StringComparison.Ordinal))
                .QuerySelector(".app-lists__as-at")!
                .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Contains("As at 10:42", page.QuerySelector(".app-heading-row")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_names_none_says_so_and_the_lists_follow_from_the_records()
    {
        using var person = await host.SignedIn("team-manager", PagesHost.OtherCouncil);
        var page = await person.Get($"/{PagesHost.OtherCouncil}/indicators");

        Assert.Contains("This policy names no indicators of its own.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Where children wait", "Children by plan", "Adoption by stage", "Children by age", "Lists the council keeps"],
            page.QuerySelectorAll(".app-lists caption").Select(caption => caption.ChildNodes[0].TextContent)
        );
    }

    [Fact]
    public async Task The_lists_that_the_council_keeps_stand_there_with_their_sheets_even_empty()
    {
        using var person = await host.SignedIn("analyst");
        var kept = (await person.Get(Indicators)).QuerySelectorAll(".app-lists")[^1];

        var lists = host
            .Library.For(PagesHost.Council)!
            .InForceOn(PagesHost.Today)
            .Reference.Forms.Where(form => form.Kind == FormKind.List)
            .ToList();
        Assert.Equal(
            lists.Select(list => $"/{PagesHost.Council}/lists/{list.Id}"),
            kept.QuerySelectorAll("a").Select(link => link.GetAttribute("href"))
        );
        Assert.Contains("Stage 1: 0, Stage 2: 0", kept.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "Nobody has put anything on this list yet.",
            (await person.Get($"/{PagesHost.Council}/lists/adopter-sheet")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_looked_after_child_stands_once_under_plans_and_a_child_decided_for_adoption_at_its_last_stage()
    {
        const string indicators = $"/{PagesHost.OtherCouncil}/indicators";
        await host.Take(
            Sample.Child(
                "C-777",
                "Jo Vale",
                new(2023, 1, 1),
                Sample.Event("became-looked-after", new(2025, 9, 1), ("basis", "planned"), ("legalStatus", "C2")),
                Sample.Event("plan-set", new(2025, 10, 1), ("option", "adoption"), ("track", "primary")),
                Sample.Event("should-be-placed-decided", new(2025, 12, 1)),
                Sample.Event("order-made", new(2026, 1, 5), ("order", "placement")),
                Sample.Event("match-approved", new(2026, 3, 1))
            ),
            PagesHost.OtherCouncil
        );
        using var person = await host.SignedIn("team-manager", PagesHost.OtherCouncil);
        // Whoever was opened a moment ago is on their way to the board.
        await Eventually.IsTrue(
            "each child is counted once",
            async () => InCare(await person.Get(indicators)) == await host.Children(PagesHost.OtherCouncil)
        );
        Assert.Contains(
            "Jo Vale",
            (await person.Get($"{indicators}/adoption-matched")).QuerySelector(".app-board")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "Jo Vale",
            (await person.Get($"{indicators}/adoption-before-decision")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData($"{Indicators}/nothing-like-it", HttpStatusCode.NotFound)]
    [InlineData($"/{PagesHost.OtherCouncil}/indicators", HttpStatusCode.Forbidden)]
    public async Task What_is_not_there_or_not_theirs_is_not_shown(string address, HttpStatusCode status)
    {
        using var person = await host.SignedIn("team-manager");
        Assert.Equal(status, (await person.Ask(address)).StatusCode);
    }

    private static int InCare(IDocument page) =>
        page.QuerySelectorAll(".app-lists")
            .Single(list => list.QuerySelector("caption")?.ChildNodes[0].TextContent == "Children by plan")
            .QuerySelectorAll("tbody td")
            .Sum(cell => int.Parse((cell.QuerySelector("a") ?? cell).ChildNodes[0].TextContent, CultureInfo.InvariantCulture));
}

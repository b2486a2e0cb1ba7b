using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Permanence.Browser.Tests;

public sealed partial class LiveBoardTests(Site site)
{
    [Fact]
    public async Task A_plan_one_manager_records_changes_the_row_on_another_managers_board_without_a_reload()
    {
        var child = site.Take().Child.Id;
        var watching = await site.SignedIn(Site.OtherManager);
        await watching.GotoAsync($"/saltmarsh/board?q={child}");
        var row = watching.Locator($"tr[data-child='{child}']");
        await Expect(watching.Locator("[data-live]")).ToHaveTextAsync(Connected());
        var before = await row.GetAttributeAsync("data-print");
        await watching.EvaluateAsync("window.neverReloaded = true");

        var recording = await site.SignedIn(Site.Manager);
        await ChangePlan(recording, child);

        await Expect(row).Not.ToHaveAttributeAsync("data-print", before!);
        await Expect(row.Locator(".app-board__changed")).ToHaveTextAsync("Changed");
        await Expect(watching.Locator("[data-live-said]")).ToContainTextAsync("Changed:");
        Assert.True(await watching.EvaluateAsync<bool>("window.neverReloaded === true"));
        await Close(watching, recording);
    }

    [Fact]
    public async Task What_changes_while_the_connection_is_lost_is_there_when_it_comes_back()
    {
        var child = site.Take().Child.Id;
        var watching = await site.SignedIn(Site.OtherManager);
        await watching.Context.RouteAsync("**/hubs/boards/**", route => route.AbortAsync());
        await watching.GotoAsync($"/saltmarsh/board?q={child}");
        // Push fails, the page still asks: it says that it does.
        await Expect(watching.Locator("[data-live]")).ToHaveTextAsync(new Regex("^Looking again every 15 seconds, as at "));
        var row = watching.Locator($"tr[data-child='{child}']");
        var before = await row.GetAttributeAsync("data-print");

        var recording = await site.SignedIn(Site.Manager);
        await ChangePlan(recording, child);

        await watching.Context.UnrouteAsync("**/hubs/boards/**");
        await Expect(watching.Locator("[data-live]")).ToHaveTextAsync(Connected(), new() { Timeout = 90_000 });
        await Expect(row).Not.ToHaveAttributeAsync("data-print", before!);
        await Close(watching, recording);
    }

    [Fact]
    public async Task A_board_that_cannot_be_reached_says_so_with_the_time_of_its_last_good_data()
    {
        var page = await site.SignedIn(Site.Manager);
        await page.Context.RouteAsync("**/hubs/boards/**", route => route.AbortAsync());
        await page.Context.RouteAsync(new Regex("handler=Rows"), route => route.AbortAsync());

        await page.GotoAsync("/saltmarsh/board");

        await Expect(page.Locator("[data-live]")).ToHaveTextAsync(new Regex(@"^Not connected\. Last good data at \d\d:\d\d$"));
        Assert.NotEqual(0, await page.Locator("tr[data-child]").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_has_the_keyboard_keeps_it_when_the_board_changes()
    {
        var child = site.Take().Child.Id;
        var watching = await site.SignedIn(Site.OtherManager);
        await watching.GotoAsync($"/saltmarsh/board?q={child}");
        await Expect(watching.Locator("[data-live]")).ToHaveTextAsync(Connected());
        await watching.Locator($"tr[data-child='{child}'] th a").FocusAsync();

        var recording = await site.SignedIn(Site.Manager);
        await ChangePlan(recording, child);

        await Expect(watching.Locator(".app-board__changed")).ToBeVisibleAsync();
        Assert.Equal($"child-{child}", await watching.EvaluateAsync<string>("document.activeElement.dataset.focus"));
        await Close(watching, recording);
    }

    [Fact]
    public async Task Twenty_open_pages_learn_of_a_change_without_a_single_request()
    {
        var child = site.Take().Child.Id;
        // Whole boards, filters, orders and pages: each shows something else of the same council.
        string[] addresses =
        [
            "",
            "?status=overdue",
            "?sort=child",
            $"?q={child}",
            "?page=2",
            "?sort=-overdue",
            "?status=due-soon",
            "?sort=team&page=2",
            "?status=on-track",
            $"?q={child}&sort=age",
        ];
        var pages = new List<IPage>();
        var requests = new System.Collections.Concurrent.ConcurrentQueue<string>();
        // Two people with ten pages each.
        IBrowserContext[] people = [(await site.SignedIn(Site.Manager)).Context, (await site.SignedIn(Site.OtherManager)).Context];
        for (var number = 0; number < 20; number++)
        {
            var page = await people[number % 2].NewPageAsync();
            await page.GotoAsync($"/saltmarsh/board{addresses[number % addresses.Length]}");
            await Expect(page.Locator("[data-live]")).ToHaveTextAsync(Connected(), new() { Timeout = 90_000 });
            pages.Add(page);
        }

        var before = await Task.WhenAll(pages.Select(page => page.Locator("[data-board]").GetAttributeAsync("data-version")));
        foreach (var page in pages)
            page.Request += (_, request) => requests.Enqueue(request.Url);

        using var worker = await site.Client(Site.Manager);
        await Record(worker, child, "other");
        for (var number = 0; number < pages.Count; number++)
            await Expect(pages[number].Locator("[data-board]"))
                .Not.ToHaveAttributeAsync("data-version", before[number]!, new() { Timeout = 90_000 });
        foreach (var page in pages.Where((_, number) => number % addresses.Length is 3 or 9))
            await Expect(page.Locator($"tr[data-child='{child}'] .app-board__changed")).ToHaveTextAsync("Changed");

        Assert.Empty(requests);
        // What stands in each page is what a page opened anew shows.
        foreach (var page in pages.Take(addresses.Length))
            await page.IsWhatANewPageShows();

        foreach (var person in people)
            await person.CloseAsync();
    }

    [Fact]
    public async Task What_is_half_typed_in_the_filters_stays_when_the_board_changes()
    {
        var child = site.Take().Child.Id;
        var page = await site.SignedIn(Site.OtherManager);
        await page.GotoAsync("/saltmarsh/board");
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync(Connected(), new() { Timeout = 90_000 });
        var version = await page.Locator("[data-board]").GetAttributeAsync("data-version");
        await page.Locator("#status").SelectOptionAsync("due-soon");
        await page.Locator("#q").FillAsync("half a na");

        using var worker = await site.Client(Site.Manager);
        await Record(worker, child, "other");
        await Expect(page.Locator("[data-board]")).Not.ToHaveAttributeAsync("data-version", version!);

        Assert.Equal("half a na", await page.Locator("#q").InputValueAsync());
        Assert.Equal("due-soon", await page.Locator("#status").InputValueAsync());
        Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Close(page);
    }

    private static async Task Record(HttpClient worker, string child, string option)
    {
        var today = NodaTime.SystemClock.Instance.GetCurrentInstant().InZone(Permanence.Domain.Records.Timeline.London).Date;
        using var body = new StringContent(
            $$"""{"commandId":"{{Guid.NewGuid()}}","events":["""
                + $$"""{"type":"plan-set","on":"{{today:uuuu-MM-dd}}","option":"{{option}}","track":"primary"}]}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await worker.PostAsync($"/api/authorities/saltmarsh/children/{child}/events", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // Sets a plan that no invented child has, so that the row certainly changes.
    private static async Task ChangePlan(IPage page, string child)
    {
        await page.GotoAsync($"/saltmarsh/children/{child}/record/plan-set");
        await TypeToday(page, "on");
        await page.Locator("#field-option").SelectOptionAsync("other");
        await page.GetByLabel("Primary").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator(".govuk-notification-banner__heading")).ToContainTextAsync("recorded");
    }

    internal static async Task TypeToday(IPage page, string field)
    {
        var today = NodaTime.SystemClock.Instance.GetCurrentInstant().InZone(Permanence.Domain.Records.Timeline.London).Date;
        await page.Locator($"#{field}").FillAsync($"{today.Day}");
        await page.Locator($"#{field}-month").FillAsync($"{today.Month}");
        await page.Locator($"#{field}-year").FillAsync($"{today.Year}");
    }

    private static async Task Close(params IPage[] pages)
    {
        foreach (var page in pages)
            await page.Context.CloseAsync();
    }

    [GeneratedRegex(@"^Connected, as at \d\d:\d\d$")]
    private static partial Regex Connected();
}

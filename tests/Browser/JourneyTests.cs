using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Permanence.Builders;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Permanence.Browser.Tests;

public sealed class JourneyTests(Site site)
{
    [Fact]
    public async Task A_manager_finds_a_child_reads_why_a_date_is_what_it_is_and_records_what_was_done()
    {
        var child = site.Take();
        var page = await site.SignedIn(Site.Manager);
        // They land on their team's children; this may be another team's.
        await page.GetByRole(AriaRole.Link, new() { Name = "Board", Exact = true }).ClickAsync();
        await page.GetByLabel("Name, id, social worker or duty").FillAsync(child.Child.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($@"/saltmarsh/board\?q={Regex.Escape(child.Child.Id)}"));
        await page.Locator($"tr[data-child='{child.Child.Id}'] th a").ClickAsync();

        var duty = page.Locator(".app-duty").First;
        await duty.GetByText("Why").First.ClickAsync();
        await Expect(duty.Locator(".app-working li").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Record an event" }).ClickAsync();
        await page.GetByLabel("Find a kind of event").FillAsync("care plan updated");
        await Expect(page.Locator("#narrow-said")).ToHaveTextAsync("1 kind of event matches.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Care plan updated" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Enter the date it happened." }).ClickAsync();
        Assert.Equal("on", await page.EvaluateAsync<string>("document.activeElement.id"));

        await LiveBoardTests.TypeToday(page, "on");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator(".govuk-notification-banner__heading")).ToContainTextAsync("Care plan updated on ");
        await Expect(page.Locator(".app-history__entry").Filter(new() { HasText = "Care plan updated" }).First)
            .ToContainTextAsync("Recorded");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_presses_sign_out_is_signed_out_and_the_page_behind_it_is_gone()
    {
        Requires.Chromium();
        // A session of its own: others go on with what they began.
        var page = await site.SignedInAt(site.Address, Site.OtherManager);
        await page.GotoAsync("/saltmarsh/board");
        var cookies = await page.Context.CookiesAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in$"));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToHaveCountAsync(0);
        await page.GotoAsync("/saltmarsh/board");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl="));

        // Somebody who kept a copy has nothing either.
        await page.Context.AddCookiesAsync(
            cookies.Select(cookie => new Cookie
            {
                Name = cookie.Name,
                Value = cookie.Value,
                Url = site.Address.ToString(),
            })
        );
        await page.GotoAsync("/saltmarsh/board");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl="));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_operations_dashboard_draws_itself_with_what_its_headers_let_it()
    {
        Requires.Chromium();
        var page = await site.SignedInAt(site.Address, "platform-administrator");
        var refused = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                refused.Add(message.Text);
        };
        await page.GotoAsync("/operations/dashboard/");

        await Expect(page.GetByText("Cluster", new() { Exact = false }).First).ToBeVisibleAsync();
        Assert.Empty(refused);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_survives_leaving_the_page_until_it_is_recorded()
    {
        var child = site.Take().Child.Id;
        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync($"/saltmarsh/children/{child}/record/wishes-recorded");
        await page.Locator("#note").FillAsync("She would like to stay near her school.");
        await page.GotoAsync("/saltmarsh/board");

        await page.GotoAsync($"/saltmarsh/children/{child}/record/wishes-recorded");
        await Expect(page.Locator("[data-draft-notice]")).ToBeVisibleAsync();
        await Expect(page.Locator("#note")).ToHaveValueAsync("She would like to stay near her school.");
        await LiveBoardTests.TypeToday(page, "on");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator(".govuk-notification-banner__heading")).ToContainTextAsync("recorded");
        // The page's script clears the draft; on a slow machine it runs well after the banner can be read.
        await Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();

        await page.GotoAsync($"/saltmarsh/children/{child}/record/wishes-recorded");
        await Expect(page.Locator("#note")).ToHaveValueAsync("");
        await Expect(page.Locator("[data-draft-notice]")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Everything_but_live_changes_works_without_scripts()
    {
        var child = site.Take().Child.Id;
        var page = await site.SignedIn(Site.Manager, scripts: false);
        await page.GotoAsync("/saltmarsh/board");
        await page.GetByLabel("Status", new() { Exact = true }).SelectOptionAsync("overdue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove filter, Status: Overdue" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "What comes next" }).ClickAsync();
        await Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("What comes next");
        await Expect(page).ToHaveURLAsync(new Regex("status=overdue&sort=next"));

        await page.GotoAsync($"/saltmarsh/children/{child}");
        await page.Locator(".app-duty summary").First.ClickAsync();
        await Expect(page.Locator(".app-working li").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record an event" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Care plan updated" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await LiveBoardTests.TypeToday(page, "on");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator(".govuk-notification-banner__heading")).ToContainTextAsync("Care plan updated on ");

        await page.GetByRole(AriaRole.Link, new() { Name = "Withdraw Care plan updated" }).First.ClickAsync();
        await page.GetByLabel("Why is this being changed?").FillAsync("Entered twice.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw this entry" }).ClickAsync();
        await Expect(page.Locator(".govuk-notification-banner__heading")).ToContainTextAsync("withdrawn");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_folded_or_on_another_page_is_on_the_paper()
    {
        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync($"/saltmarsh/children/{site.Take().Child.Id}");
        var folded = page.Locator("details[data-prints]").First;
        var inside = folded.Locator(".app-duty__title").First;
        await Expect(inside).ToBeHiddenAsync();
        // With a script, as any browser prints it, and folded again after it.
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await Expect(inside).ToBeVisibleAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        await Expect(inside).ToBeHiddenAsync();
        // And without one.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(inside).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await page.AddInitScriptAsync("window.printed = 0; window.print = () => window.printed++;");
        await page.GotoAsync("/saltmarsh/board?who=all");
        var all = int.Parse(
            await page.Locator(".app-count[aria-current] .app-count__number").InnerTextAsync(),
            CultureInfo.InvariantCulture
        );
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Print ") }).ClickAsync();
        await Expect(page.Locator("tr[data-child]")).ToHaveCountAsync(all);
        await page.WaitForFunctionAsync("window.printed === 1");
        // Once more from the page that shows all of them already.
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Print ") }).ClickAsync();
        await page.WaitForFunctionAsync("window.printed === 2");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_the_content_first_and_then_everything()
    {
        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync("/saltmarsh/board");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("who-In care now", await page.EvaluateAsync<string>("document.activeElement.dataset.focus"));
        await page.Locator("[data-focus=count-late]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("status=overdue"));
        await page.Context.CloseAsync();
    }
}

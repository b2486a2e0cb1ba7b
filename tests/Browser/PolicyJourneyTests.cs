using Microsoft.Playwright;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>A policy lead looks up what stands behind a date.</summary>
public sealed class PolicyJourneyTests(Site site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_a_childs_date_to_the_clause_and_back_to_the_children_it_presses_on(bool scripts)
    {
        var page = await site.SignedIn(Site.Manager, scripts);
        await page.GotoAsync("/saltmarsh/board");
        var clause = page.Locator("a.app-board__clause").First;
        var id = await clause.InnerTextAsync();
        await clause.ClickAsync();

        await Assertions.Expect(page.Locator(".govuk-caption-l")).ToHaveTextAsync(id);
        var child = page.Locator(".app-reach tbody a").First;
        await child.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What is due" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_search_leaves_the_clauses_that_fit_open_to_read(bool scripts)
    {
        var page = await site.SignedIn(Site.Manager, scripts);
        await page.GotoAsync("/saltmarsh/policy");
        await Assertions.Expect(page.Locator(".app-provision").First).ToBeHiddenAsync();

        await page.GetByLabel("Words, section or clause id").FillAsync("before a match");
        await page.GetByLabel("What it does").SelectOptionAsync("gate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();

        Assert.Contains("q=before+a+match", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".app-provision").First).ToBeVisibleAsync();
        await page.Locator(".app-provision a").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stops an entry" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}

using Microsoft.Playwright;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>A council keeps its list of adopters: adds, moves on, takes off, and sees what others did.</summary>
public sealed class KeptListTests(Site site)
{
    private const string Manager = "saltmarsh-team-manager";
    private const string Sheet = "/saltmarsh/lists/adopter-sheet";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_household_is_added_moved_to_another_sheet_and_taken_off_with_a_reason(bool scripts)
    {
        var page = await site.SignedIn(Manager, scripts);
        var household = $"Ashcombe household {(scripts ? "one" : "two")}";
        await page.GotoAsync("/saltmarsh/indicators");
        await page.GetByRole(AriaRole.Link, new() { Name = "Adopters waiting" }).ClickAsync();
        await page.Locator(".app-count", new() { HasText = "Approved" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the list" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Approved")).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the list" }).ClickAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Fill in “Household”.");
        await page.GetByLabel("Household").FillAsync(household);
        await Day(page, "4", "3", "2025");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the list" }).ClickAsync();

        await Assertions.Expect(page.Locator(".govuk-notification-banner")).ToContainTextAsync($"{household} is on the list.");
        Assert.Contains("sheet=Approved", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = $"Change {household}" }).ClickAsync();
        await page.GetByLabel("Matched").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = household, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".app-history__entry").First).ToContainTextAsync("Stage: Matched (was Approved)");
        await page.GetByRole(AriaRole.Link, new() { Name = "Take off the list" }).ClickAsync();
        await page.GetByLabel("Why does it come off the list?").FillAsync("The child was placed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take off the list" }).ClickAsync();

        await Assertions.Expect(page.Locator(".govuk-notification-banner")).ToContainTextAsync($"{household} is off the list.");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = household, Exact = true })).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_on_the_pages_of_a_list()
    {
        var page = await site.SignedIn(Manager);
        await Add(page, "Birchmore household");
        var row = await page.GetByRole(AriaRole.Link, new() { Name = "Birchmore household", Exact = true }).GetAttributeAsync("href");
        foreach (
            var address in new[]
            {
                "/saltmarsh/indicators",
                Sheet,
                $"{Sheet}?sheet=Matched",
                $"{Sheet}?sheet=Stage%201&sort=-since",
                "/saltmarsh/lists/carer-enquiries",
                $"{Sheet}/add",
                "/saltmarsh/lists/carer-enquiries/add",
                row!,
                $"{row}/change",
                $"{row}/remove",
            }
        )
        {
            Assert.True((await page.GotoAsync(address))!.Ok, address);
            await AccessibilityTests.NothingFoundNorTooWide(page);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Take off the list" }).ClickAsync();
        await page.Locator(".govuk-error-summary").WaitForAsync();
        await AccessibilityTests.NothingFoundNorTooWide(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_shown_before_it_is_overwritten()
    {
        var mine = await site.SignedIn(Manager);
        var theirs = await site.SignedIn("saltmarsh-service-manager");
        await Add(mine, "Calderby household");
        var change =
            $"{await mine.GetByRole(AriaRole.Link, new() { Name = "Calderby household", Exact = true }).GetAttributeAsync("href")}/change";
        await mine.GotoAsync(change);
        await theirs.GotoAsync(change);
        await theirs.GetByLabel("Stage 2").CheckAsync();
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await theirs.Locator(".govuk-notification-banner").WaitForAsync();

        await mine.GetByLabel("Matched").CheckAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions
            .Expect(mine.Locator(".govuk-error-summary"))
            .ToContainTextAsync("Verity Kingsmoor changed this row while you were typing.");
        await Assertions.Expect(mine.Locator("#meanwhile")).ToContainTextAsync("Stage 2");
        await Assertions.Expect(mine.GetByLabel("Matched")).ToBeCheckedAsync();
        await AccessibilityTests.NothingFoundNorTooWide(mine);
        await mine.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(mine.Locator(".govuk-notification-banner")).ToContainTextAsync("Calderby household is changed.");
        await mine.Context.CloseAsync();
        await theirs.Context.CloseAsync();
    }

    private static async Task Add(IPage page, string household)
    {
        await page.GotoAsync($"{Sheet}/add?sheet=Stage%201");
        await page.GetByLabel("Household").FillAsync(household);
        await Day(page, "4", "3", "2025");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the list" }).ClickAsync();
        await page.Locator(".govuk-notification-banner").WaitForAsync();
    }

    private static async Task Day(IPage page, string day, string month, string year)
    {
        await page.GetByLabel("Day").FillAsync(day);
        await page.GetByLabel("Month").FillAsync(month);
        await page.GetByLabel("Year").FillAsync(year);
    }
}

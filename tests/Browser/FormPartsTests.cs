using Microsoft.Playwright;
using Permanence.Builders;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Permanence.Browser.Tests;

/// <summary>Parts of a council's form that hang on an answer come and go with it, and are all there where no script runs.</summary>
public sealed class FormPartsTests(Site site)
{
    [Fact]
    public async Task Parts_come_and_go_with_the_answer_they_hang_on_and_keep_what_was_typed()
    {
        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync($"/{InventedConfig.Council}/children/{site.Take().Child.Id}/forms/planning-meeting");
        var part = Part(page);
        var said = page.Locator("#the-form > [aria-live]");
        await Expect(part).ToBeHiddenAsync();
        await Expect(said).ToBeEmptyAsync();

        await Answer(page, "yes").CheckAsync();
        await Expect(part).ToBeVisibleAsync();
        await Expect(said).ToHaveTextAsync("Now asked: Escalation.");
        // The keyboard stays where it was.
        Assert.Equal("yes", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.Locator("#f-escalated-evidence").FillAsync("Told on Monday");
        await AccessibilityTests.NothingFoundNorTooWide(page);

        await Answer(page, "no").CheckAsync();
        await Expect(part).ToBeHiddenAsync();
        await Expect(said).ToHaveTextAsync("No longer asked: Escalation.");
        await AccessibilityTests.NothingFoundNorTooWide(page);

        await Answer(page, "yes").CheckAsync();
        await Expect(part).ToBeVisibleAsync();
        Assert.Equal("Told on Monday", await page.Locator("#f-escalated-evidence").InputValueAsync());

        // What was typed is there again after the page was left, and so is the part it was typed into.
        await page.ReloadAsync();
        await Expect(part).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_every_part_stands_there_and_says_when_it_is_asked()
    {
        var plain = await site.SignedIn(Site.Manager, scripts: false);
        await plain.GotoAsync($"/{InventedConfig.Council}/children/{site.Take().Child.Id}/forms/planning-meeting");

        await Expect(Part(plain)).ToBeVisibleAsync();
        await Expect(Part(plain)).ToContainTextAsync("Only if");
        await plain.Context.CloseAsync();
    }

    private static ILocator Part(IPage page) =>
        page.Locator(
            ".app-form__section",
            new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Escalation", IncludeHidden = true }) }
        );

    private static ILocator Answer(IPage page, string value) => page.Locator($"input[name='f-timeliness-is-at-risk'][value='{value}']");
}

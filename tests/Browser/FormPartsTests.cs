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

    [Fact]
    public async Task Every_tick_of_a_question_comes_back_and_so_does_what_was_emptied_but_nothing_over_what_a_link_brings()
    {
        var child = $"/{InventedConfig.Council}/children/{site.Take().Child.Id}";
        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync($"{child}/forms/tracking-referral");
        var reasons = page.Locator("input[name='f-reason-for-the-referral']");
        await reasons.Nth(0).CheckAsync();
        await reasons.Nth(1).CheckAsync();
        await reasons.Nth(2).CheckAsync();
        await reasons.Nth(1).UncheckAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-draft-notice]")).ToBeVisibleAsync();
        await Expect(reasons.Nth(0)).ToBeCheckedAsync();
        await Expect(reasons.Nth(1)).Not.ToBeCheckedAsync();
        await Expect(reasons.Nth(2)).ToBeCheckedAsync();

        await page.GotoAsync($"{child}/record/meeting-held");
        await page.Locator("#note").FillAsync("Of another meeting.");
        await page.GotoAsync($"{child}/record/meeting-held?field-meeting=permanence-planning");
        await Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();
        await Expect(page.Locator("[name='field-meeting']").First).ToHaveValueAsync("permanence-planning");
        await Expect(page.Locator("#note")).ToHaveValueAsync("");
        await Expect(page.Locator("[data-draft-notice]")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    private static ILocator Part(IPage page) =>
        page.Locator(
            ".app-form__section",
            new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Escalation", IncludeHidden = true }) }
        );

    private static ILocator Answer(IPage page, string value) => page.Locator($"input[name='f-timeliness-is-at-risk'][value='{value}']");
}

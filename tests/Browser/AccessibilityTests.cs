using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>
/// The rules of axe on every page, with nothing switched off: WCAG 2.2 A and AA and its best practices. There is no exception: the one
/// fault in govuk-frontend's own markup that we know of is in its accordion, which no page uses.
/// </summary>
public sealed class AccessibilityTests(Site site)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/nothing-here")]
    [InlineData("/fenmarsh/board")]
    [InlineData("/saltmarsh/board")]
    [InlineData("/saltmarsh/board?status=overdue&sort=-overdue")]
    [InlineData("/saltmarsh/board?q=nobody-is-called-this")]
    [InlineData("/saltmarsh/board?on=2026-03-31")]
    [InlineData("/saltmarsh/imports")]
    [InlineData("/saltmarsh/people")]
    [InlineData("/saltmarsh/people/saltmarsh-iro")]
    [InlineData("/saltmarsh/policy")]
    [InlineData("/saltmarsh/policy?q=sibling&force=must")]
    [InlineData("/saltmarsh/policy?q=zebra")]
    [InlineData("/saltmarsh/policy/clauses/SALT-5")]
    [InlineData("/saltmarsh/policy/clauses/SALT-7")]
    [InlineData("/saltmarsh/policy/compare")]
    [InlineData("{child}")]
    [InlineData("{child}?on=2026-03-31")]
    [InlineData("{child}?history=all")]
    [InlineData("/saltmarsh/practice")]
    [InlineData("/saltmarsh/practice/options")]
    [InlineData("/saltmarsh/practice/meetings")]
    [InlineData("/saltmarsh/practice/roles")]
    [InlineData("/saltmarsh/practice/forms/together-apart")]
    [InlineData("/saltmarsh/indicators")]
    [InlineData("/saltmarsh/indicators/plan-adoption")]
    [InlineData("/saltmarsh/eligibility")]
    [InlineData("/saltmarsh/eligibility/special-guardianship-application")]
    [InlineData("{child}/eligibility")]
    [InlineData("{child}/eligibility/special-guardianship-application")]
    [InlineData("{child}/held")]
    [InlineData("{child}/views")]
    [InlineData("{child}/forms")]
    [InlineData("{child}/forms/planning-meeting")]
    [InlineData("{child}/forms/conference-referral")]
    [InlineData("{child}/forms/together-apart")]
    [InlineData("{child}/forms/reviewing-checklist")]
    [InlineData("{child}/record/referred?field-to=tracking")]
    [InlineData("{child}/record")]
    [InlineData("{child}/record/review-held")]
    [InlineData("{child}/record/review-booked")]
    [InlineData("{child}/record/placement-started")]
    [InlineData("{child}/record/meeting-held")]
    [InlineData("{child}/entries/{entry}/correct")]
    [InlineData("{child}/entries/{entry}/withdraw")]
    public Task Axe_finds_nothing_on(string address) =>
        site.Reading(
            Site.Manager,
            async page =>
            {
                await page.GotoAsync(await Real(page, address));
                // What is folded away is looked at too.
                await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");

                await NothingFoundNorTooWide(page);
            }
        );

    [Fact]
    public async Task Axe_finds_nothing_on_a_form_with_faults()
    {
        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync(await Real(page, "{child}/record/court-date-listed"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await page.Locator(".govuk-error-summary").WaitForAsync();

        await NothingFound(page);
        Assert.True(await page.Locator(".govuk-error-summary").EvaluateAsync<bool>("summary => summary === document.activeElement"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_on_who_looked()
    {
        var page = await site.SignedIn("saltmarsh-information-governance");
        await page.GotoAsync("/saltmarsh/board");
        await page.GotoAsync("/saltmarsh/views?on-day=31");
        await NothingFoundNorTooWide(page);
        await page.GotoAsync("/saltmarsh/views");
        await page.GetByText("The board").First.WaitForAsync();
        await NothingFoundNorTooWide(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_on_the_board_of_an_agency()
    {
        var page = await site.SignedIn(Site.Coordinator);
        await page.Locator(".app-board").WaitForAsync();
        Assert.EndsWith("/agencies/marshland-adoption", page.Url, StringComparison.Ordinal);
        await NothingFound(page);
        await page.SetViewportSizeAsync(320, 640);
        Assert.Equal("", await page.EvaluateAsync<string>(TooWide));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_on_a_question_answered_without_scripts()
    {
        var plain = await site.SignedIn(Site.Manager, scripts: false);
        await plain.GotoAsync(await Real(plain, "{child}/eligibility/special-guardianship-application"));
        await plain.Locator("input[name='fact-relative'][value='yes']").CheckAsync();
        await plain.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        Assert.Equal("Answer: No", await plain.Locator("#answer").TextContentAsync());

        var page = await site.SignedIn(Site.Manager);
        await page.GotoAsync(await Real(page, "{child}/eligibility/special-guardianship-application"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        await page.Locator("#answer").WaitForAsync();
        await NothingFound(page);
        await page.SetViewportSizeAsync(320, 640);
        Assert.Equal("", await page.EvaluateAsync<string>(TooWide));
        await plain.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    // At 320 pixels, which is 1280 at 400% zoom, nothing may need scrolling sideways but what has a scrolling frame of its own.
    private const string TooWide = """
        document.documentElement.scrollWidth <= document.documentElement.clientWidth ? "" :
          [...document.querySelectorAll("main *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".app-scroll, .app-timeline"))
            .slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(" | ") || "outside main"
        """;

    internal static async Task NothingFoundNorTooWide(IPage page)
    {
        await NothingFound(page);
        await page.SetViewportSizeAsync(320, 640);
        Assert.Equal("", await page.EvaluateAsync<string>(TooWide));
        await page.SetViewportSizeAsync(1280, 900);
    }

    // In the page itself: no page of ours has a frame, and a blank page beside each, to put frames' findings together, is half the cost.
    internal static async Task NothingFound(IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        var found = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
              .map(one => `${one.id} (${one.impact}): ${one.help}: ${one.nodes.slice(0, 3).map(node => node.html).join(" | ")}`)
            """
        );
        Assert.Equal([], found);
        Assert.Single(page.Frames);
    }

    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    private async Task<string> Real(IPage page, string address)
    {
        if (!address.Contains("{child}", StringComparison.Ordinal))
            return address;
        var child = $"/saltmarsh/children/{site.Children[0].Child.Id}";
        if (!address.Contains("{entry}", StringComparison.Ordinal))
            return address.Replace("{child}", child, StringComparison.Ordinal);
        await page.GotoAsync(child);
        var link = await page.GetByRole(AriaRole.Link, new() { Name = "Correct" }).First.GetAttributeAsync("href");
        return address
            .Replace("{child}/entries/{entry}/correct", link, StringComparison.Ordinal)
            .Replace(
                "{child}/entries/{entry}/withdraw",
                link!.Replace("/correct", "/withdraw", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
    }
}

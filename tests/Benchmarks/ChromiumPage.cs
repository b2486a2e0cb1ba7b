using System.Net;
using Microsoft.Playwright;
using Permanence.Builders;

namespace Permanence.Benchmarks;

/// <summary>One open board in a real Chromium, which says when a row that is waited for has become another in its document.</summary>
internal sealed class ChromiumPage : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IPage page;

    private ChromiumPage(IPlaywright playwright, IBrowser browser, IPage page) =>
        (this.playwright, this.browser, this.page) = (playwright, browser, page);

    /// <param name="changed">Given the time at which the row stood in the document, in milliseconds since 1970.</param>
    public static async Task<ChromiumPage> Open(Uri address, CookieContainer cookies, string prefix, Action<double> changed)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Requires.ChromiumPath, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }
        );
        var context = await browser.NewContextAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await context.AddCookiesAsync(
            cookies
                .GetCookies(address)
                .Select(cookie => new Microsoft.Playwright.Cookie
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Domain = address.Host,
                    Path = "/",
                })
        );
        var page = await context.NewPageAsync();
        await page.ExposeFunctionAsync("rowChanged", changed);
        await page.GotoAsync(address.ToString());
        await page.Locator("[data-live][data-state='connected']").WaitForAsync(new() { Timeout = 30_000 });
        await page.EvaluateAsync(
            """
            (prefix) => new MutationObserver((changes) => {
              if (changes.some((change) => change.target.dataset?.child?.startsWith(prefix)))
                window.rowChanged(performance.timeOrigin + performance.now());
            }).observe(document.querySelector("[data-rows]"), { subtree: true, attributes: true, attributeFilter: ["data-print"] })
            """,
            prefix
        );
        return new ChromiumPage(playwright, browser, page);
    }

    public async ValueTask DisposeAsync()
    {
        await page.CloseAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

using Microsoft.Playwright;
using Permanence.Builders;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>What stands on a board that somebody has open.</summary>
internal static class ShownBoard
{
    /// <summary>
    /// Waits until an open page, which nobody touches, holds what a page opened anew shows. Others may record while it is looked at, so
    /// that both are read until they agree.
    /// </summary>
    public static async Task IsWhatANewPageShows(this IPage page)
    {
        var anew = await page.Context.NewPageAsync();
        var (live, fresh) = ("", "");
        try
        {
            await Eventually.IsTrue(
                $"{page.Url} is what a new page shows",
                async () =>
                {
                    await anew.GotoAsync(page.Url);
                    fresh = await Text(anew);
                    live = await Text(page);
                    return live == fresh;
                },
                cancellation: TestContext.Current.CancellationToken
            );
        }
        catch (TimeoutException)
        {
            Assert.Equal(fresh, live);
        }

        await anew.CloseAsync();
    }

    // The rows in their order and every number around them, without the marks of what changed.
    private static Task<string> Text(IPage page) =>
        page.EvaluateAsync<string>(
            """
            () => {
              const board = document.querySelector("[data-board]").cloneNode(true);
              for (const mark of board.querySelectorAll(".app-board__changed")) mark.remove();
              return board.innerText.replace(/\s+/g, " ");
            }
            """
        );
}

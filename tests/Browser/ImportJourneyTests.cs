using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Permanence.Builders;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Permanence.Browser.Tests;

public sealed class ImportJourneyTests(Site site)
{
    private const string Analyst = "fenmarsh-analyst";

    [Fact]
    public async Task A_return_is_read_checked_confirmed_and_undone()
    {
        var page = await site.SignedIn(Analyst);
        await page.GotoAsync("/fenmarsh/imports");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the files" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Select the collection year of these files." })).ToBeVisibleAsync();

        await page.GetByLabel("Collection year").SelectOptionAsync("2024-25");
        await page.GetByLabel("Files")
            .SetInputFilesAsync(
                Directory.GetFiles(Path.Combine(Repository.Root, "tests/Domain/Returns/samples/clean903/2024-25"), "*.csv")
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the files" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check what this import will do" })).ToBeVisibleAsync(Long);
        await Expect(page.Locator("main")).ToContainTextAsync("Nothing has been changed yet");
        await AccessibilityTests.NothingFound(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "See which" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New: a record is opened" }).ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("New");
        await AccessibilityTests.NothingFound(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Import 2024-25" }).ClickAsync();
        await page.GotoAsync("/fenmarsh/board");
        await Expect(page.GetByText("No child is on this board yet.")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and change the records" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The import is done" })).ToBeVisibleAsync(Long);
        var manager = await site.SignedIn("fenmarsh-team-manager");
        await manager.GotoAsync($"{page.Url}/names");
        await Expect(manager.GetByLabel("Name of P0003")).ToBeVisibleAsync();
        await AccessibilityTests.NothingFoundNorTooWide(manager);
        await manager.Context.CloseAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the board" }).ClickAsync();
        await Expect(page.Locator("tr[data-child]").First).ToBeVisibleAsync();
        await page.Locator("tr[data-child] th a").First.ClickAsync();
        await Expect(page.Locator("#history ~ *").Filter(new() { HasText = "SSDA903 2024-25" }).First).ToBeVisibleAsync();

        await page.GotoAsync("/fenmarsh/imports");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^2024-25") }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this import" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The import was undone" })).ToBeVisibleAsync(Long);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Findings_can_be_narrowed_to_their_rows_and_taken_away()
    {
        var page = await site.SignedIn("saltmarsh-analyst");
        await page.GotoAsync("/saltmarsh/imports");
        await page.GetByLabel("Collection year").SelectOptionAsync("2024-25");
        var folder = Path.Combine(Repository.Root, "tests/Domain/Returns/samples/clean903/2024-25");
        // One row more than the file has, of a child whom no header names.
        var episodes = await File.ReadAllTextAsync(Path.Combine(folder, "episodes.csv"), TestContext.Current.CancellationToken);
        var first = episodes.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var strange = string.Join('\n', [.. first, "=NOBODY" + first[1][first[1].IndexOf(',', StringComparison.Ordinal)..]]) + "\n";
        await page.GetByLabel("Files")
            .SetInputFilesAsync([
                new FilePayload
                {
                    Name = "header.csv",
                    MimeType = "text/csv",
                    Buffer = await File.ReadAllBytesAsync(Path.Combine(folder, "header.csv"), TestContext.Current.CancellationToken),
                },
                new FilePayload
                {
                    Name = "episodes.csv",
                    MimeType = "text/csv",
                    Buffer = System.Text.Encoding.UTF8.GetBytes(strange),
                },
            ]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the files" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check what this import will do" })).ToBeVisibleAsync(Long);

        await page.GetByLabel("Child, file, field or words").FillAsync("NOBODY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator(".app-findings tbody tr").First).ToContainTextAsync($"{first.Length + 1}");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove filter, Search: NOBODY" })).ToBeVisibleAsync();
        await AccessibilityTests.NothingFound(page);
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Download these") }).ClickAsync()
        );
        var csv = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("'=NOBODY", csv, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static LocatorAssertionsToBeVisibleOptions Long => new() { Timeout = 60_000 };
}

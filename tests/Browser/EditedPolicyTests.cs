using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Grains.Policies;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>A policy with a second version, whose files are edited while somebody reads it.</summary>
public sealed class EditedPolicyTests(Site site) : IAsyncLifetime
{
    private const string First = "authorities/saltmarsh/2026-01-05";
    private const string Second = "authorities/saltmarsh/2026-01-12";

    private readonly InventedConfig config = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-browser-");
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        Requires.Chromium();
        Directory.CreateDirectory(config.At(Second));
        foreach (var file in Directory.EnumerateFiles(config.At(First)))
            File.Copy(file, Path.Combine(config.At(Second), Path.GetFileName(file)));
        config.Change($"{Second}/pack.yaml", text => text.Replace("2026-01-05", "2026-01-12", StringComparison.Ordinal));
        config.Change(
            $"{Second}/planning-meetings.yaml",
            text => text.Replace("within: 15 working-days", "within: 12 working-days", StringComparison.Ordinal)
        );
        config.Change($"{Second}/clauses.yaml", text => text.Replace("force: information", "force: should", StringComparison.Ordinal));
        app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = config.Folder,
                Urls = "http://127.0.0.1:0",
                DataFolder = data.FullName,
                InventedChildren = false,
                Environment = PermanenceHost.Demonstration,
            },
            builder => builder.Logging.ClearProviders()
        );
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        data.Delete(recursive: true);
        config.Dispose();
    }

    [Fact]
    public async Task Versions_a_refused_edit_and_what_an_edit_changed_are_shown_to_everybody()
    {
        var page = await site.SignedInAt(new Uri(app.Urls.First()), Site.Manager);
        await page.GotoAsync("/saltmarsh/policy/compare");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Duties with other dates" })).ToBeVisibleAsync();
        await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
        await AccessibilityTests.NothingFoundNorTooWide(page);

        var policies = app.Services.GetRequiredService<PolicySource>();
        config.Change(
            $"{Second}/planning-meetings.yaml",
            text => text.Replace("within: 12 working-days", "within: 10 wroking-days", StringComparison.Ordinal)
        );
        policies.LookAgain();
        await page.GotoAsync("/saltmarsh/policy?q=SALT-1");
        await Assertions.Expect(page.GetByText("The policy files were changed and refused")).ToBeVisibleAsync();
        await AccessibilityTests.NothingFoundNorTooWide(page);

        config.Change(
            $"{Second}/planning-meetings.yaml",
            text => text.Replace("within: 10 wroking-days", "within: 10 working-days", StringComparison.Ordinal)
        );
        policies.LookAgain();
        await page.GotoAsync("/saltmarsh/policy?q=SALT-1");
        await page.GetByRole(AriaRole.Link, new() { Name = "See what the edit changed" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Within 10 working days").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the children whose dates move" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing moves for any")).ToBeVisibleAsync();
        await AccessibilityTests.NothingFoundNorTooWide(page);
        await page.Context.CloseAsync();
    }
}

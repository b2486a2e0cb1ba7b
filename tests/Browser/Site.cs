using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using NodaTime;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains;
using Xunit;

[assembly: AssemblyFixture(typeof(Permanence.Browser.Tests.Site))]

namespace Permanence.Browser.Tests;

/// <summary>
/// The whole program on an embedded store in a folder of its own and a port of its own, with the invented councils and invented children
/// of one of them, and one Chromium for all tests.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    public const string Manager = $"{InventedConfig.Council}-team-manager";
    public const string OtherManager = $"{InventedConfig.Council}-service-manager";
    public const string Coordinator = $"{InventedConfig.Agency}-adoption-coordinator";

    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
    ];

    // Debian's own start script adds flags for a desktop, drawing by a graphics processor among them, which there is none of here.
    private static string Chromium { get; } =
        File.Exists("/usr/lib/chromium/chromium") ? "/usr/lib/chromium/chromium" : Requires.ChromiumPath;

    private readonly InventedConfig config = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-browser-");
    private WebApplication? app;
    private readonly ConcurrentDictionary<string, Task<string>> signIns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentBag<IPage>> readers = new(StringComparer.Ordinal);
    private IPlaywright? playwright;
    private IBrowser? chromium;
    private int taken;

    public Uri Address => new(app!.Urls.First());

    /// <summary>Children on the council's board, each with a record of its own.</summary>
    public IReadOnlyList<CaseFile> Children { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (!Requires.HasChromium)
            return;
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
        await Fill();
        playwright = await Playwright.CreateAsync();
        // A machine that is busy with other tests is slow, and no page is wrong for it.
        Assertions.SetDefaultExpectTimeout(60_000);
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        data.Delete(recursive: true);
        config.Dispose();
    }

    /// <summary>A browser of one person, signed in.</summary>
    public async Task<IPage> SignedIn(string person, bool scripts = true)
    {
        Requires.Chromium();
        var context = await chromium!.NewContextAsync(
            new()
            {
                StorageState = await signIns.GetOrAdd(person, SignIn),
                BaseURL = Address.ToString(),
                JavaScriptEnabled = scripts,
                ViewportSize = new() { Width = 1280, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        return page;
    }

    /// <summary>
    /// A signed-in page for a test that only looks: it may have shown other tests' pages before, and shows the next one's after. A browser
    /// of one's own costs more than most pages that are looked at.
    /// </summary>
    public async Task Reading(string person, Func<IPage, Task> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        var free = readers.GetOrAdd(person, _ => []);
        var page = free.TryTake(out var known) ? known : await SignedIn(person);
        await look(page);
        free.Add(page);
    }

    /// <summary>A browser of one person, signed in to another run of the program.</summary>
    public async Task<IPage> SignedInAt(Uri address, string person)
    {
        Requires.Chromium();
        var context = await chromium!.NewContextAsync(
            new()
            {
                BaseURL = address.ToString(),
                ViewportSize = new() { Width = 1280, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(60_000);
        var form = context.APIRequest.CreateFormData();
        form.Set("person", person);
        await context.APIRequest.PostAsync("/demo/sign-in", new() { Form = form });
        return await context.NewPageAsync();
    }

    /// <summary>A program of one person, signed in.</summary>
    public async Task<HttpClient> Client(string person)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        using var form = new FormUrlEncodedContent([new("person", person)]);
        (await client.PostAsync("/demo/sign-in", form)).EnsureSuccessStatusCode();
        return client;
    }

    // By the page itself, once a person: what it leaves in the browser serves the other tests.
    private async Task<string> SignIn(string person)
    {
        await using var context = await chromium!.NewContextAsync(new() { BaseURL = Address.ToString(), JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{person}']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
        return await context.StorageStateAsync();
    }

    /// <summary>A child of the council that nobody else in this run has taken.</summary>
    public CaseFile Take()
    {
        Requires.Chromium();
        return Children[Interlocked.Increment(ref taken) - 1];
    }

    private async Task Fill()
    {
        var region = DemoConfiguration.Load(config.At("demo")).Value!;
        var calendar = ReadOnce.Calendar;
        var today = SystemClock.Instance.GetCurrentInstant().InZone(Timeline.London).Date;
        var files = DemoRegion.Generate(region.SettingsFor(InventedConfig.Council, 7, today, calendar)!);
        // As the demonstration does: what others decided comes with their stamps.
        using var _ = Permanence.Grains.Access.Caller.Platform("demo", "demo").Ask();
        var grains = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IGrainFactory>(
            app!.Services
        );
        foreach (var file in files)
        {
            var child = new ChildKey(InventedConfig.Council, file.Child.Id);
            var loaded = await grains.GetGrain<Permanence.Grains.Children.IChildGrain>(child).Load(Guid.NewGuid(), file);
            if (!loaded.Allowed)
                throw new InvalidOperationException(loaded.Refusals[0].Sentence);
        }

        // Those who are looked after now have open duties to record something against.
        Children =
        [
            .. files.Where(file =>
                Timeline.Of(file).Events.LastOrDefault(one => one.Type is "became-looked-after" or "ceased-looked-after")
                    is { Type: "became-looked-after" }
            ),
        ];
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Orleans;
using Orleans.Reminders;
using Orleans.Runtime;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Xunit;

namespace Permanence.Api.Tests.Live;

/// <summary>A web node with its mirrors, joined to a silo with its grains, on a clock that the test moves.</summary>
public sealed class IdleTests : IAsyncLifetime
{
    private const string Council = InventedConfig.Council;
    private const int Children = 12;

    private static readonly Instant Start = Instant.FromUtc(2026, 6, 16, 9, 0);

    private readonly InventedConfig config = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-idle-");
    private readonly FakeTimeProvider time = new(Start.ToDateTimeOffset());
    private readonly Calls calls = new();
    private WebApplication app = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = config.Folder,
                Urls = "http://127.0.0.1:0",
                DataFolder = data.FullName,
                InventedChildren = false,
                Environment = PermanenceHost.Demonstration,
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(time);
                // What a silo does for itself takes the time it takes.
                foreach (var area in typeof(TimeProviderNames).GetFields().Select(field => (string)field.GetRawConstantValue()!))
                    builder.Services.AddKeyedSingleton(area, area == TimeProviderNames.Grains ? time : TimeProvider.System);
                builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, time);
                builder.Services.AddSingleton<IIncomingGrainCallFilter>(calls);
            }
        );
        await app.StartAsync(Stopping);
        using var asking = Caller.Platform("tests", "tests").Ask();
        for (var number = 1; number <= Children; number++)
        {
            var file = A.Child($"I-{number:00}", authority: Council).BecameLookedAfter("2026-03-02").File;
            Assert.Empty((await Child(file.Child.Id).Open(Guid.NewGuid(), file)).Refusals);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        data.Delete(recursive: true);
        config.Dispose();
    }

    [Fact]
    public async Task With_no_page_open_no_grain_of_a_council_is_called()
    {
        await LookFor("I-03");
        Assert.Contains($"TrackerBoardGrain.Watch {new AuthorityKey(Council)}", calls.Of(Council));
        // Open for some time after the last page, for whoever comes back.
        await Until("the node listens no more", () => calls.Of(Council).Contains($"TrackerBoardGrain.Unwatch {new AuthorityKey(Council)}"));
        // What was recorded last is kept in the board's snapshot.
        await RunFor(Duration.FromMinutes(1));
        calls.All.Clear();

        await RunFor(Duration.FromMinutes(2));

        Assert.Empty(calls.Of(Council));
        // That was no standstill: whoever looks again is answered, with the child in it.
        await LookFor("I-04");
        Assert.NotEmpty(calls.Of(Council));
    }

    // A page is opened and connects, something is recorded, the page hears of it and is closed.
    private async Task LookFor(string child)
    {
        var cookies = new CookieContainer();
        var address = new Uri(app.Urls.First());
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
        using var form = new FormUrlEncodedContent([new("person", $"{Council}-team-manager")]);
        (await client.PostAsync("/demo/sign-in", form, Stopping)).EnsureSuccessStatusCode();
        Assert.Contains(child, await client.GetStringAsync($"/{Council}/board", Stopping), StringComparison.Ordinal);

        await using var page = new HubConnectionBuilder()
            .WithUrl(new Uri(address, "/hubs/boards"), options => options.Cookies = cookies)
            .Build();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.On<JsonElement>(
            "shown",
            change =>
            {
                if (change.GetProperty("rows").TryGetProperty(child, out _))
                    heard.TrySetResult();
            }
        );
        await page.StartAsync(Stopping);
        await page.InvokeAsync<JsonElement>("Show", Council, "", 0L, Stopping);
        using (Caller.Platform("tests", "tests").Ask())
        {
            var change = A.Event("legal-status-changed", "2026-05-01", ("legalStatus", "C1"));
            Assert.Empty((await Child(child).Record(Guid.NewGuid(), [change])).Refusals);
        }

        await Until("the page heard of it", () => heard.Task.IsCompleted);
    }

    private Task Until(string what, Func<bool> condition) =>
        Eventually.IsTrue(
            what,
            async () =>
            {
                if (condition())
                    return true;
                await Step();
                return false;
            },
            cancellation: Stopping
        );

    private async Task RunFor(Duration duration)
    {
        for (var ran = Duration.Zero; ran < duration; ran += Duration.FromSeconds(1))
            await Step();
    }

    // The clock goes on, and another council's grains are asked, after whatever that set off.
    private async Task Step()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        using var asking = Caller.Platform("tests", "tests").Ask();
        await Grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(InventedConfig.OtherCouncil)).Read(AsOf.Now, Stopping);
    }

    private IChildGrain Child(string child) => Grains.GetGrain<IChildGrain>(new ChildKey(Council, child));

    private sealed class Calls : IIncomingGrainCallFilter
    {
        public ConcurrentQueue<string> All { get; } = [];

        /// <summary>Calls of the council's own grains, timers among them, by class, method and key.</summary>
        public IEnumerable<string> Of(string authority) => All.Where(call => call.Contains(authority, StringComparison.Ordinal));

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.Grain.GetType().Namespace?.StartsWith("Permanence", StringComparison.Ordinal) == true)
                All.Enqueue($"{context.Grain.GetType().Name}.{context.MethodName} {context.TargetId.Key}");
            return context.Invoke();
        }
    }
}

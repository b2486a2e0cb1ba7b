using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Orleans.Reminders;
using Orleans.Runtime;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>
/// The whole program with the invented councils and no children, on a clock that the test moves: everything that looks at the time, and
/// every timer of the platform, goes by it.
/// </summary>
internal sealed class ClockedSite : IAsyncDisposable
{
    public const string Council = InventedConfig.Council;
    public const string Manager = Site.Manager;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-browser-");
    private readonly WebApplication app;

    private ClockedSite(LocalDateTime londonTime)
    {
        CountingHours.AddTo(Config);
        Time = new FakeTimeProvider(LondonTime.InstantOf(londonTime).ToDateTimeOffset());
        app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = Config.Folder,
                Urls = "http://127.0.0.1:0",
                DataFolder = data.FullName,
                InventedChildren = false,
                Environment = PermanenceHost.Demonstration,
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(Time);
                // What the nodes of a cluster do among themselves takes the time it takes.
                foreach (var area in typeof(TimeProviderNames).GetFields().Select(field => (string)field.GetRawConstantValue()!))
                    builder.Services.AddKeyedSingleton(area, area == TimeProviderNames.Grains ? Time : TimeProvider.System);
                builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Time);
            }
        );
    }

    public InventedConfig Config { get; } = new();

    public FakeTimeProvider Time { get; }

    public Uri Address => new(app.Urls.First());

    public Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    public static async Task<ClockedSite> StartedAt(LocalDateTime londonTime)
    {
        Requires.Chromium();
        var site = new ClockedSite(londonTime);
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    /// <summary>Lets the clock run to a London time, in steps in which the timers come round.</summary>
    public async Task RunTo(LocalDateTime londonTime)
    {
        var until = LondonTime.InstantOf(londonTime).ToDateTimeOffset();
        while (Time.GetUtcNow() < until)
        {
            var left = until - Time.GetUtcNow();
            Time.Advance(left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }

    /// <summary>Lets the clock run on until something is so.</summary>
    /// <param name="until">
    /// The London time at which the clock stands still, so that a slow machine has the time to do what it set off by then.
    /// </param>
    public async Task Until(string what, Func<Task<bool>> condition, LocalDateTime? until = null)
    {
        var last = until is { } far ? LondonTime.InstantOf(far) : Instant.MaxValue;
        await Eventually.IsTrue(
            what,
            async () =>
            {
                if (await condition())
                    return true;
                if (Now < last)
                    Time.Advance(TimeSpan.FromSeconds(1));
                return false;
            },
            cancellation: TestContext.Current.CancellationToken
        );
    }

    /// <summary>Opens a record as a council's own system would.</summary>
    public Task Open(CaseFile file) => Send("children", CaseFileJson.Write(file));

    /// <summary>Records something as a council's own system would.</summary>
    public Task Record(string child, CareEvent happened) =>
        Send(
            $"children/{child}/events",
            Encoding.UTF8.GetBytes($$"""{"commandId":"{{Guid.NewGuid()}}","events":[{{Encoding.UTF8.GetString(happened.Json.Span)}}]}""")
        );

    private async Task Send(string call, byte[] json)
    {
        var stopping = TestContext.Current.CancellationToken;
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        using var form = new FormUrlEncodedContent([new("person", Manager)]);
        (await client.PostAsync("/demo/sign-in", form, stopping)).EnsureSuccessStatusCode();
        using var body = new ByteArrayContent(json);
        body.Headers.ContentType = new("application/json");
        using var answer = await client.PostAsync($"/api/authorities/{Council}/{call}", body, stopping);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(stopping));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        data.Delete(recursive: true);
        Config.Dispose();
    }
}

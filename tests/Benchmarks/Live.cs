using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Permanence.Api.Hosting;
using Permanence.Api.Http;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;

namespace Permanence.Benchmarks;

/// <summary>
/// The time from handing an event to the child's grain, which decides, writes durably and tells the board, until a browser's connection has
/// the changed row. The reference sends a message of the same size from a bare hub, with no grain and no store between.
/// </summary>
internal static class Live
{
    private const int Events = 200;
    private static readonly int[] Watchers = [100, 500];

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("permanence-live-").FullName;
        await using var app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = Repository.Config,
                DataFolder = folder,
                Urls = "http://127.0.0.1:0",
                InventedChildren = false,
            },
            builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await app.StartAsync();
        await using var bare = BareWeb.Build("http://127.0.0.1:0");
        await bare.StartAsync();

        var authority = ReadOnce.Library.Authorities[0].Id;
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        var child = grains.GetGrain<IChildGrain>(GrainKeys.Child(authority, "LIVE-1"));
        using (Caller.Platform("benchmark", "benchmark").Ask())
        {
            await child.Open(
                Guid.NewGuid(),
                new CaseFile(
                    authority,
                    new Child
                    {
                        Id = "LIVE-1",
                        Born = A.Day("2018-09-04"),
                        Name = "Ada Example",
                    },
                [A.Event("became-looked-after", "2026-01-05", ("basis", "planned"), ("legalStatus", "V2"))]));
        }

        var cookies = new CookieContainer();
        using (var handler = new HttpClientHandler { CookieContainer = cookies })
        using (var client = new HttpClient(handler))
        {
            using var form = new FormUrlEncodedContent([new("person", $"{authority}-team-manager")]);
            using var signedIn = await client.PostAsync(new Uri($"{app.Urls.First()}/demo/sign-in"), form);
            signedIn.EnsureSuccessStatusCode();
        }

        foreach (var watchers in Watchers)
        {
            var ours = await Measured(
                watchers,
                $"{app.Urls.First()}/hubs/boards",
                cookies,
                hub => hub.InvokeAsync<long>("Watch", authority),
                async number =>
            {
                using var asking = Caller.Platform("benchmark", "benchmark").Ask();
                // Every event changes the row.
                    var ruling = await child.Record(
                        Guid.NewGuid(),
                        [A.Event("legal-status-changed", "2026-02-02", ("legalStatus", number % 2 == 0 ? "C1" : "V2"))]
                    );
                if (!ruling.Allowed)
                    throw new InvalidOperationException(ruling.Refusals[0].Sentence);
            });
            var context = bare.Services.GetRequiredService<IHubContext<BareWeb.BareHub>>();
            var row = new
            {
                authority,
                version = 1L,
                rows = new[]
                {
                    new
                    {
                        child = "LIVE-1",
                        name = "Ada Example",
                        age = "7",
                        legalStatus = "V2",
                        rag = "red",
                        overdue = 3,
                        dueSoon = 1,
                        next = new
                        {
                            title = "First permanence planning meeting",
                            due = "2026-02-03",
                            clause = "X-8-08",
                        },
                    },
                },
            };
            var reference = await Measured(
                watchers,
                $"{bare.Urls.First()}/hub",
                cookies,
                hub => hub.InvokeAsync("Watch"),
                _ => context.Clients.Group("watchers").SendAsync("changed", row)
            );
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{watchers} watchers: p50 {ours.Median:N1} ms, p99 {ours.Slowest:N1} ms ({ours.Received:N0} messages); "
                        + $"bare SignalR p50 {reference.Median:N1} ms, p99 {reference.Slowest:N1} ms; "
                        + $"p99 {Measure.Ratio(ours.Slowest, reference.Slowest)}"
                )
            );
        }

        await app.StopAsync();
        await bare.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(double Median, double Slowest, int Received)> Measured(
        int watchers,
        string url,
        CookieContainer cookies,
        Func<HubConnection, Task> watch,
        Func<int, Task> send
    )
    {
        var taken = new List<double>();
        var sentAt = 0L;
        SemaphoreSlim arrived = new(0);
        var connections = new List<HubConnection>();
        for (var number = 0; number < watchers; number++)
        {
            var connection = new HubConnectionBuilder().WithUrl(url, options => options.Cookies = cookies).Build();
            connection.On<object>("changed", _ =>
            {
                var milliseconds = Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt)).TotalMilliseconds;
                lock (taken)
                    taken.Add(milliseconds);
                arrived.Release();
            });
            await connection.StartAsync();
            await watch(connection);
            connections.Add(connection);
        }

        for (var number = 0; number < Events; number++)
        {
            Volatile.Write(ref sentAt, Stopwatch.GetTimestamp());
            await send(number);
            for (var watcher = 0; watcher < watchers; watcher++)
            {
                if (!await arrived.WaitAsync(TimeSpan.FromSeconds(30)))
                    throw new TimeoutException($"Message {number} did not reach watcher {watcher}.");
            }

            // The first ones compile.
            if (number == Events / 10)
            {
                lock (taken)
                    taken.Clear();
            }
        }

        foreach (var connection in connections)
            await connection.DisposeAsync();
        double[] ordered = [.. taken.Order()];
        return (Measure.Percentile(ordered, 0.5), Measure.Percentile(ordered, 0.99), ordered.Length);
    }
}

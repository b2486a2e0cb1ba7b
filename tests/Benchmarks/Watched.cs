using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Permanence.Builders;

namespace Permanence.Benchmarks;

/// <summary>How long it took until a changed row stood in the documents, in milliseconds, over all pages.</summary>
/// <param name="Chromium">The same of the one page in a real browser; null where there was none.</param>
internal sealed record Taken(double Median, double Slowest, Taken? Chromium);

/// <summary>A number of pages open on one server, and when a changed row came to stand in them.</summary>
internal sealed class Watched(
    Uri address,
    CookieContainer cookies,
    string authority,
    string prefix,
    IReadOnlyDictionary<string, string> html
) : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly List<OpenPage> pages = [];
    private readonly List<double> taken = [];
    private readonly List<double> takenInChromium = [];
    private readonly SemaphoreSlim arrived = new(0);
    private ChromiumPage? chromium;
    private long sent;
    private double sentAt;

    /// <summary>What each view was sent, in order.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<JsonElement>> Heard { get; } = new(StringComparer.Ordinal);

    public async Task Open(int count)
    {
        if (Requires.HasChromium)
            chromium = await ChromiumPage.Open(new Uri(address, $"/{authority}/board"), cookies, prefix, ChangedInChromium);
        var views = html.Keys.ToList();
        for (var number = chromium is null ? 0 : 1; number < count; number++)
        {
            var query = views[number % views.Count];
            // One page of each view notes what it is sent.
            var heard = Heard.TryAdd(query, new()) ? Heard[query] : null;
            var page = new OpenPage(
                new Uri(address, "/hubs/boards"),
                cookies,
                html[query],
                prefix,
                (change, at) =>
                {
                    heard?.Enqueue(change);
                    if (at is { } placed)
                        Placed(Stopwatch.GetElapsedTime(Volatile.Read(ref sent), (long)placed).TotalMilliseconds, taken);
                }
            );
            pages.Add(page);
            await page.Open(query);
        }
    }

    /// <summary>Does something so often that changes the row, each time waiting until it stands in every page.</summary>
    public async Task<Taken> Measure(int times, Func<Task> change)
    {
        var count = pages.Count + (chromium is null ? 0 : 1);
        for (var number = -times / 5; number < times; number++)
        {
            // The first ones compile.
            if (number == 0)
            {
                lock (taken)
                {
                    taken.Clear();
                    takenInChromium.Clear();
                }
            }

            Volatile.Write(ref sentAt, Now());
            Volatile.Write(ref sent, Stopwatch.GetTimestamp());
            await change();
            for (var page = 0; page < count; page++)
            {
                if (!await arrived.WaitAsync(Longest))
                    throw new TimeoutException($"Change {number} came to {page} pages of {count}.");
            }
        }

        return Of([.. taken, .. takenInChromium], takenInChromium.Count == 0 ? null : Of(takenInChromium, null));
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is { } open)
        {
            chromium = null;
            await open.DisposeAsync();
        }

        await Task.WhenAll(pages.Select(page => page.DisposeAsync().AsTask()));
        pages.Clear();
    }

    private static Taken Of(List<double> all, Taken? chromium)
    {
        double[] ordered = [.. all.Order()];
        return new Taken(Benchmarks.Measure.Percentile(ordered, 0.5), Benchmarks.Measure.Percentile(ordered, 0.99), chromium);
    }

    private void ChangedInChromium(double at) => Placed(at - Volatile.Read(ref sentAt), takenInChromium);

    private void Placed(double milliseconds, List<double> into)
    {
        lock (taken)
            into.Add(milliseconds);
        arrived.Release();
    }

    private static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
}

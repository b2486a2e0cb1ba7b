using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;

namespace Permanence.Benchmarks;

/// <summary>
/// The time from handing an event to the child's grain, which decides, writes durably and tells the board, until the changed row stands in
/// the document of every open page: of clients that do all that a page does, and of one page in a real Chromium. The reference sends the
/// same messages, byte for byte, from a bare hub to pages that do the same with them, with no grain and no store between.
/// </summary>
internal static class Live
{
    private const int Children = 1_500;

    // As in a council the events are of one child and then of another: no record grows long.
    private const string Prefix = "LIVE-";
    private const int Changing = 20;
    private const double Target = 2;
    private static readonly (int Pages, int Events)[] Sizes = [(50, 300), (200, 150), (500, 80)];

    // What is compiled for the first time, and again because it is run often, is not what anybody waits for on a program that is up.
    private static readonly (int Pages, int Events) WarmUp = (50, 300);

    // Whole boards, filters and orders in which those who change stand; the people of a council do not all look at the same.
    private static readonly string[] Views = ["", "?status=critical", "?sort=-overdue", $"?q={Prefix}"];

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("permanence-live-").FullName;
        try
        {
            await using var app = PermanenceHost.Build(
                new ServeSettings
                {
                    ConfigFolder = Repository.Config,
                    DataFolder = folder,
                    Urls = "http://127.0.0.1:0",
                    InventedChildren = false,
                    Environment = PermanenceHost.Demonstration,
                },
                builder => builder.Logging.SetMinimumLevel(LogLevel.Error)
            );
            var authority = ReadOnce.Library.Authorities[0].Id;
            var waiting = Enumerable.Range(0, Changing).Select(number => LongWaiting(authority, number));
            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "permanence.db")}"))
                await Council.Write(connection, authority, [.. Council.Files(authority, Children - Changing), .. waiting]);
            await app.StartAsync();
            var grains = app.Services.GetRequiredService<IGrainFactory>();
            using (Caller.Platform("benchmark", "benchmark").Ask())
            {
                var board = grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(authority));
                await Eventually.IsTrue(
                    "the board is whole",
                    async () => await board.Read(AsOf.Now) is { Awaited: 0, Rows.Count: > 0 },
                    TimeSpan.FromMinutes(1)
                );
            }

            var address = new Uri(app.Urls.First());
            var cookies = await SignedIn(address, $"{authority}-team-manager");
            if (!Requires.HasChromium)
                Console.WriteLine("There is no Chromium here: no real browser among the pages.");
            var (number, said) = (0, 0);
            foreach (var (pages, events) in Sizes.Prepend(WarmUp))
            {
                var html = await Pages(address, cookies, authority);
                await using var ours = new Watched(address, cookies, authority, Prefix, html);
                await ours.Open(pages);
                var taken = await ours.Measure(
                    events,
                    async () =>
                    {
                        using var asking = Caller.Platform("benchmark", "benchmark").Ask();
                        // Every event changes the row.
                        var status = number / Changing % 2 == 0 ? "C1" : "V2";
                        var ruling = await grains
                            .GetGrain<IChildGrain>(new ChildKey(authority, $"{Prefix}{number++ % Changing}"))
                            .Record(Guid.NewGuid(), [A.Event("legal-status-changed", "2026-02-02", ("legalStatus", status))]);
                        if (!ruling.Allowed)
                            throw new InvalidOperationException(ruling.Refusals[0].Sentence);
                    }
                );
                await ours.DisposeAsync();

                await using var bare = BareWeb.Build("http://127.0.0.1:0", $"/{authority}/board", html);
                await bare.StartAsync();
                var hub = bare.Services.GetRequiredService<IHubContext<BareWeb.BareHub>>();
                var sent = ours.Heard.ToDictionary(view => view.Key, view => new Queue<JsonElement>(view.Value), StringComparer.Ordinal);
                await using var reference = new Watched(new Uri(bare.Urls.First()), new CookieContainer(), authority, Prefix, html);
                await reference.Open(pages);
                var raw = await reference.Measure(
                    events,
                    () => Task.WhenAll(sent.Select(view => Send(hub, authority, view.Key, view.Value)))
                );
                if (events != WarmUp.Events || said++ > 0)
                    Say(pages, taken, raw);
                await bare.StopAsync();
            }

            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What a view was sent from one changed row to the next.
    private static async Task Send(IHubContext<BareWeb.BareHub> hub, string authority, string query, Queue<JsonElement> messages)
    {
        while (messages.TryDequeue(out var message))
        {
            await hub.Clients.Group(BareWeb.BareHub.View(authority, query)).SendAsync("shown", message);
            if (message.GetProperty("rows").EnumerateObject().Any(row => row.Name.StartsWith(Prefix, StringComparison.Ordinal)))
                return;
        }
    }

    // Nothing was done for so long that they stand first on the board, and in every order and filter by what is late.
    private static CaseFile LongWaiting(string authority, int number) =>
        new(
            authority,
            new Child
            {
                Id = $"{Prefix}{number}",
                Born = A.Day("2018-09-04"),
                Name = "Ada Example",
            },
            [A.Event("became-looked-after", "2023-01-05", ("basis", "planned"), ("legalStatus", "V2"))]
        );

    private static async Task<CookieContainer> SignedIn(Uri address, string person)
    {
        var cookies = new CookieContainer();
        using var client = Client(address, cookies);
        using var form = new FormUrlEncodedContent([new("person", person)]);
        using var signedIn = await client.PostAsync("/demo/sign-in", form);
        signedIn.EnsureSuccessStatusCode();
        return cookies;
    }

    private static async Task<IReadOnlyDictionary<string, string>> Pages(Uri address, CookieContainer cookies, string authority)
    {
        using var client = Client(address, cookies);
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var query in Views)
        {
            var html = await client.GetStringAsync($"/{authority}/board{query}");
            pages[query] =
                html.Split($"<tr role=\"row\" data-child=\"{Prefix}").Length > Changing
                    ? html
                    : throw new InvalidOperationException($"Not all who change stand on the board{query}.");
        }

        return pages;
    }

    private static HttpClient Client(Uri address, CookieContainer cookies) =>
        new(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };

    private static void Say(int pages, Taken ours, Taken raw)
    {
        var ratio = ours.Slowest / raw.Slowest;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{pages, 4} pages: {Figures(ours)}   bare hub {Figures(raw)}   "
                    + $"p50 {Measure.Ratio(ours.Median, raw.Median)}, p99 {Measure.Ratio(ours.Slowest, raw.Slowest)}: "
                    + $"{Measure.Within(ratio, Target)}"
            )
        );
        if (ours.Chromium is { } here && raw.Chromium is { } there)
            Console.WriteLine($"           of these in Chromium: {Figures(here)}   bare hub {Figures(there)}");
    }

    private static string Figures(Taken taken) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {taken.Median, 7:N1} ms  p99 {taken.Slowest, 7:N1} ms");
}

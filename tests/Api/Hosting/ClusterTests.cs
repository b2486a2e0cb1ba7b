using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Hosting;

/// <summary>Two silos and two web nodes as real processes on a real PostgreSQL, as they are run by hand.</summary>
public sealed class ClusterTests
{
    private const string Board = "/api/authorities/bcp/board";
    private const string Child = "/api/authorities/bcp/children/CL-1";

    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_web_node_records_changes_the_board_of_the_other_also_once_a_silo_is_killed()
    {
        Requires.Postgres();
        await using var cluster = await ClusterProcesses.Start();
        using var one = await SignedIn(cluster.Web(1), new CookieContainer());
        var cookies = new CookieContainer();
        using var other = await SignedIn(cluster.Web(2), cookies);
        var pushed = new ConcurrentQueue<string>();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(cluster.Web(2).Address, "/hubs/boards"), options => options.Cookies = cookies)
            .Build();
        hub.On<JsonElement>("changed", change => pushed.Enqueue(change.GetRawText()));
        await hub.StartAsync(Cancelled);
        Assert.True(await hub.InvokeAsync<long>("Watch", "bcp", Cancelled) > 0);

        await Eventually.IsTrue(
            "the record is open",
            async () =>
            {
                using var opened = await one.PostAsJsonAsync(
                    "/api/authorities/bcp/children",
                    new
                    {
                        authority = "bcp",
                        child = new
                        {
                            id = "CL-1",
                            born = "2018-09-04",
                            siblings = Array.Empty<string>(),
                        },
                        events = new object[]
                        {
                            new
                            {
                                type = "became-looked-after",
                                on = "2026-01-05",
                                basis = "planned",
                                legalStatus = "V2",
                            },
                        },
                    },
                    Cancelled
                );
                // A busy node may answer too late to be heard; asked again it says that the record is there.
                return opened.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict;
            },
            TwoMinutes,
            Cancelled
        );
        await Eventually.IsTrue(
            "the other node's browser hears of the child",
            () => pushed.Any(change => change.Contains("CL-1", StringComparison.Ordinal)),
            TwoMinutes,
            Cancelled
        );
        await Eventually.IsTrue(
            "the other node's board has the child",
            async () => await LegalStatus(other) == "V2",
            TwoMinutes,
            Cancelled
        );

        await ClusterProcesses.Kill(cluster.Silo(2));
        var command = new
        {
            commandId = Guid.NewGuid(),
            events = new object[]
            {
                new
                {
                    type = "legal-status-changed",
                    on = "2026-02-02",
                    legalStatus = "C1",
                },
            },
        };
        // Sent until it is acknowledged, as a careful program does; the id makes it one event.
        await Eventually.IsTrue(
            "the event is acknowledged",
            async () =>
            {
                using var recorded = await one.PostAsJsonAsync($"{Child}/events", command, Cancelled);
                return recorded.IsSuccessStatusCode;
            },
            TwoMinutes,
            Cancelled
        );
        await Eventually.IsTrue(
            "both boards are right",
            async () => await LegalStatus(one) == "C1" && await LegalStatus(other) == "C1",
            TwoMinutes,
            Cancelled
        );
        await Eventually.IsTrue(
            "the other node's browser hears of it",
            () => pushed.Any(change => change.Contains("\"C1\"", StringComparison.Ordinal)),
            TwoMinutes,
            Cancelled
        );
        var record = await one.GetFromJsonAsync<JsonElement>(Child, Cancelled);
        Assert.Equal(2, record.GetProperty("events").GetArrayLength());
    }

    private static async Task<string?> LegalStatus(HttpClient client)
    {
        var board = await client.GetFromJsonAsync<JsonElement>(Board, Cancelled);
        return board
            .GetProperty("rows")
            .EnumerateArray()
            .Where(row => row.GetProperty("child").GetString() == "CL-1")
            .Select(row => row.GetProperty("legalStatus").GetString())
            .FirstOrDefault();
    }

    private static async Task<HttpClient> SignedIn(ClusterNode node, CookieContainer cookies)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress = node.Address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        using var form = new FormUrlEncodedContent([new("person", "bcp-team-manager")]);
        using var answer = await client.PostAsync("/demo/sign-in", form, Cancelled);
        Assert.True(
            answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.OK or HttpStatusCode.NoContent,
            $"{answer.StatusCode}"
        );
        return client;
    }
}

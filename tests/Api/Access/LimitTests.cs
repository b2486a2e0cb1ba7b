using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Permanence.Api.Hosting;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>One person who asks without end keeps nobody else waiting, and is told when to go on.</summary>
public sealed class LimitTests
{
    private const string Children = "/api/authorities/bcp/children";
    private const string Board = "/api/authorities/bcp/board";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_are_limited_by_person()
    {
        await using var platform = await Strict("CommandsAMinute", 2);
        var worker = await platform.SignedIn("bcp-social-worker");
        for (var number = 0; number < 2; number++)
        {
            using var taken = await worker.PostJson(Children, Calls.CaseFile("bcp", $"L-{number}"));
            Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        }

        using var answer = await worker.PostJson(Children, Calls.CaseFile("bcp", "L-3"));

        await TooOften(answer);
        Assert.Equal(HttpStatusCode.OK, (await worker.Get(Board)).StatusCode);
        var colleague = await platform.CookieOf("bcp-team-manager");
        using var other = await platform.WithCookie(colleague).PostJson(Children, Calls.CaseFile("bcp", "L-4"));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Fact]
    public async Task Reads_are_limited_by_person()
    {
        await using var platform = await Strict("ReadsAMinute", 2);
        var worker = await platform.SignedIn("bcp-social-worker");
        for (var number = 0; number < 2; number++)
            Assert.Equal(HttpStatusCode.OK, (await worker.Get(Board)).StatusCode);

        using var answer = await worker.Get(Board);

        await TooOften(answer);
        Assert.Equal(HttpStatusCode.OK, (await (await platform.SignedIn("bcp-team-manager")).Get(Board)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await worker.Get("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Pages_are_limited_by_person_and_say_so_as_a_page()
    {
        await using var platform = await Strict("PagesAMinute", 1);
        var worker = await platform.SignedIn("bcp-social-worker");
        Assert.Equal(HttpStatusCode.OK, (await worker.Get("/bcp/policy")).StatusCode);

        using var answer = await worker.Get("/bcp/policy");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("too much at once", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_a_hub_are_limited_by_person_over_all_their_connections()
    {
        await using var platform = await Strict("HubCallsAMinute", 2);
        await using var one = await platform.Connect("bcp-team-manager");
        await using var other = await platform.Connect("bcp-team-manager");
        await one.InvokeAsync<long>("Watch", "bcp", Cancelled);
        await other.InvokeAsync<long>("Watch", "bcp", Cancelled);

        var refused = await Assert.ThrowsAsync<HubException>(() => one.InvokeAsync<long>("Watch", "bcp", Cancelled));

        Assert.Contains("too-often", refused.Message, StringComparison.Ordinal);
        await using var colleague = await platform.Connect("bcp-administrator");
        await colleague.InvokeAsync<long>("Watch", "bcp", Cancelled);
    }

    private static Task<Platform> Strict(string setting, int most) =>
        Platform.Start(
            PermanenceHost.Demonstration,
            KeyValuePair.Create<string, string?>($"Permanence:{setting}", most.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

    private static async Task TooOften(HttpResponseMessage answer)
    {
        await answer.Refused(HttpStatusCode.TooManyRequests, "too-often");
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}

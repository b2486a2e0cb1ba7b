using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Grains.Access;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>A sign-in ends when it should, whoever still has its cookie.</summary>
public sealed class SessionTests(Platform platform)
{
    private const string Board = "/api/authorities/bcp/board";

    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_button_on_a_page_signs_out_and_a_copied_cookie_is_dead()
    {
        var cookie = await platform.CookieOf("bcp-team-manager");
        using var own = platform.WithCookie(cookie);
        using var copied = platform.WithCookie(cookie);
        await using var hub = platform.Hub(cookie);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync(Cancelled);
        await hub.InvokeAsync<long>("Watch", "bcp", Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await copied.Get(Board)).StatusCode);

        using var page = await own.Get("/bcp/policy");
        var form = await Form(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent(
                form.Elements.OfType<IHtmlInputElement>().Select(field => KeyValuePair.Create(field.Name!, field.Value))
            ),
        };
        request.Headers.Add("Cookie", $"{cookie}; {page.Headers.GetValues("Set-Cookie").Single().Split(';')[0]}");
        using var answer = await own.SendAsync(request, Cancelled);

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        using var after = await copied.Get(Board);
        await after.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
        await closed.Task.WaitAsync(Seconds, Cancelled);
    }

    [Fact]
    public async Task A_person_whose_sessions_are_ended_is_out_everywhere_their_open_board_too()
    {
        var desk = await platform.CookieOf("bcp-service-manager");
        var laptop = await platform.CookieOf("bcp-service-manager");
        using var one = platform.WithCookie(desk);
        using var other = platform.WithCookie(laptop);
        using var colleague = platform.WithCookie(await platform.CookieOf("bcp-administrator"));
        await using var hub = platform.Hub(laptop);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await one.Get(Board)).StatusCode);

        await platform.Services.GetRequiredService<ISessions>().EndAll("bcp-service-manager", "role-taken-away");

        await closed.Task.WaitAsync(Seconds, Cancelled);
        foreach (var client in new[] { one, other })
        {
            await Eventually.IsTrue(
                "they are signed out",
                async () => (await client.Get(Board)).StatusCode == HttpStatusCode.Unauthorized,
                Seconds,
                Cancelled
            );
        }

        Assert.Equal(HttpStatusCode.OK, (await colleague.Get(Board)).StatusCode);
    }

    [Fact]
    public async Task A_page_of_somebody_whose_session_is_over_leads_to_signing_in()
    {
        var cookie = await platform.CookieOf("bcp-legal");
        using var client = platform.WithCookie(cookie);
        await platform.Services.GetRequiredService<ISessions>().EndAll("bcp-legal", "left");

        using var page = await client.Get("/bcp/board");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/sign-in", page.Headers.Location!.AbsolutePath);
    }

    private static async Task<IHtmlFormElement> Form(HttpResponseMessage page)
    {
        var document = await BrowsingContext
            .New(Configuration.Default)
            .OpenAsync(async response => response.Content(await page.Content.ReadAsStringAsync(Cancelled)), Cancelled);
        return document.QuerySelector<IHtmlFormElement>("form[data-sign-out]")!;
    }
}

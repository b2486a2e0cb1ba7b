using System.Net;
using Permanence.Api.Hosting;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Access;

public sealed class SignInTests(Platform platform)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static FormUrlEncodedContent Form(string person, string? returnUrl = null) =>
        new([new("person", person), .. returnUrl is null ? [] : new[] { KeyValuePair.Create("returnUrl", returnUrl) }]);

    [Theory]
    [InlineData("bcp-team-manager", "bcp")]
    [InlineData("hertfordshire-iro", "hertfordshire")]
    [InlineData("aspire-adoption-coordinator", "")]
    [InlineData("platform-administrator", "bcp,devon,herefordshire,hertfordshire,merton")]
    public async Task An_invented_person_sees_the_councils_they_work_with(string person, string councils)
    {
        var client = await platform.SignedIn(person);

        var seen = await client.GetJson("/api/authorities");

        Assert.Equal(
            councils.Split(',', StringSplitOptions.RemoveEmptyEntries),
            seen.EnumerateArray().Select(one => one.GetProperty("id").GetString())
        );
        foreach (var council in seen.EnumerateArray())
            Assert.Equal(HttpStatusCode.OK, (await client.Get(council.GetProperty("links").GetProperty("board").GetString()!)).StatusCode);
    }

    [Fact]
    public async Task Somebody_who_is_not_an_invented_person_is_not_signed_in()
    {
        using var form = Form("bcp-emperor");
        using var answer = await platform.Stranger().PostAsync("/demo/sign-in", form, Stopping);

        await answer.Refused(HttpStatusCode.NotFound, "unknown-person");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/bcp/board", "/bcp/board")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    public async Task A_browser_goes_on_to_the_page_it_wanted_and_never_to_another_site(string wanted, string goes)
    {
        using var form = Form("bcp-team-manager", wanted);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/demo/sign-in") { Content = form };
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await platform.Stranger().SendAsync(request, Stopping);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(goes, answer.Headers.Location?.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    public async Task What_another_sites_page_sends_is_refused_and_changes_nothing(string origin)
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/authorities/bcp/children")
        {
            Content = Calls.Json(Calls.CaseFile("bcp", "FOREIGN-1")),
        };
        request.Headers.Add("Origin", origin);
        using var answer = await worker.SendAsync(request, Stopping);
        await answer.Refused(HttpStatusCode.Forbidden, "foreign-origin");

        using var hub = new HttpRequestMessage(HttpMethod.Get, "/hubs/boards?id=x");
        hub.Headers.Add("Origin", origin);
        using var listening = await worker.SendAsync(hub, Stopping);
        await listening.Refused(HttpStatusCode.Forbidden, "foreign-origin");

        using var child = await worker.Get("/api/authorities/bcp/children/FOREIGN-1");
        Assert.Equal(HttpStatusCode.NotFound, child.StatusCode);
    }

    [Fact]
    public async Task What_an_own_page_sends_is_taken()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/authorities/bcp/children")
        {
            Content = Calls.Json(Calls.CaseFile("bcp", "OWN-ORIGIN-1")),
        };
        request.Headers.Add("Origin", platform.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await worker.SendAsync(request, Stopping);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task The_operations_dashboard_is_for_who_runs_the_platform()
    {
        var operations = await platform.SignedIn("platform-administrator");
        var director = await platform.SignedIn("bcp-service-director");

        using var shown = await operations.Get("/operations/dashboard/");
        using var refused = await director.Get("/operations/dashboard/");
        using var stranger = await platform.Stranger().Get("/operations/dashboard/");

        using var records = await operations.Get("/operations/dashboard/GrainState?grainId=bcp/A&grainType=child");

        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, records.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
    }

    [Fact]
    public async Task Trying_to_sign_in_too_often_is_refused_for_a_while()
    {
        await using var strict = await Platform.Start(
            PermanenceHost.Demonstration,
            KeyValuePair.Create<string, string?>("Permanence:SignInsAMinute", "2")
        );
        var stranger = strict.Stranger();
        using var form = Form("nobody");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var missed = await stranger.PostAsync("/demo/sign-in", Form("nobody"), Stopping);
            await missed.Refused(HttpStatusCode.NotFound, "unknown-person");
        }

        using var answer = await stranger.PostAsync("/demo/sign-in", Form("bcp-team-manager"), Stopping);

        await answer.Refused(HttpStatusCode.TooManyRequests, "too-often");
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}

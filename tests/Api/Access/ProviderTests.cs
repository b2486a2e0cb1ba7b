using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using Permanence.Api.Access;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Silo.Stores;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>People and programs sign in with an identity provider that runs in this process.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string Council = InventedConfig.Council;
    private const string Board = $"/api/authorities/{Council}/board";

    private readonly InventedConfig config = new();
    private TestProvider provider = null!;
    private Platform platform = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Map(
            Council,
            """
            sign-in:
              - { group: workers, role: social-worker }
              - { group: managers, role: team-manager }
              - { program: case-system, role: administrator }
            """
        );
        Map(InventedConfig.OtherCouncil, "sign-in: [{ group: others, role: social-worker }]");
        provider = await TestProvider.Start();
        platform = await Platform.StartOn(config.Folder, Environments.Production, provider.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        await provider.DisposeAsync();
        config.Dispose();
    }

    [Fact]
    public async Task A_person_comes_back_from_the_provider_with_the_roles_of_their_groups_and_to_the_page_they_wanted()
    {
        (provider.Person, provider.Groups) = ("p-7", ["workers", "managers", "choir"]);
        using var browser = new TestBrowser(platform.Address);

        var (page, at) = await browser.Follow($"/sign-in/provider?returnUrl=%2F{Council}%2Fpolicy");

        Assert.Equal((HttpStatusCode.OK, $"/{Council}/policy"), (page.StatusCode, at.AbsolutePath));
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("Invented p-7", html, StringComparison.Ordinal);
        Assert.DoesNotContain("invented.</p>", html, StringComparison.Ordinal);
        var cookie = browser.Set.Last(set => set.StartsWith("__Host-permanence=", StringComparison.Ordinal));
        foreach (var bound in new[] { "secure", "httponly", "samesite=lax", "path=/" })
            Assert.Contains(bound, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Board)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get($"/api/authorities/{InventedConfig.OtherCouncil}/board")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/operations/dashboard/")).StatusCode);
        using var demo = await platform.Stranger().PostAsync("/demo/sign-in", null, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, demo.StatusCode);
        Assert.Null(platform.Services.GetService(typeof(IDemoPeople)));
    }

    [Fact]
    public async Task Nothing_is_answered_in_clear_nor_under_another_name_and_a_stranger_is_no_proxy()
    {
        using var clear = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = platform.Address };
        foreach (var address in new[] { Board, "/sign-in", $"/{Council}/board" })
        {
            using var answer = await clear.Get(address);
            await answer.Refused(HttpStatusCode.BadRequest, "https-only");
        }

        using var health = await clear.Get("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var named = platform.Stranger();
        named.DefaultRequestHeaders.Host = "permanence.example";
        using var secure = await named.Get("/sign-in");
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.Contains("max-age=31536000", secure.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        using var other = platform.Stranger();
        other.DefaultRequestHeaders.Host = "elsewhere.example";
        using var refused = await other.Get("/sign-in/provider");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        await using var withoutProxies = await Platform.StartOn(
            config.Folder,
            Environments.Production,
            [.. provider.Settings.Where(setting => setting.Key != "Permanence:Proxies"), new("Permanence:Proxies", "10.0.0.0/8")]
        );
        using var stranger = await withoutProxies.Stranger().Get("/sign-in");
        await stranger.Refused(HttpStatusCode.BadRequest, "https-only");
    }

    [Theory]
    [InlineData("choir", "it has no role in this service")]
    [InlineData("workers,others", "roles of more than one council or agency")]
    [InlineData("workers,platform-people", "roles of more than one council or agency")]
    public async Task Somebody_whose_groups_are_nobody_here_or_of_two_places_is_told_so_and_gets_nothing(string groups, string sentence)
    {
        provider.Groups = groups.Split(',');
        using var browser = new TestBrowser(platform.Address);

        var (page, at) = await browser.Follow("/sign-in/provider");

        Assert.Equal("/sign-in", at.AbsolutePath);
        Assert.Contains(sentence, await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var board = await browser.Get(Board);
        await board.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Who_runs_the_platform_is_in_a_group_that_the_node_was_told_of()
    {
        provider.Groups = ["platform-people"];
        using var browser = new TestBrowser(platform.Address);
        await browser.Follow("/sign-in/provider");

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/operations/dashboard/")).StatusCode);
        using var child = await browser.Get($"/api/authorities/{Council}/children/X-1");
        await child.Refused(HttpStatusCode.Forbidden, "not-yours");
    }

    [Fact]
    public async Task What_comes_back_without_having_been_asked_for_signs_nobody_in()
    {
        using var browser = new TestBrowser(platform.Address);

        var (page, at) = await browser.Follow("/sign-in/callback?code=stolen&state=made-up");

        Assert.Equal("/sign-in", at.AbsolutePath);
        Assert.Contains("You were not signed in", await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-permanence=", browser.Cookies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out_here_and_led_to_the_provider()
    {
        using var browser = await SignedIn("sid-out");
        using var page = await browser.Get($"/{Council}/policy");
        var document = await BrowsingContext
            .New(Configuration.Default)
            .OpenAsync(async response => response.Content(await page.Content.ReadAsStringAsync(Cancelled)), Cancelled);
        var form = document.QuerySelector<IHtmlFormElement>("form[data-sign-out]")!;
        var copied = browser.Cookies;
        using var answer = await browser.Send(
            new HttpRequestMessage(HttpMethod.Post, new Uri(platform.Address, "/sign-out"))
            {
                Content = new FormUrlEncodedContent(
                    form.Elements.OfType<IHtmlInputElement>().Select(field => KeyValuePair.Create(field.Name!, field.Value))
                ),
            }
        );

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(new Uri(provider.Address, "/connect/logout").AbsoluteUri, answer.Headers.Location!.GetLeftPart(UriPartial.Path));
        Assert.Contains(
            $"form-action 'self' {provider.Address.GetLeftPart(UriPartial.Authority)}",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        using var after = await platform.WithCookie(copied).Get(Board);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task What_the_provider_signs_out_from_server_to_server_is_out_here_its_open_board_too()
    {
        using var browser = await SignedIn("sid-7");
        using var other = await SignedIn("sid-8");
        await using var hub = platform.Hub(browser.Cookies);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync(Cancelled);
        using var stranger = new RsaSecurityKey(RSA.Create(2048)).Rsa;
        foreach (
            var forged in new[]
            {
                provider.LogoutToken("sid-7", signedBy: new RsaSecurityKey(stranger) { KeyId = "test" }),
                provider.LogoutToken("sid-7", audience: "another-client"),
                provider.LogoutToken("sid-7", isLogout: false),
                "nonsense",
            }
        )
            Assert.Equal(HttpStatusCode.BadRequest, await Told(forged));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Board)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, await Told(provider.LogoutToken("sid-7")));

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get(Board)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.Get(Board)).StatusCode);
    }

    [Fact]
    public async Task And_what_it_signs_out_through_the_browser()
    {
        using var browser = await SignedIn("sid-9");
        using var stranger = platform.Stranger();
        using var wrong = await stranger.Get("/sign-out/front-channel?iss=https%3A%2F%2Felsewhere.example&sid=sid-9");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

        using var said = await stranger.Get($"/sign-out/front-channel?iss={Uri.EscapeDataString(provider.Address.ToString())}&sid=sid-9");

        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        await Eventually.IsTrue(
            "the session is over",
            async () => (await browser.Get(Board)).StatusCode == HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(30),
            Cancelled
        );
    }

    [Fact]
    public async Task A_program_does_with_its_token_what_its_scopes_say_and_its_role_may()
    {
        using var reader = Bearing(await provider.Token("read"));
        using var recorder = Bearing(await provider.Token("read record"));
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(Board)).StatusCode);
        using var notYours = await reader.Get($"/api/authorities/{InventedConfig.OtherCouncil}/board");
        await notYours.Refused(HttpStatusCode.Forbidden, "not-yours");
        using var refused = await reader.PostJson($"/api/authorities/{Council}/children", Calls.CaseFile(Council, "P-1"));
        await refused.Refused(HttpStatusCode.Forbidden, "not-in-scope");
        using var imports = await recorder.Get($"/api/authorities/{Council}/imports/none");
        await imports.Refused(HttpStatusCode.Forbidden, "not-in-scope");
        using var page = await reader.Get($"/{Council}/board");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);

        using var opened = await recorder.PostJson($"/api/authorities/{Council}/children", Calls.CaseFile(Council, "P-1", Calls.Entered));

        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var recorded = (await recorder.GetJson($"/api/authorities/{Council}/children/P-1"))
            .GetProperty("events")[0]
            .GetProperty("recorded");
        Assert.Equal(
            (TestProvider.Program, "administrator"),
            (recorded.GetProperty("by").GetString(), recorded.GetProperty("role").GetString())
        );
    }

    [Fact]
    public async Task A_token_of_a_program_that_nobody_mapped_or_that_is_none_opens_nothing()
    {
        foreach (var token in new[] { await provider.Token("read", "stranger"), provider.LogoutToken("sid-1"), "nonsense" })
        {
            using var answer = await Bearing(token).Get(Board);
            await answer.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
        }
    }

    [Fact]
    public async Task What_is_there_with_a_provider_alone_has_its_line_too()
    {
        var ways = await EveryRoute.Of(platform.Services);

        Assert.Empty(ways.Where(way => way.Line is null).Select(way => way.ToString()));
        Assert.Empty(Routes.All.Values.Where(line => line.NeedsProvider).Except(ways.Select(way => way.Line)).Select(line => line!.Route));
    }

    [Fact]
    public async Task A_demonstrations_cookie_is_nothing_here_not_even_under_this_programs_name()
    {
        await using var demonstration = await Platform.StartOn(config.Folder);
        var cookie = await demonstration.CookieOf($"{Council}-team-manager");
        // With the very same keys.
        foreach (var key in Directory.GetFiles(Path.Combine(demonstration.DataFolder, "keys"), "*.xml", SearchOption.AllDirectories))
            File.Copy(
                key,
                Path.Combine(Directory.GetDirectories(Path.Combine(platform.DataFolder, "keys")).Single(), Path.GetFileName(key))
            );
        foreach (var sent in new[] { cookie, $"__Host-permanence={cookie.Split('=', 2)[1]}" })
        {
            using var answer = await platform.WithCookie(sent).Get(Board);
            await answer.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
        }
    }

    private async Task<TestBrowser> SignedIn(string session)
    {
        (provider.Groups, provider.Session) = (["workers"], session);
        var browser = new TestBrowser(platform.Address);
        var (page, _) = await browser.Follow($"/sign-in/provider?returnUrl=%2F{Council}%2Fpolicy");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return browser;
    }

    private async Task<HttpStatusCode> Told(string token)
    {
        using var form = new FormUrlEncodedContent([new("logout_token", token)]);
        using var answer = await platform.Stranger().PostAsync("/sign-out/back-channel", form, Cancelled);
        return answer.StatusCode;
    }

    private HttpClient Bearing(string token)
    {
        var client = platform.Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    // In place of what the config folder's page shows of it.
    private void Map(string council, string signIn) =>
        config.Change($"authorities/{council}/authority.yaml", text => $"{text.Split("\nsign-in:")[0].TrimEnd()}\n{signIn}\n");
}

using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Xunit;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Permanence.Api.Tests.Access;

/// <summary>An identity provider in this process, with a person of the test's making signed in at it.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "permanence";
    public const string ClientSecret = "of-this-test";
    public const string Program = "case-system";

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "test" };
    private WebApplication app = null!;

    /// <summary>Who is at the browser, in which groups.</summary>
    public string Person { get; set; } = "p-1";

    public IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>The provider's own name of their session.</summary>
    public string Session { get; set; } = "sid-1";

    public Uri Address => new(app.Urls.First());

    public static async Task<TestProvider> Start()
    {
        var provider = new TestProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(provider.Configure);
        provider.app = builder.Build();
        provider.app.Urls.Add("http://127.0.0.1:0");
        provider.app.UseAuthentication();
        await provider.app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>What a platform that signs in with it is told.</summary>
    public KeyValuePair<string, string?>[] Settings =>
        [
            new("Permanence:SignIn:Authority", Address.ToString()),
            new("Permanence:SignIn:ClientId", ClientId),
            new("Permanence:SignIn:ClientSecret", ClientSecret),
            new("Permanence:SignIn:PlatformAdministrators:0", "platform-people"),
            new("Permanence:Hosts", "permanence.example"),
            // Where TLS ends, as far as the program knows: the test itself.
            new("Permanence:Proxies", "127.0.0.1;10.0.0.0/8"),
        ];

    /// <summary>A program's token, by its own id and secret.</summary>
    public async Task<string> Token(string scope, string client = Program)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("client_id", client),
            new("client_secret", ClientSecret),
            new("scope", scope),
        ]);
        using var answer = await http.PostAsync(new Uri(Address, "connect/token"), form, TestContext.Current.CancellationToken);
        return (await Hosting.Calls.Json(answer)).GetProperty("access_token").GetString()!;
    }

    /// <summary>What it sends from server to server when a session ends.</summary>
    public string LogoutToken(string session, string audience = ClientId, bool isLogout = true, SecurityKey? signedBy = null) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Address.ToString(),
                Audience = audience,
                SigningCredentials = new SigningCredentials(signedBy ?? key, SecurityAlgorithms.RsaSha256),
                Claims = new Dictionary<string, object>
                {
                    ["sid"] = session,
                    ["jti"] = Guid.NewGuid().ToString(),
                    ["events"] = new Dictionary<string, object>
                    {
                        [isLogout ? "http://schemas.openid.net/event/backchannel-logout" : "other"] = new Dictionary<string, object>(),
                    },
                },
            }
        );

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Configure(OpenIddictServerBuilder server)
    {
        server
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetEndSessionEndpointUris("connect/logout")
            .AllowAuthorizationCodeFlow()
            .AllowClientCredentialsFlow()
            .RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.Profile, "read", "record", "import")
            .AddSigningKey(key)
            .AddEphemeralEncryptionKey()
            .DisableAccessTokenEncryption()
            .EnableDegradedMode();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId)
                    context.Reject(Errors.InvalidClient);
                return default;
            })
        );
        server.AddEventHandler<ValidateTokenRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                if (context.ClientSecret != ClientSecret)
                    context.Reject(Errors.InvalidClient);
                return default;
            })
        );
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                context.Principal = Principal(Person, context.Request.GetScopes(), Groups, Session);
                return default;
            })
        );
        server.AddEventHandler<HandleTokenRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                if (context.Request.IsClientCredentialsGrantType())
                    context.Principal = Principal(context.ClientId!, context.Request.GetScopes(), [], null);
                return default;
            })
        );
        server.AddEventHandler<HandleEndSessionRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                context.SignOut();
                return default;
            })
        );
    }

    private static ClaimsPrincipal Principal(string subject, IEnumerable<string> scopes, IReadOnlyList<string> groups, string? session)
    {
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject).SetClaim(Claims.Name, $"Invented {subject}");
        foreach (var group in groups)
            identity.AddClaim(new Claim("groups", group));
        if (session is not null)
            identity.SetClaim("sid", session);
        identity.SetScopes(scopes);
        identity.SetResources(ClientId);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>A browser, as far as signing in needs one: it follows from site to site and keeps what each sets.</summary>
internal sealed class TestBrowser(Uri home) : IDisposable
{
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>What it sends to the platform.</summary>
    public string Cookies => string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>What the platform said of each cookie it set.</summary>
    public List<string> Set { get; } = [];

    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        var isHome = request.RequestUri!.Authority == home.Authority;
        if (isHome)
        {
            request.RequestUri = new UriBuilder(request.RequestUri) { Scheme = Uri.UriSchemeHttp }.Uri;
            request.Headers.Add("X-Forwarded-Proto", "https");
            if (cookies.Count > 0)
                request.Headers.Add("Cookie", Cookies);
        }

        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (isHome && answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var one in set)
            {
                Set.Add(one);
                var (name, value) = (one.Split('=')[0], one.Split(';')[0][(one.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                if (value.Length == 0)
                    cookies.Remove(name);
                else
                    cookies[name] = value;
            }
        }

        return answer;
    }

    public Task<HttpResponseMessage> Get(string address) => Send(new HttpRequestMessage(HttpMethod.Get, new Uri(home, address)));

    /// <summary>Goes on from site to site until a page answers; the last answer, and where it was.</summary>
    public async Task<(HttpResponseMessage Answer, Uri At)> Follow(string address)
    {
        var at = new Uri(home, address);
        for (var steps = 0; steps < 10; steps++)
        {
            var answer = await Get(at.ToString());
            if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
                return (answer, at);
            at = new Uri(at, answer.Headers.Location!);
        }

        throw new InvalidOperationException($"It never ends: {at}");
    }

    public void Dispose() => http.Dispose();
}

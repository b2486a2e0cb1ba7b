using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>
/// What the identity provider says when somebody signed out there, or was signed out: from server to server with a signed token, or through
/// the browser by its name of the session, which only the two know.
/// </summary>
internal static class ProviderSignOut
{
    public const string BackChannel = "/sign-out/back-channel";
    public const string FrontChannel = "/sign-out/front-channel";

    private const string Reason = "signed-out-at-provider";
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    public static void MapProviderSignOut(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(BackChannel, FromServer)
            .AllowAnonymous()
            .DisableAntiforgery()
            .RequireRateLimiting(Limits.SignIn)
            .ExcludeFromDescription();
        routes.MapGet(FrontChannel, FromBrowser).AllowAnonymous().RequireRateLimiting(Limits.SignIn).ExcludeFromDescription();
    }

    private static async Task<IResult> FromServer(
        HttpContext context,
        ISessions sessions,
        SignInSettings settings,
        IOptionsMonitor<OpenIdConnectOptions> options
    )
    {
        if (!context.Request.HasFormContentType)
            return Refused();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var provider = options.Get(ProviderSignIn.Provider);
        var configuration = await provider.ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
        var read = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(
            form["logout_token"].ToString(),
            new TokenValidationParameters
            {
                ValidIssuer = configuration.Issuer,
                ValidAudience = settings.ClientId,
                IssuerSigningKeys = configuration.SigningKeys,
            }
        );
        // An identity token is signed by the same keys for the same client, and says nothing of signing out.
        if (!read.IsValid || read.Claims.ContainsKey("nonce") || !IsLogout(Said("events")))
            return Refused();
        if (Said("sid") is string { Length: > 0 } sid)
            await sessions.EndOfProvider(sid, Reason);
        else if (Said(settings.PersonClaim) is string { Length: > 0 } person)
            await sessions.EndAll(person, Reason);
        else
            return Refused();
        return Results.Ok();

        object? Said(string claim) => read.Claims.TryGetValue(claim, out var value) ? value : null;
    }

    private static async Task<IResult> FromBrowser(
        string? iss,
        string? sid,
        HttpContext context,
        ISessions sessions,
        IOptionsMonitor<OpenIdConnectOptions> options
    )
    {
        var configuration = await options.Get(ProviderSignIn.Provider).ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
        if (string.IsNullOrEmpty(sid) || iss != configuration.Issuer)
            return Refused();
        await sessions.EndOfProvider(sid, Reason);
        return Results.Ok();
    }

    private static bool IsLogout(object? events) =>
        events switch
        {
            JsonElement { ValueKind: JsonValueKind.Object } said => said.TryGetProperty(LogoutEvent, out _),
            string text => text.Contains($"\"{LogoutEvent}\"", StringComparison.Ordinal),
            _ => false,
        };

    private static IResult Refused() => Results.BadRequest();
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Permanence.Api.Http;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>Signing in, who may do what, and how often.</summary>
internal static class AccessSetup
{
    public const string Operations = "operations";

    /// <summary>
    /// The cookie's name. A demonstration has one of its own, beside keys of its own; the other is bound by its name to this host and to a
    /// secure connection.
    /// </summary>
    private const string Cookie = "__Host-permanence";
    private const string DemonstrationCookie = "permanence-demonstration";

    /// <param name="provider">Null in a demonstration.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, SignInSettings? provider)
    {
        services.AddSingleton<IAccess, AccessRules>();
        services.AddSingleton(provider =>
            provider.GetRequiredService<IConfiguration>().GetSection("Permanence:Sessions").Get<SessionSettings>() ?? new SessionSettings()
        );
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<IClaimsTransformation, DirectoryClaims>();
        var authentication = services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = provider is null ? DemonstrationCookie : Cookie;
                cookie.Cookie.HttpOnly = true;
                // Lax, not Strict: a link in an e-mail must not look signed out. What changes anything is refused from elsewhere by its
                // Origin.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = provider is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                cookie.LoginPath = "/sign-in";
                cookie.ReturnUrlParameter = "returnUrl";
                // How long it serves is its session's to say.
                cookie.SlidingExpiration = false;
                cookie.Events.OnValidatePrincipal = OpenSessions.Check;
                cookie.Events.OnSigningOut = OpenSessions.SignOut;
                cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized, Problems.SignInFirst);
                cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden, Problems.NotYours);
            });
        if (provider is not null)
            authentication.AddProvider(provider);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Operations, policy => policy.RequireClaim(Visitor.RoleClaim, Caller.PlatformAdministrator));
        services.AddLimits();
        services.AddSingleton<HubLimits>();
        return services;
    }

    // People are taken to the sign-in page; programs are told.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, IResult problem)
    {
        if (ForPrograms.Is(context.HttpContext))
            return problem.ExecuteAsync(context.HttpContext);
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

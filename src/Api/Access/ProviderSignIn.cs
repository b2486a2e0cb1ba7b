using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Permanence.Api.Http;
using Permanence.Grains.Policies;

namespace Permanence.Api.Access;

/// <summary>Signing in with an identity provider: people by a code with its proof, programs by a token of theirs.</summary>
internal static class ProviderSignIn
{
    /// <summary>The name of the provider among the ways of signing in.</summary>
    public const string Provider = "provider";

    /// <summary>Why nobody can sign in just now: what the sign-in page is told.</summary>
    public const string Away = "away";

    private const string Program = "program";
    private const string Either = "cookie-or-token";
    private const string Page = "/sign-in";

    public static void AddProvider(this AuthenticationBuilder authentication, SignInSettings settings)
    {
        authentication.Services.AddSingleton(settings);
        authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = Either);
        authentication
            .AddPolicyScheme(
                Either,
                null,
                options =>
                    options.ForwardDefaultSelector = context =>
                        HasToken(context) ? Program : CookieAuthenticationDefaults.AuthenticationScheme
            )
            .AddOpenIdConnect(Provider, options => People(options, settings))
            .AddJwtBearer(Program, options => Programs(options, settings));
    }

    public static void MapProviderSignIn(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/sign-in/provider",
                async (string? returnUrl, HttpContext context) =>
                {
                    try
                    {
                        await context.ChallengeAsync(
                            Provider,
                            new AuthenticationProperties { RedirectUri = OwnPages.Is(returnUrl ?? "") ? returnUrl : "/" }
                        );
                    }
                    catch (InvalidOperationException fault)
                    {
                        Log(context).LogWarning(fault, "The identity provider did not answer");
                        context.Response.Redirect($"{Page}?refused={Away}");
                    }
                }
            )
            .AllowAnonymous()
            .RequireRateLimiting(Limits.SignIn)
            .ExcludeFromDescription();

    /// <summary>Signs out at the provider too, where it has a way to.</summary>
    public static async Task SignOut(HttpContext context)
    {
        if (context.RequestServices.GetService<SignInSettings>() is null)
            return;
        try
        {
            await context.SignOutAsync(Provider, new AuthenticationProperties { RedirectUri = Page });
        }
        catch (InvalidOperationException fault)
        {
            Log(context).LogWarning(fault, "Nobody could be signed out at the identity provider");
        }
    }

    private static void People(OpenIdConnectOptions options, SignInSettings settings)
    {
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = settings.NeedsHttps;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // In the address, with which this site's cookie comes; a form that another site posts is refused here and brings none.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = "/sign-in/callback";
        options.SignedOutCallbackPath = "/sign-out/callback";
        // By the provider's name of the session and not by a cookie, which no frame of the provider's page gets: see ProviderSignOut.
        options.RemoteSignOutPath = PathString.Empty;
        options.MapInboundClaims = false;
        // Nothing of the provider's claims is kept but what they mean here.
        options.ClaimActions.Clear();
        foreach (var scope in settings.Scopes)
            options.Scope.Add(scope);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
        options.Events.OnTokenValidated = Begin;
        options.Events.OnRemoteFailure = context =>
        {
            Log(context.HttpContext).LogWarning(context.Failure, "A sign-in with the identity provider failed");
            context.HandleResponse();
            context.Response.Redirect($"{Page}?refused=failed");
            return Task.CompletedTask;
        };
    }

    private static async Task Begin(Microsoft.AspNetCore.Authentication.OpenIdConnect.TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var told = context.Principal!;
        var (person, why) = ProviderPeople.Person(
            told,
            services.GetRequiredService<SignInSettings>(),
            services.GetRequiredService<PolicySource>().Library
        );
        if (person is null)
        {
            Log(context.HttpContext).LogWarning("{Person} signed in at the identity provider and is nobody here: {Why}", Sub(told), why);
            context.HandleResponse();
            context.Response.Redirect($"{Page}?refused={why}");
            return;
        }

        context.Principal = new ClaimsPrincipal(person);
        if (!await services.GetRequiredService<Arrivals>().Enter(context.Principal))
        {
            Log(context.HttpContext).LogWarning("{Person} signed in at the identity provider and has left by the directory", Sub(told));
            context.HandleResponse();
            context.Response.Redirect($"{Page}?refused={Arrivals.Left}");
            return;
        }

        await services.GetRequiredService<OpenSessions>().Begin(context.Principal, context.Properties!, told.FindFirstValue("sid"));
    }

    private static void Programs(JwtBearerOptions options, SignInSettings settings)
    {
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = settings.NeedsHttps;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ValidAudience = string.IsNullOrEmpty(settings.Audience) ? settings.ClientId : settings.Audience;
        options.TokenValidationParameters.ValidTypes = settings.TokenTypes;
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var (program, why) = ProviderPeople.Program(
                    context.Principal!,
                    context.HttpContext.RequestServices.GetRequiredService<PolicySource>().Library
                );
                if (program is null)
                {
                    Log(context.HttpContext)
                        .LogWarning("A program's token says {Program}, which is nobody here: {Why}", Sub(context.Principal!), why);
                    context.Fail("The program is not known here.");
                }
                else
                {
                    context.Principal = new ClaimsPrincipal(program);
                }

                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.SignInFirst.ExecuteAsync(context.HttpContext);
            },
            OnForbidden = context => Problems.NotYours.ExecuteAsync(context.HttpContext),
        };
    }

    private static bool HasToken(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static string Sub(ClaimsPrincipal told) => told.FindFirstValue("sub") ?? "somebody";

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSignIn));
}

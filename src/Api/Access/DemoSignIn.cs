using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Permanence.Api.Http;
using Permanence.Domain;

namespace Permanence.Api.Access;

/// <summary><c>POST /demo/sign-in</c>, mapped only where <see cref="DemoPeople"/> exist.</summary>
internal static class DemoSignIn
{
    public static void MapDemoSignIn(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/demo/sign-in", SignIn)
            .AllowAnonymous()
            .DisableAntiforgery()
            .RequireRateLimiting(Limits.SignIn)
            .WithTags("Demonstration")
            .WithSummary("Signs in an invented person by cookie. Not there with an identity provider.")
            .Accepts<SignInForm>("application/x-www-form-urlencoded")
            .Produces<SignedIn>()
            .Refuses(403, 404, 429);

    private static async Task<IResult> SignIn(HttpContext context, DemoPeople people, Arrivals arrivals, OpenSessions sessions)
    {
        if (!context.Request.HasFormContentType)
            return Problems.WrongType("a form with the field 'person'");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (people.Find(form["person"].ToString()) is not { } person)
            return Problems.NotFound(
                RefusalCodes.UnknownPerson,
                "There is no invented person with this id: they are named <authority>-<role>, <agency>-adoption-coordinator and "
                    + "platform-administrator."
            );

        var user = new ClaimsPrincipal(
            Scope.Identity(
                "demo",
                person.Id,
                person.Name,
                [person.Role],
                person.Team is null ? [] : [person.Team],
                person.Authority,
                person.Agency
            )
        );
        var properties = new AuthenticationProperties();
        if (!await arrivals.Enter(user))
            return Problems.HasLeft;
        await sessions.Begin(user, properties);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user, properties);

        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Ok(new SignedIn(person.Id, person.Name, person.Role, person.Authority, person.Agency));
        var back = form["returnUrl"].ToString();
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = OwnPages.Is(back) ? Ascii(back) : "/";
        return TypedResults.Empty;
    }

    // A header carries ASCII alone.
    private static string Ascii(string path) =>
        string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private sealed record SignInForm(string Person, string? ReturnUrl);

    private sealed record SignedIn(string Id, string Name, string Role, string? Authority, string? Agency);
}

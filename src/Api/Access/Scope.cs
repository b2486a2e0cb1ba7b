using System.Security.Claims;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>Whose records somebody works with, and in which role: what a signed-in person's claims say.</summary>
internal static class Scope
{
    public const string AgencyClaim = "agency";
    public const string TeamClaim = "team";

    public static string Id(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub") ?? "";

    public static string Role(ClaimsPrincipal user) => user.FindFirstValue(Visitor.RoleClaim) ?? "";

    public static bool WorksFor(ClaimsPrincipal user, string authority) => user.HasClaim(Visitor.AuthorityClaim, authority);

    public static bool WorksForAgency(ClaimsPrincipal user, string agency) => user.HasClaim(AgencyClaim, agency);

    /// <summary>Who is asking, as the grains check it.</summary>
    /// <param name="authorities">Every council, for the people who run the platform.</param>
    /// <param name="source">The screen or system they ask through.</param>
    public static Caller Caller(ClaimsPrincipal user, IEnumerable<string> authorities, string source)
    {
        var own = user.FindAll(Visitor.AuthorityClaim).Select(claim => claim.Value);
        var role = Role(user);
        return new Caller(Id(user), role, [.. role == Roles.PlatformAdministrator ? authorities : own], [.. user.FindAll(AgencyClaim).Select(claim => claim.Value)]) { Source = source };
    }
}

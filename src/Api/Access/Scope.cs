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

    /// <summary>All their roles, in the order in which it is tried whose act something is.</summary>
    public static IReadOnlyList<string> Roles(ClaimsPrincipal user) => [.. Claims(user, Visitor.RoleClaim).Distinct()];

    public static IReadOnlyList<string> Teams(ClaimsPrincipal user) => [.. Claims(user, TeamClaim).Distinct()];

    /// <summary>Whoever signs in, by the claims that the rest of the program reads.</summary>
    /// <param name="type">The way in which they signed in.</param>
    public static ClaimsIdentity Identity(
        string type,
        string id,
        string name,
        IEnumerable<string> roles,
        IEnumerable<string> teams,
        string? authority,
        string? agency
    )
    {
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Name, name) };
        claims.AddRange(roles.Distinct().Select(role => new Claim(Visitor.RoleClaim, role)));
        claims.AddRange(teams.Distinct().Select(team => new Claim(TeamClaim, team)));
        if (authority is not null)
            claims.Add(new Claim(Visitor.AuthorityClaim, authority));
        if (agency is not null)
            claims.Add(new Claim(AgencyClaim, agency));
        return new ClaimsIdentity(claims, type, ClaimTypes.Name, Visitor.RoleClaim);
    }

    /// <summary>Who is asking, as the grains check it.</summary>
    /// <param name="councils">Every council: the people who run the platform see them all.</param>
    /// <param name="source">The screen or system they ask through.</param>
    public static Caller Caller(ClaimsPrincipal user, ICouncils councils, string source)
    {
        var roles = Roles(user);
        var authorities = roles.Contains(Grains.Access.Caller.PlatformAdministrator)
            ? councils.All.Select(council => council.Id)
            : Claims(user, Visitor.AuthorityClaim);
        return new Caller(Id(user), roles.FirstOrDefault(""), [.. authorities], [.. Claims(user, AgencyClaim)])
        {
            OtherRoles = [.. roles.Skip(1)],
            Teams = Teams(user),
            StandsInFor = [.. Claims(user, DirectoryClaims.StandsInForClaim)],
            Source = source,
        };
    }

    private static IEnumerable<string> Claims(ClaimsPrincipal user, string type) => user.FindAll(type).Select(claim => claim.Value);
}

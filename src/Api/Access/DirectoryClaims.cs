using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using NodaTime;
using Permanence.Domain.People;
using Permanence.Grains;

namespace Permanence.Api.Access;

/// <summary>
/// What the directory says of whoever is signed in, beside what their sign-in brought: roles that are kept there, teams, and for whom they
/// stand in. Looked up for every request, so that it holds from one to the next; who has left by it is signed in no more.
/// </summary>
internal sealed class DirectoryClaims(IPeople people, IClock clock) : IClaimsTransformation
{
    /// <summary>The id of a colleague whose work is theirs too for now.</summary>
    public const string StandsInForClaim = "stands-in-for";

    private const string Done = "directory";

    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (
            principal.Identity is not { IsAuthenticated: true }
            || principal.FindFirstValue(Visitor.AuthorityClaim) is not { } authority
            || principal.Identities.Any(identity => identity.AuthenticationType == Done)
            || (await people.Read(authority)).Find(Scope.Id(principal)) is not { } person
        )
            return principal;
        if (!person.Active)
            return new ClaimsPrincipal(new ClaimsIdentity());
        var with = principal.Clone();
        with.AddIdentity(new ClaimsIdentity(Said(principal, person, clock.Today()), Done));
        return with;
    }

    private static IEnumerable<Claim> Said(ClaimsPrincipal user, Person person, LocalDate today) =>
        [
            .. person.Roles.Except(Scope.Roles(user)).Select(role => new Claim(Visitor.RoleClaim, role)),
            .. person.Teams.Except(Scope.Teams(user)).Select(team => new Claim(Scope.TeamClaim, team)),
            .. person.StandInOn(today) is { } away ? [new Claim(StandsInForClaim, away)] : Array.Empty<Claim>(),
        ];
}

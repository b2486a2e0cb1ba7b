using System.Security.Claims;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>
/// Who may see and do what, by role and scope. Whose records somebody works with is decided by the <see cref="Caller"/> that their claims
/// make, here as in the grains.
/// </summary>
internal sealed class AccessRules(ICouncils councils) : IAccess
{
    public bool MayRead(ClaimsPrincipal user, string authority) => Asking(user).MayWorkWith(authority);

    public bool MayRecord(ClaimsPrincipal user, string authority) => MayRead(user, authority) && Roles.MayRecord(Scope.Role(user));

    public bool MayImport(ClaimsPrincipal user, string authority) => MayRead(user, authority) && Roles.MayImport(Scope.Role(user));

    public bool MayReadAgency(ClaimsPrincipal user, string agency) => Asking(user).WorksFor(agency);

    private Caller Asking(ClaimsPrincipal user) => Scope.Caller(user, councils, "access");
}

using System.Security.Claims;

namespace Permanence.Api.Access;

/// <summary>Who may see and do what, by role and scope.</summary>
internal sealed class AccessRules(ICouncils councils) : IAccess
{
    public bool MayRead(ClaimsPrincipal user, string authority) =>
        Scope.WorksFor(user, authority) || (Scope.Role(user) == Roles.PlatformAdministrator && councils.Find(authority) is not null);

    public bool MayRecord(ClaimsPrincipal user, string authority) => Scope.WorksFor(user, authority) && Roles.MayRecord(Scope.Role(user));

    public bool MayImport(ClaimsPrincipal user, string authority) => Scope.WorksFor(user, authority) && Roles.MayImport(Scope.Role(user));

    public bool MayReadAgency(ClaimsPrincipal user, string agency) => Scope.WorksForAgency(user, agency);
}

using System.Security.Claims;
using NodaTime;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Policies;

namespace Permanence.Api.Access;

/// <summary>
/// Who may see and do what, by role and scope. Whose records somebody works with is decided by the <see cref="Caller"/> that their claims
/// make, here as in the grains.
/// </summary>
internal sealed class AccessRules(ICouncils councils, PolicySource policies, IClock clock) : IAccess
{
    public bool MayRead(ClaimsPrincipal user, string authority) => Asking(user).MayWorkWith(authority);

    public bool MayReadRecords(ClaimsPrincipal user, string authority) => MayRead(user, authority) && Asking(user).ReadsRecords;

    public bool MayRecord(ClaimsPrincipal user, string authority) =>
        MayReadRecords(user, authority) && Scope.Roles(user).Any(Acts(authority).IsRecorder);

    public bool MayImport(ClaimsPrincipal user, string authority) =>
        MayReadRecords(user, authority) && Scope.Roles(user).Any(Acts(authority).Imports.Contains);

    public bool KeepsPeople(ClaimsPrincipal user, string authority) =>
        MayRead(user, authority) && Scope.Roles(user).Any(Acts(authority).KeepersOfPeople.Contains);

    public bool MayReadViews(ClaimsPrincipal user, string authority) =>
        MayReadAllViews(user, authority) || (MayReadRecords(user, authority) && Scope.Roles(user).Any(Acts(authority).Managers.Contains));

    public bool MayReadAllViews(ClaimsPrincipal user, string authority) =>
        MayReadRecords(user, authority) && Scope.Roles(user).Contains(Audience.InformationGovernance);

    public bool MayReadAgency(ClaimsPrincipal user, string agency) => Asking(user).WorksFor(agency);

    public string? WhyNotRecord(ClaimsPrincipal user, string authority, string type) =>
        policies.Library.For(authority) is { } policy ? InEveryRole(user, stamp => ActChecks.WhyNot(type, stamp, policy)) : null;

    public string? WhyNotPutRight(ClaimsPrincipal user, string authority, KeptEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return policies.Library.For(authority) is { } policy
            ? InEveryRole(user, stamp => ActChecks.WhyNotPutRight(entry.Entry, entry.About ?? entry.Standing ?? entry.Entry, stamp, policy))
            : null;
    }

    // Why it is theirs in none of their roles, as it is said of the first; null where it is in one.
    private string? InEveryRole(ClaimsPrincipal user, Func<Recording, string?> whyNot)
    {
        var stamp = new Recording(clock.GetCurrentInstant(), Scope.Id(user), "page");
        var whys = Scope.Roles(user).DefaultIfEmpty("").Select(role => whyNot(stamp with { Role = role })).ToList();
        return whys.Contains(null) ? null : whys[0];
    }

    private Acts Acts(string authority) =>
        policies.Library.For(authority)?.InForceOn(clock.Today()).Reference.Acts ?? Domain.Policies.Acts.None;

    private Caller Asking(ClaimsPrincipal user) => Scope.Caller(user, councils, "access");
}

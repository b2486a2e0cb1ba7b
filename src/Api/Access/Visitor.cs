using System.Security.Claims;
using Permanence.Api.Words;
using Permanence.Domain.Records;

namespace Permanence.Api.Access;

/// <summary>Who is looking, as pages need to know it. Whose records they work with is not here: <see cref="IAccess"/> says.</summary>
public sealed record Visitor(string Id, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>The claims a signed-in person carries.</summary>
    public const string RoleClaim = "role";
    public const string AuthorityClaim = "authority";

    public string RoleWords => string.Join(", ", Roles.Select(Codes.Name));

    public static Visitor? From(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.Identity is not { IsAuthenticated: true })
            return null;
        var id = Scope.Id(user);
        return new Visitor(id, user.Identity.Name ?? user.FindFirstValue("name") ?? id, Scope.Roles(user));
    }
}

/// <summary>Which councils somebody may see. The grains check it again.</summary>
public interface IAccess
{
    bool MayRead(ClaimsPrincipal user, string authority);

    /// <summary>Whether they may read children's records, beside the council's boards and policy.</summary>
    bool MayReadRecords(ClaimsPrincipal user, string authority);

    /// <summary>Whether they record anything. Whose act each entry is, the record decides.</summary>
    bool MayRecord(ClaimsPrincipal user, string authority);

    /// <summary>Why they may record no entry of a type, naming whose act it is; null where they may.</summary>
    string? WhyNotRecord(ClaimsPrincipal user, string authority, string type);

    /// <summary>Why they may neither correct nor withdraw an entry, naming who may; null where they may.</summary>
    string? WhyNotPutRight(ClaimsPrincipal user, string authority, KeptEntry entry);

    /// <summary>Whether they keep the council's directory of people.</summary>
    bool KeepsPeople(ClaimsPrincipal user, string authority);

    bool MayImport(ClaimsPrincipal user, string authority);

    /// <summary>Whether they read who looked at a child's record.</summary>
    bool MayReadViews(ClaimsPrincipal user, string authority);

    /// <summary>Whether they read who looked at whatever of the council's children.</summary>
    bool MayReadAllViews(ClaimsPrincipal user, string authority);

    /// <summary>An agency's own view of its councils' boards.</summary>
    bool MayReadAgency(ClaimsPrincipal user, string agency);
}

/// <summary>Invented people who can sign in to the embedded default. Absent in production.</summary>
public interface IDemoPeople
{
    IReadOnlyList<DemoPerson> All { get; }
}

/// <param name="Place">The council or agency they work for, by name.</param>
/// <param name="Role">A role of the vocabulary.</param>
public sealed record DemoPerson(string Id, string Name, string Role, string Place)
{
    /// <summary>Whether somebody invented a name for them, and not only one from their role.</summary>
    public bool IsNamed { get; init; }
}

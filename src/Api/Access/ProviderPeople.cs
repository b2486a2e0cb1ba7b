using System.Security.Claims;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>
/// Who somebody is here whom the identity provider has signed in: from its claims, by what the councils' and agencies' own files say of its
/// groups. Whoever is in none of them is nobody here, and so is who is in those of two councils: a role in one is none in the other.
/// </summary>
internal static class ProviderPeople
{
    /// <summary>Why somebody whom the provider knows is nobody here: what the sign-in page is told.</summary>
    public const string Nobody = "nobody";
    public const string OfSeveral = "several";

    /// <summary>How the claims of a program that signed in by itself are marked.</summary>
    public const string ProgramType = "program";

    /// <summary>What a program was let do, a claim each.</summary>
    public const string ScopeClaim = "scope";

    // What only a person's sign-in leaves in a token.
    private static readonly string[] OfAPersons = ["nonce", "sid", "auth_time", "scp"];

    private static readonly string[] Scopes = [ProgramScopes.Read, ProgramScopes.Record, ProgramScopes.Import];

    /// <returns>The claims of a visitor, or why they are none.</returns>
    public static (ClaimsIdentity? Person, string? Why) Person(ClaimsPrincipal told, SignInSettings settings, PolicyLibrary library)
    {
        var id = told.FindFirstValue(settings.PersonClaim) ?? "";
        if (id.Length is 0 or > 200 || id.Any(char.IsControl))
            return (null, Nobody);
        var groups = settings.GroupClaims.SelectMany(told.FindAll).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var places = Places(library, role => !role.IsProgram && groups.Contains(role.Name)).ToList();
        places.AddRange(Told(told, settings, library));
        if (groups.Overlaps(settings.PlatformAdministrators))
            places.Add(new Place(null, null, [(Caller.PlatformAdministrator, null)]));
        return Of(id, told.FindFirstValue(settings.NameClaim) ?? id, "provider", places);
    }

    /// <summary>The same of a program's token, issued to it and to nobody who used it.</summary>
    public static (ClaimsIdentity? Program, string? Why) Program(ClaimsPrincipal told, PolicyLibrary library)
    {
        var id = told.FindFirstValue("client_id") ?? told.FindFirstValue("azp") ?? told.FindFirstValue("appid") ?? "";
        if (id.Length == 0 || OfAPersons.Any(claim => told.HasClaim(one => one.Type == claim)))
            return (null, Nobody);
        var (program, why) = Of(id, id, ProgramType, [.. Places(library, role => role.IsProgram && role.Name == id)]);
        foreach (
            var scope in told.FindAll(ScopeClaim)
                .SelectMany(claim => claim.Value.Split(' '))
                .Concat(told.FindAll("roles").Select(claim => claim.Value))
                .Intersect(Scopes)
        )
            program?.AddClaim(new Claim(ScopeClaim, scope));
        if (told.FindFirstValue("exp") is { } ends)
            program?.AddClaim(new Claim("exp", ends));
        return (program, why);
    }

    private static (ClaimsIdentity? Identity, string? Why) Of(string id, string name, string type, List<Place> places)
    {
        if (places.Count == 0)
            return (null, Nobody);
        // The provider's own roles may be of the same council as its groups.
        if (places.Select(place => (place.Authority, place.Agency)).Distinct().Count() > 1)
            return (null, OfSeveral);
        var (authority, agency) = (places[0].Authority, places[0].Agency);
        var roles = places.SelectMany(place => place.Roles).ToList();
        var teams = roles.Select(role => role.Team).OfType<string>();
        return (Scope.Identity(type, id, name, roles.Select(role => role.Role), teams, authority, agency), null);
    }

    private static IEnumerable<Place> Places(PolicyLibrary library, Func<SignInRole, bool> isTheirs) =>
        library
            .Authorities.Select(authority => new Place(authority.Id, null, Roles(authority.SignIn, isTheirs)))
            .Concat(library.Agencies.Select(agency => new Place(null, agency.Id, Roles(agency.SignIn, isTheirs))))
            .Where(place => place.Roles.Count > 0);

    private static List<(string Role, string? Team)> Roles(IReadOnlyList<SignInRole> roles, Func<SignInRole, bool> isTheirs) =>
        [.. roles.Where(isTheirs).Select(role => (role.Role, role.Team))];

    // What the provider itself says in this platform's words; a word that is none of them says nothing.
    private static IEnumerable<Place> Told(ClaimsPrincipal told, SignInSettings settings, PolicyLibrary library)
    {
        var team = All(settings.TeamClaim).FirstOrDefault();
        var roles = All(settings.RoleClaim).Where(EventVocabulary.IsRole).Select(role => (role, team)).ToList();
        if (roles.Count == 0)
            return [];
        return
        [
            .. All(settings.AuthorityClaim).Where(id => library.For(id) is not null).Select(id => new Place(id, null, roles)),
            .. All(settings.AgencyClaim).Where(id => library.Agency(id) is not null).Select(id => new Place(null, id, roles)),
        ];

        IEnumerable<string> All(string? claim) => string.IsNullOrEmpty(claim) ? [] : told.FindAll(claim).Select(one => one.Value);
    }

    private sealed record Place(string? Authority, string? Agency, IReadOnlyList<(string Role, string? Team)> Roles);
}

namespace Permanence.Api.Access;

/// <summary>
/// The identity provider that people and programs sign in with: the section <c>Permanence:SignIn</c> of the settings, explained in
/// <c>docs/sign-in.md</c>. Without an authority there is none, and the program is a demonstration.
/// </summary>
public sealed record SignInSettings
{
    public const string Section = "Permanence:SignIn";

    /// <summary>The provider's address, below which its configuration is found.</summary>
    public string? Authority { get; init; }

    /// <summary>What this platform is called there.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>What is asked for beside <c>openid</c> and <c>profile</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The claim whose value a person is known by, for ever: it stands beside what they record.</summary>
    public string PersonClaim { get; init; } = "sub";

    public string NameClaim { get; init; } = "name";

    /// <summary>Claims with the groups and app roles that the councils' and agencies' own files map to roles.</summary>
    public IReadOnlyList<string> GroupClaims { get; init; } = ["groups", "roles"];

    /// <summary>Groups whose people run the platform for every council.</summary>
    public IReadOnlyList<string> PlatformAdministrators { get; init; } = [];

    /// <summary>A claim with roles of this platform's own vocabulary, where the provider sends them; not read where it is empty.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>The claim beside <see cref="RoleClaim"/> with the council's id.</summary>
    public string? AuthorityClaim { get; init; }

    /// <summary>The claim beside <see cref="RoleClaim"/> with the agency's id.</summary>
    public string? AgencyClaim { get; init; }

    /// <summary>The claim beside <see cref="RoleClaim"/> with a team.</summary>
    public string? TeamClaim { get; init; }

    /// <summary>To whom a program's token has to be issued; <see cref="ClientId"/> where empty.</summary>
    public string? Audience { get; init; }

    /// <summary>The types of a program's token. Microsoft Entra says <c>JWT</c> of its own.</summary>
    public IReadOnlyList<string> TokenTypes { get; init; } = ["at+jwt"];

    /// <returns>Null where no provider is set.</returns>
    /// <exception cref="InvalidOperationException">Something of it is wrong; the message says what to set.</exception>
    public static SignInSettings? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = configuration.GetSection(Section).Get<SignInSettings>() ?? new SignInSettings();
        if (string.IsNullOrWhiteSpace(settings.Authority))
            return null;
        if (!Uri.TryCreate(settings.Authority, UriKind.Absolute, out var address) || !(IsSecure(address) || IsHere(address)))
            throw new InvalidOperationException(
                $"PERMANENCE__SIGNIN__AUTHORITY is '{settings.Authority}': an https address of the identity provider is wanted."
            );
        if (string.IsNullOrWhiteSpace(settings.ClientId))
            throw new InvalidOperationException(
                "PERMANENCE__SIGNIN__CLIENTID is missing: what this platform is called at the identity provider."
            );
        return settings;
    }

    internal bool NeedsHttps => !IsHere(new Uri(Authority!));

    private static bool IsSecure(Uri address) => address.Scheme == Uri.UriSchemeHttps;

    // On this machine nobody listens in between: a provider that is tried out, and the tests' own.
    private static bool IsHere(Uri address) => address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;
}

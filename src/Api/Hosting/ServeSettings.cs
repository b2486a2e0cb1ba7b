namespace Permanence.Api.Hosting;

/// <summary>How the platform is served, as the command line says it.</summary>
public sealed record ServeSettings
{
    public const string UsualAddress = "http://localhost:5080";

    /// <summary>The folder of the policy packs.</summary>
    public required string ConfigFolder { get; init; }

    /// <summary>Where it listens. Null: what the environment says (<c>ASPNETCORE_URLS</c>), else <see cref="UsualAddress"/>.</summary>
    public string? Urls { get; init; }

    /// <summary>The folder of the embedded store.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Whether the store is in this process, and not a cluster's. Set by the host from its configuration.</summary>
    public bool Embedded { get; init; } = true;

    /// <summary>Whether the first start loads the invented children.</summary>
    public bool InventedChildren { get; init; } = true;

    /// <summary>The environment's name. Null: what the environment says, else one in which invented people can sign in.</summary>
    public string? Environment { get; init; }
}

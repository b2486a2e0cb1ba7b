namespace Permanence.Silo;

/// <summary>How a node finds its cluster. Read from the section <c>Permanence</c>: <c>PERMANENCE__CONNECTIONSTRING</c> and so on.</summary>
public sealed record ClusterSettings
{
    public const string Section = "Permanence";

    /// <summary>The PostgreSQL database that all nodes share. Without one there is no cluster.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Where <see cref="ConnectionString"/> was given: what is wrong with it is said of that.</summary>
    public string ConnectionSetting { get; init; } = "PERMANENCE__CONNECTIONSTRING";

    public string ClusterId { get; init; } = "permanence";

    public string ServiceId { get; init; } = "permanence";

    /// <summary>Where other silos reach this one. With 0, both ports are any that are free.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>Where web nodes reach this silo.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>The address the others reach it by. This host's own address where empty.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// A PEM file with the certificate, and its key, that all nodes of the cluster hold; made by <c>permanence certificate</c>. Needed: or
    /// <c>none</c>, which is refused in production and at any address but this machine's own.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>Where <see cref="Certificate"/> was given: what is wrong with it is said of that.</summary>
    public string CertificateSetting { get; init; } = "PERMANENCE__CERTIFICATE";

    /// <summary>The folder with the councils' policies. Looked for upwards from the program where empty.</summary>
    public string? ConfigFolder { get; init; }

    /// <summary>
    /// Where seals of the log of views are written beside the database: best a place that whoever keeps the database cannot write to. The
    /// data folder where empty and there is one; they stand in the node's log in any case.
    /// </summary>
    public string? SealsFolder { get; init; }
}

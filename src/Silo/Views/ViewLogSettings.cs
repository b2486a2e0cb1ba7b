using NodaTime;

namespace Permanence.Silo.Views;

/// <summary>How a node keeps the log of views.</summary>
public sealed record ViewLogSettings
{
    /// <summary>The file in the folder of seals.</summary>
    public const string SealsFile = "view-seals.txt";

    /// <summary>Where seals are written beside the database; null for the node's own log alone.</summary>
    public string? SealsFolder { get; init; }

    /// <summary>How often what was written is sealed.</summary>
    public Duration SealEvery { get; init; } = Duration.FromMinutes(5);

    /// <summary>How many views may wait to be written before nothing more is shown.</summary>
    public int MostWaiting { get; init; } = 20_000;

    /// <summary>How long somebody waits for what may only be shown once it is logged.</summary>
    public Duration LongestWrite { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long until what could not be written is tried again.</summary>
    public Duration TryAgainAfter { get; init; } = Duration.FromSeconds(1);
}

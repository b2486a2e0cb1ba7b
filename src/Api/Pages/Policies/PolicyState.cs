using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>Which policy is shown, since when it is served, and what somebody should know before relying on it.</summary>
public sealed record PolicyState
{
    private const int FaultsShown = 10;

    public required string Document { get; init; }

    public required string Version { get; init; }

    public required string InForce { get; init; }

    public required string Hash { get; init; }

    public required string ReadAt { get; init; }

    /// <summary>The document's own review date, once it has passed.</summary>
    public string? ReviewWasDue { get; init; }

    public string? ReviewDue { get; init; }

    /// <summary>Why this is not the version in force today, where it is not.</summary>
    public string? NotInForce { get; init; }

    public RefusedFiles? Refused { get; init; }

    public static PolicyState Of(PolicyPack pack, PolicyPack inForce, PolicySource source, string authority, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(source);
        var past = pack.NextReview is { } review && today > review;
        return new PolicyState
        {
            Document = pack.Title,
            Version = PolicyWords.Version(pack),
            InForce = PolicyWords.InForce(pack),
            Hash = pack.Hash,
            ReadAt = Dates.AsAt(source.ReadAt, today),
            ReviewWasDue = past ? Dates.InWords(pack.NextReview) : null,
            ReviewDue = past ? null : Dates.InWords(pack.NextReview),
            NotInForce =
                ReferenceEquals(pack, inForce) ? null
                : pack.Effective > today
                    ? $"This version takes effect on {Dates.InWords(pack.Effective.Value)}. Version {PolicyWords.Version(inForce)} is in "
                        + "force today."
                : $"This is an earlier version. Version {PolicyWords.Version(inForce)} is in force today.",
            Refused = source.Refused is { } refused ? RefusedFiles.Of(refused, source.ReadAt, authority, today) : null,
        };
    }

    /// <summary>An edit that was not taken up.</summary>
    /// <param name="Own">Whether a fault stands in this council's own files.</param>
    /// <param name="Faults">The first of them as <c>file:line: message</c>, this council's first.</param>
    public sealed record RefusedFiles(string At, string ServedSince, bool Own, IReadOnlyList<string> Faults, int More)
    {
        public static RefusedFiles Of(RefusedPolicies refused, Instant readAt, string authority, LocalDate today)
        {
            ArgumentNullException.ThrowIfNull(refused);
            var own = refused.Faults.ToLookup(fault => fault.File.StartsWith($"authorities/{authority}/", StringComparison.Ordinal));
            // A council reads its own faults and those of what it shares with others; another council's files are not its business.
            var shown = own[true]
                .Concat(own[false].Where(fault => !fault.File.StartsWith("authorities/", StringComparison.Ordinal)))
                .Select(fault => fault.ToString())
                .ToList();
            return new(
                Dates.AsAt(refused.At, today),
                Dates.AsAt(readAt, today),
                own[true].Any(),
                [.. shown.Take(FaultsShown)],
                refused.Faults.Count - Math.Min(shown.Count, FaultsShown)
            );
        }
    }
}

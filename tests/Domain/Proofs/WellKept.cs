using System.Collections.Concurrent;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs.Silence;
using Xunit;

namespace Permanence.Domain.Tests.Proofs;

/// <summary>The well-kept lives of the real councils and of the invented one, drawn once: it is most of what these tests cost.</summary>
internal static class WellKept
{
    public const string Saltmarsh = "saltmarsh";

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<WellKeptLife>>> Known = new();

    public static TheoryData<string> Councils => [Saltmarsh, .. ReadOnce.Library.Authorities.Select(council => council.Id)];

    public static IReadOnlyList<WellKeptLife> Lives(string council) =>
        Known.GetOrAdd(council, one => new(() => WellKeptLives.Of(Policy(one), ReadOnce.Calendar))).Value;

    /// <param name="more">Files that the invented council has beside its own.</param>
    public static PolicyPacks Policy(string council, params PolicyFile[] more)
    {
        if (council != Saltmarsh)
            return ReadOnce.Library.For(council)!;
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. Invented.Saltmarsh, .. more], ReadOnce.Calendar, faults);
        Assert.Equal([], faults);
        return library!.For(council)!;
    }
}

using System.Security.Cryptography;
using System.Text;
using Permanence.Domain.Records;
using Permanence.Domain.Returns.Facts;

namespace Permanence.Domain.Returns.Merging;

/// <summary>A fact of a return that disagrees with what a person made of it here.</summary>
/// <param name="Recorded">As the person has it, with the entry's id; null where the person withdrew it.</param>
internal sealed record Conflict(ReturnFact Fact, CareEvent? Recorded)
{
    /// <summary>The type of the entries that decide conflicts.</summary>
    public const string Decision = EventTypes.HeldFactDecided;

    /// <summary>What both sides say: once either says something else, it is another conflict and is asked again.</summary>
    public string Key => KeyOf(Said(Fact.Happened), Recorded is null ? "" : Said(Recorded));

    public static string KeyOf(string returned, string recorded) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{returned}\n{recorded}")).AsSpan(0, 12));

    private static string Said(CareEvent happened) => Encoding.UTF8.GetString((happened with { Id = null, Recorded = null }).Json.Span);
}

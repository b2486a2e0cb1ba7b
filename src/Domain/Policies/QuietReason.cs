using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies;

/// <summary>
/// Why nothing says so where entries of a kind are missing: the document is silent about them. Never of what meets a clause.
/// </summary>
/// <param name="Entry">The kind of entry.</param>
/// <param name="Reason">What the document says, and does not.</param>
/// <param name="File">Where it stands, relative to the config folder.</param>
public sealed record QuietReason(Selector Entry, string Reason, string File, int Line)
{
    /// <summary>Whether the document is silent about what comes after such an entry, not about the entry.</summary>
    public bool IsOfWhatComesAfter { get; init; }

    public bool Covers(CareEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Entry.Is(entry, default);
    }

    /// <summary>
    /// The first duty of a pack that some entry of this kind meets; null where there is none, and of what comes after, which is silent only
    /// once all has been done that the entry itself begins.
    /// </summary>
    internal Duty? Met(ILookup<string, (Selector By, Duty Duty)> met) =>
        IsOfWhatComesAfter ? null : met[Entry.TypeName].FirstOrDefault(one => Entry.MayBe(one.By)).Duty;

    /// <summary>What meets duties, by the type of entry.</summary>
    internal static ILookup<string, (Selector By, Duty Duty)> Meeting(IEnumerable<Duty> duties) =>
        duties.SelectMany(duty => duty.AllThatMeet.Select(by => (by, duty))).ToLookup(one => one.by.TypeName, StringComparer.Ordinal);
}

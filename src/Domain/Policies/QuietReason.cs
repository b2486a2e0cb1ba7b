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
    public bool Covers(CareEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Entry.TypeName == entry.Type && Entry.Matches(entry, default);
    }

    /// <summary>The first duty of a pack that some entry of this kind meets; null where none is.</summary>
    internal Duty? Met(IEnumerable<Duty> duties) =>
        duties.FirstOrDefault(duty => duty.MetBy.Concat(duty.MetByEach.SelectMany(one => one)).Any(Entry.MayBe));
}

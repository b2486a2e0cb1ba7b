using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>An entry as it was kept, and what was said about it later: nothing is left out, also not what was taken back.</summary>
/// <param name="Entry">The entry as it was recorded.</param>
/// <param name="About">The entry that this one puts right or takes back; null where it is about none.</param>
/// <param name="Correction">What puts it right; null where nothing does that still stands.</param>
/// <param name="Withdrawal">What takes it back; null where it stands.</param>
public sealed record KeptEntry(CareEvent Entry, CareEvent? About, CareEvent? Correction, CareEvent? Withdrawal)
{
    /// <summary>
    /// Whether it may still be put right: not what was taken back, what is about another entry, or what the platform says.
    /// </summary>
    public bool MayBeCorrected =>
        Withdrawal is null && !Timeline.IsAboutAnEntry(Entry) && EventVocabulary.Find(Entry.Type) is { By: RecordedBy.People };

    /// <summary>
    /// Whether it may still be taken back. A withdrawal stands for ever; taking a correction back brings back what it changed.
    /// </summary>
    public bool MayBeWithdrawn => Withdrawal is null && Entry.Type != EventTypes.EventWithdrawn;

    /// <summary>The entry as it stands: as it should have been, where it was put right. Null where it was taken back.</summary>
    public CareEvent? Standing => Amendments.Standing(Entry, Correction, Withdrawal);

    /// <summary>Every entry of a record, in the order they were recorded.</summary>
    /// <param name="file">The whole record.</param>
    /// <param name="knownAt">What was recorded later is not known. Null for everything.</param>
    public static IReadOnlyList<KeptEntry> All(CaseFile file, Instant? knownAt = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var known = Timeline.Known(file, knownAt);
        var amendments = Amendments.Of(known);
        var byId = known.Where(entry => entry.Id is not null).ToDictionary(entry => entry.Id!, StringComparer.Ordinal);
        return
        [
            .. known.Select(entry => new KeptEntry(
                entry,
                Timeline.IsAboutAnEntry(entry) && entry.Text("event") is { } id ? byId.GetValueOrDefault(id) : null,
                amendments.CorrectionOf(entry),
                amendments.WithdrawalOf(entry)
            )),
        ];
    }

    /// <summary>The entry with an id, as far as everything known now says; null where the record has none.</summary>
    public static KeptEntry? Find(CaseFile file, string id) => All(file).FirstOrDefault(kept => kept.Entry.Id == id);
}

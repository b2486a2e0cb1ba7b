namespace Permanence.Domain.Records;

/// <summary>
/// Which entries of a record were put right, and which were taken back, as far as the entries that are known say. What was itself taken
/// back has no effect; of several corrections the one recorded last holds, of those recorded at one instant the one that stands last.
/// </summary>
internal sealed class Amendments
{
    public static readonly Amendments None = new();

    private readonly Dictionary<string, CareEvent> withdrawals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CareEvent> corrections = new(StringComparer.Ordinal);

    private Amendments() { }

    /// <param name="known">The entries that are known, in the order they were recorded.</param>
    public static Amendments Of(IEnumerable<CareEvent> known)
    {
        var about = known.Where(Timeline.IsAboutAnEntry).Select((entry, order) => (entry, order)).ToList();
        if (about.Count == 0)
            return None;
        var found = new Amendments();
        foreach (var (entry, _) in about.OrderByDescending(one => Timeline.RecordedAt(one.entry)).ThenByDescending(one => one.order))
            found.Add(entry);
        return found;
    }

    /// <summary>The ids of the entries that were taken back.</summary>
    public IReadOnlyCollection<string> Withdrawn => withdrawals.Keys;

    public CareEvent? WithdrawalOf(CareEvent entry) => entry.Id is { } id ? withdrawals.GetValueOrDefault(id) : null;

    public CareEvent? CorrectionOf(CareEvent entry) => entry.Id is { } id ? corrections.GetValueOrDefault(id) : null;

    /// <summary>The entry as it should have been; null where it was taken back.</summary>
    public CareEvent? Standing(CareEvent entry) => Standing(entry, CorrectionOf(entry), WithdrawalOf(entry));

    public static CareEvent? Standing(CareEvent entry, CareEvent? correction, CareEvent? withdrawal) =>
        withdrawal is not null ? null
        : correction?.Replacement is { } replacement ? replacement.Over(entry)
        : entry;

    private void Add(CareEvent about)
    {
        if (WithdrawalOf(about) is not null || about.Text("event") is not { } target)
            return;
        if (about.Type == EventTypes.EventWithdrawn)
            withdrawals.TryAdd(target, about);
        else if (about.Replacement is not null)
            corrections.TryAdd(target, about);
    }
}

using NodaTime;
using Permanence.Domain.Boards;

namespace Permanence.Grains.Boards;

/// <summary>The rows a board holds, and which of them nobody has been told of yet.</summary>
internal sealed class BoardRows
{
    private readonly Dictionary<string, StampedRow> byChild = new(StringComparer.Ordinal);
    private readonly HashSet<string> pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    // Children whose record could not be read, with how often it had been written then.
    private readonly Dictionary<string, int> unreadable = new(StringComparer.Ordinal);

    // How often the store said a record had been written when its row was made from there.
    private readonly Dictionary<string, int> read = new(StringComparer.Ordinal);

    public int Count => byChild.Count;

    public bool HasPending => pending.Count > 0;

    /// <summary>Children whose record cannot be read: they are on no board, and counted.</summary>
    public int Missing => unreadable.Count;

    /// <summary>The first instant at which a row holds no more.</summary>
    public Instant HoldsUntil => byChild.Count == 0 ? Instant.MaxValue : byChild.Values.Min(held => held.Until);

    public IEnumerable<KeyValuePair<string, StampedRow>> All => byChild;

    /// <param name="revision">How often the store says the record has been written.</param>
    public bool IsRight(string child, int revision, string policy, Instant now) =>
        byChild.TryGetValue(child, out var held)
        && held.IsRight(read.GetValueOrDefault(child) == revision ? held.Stamp.Revision : revision, policy, now);

    /// <summary>Whether nothing is held of the child yet, neither a row nor that there can be none.</summary>
    public bool IsUnknown(string child) => !byChild.ContainsKey(child) && !unreadable.ContainsKey(child);

    /// <summary>Takes a row made of what the store held when it had been written so often.</summary>
    public void Take(string child, StampedRow row, int revision)
    {
        // A record counts its own writes. Where that is not what the store counts, it is not read again and again for it.
        read[child] = revision;
        Take(child, row);
    }

    /// <summary>Takes a row. One of a record that has been written again since is ignored.</summary>
    public void Take(string child, StampedRow row)
    {
        var before = byChild.GetValueOrDefault(child);
        if (before is not null && row.Stamp.Revision < before.Stamp.Revision)
            return;
        byChild[child] = row;
        if (unreadable.Remove(child) || before is null || before.Row != row.Row || before.Shared != row.Shared)
            pending.Add(child);
    }

    /// <summary>Leaves a child out whose record cannot be read. Whether that is news.</summary>
    public bool LeaveOut(string child, int revision)
    {
        var isNews = !unreadable.TryGetValue(child, out var before) || before != revision;
        unreadable[child] = revision;
        byChild.Remove(child);
        pending.Add(child);
        return isNews;
    }

    /// <summary>Children who are in the register no more.</summary>
    public void KeepOnly(IReadOnlySet<string> children)
    {
        foreach (var gone in byChild.Keys.Concat(unreadable.Keys).Where(child => !children.Contains(child)).ToList())
        {
            byChild.Remove(gone);
            unreadable.Remove(gone);
            pending.Add(gone);
        }
    }

    /// <summary>What changed since the last time, for those who watch.</summary>
    public (IReadOnlyList<StampedRow> Changed, IReadOnlyList<string> Removed) Settle()
    {
        var changed = new List<StampedRow>();
        var removed = new List<string>();
        foreach (var child in pending)
        {
            if (byChild.GetValueOrDefault(child) is { Row: not null } row)
            {
                changed.Add(row);
                told.Add(child);
            }
            else if (told.Remove(child))
            {
                removed.Add(child);
            }
        }

        pending.Clear();
        return (changed, removed);
    }

    /// <summary>The rows shown, by child, as the board of that day and time.</summary>
    public Board Board(string authority, Instant asAt, LocalDate on, long version)
    {
        var shown = byChild.Values.Where(held => held.Row is not null).OrderBy(held => held.Row!.Child, StringComparer.Ordinal).ToList();
        return new Board(authority, asAt, on, version, Counts(), [.. shown.Select(held => held.Row!)])
        {
            Missing = Missing,
            Shared = [.. shown.Where(held => held.Shared).Select(held => held.Row!.Child)],
        };
    }

    public BoardCounts Counts() => TrackerRows.Count([.. byChild.Values.Select(held => held.Row).OfType<TrackerRow>()]);
}

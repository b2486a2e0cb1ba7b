using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>What of a record is taken away.</summary>
internal enum KnockOutKind
{
    /// <summary>One entry.</summary>
    Entry,

    /// <summary>All entries of one kind.</summary>
    Kind,

    /// <summary>Everything after a day.</summary>
    After,
}

/// <summary>A well-kept record from which something was taken away, and with it what could not stand without it.</summary>
/// <param name="What">What was taken away, as a report names it.</param>
/// <param name="Taken">The entries taken away for their own sake.</param>
/// <param name="Removed">These, and those that pointed at one of them or that a gate would not have let in without it.</param>
internal sealed record KnockOut(
    KnockOutKind Kind,
    string What,
    IReadOnlyList<CareEvent> Taken,
    IReadOnlyList<CareEvent> Removed,
    CaseFile Remaining
)
{
    /// <summary>What a gate would not have let in without it.</summary>
    public IReadOnlyList<(CareEvent Entry, Gate Gate)> Refused { get; private init; } = [];

    /// <summary>The first day on which the record is another one.</summary>
    public LocalDate From => Removed.Min(entry => entry.On);

    /// <summary>Each entry, all of each kind, and everything after each day with an entry.</summary>
    public static IEnumerable<KnockOut> Of(CaseFile file, EntryKinds kinds, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        var entries = file.Events.Where(entry => !Timeline.IsAboutAnEntry(entry)).ToList();
        foreach (var entry in entries)
            yield return Take(KnockOutKind.Entry, $"{kinds.Written(entry)} of {entry.On:uuuu-MM-dd}", [entry]);
        foreach (var type in entries.GroupBy(entry => entry.Type, StringComparer.Ordinal))
        {
            var parts = type.GroupBy(kinds.Of, StringComparer.Ordinal).ToList();
            if (type.Count() > 1)
                yield return Take(KnockOutKind.Kind, $"every {type.Key}", [.. type]);
            foreach (var part in parts.Where(part => parts.Count > 1 && part.Count() > 1))
                yield return Take(KnockOutKind.Kind, $"every {kinds.Written(part.First())}", [.. part]);
        }

        foreach (var day in entries.Select(entry => entry.On).Distinct().Order().SkipLast(1))
            yield return Take(KnockOutKind.After, $"everything after {day:uuuu-MM-dd}", [.. entries.Where(entry => entry.On > day)]);

        KnockOut Take(KnockOutKind kind, string what, IReadOnlyList<CareEvent> taken)
        {
            var removed = new HashSet<CareEvent>(taken, ReferenceEqualityComparer.Instance);
            var refused = new List<(CareEvent, Gate)>();
            CaseFile remaining;
            int before;
            do
            {
                before = removed.Count;
                var gone = removed.Select(entry => entry.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
                removed.UnionWith(file.Events.Where(entry => PointsAt(entry, gone)));
                remaining = file with { Events = [.. file.Events.Where(entry => !removed.Contains(entry))] };
                foreach (var stopped in Gatekeeping.Stopped(remaining, policy, calendar))
                {
                    removed.Add(stopped.Entry);
                    refused.Add(stopped);
                }
            } while (removed.Count > before);

            return new KnockOut(kind, what, taken, [.. removed], remaining) { Refused = refused };
        }
    }

    // As where an entry is withdrawn: what is about it goes with it.
    private static bool PointsAt(CareEvent entry, HashSet<string> gone) =>
        entry.Fields.Any(field =>
            field.Value is string id
            && gone.Contains(id)
            && EventVocabulary.Find(entry.Type)?.Field(field.Key) is { Kind: FieldKind.EventId }
        );
}

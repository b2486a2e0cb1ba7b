using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies;

/// <summary>What differs between two versions of a policy, or two readings of one.</summary>
public sealed record PolicyComparison
{
    /// <summary>Clauses that are new, gone or changed, in the order of the later register; those that are gone come last.</summary>
    public required IReadOnlyList<ClauseChange> Clauses { get; init; }

    public required IReadOnlyList<DutyChange> Duties { get; init; }

    /// <summary>Days that clocks count from, such as the latest day of a review.</summary>
    public required IReadOnlyList<Change<Moment>> Moments { get; init; }

    public required IReadOnlyList<Change<Gate>> Gates { get; init; }

    public required IReadOnlyList<Change<Indicator>> Indicators { get; init; }

    /// <summary>How long a child may wait at each stage.</summary>
    public required IReadOnlyList<Change<Wait>> Waits { get; init; }

    public required IReadOnlyList<Change<PackSetting>> Settings { get; init; }

    /// <summary>Panels and meetings whose chair, attendees, frequency or purpose differ.</summary>
    public required IReadOnlyList<Change<MeetingGuide>> Meetings { get; init; }

    public bool IsSame =>
        Clauses.Count + Duties.Count + Moments.Count + Gates.Count + Indicators.Count + Waits.Count + Settings.Count + Meetings.Count == 0;

    public static PolicyComparison Of(PolicyPack before, PolicyPack after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new PolicyComparison
        {
            Clauses = ClauseChanges(before, after),
            Duties =
            [
                .. Changes(before.Duties, after.Duties, duty => duty.Id, Shape.Of)
                    .Select(change => DutyChange.Of(change.Before, change.After)),
            ],
            Moments = Changes(before.Moments.Values, after.Moments.Values, moment => moment.Name, Shape.OfMoment),
            Gates = Changes(before.Gates, after.Gates, gate => $"{gate.Clause.Id} {gate.Title}", Shape.Of),
            Indicators = Changes(before.Indicators, after.Indicators, indicator => $"{indicator.Clause.Id} {indicator.Label}", Shape.Of),
            Waits = Changes(before.Waits, after.Waits, wait => $"{wait.Clause.Id} {wait.Stage}", Shape.Of),
            Settings = Changes(before.Reference.Settings, after.Reference.Settings, setting => setting.Id, Shape.Of),
            Meetings = Changes(before.Reference.Meetings, after.Reference.Meetings, meeting => meeting.Id, Shape.Of),
        };
    }

    private static List<ClauseChange> ClauseChanges(PolicyPack before, PolicyPack after)
    {
        var (usedBefore, usedAfter) = (UsesOf(before), UsesOf(after));
        var changes = new List<ClauseChange>();
        foreach (var clause in after.Clauses.Values)
        {
            var earlier = before.Clauses.GetValueOrDefault(clause.Id);
            var parts = earlier is null ? [] : Parts(earlier, clause);
            var (then, now) = (usedBefore.GetValueOrDefault(clause.Id, []), usedAfter.GetValueOrDefault(clause.Id, []));
            if (earlier is null || parts.Count > 0 || !then.SetEquals(now))
                changes.Add(new ClauseChange(earlier, clause, parts, [.. then.Except(now)], earlier is null ? [] : [.. now.Except(then)]));
        }

        changes.AddRange(
            before
                .Clauses.Values.Where(clause => !after.Clauses.ContainsKey(clause.Id))
                .Select(gone => new ClauseChange(gone, null, [], [], []))
        );
        return changes;
    }

    private static List<ClausePart> Parts(Clause before, Clause after)
    {
        var parts = new List<ClausePart>();
        if (before.Title != after.Title)
            parts.Add(ClausePart.Title);
        if (before.Says != after.Says)
            parts.Add(ClausePart.Says);
        if (before.Force != after.Force)
            parts.Add(ClausePart.Force);
        if (before.Kind != after.Kind)
            parts.Add(ClausePart.Kind);
        if (before.Section != after.Section)
            parts.Add(ClausePart.Section);
        return parts;
    }

    // By what a use is, not by the line it stands on: an edit above it would move that.
    private static Dictionary<string, HashSet<string>> UsesOf(PolicyPack pack) =>
        PolicyCoverage
            .Of(pack)
            .ToDictionary(
                served => served.Clause.Id,
                served => served.Uses.Select(use => use.What).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );

    private static List<Change<T>> Changes<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key, Func<T, string> shape)
        where T : class
    {
        var earlier = before.ToLookup(key, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var changes = new List<Change<T>>();
        foreach (var item in after)
        {
            seen.Add(key(item));
            var same = earlier[key(item)].FirstOrDefault();
            if (same is null || shape(same) != shape(item))
                changes.Add(new(same, item));
        }

        changes.AddRange(
            earlier.Where(group => !seen.Contains(group.Key)).SelectMany(group => group).Select(gone => new Change<T>(gone, null))
        );
        return changes;
    }
}

/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it is gone.</param>
public sealed record Change<T>(T? Before, T? After)
    where T : class
{
    public T Either => After ?? Before!;
}

public enum ClausePart
{
    Title,
    Says,
    Force,
    Kind,
    Section,
}

/// <param name="Parts">What of its words differs, where it stands in both.</param>
/// <param name="NoLonger">What used it and does not any more.</param>
/// <param name="Newly">What uses it and did not before.</param>
public sealed record ClauseChange(
    Clause? Before,
    Clause? After,
    IReadOnlyList<ClausePart> Parts,
    IReadOnlyList<string> NoLonger,
    IReadOnlyList<string> Newly
)
{
    public Clause Either => After ?? Before!;
}

/// <param name="Limbs">Clocks that differ. Both sides stand where the same clause times the duty in both versions.</param>
/// <param name="OtherThanClocks">Whether anything else of it differs: its title, owner, occasion, conditions, or what meets or ends
/// it.</param>
public sealed record DutyChange(Duty? Before, Duty? After, IReadOnlyList<Change<LimbRule>> Limbs, bool OtherThanClocks)
{
    public Duty Either => After ?? Before!;

    internal static DutyChange Of(Duty? before, Duty? after)
    {
        if (before is null || after is null)
            return new(before, after, [], false);
        var limbs = new List<Change<LimbRule>>();
        var earlier = before.Limbs.ToList();
        foreach (var limb in after.Limbs)
        {
            // A clause may time a duty twice: the one that is the same goes first.
            var index = earlier.FindIndex(other => Shape.Of(other) == Shape.Of(limb));
            if (index >= 0)
            {
                earlier.RemoveAt(index);
                continue;
            }

            limbs.Add(new(null, limb));
        }

        limbs = limbs.ConvertAll(change =>
        {
            var index = earlier.FindIndex(other => other.Clause.Id == change.After!.Clause.Id);
            if (index < 0)
                return change;
            var was = earlier[index];
            earlier.RemoveAt(index);
            return change with { Before = was };
        });
        limbs.AddRange(earlier.Select(gone => new Change<LimbRule>(gone, null)));
        return new(before, after, limbs, Shape.Of(before with { Limbs = [] }) != Shape.Of(after with { Limbs = [] }));
    }
}

using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns.Merging;

namespace Permanence.Domain.Returns;

/// <summary>What a council's records hold of its returns, as far as the return of another year is looked at beside it.</summary>
/// <param name="PupilNumber">Null where there is none.</param>
/// <param name="Years">What each year's return says of the child.</param>
/// <param name="Left">The last day on which a person recorded that care ended; null where nobody did.</param>
public sealed record KeptReturns(string? PupilNumber, IReadOnlyDictionary<CollectionYear, ReturnedChild> Years, LocalDate? Left)
{
    public static KeptReturns Of(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var recorded = RecordedFacts.Of(file);
        var left = recorded
            .ByPeople.Where(happened => happened.Type is EventTypes.CeasedLookedAfter or EventTypes.Died)
            .Select(happened => (LocalDate?)happened.On)
            .Max();
        return new(file.Child.PupilNumber, ReturnMerge.InForce(recorded.Returns), left);
    }
}

/// <summary>A return beside all records of the council: who is in one and not in the other.</summary>
public static class CouncilReturns
{
    /// <param name="children">The children of the return, by the ids of their records.</param>
    /// <param name="known">Every record of the council, by its id.</param>
    public static IReadOnlyList<ReturnFinding> Check(
        IReadOnlyList<ReturnedChild> children,
        CollectionYear year,
        IReadOnlyDictionary<string, KeptReturns> known
    )
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(known);
        var inReturn = children.Select(child => child.Id).ToHashSet(StringComparer.Ordinal);
        var (before, next) = (new CollectionYear(year.Starts - 1), new CollectionYear(year.Starts + 1));
        var findings = new List<ReturnFinding?>();
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (id, kept) in known.Where(record => !inReturn.Contains(record.Key)).OrderBy(record => record.Key, StringComparer.Ordinal)
        )
        {
            if (kept.PupilNumber is { Length: > 3 } number)
                numbers.TryAdd(number, id);
            if (kept.Years.ContainsKey(year))
                findings.Add(NotAgain(id, year));
            else if (kept.Years.TryGetValue(before, out var earlier) && !(kept.Left >= before.FirstDay))
                findings.Add(ReturnMerge.GoneFromNext(earlier, before));
        }

        var nextIsThere = known.Values.Any(kept => kept.Years.ContainsKey(next));
        foreach (var child in children)
        {
            var kept = known.GetValueOrDefault(child.Id);
            if (nextIsThere && kept?.Years.ContainsKey(next) != true && !(kept?.Left >= year.FirstDay))
                findings.Add(ReturnMerge.GoneFromNext(child, year));
            var header = child.Rows.FirstOrDefault(row => row.Kind == ReturnKind.Header);
            if (header?.Values[ReturnColumns.Index(ReturnKind.Header, "UPN")] is { } pupil && numbers.TryGetValue(pupil, out var other))
                findings.Add(
                    new(
                        header.File,
                        header.Line,
                        child.Id,
                        "UPN",
                        pupil,
                        "444",
                        FindingGrade.Warning,
                        $"The record of the child {other} here has the same pupil number, and that child is not in these files. If the two "
                            + "are one child, give the rows under the id of the record; if not, correct a number."
                    )
                );
        }

        return [.. findings.OfType<ReturnFinding>()];
    }

    /// <summary>The ids of a return as the council's records write them: the letters' case tells no two children apart.</summary>
    public static IReadOnlyList<ReturnedChild> Under(IReadOnlyList<ReturnedChild> children, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(ids);
        var exact = ids.ToHashSet(StringComparer.Ordinal);
        var written = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
            written.TryAdd(id, id);
        return
        [
            .. children.Select(child => exact.Contains(child.Id) || !written.TryGetValue(child.Id, out var id) ? child : child.Under(id)),
        ];
    }

    private static ReturnFinding NotAgain(string id, CollectionYear year) =>
        new(
            "",
            0,
            id,
            "CHILD",
            id,
            "not-given-again",
            FindingGrade.Warning,
            $"An earlier import of {year} has this child and these files do not: what it said stays. Undo that import if the child should "
                + "not be in the return."
        );
}

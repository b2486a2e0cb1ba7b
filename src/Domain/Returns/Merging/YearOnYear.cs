using Permanence.Domain.Returns.Facts;

namespace Permanence.Domain.Returns.Merging;

/// <summary>How two years' returns disagree: warnings only, for the later year's word is taken.</summary>
internal static class YearOnYear
{
    private static readonly (string Column, string Rule, string Name)[] Carried =
    [
        ("RNE", "503A", "reason for a new episode"),
        ("LS", "503B", "legal status"),
        ("CIN", "503C", "category of need"),
        ("PLACE", "503D", "placement"),
        ("PLACE_PROVIDER", "503E", "provider"),
        ("URN", "503G", "URN"),
    ];

    // What tells a row of each kind from the others, and what a later year may not say otherwise unsaid. What it says where the earlier
    // left it blank is how things go.
    private static readonly (ReturnKind Kind, string Key, string[] Columns)[] Dated =
    [
        (ReturnKind.Reviews, "REVIEW", ["REVIEW_CODE"]),
        (ReturnKind.PlacedAdoption, "DATE_PLACED", ["DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]),
        (ReturnKind.Missing, "MIS_START", ["MISSING", "MIS_END"]),
        (ReturnKind.SWEpisodes, "SW_DECOM", ["SW_ID", "SW_DEC"]),
        (ReturnKind.DoLo, "DOLO_START", ["DOLO_END"]),
    ];

    /// <summary>
    /// How the return of a year disagrees with those of the years beside it, the one before and the one after: the same is said whichever
    /// came first.
    /// </summary>
    public static IEnumerable<ReturnFinding> Check(Dictionary<CollectionYear, ReturnedChild> returns, CollectionYear year)
    {
        var before = returns.Keys.Where(other => other < year).OrderDescending().Take(1);
        var after = returns.Keys.Where(other => other > year).Order().Take(1);
        foreach (var earlier in before)
        {
            foreach (var finding in Check(returns[year], year, returns[earlier], earlier))
                yield return finding;
        }

        foreach (var later in after)
        {
            foreach (var finding in Check(returns[later], later, returns[year], year))
                yield return finding;
        }
    }

    private static IEnumerable<ReturnFinding> Check(
        ReturnedChild now,
        CollectionYear year,
        ReturnedChild before,
        CollectionYear earlierYear
    )
    {
        string Otherwise(string name, string said, string saidBefore) =>
            $"The {name} is {said} in the return of {year} but was {saidBefore} in that of {earlierYear}: check which is right. "
            + "The later one is taken.";

        if (Row(now, ReturnKind.Header) is { } header && Row(before, ReturnKind.Header) is { } earlier)
        {
            if (Differ(header, earlier, "DOB") is var (born, bornBefore))
                yield return Warning(header, "DOB", "203", Otherwise("date of birth", born, bornBefore));
            if (Differ(header, earlier, "SEX") is var (sex, sexBefore) && Sexes.Of(sex) != Sexes.Of(sexBefore))
                yield return Warning(header, "SEX", "202", Otherwise("sex", sex, sexBefore));
            if (Differ(header, earlier, "ETHNIC") is var (ethnicity, ethnicityBefore))
                yield return Warning(header, "ETHNIC", "204", Otherwise("ethnicity", ethnicity, ethnicityBefore));
            // From a code for having no number to a number is how it goes.
            if (Differ(header, earlier, "UPN") is var (number, numberBefore) && numberBefore is not ['U', 'N', _])
                yield return Warning(header, "UPN", "208", Otherwise("pupil number", number, numberBefore));
        }

        foreach (var (kind, key, columns) in Dated)
        {
            foreach (var (row, was) in Both(now, before, kind, key))
            {
                foreach (var column in columns)
                {
                    if (Value(was, column) is { Length: > 0 } then && Value(row, column) is var value && value != then)
                        yield return Warning(
                            row,
                            column,
                            MergedEpisodes.Otherwise,
                            $"{column} of {Value(row, key)} in the {kind} file is {(value.Length == 0 ? "blank" : value)} in the return of "
                                + $"{year} but was {then} in that of {earlierYear}: check which is right. The later one is taken."
                        );
                }
            }
        }

        foreach (var (row, was) in Both(now, before, ReturnKind.Episodes, "DECOM"))
        {
            foreach (var (column, rule, name) in Carried)
            {
                // From 2024-25 semi-independent placements (H5) may come back as registered supported accommodation (K3).
                if (column == "PLACE" && Value(was, column) == "H5" && Value(row, column) == "K3")
                    continue;
                if (Differ(row, was, column) is var (value, then))
                    yield return Warning(row, column, rule, Otherwise($"{name} of the episode of {Value(row, "DECOM")}", value, then));
            }
        }

        var open = Episodes(before).LastOrDefault();
        var first = Episodes(now).FirstOrDefault();
        if (year.Starts == earlierYear.Starts + 1 && open is { Ends: null } && first is not null && first.Starts != open.Starts)
            yield return Warning(
                now.Rows.First(row => row.Kind == ReturnKind.Episodes && row.Line == first.Line),
                "DECOM",
                "502",
                $"The return of {earlierYear} ended with an open episode of {ReturnDates.Written(open.Starts)}, but the first in {year} "
                    + $"starts on {ReturnDates.Written(first.Starts)}: give the one that was open, with its end."
            );
    }

    /// <summary>
    /// A child in care at the end of a year who is not in the next year's return at all: proposes an end, for a person to record. Null
    /// where the return has no open episode at its end.
    /// </summary>
    public static ReturnFinding? GoneFromNext(ReturnedChild child, CollectionYear year)
    {
        if (Episodes(child).LastOrDefault() is not { Ends: null } open)
            return null;
        var next = new CollectionYear(year.Starts + 1);
        return new(
            "",
            0,
            child.Id,
            "DEC",
            "",
            "gone-from-return",
            FindingGrade.Warning,
            $"The return of {year} ends with an open episode of {ReturnDates.Written(open.Starts)}, but the child is not in the return of "
                + $"{next}. If care ended by {ReturnDates.Written(year.LastDay)}, record the day and the reason, which is not known; until "
                + "then the child counts as looked after."
        );
    }

    private static IEnumerable<Episode> Episodes(ReturnedChild child) =>
        child
            .Rows.Where(row => row.Kind == ReturnKind.Episodes)
            .Select(row => Episode.Of(row.Values, row.File, row.Line))
            .OfType<Episode>()
            .OrderBy(episode => episode.Starts);

    private static IEnumerable<(ReturnRow Now, ReturnRow Before)> Both(ReturnedChild now, ReturnedChild before, ReturnKind kind, string key)
    {
        foreach (var row in now.Rows)
        {
            if (row.Kind != kind)
                continue;
            if (before.Rows.FirstOrDefault(other => other.Kind == kind && Value(other, key) == Value(row, key)) is { } was)
                yield return (row, was);
        }
    }

    private static string Value(ReturnRow row, string column) => row.Values[ReturnColumns.Index(row.Kind, column)];

    private static ReturnRow? Row(ReturnedChild child, ReturnKind kind) => child.Rows.FirstOrDefault(row => row.Kind == kind);

    private static (string Now, string Before)? Differ(ReturnRow now, ReturnRow before, string column)
    {
        var index = ReturnColumns.Index(now.Kind, column);
        var (one, other) = (now.Values[index], before.Values[index]);
        return one.Length > 0 && other.Length > 0 && one != other ? (one, other) : null;
    }

    private static ReturnFinding Warning(ReturnRow row, string column, string rule, string message) =>
        new(row.File, row.Line, row.Values[0], column, Value(row, column), rule, FindingGrade.Warning, message);
}

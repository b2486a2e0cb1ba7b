namespace Permanence.Domain.Returns.Merging;

/// <summary>How a year's return disagrees with the year before: warnings only, for the later year's word is taken.</summary>
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

    public static IEnumerable<ReturnFinding> Check(ReturnedChild now, CollectionYear year, ReturnedChild before)
    {
        if (Row(now, ReturnKind.Header) is { } header && Row(before, ReturnKind.Header) is { } earlier)
        {
            if (Differ(header, earlier, "DOB") is var (born, bornBefore))
                yield return Warning(
                    header,
                    "DOB",
                    "203",
                    $"The date of birth is {born} but was {bornBefore} in last year's return: check which is right. The later "
                        + "one is taken."
                );
            if (Differ(header, earlier, "SEX") is var (sex, sexBefore) && Sexes.Of(sex) != Sexes.Of(sexBefore))
                yield return Warning(
                    header,
                    "SEX",
                    "202",
                    $"SEX is {sex} but was {sexBefore} in last year's return: check which is right. The later one is taken."
                );
            if (Differ(header, earlier, "ETHNIC") is var (ethnicity, ethnicityBefore))
                yield return Warning(
                    header,
                    "ETHNIC",
                    "204",
                    $"ETHNIC is {ethnicity} but was {ethnicityBefore} in last year's return: check which is right. The later one "
                        + "is taken."
                );
            // From a code for having no number to a number is how it goes.
            if (Differ(header, earlier, "UPN") is var (number, numberBefore) && numberBefore is not ['U', 'N', _])
            {
                yield return Warning(
                    header,
                    "UPN",
                    "208",
                    $"UPN is {number} but was {numberBefore} in last year's return: check which is right. The later one is taken."
                );
            }
        }

        var open = Episodes(before).LastOrDefault();
        var first = Episodes(now).FirstOrDefault();
        if (open is not { Ends: null } || first is null)
            yield break;
        var row = now.Rows.First(row => row.Kind == ReturnKind.Episodes && row.Line == first.Line);
        if (first.Starts != open.Starts)
        {
            yield return Warning(
                row,
                "DECOM",
                "502",
                $"Last year's return ended with an open episode of {ReturnDates.Written(open.Starts)}, but the first in {year} "
                    + $"starts on {ReturnDates.Written(first.Starts)}: give the one that was open, with its end."
            );
            yield break;
        }

        foreach (var (column, rule, name) in Carried)
        {
            // From 2024-25 semi-independent placements (H5) may come back as registered supported accommodation (K3).
            if (column == "PLACE" && open[column] == "H5" && first[column] == "K3")
                continue;
            if (first[column].Length > 0 && open[column].Length > 0 && first[column] != open[column])
                yield return Warning(
                    row,
                    column,
                    rule,
                    $"The {name} of the episode of {ReturnDates.Written(first.Starts)} is {first[column]} but was {open[column]} "
                        + "in last year's return: check which is right. The later one is taken."
                );
        }
    }

    private static IEnumerable<Episode> Episodes(ReturnedChild child) =>
        child
            .Rows.Where(row => row.Kind == ReturnKind.Episodes)
            .Select(row => Episode.Of(row.Values, row.File, row.Line))
            .OfType<Episode>()
            .OrderBy(episode => episode.Starts);

    private static ReturnRow? Row(ReturnedChild child, ReturnKind kind) => child.Rows.FirstOrDefault(row => row.Kind == kind);

    private static (string Now, string Before)? Differ(ReturnRow now, ReturnRow before, string column)
    {
        var index = ReturnColumns.Index(now.Kind, column);
        var (one, other) = (now.Values[index], before.Values[index]);
        return one.Length > 0 && other.Length > 0 && one != other ? (one, other) : null;
    }

    private static ReturnFinding Warning(ReturnRow row, string column, string rule, string message) =>
        new(
            row.File,
            row.Line,
            row.Values[0],
            column,
            row.Values[ReturnColumns.Index(row.Kind, column)],
            rule,
            FindingGrade.Warning,
            message
        );
}

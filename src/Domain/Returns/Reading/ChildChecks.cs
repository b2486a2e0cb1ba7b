using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>What the other files say of a child against Header and Episodes, and rows that are there twice.</summary>
internal static class ChildChecks
{
    // What makes a row the same row when it comes again, in another file or another year.
    private static readonly Dictionary<ReturnKind, (string[] Key, string Rule)> Keys = new()
    {
        [ReturnKind.Episodes] = (["DECOM"], "row-twice"),
        [ReturnKind.Reviews] = (["REVIEW"], "row-twice"),
        [ReturnKind.UASC] = ([], "INT36"),
        [ReturnKind.OC2] = ([], "INT33"),
        [ReturnKind.OC3] = ([], "INT34"),
        [ReturnKind.AD1] = ([], "INT31"),
        [ReturnKind.PlacedAdoption] = (["DATE_PLACED"], "row-twice"),
        [ReturnKind.PrevPerm] = ([], "INT35"),
        [ReturnKind.Missing] = (["MIS_START"], "row-twice"),
        [ReturnKind.SWEpisodes] = (["SW_DECOM"], "row-twice"),
        [ReturnKind.DoLo] = (["DOLO_START"], "row-twice"),
    };

    private static readonly Dictionary<ReturnKind, string> BornElsewhere = new()
    {
        [ReturnKind.AD1] = "INT11",
        [ReturnKind.PlacedAdoption] = "INT12",
        [ReturnKind.Missing] = "INT13",
        [ReturnKind.OC2] = "INT14",
        [ReturnKind.OC3] = "INT15",
        [ReturnKind.PrevPerm] = "INT16",
        [ReturnKind.Reviews] = "INT17",
        [ReturnKind.UASC] = "INT18",
        [ReturnKind.SWEpisodes] = "dob-differs",
        [ReturnKind.DoLo] = "dob-differs",
    };

    private static readonly string[] TwelveMonthChecks = ["IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE"];

    /// <summary>Leaves the second of two rows out that say the same thing of the same child; the first counts.</summary>
    public static void Twice(ChildRows child, CheckContext context)
    {
        foreach (var (kind, (key, rule)) in Keys)
        {
            Dictionary<string, ReadRow>? seen = null;
            // Rows with a date that cannot be read were left out before and are not seen here.
            foreach (var row in child.Of(kind))
            {
                seen ??= new(StringComparer.Ordinal);
                var same = key.Length == 0 ? "" : row[key[0]];
                // An episode that ends on the day it starts was warned of: the one that goes on from that day is the fact.
                if (kind == ReturnKind.Episodes && row["DEC"] == row["DECOM"])
                    same += " to the same day";
                if (seen.TryAdd(same, row))
                    continue;
                context.Findings.LeaveOut(
                    row,
                    key.Length == 0 ? "CHILD" : key[0],
                    rule,
                    key.Length == 0
                        ? $"The child is in the {kind} file already, at line {seen[same].Line}, and is there once at most: "
                            + "take one of the rows out."
                        : $"There is a row of this child with {key[0]} {row[key[0]]} already, at line {seen[same].Line}: "
                            + "take one of the rows out."
                );
            }
        }
    }

    public static void Check(ChildRows child, CheckContext context)
    {
        SameBirth(child, context.Findings);
        foreach (var row in child.Of(ReturnKind.UASC))
        {
            if (!SameSex(row["SEX"], child.Header["SEX"]))
                context.Findings.Warn(
                    row,
                    "SEX",
                    "INT21",
                    $"SEX is {CheckContext.Shown(row["SEX"])} here but {CheckContext.Shown(child.Header["SEX"])} in the Header "
                        + "file: correct one of them."
                );
        }

        EarlierPermanence(child, context);
        TwelveMonths(child, context);
        MissingPeriods(child, context.Findings);
    }

    private static void SameBirth(ChildRows child, FindingLog findings)
    {
        foreach (var (kind, rule) in BornElsewhere)
        {
            foreach (var row in child.Of(kind))
            {
                if (row.IsBlank("DOB") || row["DOB"] == child.Header["DOB"])
                    continue;
                findings.Hold(
                    row,
                    "DOB",
                    rule,
                    $"The date of birth is {CheckContext.Shown(row["DOB"])} here but {child.Header["DOB"]} in the Header file, "
                        + "so the row may be another child's: correct one of them."
                );
            }
        }
    }

    private static bool SameSex(string one, string other) => one == other || Sexes.Of(one) == Sexes.Of(other);

    private static void EarlierPermanence(ChildRows child, CheckContext context)
    {
        var earlier = child.Of(ReturnKind.PrevPerm).FirstOrDefault();
        if (earlier is null && context.Given.Contains(ReturnKind.PrevPerm))
        {
            foreach (
                var (row, episode) in child.Episodes.Where(pair =>
                    pair.Episode.StartsPeriod && pair.Episode.Starts >= context.Year.FirstDay
                )
            )
                context.Findings.Warn(
                    row,
                    "RNE",
                    "630",
                    $"The child started to be looked after on {row["DECOM"]} but is not in the PrevPerm file: say there whether "
                        + "the child had been adopted or had another order before (Z1 if not)."
                );
        }

        if (earlier is not null && child.Episodes.Count > 0 && earlier.Date("DATE_PERM") >= child.Episodes[0].Episode.Starts)
            context.Findings.Warn(
                earlier,
                "DATE_PERM",
                "632",
                $"The earlier order is of {earlier["DATE_PERM"]}, not before the child's first episode started on "
                    + $"{child.Episodes[0].Row["DECOM"]}: correct one of the dates."
            );
    }

    private static void TwelveMonths(ChildRows child, CheckContext context)
    {
        if (!context.Given.Contains(ReturnKind.OC2) || !LookedAfterForTwelveMonths(child, context.Year))
            return;
        var checks = child.Of(ReturnKind.OC2).FirstOrDefault();
        if (checks is null)
            context.Findings.Warn(
                child.Episodes[0].Row,
                "CHILD",
                "191",
                $"The child has been looked after for twelve months at {ReturnDates.Written(context.Year.LastDay)} but is not in "
                    + "the OC2 file: give the health checks there."
            );
        else if (TwelveMonthChecks.FirstOrDefault(checks.IsBlank) is { } blank)
            context.Findings.Warn(
                checks,
                blank,
                "191",
                $"The child has been looked after for twelve months at {ReturnDates.Written(context.Year.LastDay)} but {blank} "
                    + "is blank: give 0 or 1."
            );
    }

    private static bool LookedAfterForTwelveMonths(ChildRows child, CollectionYear year)
    {
        LocalDate? since = null;
        LocalDate? until = null;
        foreach (var (_, episode) in child.Episodes)
        {
            if (episode.IsShortBreaks || episode.Starts > year.LastDay)
                continue;
            if (since is null || episode.StartsPeriod || until < episode.Starts)
                since = episode.Starts;
            until = episode.EndsCare ? episode.Ends : LocalDate.MaxIsoValue;
        }

        return since <= year.LastDay.PlusYears(-1) && until > year.LastDay;
    }

    private static void MissingPeriods(ChildRows child, FindingLog findings)
    {
        ReadRow? before = null;
        foreach (var row in child.Of(ReturnKind.Missing).OrderBy(row => row.Date("MIS_START")))
        {
            if (before is not null && (before.Date("MIS_END") is not { } back || row.Date("MIS_START") < back))
                findings.Warn(
                    row,
                    "MIS_START",
                    "574",
                    $"The child went missing on {row["MIS_START"]} but had not come back from being missing since "
                        + $"{before["MIS_START"]} (line {before.Line}): give the day the child came back."
                );
            before = row;
        }
    }
}

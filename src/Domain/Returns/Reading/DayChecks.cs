namespace Permanence.Domain.Returns.Reading;

/// <summary>
/// Days that cannot be in a return of the year: after its end, after today, before the child's birth. Only the fact that is dated so is
/// held; where the day says what the row is about, that is the row.
/// </summary>
internal static class DayChecks
{
    // The return is of children, and of care leavers until they are 21; nobody in it is much older.
    private const int Oldest = 26;

    /// <param name="Held">The columns that say nothing without the day; none where the whole row does.</param>
    /// <param name="OfTheBorn">Whether it cannot be before the child's birth: a social worker can be allocated to a child unborn.</param>
    private sealed record Dated(ReturnKind Kind, string Column, string[] Held, bool OfTheBorn = true);

    private static readonly Dated[] Days =
    [
        new(ReturnKind.Episodes, "DECOM", [], OfTheBorn: false),
        new(ReturnKind.Episodes, "DEC", ["DEC", "REC"], OfTheBorn: false),
        new(ReturnKind.Reviews, "REVIEW", []),
        new(ReturnKind.AD1, "DATE_INT", ["DATE_INT"]),
        new(ReturnKind.AD1, "DATE_MATCH", ["DATE_MATCH"]),
        new(ReturnKind.PlacedAdoption, "DATE_PLACED", []),
        new(ReturnKind.PlacedAdoption, "DATE_PLACED_CEASED", ["DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]),
        new(ReturnKind.PrevPerm, "DATE_PERM", ["DATE_PERM"]),
        new(ReturnKind.Missing, "MIS_START", []),
        new(ReturnKind.Missing, "MIS_END", ["MIS_END"]),
        new(ReturnKind.SWEpisodes, "SW_DECOM", [], OfTheBorn: false),
        new(ReturnKind.SWEpisodes, "SW_DEC", ["SW_DEC", "SW_REASON"], OfTheBorn: false),
        new(ReturnKind.DoLo, "DOLO_START", []),
        new(ReturnKind.DoLo, "DOLO_END", ["DOLO_END"]),
    ];

    private static readonly Dated[][] ByKind = [.. ReturnColumns.Kinds.Select(kind => Days.Where(dated => dated.Kind == kind).ToArray())];

    public static void Check(ChildRows child, CheckContext context)
    {
        Header(child.Header, context);
        foreach (var kind in ReturnColumns.Kinds)
        {
            var dated = ByKind[(int)kind];
            if (dated.Length == 0)
                continue;
            foreach (var row in child.Of(kind))
            {
                foreach (var day in dated)
                    Check(row, day, child, context);
            }
        }
    }

    private static void Check(ReadRow row, Dated dated, ChildRows child, CheckContext context)
    {
        if (row.Date(dated.Column) is not { } day)
            return;
        if (day > context.LatestDay)
            context.Findings.Hold(row, dated.Column, "after-the-year", After(row, dated.Column, context), dated.Held);
        else if (dated.OfTheBorn && day < child.Born)
            context.Findings.Hold(
                row,
                dated.Column,
                RefusalCodes.BeforeBirth,
                $"{dated.Column} is {row[dated.Column]}, before the child's birth on {child.Header["DOB"]}: correct one of the dates.",
                dated.Held
            );
    }

    private static string After(ReadRow row, string column, CheckContext context) =>
        context.LatestDay < context.Year.LastDay
            ? $"{column} is {row[column]}, which is after today, {ReturnDates.Written(context.LatestDay)}: correct the date, or give the "
                + "row again once it has happened."
            : $"{column} is {row[column]}, after the year ended on {ReturnDates.Written(context.Year.LastDay)}: correct the date, or give "
                + "the row with the return of its year.";

    private static void Header(ReadRow header, CheckContext context)
    {
        if (header.Date("DOB") is { } born && born < context.Year.FirstDay.PlusYears(-Oldest))
            context.Findings.Hold(
                header,
                "DOB",
                "too-old",
                $"The date of birth {header["DOB"]} makes this a person of {context.Year.FirstDay.Year - born.Year}, and the return is of "
                    + "children and of young people who left care: correct the date.",
                "DOB"
            );
        if (header.Date("MC_DOB") > context.LatestDay)
            context.Findings.Hold(header, "MC_DOB", "after-the-year", After(header, "MC_DOB", context), "MC_DOB");
    }
}

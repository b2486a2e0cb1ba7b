using System.Globalization;
using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>Each row of the files beside Header by itself: dates that are dates, codes that are codes of the year.</summary>
internal static class RowChecks
{
    private static readonly string[] TwelveMonthFlags =
    [
        "CONVICTED",
        "HEALTH_CHECK",
        "IMMUNISATIONS",
        "TEETH_CHECK",
        "HEALTH_ASSESSMENT",
        "SUBSTANCE_MISUSE",
        "INTERVENTION_RECEIVED",
        "INTERVENTION_OFFERED",
    ];

    private static readonly string[] Adopters = ["DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"];

    public static void Check(ReadRow row, CheckContext context)
    {
        switch (row.Kind)
        {
            case ReturnKind.Episodes:
                EpisodeRowChecks.Check(row, context);
                break;
            case ReturnKind.Reviews:
                Review(row, context);
                break;
            case ReturnKind.UASC:
                Unaccompanied(row, context);
                break;
            case ReturnKind.OC2:
                TwelveMonths(row, context);
                break;
            case ReturnKind.OC3:
                CareLeaver(row, context);
                break;
            case ReturnKind.AD1:
                Adoption(row, context);
                break;
            case ReturnKind.PlacedAdoption:
                Decision(row, context);
                break;
            case ReturnKind.PrevPerm:
                EarlierPermanence(row, context);
                break;
            case ReturnKind.Missing:
                Missing(row, context);
                break;
            case ReturnKind.SWEpisodes:
                SocialWorker(row, context);
                break;
            case ReturnKind.DoLo:
                Liberty(row, context);
                break;
        }
    }

    private static void Review(ReadRow row, CheckContext context)
    {
        if (row.Date("REVIEW") is not { } held)
        {
            context.Findings.LeaveOut(row, "REVIEW", "166", CheckContext.NotADate(row, "REVIEW"));
            return;
        }

        if (!context.Codes.IsValid("REVIEW_CODE", row["REVIEW_CODE"], context.Year))
            context.Findings.Warn(row, "REVIEW_CODE", "167", context.NotACode(row, "REVIEW_CODE"));
        else if (row.Date("DOB") is { } born)
        {
            var fourth = born.PlusYears(4);
            if (row["REVIEW_CODE"] == "PN0" && held > fourth)
                context.Findings.Warn(
                    row,
                    "REVIEW_CODE",
                    "440",
                    $"PN0 is for children under 4, but the child was 4 on {ReturnDates.Written(fourth)}, before the review on "
                        + $"{row["REVIEW"]}: say how the child took part (PN1 to PN7)."
                );
            else if (row["REVIEW_CODE"] != "PN0" && held < fourth)
                context.Findings.Warn(
                    row,
                    "REVIEW_CODE",
                    "441",
                    $"{row["REVIEW_CODE"]} is for children of 4 and over, but the child turned 4 on "
                        + $"{ReturnDates.Written(fourth)}, after the review on {row["REVIEW"]}: give PN0."
                );
        }
    }

    private static void Unaccompanied(ReadRow row, CheckContext context)
    {
        if (row.IsBlank("DUC"))
            return;
        if (row.Date("DUC") is not { } ceased)
            context.Findings.Warn(row, "DUC", "104", CheckContext.NotADate(row, "DUC"));
        else if (row.Date("DOB") is { } born && ceased > born.PlusYears(18))
            context.Findings.Warn(
                row,
                "DUC",
                "304",
                $"The status ends on {row["DUC"]}, after the 18th birthday on {ReturnDates.Written(born.PlusYears(18))}: it ends "
                    + "then at the latest."
            );
    }

    private static void TwelveMonths(ReadRow row, CheckContext context)
    {
        foreach (var flag in TwelveMonthFlags)
        {
            if (!row.IsBlank(flag) && row[flag] is not ("0" or "1"))
                context.Findings.Warn(row, flag, "181", $"'{CheckContext.Shown(row[flag])}' in {flag} is neither 0 nor 1.");
        }

        if (
            !row.IsBlank("SDQ_SCORE")
            && !(int.TryParse(row["SDQ_SCORE"], NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score <= 40)
        )
            context.Findings.Warn(
                row,
                "SDQ_SCORE",
                "180",
                $"'{CheckContext.Shown(row["SDQ_SCORE"])}' is not an SDQ score: a whole number from 0 to 40."
            );
        if (!context.BlankOrValid(row, "SDQ_REASON"))
            context.Findings.Warn(row, "SDQ_REASON", "196", context.NotACode(row, "SDQ_REASON"));
    }

    private static void CareLeaver(ReadRow row, CheckContext context)
    {
        foreach (var (column, rule) in new[] { ("IN_TOUCH", "131"), ("ACTIV", "132"), ("ACCOM", "133") })
        {
            if (!context.BlankOrValid(row, column))
                context.Findings.Warn(row, column, rule, context.NotACode(row, column));
        }
    }

    private static void Adoption(ReadRow row, CheckContext context)
    {
        var findings = context.Findings;
        var blank = Adopters.Count(row.IsBlank);
        if (blank > 0 && blank < Adopters.Length)
            findings.Warn(
                row,
                Adopters.First(row.IsBlank),
                "151",
                $"{string.Join(", ", Adopters.Where(row.IsBlank))} {(blank == 1 ? "is" : "are")} blank though the rest of the "
                    + "adoption is filled in: give all six or none."
            );
        foreach (var (column, rule) in new[] { ("DATE_INT", "112"), ("DATE_MATCH", "113") })
        {
            if (!row.IsBlank(column) && row.Date(column) is null)
                findings.Hold(row, column, rule, CheckContext.NotADate(row, column), column);
        }

        foreach (var (column, rule) in new[] { ("FOSTER_CARE", "114"), ("NB_ADOPTR", "175"), ("SEX_ADOPTR", "176"), ("LS_ADOPTR", "177") })
        {
            if (!context.BlankOrValid(row, column))
                findings.Warn(row, column, rule, context.NotACode(row, column));
        }

        if (row.Date("DATE_MATCH") is { } matched && row.Date("DATE_INT") is var decided && (decided is null || decided > matched))
        {
            findings.Hold(
                row,
                "DATE_INT",
                "333",
                decided is null
                    ? $"The child was matched on {row["DATE_MATCH"]} but there is no date of the decision that the child should be "
                        + "placed for adoption: give DATE_INT."
                    : $"The decision on {row["DATE_INT"]} is after the match on {row["DATE_MATCH"]}, and a match follows the "
                        + "decision: correct one of the dates.",
                "DATE_MATCH"
            );
        }
    }

    private static void Decision(ReadRow row, CheckContext context)
    {
        var findings = context.Findings;
        if (row.Date("DATE_PLACED") is not { } decided)
        {
            findings.LeaveOut(row, "DATE_PLACED", "115", CheckContext.NotADate(row, "DATE_PLACED"));
            return;
        }

        var reversed = row.Date("DATE_PLACED_CEASED");
        if (reversed is null && !row.IsBlank("DATE_PLACED_CEASED"))
            findings.Hold(
                row,
                "DATE_PLACED_CEASED",
                "116",
                CheckContext.NotADate(row, "DATE_PLACED_CEASED"),
                "DATE_PLACED_CEASED",
                "REASON_PLACED_CEASED"
            );
        if (row.IsBlank("DATE_PLACED_CEASED") != row.IsBlank("REASON_PLACED_CEASED"))
        {
            findings.Hold(
                row,
                row.IsBlank("DATE_PLACED_CEASED") ? "DATE_PLACED_CEASED" : "REASON_PLACED_CEASED",
                "119",
                row.IsBlank("DATE_PLACED_CEASED")
                    ? $"There is a reason ({CheckContext.Shown(row["REASON_PLACED_CEASED"])}) why the child should no longer "
                        + "be placed for adoption but no date: give both or neither."
                    : $"The decision was reversed on {CheckContext.Shown(row["DATE_PLACED_CEASED"])} but no reason is given: "
                        + "give RD1 to RD4.",
                "DATE_PLACED_CEASED",
                "REASON_PLACED_CEASED"
            );
        }
        else if (!context.BlankOrValid(row, "REASON_PLACED_CEASED"))
            findings.Hold(
                row,
                "REASON_PLACED_CEASED",
                "120",
                context.NotACode(row, "REASON_PLACED_CEASED"),
                "DATE_PLACED_CEASED",
                "REASON_PLACED_CEASED"
            );
        if (reversed < decided)
            findings.Hold(
                row,
                "DATE_PLACED_CEASED",
                "522",
                $"The decision of {row["DATE_PLACED"]} was reversed on {row["DATE_PLACED_CEASED"]}, before it was made: correct "
                    + "one of the dates.",
                "DATE_PLACED_CEASED",
                "REASON_PLACED_CEASED"
            );
    }

    private static void EarlierPermanence(ReadRow row, CheckContext context)
    {
        if (!context.Codes.IsValid("PREV_PERM", row["PREV_PERM"], context.Year))
            context.Findings.Warn(row, "PREV_PERM", "631", context.NotACode(row, "PREV_PERM"));
        if (!row.IsBlank("DATE_PERM") && !IsPartlyKnownDate(row["DATE_PERM"]))
            context.Findings.Warn(
                row,
                "DATE_PERM",
                "632",
                $"'{CheckContext.Shown(row["DATE_PERM"])}' is not a date: write dd/mm/yyyy, with zz for a day, month or year "
                    + "(zzzz) that is not known."
            );
        if (
            !row.IsBlank("LA_PERM")
            && !context.Codes.IsValid("LA_PERM", row["LA_PERM"], context.Year)
            && !(row["LA_PERM"].Length == 3 && row["LA_PERM"].All(char.IsAsciiDigit))
        )
            context.Findings.Warn(
                row,
                "LA_PERM",
                "633",
                $"'{CheckContext.Shown(row["LA_PERM"])}' is not a local authority: give its three digits, 999, WAL, SCO, NIR or NUK."
            );
        if (row["PREV_PERM"] == "Z1" && (!row.IsBlank("LA_PERM") || !row.IsBlank("DATE_PERM")))
            context.Findings.Warn(
                row,
                "PREV_PERM",
                "635",
                "PREV_PERM is Z1 (none) but an authority or a date is given: correct the code, or leave both blank."
            );
    }

    /// <summary>Day, then day and month, then all of it may be unknown.</summary>
    private static bool IsPartlyKnownDate(string text) =>
        text == "ZZ/ZZ/ZZZZ"
        || ReturnDates.Parse(text) is not null
        || (text.StartsWith("ZZ/", StringComparison.Ordinal) && ReturnDates.Parse("01" + text[2..]) is not null)
        || (text.StartsWith("ZZ/ZZ/", StringComparison.Ordinal) && ReturnDates.Parse("01/01" + text[5..]) is not null);

    private static void Missing(ReadRow row, CheckContext context)
    {
        if (row.Date("MIS_START") is not { } starts)
        {
            context.Findings.LeaveOut(row, "MIS_START", row.IsBlank("MIS_START") ? "564" : "1004", CheckContext.NotADate(row, "MIS_START"));
            return;
        }

        if (!context.Codes.IsValid("MISSING", row["MISSING"], context.Year))
            context.Findings.Hold(row, "MISSING", "1006", context.NotACode(row, "MISSING"));
        End(
            row,
            "MIS_END",
            starts,
            context,
            "567",
            "1005",
            $"The child came back on {row["MIS_END"]}, before going missing on {row["MIS_START"]}: correct one of the dates."
        );
    }

    private static void SocialWorker(ReadRow row, CheckContext context)
    {
        if (row.Date("SW_DECOM") is not { } starts)
        {
            context.Findings.LeaveOut(row, "SW_DECOM", "SW04STG1", CheckContext.NotADate(row, "SW_DECOM"));
            return;
        }

        if (row.IsBlank("SW_ID"))
        {
            context.Findings.LeaveOut(
                row,
                "SW_ID",
                "SW01aSTG1",
                "SW_ID is blank, so it is not known who the social worker was: give the id, or XX where it is not known."
            );
            return;
        }

        if (!row["SW_ID"].StartsWith("SW", StringComparison.Ordinal) && !row["SW_ID"].StartsWith("XX", StringComparison.Ordinal))
            context.Findings.Warn(
                row,
                "SW_ID",
                "SW02STG1",
                $"'{CheckContext.Shown(row["SW_ID"])}' is not a social worker's id: it starts with SW or XX."
            );
        if (!context.BlankOrValid(row, "SW_REASON"))
            context.Findings.Warn(row, "SW_REASON", "SW13STG1", context.NotACode(row, "SW_REASON"));
        End(
            row,
            "SW_DEC",
            starts,
            context,
            "SW09STG2",
            "SW05STG1",
            $"The social worker stopped on {row["SW_DEC"]}, before starting on {row["SW_DECOM"]}: correct one of the dates."
        );
    }

    private static void Liberty(ReadRow row, CheckContext context)
    {
        if (row.Date("DOLO_START") is not { } starts)
        {
            context.Findings.LeaveOut(row, "DOLO_START", "700", CheckContext.NotADate(row, "DOLO_START"));
            return;
        }

        End(
            row,
            "DOLO_END",
            starts,
            context,
            "702",
            "701",
            $"The order ended on {row["DOLO_END"]}, before it started on {row["DOLO_START"]}: correct one of the dates."
        );
    }

    // An end that cannot be: the row stands, its end is held.
    private static void End(
        ReadRow row,
        string column,
        LocalDate starts,
        CheckContext context,
        string ruleOfOrder,
        string ruleOfDate,
        string sentence
    )
    {
        if (row.Date(column) is { } ends)
        {
            if (ends < starts)
                context.Findings.Hold(row, column, ruleOfOrder, sentence, column);
        }
        else if (!row.IsBlank(column))
        {
            context.Findings.Hold(row, column, ruleOfDate, CheckContext.NotADate(row, column), column);
        }
    }
}

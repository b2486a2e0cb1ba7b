using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>Each row of the Episodes file by itself.</summary>
internal static class EpisodeRowChecks
{
    public static void Check(ReadRow row, CheckContext context)
    {
        var findings = context.Findings;
        if (row.Date("DECOM") is not { } starts)
        {
            findings.LeaveOut(row, "DECOM", "141", CheckContext.NotADate(row, "DECOM"));
            return;
        }

        var ends = row.Date("DEC");
        if (ends < starts)
        {
            findings.LeaveOut(
                row,
                "DEC",
                "356",
                $"The episode ends on {row["DEC"]}, before it starts on {row["DECOM"]}: correct one of the dates."
            );
            return;
        }

        if (!context.Codes.IsValid("RNE", row["RNE"], context.Year))
            findings.Hold(row, "RNE", "143", context.NotACode(row, "RNE"));
        if (!context.Codes.IsValid("LS", row["LS"], context.Year))
            findings.Hold(row, "LS", "144", context.NotACode(row, "LS"), "LS");
        if (!context.Codes.IsValid("PLACE", row["PLACE"], context.Year))
            findings.Hold(row, "PLACE", "146", context.NotACode(row, "PLACE"), "PLACE");
        if (!context.Codes.IsValid("CIN", row["CIN"], context.Year))
            findings.Warn(row, "CIN", "145", context.NotACode(row, "CIN"));
        if (!context.BlankOrValid(row, "PLACE_PROVIDER"))
            findings.Warn(row, "PLACE_PROVIDER", "178", context.NotACode(row, "PLACE_PROVIDER"));
        else if (!row.IsBlank("PLACE_PROVIDER") && row["PLACE"] is ['T', _] or "Z1")
            findings.Warn(
                row,
                "PLACE_PROVIDER",
                "178",
                $"Placement {row["PLACE"]} has no provider: leave PLACE_PROVIDER blank instead of {row["PLACE_PROVIDER"]}."
            );
        if (!context.BlankOrValid(row, "REASON_PLACE_CHANGE"))
            findings.Warn(row, "REASON_PLACE_CHANGE", "1009", context.NotACode(row, "REASON_PLACE_CHANGE"));
        Ending(row, starts, ends, context);
        Combinations(row, findings);
    }

    private static void Ending(ReadRow row, LocalDate starts, LocalDate? ends, CheckContext context)
    {
        var findings = context.Findings;
        if (ends is null && !row.IsBlank("DEC"))
            findings.Hold(row, "DEC", "147", CheckContext.NotADate(row, "DEC"), "DEC", "REC");
        if (!context.BlankOrValid(row, "REC"))
            findings.Hold(row, "REC", "149", context.NotACode(row, "REC"), "REC");
        if (row.IsBlank("DEC") != row.IsBlank("REC"))
        {
            findings.Warn(
                row,
                row.IsBlank("DEC") ? "DEC" : "REC",
                "148",
                row.IsBlank("DEC")
                    ? $"REC is {row["REC"]} but DEC is blank, so the episode counts as open: give the day it ended, or leave both blank."
                    : $"DEC is {CheckContext.Shown(row["DEC"])} but REC is blank, so it is not known why the episode ended: give "
                        + "its code, or leave both blank."
            );
        }

        if (ends == starts)
            findings.Warn(
                row,
                "DEC",
                "355",
                $"The episode starts and ends on {row["DECOM"]}: an episode that lasts less than a day does not belong in the return."
            );
    }

    private static void Combinations(ReadRow row, FindingLog findings)
    {
        var (place, status, reason) = (row["PLACE"], row["LS"], row["REC"]);
        if (row["PLACE_PROVIDER"] == "PR0" && place != "P1")
            findings.Warn(
                row,
                "PLACE_PROVIDER",
                "550",
                $"Provider PR0 is for placements with parents (P1) only, and this placement is {place}: correct one of them."
            );
        if (place == "P1" && status == "V2")
            findings.Warn(
                row,
                "PLACE",
                "378",
                "A child placed with parents (P1) cannot be looked after under V2: correct the placement or the legal status."
            );
        if (place is "A5" or "A6" && status != "E1")
            findings.Warn(
                row,
                "LS",
                "408",
                $"The child is placed for adoption with a placement order ({place}) but the legal status is {status}, not E1: "
                    + "correct one of them."
            );
        if (reason is "E11" or "E12" && place is not ['A', >= '3' and <= '6'])
            findings.Warn(
                row,
                "PLACE",
                "390",
                $"The episode ends in adoption ({reason}) but the placement is {place}, not A3 to A6: was the episode placed for "
                    + "adoption left out?"
            );
        if (reason is "E45" or "E46" && place is not ['U', _])
            findings.Warn(
                row,
                "PLACE",
                "516",
                $"{reason} is a special guardianship order to a former foster carer, but the placement is {place}, not U1 to U6: "
                    + "correct one of them."
            );
    }
}

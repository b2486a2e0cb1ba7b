using System.Text.RegularExpressions;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns.Reading;

/// <summary>Who the child is.</summary>
internal static partial class HeaderChecks
{
    private const int LongestId = 50;
    private const int LongestIdOfTheReturn = 10;

    /// <summary>The child's id, in every file. False where the row cannot belong to any child.</summary>
    public static bool Id(ReadRow row, CheckContext context)
    {
        if (row.LeftOut)
            return false;
        if (row.Child.Length == 0)
            context.Findings.LeaveOut(
                row,
                "CHILD",
                "child-id",
                "CHILD is blank, so it is not clear whose row this is: give the child's id."
            );
        else if (row.Child.Length > LongestId || !Characters.IsId(row.Child) || row.Child.Contains(':', StringComparison.Ordinal))
            context.Findings.LeaveOut(
                row,
                "CHILD",
                "child-id",
                $"'{CheckContext.Shown(row.Child)}' cannot be a child's id: use up to {LongestIdOfTheReturn} letters and digits, a letter "
                    + "or digit first."
            );
        return !row.LeftOut;
    }

    /// <summary>A pupil has one number for life, so two children with the same are one child twice or have a wrong number.</summary>
    public static void OnePupilNumber(IReadOnlyList<ChildRows> children, FindingLog findings)
    {
        var known = new Dictionary<string, ReadRow>(StringComparer.Ordinal);
        foreach (var header in children.Select(child => child.Header))
        {
            if (header.IsBlank("UPN") || header["UPN"] is ['U', 'N', _] || known.TryAdd(header["UPN"], header))
                continue;
            findings.Warn(
                header,
                "UPN",
                "444",
                $"The child {known[header["UPN"]].Child} (line {known[header["UPN"]].Line}) has the same pupil number. If the two are one "
                    + "child, give the rows under one id; if not, correct a number."
            );
        }
    }

    public static void Check(ReadRow row, CheckContext context)
    {
        var findings = context.Findings;
        if (row.Date("DOB") is not { } born)
        {
            findings.LeaveOut(row, "DOB", "102", CheckContext.NotADate(row, "DOB"));
            return;
        }

        if (row.Child.Length > LongestIdOfTheReturn)
            findings.Warn(
                row,
                "CHILD",
                "child-id",
                $"'{row.Child}' is longer than the {LongestIdOfTheReturn} characters a child's id may have in the return."
            );
        if (born > context.Year.LastDay)
            findings.Hold(
                row,
                "DOB",
                "301",
                $"The date of birth {row["DOB"]} is after the year ended on {ReturnDates.Written(context.Year.LastDay)}: correct "
                    + "the date, or take out a child born later.",
                "DOB"
            );
        if (!context.Codes.IsValid("SEX", row["SEX"], context.Year))
            findings.Warn(row, "SEX", "101", context.NotACode(row, "SEX"));
        if (!context.Codes.IsValid("ETHNIC", row["ETHNIC"], context.Year))
            findings.Warn(row, "ETHNIC", "103", context.NotACode(row, "ETHNIC"));
        if (!row.IsBlank("UPN") && !PupilNumber().IsMatch(row["UPN"]))
            findings.Warn(
                row,
                "UPN",
                "168",
                $"'{CheckContext.Shown(row["UPN"])}' is not a unique pupil number: it is a letter and twelve digits (the last "
                    + "may be a letter), or UN1 to UN5 where there is none."
            );
        Mother(row, born, findings);
    }

    private static void Mother(ReadRow row, LocalDate born, FindingLog findings)
    {
        if (!row.IsBlank("MOTHER") && row["MOTHER"] is not ("0" or "1"))
            findings.Warn(row, "MOTHER", "165", $"'{CheckContext.Shown(row["MOTHER"])}' in MOTHER is neither 0 nor 1.");
        if (row.IsBlank("MC_DOB"))
        {
            if (row["MOTHER"] == "1")
                findings.Warn(row, "MC_DOB", "611", "The child is a mother but MC_DOB is blank: give the date of birth of her child.");
        }
        else if (row.Date("MC_DOB") is not { } childBorn)
            findings.Hold(row, "MC_DOB", "171", CheckContext.NotADate(row, "MC_DOB"), "MC_DOB");
        else if (childBorn <= born)
            findings.Hold(
                row,
                "MC_DOB",
                "621",
                $"MC_DOB {row["MC_DOB"]} is not after the mother's own birth on {row["DOB"]}: correct one of them.",
                "MC_DOB"
            );
        else if (row["MOTHER"] != "1")
            findings.Warn(
                row,
                "MOTHER",
                "612",
                $"MC_DOB is {row["MC_DOB"]} but MOTHER is '{row["MOTHER"]}': give 1, or leave MC_DOB blank."
            );
    }

    [GeneratedRegex("^((?![IOS])[A-Z]([0-9]{12}|[0-9]{11}[A-Z])|UN[1-5])$", RegexOptions.CultureInvariant)]
    private static partial Regex PupilNumber();
}

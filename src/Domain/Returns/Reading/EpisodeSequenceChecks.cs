using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>
/// One child's episodes one after the other. Where two rows contradict each other either may be the wrong one, so both are named; what is
/// held is the start that does not follow and the end that does not lead on.
/// </summary>
internal static class EpisodeSequenceChecks
{
    // Longest by law: police protection 72 hours, an emergency protection order with its extension, a child assessment order.
    private static readonly (string Status, string Name, int Days, string Rule)[] ShortOrders =
    [
        ("L1", "Police protection", 3, "361"),
        ("L2", "An emergency protection order", 21, "362"),
        ("L3", "A child assessment order", 7, "363"),
    ];

    public static void Check(ChildRows child, CheckContext context)
    {
        var episodes = child.Episodes;
        if (episodes.Count == 0)
            return;
        BeforeBirth(child, context);
        First(episodes[0], context);
        for (var i = 0; i < episodes.Count; i++)
        {
            if (i > 0)
                Pair(episodes[i - 1], episodes[i], context.Findings);
            if (i + 1 < episodes.Count)
                Unended(episodes[i], episodes[i + 1], context.Findings);
            else
                NoContinuation(episodes[i], context.Findings);
        }

        foreach (var (status, name, days, rule) in ShortOrders)
            Lengths(episodes, status, name, days, rule, context);
    }

    private static void BeforeBirth(ChildRows child, CheckContext context)
    {
        if (child.Born is not { } born || child.Episodes[0].Episode.Starts >= born)
            return;
        foreach (var (row, episode) in child.Episodes.Where(pair => pair.Episode.Starts < born))
            context.Findings.Hold(
                row,
                "DECOM",
                "302",
                $"The episode starts on {row["DECOM"]}, before the child's birth on {child.Header["DOB"]}: correct one of the dates."
            );
        context.Findings.Hold(
            child.Header,
            "DOB",
            "302",
            $"The date of birth {child.Header["DOB"]} is after the child's first episode started on "
                + $"{child.Episodes[0].Row["DECOM"]}: correct one of the dates.",
            "DOB"
        );
    }

    private static void First(CheckedEpisode first, CheckContext context)
    {
        if (first.Episode.Starts >= context.Year.FirstDay && !first.Episode.StartsPeriod)
            context.Findings.Warn(
                first.Row,
                "RNE",
                "357",
                $"The child's first episode started in the year, on {first.Row["DECOM"]}, but not with S. It is not known when "
                    + "the child entered care: give S, or the episode that was left out."
            );
    }

    private static void Unended(CheckedEpisode earlier, CheckedEpisode later, FindingLog findings)
    {
        var row = earlier.Row;
        if (earlier.Episode.Ends is null || row.IsBlank("REC"))
            findings.Hold(
                row,
                "DEC",
                "142",
                $"The next episode started on {later.Row["DECOM"]} (line {later.Row.Line}) but this one has not ended: give its "
                    + "DEC and REC.",
                "DEC",
                "REC"
            );
        else if (earlier.Episode.EndReason == "X1" && earlier.Episode.Ends != later.Episode.Starts)
            findings.Hold(
                row,
                "REC",
                "388",
                $"The episode ended on {row["DEC"]} with X1, so the next starts that day, but it starts on {later.Row["DECOM"]} "
                    + $"(line {later.Row.Line}): correct one of the dates, or say why care ended.",
                "DEC",
                "REC"
            );
        else if (earlier.Episode.EndsCare && earlier.Episode.Ends == later.Episode.Starts)
            findings.Hold(
                row,
                "REC",
                "388",
                $"The episode ended care on {row["DEC"]} ({row["REC"]}) but another starts that day (line {later.Row.Line}): "
                    + "give X1 if the child stayed in care.",
                "DEC",
                "REC"
            );
    }

    private static void NoContinuation(CheckedEpisode last, FindingLog findings)
    {
        if (last.Episode.EndReason == "X1" && last.Episode.Ends is not null)
            findings.Hold(
                last.Row,
                "REC",
                "388",
                $"The episode ended on {last.Row["DEC"]} with X1, so another starts that day, but there is none: give it, or say "
                    + "why care ended.",
                "DEC",
                "REC"
            );
    }

    private static void Pair(CheckedEpisode earlier, CheckedEpisode later, FindingLog findings)
    {
        var (before, after) = (earlier.Episode, later.Episode);
        if (after.Starts < before.Ends)
        {
            findings.Hold(
                later.Row,
                "DECOM",
                "501",
                $"The episode starts on {later.Row["DECOM"]}, before the one before it ended on {earlier.Row["DEC"]} (line "
                    + $"{earlier.Row.Line}): correct one of the dates."
            );
            findings.Hold(
                earlier.Row,
                "DEC",
                "501",
                $"The episode ends on {earlier.Row["DEC"]}, after the next started on {later.Row["DECOM"]} (line "
                    + $"{later.Row.Line}): correct one of the dates.",
                "DEC",
                "REC"
            );
        }

        if (after.StartsPeriod)
        {
            if (after.Starts <= before.Ends)
                findings.Hold(
                    later.Row,
                    "RNE",
                    "431",
                    $"RNE is S, but the episode before ended on {earlier.Row["DEC"]} (line {earlier.Row.Line}), so the child did "
                        + $"not start to be looked after on {later.Row["DECOM"]}: give the code for what changed."
                );
        }
        else if (before.EndsCare)
            findings.Hold(
                later.Row,
                "RNE",
                "432",
                $"Care ended on {earlier.Row["DEC"]} ({earlier.Row["REC"]}, line {earlier.Row.Line}), so the next episode starts "
                    + $"with S, not {CheckContext.Shown(later.Row["RNE"])}: correct one of them."
            );
        else if (after.NewBecause is "P" or "L" or "T" or "U" or "B")
        {
            Gap(earlier, later, findings);
            Changes(earlier, later, findings);
        }
    }

    private static void Gap(CheckedEpisode earlier, CheckedEpisode later, FindingLog findings)
    {
        if (earlier.Episode.Ends == later.Episode.Starts)
            return;
        if (earlier.Episode.Ends is null)
        {
            findings.Hold(
                later.Row,
                "DECOM",
                "433",
                $"RNE {later.Row["RNE"]} carries on from the episode before (line {earlier.Row.Line}), which has no end: give "
                    + $"its DEC as {later.Row["DECOM"]}, if that is right."
            );
            return;
        }

        findings.Hold(
            later.Row,
            "DECOM",
            "433",
            $"RNE {later.Row["RNE"]} carries on from the episode before, which ended on {earlier.Row["DEC"]} (line "
                + $"{earlier.Row.Line}), but this one starts on {later.Row["DECOM"]}: the two are the same day."
        );
        findings.HeldElsewhere(
            earlier.Row,
            "DEC",
            "433",
            $"The next episode (line {later.Row.Line}) carries on from this one but starts on {later.Row["DECOM"]}, not on "
                + $"{earlier.Row["DEC"]}: the two are the same day."
        );
    }

    private static void Changes(CheckedEpisode earlier, CheckedEpisode later, FindingLog findings)
    {
        var (before, after, row) = (earlier.Episode, later.Episode, later.Row);
        var sameStatus = before.LegalStatus == after.LegalStatus;
        var samePlacement = after.SamePlacementAs(before);
        switch (after.NewBecause)
        {
            case "L" when sameStatus:
                findings.Warn(
                    row,
                    "LS",
                    "434",
                    $"RNE L says the legal status changed, but it is {row["LS"]} as before (line {earlier.Row.Line}): correct "
                        + "one of them."
                );
                break;
            case "L" when !samePlacement:
                findings.Warn(
                    row,
                    "PLACE",
                    "434",
                    $"RNE L says only the legal status changed, but the placement differs from line {earlier.Row.Line}: give B "
                        + "or U, or the same placement."
                );
                break;
            case "P" or "T" when !sameStatus:
                findings.Warn(
                    row,
                    "LS",
                    "435",
                    $"RNE {row["RNE"]} says only the placement changed, but the legal status went from {earlier.Row["LS"]} to "
                        + $"{row["LS"]}: give B or U, or the same legal status."
                );
                break;
            case "P" or "T" when samePlacement:
                findings.Warn(
                    row,
                    "PLACE",
                    "435",
                    $"RNE {row["RNE"]} says the placement changed, but it is the same as before (line {earlier.Row.Line}): "
                        + "correct one of them."
                );
                break;
            case "B" or "U" when sameStatus:
                findings.Warn(
                    row,
                    "LS",
                    "436",
                    $"RNE {row["RNE"]} says legal status and placement changed, but the legal status is {row["LS"]} as before "
                        + $"(line {earlier.Row.Line}): correct one of them."
                );
                break;
            case "B" or "U" when samePlacement:
                findings.Warn(
                    row,
                    "PLACE",
                    "436",
                    $"RNE {row["RNE"]} says legal status and placement changed, but the placement is the same as before (line "
                        + $"{earlier.Row.Line}): correct one of them."
                );
                break;
        }

        var carriesOn = before.EndReason == "X1" && before.Ends == after.Starts;
        if (carriesOn && row["CIN"] != earlier.Row["CIN"])
            findings.Warn(
                row,
                "CIN",
                "504",
                $"The category of need is {CheckContext.Shown(row["CIN"])} but was {CheckContext.Shown(earlier.Row["CIN"])} "
                    + $"before (line {earlier.Row.Line}): it stays as it was when the period of care started."
            );
        if (
            before.EndReason == "X1"
            && after.PlacementChanged
            && !before.IsTemporary
            && !after.IsTemporary
            && earlier.Row.IsBlank("REASON_PLACE_CHANGE")
        )
            findings.Warn(
                earlier.Row,
                "REASON_PLACE_CHANGE",
                "225",
                $"The next placement began on {row["DECOM"]} (line {row.Line}) but it is not said why this one ended: give "
                    + "REASON_PLACE_CHANGE."
            );
        if (after.IsTemporary && !earlier.Row.IsBlank("REASON_PLACE_CHANGE"))
            findings.Warn(
                row,
                "REASON_PLACE_CHANGE",
                "226",
                $"{row["PLACE"]} is a temporary placement, for which no reason is needed: leave REASON_PLACE_CHANGE blank in "
                    + $"line {earlier.Row.Line}."
            );
        if (after.Placement is "A3" or "A4" && !before.IsFoster && !before.IsPlacedForAdoption)
            findings.Warn(
                row,
                "PLACE",
                "336",
                $"The child was placed for adoption ({row["PLACE"]}) straight from {earlier.Row["PLACE"]} (line "
                    + $"{earlier.Row.Line}), not from a foster placement: was an episode left out?"
            );
    }

    /// <summary>Rows under one order that follow each other are one order.</summary>
    private static void Lengths(
        IReadOnlyList<CheckedEpisode> episodes,
        string status,
        string name,
        int longest,
        string rule,
        CheckContext context
    )
    {
        for (var i = 0; i < episodes.Count; i++)
        {
            if (episodes[i].Episode.LegalStatus != status)
                continue;
            var first = i;
            while (
                i + 1 < episodes.Count
                && episodes[i + 1].Episode.LegalStatus == status
                && episodes[i].Episode.Ends == episodes[i + 1].Episode.Starts
            )
                i++;
            var ends = episodes[i].Episode.Ends ?? context.Year.LastDay;
            var days = Period.DaysBetween(episodes[first].Episode.Starts, ends);
            if (days > longest)
                context.Findings.Warn(
                    episodes[first].Row,
                    "LS",
                    rule,
                    $"{name} ({status}) lasts {longest} days at most, but this one lasts {days} days, to "
                        + $"{ReturnDates.Written(ends)}: has an episode been left out or not been ended?"
                );
        }
    }
}

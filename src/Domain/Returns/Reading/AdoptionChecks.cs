namespace Permanence.Domain.Returns.Reading;

/// <summary>One child's road to adoption: decision, order, match, placement and adoption against each other.</summary>
internal static class AdoptionChecks
{
    public static void Check(ChildRows child, CheckContext context)
    {
        var episodes = child.Episodes;
        var decisions = child.Of(ReturnKind.PlacedAdoption).OrderBy(row => row.Date("DATE_PLACED")).ToList();
        var adoption = child.Of(ReturnKind.AD1).FirstOrDefault();
        if (
            decisions.Count == 0
            && adoption is null
            && !episodes.Any(pair => pair.Episode.LegalStatus == "E1" || pair.Episode.IsPlacedForAdoption || pair.Episode.EndsInAdoption)
        )
            return;

        Following(decisions, context.Findings);
        if (context.Given.Contains(ReturnKind.Episodes))
        {
            Order(episodes, decisions, context);
            Placement(episodes, decisions, context);
            EnteredCare(episodes, decisions, adoption, context.Findings);
            Leaving(episodes, decisions, context);
            Adopted(episodes, adoption, context);
        }

        if (adoption is not null)
            Matched(episodes, decisions, adoption, context.Findings);
    }

    private static void Following(List<ReadRow> decisions, FindingLog findings)
    {
        for (var i = 1; i < decisions.Count; i++)
        {
            var (earlier, later) = (decisions[i - 1], decisions[i]);
            if (earlier.IsBlank("DATE_PLACED_CEASED"))
            {
                findings.Hold(
                    later,
                    "DATE_PLACED",
                    "579",
                    $"There is a decision of {later["DATE_PLACED"]}, but the one of {earlier["DATE_PLACED"]} (line "
                        + $"{earlier.Line}) has not been reversed: give the reversal, or take one of the decisions out."
                );
                findings.HeldElsewhere(
                    earlier,
                    "DATE_PLACED_CEASED",
                    "583",
                    $"There is a later decision of {later["DATE_PLACED"]} (line {later.Line}), but this one has not been "
                        + "reversed: give the reversal, or take one of the decisions out."
                );
            }
            else if (later.Date("DATE_PLACED") < earlier.Date("DATE_PLACED_CEASED"))
                findings.Hold(
                    later,
                    "DATE_PLACED",
                    "579",
                    $"The decision of {later["DATE_PLACED"]} was made before the one before it was reversed on "
                        + $"{earlier["DATE_PLACED_CEASED"]} (line {earlier.Line}): correct one of the dates."
                );
        }
    }

    private static void Order(IReadOnlyList<CheckedEpisode> episodes, List<ReadRow> decisions, CheckContext context)
    {
        if (episodes.FirstOrDefault(pair => pair.Episode.LegalStatus == "E1") is not { } order)
            return;
        if (decisions.Count == 0)
        {
            if (context.Given.Contains(ReturnKind.PlacedAdoption))
                context.Findings.Warn(
                    order.Row,
                    "LS",
                    "553",
                    "A placement order was made (E1) but there is no decision that the child should be placed for adoption: "
                        + "give it in the PlacedAdoption file."
                );
            return;
        }

        if (
            episodes.Any(pair => pair.Episode is { LegalStatus: "E1", Ends: null })
            && decisions[^1] is var last
            && !last.IsBlank("DATE_PLACED_CEASED")
        )
            context.Findings.Warn(
                last,
                "DATE_PLACED_CEASED",
                "553",
                $"The decision was reversed on {CheckContext.Shown(last["DATE_PLACED_CEASED"])} but the placement order (E1) is "
                    + "still open: was it revoked?"
            );
        if (decisions[0].Date("DATE_PLACED") > order.Episode.Starts)
            context.Findings.Warn(
                decisions[0],
                "DATE_PLACED",
                "554",
                $"The decision of {decisions[0]["DATE_PLACED"]} is after the placement order of {order.Row["DECOM"]}, and an "
                    + "order follows the decision: correct one of the dates."
            );
    }

    private static void Placement(IReadOnlyList<CheckedEpisode> episodes, List<ReadRow> decisions, CheckContext context)
    {
        if (episodes.FirstOrDefault(pair => pair.Episode.IsPlacedForAdoption) is not { } placed)
            return;
        if (decisions.Count == 0)
        {
            if (context.Given.Contains(ReturnKind.PlacedAdoption))
                context.Findings.Warn(
                    placed.Row,
                    "PLACE",
                    "551",
                    $"The child was placed for adoption ({placed.Row["PLACE"]}) but there is no decision that the child should "
                        + "be: give it in the PlacedAdoption file."
                );
        }
        else if (decisions[^1].Date("DATE_PLACED") > placed.Episode.Starts)
            context.Findings.Warn(
                decisions[^1],
                "DATE_PLACED",
                "552",
                $"The decision of {decisions[^1]["DATE_PLACED"]} is after the child was placed for adoption on "
                    + $"{placed.Row["DECOM"]}: correct one of the dates."
            );
    }

    private static void EnteredCare(IReadOnlyList<CheckedEpisode> episodes, List<ReadRow> decisions, ReadRow? adoption, FindingLog findings)
    {
        var starts = episodes.Where(pair => pair.Episode.StartsPeriod).Select(pair => pair.Row).ToList();
        if (starts.Count == 0)
            return;
        foreach (var decision in decisions.Where(row => row.Date("DATE_PLACED") < starts[0].Date("DECOM")))
            findings.Warn(
                decision,
                "DATE_PLACED",
                "1003",
                $"The decision of {decision["DATE_PLACED"]} is before the child entered care on {starts[0]["DECOM"]}: correct "
                    + "one of the dates."
            );
        if (adoption?.Date("DATE_INT") < starts[^1].Date("DECOM"))
            findings.Warn(
                adoption!,
                "DATE_INT",
                "334",
                $"The decision of {adoption!["DATE_INT"]} is before the child's latest period of care started on "
                    + $"{starts[^1]["DECOM"]}: correct one of the dates."
            );
    }

    private static void Leaving(IReadOnlyList<CheckedEpisode> episodes, List<ReadRow> decisions, CheckContext context)
    {
        foreach (var (row, episode) in episodes.Where(pair => pair.Episode.EndsCare))
        {
            if (episode.EndsInAdoption)
            {
                if (decisions.Count > 0 && decisions.All(decision => !decision.IsBlank("DATE_PLACED_CEASED")))
                    context.Findings.Warn(
                        row,
                        "REC",
                        "558",
                        $"The child was adopted ({row["REC"]}) although the decision to place for adoption was reversed (line "
                            + $"{decisions[^1].Line} of the PlacedAdoption file): correct one of them."
                    );
            }
            else if ((episode.IsPlacedForAdoption || episode.LegalStatus == "E1") && decisions.Any(StillStands))
                context.Findings.Warn(
                    row,
                    "REC",
                    "557",
                    $"The child left care ({row["REC"]}) without being adopted, but the decision to place for adoption still "
                        + "stands: give its reversal."
                );
        }
    }

    private static bool StillStands(ReadRow decision) => decision.IsBlank("DATE_PLACED_CEASED") || decision.IsBlank("REASON_PLACED_CEASED");

    private static void Adopted(IReadOnlyList<CheckedEpisode> episodes, ReadRow? adoption, CheckContext context)
    {
        var adopted = episodes.FirstOrDefault(pair =>
            pair.Episode.EndsInAdoption && pair.Episode.Ends is { } day && context.Year.Contains(day)
        );
        if (adopted is not null && adoption is null && context.Given.Contains(ReturnKind.AD1))
            context.Findings.Warn(
                adopted.Row,
                "REC",
                "601",
                $"The child was adopted on {adopted.Row["DEC"]} but is not in the AD1 file: give the adoption there."
            );
        if (adopted is null && adoption is not null)
            context.Findings.Warn(
                adoption,
                "CHILD",
                "602",
                "The child is in the AD1 file, but no episode of the year ends in adoption (E11, E12): correct one of the files."
            );
    }

    private static void Matched(IReadOnlyList<CheckedEpisode> episodes, List<ReadRow> decisions, ReadRow adoption, FindingLog findings)
    {
        if (adoption.Date("DATE_INT") is { } decided && decisions.Count > 0 && decisions.All(row => row.Date("DATE_PLACED") != decided))
            findings.Hold(
                adoption,
                "DATE_INT",
                "523",
                $"DATE_INT is {adoption["DATE_INT"]}, but the decision in the PlacedAdoption file is of "
                    + $"{decisions[^1]["DATE_PLACED"]} (line {decisions[^1].Line}): they are the same decision, so correct one.",
                "DATE_INT"
            );
        if (decisions.Count > 0 && decisions.All(row => !row.IsBlank("DATE_PLACED_CEASED")))
            findings.Warn(
                adoption,
                "DATE_INT",
                "525",
                "The child is in the AD1 file, but the decision to place for adoption was reversed on "
                    + $"{CheckContext.Shown(decisions[^1]["DATE_PLACED_CEASED"])}: correct one of them."
            );
        var home = episodes.LastOrDefault(pair => pair.Episode.EndsInAdoption);
        if (home is not null && adoption.Date("DATE_MATCH") > home.Episode.Starts)
            findings.Hold(
                adoption,
                "DATE_MATCH",
                "331",
                $"The match on {adoption["DATE_MATCH"]} is after the child moved in with the adopters on {home.Row["DECOM"]}: "
                    + "correct one of the dates.",
                "DATE_MATCH"
            );
    }
}

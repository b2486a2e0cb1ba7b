using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns.Facts;

/// <summary>What the files beside Episodes say happened.</summary>
internal static class OtherFacts
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<ReturnFact> Of(ReturnsOfAChild returns, List<ReturnFinding> held) =>
        [
            .. Decisions(returns, held),
            .. returns
                .Latest(ReturnKind.Reviews, "REVIEW")
                .Select(row => ReturnFact.Of(EventTypes.ReviewHeld, row.Date, row, ("participation", row["REVIEW_CODE"]))),
            .. returns
                .Latest(ReturnKind.Missing, "MIS_START")
                .Select(row =>
                    ReturnFact.Of(
                        EventTypes.WentMissing,
                        row.Date,
                        row,
                        ("kind", row["MISSING"] == "A" ? "away" : "missing"),
                        ("ended", ReturnDates.Parse(row["MIS_END"]))
                    )
                ),
            .. returns
                .Latest(ReturnKind.SWEpisodes, "SW_DECOM")
                .Select(row =>
                    ReturnFact.Of(
                        EventTypes.OfficerAllocated,
                        row.Date,
                        row,
                        ("role", "social-worker"),
                        ("who", row["SW_ID"]),
                        ("until", ReturnDates.Parse(row["SW_DEC"])),
                        ("reason", row["SW_REASON"])
                    )
                ),
            .. returns
                .Latest(ReturnKind.DoLo, "DOLO_START")
                .Select(row => ReturnFact.Of(EventTypes.DeprivedOfLiberty, row.Date, row, ("ended", ReturnDates.Parse(row["DOLO_END"])))),
            .. returns.Yearly(ReturnKind.OC2).Concat(returns.Yearly(ReturnKind.OC3)).Select(said => Outcomes(said.Year, said.Row)),
            .. EarlierPermanence(returns),
            .. Parenthood(returns),
        ];

    private static IEnumerable<ReturnFact> Decisions(ReturnsOfAChild returns, List<ReturnFinding> held)
    {
        // In the order in which the years said them: what was said first stands until it is reversed.
        DatedRow? standing = null;
        var any = false;
        foreach (var row in returns.Latest(ReturnKind.PlacedAdoption, "DATE_PLACED").OrderBy(row => row.FirstSaid).ThenBy(row => row.Date))
        {
            if (standing is not null && standing["DATE_PLACED_CEASED"].Length == 0)
            {
                held.Add(
                    new ReturnFinding(
                        row.Row.File,
                        row.Row.Line,
                        row.Row.Values[0],
                        "DATE_PLACED",
                        row["DATE_PLACED"],
                        "560",
                        FindingGrade.FactHeld,
                        $"The decision is of {row["DATE_PLACED"]} here but of {standing["DATE_PLACED"]} in {standing.Year}, and that "
                            + "one has not been reversed: give its reversal, or the same date."
                    )
                );
                continue;
            }

            (standing, any) = (row, true);
            yield return ReturnFact.Of(EventTypes.ShouldBePlacedDecided, row.Date, row);
            if (ReturnDates.Parse(row["DATE_PLACED_CEASED"]) is { } reversed)
                yield return ReturnFact.Of(EventTypes.ShouldBePlacedReversed, reversed, row, ("reason", row["REASON_PLACED_CEASED"]));
        }

        foreach (var (year, row) in returns.Yearly(ReturnKind.AD1).TakeLast(1))
        {
            if (!any && ReturnDates.Parse(row.Values[ReturnColumns.Index(ReturnKind.AD1, "DATE_INT")]) is { } decided)
                yield return ReturnFact.Of(EventTypes.ShouldBePlacedDecided, decided, year, row.File, row.Line);
            if (ReturnDates.Parse(row.Values[ReturnColumns.Index(ReturnKind.AD1, "DATE_MATCH")]) is { } matched)
                yield return ReturnFact.Of(EventTypes.MatchApproved, matched, year, row.File, row.Line);
        }
    }

    private static ReturnFact Outcomes(CollectionYear year, ReturnRow row)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            var columns = ReturnColumns.Of(row.Kind);
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] is not ("CHILD" or "DOB") && row.Values[i].Length > 0)
                    writer.WriteString(columns[i], row.Values[i]);
            }

            writer.WriteEndObject();
        }

        return ReturnFact.Of(
            EventTypes.OutcomesRecorded,
            year.LastDay,
            year,
            row.File,
            row.Line,
            ("year", year.ToString()),
            ("answers", new JsonText(Encoding.UTF8.GetString(buffer.WrittenSpan)))
        );
    }

    /// <summary>Dated at the start of the period of care it was asked for, or of the year where that is not known.</summary>
    private static IEnumerable<ReturnFact> EarlierPermanence(ReturnsOfAChild returns)
    {
        var starts = returns.Episodes.All.Where(said => said.Episode.StartsPeriod).Select(said => said.Episode.Starts).ToList();
        var latest = new SortedDictionary<LocalDate, ReturnFact>();
        foreach (var (year, row) in returns.Yearly(ReturnKind.PrevPerm))
        {
            string Value(string column) => row.Values[ReturnColumns.Index(ReturnKind.PrevPerm, column)];
            // Z1 says there was none, which is nothing that happened.
            if (Value("PREV_PERM") is "" or "Z1")
                continue;
            var on = starts.Where(start => start <= year.LastDay).DefaultIfEmpty(year.FirstDay).Max();
            latest[on] = ReturnFact.Of(
                EventTypes.PreviousPermanenceRecorded,
                on,
                year,
                row.File,
                row.Line,
                ("kind", Value("PREV_PERM")),
                ("authority", Value("LA_PERM")),
                ("date", Value("DATE_PERM"))
            );
        }

        return latest.Values;
    }

    private static IEnumerable<ReturnFact> Parenthood(ReturnsOfAChild returns) =>
        returns.Latest(ReturnKind.Header, "MC_DOB").TakeLast(1).Select(row => ReturnFact.Of(EventTypes.BecameParent, row.Date, row));
}

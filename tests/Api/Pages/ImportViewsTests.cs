using NodaTime;
using Permanence.Api.Pages.Imports;
using Permanence.Api.Words;
using Permanence.Domain.Returns;
using Permanence.Grains.Imports;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class ImportViewsTests
{
    private static readonly ReturnFinding[] Findings =
    [
        new("episodes.csv", 17, "C-001", "LS", "Q9", "101", FindingGrade.FactHeld, "The legal status is not a code of the return."),
        new("episodes.csv", 18, "C-002", "", "", "row-twice", FindingGrade.RowLeftOut, "There is a row of this child already."),
        new("reviews.csv", 4, "C-002", "REVIEW_CODE", "PN9", "102", FindingGrade.FactHeld, "The review code is not a code of the return."),
        new("header.csv", 2, "C-003", "UPN", "", "442", FindingGrade.Warning, "A pupil number is missing."),
    ];

    [Fact]
    public void Every_number_of_a_grade_opens_as_many_findings_as_it_says()
    {
        foreach (
            var start in new[]
            {
                new FindingQuery(null, null, null, 1),
                new FindingQuery(null, null, "c-002", 1),
                new FindingQuery(FindingGrade.FactHeld, "101", null, 1),
            }
        )
        {
            var tiles = View(start).Grades;

            Assert.Equal(
                View(start with { Grade = FindingGrade.FactHeld }).Matching,
                tiles.Single(tile => tile.Label == "Held for you").Number
            );
            Assert.Equal(
                View(start with { Grade = FindingGrade.RowLeftOut }).Matching,
                tiles.Single(tile => tile.Label == "Rows left out").Number
            );
            Assert.Equal(View(start with { Grade = null }).Matching, tiles.Single(tile => tile.Label == "All findings").Number);
        }
    }

    [Theory]
    [InlineData(ImportState.Ready, true, false, false)]
    [InlineData(ImportState.Applied, false, true, false)]
    [InlineData(ImportState.Failed, true, true, false)]
    [InlineData(ImportState.Refused, false, false, false)]
    [InlineData(ImportState.Undone, false, false, false)]
    [InlineData(ImportState.Reading, false, false, true)]
    public void What_can_be_done_follows_from_where_an_import_stands(ImportState state, bool confirm, bool undo, bool working)
    {
        var view = ImportViews.Of(Job(state), Findings, new FindingQuery(null, null, null, 1), id => id);

        Assert.Equal((confirm, undo, working), (view.MayConfirm, view.MayUndo, view.Working));
    }

    [Fact]
    public void How_long_rows_are_kept_and_that_they_are_gone_is_said()
    {
        static string? Rows(ImportJob job, int? months) =>
            ImportViews
                .Of(job, Findings, new FindingQuery(null, null, null, 1), id => id, months)
                .Facts.SingleOrDefault(fact => fact.Label == "Rows")
                ?.Value;
        var job = Job(ImportState.Failed) with { Ended = Instant.FromUtc(2026, 6, 17, 9, 0) };

        Assert.Null(Rows(job, null));
        Assert.Equal("Kept until 17 June 2028", Rows(job, 24));
        var gone = job with { RowsDeleted = Instant.FromUtc(2028, 6, 17, 3, 0) };
        Assert.Equal("Deleted on 17 June 2028", Rows(gone, 24));
        Assert.Equal("Deleted on 17 June 2028", Rows(gone, null));
        Assert.False(ImportViews.Of(gone, Findings, new FindingQuery(null, null, null, 1), id => id).MayConfirm);
    }

    [Fact]
    public void A_filter_stands_in_the_address()
    {
        Assert.Equal(
            "/saltmarsh/imports/i1?grade=C&rule=101&q=c%20001&page=3",
            new FindingQuery(FindingGrade.FactHeld, "101", "c 001", 3).Url("/saltmarsh/imports/i1")
        );
        Assert.Equal("?grade=C&handler=Csv", View(new FindingQuery(FindingGrade.FactHeld, null, null, 1)).CsvUrl);
        Assert.Equal("?handler=Csv", View(new FindingQuery(null, null, null, 1)).CsvUrl);
    }

    [Fact]
    public void The_words_of_a_code_are_found_and_downloaded_with_it()
    {
        var finding = Findings[0] with { Value = "C2", Codes = "C2: Full care order" };

        Assert.True(new FindingQuery(null, null, "care order", 1).Fits(finding));
        Assert.EndsWith(",C2: Full care order", ImportViews.CsvLine(finding), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider", "PR1", "Own provision*(PR1)")]
    [InlineData("provider", "A family of our own", "A family of our own")]
    [InlineData("ethnicity", "WBRI", "White British (WBRI)")]
    public void What_an_entry_has_of_a_code_of_the_return_is_in_words(string field, string value, string words)
    {
        var said = Sample.Speech.Value("placement-started", field, value);

        var ends = words.Split('*');
        Assert.True(said.StartsWith(ends[0], StringComparison.Ordinal) && said.EndsWith(ends[^1], StringComparison.Ordinal), said);
    }

    [Fact]
    public void The_answers_of_a_return_are_in_words()
    {
        var said = Sample.Speech.Value(
            "outcomes-recorded",
            "answers",
            new Permanence.Domain.Records.JsonText("""{"IN_TOUCH":"YES","ACCOM":"Z1","SDQ_SCORE":"12"}""")
        );

        Assert.Contains("In touch (YES)", said, StringComparison.Ordinal);
        Assert.Contains("With former foster carers - suitable (Z1)", said, StringComparison.Ordinal);
        Assert.EndsWith(": 12", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a, \"b\"", "\"a, \"\"b\"\"\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("  +44", "'  +44")]
    [InlineData("-1,5", "\"'-1,5\"")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\t=1", "'\t=1")]
    public void No_cell_of_a_downloaded_file_is_run_as_a_formula(string value, string cell) =>
        Assert.Equal($"{cell},2", Csv.Line(value, "2"));

    private static ImportView View(FindingQuery query) => ImportViews.Of(Job(ImportState.Ready), Findings, query, id => id);

    private static ImportJob Job(ImportState state) =>
        new(
            "i1",
            "saltmarsh",
            new CollectionYear(2024),
            [new ImportFile("episodes.csv", 1200, 1)],
            state,
            0.5,
            "Reading",
            new ImportCounts(3, 0, 0, 2, 1),
            3,
            Findings.Length,
            [],
            "saltmarsh-analyst",
            Instant.FromUtc(2026, 6, 16, 9, 0),
            null
        );
}

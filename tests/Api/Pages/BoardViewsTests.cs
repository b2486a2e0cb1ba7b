using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class BoardViewsTests
{
    private static readonly LocalDate Today = new(2026, 6, 16);

    [Fact]
    public void Who_needs_attention_most_comes_first()
    {
        var view = View(
            "",
            Row("C-1", Rag.Green, due: 40),
            Row("C-2", Rag.Red, overdue: 1, due: -3),
            Row("C-3", Rag.Amber, due: 5),
            Row("C-4", Rag.Red, overdue: 1, due: -90)
        );

        Assert.Equal(["C-4", "C-2", "C-3", "C-1"], view.Rows.Select(row => row.Child));
    }

    [Fact]
    public void Every_number_of_the_strip_opens_as_many_children_as_it_says()
    {
        TrackerRow[] rows =
        [
            Row("C-1", Rag.Green),
            Row("C-2", Rag.Red, overdue: 2),
            Row("C-3", Rag.Amber),
            Row("C-4", Rag.Red, overdue: 1, team: "South"),
        ];

        foreach (var start in new[] { "", "?team=North", "?q=c-2" })
        {
            foreach (var tile in View(start, rows).Tiles)
                Assert.Equal(
                    tile.Number,
                    View(tile.Url[tile.Url.IndexOf("board", StringComparison.Ordinal)..]["board".Length..], rows).Matching
                );
        }
    }

    [Fact]
    public void A_filter_stands_in_the_address_and_comes_out_of_it_again()
    {
        var query = new BoardQuery
        {
            Text = "o'neil & co",
            Team = "Court and Pre-Birth",
            Status = Rag.Amber,
            Sort = "next",
            Descending = true,
            Page = 3,
            On = new DayOrMinute(new LocalDate(2026, 3, 31), new LocalTime(16, 1)),
        };

        var url = query.Url("saltmarsh");

        Assert.Equal(query, Read(url[url.IndexOf('?', StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("?status=purple&sort=shoe-size&page=-4&on=2026-02-30")]
    [InlineData("?page=999999999999&on=2031-01-01&q=%20%20")]
    public void What_cannot_be_read_in_an_address_is_left_out(string address) => Assert.Equal(new BoardQuery(), Read(address));

    [Fact]
    public void A_day_typed_in_three_boxes_is_the_day_of_the_board() =>
        Assert.Equal(new DayOrMinute(new LocalDate(2026, 3, 31)), Read("?on-day=31&on-month=3&on-year=2026").On);

    [Fact]
    public void An_empty_board_says_which_filter_hid_the_rows()
    {
        TrackerRow[] rows = [Row("C-1", Rag.Green), Row("C-2", Rag.Red, overdue: 1, team: "South")];

        Assert.Equal(["No child of this council is due soon."], View("?status=due-soon", rows).Empty);
        Assert.Equal(["No child is with a team called West."], View("?team=West&status=overdue", rows).Empty);
        Assert.StartsWith(
            "Each filter alone has children",
            Assert.Single(View("?team=South&status=on-track", rows).Empty),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Removing_a_filter_keeps_the_others_and_goes_back_to_the_first_page()
    {
        var view = View("?team=North&status=overdue&sort=-next&page=2", Row("C-1", Rag.Red));

        Assert.Contains(view.Tags, tag => tag is { Label: "Team: North", RemoveUrl: "/saltmarsh/board?status=overdue&sort=-next" });
    }

    [Fact]
    public void A_column_sorts_both_ways_and_says_which()
    {
        TrackerRow[] rows = [Row("C-1", Rag.Red, overdue: 2), Row("C-2", Rag.Red, overdue: 9), Row("C-3", Rag.Green)];

        var first = View("?sort=-overdue", rows);
        var heading = first.Table.Columns.Single(column => column.Name == "overdue");

        Assert.Equal(["C-2", "C-1", "C-3"], first.Rows.Select(row => row.Child));
        Assert.Equal("descending", heading.AriaSort);
        Assert.Equal("/saltmarsh/board?sort=overdue", heading.Url);
        Assert.Equal(["C-3", "C-1", "C-2"], View("?sort=overdue", rows).Rows.Select(row => row.Child));
        Assert.All(first.Table.Columns.Where(column => column.Name != "overdue"), column => Assert.Null(column.AriaSort));
    }

    [Fact]
    public void Ages_sort_by_how_old_children_are_not_by_their_letters()
    {
        TrackerRow[] rows =
        [
            Row("C-1", Rag.Green) with
            {
                Age = "11",
                AgeInMonths = 135,
            },
            Row("C-2", Rag.Green) with
            {
                Age = "5 months",
                AgeInMonths = 5,
            },
            Row("C-3", Rag.Green) with
            {
                Age = "unborn",
            },
            Row("C-4", Rag.Green) with
            {
                Age = "2",
                AgeInMonths = 30,
            },
        ];

        Assert.Equal(["C-3", "C-2", "C-4", "C-1"], View("?sort=age", rows).Rows.Select(row => row.Child));
    }

    [Fact]
    public void A_page_beyond_the_last_is_the_last()
    {
        var rows = Enumerable.Range(1, 120).Select(number => Row($"C-{number:000}", Rag.Green)).ToArray();

        var view = View("?page=40", rows);

        Assert.Equal(3, view.Pages.Current);
        Assert.Equal(20, view.Rows.Count);
    }

    [Fact]
    public void A_row_is_new_to_the_eye_only_where_something_of_it_changed()
    {
        var row = Row("C-1", Rag.Amber, due: 5);

        var today = BoardViews.Row("saltmarsh", row, null, Today, Sample.Speech);

        Assert.Equal(today.Fingerprint, BoardViews.Row("saltmarsh", row, null, Today.PlusDays(1), Sample.Speech).Fingerprint);
        Assert.NotEqual(today.Fingerprint, BoardViews.Row("saltmarsh", row with { DueSoon = 2 }, null, Today, Sample.Speech).Fingerprint);
        Assert.NotEqual(
            today.Fingerprint,
            BoardViews.Row("saltmarsh", row with { SocialWorker = "Beth Aldous" }, null, Today, Sample.Speech).Fingerprint
        );
    }

    [Fact]
    public void Codes_are_put_into_words_and_the_councils_own_words_are_used()
    {
        var speech = new EventWords(
            new Dictionary<string, string> { ["special-guardianship"] = "Special Guardianship Order" },
            codes: Sample.Codes
        );

        var row = BoardViews.Row(
            "saltmarsh",
            Row("C-1", Rag.Green) with
            {
                LegalStatus = "C1",
                Plan = "special-guardianship",
            },
            null,
            Today,
            speech
        );

        Assert.Equal("Interim care order", row.LegalStatus);
        Assert.Equal("Special Guardianship Order", row.Plan);
        Assert.Equal(
            "Legal status Q9",
            BoardViews.Row("saltmarsh", Row("C-1", Rag.Green) with { LegalStatus = "Q9" }, null, Today, speech).LegalStatus
        );
    }

    [Fact]
    public void A_downloaded_board_has_exactly_the_rows_its_filters_leave_and_says_which()
    {
        TrackerRow[] rows =
        [
            Row("C-1", Rag.Green),
            Row("C-2", Rag.Red, overdue: 1) with
            {
                Name = "=Ava",
            },
            Row("C-3", Rag.Red, overdue: 2, team: "South"),
        ];

        var lines = BoardViews
            .CsvLines(
                new Board("saltmarsh", Today.At(new LocalTime(9, 42)).InUtc().ToInstant(), Today, 7, TrackerRows.Count(rows), rows),
                Read("?team=North&status=overdue"),
                "Saltmarsh Council",
                Sample.Speech
            )
            .ToList();

        Assert.Equal(
            "Board of,Saltmarsh Council,On,16 June 2026,As at,16 June 2026 at 10:42,Filters,Team: North; Status: Overdue",
            lines[0]
        );
        Assert.StartsWith(
            "C-2,'=Ava,7,Full care order (C2),Adoption,Overdue,1,0,Next review,North",
            Assert.Single(lines.Skip(2)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_page_and_its_file_have_the_same_columns_with_the_same_words()
    {
        TrackerRow[] rows = [Row("C-1", Rag.Green), Row("C-2", Rag.Red, overdue: 1234)];
        var board = new Board("saltmarsh", Today.At(new LocalTime(9, 42)).InUtc().ToInstant(), Today, 7, TrackerRows.Count(rows), rows);

        var view = View("", rows);
        var file = BoardViews.CsvLines(board, Read(""), "Saltmarsh Council", Sample.Speech).Skip(1).ToList();

        string[] labels = ["Id", .. view.Table.Columns.Select(column => column.Label), "Due", "Clause"];
        Assert.Equal(file[0].Split(','), labels);
        Assert.All(
            view.Table.Rows.Zip(file.Skip(1)),
            row =>
                Assert.All(
                    row.First.Cells,
                    cell => Assert.Contains(cell.Of.Text, row.Second.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal)
                )
        );
        Assert.Equal(["1,234", "0"], view.Table.Rows.Select(row => row.Cells.Single(cell => cell.Label == "Overdue").Of.Text));
    }

    [Fact]
    public void Every_column_of_a_page_sorts_it()
    {
        TrackerRow[] rows = [Row("C-1", Rag.Green), Row("C-2", Rag.Red, overdue: 1)];
        foreach (var column in View("", rows).Table.Columns)
        {
            var sorted = View(column.Url![column.Url!.IndexOf('?', StringComparison.Ordinal)..], rows);
            Assert.NotNull(sorted.Table.Columns.Single(one => one.Name == column.Name).AriaSort);
        }

        // A name without an order of its own would fall back to who needs attention first.
        TrackerRow[] different =
        [
            Row("C-1", Rag.Green) with
            {
                Name = "Zoe",
                Age = "5",
                AgeInMonths = 62,
                LegalStatus = "C1",
                Plan = "adoption",
                Team = "A",
                SocialWorker = "A",
            },
            Row("C-2", Rag.Red, overdue: 1, due: 3) with
            {
                Name = "Ann",
                Age = "9",
                AgeInMonths = 110,
                LegalStatus = "V2",
                Plan = "special-guardianship",
                Team = "B",
                SocialWorker = "B",
                DueSoon = 1,
            },
        ];
        Assert.All(
            BoardColumns.Shown,
            column =>
                Assert.NotEqual(
                    BoardColumns.Sorted(different, column.Name, descending: false, EventWords.Plain).Select(row => row.Child),
                    BoardColumns.Sorted(different, column.Name, descending: true, EventWords.Plain).Select(row => row.Child)
                )
        );
    }

    private static BoardView View(string address, params TrackerRow[] rows) =>
        BoardViews.Of(
            new Board("saltmarsh", Today.At(new LocalTime(9, 42)).InUtc().ToInstant(), Today, 7, TrackerRows.Count(rows), rows),
            Read(address),
            Today,
            Sample.Speech
        );

    private static BoardQuery Read(string address) => BoardQuery.From(new QueryCollection(QueryHelpers.ParseQuery(address)), Today);

    private static TrackerRow Row(string child, Rag rag, int overdue = 0, int due = 30, string team = "North") =>
        new(
            child,
            $"Name {child}",
            "7",
            "C2",
            "adoption",
            rag,
            overdue,
            rag == Rag.Amber ? 1 : 0,
            new NextDuty("Next review", Today.PlusDays(due), "ENG-REVIEW-N"),
            team,
            "Tomos Hale"
        );
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
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
    public void Within_a_status_the_longest_wait_comes_first_and_who_has_permanence_waits_no_longer()
    {
        var view = View(
            "",
            Row("C-1", Rag.Red, overdue: 9, due: -90) with
            {
                Stage = Waiting("no-plan", 12),
            },
            Row("C-2", Rag.Red, overdue: 1) with
            {
                Stage = Waiting("secured", 4000),
            },
            Row("C-3", Rag.Red, overdue: 1) with
            {
                Stage = Waiting("order-no-match", 1600),
            },
            Row("C-4", Rag.Red, overdue: 1) with
            {
                Critical = true,
            },
            Row("C-5", Rag.Grey) with
            {
                Unknown = new(["The date of birth"]),
            },
            Row("C-6", Rag.Amber)
        );

        Assert.Equal(["C-4", "C-3", "C-1", "C-2", "C-5", "C-6"], view.Rows.Select(row => row.Child));
        Assert.Equal(["C-3", "C-1"], View("?sort=-wait", [.. view.Shown]).Rows.Take(2).Select(row => row.Child));
    }

    [Fact]
    public void A_wait_says_its_days_and_its_limit_and_a_national_measure_is_called_one()
    {
        var row = Row("C-1", Rag.Red) with
        {
            Stage = Waiting("order-no-match", 1600) with { Limit = 121, Clause = "PA-1", IsNational = true },
        };

        var said = BoardRows.Of("saltmarsh", row, null, Today, Sample.Speech);

        Assert.Equal(
            ("Placement order, no match", "1,600 days, since 28 January 2022", "1,479 days past the limit of 121 days (national measure)"),
            (said.Stage, said.Since, said.Limit)
        );
        Assert.Null(said.LimitUrl);
        var own = BoardRows.Of(
            "saltmarsh",
            row with
            {
                Stage = row.Stage with { Limit = 2000, Clause = "SM-1", IsNational = false },
            },
            null,
            Today,
            Sample.Speech
        );
        Assert.Equal(("limit 2,000 days (SM-1)", "/saltmarsh/policy/clauses/SM-1"), (own.Limit, own.LimitUrl));
    }

    [Fact]
    public void A_wait_of_today_is_not_called_one_of_no_days()
    {
        var today = Waiting("no-plan", 0) with { Limit = 0, Clause = "SM-1" };

        Assert.Equal($"since today, {Dates.InWords(Today)}", BoardRows.Since(today));
        Assert.Equal("its limit had run out by the day it began (SM-1)", BoardRows.Limit(today));
        Assert.Equal("1 day, since " + Dates.InWords(Today.PlusDays(-1)), BoardRows.Since(Waiting("no-plan", 1)));
    }

    [Fact]
    public void What_should_have_come_already_says_that_it_was_due()
    {
        Assert.StartsWith("was due ", BoardRows.When(Today.PlusDays(-321), Today), StringComparison.Ordinal);
        Assert.EndsWith(", 321 days ago", BoardRows.When(Today.PlusDays(-321), Today), StringComparison.Ordinal);
        Assert.Equal($"{Dates.InWords(Today)}, today", BoardRows.When(Today, Today));
    }

    [Fact]
    public void A_search_that_finds_nobody_among_some_leads_to_the_same_among_all()
    {
        TrackerRow[] rows = [Row("C-1", Rag.Green), Row("C-2", Rag.Green, team: "South")];

        var view = View("?team=North&q=C-2", rows);

        Assert.Empty(view.Rows);
        Assert.Equal("/saltmarsh/board?who=all&q=C-2", view.AmongAllUrl);
        Assert.Single(View(view.AmongAllUrl!.Split("board")[1], rows).Rows);
        Assert.Null(View("?team=North&q=C-3", rows).AmongAllUrl);
        Assert.Null(View("?team=North&q=C-1", rows).AmongAllUrl);
    }

    [Fact]
    public void Who_is_in_care_stands_first_and_the_others_behind_tabs_with_their_numbers()
    {
        TrackerRow[] rows =
        [
            Row("C-1", Rag.Green),
            Row("C-2", Rag.Grey) with
            {
                Standing = Standing.BeforeCare,
            },
            Row("C-3", Rag.Grey) with
            {
                Standing = Standing.AfterCare,
            },
            Row("C-4", Rag.Red, overdue: 1) with
            {
                Standing = Standing.AfterCare,
            },
        ];

        var view = View("", rows);

        Assert.Equal(["C-1"], view.Rows.Select(row => row.Child));
        Assert.Equal(
            [("In care now", 1), ("Edge of care", 1), ("After care", 2), ("All", 4)],
            view.Tabs.Select(tab => (tab.Label, tab.Number))
        );
        Assert.All(view.Tabs, tab => Assert.Equal(tab.Number, View(tab.Url["/saltmarsh/board".Length..], rows).Matching));
        Assert.Equal(["Nobody here, but 1 child of another standing: see the tabs above."], View("?status=nothing-due&q=c-3", rows).Empty);
    }

    [Theory]
    [InlineData("?worker=tomos+hale", "C-1")]
    [InlineData("?plan=none", "C-2")]
    [InlineData("?stage=order-no-match", "C-3")]
    [InlineData("?legal-status=E1", "C-3")]
    [InlineData("?age=1-to-4", "C-2")]
    [InlineData("?due-within=7", "C-1")]
    [InlineData("?status=not-known", "C-2")]
    public void Each_filter_leaves_whom_it_names_and_counts_them_beforehand(string address, string child)
    {
        TrackerRow[] rows =
        [
            Row("C-1", Rag.Amber, due: 5),
            Row("C-2", Rag.Grey) with
            {
                SocialWorker = "Beth",
                Plan = null,
                AgeInMonths = 30,
                Unknown = new(["The legal status"]),
            },
            Row("C-3", Rag.Green) with
            {
                SocialWorker = "Beth",
                LegalStatus = "E1",
                Stage = Waiting("order-no-match", 3),
            },
        ];

        var view = View(address, rows);

        Assert.Equal([child], view.Rows.Select(row => row.Child));
        Assert.Single(view.Tags);
        var inUse = Assert.Single(view.Choices, choice => choice.Options.Any(option => option is { Selected: true, Value.Length: > 0 }));
        var option = inUse.Options.Single(one => one.Selected);
        if (inUse.Name != "due-within")
            Assert.EndsWith("(1)", option.Label, StringComparison.Ordinal);
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
            var tiles = View(start, rows).Tiles;
            Assert.Equal(tiles[^1].Number, tiles.SkipLast(1).Sum(tile => tile.Number));
            foreach (var tile in tiles)
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
            Who = Standing.AfterCare,
            Status = RowStatus.DueSoon,
            DueWithin = 14,
            Sort = "next",
            Descending = true,
            Page = 3,
            On = new DayOrMinute(new LocalDate(2026, 3, 31), new LocalTime(16, 1)),
        }
            .With("team", "Court and Pre-Birth")
            .With("age", "5-to-9") with
        {
            Page = 3,
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
        Assert.Equal(["No child of this council has this team: West."], View("?team=West&status=overdue", rows).Empty);
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

        var first = View("?sort=-status", rows);
        var heading = first.Table.Columns.Single(column => column.Name == "status");

        Assert.Equal(["C-1", "C-2", "C-3"], first.Rows.Select(row => row.Child));
        Assert.Equal("descending", heading.AriaSort);
        Assert.Equal("/saltmarsh/board?sort=status", heading.Url);
        Assert.Equal(["C-3", "C-1", "C-2"], View("?sort=status", rows).Rows.Select(row => row.Child));
        Assert.All(first.Table.Columns.Where(column => column.Name != "status"), column => Assert.Null(column.AriaSort));
        // An address kept from when there was a column of it.
        Assert.Equal(["C-2", "C-1", "C-3"], View("?sort=-overdue", rows).Rows.Select(row => row.Child));
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
                AgeInMonths = null,
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
    public void All_pages_can_be_shown_as_one_to_print_and_the_address_says_so()
    {
        var rows = Enumerable.Range(1, 120).Select(number => Row($"C-{number:000}", Rag.Green)).ToArray();

        var view = View("?page=all&team=North", rows);

        Assert.Equal((120, 1), (view.Rows.Count, view.Pages.Count));
        Assert.True(Read(view.Query.Url("saltmarsh")["/saltmarsh/board".Length..]).Whole);
        Assert.Equal(0, View("?page=all").Matching);
    }

    [Fact]
    public void A_reviewing_officer_narrows_the_board_to_their_own_children_and_finds_who_has_none()
    {
        TrackerRow[] rows =
        [
            Row("C-1", Rag.Green) with
            {
                ReviewingOfficer = "Petra Elmstead",
            },
            Row("C-2", Rag.Green),
            // Nobody has to have one before care.
            Row("C-3", Rag.Green) with
            {
                Standing = Standing.BeforeCare,
            },
        ];

        Assert.Equal("C-1", Assert.Single(View("?reviewing-officer=petra+elmstead&who=all", rows).Rows).Child);
        var lacking = View("?reviewing-officer=none&who=all", rows);
        Assert.Equal("C-2", Assert.Single(lacking.Rows).Child);
        Assert.Equal("Reviewing officer: Not recorded", Assert.Single(lacking.Tags).Label);
        var file = BoardColumns.InFile.Single(column => column.Label == "Reviewing officer");
        Assert.Equal(["Petra Elmstead", "Not recorded", ""], View("?who=all&sort=child", rows).Rows.Select(file.Of));
    }

    [Fact]
    public void A_row_is_new_to_the_eye_only_where_something_of_it_changed()
    {
        var row = Row("C-1", Rag.Amber, due: 5);

        var today = BoardRows.Of("saltmarsh", row, null, Today, Sample.Speech);

        Assert.Equal(today.Fingerprint, BoardRows.Of("saltmarsh", row, null, Today.PlusDays(1), Sample.Speech).Fingerprint);
        Assert.NotEqual(today.Fingerprint, BoardRows.Of("saltmarsh", row with { DueSoon = 2 }, null, Today, Sample.Speech).Fingerprint);
        Assert.NotEqual(
            today.Fingerprint,
            BoardRows.Of("saltmarsh", row with { SocialWorker = "Beth Aldous" }, null, Today, Sample.Speech).Fingerprint
        );
    }

    [Fact]
    public void Codes_are_put_into_words_and_the_councils_own_words_are_used()
    {
        var speech = new EventWords(
            new Dictionary<string, string> { ["special-guardianship"] = "Special Guardianship Order" },
            codes: Sample.Codes
        );

        var row = BoardRows.Of(
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
            BoardRows.Of("saltmarsh", Row("C-1", Rag.Green) with { LegalStatus = "Q9" }, null, Today, speech).LegalStatus
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
            "Board of,Saltmarsh Council,On,16 June 2026,As at,16 June 2026 at 10:42,Filters,In care now; Team: North; Status: Overdue,"
                + "Records that cannot be read,0",
            lines[0]
        );
        Assert.StartsWith(
            "C-2,'=Ava,7,looked-after,Full care order (C2),Adoption,,,,,,Overdue,0,1,0,0,,Next review,2026-07-16,,,ENG-REVIEW-N,"
                + "Tomos Hale,North",
            Assert.Single(lines.Skip(2)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_says_a_fact_a_column_of_what_a_page_says_together()
    {
        var row = Row("C-1", Rag.Red, overdue: 1234) with
        {
            Missed = 2,
            Open = 3,
            Unknown = new(["The date of birth", "The legal status"]),
            Stage = Waiting("order-no-match", 1600) with { Limit = 121, Clause = "ENG-WAIT-A2" },
            Next = new NextDuty("Next review", Today.PlusDays(3), "ENG-REVIEW-N") { BookedFor = Today.PlusDays(2), Owner = "iro" },
        };

        var said = BoardRows.Of("saltmarsh", row, null, Today, Sample.Speech);
        var file = BoardColumns.InFile.ToDictionary(column => column.Label, column => column.Of(said));

        Assert.Equal(
            ["Child", "Plan and wait", "Status", "What comes next", "Worker and team"],
            BoardColumns.OnPage.Select(one => one.Label)
        );
        Assert.Equal(
            ("Placement order, no match", "2022-01-28", "1600", "121", "ENG-WAIT-A2"),
            (file["Stage"], file["Since"], file["Days"], file["Limit in days"], file["Limit by"])
        );
        Assert.Equal(("2", "1234", "3"), (file["Missed"], file["Overdue"], file["Without a date"]));
        Assert.Equal("The date of birth; The legal status", file["Not known"]);
        Assert.Equal(("2026-06-19", "2026-06-18"), (file["Due"], file["Booked for"]));
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
            BoardColumns.OnPage,
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
        )
        {
            AgeInMonths = 90,
            Standing = Standing.LookedAfter,
        };

    private static StageRow Waiting(string stage, int days) => new(stage, Today.PlusDays(-days), days, null, null);
}

using System.Text;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;
using static Permanence.Domain.Tests.Returns.Merged;

namespace Permanence.Domain.Tests.Returns;

/// <summary>Small returns that once lost what was true, by the shape, the order or the days of their rows.</summary>
public sealed class SmallReturnTests
{
    private const string HeaderNames = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n";
    private const string EpisodeNames = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
    private const string ReviewNames = "CHILD,DOB,REVIEW,REVIEW_CODE\n";
    private static readonly LocalDate Today = new(2026, 11, 30);

    [Fact]
    public void Care_that_began_before_the_first_file_is_known_to_have_begun_by_a_day()
    {
        var council = new Council();
        council.Import(Year(Samples.Y24, "F,M,04/04/2014,WBRI,UN1,,", "F,12/02/2020,P,C2,N1,U6,PR1,,,,,,"));

        var entered = Timeline.Of(council["F"]).Events.Single(happened => happened.Type == EventTypes.BecameLookedAfter);
        Assert.Equal((new LocalDate(2020, 2, 12), true), (entered.On, entered.Flag("onOrBefore")));
        Assert.True(Summary(council, "F").LookedAfter);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kind_of_file_that_is_not_given_again_or_without_rows_leaves_what_it_said(bool named)
    {
        var council = new Council();
        (string, string) header = ("h", $"{HeaderNames}F03,F,03/03/2015,WBRI,UN1,,\n");
        council.Import(
            Samples.Read(
                Samples.Y24,
                header,
                ("e", $"{EpisodeNames}F03,05/05/2024,S,C2,N1,U6,PR1,,,,,,\n"),
                ("r", $"{ReviewNames}F03,03/03/2015,01/06/2024,PN1\n")
            )
        );

        var again = council.Import(
            Samples.Read(
                Samples.Y24,
                [
                    header,
                    ("r", $"{ReviewNames}F03,03/03/2015,01/06/2024,PN1\nF03,03/03/2015,01/11/2024,PN1\n"),
                    .. named ? new[] { ("e", EpisodeNames) } : [],
                ]
            )
        );

        Assert.Equal((1, 0), (again[0].New, again[0].Changed));
        Assert.Empty(again[0].Held);
        Assert.True(Summary(council, "F03").LookedAfter);
        Assert.Equal(2, Summary(council, "F03").Reviews);
        council.Undo(council.LastImport);
        Assert.Equal(1, Summary(council, "F03").Reviews);
        Assert.True(Summary(council, "F03").LookedAfter);
    }

    [Fact]
    public void A_child_who_loses_every_row_of_a_file_that_is_given_again_is_named_in_the_dry_run()
    {
        var council = new Council();
        const string Header = "F03,F,03/03/2015,WBRI,UN1,,\nF04,F,03/03/2015,WBRI,UN2,,";
        council.Import(Year(Samples.Y24, Header, "F03,05/05/2024,S,C2,N1,U6,PR1,,,,,,\nF04,05/05/2024,S,C2,N1,U6,PR1,,,,,,"));

        var again = council.Import(Year(Samples.Y24, Header, "F04,05/05/2024,S,C2,N1,U6,PR1,,,,,,"));

        var finding = Assert.Single(again.SelectMany(plan => plan.Held));
        Assert.Equal(("rows-gone", "F03"), (finding.Rule, finding.Child));
        Assert.Contains("1 row of the Episodes file", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_that_has_not_begun_is_refused_and_nothing_in_one_that_goes_on_is_later_than_today()
    {
        var ahead = Year(new CollectionYear(2030), "F04,M,04/04/2014,WBRI,UN1,,", "F04,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        Assert.Equal("year-not-begun", Assert.Single(ahead.Refusals).Code);

        var now = Year(
            new CollectionYear(2026),
            "F04,M,04/04/2014,WBRI,UN1,,",
            "F04,05/05/2026,S,C2,N1,U6,PR1,,,,,,",
            "F04,04/04/2014,30/11/2026,PN1\nF04,04/04/2014,01/12/2026,PN1"
        );
        Assert.Equal(("after-the-year", "01/12/2026"), (Assert.Single(now.Findings).Rule, now.Findings[0].Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_an_older_return_says_otherwise_is_set_aside_with_a_warning_whichever_came_first(bool olderLast)
    {
        var older = Year(Samples.Y23, "F04,1,04/04/2014,WBRI,UN1,,", "F04,05/05/2023,S,V2,N1,U6,PR1,09/09/2023,E4A,,,,");
        var later = Year(Samples.Y24, "F04,M,04/04/2014,BOTH,UN1,,", "F04,05/05/2023,S,C2,N1,U6,PR1,,,,,,");
        var council = new Council();
        council.Import(olderLast ? later : older);
        var plan = Assert.Single(council.Import(olderLast ? older : later));

        Assert.Equal(["204", "503B", "set-aside"], plan.Held.Select(finding => finding.Rule).Order(StringComparer.Ordinal));
        Assert.True(Summary(council, "F04").LookedAfter);
        Assert.Equal("C2", Summary(council, "F04").LegalStatus);
        Assert.Equal("BOTH", council["F04"].Child.Ethnicity);
    }

    [Fact]
    public void Days_after_the_year_and_births_of_long_ago_are_held_and_said()
    {
        var reading = Samples.Read(
            Samples.Y24,
            (
                "h",
                $"{HeaderNames}F05A,M,01/01/1900,WBRI,UN1,,\nF05B,M,01/02/2015,WBRI,UN1,,\nF05C,M,01/02/2015,WBRI,UN1,,\n"
                    + "F05D,M,01/02/2015,WBRI,UN1,,\n"
            ),
            (
                "e",
                $"{EpisodeNames}F05A,05/05/2024,S,V2,N1,U6,PR1,,,,,,\nF05B,05/05/2052,S,C2,N1,U6,PR1,,,,,,\n"
                    + "F05C,05/05/2024,S,C2,N1,U6,PR1,06/06/2042,E4A,,,,\nF05D,05/05/2024,S,C2,N1,U6,PR1,,,,,,\n"
            ),
            ("m", "CHILD,DOB,MISSING,MIS_START,MIS_END\nF05D,01/02/2015,M,01/07/2052,02/07/2052\n"),
            ("p", "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\nF05D,01/02/2015,01/07/2052,,\n"),
            ("r", $"{ReviewNames}F05D,01/02/2015,01/06/2052,PN1\n")
        );
        var council = new Council();
        council.Import(reading);

        Assert.All(reading.Findings, finding => Assert.Equal(FindingGrade.FactHeld, finding.Grade));
        Assert.Equal(
            "F05A DOB, F05B DECOM, F05C DEC, F05D DATE_PLACED, F05D MIS_END, F05D MIS_START, F05D REVIEW",
            string.Join(
                ", ",
                reading
                    .Findings.Where(finding => finding.Rule is "after-the-year" or "too-old")
                    .Select(finding => $"{finding.Child} {finding.Field}")
                    .Order(StringComparer.Ordinal)
            )
        );
        Assert.Null(council["F05A"].Child.Born);
        Assert.True(Summary(council, "F05C").LookedAfter);
        Assert.All(
            council.Files.Values.SelectMany(file => file.Events),
            happened => Assert.True(happened.On <= Samples.Y24.LastDay, happened.Type)
        );
    }

    [Fact]
    public void Rows_before_the_birth_are_held()
    {
        var reading = Year(
            Samples.Y24,
            "B1,M,04/06/2024,WBRI,UN1,,",
            "B1,05/06/2024,S,C2,N1,U6,PR1,,,,,,",
            "B1,04/06/2024,01/05/2024,PN0\nB1,04/06/2024,01/07/2024,PN0"
        );

        Assert.Equal(("before-birth", "01/05/2024"), (Assert.Single(reading.Findings).Rule, reading.Findings[0].Value));
        Assert.Equal(1, reading.Children[0].Rows.Count(row => row.Kind == ReturnKind.Reviews));
    }

    [Fact]
    public void A_child_in_care_at_the_end_of_a_year_and_not_in_the_next_is_said_with_the_end_it_would_have()
    {
        var year = Year(
            Samples.Y23,
            "F06A,2,03/03/2015,WBRI,UN1,,\nF06B,2,03/03/2016,WBRI,UN1,,",
            "F06A,05/05/2023,S,C2,N1,U6,PR1,,,,,,\nF06B,05/05/2023,S,C2,N1,U6,PR1,06/06/2023,E4A,,,,"
        );

        var gone = ReturnMerge.GoneFromNext(year.Children[0], Samples.Y23);
        Assert.Equal(("gone-from-return", "F06A"), (gone!.Rule, gone.Child));
        Assert.Contains("31/03/2024", gone.Message, StringComparison.Ordinal);
        Assert.Null(ReturnMerge.GoneFromNext(year.Children[1], Samples.Y23));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_later_return_that_no_longer_has_a_move_is_taken_and_the_move_is_held(bool olderLast)
    {
        var older = Year(
            Samples.Y23,
            "F10,1,04/04/2014,WBRI,UN1,,",
            "F10,05/05/2023,S,C2,N1,U6,PR1,10/11/2023,X1,CARPL,ZZ1 1AA,ZZ2 2AA,SC000001\n"
                + "F10,10/11/2023,P,C2,N1,K2,PR4,,,,ZZ1 1AA,ZZ3 3AA,SC000002"
        );
        var later = Year(Samples.Y24, "F10,M,04/04/2014,WBRI,UN1,,", "F10,05/05/2023,S,C2,N1,U6,PR1,,,,ZZ1 1AA,ZZ2 2AA,SC000001");
        var council = new Council();
        council.Import(olderLast ? later : older);
        var plan = Assert.Single(council.Import(olderLast ? older : later));

        Assert.Equal(("U6", new LocalDate(2023, 5, 5)), (Summary(council, "F10").Placement, Summary(council, "F10").PlacementSince));
        var held = Assert.Single(plan.Held, finding => finding.Grade == FindingGrade.FactHeld);
        Assert.Equal("set-aside", held.Rule);
        Assert.Contains("10/11/2023", held.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "05/05/2023,S,C2,N1,U6,PR1,,,,,,", "set-aside")]
    [InlineData(true, "05/05/2023,S,C2,N1,U6,PR1,,,,,,", "set-aside")]
    [InlineData(false, "01/06/2023,P,C2,N1,U6,PR1,,,,,,", "set-aside")]
    [InlineData(true, "01/06/2023,P,C2,N1,U6,PR1,,,,,,", "set-aside")]
    public void Adopted_in_one_return_and_in_care_in_the_next_is_one_period_and_is_said(bool olderLast, string episode, string rule)
    {
        var older = Year(Samples.Y23, "A7,1,04/04/2020,WBRI,UN1,,", "A7,05/05/2023,S,E1,N1,A5,PR1,10/11/2023,E12,,,,");
        var later = Year(Samples.Y24, "A7,M,04/04/2020,WBRI,UN1,,", $"A7,{episode}");
        var council = new Council();
        council.Import(olderLast ? later : older);
        var plan = Assert.Single(council.Import(olderLast ? older : later));

        Assert.Contains(plan.Held, finding => finding.Rule == rule && finding.Grade == FindingGrade.FactHeld);
        var summary = Summary(council, "A7");
        Assert.Equal((1, true), (summary.PeriodsOfCare, summary.LookedAfter));
        Assert.Null(summary.AdoptionOrder);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Care_that_had_ended_and_goes_on_without_a_beginning_is_said(bool olderLast)
    {
        var older = Year(Samples.Y23, "A8,1,04/04/2014,WBRI,UN1,,", "A8,05/05/2023,S,C2,N1,U6,PR1,10/11/2023,E4A,,,,");
        var later = Year(Samples.Y24, "A8,M,04/04/2014,WBRI,UN1,,", "A8,01/06/2024,P,C2,N1,U6,PR1,,,,,,");
        var council = new Council();
        council.Import(olderLast ? later : older);
        var plan = Assert.Single(council.Import(olderLast ? older : later));

        Assert.Contains(plan.Held, finding => finding.Rule == "432");
        Assert.Equal(2, Summary(council, "A8").PeriodsOfCare);
    }

    [Fact]
    public void Columns_without_a_name_are_read_past_and_a_row_with_too_few_cells_is_told_so()
    {
        var reading = Samples.Read(
            Samples.Y24,
            (
                "h",
                "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,,,\nF13,M,04/04/2014,WBRI,UN1,,\nF14,M,04/04/2014,WBRI,UN1,,,,,\n"
                    + "F15,M,04/04/2014,WBRI,UN1,,,seen by Ann,,\nF16,M,04/04/2014,WBRI,UN1\n"
            )
        );

        Assert.Equal(["F13", "F14", "F15"], reading.Children.Select(child => child.Id));
        Assert.Equal(["extra-column", "row-shape"], reading.Findings.Select(finding => finding.Rule));
        Assert.Contains("too few cells: 5 of 7", reading.Findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_of_dots_are_refused()
    {
        var reading = Year(
            Samples.Y24,
            ".,M,04/04/2010,WBRI,UN1,,\n..,M,04/04/2010,WBRI,UN1,,\n-A,M,04/04/2010,WBRI,UN1,,\nA..B,M,04/04/2010,WBRI,UN1,,",
            "..,05/05/2024,S,C2,N1,U6,PR1,,,,,,\n.,05/05/2024,S,C2,N1,U6,PR1,,,,,,"
        );

        Assert.Empty(reading.Children);
        Assert.Equal(6, reading.Findings.Count(finding => finding is { Rule: "child-id", Grade: FindingGrade.RowLeftOut }));
    }

    // A record with such a character could be written and not be read again.
    [Fact]
    public void A_character_that_does_not_show_is_warned_of_and_kept_out_of_the_childs_details()
    {
        var council = new Council();
        var read = Year(Samples.Y24, "F17,M,04/04/2014,WBRI,A12\u001134567890123,,", "F17,05/05/2024,S,C2,N1,U6,PR1,,,,,,");

        Assert.Contains(read.Findings, finding => finding is { Rule: "168", Grade: FindingGrade.Warning });
        council.Import(read);

        Assert.Null(council["F17"].Child.PupilNumber);
        Assert.Equal("WBRI", council["F17"].Child.Ethnicity);
    }

    [Fact]
    public void One_pupil_number_of_two_children_is_said()
    {
        var reading = Year(
            Samples.Y24,
            "A1,M,04/04/2014,WBRI,A123456789012,,\nA2,M,04/04/2014,WBRI,A123456789012,,\nA3,M,04/04/2014,WBRI,UN1,,\n"
                + "A4,M,04/04/2014,WBRI,UN1,,",
            ""
        );

        Assert.Equal(("444", "A2"), (Assert.Single(reading.Findings).Rule, reading.Findings[0].Child));
    }

    [Fact]
    public void Files_of_another_year_are_known_by_what_only_their_year_has()
    {
        Assert.Equal(Samples.Y23, Samples.Read(Samples.Y22, Samples.Files(Samples.Y23)).MostlyOf);
        Assert.Equal(Samples.Y23, Samples.Read(Samples.Y24, Samples.Files(Samples.Y23)).MostlyOf);
        foreach (var year in new[] { Samples.Y22, Samples.Y23, Samples.Y24 })
            Assert.Null(Samples.Read(year).MostlyOf);
    }

    [Fact]
    public void An_episode_of_no_days_loses_neither_that_care_began_nor_how()
    {
        var council = new Council();
        council.Import(
            Year(
                Samples.Y24,
                "Z1,M,04/04/2014,WBRI,UN1,,\nZ2,M,04/04/2014,WBRI,UN1,,",
                "Z1,05/05/2024,L,V2,N1,U6,PR1,,,,,,\nZ1,05/05/2024,S,L1,N1,U6,PR1,05/05/2024,X1,,,,\n"
                    + "Z2,05/05/2024,S,C2,N1,U6,PR1,05/05/2024,,,,,"
            )
        );

        var entered = Timeline.Of(council["Z1"]).Events.Single(happened => happened.Type == EventTypes.BecameLookedAfter);
        Assert.Equal(("L1", "emergency", null), (entered.Text("legalStatus"), entered.Text("basis"), entered.Flag("onOrBefore")));
        Assert.Equal((new LocalDate(2024, 5, 5), "V2"), (Summary(council, "Z1").EnteredCare, Summary(council, "Z1").LegalStatus));
        Assert.True(Summary(council, "Z2").LookedAfter);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_child_who_died_in_one_return_and_lives_in_another_is_said(bool olderLast)
    {
        var older = Year(Samples.Y23, "D1,1,04/04/2014,WBRI,UN1,,", "D1,05/05/2023,S,C2,N1,U6,PR1,10/11/2023,E2,,,,");
        var later = Year(Samples.Y24, "D1,M,04/04/2014,WBRI,UN1,,", "D1,01/06/2024,S,C2,N1,U6,PR1,,,,,,", "D1,04/04/2014,01/07/2024,PN1");
        var council = new Council();
        council.Import(olderLast ? later : older);
        var plan = Assert.Single(council.Import(olderLast ? older : later));

        Assert.NotEmpty(plan.Held);
        Assert.All(plan.Held, finding => Assert.Equal(("after-death", FindingGrade.FactHeld), (finding.Rule, finding.Grade)));
        var facts = Timeline.Of(council["D1"]).Events;
        Assert.Equal("E2", facts.Single(happened => happened.Type == EventTypes.CeasedLookedAfter).Text("reason"));
        Assert.Equal(new LocalDate(2023, 11, 10), facts.Single(happened => happened.Type == EventTypes.Died).On);
        Assert.Equal(Standing.Closed, new ChildHistory(council["D1"]).On(On).Standing);
    }

    [Fact]
    public void What_a_return_says_of_a_child_whose_death_a_person_recorded_is_held()
    {
        var council = new Council();
        council.Record("D2", Happened(EventTypes.Died, 2024, 6, 1));

        var plan = Assert.Single(
            council.Import(
                Year(
                    Samples.Y24,
                    "D2,M,04/04/2014,WBRI,UN1,,",
                    "D2,05/05/2024,S,C2,N1,U6,PR1,,,,,,",
                    "D2,04/04/2014,20/05/2024,PN1\nD2,04/04/2014,01/07/2024,PN1"
                )
            )
        );

        Assert.Equal(("after-death", "01/07/2024"), (Assert.Single(plan.Held).Rule, plan.Held[0].Value));
        Assert.Equal(1, Summary(council, "D2").Reviews);
    }

    [Fact]
    public void What_a_return_cannot_say_or_did_not_give_is_told_apart_from_what_was_not_done()
    {
        var council = new Council();
        council.Import(Year(Samples.Y24, "S1,M,04/04/2014,WBRI,UN1,,", "S1,05/05/2024,S,C2,N1,U6,PR1,,,,,,"));
        var supply = new ChildHistory(council["S1"]).Supply;
        Assert.True(supply.OnlyByReturns);
        Assert.Equal(["2024-25"], supply.Years);
        Assert.True(supply.MayLack(EventTypes.ReviewHeld));
        Assert.True(supply.MayLack(EventTypes.PlanSet));
        Assert.False(supply.MayLack(EventTypes.PlacementStarted));
        Assert.False(Supply.CanCarry(EventTypes.MeetingHeld));

        council.Import(
            Year(Samples.Y24, "S1,M,04/04/2014,WBRI,UN1,,", "S1,05/05/2024,S,C2,N1,U6,PR1,,,,,,", "S1,04/04/2014,01/06/2024,PN1")
        );
        Assert.False(new ChildHistory(council["S1"]).Supply.MayLack(EventTypes.ReviewHeld));
        council.Record("S1", Happened(EventTypes.WishesRecorded, 2025, 1, 10));
        Assert.False(new ChildHistory(council["S1"]).Supply.MayLack(EventTypes.PlanSet));
    }

    [Fact]
    public void What_no_return_could_say_was_done_is_late_all_the_same_and_says_that_it_was_not_supplied()
    {
        var council = new Council();
        council.Import(Year(Samples.Y24, "S2,M,04/04/2014,WBRI,UN1,,", "S2,05/05/2024,S,C2,N1,U6,PR1,,,,,,"));
        var policy = ReadOnce.Library.For("bcp")!;
        var (all, row) = Look();

        var meeting = all.First(duty => duty.Title == "First permanence planning meeting");
        Assert.Equal(ObligationStatus.Overdue, meeting.Status);
        Assert.Equal("Whether it was done: not supplied by the return, which cannot say it", meeting.Unknown);
        var review = all.First(duty => duty.Limbs.Any(limb => limb.Clause == "ENG-REVIEW-1"));
        Assert.Equal("Whether it was done: not supplied by the return, which was given without its file Reviews", review.Unknown);
        Assert.Equal(Rag.Red, row.Rag);
        Assert.Contains("First permanence planning meeting", Assert.Single(row.Unknown, IsOfSupply), StringComparison.Ordinal);

        // Given the file, a review that is not in it was not held.
        council.Import(
            Year(Samples.Y24, "S2,M,04/04/2014,WBRI,UN1,,", "S2,05/05/2024,S,C2,N1,U6,PR1,,,,,,", "S2,04/04/2014,01/06/2024,PN1")
        );
        Assert.All(
            Look().All.Where(duty => duty.IsToBeDone && duty.Limbs.Any(limb => limb.Clause is "ENG-REVIEW-2" or "ENG-REVIEW-N")),
            duty => Assert.Null(duty.Unknown)
        );

        // Where people keep the record, what they did not record was not done.
        council.Record("S2", Happened(EventTypes.WishesRecorded, 2025, 1, 10));
        Assert.DoesNotContain(Look().All, duty => duty.IsNotSupplied);
        Assert.DoesNotContain(Look().Row.Unknown, IsOfSupply);

        (IReadOnlyList<Obligation> All, TrackerRow Row) Look()
        {
            var history = new ChildHistory(council["S2"]).On(On);
            var evaluation = ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar);
            return (evaluation.Obligations, TrackerRows.Of(history, evaluation, policy, ReadOnce.Calendar));
        }

        static bool IsOfSupply(string words) => words.StartsWith("What the return does not supply", StringComparison.Ordinal);
    }

    /// <summary>A return of today with a header, episodes and, where there are any, reviews.</summary>
    private static ReturnReading Year(CollectionYear year, string header, string episodes, string reviews = "") =>
        ReturnReader.Read(
            [
                File("header.csv", HeaderNames + header),
                File("episodes.csv", EpisodeNames + episodes),
                .. reviews.Length == 0 ? Array.Empty<ReturnFile>() : [File("reviews.csv", ReviewNames + reviews)],
            ],
            year,
            Samples.Codes,
            today: Today
        );

    private static ReturnFile File(string name, string text) => ReturnFile.Of(name, Encoding.UTF8.GetBytes(text + "\n"));
}

using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;
using static Permanence.Domain.Tests.Returns.Merged;

namespace Permanence.Domain.Tests.Returns;

/// <summary>What one year's return says beside another's.</summary>
public sealed class MergeTests
{
    [Fact]
    public void A_fact_that_a_later_year_puts_right_is_corrected_with_a_reason_that_names_the_year()
    {
        var council = new Council();
        council.Import(Samples.Y22, Samples.Y23);

        var plan = council
            .Import(
                Samples.ReadWith(Samples.Y24, "placed_for_adoption.csv", text => text + "P0003,30/11/2020,05/12/2022,27/11/2023,RD3\r\n")
            )
            .Single(plan => plan.ChildId == "P0003");

        var correction = Assert.Single(plan.EventsToAdd, happened => happened.Type == "event-corrected");
        Assert.Contains("2024-25", correction.Text("reason"), StringComparison.Ordinal);
        Assert.Equal("should-be-placed-reversed", correction.Replacement!.Type);
        Assert.Equal(1, plan.Changed);
        var summary = ChildSummaries.Of(Timeline.Of(council["P0003"]), On);
        Assert.Equal(new LocalDate(2023, 11, 27), summary.DecisionReversed);
    }

    [Fact]
    public void Known_before_the_later_import_the_record_says_what_the_earlier_said()
    {
        var council = new Council();
        council.Import(Samples.Y22, Samples.Y23);
        var before = council["P0004"].Events.Max(happened => happened.Recorded!.At);
        council.Import(Samples.Y24);

        Assert.True(ChildSummaries.Of(Timeline.Of(council["P0004"], before), On).LookedAfter);
        Assert.False(ChildSummaries.Of(Timeline.Of(council["P0004"]), On).LookedAfter);
    }

    [Fact]
    public void The_same_year_again_with_a_row_less_takes_the_fact_out()
    {
        var council = new Council();
        council.Import(Samples.Y24);
        var reviews = Summary(council, "P0012").Reviews;

        council.Import(
            Samples.ReadWith(
                Samples.Y24,
                "reviews.csv",
                text => text.Replace("P0012,20/04/2024,05/08/2024,PN0\r\n", "", StringComparison.Ordinal)
            )
        );

        Assert.Equal(reviews - 1, Summary(council, "P0012").Reviews);
        Assert.Contains(
            council["P0012"].Events,
            happened => happened.Type == "event-withdrawn" && happened.Text("reason")!.Contains("2024-25", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_episode_that_a_later_year_starts_on_another_day_is_the_same_episode()
    {
        var council = new Council();
        council.Import(Samples.Y23);
        council.Import(
            Samples.ReadWith(
                Samples.Y24,
                "episodes.csv",
                text => text.Replace("P0007,20/09/2023", "P0007,21/09/2023", StringComparison.Ordinal)
            )
        );

        var summary = Summary(council, "P0007");
        Assert.Equal(
            (1, new LocalDate(2023, 9, 21), new LocalDate(2025, 1, 5)),
            (summary.PeriodsOfCare, summary.EnteredCare!.Value, summary.Ceased!.Value)
        );
    }

    [Fact]
    public void What_disagrees_with_the_year_before_is_said()
    {
        var council = new Council();
        council.Import(Samples.Y23);

        var plans = council.Import(
            Samples.ReadWith(
                Samples.Y24,
                "header.csv",
                text => text.Replace("P0006,F,09/09/2017,WBRI", "P0006,F,09/09/2017,BOTH", StringComparison.Ordinal)
            )
        );

        var finding = Assert.Single(plans.SelectMany(plan => plan.Held));
        Assert.Equal(
            ("header.csv", 6, "P0006", "ETHNIC", "204", FindingGrade.Warning),
            (finding.File, finding.Line, finding.Child, finding.Field, finding.Rule, finding.Grade)
        );
        Assert.Equal("BOTH", council["P0006"].Child.Ethnicity);
    }

    [Fact]
    public void A_decision_on_another_day_than_last_years_is_held_until_that_is_reversed_in_either_order_of_the_years()
    {
        static ReturnReading Later() =>
            Samples.ReadWith(
                Samples.Y24,
                "placed_for_adoption.csv",
                text => text.Replace("P0002,03/03/2021,01/02/2023", "P0002,03/03/2021,02/02/2023", StringComparison.Ordinal)
            );
        var council = new Council();
        council.Import(Samples.Y23);
        var finding = Assert.Single(council.Import(Later()).SelectMany(plan => plan.Held));
        Assert.Equal(("560", FindingGrade.FactHeld), (finding.Rule, finding.Grade));
        Assert.Equal(new LocalDate(2023, 2, 1), Summary(council, "P0002").ShouldBePlacedDecision);

        var reverse = new Council();
        reverse.Import(Later());
        reverse.Import(Samples.Y23);
        Assert.Equal(council.AllFacts(), reverse.AllFacts());
    }

    [Fact]
    public void Whatever_two_years_say_their_order_changes_no_fact_repeating_changes_nothing_and_undo_gives_back_what_was()
    {
        string[] dates = ["01/06/2022", "10/04/2023", "01/09/2023", "15/01/2024", "20/04/2024", "01/11/2024", "31/03/2025"];
        string[] places = ["U6", "U5", "A5", "A6", "K2", "T1", "P1"];
        var date = OneOf(dates);
        var row = Gen.Select(
                date,
                OneOf("S", "L", "P", "T", "B"),
                OneOf("C1", "C2", "E1", "V2", "V4"),
                Gen.Int[0, 6],
                date,
                OneOf("", "X1", "E11", "E4A")
            )
            .Select(
                (starts, because, status, place, ends, reason) =>
                    $"A1,{starts},{because},{status},N1,{places[place]},PR1,{(reason.Length == 0 ? "" : ends)},{reason},,,,"
            );
        var decision = Gen.Select(date, date, Gen.Bool)
            .Select(
                (decided, reversed, isReversed) => $"A1,01/02/2015,{decided},{(isReversed ? reversed : "")},{(isReversed ? "RD1" : "")}"
            );
        var year = Gen.Select(row.Array[0, 5], decision.Array[0, 2], OneOf("WBRI", "BOTH"));
        Gen.Select(year, year)
            .Sample(
                (first, second) =>
                {
                    var (earlier, later) = (Reading(Samples.Y23, first), Reading(Samples.Y24, second));
                    var inOrder = new Council();
                    inOrder.Import(earlier);
                    var once = inOrder.AllFacts();
                    inOrder.Import(later);
                    var reverse = new Council();
                    reverse.Import(later);
                    reverse.Import(earlier);
                    Assert.Equal(inOrder.AllFacts(), reverse.AllFacts());
                    Assert.All(reverse.Import(later).Concat(reverse.Import(earlier)), plan => Assert.True(plan.ChangesNothing));
                    inOrder.Undo("import-2");
                    Assert.Equal(once, inOrder.AllFacts());
                },
                iter: 500
            );

        static ReturnReading Reading(CollectionYear year, (string[] Episodes, string[] Decisions, string Ethnicity) said) =>
            Samples.Read(
                year,
                ("h", $"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,M,01/02/2015,{said.Ethnicity},UN1,,\n"),
                (
                    "e",
                    $"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
                        + $"{string.Join("\n", said.Episodes)}\n"
                ),
                ("p", $"CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n{string.Join("\n", said.Decisions)}\n")
            );
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);
}

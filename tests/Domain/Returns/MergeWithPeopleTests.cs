using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;
using static Permanence.Domain.Tests.Returns.Merged;

namespace Permanence.Domain.Tests.Returns;

/// <summary>What a return says beside what people recorded, corrected or withdrew.</summary>
public sealed class MergeWithPeopleTests
{
    [Fact]
    public void What_a_person_recorded_is_not_overwritten_and_the_conflict_is_held()
    {
        var council = new Council();
        council.Record(
            "P0018",
            Happened("became-looked-after", 2024, 9, 1, ("basis", "planned"), ("legalStatus", "C1")),
            Happened("placement-started", 2024, 9, 2, ("placement", "U3")),
            Happened("review-held", 2024, 9, 25)
        );

        var plan = council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0018");

        Assert.Equal(
            ["episodes.csv 24", "episodes.csv 24", "reviews.csv 27"],
            plan.Held.Select(finding => $"{finding.File} {finding.Line}")
        );
        Assert.All(plan.Held, finding => Assert.Equal(("recorded-here", FindingGrade.FactHeld), (finding.Rule, finding.Grade)));
        var summary = Summary(council, "P0018");
        Assert.Equal((new LocalDate(2024, 9, 1), "U3", 2), (summary.EnteredCare!.Value, summary.Placement, summary.Reviews));
        Assert.Equal(new LocalDate(2011, 7, 7), council["P0018"].Child.Born);

        var again = council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0018");
        Assert.True(again.ChangesNothing);
        Assert.Equal(3, again.Held.Count);
    }

    [Fact]
    public void What_a_person_recorded_in_the_same_words_or_more_is_the_same_fact()
    {
        var council = new Council();
        council.Record(
            "P0018",
            Happened("became-looked-after", 2024, 9, 2, ("basis", "planned"), ("legalStatus", "C1")),
            Happened("review-held", 2024, 9, 23, ("number", 1), ("returnHome", "uncertain"))
        );

        var plan = council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0018");

        Assert.Empty(plan.Held);
        Assert.Single(Timeline.Of(council["P0018"]).Events, happened => happened.Type == "became-looked-after");
        Assert.Equal(2, Summary(council, "P0018").Reviews);
    }

    [Fact]
    public void A_persons_correction_of_one_entry_into_care_is_no_account_of_the_next()
    {
        const string Header = "A1,M,04/04/2014,WBRI,UN1,,";
        const string First = "A1,15/05/2023,S,C2,N1,U6,PR1,09/02/2024,E4A,,,,";
        var council = new Council();
        council.Import(Year(Samples.Y23, Header, First));
        var entry = council["A1"].Events.Single(happened => happened.Type == "became-looked-after");
        council.Record(
            "A1",
            Happened(
                "event-corrected",
                2024,
                3,
                1,
                ("event", entry.Id!),
                ("with", Happened("became-looked-after", 2023, 5, 11, ("basis", "planned"), ("legalStatus", "C2"))),
                ("reason", "the day it was")
            )
        );

        var plan = Assert.Single(council.Import(Year(Samples.Y24, Header, "A1,01/07/2024,S,C2,N1,U6,PR1,,,,,,")));

        Assert.Contains("15 May 2023", Assert.Single(plan.Held).Message, StringComparison.Ordinal);
        var summary = Summary(council, "A1");
        Assert.Equal((2, true, new LocalDate(2024, 7, 1)), (summary.PeriodsOfCare, summary.LookedAfter, summary.EnteredCare!.Value));
        Assert.Equal(new LocalDate(2024, 7, 1), summary.PlacementSince);
        var held = Assert.Single(HeldFacts.Of(council["A1"]));
        Assert.Equal((new LocalDate(2023, 5, 15), new LocalDate(2023, 5, 11)), (held.Returned!.On, held.Recorded!.On));

        static ReturnReading Year(CollectionYear year, string header, string episode) =>
            Samples.Read(
                year,
                ("h", $"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{header}\n"),
                ("e", $"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n{episode}\n")
            );
    }

    [Fact]
    public void The_true_day_of_entering_care_stands_where_the_return_knows_only_that_it_was_no_later()
    {
        var council = new Council();
        council.Record("P0003", Happened("became-looked-after", 2022, 6, 10, ("basis", "emergency"), ("legalStatus", "L2")));

        var plan = council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0003");

        Assert.Empty(plan.Held);
        Assert.Equal(
            (1, new LocalDate(2022, 6, 10), "C2"),
            (Summary(council, "P0003").PeriodsOfCare, Summary(council, "P0003").EnteredCare!.Value, Summary(council, "P0003").LegalStatus)
        );
    }

    [Fact]
    public void A_persons_correction_or_withdrawal_of_an_imported_fact_stands_through_later_imports()
    {
        var council = new Council();
        council.Import(Samples.Y24);
        var order = council["P0015"].Events.Single(happened => happened.Type == "order-made" && happened.Text("order") == "placement");
        var review = council["P0015"].Events.First(happened => happened.Type == "review-held");
        council.Record(
            "P0015",
            Happened(
                "event-corrected",
                2024,
                11,
                19,
                ("event", order.Id!),
                ("with", Happened("order-made", 2024, 11, 19, ("order", "placement"))),
                ("reason", "Order seen")
            ),
            Happened("event-withdrawn", 2024, 6, 10, ("event", review.Id!), ("reason", "It was adjourned"))
        );

        var again = council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0015");
        council.Import(Samples.Y23);

        Assert.True(again.ChangesNothing);
        Assert.Equal(2, again.Held.Count);
        Assert.Equal(
            (new LocalDate(2024, 11, 19), 2),
            (Summary(council, "P0015").PlacementOrder!.Value, Summary(council, "P0015").Reviews)
        );
    }

    [Fact]
    public void Details_that_a_person_entered_stand_and_those_of_an_earlier_import_are_brought_up_to_date()
    {
        var council = new Council();
        council["P0006"] = new CaseFile(
            Samples.Authority,
            new Child
            {
                Id = "P0006",
                Born = new LocalDate(2017, 9, 8),
                Name = "Invented Name",
                Siblings = ["P0099"],
            },
            []
        );

        var plan = council.Import(Samples.Y23).Single(plan => plan.ChildId == "P0006");
        council.Import(
            Samples.ReadWith(
                Samples.Y24,
                "header.csv",
                text => text.Replace("P0006,F,09/09/2017,WBRI", "P0006,F,09/09/2017,WIRI", StringComparison.Ordinal)
            )
        );

        Assert.Equal(("DOB", "09/09/2017"), (Assert.Single(plan.Held).Field, plan.Held[0].Value));
        var child = council["P0006"].Child;
        Assert.Equal(
            (new LocalDate(2017, 9, 8), "F", "WIRI", "A123456789003", "Invented Name"),
            (child.Born!.Value, child.Sex, child.Ethnicity, child.PupilNumber, child.Name)
        );
        council.Undo("import-2");
        child = council["P0006"].Child;
        Assert.Equal((new LocalDate(2017, 9, 8), "F", "WBRI"), (child.Born!.Value, child.Sex, child.Ethnicity));
    }
}

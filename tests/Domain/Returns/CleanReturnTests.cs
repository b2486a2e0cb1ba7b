using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

public sealed class CleanReturnTests
{
    private static readonly LocalDate On = new(2025, 3, 31);

    public static TheoryData<string, string> Orders =>
        new()
        {
            { "in order", "2022,2023,2024" },
            { "in reverse", "2024,2023,2022" },
            { "each twice", "2022,2022,2023,2023,2024,2024" },
            { "each twice in reverse", "2024,2024,2023,2023,2022,2022" },
            { "the middle year last", "2022,2024,2023" },
            { "the first year again at the end", "2022,2023,2024,2022" },
        };

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_three_years_give_the_children_as_expected(string order, string years)
    {
        var council = new Council();
        council.Import([.. Years(years)]);

        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "clean903", "expected_children.json")));
        var children = expected.RootElement.GetProperty("children").EnumerateArray().ToList();
        Assert.Equal(children.Select(child => child.GetProperty("child").GetString()!).Order(StringComparer.Ordinal), council.Files.Keys);
        foreach (var child in children)
        {
            var id = child.GetProperty("child").GetString()!;
            var summary = ChildSummaries.Of(Timeline.Of(council[id]), On);
            Assert.True(
                Expected(child) == Actual(summary),
                $"{order}, {id}\nexpected {Expected(child)}\nactual   {Actual(summary)}\n" + $"{string.Join("\n", council.Facts(id))}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_order_of_the_years_changes_no_fact(string order, string years)
    {
        var inOrder = new Council();
        inOrder.Import(Samples.Y22, Samples.Y23, Samples.Y24);
        var other = new Council();
        other.Import([.. Years(years)]);

        Assert.True(inOrder.AllFacts() == other.AllFacts(), order);
    }

    [Fact]
    public void The_same_file_twice_changes_nothing()
    {
        var council = new Council();
        council.Import(Samples.Y22, Samples.Y23, Samples.Y24);
        var events = council.Events;

        var again = council.Import(Samples.Y24);

        Assert.All(again, plan => Assert.True(plan.ChangesNothing, plan.ChildId));
        Assert.All(again, plan => Assert.Equal((0, 0), (plan.New, plan.Changed)));
        Assert.All(again, plan => Assert.Empty(plan.Held));
        Assert.Equal(events, council.Events);
    }

    [Fact]
    public void A_clean_return_has_no_findings_and_every_row_is_stored()
    {
        foreach (var year in new[] { Samples.Y22, Samples.Y23, Samples.Y24 })
        {
            var reading = Samples.Read(year);
            Assert.Empty(reading.Refusals);
            Assert.True(reading.Findings.Count == 0, string.Join("\n", reading.Findings));
            Assert.Equal(reading.Counts.Rows, reading.Children.Sum(child => child.Rows.Count));
        }
    }

    [Fact]
    public void An_older_year_does_not_open_again_what_a_newer_closed()
    {
        var council = new Council();
        council.Import(Samples.Y24);
        council.Import(Samples.Y23);

        var summary = ChildSummaries.Of(Timeline.Of(council["P0004"]), On);
        Assert.False(summary.LookedAfter);
        Assert.Equal("E45", summary.CeasedReason);
    }

    [Fact]
    public void In_care_since_before_the_first_file_is_said_as_on_or_before_and_gives_no_date()
    {
        var council = new Council();
        council.Import(Samples.Y24);

        var entered = Timeline.Of(council["P0002"]).Events.Single(happened => happened.Type == "became-looked-after");
        Assert.True(entered.Flag("onOrBefore"));
        Assert.Equal(new LocalDate(2023, 7, 31), entered.On);
        var summary = ChildSummaries.Of(Timeline.Of(council["P0002"]), On);
        Assert.Null(summary.EnteredCare);
        Assert.Null(summary.LegalStatusSince);
        Assert.Null(summary.PlacementOrder);
        Assert.Equal(new LocalDate(2023, 7, 31), summary.PlacementSince);
        Assert.Null(summary.A1Days);
    }

    [Fact]
    public void A_legal_status_that_began_with_the_first_known_row_is_dated_though_care_is_not()
    {
        var council = new Council();
        council.Import(Samples.Y23);

        var summary = ChildSummaries.Of(Timeline.Of(council["P0001"]), On);
        Assert.Null(summary.EnteredCare);
        Assert.Equal(new LocalDate(2023, 1, 20), summary.LegalStatusSince);
        Assert.Equal(new LocalDate(2023, 1, 20), summary.PlacementOrder);
    }

    [Fact]
    public void Every_fact_says_its_file_and_line_and_who_imported_it()
    {
        var council = new Council();
        council.Import(Samples.Y22);

        var order = council["P0001"].Events.Single(happened => happened.Type == "order-made" && happened.Text("order") == "placement");
        Assert.Equal("ssda903/2022-23/episodes.csv:3", order.Recorded!.Source);
        Assert.Equal("analyst", order.Recorded.By);
        Assert.All(
            council.Files.Values.SelectMany(file => file.Events),
            happened => Assert.StartsWith("ssda903/2022-23", happened.Recorded!.Source, StringComparison.Ordinal)
        );
        Assert.All(
            council.Files.Values,
            file => Assert.Equal(file.Events.Count, file.Events.Select(happened => happened.Id).Distinct().Count())
        );
    }

    [Fact]
    public void The_facts_of_the_smaller_files_are_recorded()
    {
        var council = new Council();
        council.Import(Samples.Y22, Samples.Y23, Samples.Y24);

        Assert.Contains("""{"type":"went-missing","on":"2024-06-20","kind":"away","ended":"2024-06-21"}""", council.Facts("P0010"));
        Assert.Contains(
            """{"type":"officer-allocated","on":"2023-10-02","role":"social-worker","who":"SW10000","reason":"FCONTA"}""",
            council.Facts("P0010")
        );
        Assert.Contains(
            """{"type":"previous-permanence-recorded","on":"2024-09-02","kind":"P1","authority":"SCO","date":"ZZ/06/2015"}""",
            council.Facts("P0018")
        );
        Assert.Contains(
            """{"type":"outcomes-recorded","on":"2024-03-31","year":"2023-24","answers":{"IN_TOUCH":"YES","ACTIV":"F2","ACCOM":"Z1"}}""",
            council.Facts("P0019")
        );
        Assert.Contains("""{"type":"became-parent","on":"2024-12-24"}""", council.Facts("P0014"));
        Assert.Contains("""{"type":"should-be-placed-reversed","on":"2023-11-20","reason":"RD3"}""", council.Facts("P0003"));
        Assert.Contains("""{"type":"order-ended","on":"2024-02-12","order":"placement"}""", council.Facts("P0003"));
        Assert.Contains(
            """{"type":"became-looked-after","on":"2025-01-14","basis":"emergency","legalStatus":"L2"}""",
            council.Facts("P0013")
        );
        Assert.Contains("""{"type":"became-looked-after","on":"2024-11-05","basis":"remand","legalStatus":"J1"}""", council.Facts("P0017"));
        Assert.Contains(
            """{"type":"placement-started","on":"2023-07-31","placement":"A5","provider":"PR1","postcode":"ZZ2 1AE","sameCarers":true}""",
            council.Facts("P0002")
        );
        Assert.Contains(
            """{"type":"short-breaks-started","on":"2023-06-01","legalStatus":"V4","placement":"K2","provider":"PR4"}""",
            council.Facts("P0009")
        );
        Assert.DoesNotContain(council["P0009"].Events, happened => happened.Type is "became-looked-after" or "placement-started");
        var child = council["P0007"].Child;
        Assert.Equal(
            ("M", "BAFR", "UN2", true, new LocalDate(2007, 1, 5)),
            (child.Sex, child.Ethnicity, child.PupilNumber, child.Unaccompanied, child.Born)
        );
    }

    private static IEnumerable<CollectionYear> Years(string years) =>
        years.Split(',').Select(year => new CollectionYear(int.Parse(year, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Expected(JsonElement child)
    {
        string Text(string name) => child.GetProperty(name) is var value && value.ValueKind == JsonValueKind.Null ? "-" : value.ToString();
        return string.Join(
            " ",
            new[]
            {
                "periods_of_care",
                "entered_care",
                "looked_after_on_2025_03_31",
                "legal_status",
                "legal_status_since",
                "placement",
                "placement_since",
                "reviews",
                "last_review",
                "should_be_placed_decision",
                "decision_reversed",
                "reversed_reason",
                "placement_order",
                "matched",
                "placed_for_adoption",
                "fostering_for_adoption_from",
                "adoption_order",
                "ceased",
                "ceased_reason",
                "outcome",
                "A1_days",
                "A10_days",
                "A2_days",
            }.Select(Text)
        );
    }

    private static string Actual(ChildSummary summary) =>
        string.Join(
            " ",
            new object?[]
            {
                summary.PeriodsOfCare,
                summary.EnteredCare,
                summary.LookedAfter,
                summary.LegalStatus,
                summary.LegalStatusSince,
                summary.Placement,
                summary.PlacementSince,
                summary.Reviews,
                summary.LastReview,
                summary.ShouldBePlacedDecision,
                summary.DecisionReversed,
                summary.ReversedReason,
                summary.PlacementOrder,
                summary.Matched,
                summary.PlacedForAdoption,
                summary.FosteringForAdoptionFrom,
                summary.AdoptionOrder,
                summary.Ceased,
                summary.CeasedReason,
                summary.Outcome,
                summary.A1Days,
                summary.A10Days,
                summary.A2Days,
            }.Select(value =>
                value switch
                {
                    null => "-",
                    LocalDate date => LocalDatePattern.Iso.Format(date),
                    _ => value.ToString(),
                }
            )
        );
}

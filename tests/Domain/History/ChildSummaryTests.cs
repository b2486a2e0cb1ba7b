using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.History;

public sealed class ChildSummaryTests
{
    [Fact]
    public void Nothing_recorded_is_nothing_known()
    {
        Assert.Equal(new ChildSummary { Child = "A1" }, Summary(new LocalDate(2025, 1, 1)));
    }

    [Fact]
    public void A_record_kept_by_hand_says_what_a_return_would()
    {
        var summary = Summary(
            new LocalDate(2025, 1, 1),
            Happened("became-looked-after", 2023, 1, 10, ("basis", "planned"), ("legalStatus", "V2")),
            Happened("placement-started", 2023, 1, 10, ("placement", "U6")),
            Happened("order-made", 2023, 3, 1, ("order", "interim-care")),
            Happened("should-be-placed-decided", 2023, 6, 1),
            Happened("placement-started", 2023, 7, 3, ("placement", "U5")),
            Happened("order-made", 2023, 8, 1, ("order", "placement")),
            Happened("order-made", 2023, 8, 1, ("order", "care")),
            Happened("match-approved", 2023, 7, 20),
            Happened("placement-started", 2023, 9, 1, ("placement", "A5"))
        );

        Assert.Equal(
            new ChildSummary
            {
                Child = "A1",
                PeriodsOfCare = 1,
                EnteredCare = new(2023, 1, 10),
                LookedAfter = true,
                LegalStatus = "E1",
                LegalStatusSince = new(2023, 8, 1),
                Placement = "A5",
                PlacementSince = new(2023, 9, 1),
                ShouldBePlacedDecision = new(2023, 6, 1),
                PlacementOrder = new(2023, 8, 1),
                Matched = new(2023, 7, 20),
                PlacedForAdoption = new(2023, 9, 1),
                FosteringForAdoptionFrom = new(2023, 7, 3),
                A1Days = 234,
                A10Days = 174,
                A2Days = 0,
            },
            summary
        );
    }

    [Fact]
    public void A_day_is_read_with_what_had_happened_by_then()
    {
        CareEvent[] events =
        [
            Happened("became-looked-after", 2023, 1, 10, ("basis", "planned"), ("legalStatus", "V2")),
            Happened("review-held", 2023, 2, 1),
            Happened("review-held", 2023, 4, 20),
            Happened("ceased-looked-after", 2023, 6, 1, ("reason", "E4A")),
        ];

        Assert.Equal(0, Summary(new LocalDate(2023, 1, 9), events).PeriodsOfCare);
        Assert.Equal(
            (true, 1),
            (Summary(new LocalDate(2023, 2, 1), events).LookedAfter, Summary(new LocalDate(2023, 2, 1), events).Reviews)
        );
        Assert.Equal(
            (false, "Returned home"),
            (Summary(new LocalDate(2023, 6, 1), events).LookedAfter, Summary(new LocalDate(2023, 6, 1), events).Outcome)
        );
    }

    [Fact]
    public void A_revoked_placement_order_leaves_the_care_order_that_stood_before()
    {
        var summary = Summary(
            new LocalDate(2025, 1, 1),
            Happened("became-looked-after", 2023, 1, 10, ("basis", "planned"), ("legalStatus", "C2")),
            Happened("order-made", 2023, 8, 1, ("order", "placement")),
            Happened("order-ended", 2024, 2, 1, ("order", "placement"))
        );

        Assert.Equal(
            ("C2", new LocalDate(2024, 2, 1), new LocalDate(2023, 8, 1)),
            (summary.LegalStatus, summary.LegalStatusSince!.Value, summary.PlacementOrder!.Value)
        );
    }

    [Fact]
    public void A_second_period_of_care_says_nothing_of_the_plan_in_the_first()
    {
        var summary = Summary(
            new LocalDate(2025, 1, 1),
            Happened("became-looked-after", 2022, 1, 10, ("basis", "planned"), ("legalStatus", "C1")),
            Happened("should-be-placed-decided", 2022, 6, 1),
            Happened("order-made", 2022, 8, 1, ("order", "placement")),
            Happened("should-be-placed-reversed", 2022, 11, 1, ("reason", "RD1")),
            Happened("ceased-looked-after", 2023, 1, 1, ("reason", "E4A")),
            Happened("became-looked-after", 2024, 3, 1, ("basis", "emergency"), ("legalStatus", "L2"))
        );

        Assert.Equal(
            new ChildSummary
            {
                Child = "A1",
                PeriodsOfCare = 2,
                EnteredCare = new(2024, 3, 1),
                LookedAfter = true,
                LegalStatus = "L2",
                LegalStatusSince = new(2024, 3, 1),
            },
            summary
        );
    }

    [Fact]
    public void A_decision_made_before_the_first_period_of_care_belongs_to_it()
    {
        var summary = Summary(
            new LocalDate(2025, 1, 1),
            Happened("should-be-placed-decided", 2024, 1, 5),
            Happened("became-looked-after", 2024, 2, 1, ("basis", "planned"), ("legalStatus", "V2"))
        );

        Assert.Equal(new LocalDate(2024, 1, 5), summary.ShouldBePlacedDecision);
    }

    [Fact]
    public void Within_a_day_the_order_of_recording_does_not_matter()
    {
        CareEvent[] events =
        [
            Happened("became-looked-after", 2023, 1, 10, ("basis", "planned"), ("legalStatus", "V2")),
            Happened("placement-started", 2023, 1, 10, ("placement", "U6")),
            Happened("ceased-looked-after", 2023, 5, 1, ("reason", "E4A")),
            Happened("became-looked-after", 2023, 5, 1, ("basis", "emergency"), ("legalStatus", "L1")),
            Happened("legal-status-changed", 2023, 5, 1, ("legalStatus", "C1")),
            Happened("placement-started", 2023, 5, 1, ("placement", "K2")),
        ];

        var expected = Summary(new LocalDate(2024, 1, 1), events);
        Assert.Equal((2, true, "C1", "K2"), (expected.PeriodsOfCare, expected.LookedAfter, expected.LegalStatus, expected.Placement));
        Assert.Equal(expected, Summary(new LocalDate(2024, 1, 1), [.. events.Reverse()]));
    }

    [Fact]
    public void A_placement_that_ended_is_nobodys_placement()
    {
        var summary = Summary(
            new LocalDate(2024, 1, 1),
            Happened("became-looked-after", 2023, 1, 10, ("basis", "planned"), ("legalStatus", "V2")),
            Happened("placement-started", 2023, 1, 10, ("placement", "U6")),
            Happened("placement-ended", 2023, 2, 10)
        );

        Assert.Equal((null, null), (summary.Placement, summary.PlacementSince));
    }

    private static ChildSummary Summary(LocalDate on, params CareEvent[] events) =>
        ChildSummaries.Of(Timeline.Of(new CaseFile("bcp", new Child { Id = "A1" }, events)), on);

    private static CareEvent Happened(string type, int year, int month, int day, params (string Name, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = new LocalDate(year, month, day),
            Fields = EventFields.Of(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
}

using CsCheck;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Boards;

/// <summary>What a row claims of a child.</summary>
public sealed class TrackerRowsTests
{
    [Fact]
    public void Green_is_earned_and_each_colour_has_its_reason() =>
        Gen.Int.Sample(
            seed =>
            {
                var policies = ReadOnce.Library.Authorities.Select(authority => ReadOnce.Library.For(authority.Id)!).ToList();
                var history = new ChildHistory(RandomRecord.Of(seed, 60)).On(RandomRecord.Day(seed));
                var policy = policies[(seed & int.MaxValue) % policies.Count];
                var evaluation = ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar);
                var row = TrackerRows.Of(history, evaluation, policy, ReadOnce.Calendar);
                Assert.Equal(history.Standing, row.Standing);
                var lapsed = evaluation.Obligations.Any(duty =>
                    duty is { Status: ObligationStatus.Missed, Lapsed: true, CanBeABreach: true }
                );
                Assert.False(row.Rag == Rag.Green && (row.Missed > 0 || row.Overdue > 0 || row.Unknown.Count > 0 || row.Critical));
                Assert.True(
                    row.Critical
                        || !evaluation.Obligations.Any(duty =>
                            duty is { Lapsed: true, Due: null, Force: Force.Must, Status: ObligationStatus.Missed }
                        )
                );
                Assert.Equal(
                    row.Overdue > 0 || lapsed || row.Critical ? Rag.Red
                        : row.Unknown.Count > 0 ? Rag.Grey
                        : row.DueSoon > 0 ? Rag.Amber
                        : row.Standing == Standing.LookedAfter ? Rag.Green
                        : Rag.Grey,
                    row.Rag
                );
                Assert.Equal(row.Standing is Standing.LookedAfter, row.Stage is not null and not { Name: Stage.ProceedingsBeforeCare });
                var counts = TrackerRows.Count([row]);
                Assert.Equal(1, counts.Red + counts.Amber + counts.Green + counts.Grey);
                Assert.Equal(1, counts.BeforeCare + counts.LookedAfter + counts.AfterCare + counts.Closed);
            },
            iter: 1000,
            threads: 1
        );

    private static TrackerRow Row(ChildBuilder child, string day) => Row(child.File, day);

    private static TrackerRow Row(CaseFile file, string day)
    {
        var authority = ReadOnce.Library.Authorities[0].Id;
        var policy = ReadOnce.Library.For(authority)!;
        var history = new CaseHistory(Timeline.Of(file), A.Day(day));
        return TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar), policy, ReadOnce.Calendar);
    }

    [Fact]
    public void A_child_with_a_placement_and_no_entry_to_care_is_not_called_one_at_home()
    {
        var placed = A.Child().Event("placement-started", "2026-02-16", ("placement", "U4"));
        Assert.Equal(
            "The day care began: placement started on Monday 16 February 2026 is recorded, and no entry to care before it",
            Assert.Single(Row(placed, "2026-03-03").Unknown)
        );
        var left = A.Child().BecameLookedAfter("2026-02-16").Event("ceased-looked-after", "2026-02-27", ("reason", "E4A"));
        Assert.Empty(Row(left.Event("placement-started", "2026-02-27", ("placement", "U4")), "2026-03-03").Unknown);
        Assert.Single(Row(left.Event("placement-started", "2026-03-02", ("placement", "U4")), "2026-03-03").Unknown);
    }

    [Fact]
    public void A_review_before_care_says_nothing_of_care() => Assert.Empty(Row(A.Child().ReviewHeld("2026-03-02"), "2026-03-03").Unknown);

    [Fact]
    public void Proceedings_of_which_nobody_recorded_the_issue_are_not_known()
    {
        var listed = A.Child().Event("court-date-listed", "2026-02-16", ("hearing", "final"), ("for", "2026-08-10"));
        Assert.Equal(
            "The day care proceedings were issued: court hearing listed on Monday 16 February 2026 is recorded, and no issue before it",
            Assert.Single(Row(listed, "2026-03-03").Unknown)
        );
        var issued = A.Child().Event("proceedings-issued", "2026-02-09");
        Assert.Empty(Row(issued.Event("proceedings-concluded", "2026-03-02"), "2026-03-03").Unknown);
    }

    [Fact]
    public void What_was_booked_for_a_day_that_has_passed_is_not_known_until_something_says_what_came_of_it()
    {
        var booked = A.Child().Event("meeting-booked", "2026-02-16", ("meeting", "legal-planning"), ("for", "2026-03-02"));
        Assert.Empty(Row(booked, "2026-03-02").Unknown);
        Assert.Equal(
            "Whether the meeting booked for Monday 2 March 2026 (legal planning) was held",
            Assert.Single(Row(booked, "2026-03-03").Unknown)
        );

        // Another meeting, or one of before it was booked, is not it; held late it is, or called off, or booked anew.
        Assert.Single(Row(booked.Event("meeting-held", "2026-03-02", ("meeting", "tracking")), "2026-03-03").Unknown);
        Assert.Single(Row(booked.Event("meeting-held", "2026-02-16", ("meeting", "legal-planning")), "2026-03-03").Unknown);
        Assert.Empty(Row(booked.Event("meeting-held", "2026-03-03", ("meeting", "legal-planning")), "2026-03-03").Unknown);
        Assert.Empty(
            Row(booked.Event("meeting-cancelled", "2026-03-02", ("meeting", "legal-planning"), ("for", "2026-03-02")), "2026-03-03").Unknown
        );
        Assert.Empty(
            Row(booked.Event("meeting-booked", "2026-02-27", ("meeting", "legal-planning"), ("for", "2026-03-03")), "2026-03-03").Unknown
        );
    }

    [Fact]
    public void A_decision_of_the_agency_that_was_booked_is_asked_after_as_long_as_adoption_is_the_plan()
    {
        var booked = A.Child()
            .Event("plan-set", "2026-02-02", ("option", "adoption"), ("track", "primary"))
            .Event("agency-decision-booked", "2026-02-16", ("for", "2026-03-02"));
        Assert.Equal(
            "What the agency decided, where its decision was booked for Monday 2 March 2026",
            Assert.Single(Row(booked, "2026-03-03").Unknown)
        );
        Assert.Empty(Row(booked.Event("should-be-placed-decided", "2026-03-02"), "2026-03-03").Unknown);
        Assert.Empty(Row(booked.Event("plan-ended", "2026-02-27", ("option", "adoption"), ("track", "primary")), "2026-03-03").Unknown);
    }

    [Fact]
    public void A_care_plan_that_the_court_wanted_by_a_day_is_asked_after_until_it_is_filed_or_the_proceedings_are_over()
    {
        var set = A.Child()
            .Event("proceedings-issued", "2026-01-12")
            .Event("care-plan-filing-set", "2026-02-16", ("plan", "final"), ("for", "2026-03-02"));
        Assert.Equal(
            "Whether the final care plan was filed, which the court wanted by Monday 2 March 2026",
            Assert.Single(Row(set, "2026-03-03").Unknown)
        );
        Assert.Single(Row(set.Event("care-plan-filed", "2026-03-02", ("plan", "first-interim")), "2026-03-03").Unknown);
        Assert.Empty(Row(set.Event("care-plan-filed", "2026-03-02", ("plan", "final")), "2026-03-03").Unknown);
        Assert.Empty(Row(set.Event("proceedings-concluded", "2026-03-03"), "2026-03-03").Unknown);
    }

    [Fact]
    public void A_concern_with_no_day_to_answer_it_by_is_not_known_to_be_in_time()
    {
        var raised = A.Child().Event("escalation-raised", "2026-03-02", ("reason", "No plan"));
        Assert.Equal(
            "By when the concern raised on Monday 2 March 2026 is to be answered",
            Assert.Single(Row(raised, "2026-03-02").Unknown)
        );
        Assert.Empty(Row(raised.Event("escalation-resolved", "2026-03-03"), "2026-03-03").Unknown);
    }

    [Fact]
    public void What_cannot_go_on_has_an_end_that_nobody_recorded()
    {
        var grown = A.Child(born: "2007-03-10").BecameLookedAfter("2024-01-08", legalStatus: "C2");
        Assert.DoesNotContain(
            Row(grown, "2025-03-09").Unknown,
            words => words.StartsWith("When and how care ended", StringComparison.Ordinal)
        );
        Assert.Contains(
            "When and how care ended: the child was 18 on Monday 10 March 2025, and no end of care is recorded",
            Row(grown, "2025-12-15").Unknown
        );
        Assert.Equal(Rag.Grey, Quiet(Row(grown, "2025-12-15")));

        var adopted = A.Child().BecameLookedAfter("2024-01-08", legalStatus: "C2").Event("order-made", "2025-11-03", ("order", "adoption"));
        Assert.Contains(
            "When and how care ended: the adoption order of Monday 3 November 2025 ends it, and no end of care is recorded",
            Row(adopted, "2025-12-15").Unknown
        );
        Assert.Empty(Row(adopted.Event("ceased-looked-after", "2025-11-03", ("reason", "E11")), "2025-12-15").Unknown);
    }

    [Theory]
    [InlineData("special-guardianship", "special guardianship", "no such order")]
    [InlineData("adoption", "adoption", "no such order")]
    [InlineData("return-home", "return home", "the child does not live with a parent")]
    [InlineData("kinship-care", "kinship care", "the child does not live with relatives or friends")]
    [InlineData("independence", "independence", "the child is not yet 16")]
    public void What_is_secured_in_word_only_is_not_known_to_be(string option, string words, string missing)
    {
        var said = A.Child(born: "2012-02-01")
            .BecameLookedAfter("2025-01-06", legalStatus: "C2")
            .Event("placement-started", "2025-01-06", ("placement", "U6"))
            .Event("plan-set", "2025-02-03", ("option", option), ("track", "primary"))
            .Event("permanence-secured", "2025-06-09", ("option", option));
        var unknown = $"How permanence was secured: {words} is recorded for Monday 9 June 2025, and {missing}";

        Assert.Contains(unknown, Row(said, "2025-12-15").Unknown);
        // Whoever changes the plan has thought better of it.
        var changed = said.Event("plan-set", "2025-11-03", ("option", "long-term-fostering"), ("track", "primary"));
        Assert.DoesNotContain(unknown, Row(changed, "2025-12-15").Unknown);
    }

    // What is late is red whatever is not known: the colour the row would have without it.
    private static Rag Quiet(TrackerRow row) => row.Rag == Rag.Red && row.Unknown.Count > 0 ? Rag.Grey : row.Rag;

    [Theory]
    [InlineData("L1", "2026-02-19", "2026-02-20", "police protection lasts no longer than 72 hours")]
    [InlineData("L2", "2026-03-03", "2026-03-04", "an emergency protection order lasts no longer than 15 days")]
    [InlineData("L3", "2026-02-23", "2026-02-24", "a child assessment order lasts no longer than seven days")]
    public void A_legal_status_that_the_law_ends_soon_is_not_believed_for_years(string code, string last, string next, string lasts)
    {
        var taken = A.Child().BecameLookedAfter("2026-02-16", legalStatus: code);
        Assert.DoesNotContain(Row(taken, last).Unknown, IsOfStatus);
        Assert.Equal(
            $"The legal status: {lasts}, and {code} is recorded since Monday 16 February 2026 and no other since",
            Assert.Single(Row(taken, next).Unknown, IsOfStatus)
        );
        Assert.DoesNotContain(
            Row(taken.Event("legal-status-changed", "2026-02-18", ("legalStatus", "C1")), "2026-06-01").Unknown,
            IsOfStatus
        );

        static bool IsOfStatus(string words) => words.StartsWith("The legal status", StringComparison.Ordinal);
    }

    [Fact]
    public void A_birth_that_was_expected_and_never_recorded_is_not_known_and_gives_no_age()
    {
        var unborn = A.Child().Event("removal-likely", "2024-09-02").File with
        {
            Child = new Child { Id = "T-1", Expected = A.Day("2024-12-01") },
        };
        var before = Row(unborn, "2024-11-30");
        Assert.Equal(("unborn", 0), (before.Age, before.Unknown.Count));

        var row = Row(unborn, "2025-12-15");

        Assert.Equal(("not known", null), (row.Age, row.AgeInMonths));
        Assert.Equal(
            "The date of birth: the child was expected on Sunday 1 December 2024, and no birth is recorded",
            Assert.Single(row.Unknown)
        );
        var born = A.Event("details-changed", "2024-12-09", ("born", "2024-12-08"));
        Assert.Empty(Row(unborn with { Events = [.. unborn.Events, born] }, "2025-12-15").Unknown);
    }

    // 27 May 2022 to 30 November 2026 is 1,648 days.
    [Fact]
    public void A_child_who_waits_past_the_measure_for_a_family_is_critical_whatever_reviews_were_held()
    {
        var waiting = A.Child(born: "2020-05-01")
            .BecameLookedAfter("2021-12-01", legalStatus: "C2")
            .Event("plan-set", "2022-05-12", ("option", "adoption"), ("track", "primary"))
            .Event("plan-agreed", "2022-05-12", ("option", "adoption"))
            .Event("order-made", "2022-05-27", ("order", "placement"))
            .ReviewHeld("2026-09-01");

        var row = Row(waiting, "2026-11-30");

        Assert.True(row.Critical);
        Assert.Equal(Rag.Red, row.Rag);
        Assert.Equal(RowStatus.Critical, row.Status());
        Assert.Equal((Stage.OrderNoMatch, A.Day("2022-05-27"), 1648), (row.Stage!.Name, row.Stage.Since, row.Stage.Days));
    }

    [Theory]
    [InlineData("2026-03-09", false)]
    [InlineData("2026-03-10", true)]
    public void A_concern_is_critical_from_the_day_after_its_answer_was_wanted_until_it_is_resolved(string day, bool critical)
    {
        var raised = A.Child()
            .BecameLookedAfter("2026-02-16")
            .Event("escalation-raised", "2026-03-02", ("reason", "No plan"), ("complyBy", "2026-03-09"));

        Assert.Equal(critical, Row(raised, day).Critical);
        Assert.False(Row(raised.Event("escalation-resolved", "2026-03-09"), day).Critical);
    }

    [Fact]
    public void What_a_date_hangs_on_and_nobody_knows_is_said_in_words()
    {
        var begunBefore = A.Child()
            .Event("became-looked-after", "2026-02-16", ("basis", "not-known"), ("legalStatus", "C2"), ("onOrBefore", true));

        var row = Row(begunBefore, "2026-02-20");

        Assert.Contains("The day care began: it is known only as Monday 16 February 2026 or earlier", row.Unknown);
        Assert.NotEqual(Rag.Green, row.Rag);
    }
}

using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Questions;
using Permanence.Domain.Policies.Reference;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>Worked answers to eligibility questions. The children are invented.</summary>
public sealed class ReferenceEligibilityTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    // The example of an aunt: 39 months in two stays.
    private static readonly EligibilityFacts Aunt = new()
    {
        Known = new Dictionary<string, bool>
        {
            ["parent"] = false,
            ["adult"] = true,
            ["relative"] = true,
            ["court-leave"] = false,
        },
        LivedWith = [new(new(2021, 6, 1), new(2022, 8, 31)), new(new(2023, 1, 1), new(2024, 12, 31))],
    };

    private static readonly EligibilityFacts FosterCarer = new()
    {
        Known = new Dictionary<string, bool>
        {
            ["parent"] = false,
            ["adult"] = true,
            ["council-foster-carer"] = true,
        },
        LivedWith = [new(new(2025, 1, 13), null)],
    };

    private static EligibilityAnswer Ask(string council, string question, EligibilityFacts facts, LocalDate day) =>
        EligibilityCheck.Answer(Library.For(council)!.Versions[^1].Reference.Question(question)!, facts, day);

    private static EligibilityReason Reason(EligibilityAnswer answer, string source) =>
        answer.Reasons.First(reason => reason.Source == source);

    [Fact]
    public void Every_worked_answer_beside_a_question_comes_out_as_written()
    {
        var tried = Library
            .Authorities.SelectMany(council => Library.For(council.Id)!.Versions[^1].Reference.Questions)
            .SelectMany(question => question.Worked.Select(example => (example, failure: EligibilityCheck.Failure(question, example))))
            .ToList();
        Assert.True(tried.Count >= 20);
        Assert.Equal(
            [],
            tried.Where(pair => pair.failure is not null).Select(pair => $"{pair.example.File}:{pair.example.Line}: {pair.failure}")
        );
    }

    [Fact]
    public void Every_question_of_a_council_has_an_answer_of_each_kind_it_can_give()
    {
        var questions = Library
            .Authorities.SelectMany(council => Library.For(council.Id)!.Versions[^1].Reference.Questions)
            .Where(question => question.Worked.Count > 1);
        Assert.All(
            questions,
            question => Assert.True(question.Worked.Select(example => example.Answer).Distinct().Count() > 1, question.Id)
        );
    }

    [Theory]
    [InlineData("special-guardianship-application", "MERTON-7.6-4", "1 year is reached on 13 January 2026")]
    // As printed: nothing says that the year runs right up to the application.
    [InlineData("child-arrangements-application", "MERTON-7.7-7", "364 days, against 1 year (365 days)")]
    public void A_foster_carer_may_apply_from_the_day_a_year_is_complete_and_not_before(string question, string clause, string because)
    {
        var before = Ask("merton", question, FosterCarer, new(2026, 1, 12));
        Assert.Equal(EligibilityOutcome.No, before.Outcome);
        Assert.Contains(because, string.Join(' ', Reason(before, clause).Because), StringComparison.Ordinal);
        Assert.Equal(EligibilityOutcome.Yes, Ask("merton", question, FosterCarer, new(2026, 1, 13)).Outcome);
    }

    [Fact]
    public void A_broken_year_with_a_foster_carer_starts_again()
    {
        var broken = FosterCarer with { LivedWith = [new(new(2025, 1, 13), new(2025, 6, 30)), new(new(2025, 7, 2), null)] };
        Assert.Equal(EligibilityOutcome.No, Ask("merton", "special-guardianship-application", broken, new(2026, 1, 13)).Outcome);
        Assert.Equal(EligibilityOutcome.Yes, Ask("merton", "special-guardianship-application", broken, new(2026, 7, 2)).Outcome);
    }

    [Fact]
    public void A_year_that_does_not_run_up_to_the_application_is_for_legal_where_the_printed_list_does_not_ask_it()
    {
        var ended = FosterCarer with { LivedWith = [new(new(2025, 1, 13), new(2026, 1, 12))] };
        Assert.Equal(EligibilityOutcome.CheckWithLegal, Ask("merton", "child-arrangements-application", ended, new(2026, 3, 13)).Outcome);
        Assert.Equal(EligibilityOutcome.No, Ask("merton", "special-guardianship-application", ended, new(2026, 3, 13)).Outcome);
    }

    [Theory]
    [InlineData("special-guardianship-application")]
    [InlineData("child-arrangements-application")]
    public void An_aunt_of_three_years_may_apply_within_three_months_of_the_last_stay(string question)
    {
        Assert.Equal(EligibilityOutcome.Yes, Ask("merton", question, Aunt, new(2025, 2, 14)).Outcome);
        Assert.Equal(EligibilityOutcome.Yes, Ask("merton", question, Aunt, new(2025, 3, 31)).Outcome);
    }

    [Fact]
    public void After_three_months_the_list_as_printed_and_the_fuller_rule_differ_on_special_guardianship_and_legal_is_to_be_asked()
    {
        var answer = Ask("merton", "special-guardianship-application", Aunt, new(2025, 4, 14));
        Assert.Equal(EligibilityOutcome.CheckWithLegal, answer.Outcome);
        Assert.True(Reason(answer, "MERTON-7.6-6").Holds);
        Assert.StartsWith("Check with legal:", answer.Notes[0], StringComparison.Ordinal);
        Assert.Contains(answer.Notes, note => note.Contains("leave", StringComparison.Ordinal));
    }

    [Fact]
    public void After_three_months_nobody_s_list_allows_a_child_arrangements_application_without_leave()
    {
        var answer = Ask("merton", "child-arrangements-application", Aunt, new(2025, 4, 14));
        Assert.Equal(EligibilityOutcome.No, answer.Outcome);
        Assert.Contains("31 March 2025", string.Join(' ', Reason(answer, "MERTON-7.7-6").Because), StringComparison.Ordinal);
        var withLeave = Aunt with { Known = new Dictionary<string, bool>(Aunt.Known) { ["court-leave"] = true } };
        Assert.Equal(EligibilityOutcome.Yes, Ask("merton", "child-arrangements-application", withLeave, new(2025, 4, 14)).Outcome);
    }

    [Fact]
    public void A_parent_is_never_special_guardian_whatever_else_holds()
    {
        var parent = FosterCarer with
        {
            Known = new Dictionary<string, bool>(FosterCarer.Known) { ["parent"] = true, ["all-with-responsibility-consent"] = true },
        };
        var answer = Ask("merton", "special-guardianship-application", parent, new(2026, 6, 1));
        Assert.Equal(EligibilityOutcome.No, answer.Outcome);
        Assert.True(Reason(answer, "MERTON-7.6-10") is { RulesOut: true, Holds: true });
    }

    [Fact]
    public void Consent_of_the_council_without_a_care_order_is_for_legal_to_say()
    {
        var facts = new EligibilityFacts
        {
            Known = new Dictionary<string, bool>
            {
                ["looked-after"] = true,
                ["in-care-under-order"] = false,
                ["council-consents"] = true,
            },
        };
        Assert.Equal(EligibilityOutcome.CheckWithLegal, Ask("merton", "child-arrangements-application", facts, new(2026, 1, 5)).Outcome);
    }

    [Fact]
    public void A_council_without_a_list_of_its_own_is_answered_by_the_national_rule_which_says_that_it_is_unconfirmed()
    {
        var answer = Ask("bcp", "special-guardianship-application", FosterCarer, new(2026, 1, 13));
        Assert.Equal(EligibilityOutcome.Yes, answer.Outcome);
        Assert.Contains(answer.Notes, note => note.Contains("confirmed with legal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-03-15", EligibilityOutcome.No)]
    [InlineData("2026-03-16", EligibilityOutcome.CheckWithLegal)]
    [InlineData("2026-05-11", EligibilityOutcome.Yes)]
    public void Early_permanence_carers_may_apply_after_ten_weeks_in_the_home_and_legal_says_whether_fostering_weeks_count(
        string on,
        EligibilityOutcome expected
    )
    {
        var facts = new EligibilityFacts
        {
            Days = new Dictionary<string, LocalDate> { ["home-from"] = new(2026, 1, 5), ["placed-for-adoption-on"] = new(2026, 3, 2) },
        };
        Assert.Equal(
            expected,
            Ask(
                "herefordshire",
                "adoption-application-by-early-permanence-carers",
                facts,
                NodaTime.Text.LocalDatePattern.Iso.Parse(on).Value
            ).Outcome
        );
    }

    [Fact]
    public void Residential_care_is_not_normally_the_plan_until_the_fifteenth_birthday()
    {
        var facts = new EligibilityFacts
        {
            Born = new(2011, 6, 10),
            Known = new Dictionary<string, bool> { ["residential-reason"] = false, ["family-care-considered"] = true },
        };
        Assert.Equal(EligibilityOutcome.No, Ask("herefordshire", "residential-plan", facts, new(2026, 3, 16)).Outcome);
        Assert.Equal(EligibilityOutcome.No, Ask("herefordshire", "residential-plan", facts, new(2026, 6, 9)).Outcome);
        Assert.Equal(EligibilityOutcome.Yes, Ask("herefordshire", "residential-plan", facts, new(2026, 6, 10)).Outcome);
        var reasoned = facts with
        {
            Known = new Dictionary<string, bool> { ["residential-reason"] = true, ["family-care-considered"] = true },
        };
        Assert.Equal(EligibilityOutcome.Yes, Ask("herefordshire", "residential-plan", reasoned, new(2026, 3, 16)).Outcome);
    }

    [Theory]
    [InlineData(24.3, EligibilityOutcome.No)]
    [InlineData(20.0, EligibilityOutcome.Yes)]
    public void Distance_from_home_is_information_against_twenty_miles(double miles, EligibilityOutcome expected)
    {
        var facts = new EligibilityFacts { Numbers = new Dictionary<string, decimal> { ["distance-miles"] = (decimal)miles } };
        Assert.Equal(expected, Ask("herefordshire", "distance-from-home", facts, new(2026, 3, 16)).Outcome);
    }

    [Fact]
    public void A_long_term_home_may_be_ratified_at_a_review_on_or_after_the_fourteenth_birthday()
    {
        var facts = new EligibilityFacts
        {
            Born = new(2012, 4, 20),
            Known = new Dictionary<string, bool> { ["long-term-home"] = true },
        };
        Assert.Equal(EligibilityOutcome.No, Ask("hertfordshire", "ratification-at-review", facts, new(2026, 4, 19)).Outcome);
        Assert.Equal(EligibilityOutcome.Yes, Ask("hertfordshire", "ratification-at-review", facts, new(2026, 4, 20)).Outcome);
    }

    [Fact]
    public void What_is_not_known_counts_as_not_so_and_is_said()
    {
        var answer = Ask("hertfordshire", "ratification-at-review", new(), new(2026, 4, 20));
        Assert.Equal(EligibilityOutcome.No, answer.Outcome);
        Assert.Contains("the child's date of birth", answer.Unknown);
    }

    [Fact]
    public void Ticks_in_the_options_table_are_tallied_and_contradictions_shown_but_nothing_is_chosen()
    {
        var table = Library.For("merton")!.Versions[^1].Reference.Form("options-table")!;
        var tally = TableTally.Of(table, new HashSet<string> { "a1-1", "a1-7", "a1-9", "a1-8" });
        Assert.Equal([("special-guardianship", 2, 4), ("adoption", 1, 4), ("long-term-fostering", 1, 4)], tally.Columns);
        Assert.Equal(2, tally.Contradictions.Count);
    }
}

using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A condition, an indicator or a gate with one fault is refused by name, at its file and line.</summary>
public sealed class BrokenConditionTests
{
    [Theory]
    [InlineData(
        "duties.yaml",
        "placement: [fostering]",
        "placement: { at: entry }",
        16,
        "A placement condition says 'any-of', 'where' or both"
    )]
    [InlineData("duties.yaml", "placement: [fostering]", "placement: { any-of: [fostering], on: entry }", 16, "Unknown key 'on'")]
    [InlineData(
        "duties.yaml",
        "placement: [fostering]",
        "placement: { any-of: [fostering], at: entrance }",
        16,
        "There is no moment 'entrance'"
    )]
    [InlineData(
        "duties.yaml",
        "placement: [fostering]",
        "placement: { where: { providers: present } }",
        16,
        "has no field 'providers'. Did you mean 'provider'?"
    )]
    [InlineData("duties.yaml", "plan: [adoption]", "plan: { at: entry }", 17, "'any-of' is missing")]
    [InlineData("duties.yaml", "order: [care]", "order: { at: entry }", 18, "'any-of' is missing")]
    [InlineData(
        "duties.yaml",
        "looked-after: true",
        "happened: { event: match-approved, since: matching }",
        19,
        "There is no moment 'matching'"
    )]
    [InlineData("duties.yaml", "looked-after: true", "happened: { event: match-approved, in: life, since: entry }", 19, "use one of them")]
    [InlineData("duties.yaml", "adoption-advice: true } }", "adoption-advice: { at-least: 2 } } }", 31, "is not a number")]
    [InlineData("duties.yaml", "- { review: 2 }", "- { event: review-held, where: { number: { least: 2 } } }", 24, "Unknown key 'least'")]
    [InlineData(
        "duties.yaml",
        "- { review: 2 }",
        "- { event: review-held, where: { number: { at-least: two } } }",
        24,
        "A whole number from 1 to 999"
    )]
    [InlineData("duties.yaml", "- { review: 2 }", "- { event: review-held, where: { number: {} } }", 24, "Say 'at-least' or 'at-most'")]
    [InlineData("tracking.yaml", "    label: Counted\n", "", 3, "'label' is missing")]
    [InlineData("tracking.yaml", "each-week-on: monday", "each-week-on: someday", 5, "'someday' is not a day of the week")]
    [InlineData("tracking.yaml", "    counts:\n      - looked-after: true\n", "", 3, "'counts' is missing")]
    [InlineData("tracking.yaml", "strength: soft", "strength: firm", 13, "'firm' is not a strength")]
    [InlineData("tracking.yaml", "    sentence: Record wishes first.\n", "", 9, "'sentence' is missing")]
    [InlineData(
        "tracking.yaml",
        "stops: [ { event: match-approved } ]",
        "stops: [ { event: match-approval } ]",
        11,
        "There is no event 'match-approval'"
    )]
    public void A_condition_or_gate_with_one_fault_is_refused(string file, string written, string broken, int line, string message) =>
        Brackwater.Refused(file, written, broken, line, message);
}

using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>What nothing would read, or would read without effect, is refused by name, at its file and line.</summary>
public sealed class WithoutEffectTests
{
    [Theory]
    [InlineData(
        "authority.yaml",
        "name: Brackwater Council\n",
        "name: Brackwater Council\nwords: { reveiw: Review }\n",
        2,
        "Unknown key 'reveiw'. Did you mean 'review'?"
    )]
    [InlineData(
        "authority.yaml",
        "name: Brackwater Council\n",
        "name: Brackwater Council\nwords: review\n",
        2,
        "Keys with values are wanted here"
    )]
    [InlineData(
        "authority.yaml",
        "name: Brackwater Council\n",
        "name: Brackwater Council\nescalation-source: nobody\n",
        2,
        "'nobody' is not a source of the ladder"
    )]
    [InlineData("authority.yaml", "teams: [East]", "teams: [East, East]", 3, "The same stands in this list already")]
    [InlineData("authority.yaml", "teams: [East]", "teams: []", 3, "'teams' is empty")]
    [InlineData("pack.yaml", "next-review: 2027-01-05", "next-review:", 4, "'next-review' has nothing after it")]
    [InlineData("pack.yaml", "due-soon-days: 10", "notes: { from: us }", 5, "A text is wanted here")]
    [InlineData("pack.yaml", "due-soon-days: 10", "[due, soon]: 10", 5, "A key is a word")]
    [InlineData(
        "pack.yaml",
        "due-soon-days: 10",
        "due-soon-days-due-soon-days-due-soon-days-due-soon-days-due-soon-days-due-soon-days-due-soon-days-due-soon: 10",
        5,
        "A key is a word of at most 100"
    )]
    [InlineData(
        "clauses.yaml",
        "says: The second is counted. }",
        "says: The second is counted. }\n  - { id: B-3, section: Three, kind: deadline, force: must, title: Third, says: "
            + "The third is done. }",
        4,
        "Nothing in this pack serves the clause 'B-3'"
    )]
    [InlineData(
        "clauses.yaml",
        "says: The second is counted. }",
        "says: The second is counted., not-served: Nothing counts. }",
        3,
        "gives a reason why nothing serves it, and something does"
    )]
    [InlineData("moments.yaml", "where: { meeting: permanence-panel }", "where: permanence-panel", 3, "Keys with values are wanted here")]
    [InlineData("moments.yaml", "moments:\n", "moments: none\nduties:\n", 2, "Keys with values are wanted here")]
    [InlineData(
        "duties.yaml",
        "where: { meeting: permanence-planning, adoption-advice: true } }",
        "where: { meeting: permanence-planning } }\n    until: [ { event: placement-started, where: { placement: U9 } } ]",
        32,
        "'U9' is no code of PLACE"
    )]
    [InlineData(
        "duties.yaml",
        "where: { meeting: permanence-planning, adoption-advice: true } }",
        "where: { meeting: permanence-planning } }\n    until: [ { event: ceased-looked-after, where: { reason: [E11, E99] } } ]",
        32,
        "'E99' is no code of REC"
    )]
    [InlineData(
        "duties.yaml",
        "where: { meeting: permanence-planning, adoption-advice: true } }",
        "where: { meeting: permanence-planning } }\n    until: [ { event: legal-status-changed, where: { legal-status: V9 } } ]",
        32,
        "'V9' is no code of LS"
    )]
    [InlineData(
        "duties.yaml",
        "      - { clause: B-1, at-least: 2 weeks, before: final-hearing }\n",
        "      - { of: entry, within: 15 working-days, clause: B-1, counts-trigger-day: true }\n",
        6,
        "The limb of B-1 stands twice"
    )]
    [InlineData(
        "duties.yaml",
        "met-by: [meeting-held]",
        "met-by: [meeting-held, meeting-held]",
        22,
        "The same stands in this list already"
    )]
    [InlineData("duties.yaml", "    limbs:\n      - { clause: B-1, task-from: start }", "    limbs: []", 34, "'limbs' is empty")]
    [InlineData("tracking.yaml", "stops: [ { event: match-approved } ]", "stops: []", 11, "'stops' is empty")]
    public void What_would_have_no_effect_is_refused(string file, string written, string broken, int line, string message) =>
        Brackwater.Refused(file, written, broken, line, message);
}

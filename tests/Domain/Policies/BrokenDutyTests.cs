using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A duty with one fault is refused by name, at its file and line.</summary>
public sealed class BrokenDutyTests
{
    [Theory]
    [InlineData("duties.yaml", "subject: Duties\n", "", 1, "'subject' is missing")]
    [InlineData(
        "duties.yaml",
        "    - { event: meeting-held, where: { meeting: permanence-planning } }\nduties",
        "    - { event: meeting-held, where: { meetings: permanence-planning } }\nduties",
        4,
        "has no field 'meetings'. Did you mean 'meeting'?"
    )]
    [InlineData(
        "duties.yaml",
        "events:\n  meeting-held:",
        "events:\n  planning-meeting:\n    - { event: meeting-held, where: { meeting: permanence-planning } }\n  meeting-held:",
        4,
        "The national layer has the same events under 'planning-meeting'"
    )]
    [InlineData("duties.yaml", "    date-is: deadline\n", "    kind: deadline\n", 10, "'kind' is written 'date-is' here")]
    [InlineData("duties.yaml", "age: { under: 12, at: entry }", "age: { from: 12, at: entry }", 15, "'from' is written 'at-least' here")]
    [InlineData("duties.yaml", "adoption-advice: true } }", "adoptionAdvice: true } }", 31, "Did you mean 'adoption-advice'")]
    [InlineData("duties.yaml", "    title: Meeting\n", "", 6, "'title' is missing")]
    [InlineData("duties.yaml", "    owner: team-manager\n", "", 6, "'owner' is missing")]
    [InlineData("duties.yaml", "owner: team-manager", "owner: manager", 8, "'manager' is not a role")]
    [InlineData("duties.yaml", "escalates-to: [service-manager]", "escalates-to: [director]", 9, "'director' is not a role")]
    [InlineData("duties.yaml", "date-is: deadline", "date-is: reminder", 10, "'reminder' is not what a date may be")]
    [InlineData("duties.yaml", "    each: period-of-care\n", "", 6, "'each' is missing")]
    [InlineData("duties.yaml", "each: period-of-care", "each: year", 11, "'year' is not an occasion")]
    [InlineData("duties.yaml", "starts: entry", "starts: entrance", 12, "There is no moment 'entrance'")]
    [InlineData("duties.yaml", "repeats: true", "repeats: sometimes", 13, "true or false")]
    [InlineData("duties.yaml", "age: { under: 12, at: entry }", "age: { at: entry }", 15, "An age condition says 'at-least'")]
    [InlineData("duties.yaml", "age: { under: 12, at: entry }", "age: { below: 12 }", 15, "Unknown key 'below'")]
    [InlineData(
        "duties.yaml",
        "placement: [fostering]",
        "placement: [foster]",
        16,
        "'foster' is not a placement group or code. Known: fostering"
    )]
    [InlineData("duties.yaml", "plan: [adoption]", "plan: [return]", 17, "'return' is not an option")]
    [InlineData("duties.yaml", "order: [care]", "order: [full-care]", 18, "'full-care' is not an order")]
    [InlineData("duties.yaml", "looked-after: true", "in-care: true", 19, "There is no condition 'in-care'")]
    [InlineData("duties.yaml", "looked-after: true", "{ looked-after: true, siblings: true }", 19, "A condition is one key and its value")]
    [InlineData("duties.yaml", "entry-basis: [planned]", "entry-basis: [foreseen]", 20, "'foreseen' is not a basis")]
    [InlineData(
        "duties.yaml",
        "elapsed: { since: entry, at-least: 2 weeks }",
        "elapsed: { since: entry }",
        21,
        "Say 'at-least', 'more-than' or 'at-most'"
    )]
    [InlineData(
        "duties.yaml",
        "elapsed: { since: entry, at-least: 2 weeks }",
        "elapsed: { since: entry, at-least: 48 hours }",
        21,
        "told in days or longer"
    )]
    [InlineData("duties.yaml", "met-by: [meeting-held]", "met-by: [meetings]", 22, "'meetings' is not a group of events")]
    [InlineData("duties.yaml", "    met-by: [meeting-held]\n", "", 6, "nothing can meet")]
    [InlineData("duties.yaml", "- { review: 2 }", "- { review: 0 }", 24, "A whole number from 1 to 99")]
    [InlineData(
        "duties.yaml",
        "clause: B-1, within: 15 working-days, of: entry, counts",
        "within: 15 working-days, of: entry, counts",
        26,
        "'clause' is missing"
    )]
    [InlineData(
        "duties.yaml",
        "clause: B-1, within: 15 working-days, of: entry, counts",
        "clause: B-3, within: 15 working-days, of: entry, counts",
        26,
        "There is no clause 'B-3'"
    )]
    [InlineData("duties.yaml", "within: 15 working-days, of: entry, counts", "within: 15, of: entry, counts", 26, "has no unit")]
    [InlineData(
        "duties.yaml",
        "within: 15 working-days, of: entry, counts",
        "within: 15 workingdays, of: entry, counts",
        26,
        "is not a length of time"
    )]
    [InlineData("duties.yaml", "within: 15 working-days, of: entry, counts", "within: 15 working-days, counts", 26, "'of' is missing")]
    [InlineData("duties.yaml", "counts-trigger-day: true", "at-least: 2 weeks", 26, "'at-least' has no meaning with this clock")]
    [InlineData(
        "duties.yaml",
        "at-least: 2 weeks, before: final-hearing",
        "at-least: 48 hours, before: final-hearing",
        27,
        "Hours are counted forward only"
    )]
    [InlineData("duties.yaml", "at-least: 2 weeks, before: final-hearing", "at-least: 2 weeks", 27, "The limb has no clock")]
    [InlineData("duties.yaml", "at-least: 2 weeks, before: final-hearing", "before: final-hearing, by: entry", 27, "more than one clock")]
    [InlineData("duties.yaml", "at-least: 2 weeks, before: final-hearing", "task-from: entry, date-is: watch-point", 27, "no day to watch")]
    [InlineData(
        "duties.yaml",
        "at-least: 2 weeks, before: final-hearing",
        "before: final-hearing, date-is: watch-point, grace: 1 weeks",
        27,
        "needs no grace"
    )]
    [InlineData(
        "duties.yaml",
        "at-least: 2 weeks, before: final-hearing",
        "before: final-hearing, date-is: earliest",
        27,
        "'earliest' is not what the date of a limb may be"
    )]
    [InlineData(
        "duties.yaml",
        "      - { review: 2 }\n",
        "      - { review: 2 }\n    carried-on-by: minutes\n",
        25,
        "goes with 'lapses-at'"
    )]
    [InlineData(
        "duties.yaml",
        "      - { review: 2 }\n",
        "      - { review: 2 }\n    lapses-at: [ { review: 3 } ]\n    carried-on-by: minute\n",
        26,
        "There is no duty 'minute'. Did you mean 'minutes'?"
    )]
    [InlineData(
        "duties.yaml",
        "      - { review: 2 }\n",
        "      - { review: 2 }\n    lapses-at: [ { review: 3 } ]\n    carried-on-by: meeting\n",
        26,
        "cannot carry itself on"
    )]
    [InlineData(
        "duties.yaml",
        "      - { review: 2 }\n",
        "      - { review: 2 }\n    lapses-at: [ { review: 3 } ]\n    carried-on-by: minutes\n",
        26,
        "'minutes' is asked for each of several things"
    )]
    [InlineData(
        "duties.yaml",
        "      - { review: 2 }\n",
        "      - { review: 2 }\n    met-by-each: [ { event: wishes-recorded } ]\n",
        25,
        "for one, write 'met-by'"
    )]
    [InlineData("duties.yaml", "- { review: 2 }", "- { event: minutes-signed, said-by: [chair] }", 24, "'chair' is not a role")]
    [InlineData(
        "duties.yaml",
        "- { review: 2 }",
        "- { event: discussion-recorded, where: { with: [aunt] } }",
        24,
        "'aunt' is not a value of with"
    )]
    [InlineData(
        "duties.yaml",
        "- { review: 2 }",
        "- { event: discussion-recorded, where: { about: [B-9] } }",
        24,
        "There is no clause 'B-9'"
    )]
    [InlineData("duties.yaml", "duty: minutes\n", "duty: meeting\n", 28, "There is a duty 'meeting' already")]
    [InlineData("duties.yaml", "adoption-advice: true } }", "adoption-advice: yes } }", 31, "true or false")]
    [InlineData("duties.yaml", "adoption-advice: true } }", "adoption-advice: true }, later: true }", 31, "stands on its own")]
    [InlineData("duties.yaml", "adoption-advice: true } }", "ended: 2026-01-05 } }", 31, "can only be tested for 'present' or 'absent'")]
    [InlineData("duties.yaml", "matching: { meeting: id }", "matching: { minutes: id }", 33, "has no field 'minutes'")]
    [InlineData(
        "duties.yaml",
        "{ event: minutes-recorded, matching: { meeting: id } }",
        "{ event: requirement-recorded, where: { clause: B-3 } }",
        33,
        "There is no clause 'B-3' in the registers of this pack. Did you mean 'B-1'?"
    )]
    [InlineData(
        "duties.yaml",
        "{ event: minutes-recorded, matching: { meeting: id } }",
        "{ event: requirement-recorded, where: { clause: B-1, outcome: finished } }",
        33,
        "'finished' is not a value of outcome"
    )]
    [InlineData("duties.yaml", "      - looked-after: true\n", "      - start: { clause: B-9 }\n", 19, "There is no clause 'B-9'")]
    [InlineData("duties.yaml", "- duty: first-review\n", "- duty: first-review\n    each: life\n", 37, "Unknown key 'each'")]
    [InlineData(
        "duties.yaml",
        "within: 15 working-days, of: entry }",
        "within: 25 working-days, of: entry }",
        36,
        "a council may tighten it, not loosen it"
    )]
    [InlineData("duties.yaml", "- duty: first-review\n", "- duty: first-review\n    until: [ { review: 2 } ]\n", 37, "Unknown key 'until'")]
    [InlineData(
        "duties.yaml",
        "- duty: first-review\n",
        "- duty: first-review\n    met-by: [ { event: care-plan-updated } ]\n",
        37,
        "can only be added to with 'when'"
    )]
    [InlineData(
        "duties.yaml",
        "- duty: first-review\n",
        "- duty: first-review\n    met-by: [ { event: care-plan-updated, when: { age: { over: 15 } } } ]\n",
        37,
        "Unknown key 'over'"
    )]
    [InlineData(
        "duties.yaml",
        "met-by: [meeting-held]",
        "met-by: [ { event: meeting-held, when: { in-care: true } } ]",
        22,
        "There is no condition 'in-care'"
    )]
    [InlineData("duties.yaml", "- { review: 2 }", "- { review: 2, when: { siblings: true } }", 24, "Unknown key 'when'")]
    [InlineData("duties.yaml", "counts-trigger-day: true", "grace: 1", 26, "has no unit")]
    [InlineData("duties.yaml", "counts-trigger-day: true", "grace: 4 hours", 26, "Days of grace are days")]
    [InlineData("duties.yaml", "task-from: start }", "task-from: start, grace: 1 days }", 35, "'grace' goes with the other clocks")]
    public void A_duty_with_one_fault_is_refused(string file, string written, string broken, int line, string message) =>
        Brackwater.Refused(file, written, broken, line, message);
}

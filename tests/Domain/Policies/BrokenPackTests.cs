using CsCheck;
using Permanence.Builders;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A pack with one fault is refused by name, at its file and line, and nothing else is said about it that is not so.</summary>
public sealed class BrokenPackTests
{
    private const string Version = "authorities/brackwater/1/";

    private static readonly PolicyFile[] Whole =
    [
        new(
            "authorities/brackwater/authority.yaml",
            "name: Brackwater Council\nagency: aspire\nteams: [East]\nescalation: [team-manager]\n"
        ),
        new(Version + "pack.yaml", "title: Policy\nversion: \"1\"\neffective: 2026-01-05\nnext-review: 2027-01-05\ndue-soon-days: 10\n"),
        new(
            Version + "clauses.yaml",
            "clauses:\n  - { id: B-1, section: One, kind: deadline, force: must, title: First, says: The first is done. }\n  - { id: "
                + "B-2, section: Two, kind: indicator, force: information, title: Second, says: The second is counted. }\n"
        ),
        new(Version + "moments.yaml",
            "subject: Days\nmoments:\n  panel: { label: the panel, event: meeting-held, where: { meeting: permanence-panel }, pick: "
                + "first }\n  twelfth: { label: the 12th birthday, birthday: 12 }\n"
            + "  either: { label: either, earliest-of: [panel, twelfth] }\n  meeting: { label: the meeting, held: { event: "
            + "meeting-held }, booked: { event: meeting-booked } }\n"
            + "  before-hearing: { label: the review before, review: last, before: final-hearing }\n  plan: { label: "
            + "the plan, plan-since: adoption }\n  stay: { label: the stay, placement-since: address }\n"
            + "  second-review:\n    latest:\n      - { clause: B-1, within: 14 weeks, of: entry }\n"),
        new(Version + "duties.yaml",
            "subject: Duties\nevents:\n  meeting-held:\n    - { event: meeting-held, where: { meeting: permanence-planning } }\nduties:\n"
            + "  - duty: meeting\n    title: Meeting\n    owner: team-manager\n    escalates-to: [service-manager]\n    kind: "
            + "deadline\n    each: period-of-care\n    starts: entry\n    repeats: true\n"
            + "    when:\n      - age: { under: 12, at: entry }\n      - placement: [fostering]\n      - plan: "
            + "[adoption]\n      - order: [care]\n      - looked-after: true\n      - entry-basis: [planned]\n      - elapsed: { since: "
            + "entry, at-least: 2 weeks }\n"
            + "    met-by: [meeting-held]\n    until:\n      - { review: 2 }\n    limbs:\n      - { clause: B-1, within: "
            + "15 working-days, of: entry, counts-trigger-day: true }\n      - { clause: B-1, at-least: 2 weeks, before: final-hearing }\n"
            + "  - duty: minutes\n    title: Minutes\n    owner: administrator\n    each: { event: meeting-held, where: { meeting: "
            + "permanence-planning, adoptionAdvice: true } }\n    met-by:\n      - { event: minutes-recorded, matching: { meeting: "
            + "id } }\n    limbs:\n      - { clause: B-1, task-from: start }\n"
            + "  - duty: first-review\n    limbs:\n      - { clause: B-1, within: 15 working-days, of: entry }\n"),
        new(Version + "tracking.yaml",
            "subject: Tracking\nindicators:\n  - clause: B-2\n    label: Counted\n    each-week-on: "
                + "monday\n    counts:\n      - looked-after: true\n"
                + "gates:\n  - clause: B-1\n    title: Gate\n    stops: [ { event: match-approved } ]\n    unless: [ { happened: "
                + "{ event: wishes-recorded } } ]\n    strength: soft\n    sentence: Record wishes first.\n"
        ),
    ];

    private static readonly string[] Slips =
    [
        "",
        ":",
        "[",
        "]",
        "{",
        "}",
        "-",
        "#",
        "\"",
        "'",
        "\n",
        "\t",
        "&a ",
        "*a",
        "!",
        "|",
        ">",
        "%",
        "?",
        "\u0000",
        "\ud800",
    ];

    private static readonly WorkingDayCalendar Calendar = ReadOnce.Calendar;

    private static List<PolicyFault> Faults(IEnumerable<PolicyFile> council)
    {
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. council], Calendar, faults);
        Assert.Equal(library is null, faults.Count > 0);
        return faults;
    }

    [Fact]
    public void The_pack_without_a_fault_reads() => Assert.Empty(Faults(Whole));

    [Theory]
    // The council and its version
    [InlineData("authority.yaml", "name: Brackwater Council\n", "", 1, "'name' is missing")]
    [InlineData("authority.yaml", "agency: aspire", "agency: aspira", 2, "'aspira' is not an agency. Did you mean 'aspire'?")]
    [InlineData("authority.yaml", "escalation: [team-manager]", "escalation: [team-leader]", 4, "'team-leader' is not a role")]
    [InlineData("authority.yaml", "teams:", "team:", 3, "Unknown key 'team'")]
    [InlineData("pack.yaml", "title: Policy\n", "", 1, "'title' is missing")]
    [InlineData("pack.yaml", "version: \"1\"", "version: \"2\"", 2, "is not the name of its folder")]
    [InlineData("pack.yaml", "version: \"1\"\n", "", 1, "'version' is missing")]
    [InlineData("pack.yaml", "effective: 2026-01-05\n", "", 1, "'effective' is missing")]
    [InlineData("pack.yaml", "effective: 2026-01-05", "effective: 5 January 2026", 3, "A date such as 2020-07-16")]
    [InlineData("pack.yaml", "next-review: 2027-01-05", "next-review: 2027-02-30", 4, "A date such as 2020-07-16")]
    [InlineData("pack.yaml", "due-soon-days: 10", "due-soon-days: 0", 5, "A whole number from 1 to 60")]
    [InlineData("pack.yaml", "due-soon-days: 10", "re-clocks-open-duties: perhaps", 5, "true or false")]
    [InlineData("pack.yaml", "due-soon-days: 10", "due_soon_days: 10", 5, "Unknown key 'due_soon_days'")]
    // The register
    [InlineData("clauses.yaml", "clauses:", "clause:", 1, "Unknown key 'clause'")]
    [InlineData("clauses.yaml", "id: B-2", "id: B-1", 3, "stands in a register already")]
    [InlineData("clauses.yaml", "id: B-2", "id: ENG-REVIEW-1", 3, "stands in a register already")]
    [InlineData("clauses.yaml", "section: Two, ", "", 3, "'section' is missing")]
    [InlineData("clauses.yaml", "kind: indicator", "kind: count", 3, "'count' is not a kind of clause")]
    [InlineData("clauses.yaml", "force: information", "force: shall", 3, "'shall' is not a force")]
    [InlineData("clauses.yaml", ", says: The second is counted.", "", 3, "'says' is missing")]
    [InlineData("clauses.yaml", "title: Second", "title: [Second]", 3, "A text is wanted here")]
    // Moments
    [InlineData("moments.yaml", "label: the panel, ", "", 3, "'label' is missing")]
    [InlineData(
        "moments.yaml",
        "event: meeting-held, where: { meeting: permanence-panel }",
        "event: meeting-hold",
        3,
        "There is no event 'meeting-hold'. Did you mean 'meeting-held'?"
    )]
    [InlineData("moments.yaml", "pick: first", "pick: last", 3, "'last' is not a way to pick")]
    [InlineData("moments.yaml", "pick: first", "date: for", 3, "has no date 'for'")]
    [InlineData("moments.yaml", "birthday: 12", "birthday: 30", 4, "A whole number from 1 to 25")]
    [InlineData("moments.yaml", "birthday: 12", "day: 12", 4, "says nothing of its day")]
    [InlineData(
        "moments.yaml",
        "earliest-of: [panel, twelfth]",
        "earliest-of: [panel, thirteenth]",
        5,
        "There is no moment 'thirteenth' above this line"
    )]
    [InlineData("moments.yaml", ", booked: { event: meeting-booked }", "", 6, "'booked' is missing")]
    [InlineData("moments.yaml", ", before: final-hearing", "", 7, "needs 'before' or 'from'")]
    [InlineData("moments.yaml", "plan-since: adoption", "plan-since: adopting", 8, "'adopting' is not an option")]
    [InlineData("moments.yaml", "placement-since: address", "placement-since: home", 9, "'home' is not what stays the same")]
    [InlineData("moments.yaml", "panel: {", "entry: {", 3, "There is a moment 'entry' already")]
    [InlineData("moments.yaml", "within: 14 weeks, of: entry", "within: 14 weeks, of: second-review", 12, "would follow from itself")]
    [InlineData(
        "moments.yaml",
        "within: 14 weeks, of: entry",
        "within: 14 weeks, of: last-review-before-16",
        12,
        "would follow from itself"
    )]
    // Duties
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
        "events:\n  placed-or-no-longer-to-be:",
        4,
        "There is a group of events 'placed-or-no-longer-to-be' already"
    )]
    [InlineData("duties.yaml", "    title: Meeting\n", "", 6, "'title' is missing")]
    [InlineData("duties.yaml", "    owner: team-manager\n", "", 6, "'owner' is missing")]
    [InlineData("duties.yaml", "owner: team-manager", "owner: manager", 8, "'manager' is not a role")]
    [InlineData("duties.yaml", "escalates-to: [service-manager]", "escalates-to: [director]", 9, "'director' is not a role")]
    [InlineData("duties.yaml", "kind: deadline", "kind: reminder", 10, "'reminder' is not a kind of duty")]
    [InlineData("duties.yaml", "    each: period-of-care\n", "", 6, "'each' is missing")]
    [InlineData("duties.yaml", "each: period-of-care", "each: year", 11, "'year' is not an occasion")]
    [InlineData("duties.yaml", "starts: entry", "starts: entrance", 12, "There is no moment 'entrance'")]
    [InlineData("duties.yaml", "repeats: true", "repeats: sometimes", 13, "true or false")]
    [InlineData("duties.yaml", "age: { under: 12, at: entry }", "age: { at: entry }", 15, "An age condition says 'from', 'under' or both")]
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
    [InlineData("duties.yaml", "duty: minutes\n", "duty: meeting\n", 28, "There is a duty 'meeting' already")]
    [InlineData("duties.yaml", "adoptionAdvice: true } }", "adoptionAdvice: yes } }", 31, "true or false")]
    [InlineData("duties.yaml", "adoptionAdvice: true } }", "adoptionAdvice: true }, later: true }", 31, "stands on its own")]
    [InlineData("duties.yaml", "adoptionAdvice: true } }", "ended: 2026-01-05 } }", 31, "can only be tested for 'present' or 'absent'")]
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
    // Conditions tested on another day, and since something
    [InlineData(
        "duties.yaml",
        "placement: [fostering]",
        "placement: { at: entry }",
        16,
        "A placement condition says 'is', 'where' or both"
    )]
    [InlineData("duties.yaml", "placement: [fostering]", "placement: { is: [fostering], on: entry }", 16, "Unknown key 'on'")]
    [InlineData(
        "duties.yaml",
        "placement: [fostering]",
        "placement: { is: [fostering], at: entrance }",
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
    [InlineData("duties.yaml", "plan: [adoption]", "plan: { at: entry }", 17, "'option' is missing")]
    [InlineData("duties.yaml", "order: [care]", "order: { at: entry }", 18, "'is' is missing")]
    [InlineData(
        "duties.yaml",
        "looked-after: true",
        "happened: { event: match-approved, since: matching }",
        19,
        "There is no moment 'matching'"
    )]
    [InlineData("duties.yaml", "looked-after: true", "happened: { event: match-approved, in: life, since: entry }", 19, "use one of them")]
    [InlineData("duties.yaml", "adoptionAdvice: true } }", "adoptionAdvice: { from: 2 } } }", 31, "is not a number")]
    [InlineData("duties.yaml", "- { review: 2 }", "- { event: review-held, where: { number: { least: 2 } } }", 24, "Unknown key 'least'")]
    [InlineData(
        "duties.yaml",
        "- { review: 2 }",
        "- { event: review-held, where: { number: { from: two } } }",
        24,
        "A whole number from 1 to 999"
    )]
    // Indicators and gates
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
    // YAML
    [InlineData("tracking.yaml", "subject: Tracking", "subject: &a Tracking", 1, "Anchors and aliases")]
    [InlineData("tracking.yaml", "subject: Tracking", "subject: [Tracking", 1, "Not YAML")]
    [InlineData("tracking.yaml", "subject: Tracking", "\tsubject: Tracking", 2, "Not YAML")]
    [InlineData("tracking.yaml", "subject: Tracking", "subject: Tracking\nsubject: Again", 2, "Not YAML")]
    [InlineData(
        "tracking.yaml",
        "label: Counted",
        "label: [[[[[[[[[[[[[[[[[[[[[Counted]]]]]]]]]]]]]]]]]]]]]",
        4,
        "More than 20 levels deep"
    )]
    // What nothing would read, or would read without effect
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
        "where: { meeting: permanence-planning, adoptionAdvice: true } }",
        "where: { meeting: permanence-planning } }\n    until: [ { event: placement-started, where: { placement: U9 } } ]",
        32,
        "'U9' is no code of PLACE"
    )]
    [InlineData(
        "duties.yaml",
        "where: { meeting: permanence-planning, adoptionAdvice: true } }",
        "where: { meeting: permanence-planning } }\n    until: [ { event: ceased-looked-after, where: { reason: [E11, E99] } } ]",
        32,
        "'E99' is no code of REC"
    )]
    [InlineData(
        "duties.yaml",
        "where: { meeting: permanence-planning, adoptionAdvice: true } }",
        "where: { meeting: permanence-planning } }\n    until: [ { event: legal-status-changed, where: { legalStatus: V9 } } ]",
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
    public void A_pack_with_one_fault_is_refused(string file, string written, string broken, int line, string message)
    {
        var at = Array.FindIndex(Whole, one => one.Path.EndsWith("/" + file, StringComparison.Ordinal));
        var start = Whole[at].Text.IndexOf(written, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{file} has no '{written}'");
        var files = Whole.ToArray();
        files[at] = files[at] with
        {
            Text = string.Concat(files[at].Text.AsSpan(0, start), broken, files[at].Text.AsSpan(start + written.Length)),
        };
        var faults = Faults(files);
        Assert.True(
            faults.Exists(fault =>
                fault.File == files[at].Path && fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal)
            ),
            $"wanted {files[at].Path}:{line}: … {message} …\n{string.Join("\n", faults)}");
    }

    [Theory]
    [InlineData("authority.yaml", "authority.yaml is missing")]
    [InlineData("pack.yaml", "pack.yaml is missing")]
    [InlineData("clauses.yaml", "clauses.yaml is missing")]
    public void A_file_that_every_council_needs_is_asked_for(string file, string message) =>
        Assert.Contains(
            Faults(Whole.Where(one => !one.Path.EndsWith("/" + file, StringComparison.Ordinal))),
            fault => fault.Message.Contains(message, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("title: Policy", "title: {0}", "A text of 1000000 characters")]
    [InlineData("version: \"1\"", "version: \"{0}\"", "A text of 1000000 characters")]
    public void A_text_of_a_million_letters_is_refused_without_being_repeated(string written, string broken, string message)
    {
        var files = Whole.Select(file => file.Path == Version + "pack.yaml"
                ? file with
                {
                    Text = file.Text.Replace(
                        written,
                        broken.Replace("{0}", new string('x', 1_000_000), StringComparison.Ordinal),
                        StringComparison.Ordinal
                    ),
                }
                : file
        );
        var faults = Faults(files);
        Assert.Contains(faults, fault => fault.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.InRange(fault.Message.Length, 1, 1000));
    }

    [Theory]
    [InlineData("england/pack.yaml", "due-soon-days: 14", "due-soon: 14", 4, "Unknown key 'due-soon'")]
    [InlineData(
        "england/pack.yaml",
        "title: National framework",
        "titel: National framework",
        1,
        "Unknown key 'titel'. Did you mean 'title'?"
    )]
    [InlineData("england/pack.yaml", "effective: undated", "effective: once", 3, "A date such as 2020-07-16")]
    [InlineData("england/pack.yaml", null, null, 0, "pack.yaml is missing")]
    [InlineData("england/clauses.yaml", null, null, 0, "clauses.yaml is missing")]
    [InlineData("agencies/aspire.yaml", "serves:", "serve:", 2, "Unknown key 'serve'. Did you mean 'serves'?")]
    public void The_shared_files_are_held_to_the_same(string path, string? written, string? broken, int line, string message)
    {
        var shared = ReadOnce.Shared.Where(file => file.Path != path || written is not null)
            .Select(file => file.Path == path ? file with { Text = file.Text.Replace(written!, broken, StringComparison.Ordinal) } : file);
        var faults = new List<PolicyFault>();
        Assert.Null(PolicyLibrary.Read([.. shared, .. Whole], Calendar, faults));
        Assert.Contains(
            faults,
            fault =>
                (fault.File == path || path.StartsWith(fault.File, StringComparison.Ordinal))
                && fault.Line == line
                && fault.Message.Contains(message, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("authorities/brackwater/duties.yaml")]
    [InlineData("authorities/brackwater/1/more/duties.yaml")]
    [InlineData("england/more/duties.yaml")]
    public void A_file_where_nothing_reads_it_is_a_fault(string path) =>
        Assert.Contains(
            Faults([.. Whole, new PolicyFile(path, "subject: More\n")]),
            fault => fault.File == path && fault.Message.StartsWith("Nothing reads a file here", StringComparison.Ordinal)
        );

    [Fact]
    public void A_clause_that_gives_its_reason_needs_nothing_to_serve_it() =>
        Assert.Empty(Faults(Whole.Select(file => file.Path != Version + "clauses.yaml" ? file : file with
        {
                            Text =
                                file.Text
                                + "  - { id: B-3, section: Three, kind: metadata, force: information, title: Third, says: "
                                + "The third is printed., not-served: It is about the printed document. }\n",
                        }
                )
            )
        );

    [Fact]
    public void A_file_of_duties_that_went_missing_is_noticed_by_the_clauses_it_served() =>
        Assert.Contains(
            Faults(Whole.Where(file => file.Path != Version + "tracking.yaml")),
            fault =>
                fault == new PolicyFault(Version + "clauses.yaml", 3, fault.Message)
            && fault.Message.StartsWith("Nothing in this pack serves the clause 'B-2'", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("x: [")]
    [InlineData("settings:")]
    [InlineData("\0")]
    public void A_file_that_other_files_name_things_of_may_hold_anything_and_be_missing(string text)
    {
        string[] named = ["clauses.yaml", "forms.yaml", "settings.yaml", "roles.yaml", "meetings.yaml", "eligibility.yaml"];
        foreach (var name in named)
        {
            var council = Invented.Fenmarsh.Concat(Invented.Saltmarsh).ToList();
            Assert.NotEmpty(
                Faults(council.Select(file => file.Path.EndsWith($"/{name}", StringComparison.Ordinal) ? file with { Text = text } : file))
            );
            // What is left may be whole: no exception is all that is asked.
            Faults(council.Where(file => !file.Path.EndsWith($"/{name}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void An_alias_bomb_is_refused_before_it_is_opened()
    {
        var bomb =
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(
                Enumerable
                    .Range(0, 12)
                    .Select(level =>
                        $"{(char)('b' + level)}: "
                            + $"&{(char)('b' + level)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + level)}", 9))}]\n"
                    )
            );
        Assert.Contains(
            Faults([.. Whole, new PolicyFile(Version + "bomb.yaml", bomb)]),
            fault => fault is { Line: 1 } && fault.Message.StartsWith("Anchors and aliases", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Any_slip_of_a_key_is_a_fault_or_a_policy_and_never_a_crash() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[0, 2000], Gen.Int[0, Slips.Length - 1]).Sample((file, place, which) =>
        {
            var slip = Slips[which];
            var files = Whole.ToArray();
            var at = place % files[file].Text.Length;
                    files[file] = files[file] with
                    {
                        Text = string.Concat(files[file].Text.AsSpan(0, at), slip, files[file].Text.AsSpan(slip.Length == 0 ? at + 1 : at)),
                    };
            Faults(files);
        }, iter: 150);

    [Fact]
    public void A_file_of_fifty_megabytes_is_refused_without_being_read()
    {
        var folder = Directory.CreateTempSubdirectory("permanence-");
        try
        {
            foreach (var part in new[] { "england", "agencies", "authorities/brackwater/1" })
                folder.CreateSubdirectory(part);
            using (var large = File.Create(Path.Combine(folder.FullName, "authorities", "brackwater", "1", "large.yaml")))
                large.SetLength(50L * 1024 * 1024);
            var faults = new List<PolicyFault>();
            Assert.Empty(PolicyFolder.Read(folder.FullName, faults));
            Assert.Contains(
                "larger than 1024 kB",
                Assert.Single(faults, fault => fault.File.EndsWith("large.yaml", StringComparison.Ordinal)).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

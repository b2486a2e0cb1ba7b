using Permanence.Builders;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Proofs;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>The council that config/beyond-dates.md describes, read as it stands there; and what the readers of its files refuse.</summary>
public sealed class ReferenceLanguageTests
{
    private const string Folder = "authorities/fenmarsh/2026-01-05/";

    private static readonly IReadOnlyList<PolicyFile> Council = Invented.Fenmarsh;

    private static readonly WorkingDayCalendar Calendar = new([new(new(2026, 12, 25), "Christmas Day")]);

    private static (PolicyLibrary? Library, List<PolicyFault> Faults) Read(IEnumerable<PolicyFile> council)
    {
        var faults = new List<PolicyFault>();
        return (PolicyLibrary.Read([.. ReadOnce.Shared, .. council], Calendar, faults), faults);
    }

    [Fact]
    public void The_council_of_the_page_reads_and_all_its_clauses_are_accounted_for()
    {
        var (library, faults) = Read(Council);
        Assert.Empty(faults);
        var pack = library!.For("fenmarsh")!.Versions[^1];
        Assert.All(
            PolicyCoverage.Of(pack).Where(covered => covered.Clause.Id.StartsWith("FEN-", StringComparison.Ordinal)),
            covered => Assert.NotNull(covered.Served)
        );
        Assert.Equal(3, pack.Reference.Forms.Count);
        var carers = pack.Reference.List("carers")!;
        Assert.Equal(
            ("stage", "FEN-6", "Assessed"),
            (carers.Grouping!.Id, carers.Grouping.Clauses.Single().Id, carers.Grouping.ValueClauses.Single().Says)
        );
        Assert.Null(pack.Reference.List("planning-agenda"));
        Assert.All(pack.Reference.Settings, setting => Assert.Null(setting.Value));
        Assert.Equal(2, pack.Reference.Question("special-guardianship-application")!.Readings.Count);
    }

    [Theory]
    [InlineData("roles.yaml", "name: Chair of the panel", "title: Chair of the panel", "Unknown key 'title'")]
    [InlineData("roles.yaml", "is: head-of-service", "is: head-of-servicing", "'head-of-servicing' is not a role of the platform")]
    [InlineData("roles.yaml", "duties: [FEN-3]", "duties: [FEN-33]", "There is no clause 'FEN-33'")]
    [InlineData("roles.yaml", "by: team-manager, clause: FEN-1", "by: panel-secretary, clause: FEN-1", "'panel-secretary' is not a role")]
    [InlineData("forms.yaml", "type: long-text", "type: essay", "'essay' is not a type of field")]
    [InlineData("forms.yaml", "field: wishes, clause: FEN-2,", "field: wishes,", "cites no clause")]
    [InlineData("forms.yaml", "scale: 0-10, ", "", "needs its scale")]
    [InlineData("forms.yaml", "scale: 0-10", "scale: 10-0", "the lower first")]
    [InlineData("forms.yaml", "values: [{ value: Together, is: together }, { value: Apart, is: apart }], ", "", "gives no values")]
    [InlineData("forms.yaml", ", note: From section 6.", "", "restored by inference")]
    [InlineData("forms.yaml", "field: placement", "field: wishes", "stands twice")]
    [InlineData("forms.yaml", "from: wishes", "from: wish", "'wish' is not a fact of the record. Did you mean 'wishes'?")]
    [InlineData(
        "forms.yaml",
        "from: child.born",
        "from: child.burn",
        "'child.burn' is not a fact of the record. Did you mean 'child.born'?"
    )]
    [InlineData("forms.yaml", "from: child.born", "from: placement", "A row is filled only from child.name")]
    [InlineData(
        "forms.yaml",
        "label: Carer, type: text",
        "label: Carer, type: text, from: placement.carer",
        "A list is about no one child"
    )]
    [InlineData("forms.yaml", "filled-by: social-worker", "filled-by: record", "'record' is not a role of the platform or of this pack")]
    [InlineData("forms.yaml", "is: [C1, C2]", "is: [C1, C9]", "'C9' is not what a value of 'status' may mean")]
    [InlineData("forms.yaml", "from: legal-status, values", "values", "Nothing asks what 'Under an order' means")]
    [InlineData(
        "forms.yaml",
        "is: together",
        "is: togther",
        "'togther' is not what a value of 'decision' may mean. Did you mean 'together'?"
    )]
    [InlineData(
        "forms.yaml",
        "used-for: [permanence-planning]",
        "used-for: [permanent-planning]",
        "'permanent-planning' is no meeting, assessment, option or event of the platform. Did you mean 'permanence-planning'?"
    )]
    [InlineData(
        "forms.yaml",
        "event: meeting-held, with",
        "event: meeting-hold, with",
        "'meeting-hold' is not an event that people record. Did you mean 'meeting-held'?"
    )]
    [InlineData(
        "forms.yaml",
        "event: meeting-held, with",
        "event: event-corrected, with",
        "'event-corrected' is not an event that people record"
    )]
    [InlineData(
        "forms.yaml",
        "with: { meeting: permanence-planning }",
        "with: { meting: permanence-planning }",
        "has no field 'meting'. Did you mean 'meeting'?"
    )]
    [InlineData("forms.yaml", "with: { meeting: permanence-planning }", "with: { meeting: tea }", "'tea' is not a value of meeting")]
    [InlineData("forms.yaml", "with: { meeting: permanence-planning }", "with: { at: noon }", "'at' cannot be said beforehand")]
    [InlineData(
        "forms.yaml",
        "takes: { on: day-of-the-meeting",
        "takes: { on: day-of-the-meting",
        "'day-of-the-meting' is not a field of this form. Did you mean 'day-of-the-meeting'?"
    )]
    [InlineData(
        "forms.yaml",
        "takes: { on: day-of-the-meeting",
        "takes: { on: language",
        "'on' is a date, and the field 'language' is not"
    )]
    [InlineData("forms.yaml", "takes: { on: day-of-the-meeting", "takes: { whom: language", "has no field 'whom'")]
    [InlineData("forms.yaml", "takes: { on: day-of-the-meeting", "takes: { meeting: language", "'meeting' is said under 'with' already")]
    [InlineData("forms.yaml", "takes: { on: day-of-the-meeting", "takes: { adoption-advice: language", "'adoption-advice' is yes or no")]
    [InlineData("forms.yaml", "takes: { decision: decision }", "takes: { decision: status }", "Nothing asks what 'Together' means")]
    [InlineData(
        "forms.yaml",
        "    title: Carers who are waiting\n    paper: list",
        "    title: Carers who are waiting\n    paper: list\n    leads-to: { event: wishes-recorded }",
        "A list is about no one child: it leads to no event"
    )]
    [InlineData("forms.yaml", "{ siblings: true }", "the child has siblings", "A condition is one key and its value")]
    [InlineData("forms.yaml", "{ siblings: true }", "{ sibling: true }", "There is no condition 'sibling'")]
    [InlineData("forms.yaml", "{ siblings: true }", "{ age: { under: 10, at: the-meeting } }", "There is no moment 'the-meeting'")]
    [InlineData(
        "forms.yaml",
        "{ siblings: true }",
        "{ start: { return-home: uncertain } }",
        "A form is filled in on a day and arises from no event"
    )]
    [InlineData(
        "forms.yaml",
        "answer: { needs-an-interpreter: yes }",
        "answer: { need-an-interpreter: yes }",
        "no yes-no field 'need-an-interpreter' above this line. Did you mean 'needs-an-interpreter'?"
    )]
    [InlineData(
        "forms.yaml",
        "answer: { needs-an-interpreter: yes }",
        "answer: { decision: Together }",
        "no yes-no field 'decision' above this line"
    )]
    [InlineData(
        "forms.yaml",
        "answer: { needs-an-interpreter: yes }",
        "answer: { needs-an-interpreter: perhaps }",
        "'perhaps' is not the id of an answer to 'needs-an-interpreter'"
    )]
    [InlineData("forms.yaml", "answer: { needs-an-interpreter: yes }", "answer: yes", "An answer is one field above")]
    [InlineData(
        "forms.yaml",
        "asked-of: pair-of-siblings",
        "asked-of: pair of siblings",
        "'pair of siblings' is written 'pair-of-siblings' here."
    )]
    [InlineData("forms.yaml", "[[network, apart]]", "[[network, part]]", "'part' is not a field of this form")]
    [InlineData("forms.yaml", "form: options-table", "form: planning-agenda", "said twice")]
    [InlineData("forms.yaml", "column: residential", "column: residence", "'residence' is not an option")]
    [InlineData(
        "forms.yaml",
        "      - title: Carers\n        rows: true\n",
        "      - title: Carers\n",
        "The list 'carers' needs one section with rows: true"
    )]
    [InlineData(
        "forms.yaml",
        "      - title: Carers\n",
        "      - { title: More, rows: true, fields: [{ field: more, label: More, type: text, origin: ours }] }\n      - title: Carers\n",
        "The list 'carers' needs one section with rows: true"
    )]
    [InlineData("forms.yaml", "grouped-by: stage", "grouped-by: carer", "'carer' is not a choice among the columns of this list")]
    [InlineData(
        "forms.yaml",
        "grouped-by: stage",
        "grouped-by: state",
        "'state' is not a choice among the columns of this list. Did you mean 'stage'?"
    )]
    [InlineData("forms.yaml", "    paper: agenda", "    paper: agenda\n    grouped-by: decision", "Only a list is divided into sheets")]
    [InlineData(
        "forms.yaml",
        "label: Carer, type: text",
        "label: Carer, type: signature",
        "A row of a list cannot hold the signature 'carer'"
    )]
    [InlineData("forms.yaml", "type: date, ahead: true", "type: text, ahead: true", "Only a date in a list says whether it may lie ahead")]
    [InlineData("forms.yaml", "type: date, ahead: true", "type: date, ahead: soon", "true or false is wanted")]
    [InlineData("forms.yaml", "{ value: Assessed, clause: FEN-6 }", "{ value: Assessed, clause: FEN-66 }", "There is no clause 'FEN-66'")]
    [InlineData("forms.yaml", "{ value: Assessed, clause: FEN-6 }", "{ says: Assessed, clause: FEN-6 }", "Unknown key 'says'")]
    [InlineData("forms.yaml", "clause: FEN-6 }, Approved]", "clause: FEN-6 }, Assessed]", "The value 'Assessed' stands twice")]
    [InlineData("options.yaml", "    rank: 1\n", "", "is ranked and gives no rank")]
    [InlineData(
        "meetings.yaml",
        "    every: { gap: 1 month, clause: FEN-3 }\n    cohort: Every child with a plan.\n    purposes: [FEN-3]\n",
        "",
        "'panel' cites no clause anywhere"
    )]
    [InlineData("options.yaml", "standing: ranked", "standing: preferred", "'preferred' is not a standing")]
    [InlineData("options.yaml", "is: kinship-care", "is: kin-care", "'kin-care' is not an option of the platform")]
    [InlineData("meetings.yaml", "role: team-manager, clause: FEN-1", "role: team-manager", "cites no clause")]
    [InlineData("meetings.yaml", "gap: 1 month", "gap: 1", "has no unit")]
    [InlineData("meetings.yaml", "force: must", "force: shall", "'shall' is not a force")]
    [InlineData("meetings.yaml", "agenda: planning-agenda", "agenda: planning", "'planning' is not a form of this pack")]
    [InlineData("meetings.yaml", "type: permanence-planning", "type: permanency", "'permanency' is not a meeting of the platform")]
    [InlineData("requirements.yaml", "event placement-started.note", "event placement-begun", "There is no event 'placement-begun'")]
    [InlineData(
        "requirements.yaml",
        "event placement-started.note",
        "event placement-started.colour",
        "There is no event 'placement-started.colour'"
    )]
    [InlineData(
        "requirements.yaml",
        "form planning-agenda.wishes",
        "form planning-agenda.hopes",
        "There is no form 'planning-agenda.hopes'"
    )]
    [InlineData("requirements.yaml", "event placement-started.note", "placement-started", "is not a place in the record")]
    [InlineData("requirements.yaml", "likely-by: social-worker", "likely-by: social-worker, by: iro", "not both")]
    [InlineData("age-bands.yaml", "under: 14, ", "", "needs 'at-least' or 'under'")]
    [InlineData("age-bands.yaml", "under: 14", "at-least: 15, under: 14", "is not below")]
    [InlineData("age-bands.yaml", "on the day asked about", "whenever", "'whenever' is not a day")]
    [InlineData("settings.yaml", "sets-the-limit: true, value: ,", "sets-the-limit: true, value: soon,", "A whole number from 0")]
    [InlineData(
        "settings.yaml",
        "values: { a-reason: a reason, agreement: agreement, nothing: nothing }, value: ,",
        "values: { a-reason: a reason, agreement: agreement, nothing: nothing }, value: a word,",
        "'a word' is not one of this setting's values"
    )]
    [InlineData(
        "settings.yaml",
        "values: { a-reason: a reason, agreement: agreement, nothing: nothing }, value: ,",
        "values: { a-reason: a reason, agreement: agreement, nothing: nothing }, decides: leap-day-birthdays, value: ,",
        "is a choice of these values: 1-march and 28-february"
    )]
    [InlineData(
        "settings.yaml",
        "values: { a-reason: a reason, agreement: agreement, nothing: nothing }, value: ,",
        "values: { a-reason: a reason, agreement: agreement, nothing: nothing }, decides: birthdays, value: ,",
        "'birthdays' is not anything the program takes from a setting"
    )]
    [InlineData(
        "gates.yaml",
        "residential-needs: nothing",
        "residential-need: nothing",
        "There is no setting 'residential-need' in settings.yaml. Did you mean 'residential-needs'?"
    )]
    [InlineData("gates.yaml", "residential-needs: nothing", "residential-needs: no", "'no' is not a value of this setting")]
    [InlineData("gates.yaml", "residential-needs: nothing", "early: 5", "'early' takes working-days")]
    [InlineData(
        "gates.yaml",
        "{ residential-needs: nothing }",
        "{ residential-needs: nothing, early: 5 }",
        "A choice is one setting and a value of it"
    )]
    [InlineData("gates.yaml", "strength: soft", "strength: hard", "The gate is hard already")]
    [InlineData("settings.yaml", "unit: working-days", "unit: role", "Only a length of time can date a task")]
    [InlineData("settings.yaml", "unit: working-days", "unit: fortnights", "'fortnights' is not a unit")]
    [InlineData("settings.yaml", "clause: FEN-8, ", "", "cites the clause that leaves it open")]
    [InlineData("eligibility.yaml", "{ fact: reason-recorded }", "{ fact: reasons-recorded }", "'reasons-recorded' is not a fact")]
    [InlineData("eligibility.yaml", "age: { at-least: 14 }", "age: { }", "'age' is empty")]
    [InlineData("eligibility.yaml", "for: 3 years", "for: 780 working-days", "counts in days, weeks, months or years")]
    [InlineData("eligibility.yaml", "{ number: miles-away, at-most: 20 }", "{ miles: 20 }", "A test is one of")]
    [InlineData("eligibility.yaml", "answer: yes", "answer: perhaps", "'perhaps' is not an answer")]
    [InlineData("eligibility.yaml", "born: 2012-03-20, answer", "born: 20 March 2012, answer", "A date such as")]
    [InlineData("eligibility.yaml", "title: A parent, clause: FEN-4", "title: A parent", "cites a clause")]
    [InlineData("eligibility.yaml", "    title: May residential care be the plan\n", "", "needs a title")]
    public void A_slip_is_refused_by_name_with_its_file_and_line(string file, string written, string slip, string message)
    {
        var text = Council.Single(part => part.Path == Folder + file).Text;
        Assert.Contains(written, text, StringComparison.Ordinal);
        var at = text.IndexOf(written, StringComparison.Ordinal);
        var slipped = new PolicyFile(Folder + file, string.Concat(text.AsSpan(0, at), slip, text.AsSpan(at + written.Length)));
        var (library, faults) = Read([.. Council.Where(part => part.Path != Folder + file), slipped]);
        Assert.Null(library);
        Assert.Contains(
            faults,
            fault => fault.Message.Contains(message, StringComparison.Ordinal) && fault.File == Folder + file && fault.Line > 0
        );
    }
}

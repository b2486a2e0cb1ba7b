using Permanence.Builders;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>The council that config/README.md describes, read as it stands there; and what the reader refuses.</summary>
public sealed class PolicyLanguageTests
{
    private const string Meetings = "authorities/saltmarsh/2026-01-05/planning-meetings.yaml";

    private static readonly WorkingDayCalendar Calendar = ReadOnce.Calendar;

    private static readonly IReadOnlyList<PolicyFile> Council = Invented.Saltmarsh;

    private static (PolicyLibrary? Library, List<PolicyFault> Faults) Read(params IEnumerable<PolicyFile> council)
    {
        var faults = new List<PolicyFault>();
        return (PolicyLibrary.Read([.. ReadOnce.Shared, .. council], Calendar, faults), faults);
    }

    [Fact]
    public void The_council_of_the_page_reads_and_its_cases_come_out()
    {
        var (library, faults) = Read(Council);
        Assert.Empty(faults);
        foreach (var json in Invented.SaltmarshCases)
        {
            var worked = WorkedCase.Read(json);
            Assert.True(worked.Succeeded, string.Join("; ", worked.Refusals));
            var tried = worked.Value.Try(library!.For("saltmarsh")!, library.Calendar).ToList();
            Assert.Equal([], tried.Select(check => check.Failure).OfType<string>());
        }
    }

    [Theory]
    [InlineData("met-by: [planning-meeting]", "met-buy: [planning-meeting]", "Unknown key 'met-buy'")]
    [InlineData("within: 15 working-days", "within: 15", "has no unit")]
    [InlineData("of: entry", "of: entri", "There is no moment 'entri'")]
    [InlineData("clause: SALT-1,", "clause: SALT-11,", "There is no clause 'SALT-11'")]
    [InlineData("owner: team-manager", "owner: team-leader", "'team-leader' is not a role")]
    [InlineData("event: permanence-secured }", "event: permanence-secured, where: { option: adopt } }", "'adopt' is not a value of option")]
    [InlineData("clause: SALT-1, within: 15 working-days, of: entry", "clause: SALT-1", "has no clock")]
    [InlineData("within: 8 weeks, of: previous", "within: 8 weeks, of: previous, by: first-review", "more than one clock")]
    [InlineData("duty: next-planning-meeting", "duty: first-planning-meeting", "There is a duty 'first-planning-meeting' already")]
    [InlineData("    met-by: [planning-meeting]                      # any of these, from the day it arose\n", "", "'met-by' is missing")]
    [InlineData("subject: Planning meetings", "subject: &name Planning meetings", "Anchors and aliases")]
    public void A_slip_is_refused_by_name_with_its_file_and_line(string written, string slip, string message)
    {
        var text = Council.Single(file => file.Path == Meetings).Text;
        Assert.Contains(written, text, StringComparison.Ordinal);
        var at = text.IndexOf(written, StringComparison.Ordinal);
        var (library, faults) = Read([
            .. Council.Where(file => file.Path != Meetings),
            new PolicyFile(Meetings, string.Concat(text.AsSpan(0, at), slip, text.AsSpan(at + written.Length))),
        ]);
        Assert.Null(library);
        Assert.Contains(
            faults,
            fault => fault.Message.Contains(message, StringComparison.Ordinal) && fault.File == Meetings && fault.Line > 0
        );
    }

    [Fact]
    public void A_council_may_tighten_a_national_limit_and_not_loosen_it()
    {
        static PolicyFile Review(string limit) =>
            new(
                "authorities/saltmarsh/2026-01-05/reviews.yaml",
                $"subject: Reviews\nduties:\n  - duty: first-review\n    limbs:\n      - {{ clause: SALT-3, within: {limit}, of: entry }}\n"
            );
        Assert.Empty(Read([.. Council, Review("15 working-days")]).Faults);
        Assert.Contains(
            Read([.. Council, Review("25 working-days")]).Faults,
            fault => fault.Message.Contains("tighten", StringComparison.Ordinal) && fault.Line == 3
        );
    }

    [Fact]
    public void All_faults_are_told_in_one_run()
    {
        var (_, faults) = Read([
            .. Council,
            new PolicyFile("authorities/saltmarsh/2026-01-05/a.yaml", "subject: A\nduty: one\n"),
            new PolicyFile("authorities/saltmarsh/2026-01-05/b.yaml", "- b\n"),
        ]);
        Assert.Equal(
            ["authorities/saltmarsh/2026-01-05/a.yaml:2", "authorities/saltmarsh/2026-01-05/b.yaml:1"],
            faults.Select(fault => $"{fault.File}:{fault.Line}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_version_is_known_by_its_folder_and_takes_effect_on_a_day_of_its_own()
    {
        var header = Council.Single(file => file.Path.EndsWith("/pack.yaml", StringComparison.Ordinal)).Text;
        var clauses = Council.Single(file => file.Path.EndsWith("/clauses.yaml", StringComparison.Ordinal)).Text;
        var second = new PolicyFile("authorities/saltmarsh/second/clauses.yaml", clauses);
        Assert.Contains(
            Read([.. Council, second, new PolicyFile("authorities/saltmarsh/second/pack.yaml", header)]).Faults,
            fault => fault.Message.Contains("is not the name of its folder", StringComparison.Ordinal)
        );
        Assert.Contains(
            Read([
                .. Council,
                second,
                new PolicyFile(
                    "authorities/saltmarsh/second/pack.yaml",
                    header.Replace("version: \"2026-01-05\"", "version: second", StringComparison.Ordinal)
                ),
            ]).Faults,
            fault => fault.Message.Contains("take effect on the same day", StringComparison.Ordinal)
        );
    }
}

using CsCheck;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A pack with one fault is refused by name, at its file and line, and nothing else is said about it that is not so.</summary>
public sealed class BrokenPackTests
{
    [Fact]
    public void The_pack_without_a_fault_reads() => Assert.Empty(Brackwater.Faults(Brackwater.Whole));

    [Theory]
    [InlineData("authority.yaml", "name: Brackwater Council\n", "", 1, "'name' is missing")]
    [InlineData("authority.yaml", "agency: aspire", "agency: aspira", 2, "'aspira' is not an agency. Did you mean 'aspire'?")]
    [InlineData("authority.yaml", "escalation: [team-manager]", "escalation: [team-leader]", 4, "'team-leader' is not a role")]
    [InlineData("authority.yaml", "teams:", "team:", 3, "Unknown key 'team'")]
    [InlineData("authority.yaml", "teams:", "sign-in: [{ group: g, role: emperor }]\nteams:", 3, "'emperor' is not a role")]
    [InlineData("authority.yaml", "teams:", "sign-in: [{ group: g }]\nteams:", 3, "'role' is missing")]
    [InlineData("authority.yaml", "teams:", "sign-in: [{ role: iro }]\nteams:", 3, "Either a group or a program is wanted here")]
    [InlineData("authority.yaml", "teams:", "sign-in: [{ group: g, program: p, role: iro }]\nteams:", 3, "Either a group or a program")]
    [InlineData("authority.yaml", "teams:", "sign-in: [{ group: g, role: iro, tem: X }]\nteams:", 3, "Unknown key 'tem'")]
    [InlineData("authority.yaml", "teams:", "sign-in: [{ group: g, role: iro, team: X }]\nteams:", 3, "'X' is not a team of this council")]
    [InlineData(
        "authority.yaml",
        "teams:",
        "sign-in: [{ group: g, role: iro }, { group: g, role: iro }]\nteams:",
        3,
        "'g' is iro already"
    )]
    [InlineData("pack.yaml", "title: Policy\n", "", 1, "'title' is missing")]
    [InlineData("pack.yaml", "version: \"1\"", "version: \"2\"", 2, "is not the name of its folder")]
    [InlineData("pack.yaml", "version: \"1\"\n", "", 1, "'version' is missing")]
    [InlineData("pack.yaml", "effective: 2026-01-05\n", "", 1, "'effective' is missing")]
    [InlineData("pack.yaml", "effective: 2026-01-05", "effective: 5 January 2026", 3, "A date such as 2020-07-16")]
    [InlineData("pack.yaml", "next-review: 2027-01-05", "next-review: 2027-02-30", 4, "A date such as 2020-07-16")]
    [InlineData("pack.yaml", "due-soon-days: 10", "due-soon-days: 0", 5, "A whole number from 1 to 60")]
    [InlineData("pack.yaml", "due-soon-days: 10", "re-clocks-open-duties: perhaps", 5, "true or false")]
    [InlineData("pack.yaml", "due-soon-days: 10", "due_soon_days: 10", 5, "Unknown key 'due_soon_days'")]
    [InlineData("clauses.yaml", "clauses:", "clause:", 1, "Unknown key 'clause'")]
    [InlineData("clauses.yaml", "id: B-2", "id: B-1", 3, "stands in a register already")]
    [InlineData("clauses.yaml", "id: B-2", "id: ENG-REVIEW-1", 3, "stands in a register already")]
    [InlineData("clauses.yaml", "section: Two, ", "", 3, "'section' is missing")]
    [InlineData("clauses.yaml", "kind: indicator", "kind: count", 3, "'count' is not a kind of clause")]
    [InlineData("clauses.yaml", "force: information", "force: shall", 3, "'shall' is not a force")]
    [InlineData("clauses.yaml", ", says: The second is counted.", "", 3, "'says' is missing")]
    [InlineData("clauses.yaml", "title: Second", "title: [Second]", 3, "A text is wanted here")]
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
    public void A_pack_with_one_fault_is_refused(string file, string written, string broken, int line, string message) =>
        Brackwater.Refused(file, written, broken, line, message);

    [Theory]
    [InlineData("authority.yaml", "authority.yaml is missing")]
    [InlineData("pack.yaml", "pack.yaml is missing")]
    [InlineData("clauses.yaml", "clauses.yaml is missing")]
    public void A_file_that_every_council_needs_is_asked_for(string file, string message) =>
        Assert.Contains(
            Brackwater.Faults(Brackwater.Whole.Where(one => !one.Path.EndsWith("/" + file, StringComparison.Ordinal))),
            fault => fault.Message.Contains(message, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("title: Policy", "title: {0}", "A text of 1000000 characters")]
    [InlineData("version: \"1\"", "version: \"{0}\"", "A text of 1000000 characters")]
    public void A_text_of_a_million_letters_is_refused_without_being_repeated(string written, string broken, string message)
    {
        var files = Brackwater.Whole.Select(file =>
            file.Path == Brackwater.Version + "pack.yaml"
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
        var faults = Brackwater.Faults(files);
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
    [InlineData("england/pack.yaml", null, null, 1, "pack.yaml is missing")]
    [InlineData("england/clauses.yaml", null, null, 1, "clauses.yaml is missing")]
    [InlineData("england/moments.yaml", null, null, 1, "moments.yaml is missing")]
    [InlineData("agencies/aspire.yaml", "serves:", "serve:", 2, "Unknown key 'serve'. Did you mean 'serves'?")]
    public void The_shared_files_are_held_to_the_same(string path, string? written, string? broken, int line, string message)
    {
        var shared = ReadOnce
            .Shared.Where(file => file.Path != path || written is not null)
            .Select(file => file.Path == path ? file with { Text = file.Text.Replace(written!, broken, StringComparison.Ordinal) } : file);
        var faults = new List<PolicyFault>();
        Assert.Null(PolicyLibrary.Read([.. shared, .. Brackwater.Whole], ReadOnce.Calendar, faults));
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
            Brackwater.Faults([.. Brackwater.Whole, new PolicyFile(path, "subject: More\n")]),
            fault => fault.File == path && fault.Message.StartsWith("Nothing reads a file here", StringComparison.Ordinal)
        );

    [Fact]
    public void A_clause_that_gives_its_reason_needs_nothing_to_serve_it() =>
        Assert.Empty(
            Brackwater.Faults(
                Brackwater.Whole.Select(file =>
                    file.Path != Brackwater.Version + "clauses.yaml"
                        ? file
                        : file with
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
            Brackwater.Faults(Brackwater.Whole.Where(file => file.Path != Brackwater.Version + "tracking.yaml")),
            fault =>
                fault == new PolicyFault(Brackwater.Version + "clauses.yaml", 3, fault.Message)
                && fault.Message.StartsWith("Nothing in this pack serves the clause 'B-2'", StringComparison.Ordinal)
        );

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
                Brackwater.Faults(
                    council.Select(file => file.Path.EndsWith($"/{name}", StringComparison.Ordinal) ? file with { Text = text } : file)
                )
            );
            // What is left may be whole: no exception is all that is asked.
            Brackwater.Faults(council.Where(file => !file.Path.EndsWith($"/{name}", StringComparison.Ordinal)));
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
            Brackwater.Faults([.. Brackwater.Whole, new PolicyFile(Brackwater.Version + "bomb.yaml", bomb)]),
            fault => fault is { Line: 1 } && fault.Message.StartsWith("Anchors and aliases", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Any_slip_is_a_fault_or_a_policy_and_never_a_crash() =>
        Gen.Select(Gen.Int[0, Brackwater.Whole.Length - 1], Gen.Int)
            .Sample(
                (which, seed) =>
                {
                    var files = Brackwater.Whole.ToArray();
                    files[which] = files[which] with { Text = Slips.In(files[which].Text, new Random(seed)) };
                    Brackwater.Faults(files);
                },
                iter: 150
            );

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

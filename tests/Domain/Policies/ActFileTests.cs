using Permanence.Builders;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>Who may record what, as the files say it: the national one, what a council may narrow, and what is refused.</summary>
public sealed class ActFileTests
{
    private const string Narrower = "authorities/fenmarsh/2026-01-05/acts.yaml";
    private const string National = "england/acts.yaml";

    private static readonly WorkingDayCalendar Calendar = new([new(new(2026, 12, 25), "Christmas Day")]);

    private static Acts England => ReadOnce.Library.For("bcp")!.Versions[^1].Reference.Acts with { Narrowed = [] };

    public static TheoryData<string> Councils => [.. ReadOnce.Library.Authorities.Select(council => council.Id)];

    private static (PolicyLibrary? Library, List<PolicyFault> Faults) Read(string path, string from, string to)
    {
        var faults = new List<PolicyFault>();
        var files = ReadOnce.Shared.Concat(Invented.Fenmarsh).ToList();
        var before = files.Single(file => file.Path == path);
        Assert.Contains(from, before.Text, StringComparison.Ordinal);
        files[files.IndexOf(before)] = before with { Text = before.Text.Replace(from, to, StringComparison.Ordinal) };
        return (PolicyLibrary.Read(files, Calendar, faults), faults);
    }

    [Theory]
    [InlineData(Narrower, "team-manager, panel-chair", "team-manager, panel-clerk", "'panel-clerk' is not a role that may record")]
    [InlineData(Narrower, "by: personal-adviser", "by: analyst", "does not let analyst record 'staying-put-raised'")]
    [InlineData(Narrower, "by: personal-adviser", "by: legal", "does not let legal record 'staying-put-agreed'")]
    [InlineData(Narrower, "of: [staying-put-raised", "of: [staying-put-rised", "Did you mean 'staying-put-raised'?")]
    [InlineData(Narrower, "of: [staying-put-raised", "of: [return-received", "'return-received' is not an event that people record")]
    [InlineData(Narrower, "clauses: [FEN-7]", "clauses: [FEN-77]", "There is no clause 'FEN-77'")]
    [InlineData(Narrower, "clauses: [FEN-7]", "because: [FEN-7]", "Unknown key 'because'")]
    [InlineData(Narrower, "option: residential", "option: resident", "'resident' is not a value of option")]
    [InlineData(Narrower, "clauses: [FEN-7]", "lane: panel", "'lane' is said for every council")]
    [InlineData(Narrower, "acts:", "managers: iro\nacts:", "'managers' is said for every council")]
    [InlineData(
        Narrower,
        "of: [staying-put-raised, staying-put-agreed], by: personal-adviser",
        "of: plan-ratified, by: iro",
        "nobody could record some 'plan-ratified'"
    )]
    [InlineData(National, "by: agency-decision-maker, lane", "by: decision-maker, lane", "'decision-maker' is not a role that may record")]
    [InlineData(National, "\n    in-person: true", "\n    in-persons: true", "Unknown key 'in-persons'")]
    [InlineData(National, "of: special-guardianship-support-reviewed", "of: died", "An act above is every 'died'")]
    [InlineData(
        National,
        "of: special-guardianship-support-reviewed",
        "of: { event: special-guardianship-support-reviewed, where: { on: present } }",
        "special-guardianship-support-reviewed"
    )]
    [InlineData(National, "  court: [legal", "  legal: [legal", "'legal' is a role: give the group of roles another name")]
    [InlineData(National, "managers: [", "supervisors: [", "Unknown key 'supervisors'")]
    public void What_a_file_of_acts_may_not_say_is_refused_at_its_line(string path, string from, string to, string says)
    {
        var (library, faults) = Read(path, from, to);
        Assert.Null(library);
        var fault = Assert.Single(faults, fault => fault.Message.Contains(says, StringComparison.Ordinal));
        Assert.Equal(path, fault.File);
        Assert.InRange(fault.Line, 1, 200);
    }

    [Fact]
    public void Without_the_national_file_there_is_no_policy()
    {
        var faults = new List<PolicyFault>();
        Assert.Null(PolicyLibrary.Read([.. ReadOnce.Shared.Where(file => file.Path != National), .. Invented.Saltmarsh], Calendar, faults));
        Assert.Contains(faults, fault => fault.File == National && fault.Message.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_council_takes_away_whoever_it_does_not_name_and_only_where_it_says()
    {
        var (library, faults) = Read(Narrower, "clauses", "clauses");
        Assert.Empty(faults);
        var acts = library!.For("fenmarsh")!.Versions[^1].Reference.Acts;
        Assert.Equal(["team-manager", "head-of-service"], acts.MayRecord(Said("plan-set", "team-manager", ("option", "residential"))));
        Assert.Contains("social-worker", acts.MayRecord(Said("plan-set", "social-worker", ("option", "adoption"))));
        Assert.Equal(["personal-adviser"], acts.MayRecord(Said("staying-put-agreed", "iro")));
        Assert.False(acts.MayRecordSome("iro", "staying-put-agreed"));
        Assert.True(acts.MayRecordSome("social-worker", "plan-set"));
        // What one council narrows, another's stays.
        Assert.Contains("iro", England.MayRecord(Said("staying-put-agreed", "iro")));
    }

    [Theory]
    [InlineData("review-held", "", "iro", "iro-manager")]
    [InlineData("plan-ratified", "review", "iro", "iro-manager")]
    [InlineData("plan-ratified", "Second review ", "iro", "iro-manager")]
    [InlineData("plan-ratified", "the child in care review", "iro", "iro-manager")]
    [InlineData("plan-ratified", "permanence-panel", "panel-administrator", "service-manager", "head-of-service", "service-director")]
    [InlineData("should-be-placed-decided", "", "agency-decision-maker")]
    [InlineData("should-be-placed-reversed", "", "agency-decision-maker")]
    [InlineData("match-approved", "", "agency-decision-maker")]
    public void The_decisions_of_a_lane_are_its_roles_alone(string type, string at, params string[] roles)
    {
        var happened = at.Length == 0 ? Said(type, "social-worker") : Said(type, "social-worker", ("at", at));
        Assert.Equal(roles, England.MayRecord(happened));
        Assert.NotNull(England.Of(happened)!.Lane);
    }

    [Theory]
    [InlineData("iro")]
    [InlineData("IRO ")]
    [InlineData("\tiro-manager")]
    public void Blanks_around_whoever_it_names_take_a_concern_out_of_no_lane(string by)
    {
        Assert.Equal(["iro", "iro-manager"], England.MayRecord(Said("escalation-raised", "social-worker", ("by", by))));
        Assert.Equal(["iro", "iro-manager"], England.MayRecord(Said("escalation-resolved", "social-worker", ("by", by))));
    }

    [Theory]
    [InlineData("order-made", "legal social-worker team-manager service-manager head-of-service service-director administrator")]
    [InlineData("court-date-listed", "legal social-worker team-manager administrator case-progression-officer")]
    [InlineData("proceedings-issued", "legal social-worker team-manager administrator")]
    [InlineData("personal-adviser-offered", "personal-adviser social-worker team-manager")]
    [InlineData("pathway-plan-made", "personal-adviser social-worker")]
    [InlineData("care-leaver-contacted", "personal-adviser social-worker")]
    [InlineData("placement-started", "fostering-manager kinship-manager social-worker")]
    [InlineData("assessment-completed", "fostering-manager kinship-manager social-worker")]
    [InlineData("family-finding-started", "adoption-coordinator adoption-worker social-worker")]
    [InlineData("link-proposed", "adoption-coordinator social-worker")]
    [InlineData("placed-for-adoption", "adoption-coordinator social-worker")]
    public void What_the_contract_gives_a_role_it_may_record(string type, string roles) =>
        Assert.All(roles.Split(' '), role => Assert.Contains(role, England.MayRecord(Said(type, role))));

    [Fact]
    public void An_analyst_and_whoever_runs_the_platform_record_nothing()
    {
        Assert.All(["analyst", "platform-administrator", "information-governance"], role => Assert.False(England.IsRecorder(role)));
        Assert.Contains("analyst", England.Imports);
        Assert.DoesNotContain("platform-administrator", England.Imports);
        Assert.All(
            EventVocabulary.EveryRole.Except(["analyst", "information-governance"]),
            role => Assert.True(England.IsRecorder(role), role)
        );
    }

    /// <summary>Whoever owns a duty may record what answers it, unless that is the decision of another lane.</summary>
    [Theory]
    [MemberData(nameof(Councils))]
    public void Whoever_owns_a_duty_may_record_what_answers_it(string council)
    {
        var shut = new List<string>();
        foreach (var pack in ReadOnce.Library.For(council)!.Versions)
        {
            foreach (var duty in pack.Duties)
            {
                foreach (var selector in duty.MetBy.Concat(duty.MetByEach.SelectMany(group => group)))
                {
                    foreach (var role in (string[])[duty.Owner, .. selector.SaidBy])
                    {
                        var happened = Answering(selector, role);
                        if (
                            !pack.Reference.Acts.MayRecord(happened).Contains(role)
                            && pack.Reference.Acts.Of(happened) is not { Lane: not null }
                        )
                            shut.Add($"{duty.Id}: {role} may not record {selector.TypeName}");
                    }
                }
            }
        }

        Assert.Empty(shut.Distinct());
    }

    // An entry with the least that the selector asks for.
    private static CareEvent Answering(Selector selector, string role) =>
        Said(
            selector.TypeName,
            role,
            [
                .. selector
                    .Where.Where(test => test.Values.Count > 0 && test.Values[0] is string)
                    .Select(test => (test.Field, test.Values[0])),
            ]
        );

    private static CareEvent Said(string type, string role, params (string Field, object Value)[] fields) =>
        A.Event(type, "2026-03-02", fields) with
        {
            Recorded = new Recording(NodaTime.Instant.FromUtc(2026, 3, 2, 10, 0), $"bcp-{role}", "api") { Role = role },
        };
}

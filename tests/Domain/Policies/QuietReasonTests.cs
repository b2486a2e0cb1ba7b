using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>Why nothing is said where entries of a kind are missing: given where the document is silent, and nowhere else.</summary>
public sealed class QuietReasonTests
{
    private static PolicyFile Quiet(string entries) => new(Brackwater.Version + "quiet.yaml", $"quiet:\n{entries}");

    private static List<PolicyFault> Faults(string entries) => Brackwater.Faults([.. Brackwater.Whole, Quiet(entries)]);

    private static PolicyPack Saltmarsh(string national)
    {
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read(
            [
                .. ReadOnce.Shared.Where(file => file.Path != "england/quiet.yaml"),
                new("england/quiet.yaml", $"quiet:\n{national}"),
                .. Invented.Saltmarsh,
            ],
            ReadOnce.Calendar,
            faults
        );
        Assert.Equal([], faults);
        return library!.For("saltmarsh")!.Versions[^1];
    }

    [Theory]
    [InlineData("  - { event: match-approved }\n", 2, "'reason' is missing")]
    [InlineData("  - { event: match-agreed, reason: None. }\n", 2, "There is no event 'match-agreed'. Did you mean 'match-approved'?")]
    [InlineData("  - { event: match-approved, where: { panel: x }, reason: None. }\n", 2, "has no field 'panel'")]
    [InlineData("  - { event: match-approved, because: None. }\n", 2, "Unknown key 'because'")]
    [InlineData(
        "  - { event: match-approved, reason: None. }\n  - { event: meeting-held, reason: None. }\n",
        3,
        "'meeting-held' may meet the duty 'meeting' (B-1)"
    )]
    [InlineData(
        "  - { event: meeting-held, where: { meeting: [permanence-planning, tracking] }, reason: None. }\n",
        2,
        "'meeting-held' may meet the duty 'meeting' (B-1)"
    )]
    [InlineData(
        "  - { event: review-held, where: { number: 4 }, reason: None. }\n",
        2,
        "'review-held' may meet the duty 'placement-order-first-review'"
    )]
    [InlineData("  - { event: minutes-recorded, reason: None. }\n", 2, "'minutes-recorded' may meet the duty 'minutes' (B-1)")]
    public void A_reason_that_is_none_is_refused_at_its_line(string entries, int line, string says)
    {
        var faults = Faults(entries);
        Assert.Contains(faults, fault =>
            fault.File == Brackwater.Version + "quiet.yaml" && fault.Line == line && fault.Message.Contains(says, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_reason_for_what_meets_nothing_is_read_with_its_line()
    {
        Assert.Equal([], Faults("  - { event: match-approved, reason: None. }\n"));
        Assert.Equal([], Faults("  - { event: meeting-held, where: { meeting: tracking }, reason: None. }\n"));
    }

    [Fact]
    public void What_meets_a_duty_only_where_one_role_says_it_may_be_silent_of_another()
    {
        const string Duty = """
            subject: Drift
            duties:
              - duty: drift
                title: Drift taken up
                owner: iro
                each: { review: 2 }
                met-by: [ { event: escalation-raised, said-by: [iro] } ]
                limbs: [ { clause: B-1, task-from: start } ]
            """;

        List<PolicyFault> Of(string by) =>
            Brackwater.Faults([
                .. Brackwater.Whole,
                new(Brackwater.Version + "drift.yaml", Duty),
                Quiet($"  - {{ event: escalation-raised, where: {{ by: {by} }}, reason: None. }}\n"),
            ]);

        Assert.Equal([], Of("[social-worker, team-manager]"));
        Assert.Contains(Of("[social-worker, iro]"), fault => fault.Message.Contains("the duty 'drift'", StringComparison.Ordinal));
        Assert.Contains(Of("present"), fault => fault.Message.Contains("the duty 'drift'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_may_be_silent_about_what_comes_after_an_entry_that_it_asks_for()
    {
        Assert.Equal([], Faults("  - { event: meeting-held, nothing-after: true, reason: None. }\n"));
        Assert.Contains(Faults("  - { event: meeting-held, nothing-after: never, reason: None. }\n"), fault =>
            fault.Message.Contains("true or false", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_national_reason_is_not_one_of_a_council_whose_own_duty_is_met_by_the_entry()
    {
        var quiet = Saltmarsh(
            "  - { event: match-approved, reason: Asked nowhere. }\n  - { event: link-proposed, reason: Asked nowhere. }\n"
        ).Quiet;
        Assert.Equal(["link-proposed"], quiet.Select(reason => reason.Entry.TypeName));
        Assert.Equal(("england/quiet.yaml", 3), (quiet[0].File, quiet[0].Line));
    }
}

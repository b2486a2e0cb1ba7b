using Permanence.Builders;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Proofs;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>What a policy leaves open: what the council chose decides, a suggestion never does.</summary>
public sealed class ChoiceTests
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
    public void A_council_s_choice_is_read_and_the_suggestion_stays_a_suggestion()
    {
        var settings = Council.Single(part => part.Path == Folder + "settings.yaml");
        var chosen = settings with
        {
            Text = settings.Text.Replace("sets-the-limit: true, value: ,", "sets-the-limit: true, value: 3,", StringComparison.Ordinal),
        };
        var setting = Read([.. Council.Where(part => part != settings), chosen])
            .Library!.For("fenmarsh")!
            .Versions[^1]
            .Reference.Settings.Single(read => read.Id == "early");
        Assert.Equal(("3", "5"), (setting.Value, setting.Suggestion));
    }

    [Theory]
    [InlineData("value: ,", null)]
    [InlineData("value: 3,", "2026-03-05")]
    public void A_task_without_a_number_has_a_date_only_once_the_council_chose_one_and_the_working_says_whose_it_is(
        string written,
        string? due
    )
    {
        var settings = Council.Single(part => part.Path == Folder + "settings.yaml");
        var library = Read([
            .. Council.Where(part => part != settings),
            settings with
            {
                Text = settings.Text.Replace(
                    "sets-the-limit: true, value: ,",
                    $"sets-the-limit: true, {written}",
                    StringComparison.Ordinal
                ),
            },
        ]).Library!;
        var file = CaseFileJson.ReadCaseFile(
            (
                """{ "authority": "fenmarsh", "child": { "id": "F-1", "born": "2020-02-03" }, "events": [ """u8
                + """{ "type": "escalation-raised", "on": "2026-03-02" } ] }"""u8
            ).ToArray()
        );
        var evaluation = ObligationEngine.Evaluate(Timeline.Of(file.Value!), library.For("fenmarsh")!, library.Calendar, new(2026, 3, 3));
        var obligation = evaluation.Obligations.Single(found => found.Title == "Escalation answered");
        Assert.Equal(due, obligation.Due is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : null);
        Assert.Equal(
            due is not null,
            obligation.Limbs.Single().Because.Any(step => step.Contains("the council's own choice", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(null, "gate-needs-reason", null)]
    [InlineData("a-reason", "gate-needs-reason", null)]
    [InlineData("agreement", "gate", "gate")]
    [InlineData("nothing", null, null)]
    public void What_the_council_chose_decides_whether_a_gate_stands_and_how_hard(string? chosen, string? withoutReason, string? withReason)
    {
        var policy = Read(Council).Library!.For("fenmarsh")!;
        if (chosen is not null)
            policy = policy.Choosing(new Dictionary<string, string> { ["residential-needs"] = chosen }).Value!;
        var file = CaseFileJson
            .ReadCaseFile(
                (
                    """{ "authority": "fenmarsh", "child": { "id": "F-1", "born": "2015-02-03" }, "events": [ """u8
                    + """{ "type": "plan-set", "on": "2026-03-02", "option": "residential", "track": "primary" } ] }"""u8
                ).ToArray()
            )
            .Value!;
        var before = file with { Events = [] };

        Assert.Equal(withoutReason, Gatekeeping.Try(new ChildHistory(before), file.Events, policy, Calendar).SingleOrDefault()?.Code);
        Assert.Equal(
            withReason,
            Gatekeeping.Try(new ChildHistory(before), [file.Events[0] with { Note = "Agreed." }], policy, Calendar).SingleOrDefault()?.Code
        );
        Assert.Contains("residential-needs", policy.Versions[^1].DecidingSettings);
    }

    [Theory]
    [InlineData("residential-need", "nothing", "unknown-setting")]
    [InlineData("residential-needs", "perhaps", "unknown-value")]
    [InlineData("early", "soon", "unknown-value")]
    public void A_choice_that_the_policy_does_not_leave_is_refused(string setting, string value, string code) =>
        Assert.Equal(
            code,
            Read(Council).Library!.For("fenmarsh")!.Choosing(new Dictionary<string, string> { [setting] = value }).Refusals[0].Code
        );
}

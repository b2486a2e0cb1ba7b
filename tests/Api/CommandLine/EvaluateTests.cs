using System.Text.Json;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.CommandLine;

public sealed class EvaluateTests
{
    private static string Case(string name) => Path.Combine(Repository.Config, "authorities", name);

    private static Task<Terminal> Evaluate(params string[] more) => Terminal.Run(["evaluate", "--config", Repository.Config, .. more]);

    [Fact]
    public async Task Duties_come_with_their_dates_and_their_working_as_JSON()
    {
        var run = await Evaluate("--case", Case("bcp/cases/we-01.json"), "--on", "2025-03-28", "--json");

        Assert.Equal(0, run.ExitCode);
        using var evaluation = JsonDocument.Parse(run.Output);
        var meeting = evaluation
            .RootElement.GetProperty("obligations")
            .EnumerateArray()
            .First(one => one.GetProperty("limbs").EnumerateArray().Any(limb => limb.GetProperty("clause").GetString() == "BCP-8-08"));
        Assert.Equal("met", meeting.GetProperty("status").GetString());
        Assert.Equal("2025-04-02", meeting.GetProperty("due").GetString());
        Assert.Equal("2025-03-27", meeting.GetProperty("metOn").GetString());
        Assert.All(meeting.GetProperty("limbs").EnumerateArray(), limb => Assert.NotEqual(0, limb.GetProperty("because").GetArrayLength()));
    }

    [Fact]
    public async Task A_worked_case_is_read_with_what_its_council_chose()
    {
        var run = await Evaluate(
            "--case",
            Case("herefordshire/cases/chosen-leap-day-on-the-first-of-march.json"),
            "--on",
            "2026-01-05",
            "--json"
        );

        using var evaluation = JsonDocument.Parse(run.Output);
        var limb = evaluation
            .RootElement.GetProperty("obligations")
            .EnumerateArray()
            .SelectMany(one => one.GetProperty("limbs").EnumerateArray())
            .First(one => one.GetProperty("clause").GetString() == "HEREF-7-16");
        Assert.Equal("2026-02-28", limb.GetProperty("due").GetString());
        Assert.Contains(
            limb.GetProperty("because").EnumerateArray(),
            step => step.GetString()!.EndsWith("The council chose: 1 March.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_indicators_that_count_the_child_come_after_the_duties()
    {
        var json = await Evaluate("--case", Case("hertfordshire/cases/address-left-and-come-back-to.json"), "--on", "2025-06-02", "--json");
        var text = await Evaluate("--case", Case("hertfordshire/cases/address-left-and-come-back-to.json"), "--on", "2025-06-02");

        using var evaluation = JsonDocument.Parse(json.Output);
        var clauses = evaluation.RootElement.GetProperty("indicators").EnumerateArray().Select(one => one.GetString()).ToList();
        Assert.Contains("HERTS-406", clauses);
        Assert.DoesNotContain("HERTS-407", clauses);
        Assert.Contains("Counted by the indicators of HERTS-", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_read_it_grouped_by_what_needs_doing_first()
    {
        var run = await Evaluate("--case", Case("bcp/cases/we-01.json"), "--on", "2025-03-28");

        Assert.Equal(0, run.ExitCode);
        var headings = run.Lines.Where(line => !line.StartsWith(' ')).Skip(1).Select(line => line.Split(" (")[0]).ToList();
        Assert.Equal(
            headings.OrderBy(heading =>
                Array.IndexOf(
                    [
                        "Overdue",
                        "Due soon",
                        "To do, with no date in the policy",
                        "Coming",
                        "Waiting for something else to happen",
                        "Done",
                        "Missed",
                        "Not required",
                    ],
                    heading
                )
            ),
            headings
        );
        Assert.Contains("Due soon", headings);
        Assert.Contains("Done", headings);
        Assert.Contains(run.Lines, line => line.Contains("Counted from Tuesday 11 March 2025", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_recorded_later_is_not_known_at_an_earlier_instant()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file,
                """
                {"authority":"bcp","child":{"id":"A","born":"2018-09-04"},"events":[
                {"type":"became-looked-after","on":"2025-03-10","basis":"planned","legalStatus":"V2"},
                {"type":"review-held","on":"2025-04-02","number":1,"id":"e2",
                "recorded":{"at":"2025-05-01T09:00:00Z","by":"p","source":"s"}}]}
                """,
                TestContext.Current.CancellationToken
            );

            Assert.Equal("met", await Status("--known-at", "2025-05-02T09:00:00Z"));
            Assert.Equal("overdue", await Status("--known-at", "2025-04-30T10:00:00+01:00"));
        }
        finally
        {
            File.Delete(file);
        }

        async Task<string?> Status(params string[] more)
        {
            var run = await Evaluate(["--case", file, "--on", "2025-04-20", "--json", .. more]);
            using var evaluation = JsonDocument.Parse(run.Output);
            return evaluation
                .RootElement.GetProperty("obligations")
                .EnumerateArray()
                .First(one => one.GetProperty("limbs")[0].GetProperty("clause").GetString() == "ENG-REVIEW-1")
                .GetProperty("status")
                .GetString();
        }
    }

    [Fact]
    public async Task Every_fault_of_a_case_file_is_a_line_that_names_its_field()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file,
                """
                {"authority":"bcp","child":{"id":"A","born":"2018-09-04"},"events":[
                {"type":"care-plan-upended","on":"2025-03-10"},
                {"type":"care-plan-updated","on":"2025-03-10","colour":"red"}]}
                """,
                TestContext.Current.CancellationToken
            );

            var run = await Evaluate("--case", file);

            Assert.Equal(1, run.ExitCode);
            Assert.Empty(run.Output);
            var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2, lines.Length);
            Assert.StartsWith("events[0].type: ", lines[0], StringComparison.Ordinal);
            Assert.StartsWith("events[1].colour: ", lines[1], StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--on", "2025-13-28", "--on: '2025-13-28' is not a London date")]
    [InlineData("--known-at", "yesterday", "--known-at: 'yesterday' is not an instant")]
    public async Task A_day_that_cannot_be_read_is_refused_before_anything_is_evaluated(string option, string value, string says)
    {
        var run = await Evaluate("--case", Case("bcp/cases/we-01.json"), option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Another_councils_policy_can_be_asked_of_the_same_record()
    {
        var run = await Evaluate("--case", Case("bcp/cases/we-01.json"), "--authority", "herefordshire", "--on", "2025-03-28", "--json");

        using var evaluation = JsonDocument.Parse(run.Output);
        Assert.Equal("herefordshire", evaluation.RootElement.GetProperty("policy").GetProperty("pack").GetString());
    }

    [Fact]
    public async Task A_council_that_is_not_there_is_refused_by_name()
    {
        var run = await Evaluate("--case", Case("bcp/cases/we-01.json"), "--authority", "nowhere");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("authority: There is no council 'nowhere'.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_verb_explains_itself()
    {
        foreach (
            var verb in new[]
            {
                Array.Empty<string>(),
                ["serve"],
                ["policy"],
                ["policy", "check"],
                ["policy", "coverage"],
                ["evaluate"],
                ["import"],
                ["export"],
            }
        )
        {
            var run = await Terminal.Run([.. verb, "--help"]);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        }
    }
}

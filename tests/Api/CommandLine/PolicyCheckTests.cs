using System.Text.Json;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.CommandLine;

public sealed class PolicyCheckTests
{
    [Fact]
    public async Task The_packs_of_this_checkout_have_no_fault_and_every_worked_case_comes_out()
    {
        var run = await Terminal.Run("policy", "check", Repository.Config);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Matches(@"^\d+ councils, .* worked cases: \d+ checks passed, 0 failed, \d+ not served for a reason given\.$", run.Lines[^1]);
    }

    [Fact]
    public async Task All_faults_of_all_files_are_said_in_one_run_each_with_its_file_and_line()
    {
        using var config = new ScratchConfig();
        config.Change("england/reviews.yaml", text => ReplaceFirst(text, "within: 20 working-days", "within: 20"));
        config.Change("authorities/herefordshire/authority.yaml", text => ReplaceFirst(text, "name:", "nmae:"));

        var run = await Terminal.Run("policy", "check", config.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"/england/reviews\.yaml:\d+: .*no unit"));
        Assert.Contains(
            run.Lines,
            line => System.Text.RegularExpressions.Regex.IsMatch(line, @"/authorities/herefordshire/authority\.yaml:1: Unknown key 'nmae'")
        );
    }

    [Fact]
    public async Task A_worked_case_that_comes_out_otherwise_fails_at_the_line_of_its_check()
    {
        using var config = new ScratchConfig();
        const string path = "authorities/bcp/cases/we-01.json";
        config.Change(path, text => ReplaceFirst(text, "\"due\": \"2025-04-03\"", "\"due\": \"2025-04-04\""));
        var line = Array.FindIndex(File.ReadAllLines(config.At(path)), text => text.Contains("2025-04-04", StringComparison.Ordinal)) + 1;

        var run = await Terminal.Run("policy", "check", config.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Lines, text => text.Contains($"{path}:{line}: BCP-8-08", StringComparison.Ordinal));
        Assert.Contains(" 1 failed,", run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worked_case_that_is_not_one_is_a_fault_and_not_a_crash()
    {
        using var config = new ScratchConfig();
        File.WriteAllText(config.At("authorities/bcp/cases/a.json"), "{ \"title\":");
        File.WriteAllText(
            config.At("authorities/bcp/cases/b.json"),
            """
            { "title": "A child.",
              "case": { "authority": "bcp", "child": { "id": "B", "born": "2018-09-04" }, "events": [
                { "type": "care-plan-updated", "on": "2025-01-01" },
                { "type": "care-plan-upended", "on": "2025-01-01" } ] },
              "checks": [ { "on": "2025-01-01" } ] }
            """
        );
        File.WriteAllText(
            config.At("authorities/bcp/cases/c.json"),
            """
            { "title": "A child.",
              "case": { "authority": "bcp", "child": { "id": "B", "born": "2018-09-04" }, "events": [] },
              "checks": [
                { "expect": [ { "due": "2025-13-01" } ] } ] }
            """
        );

        var run = await Terminal.Run("policy", "check", config.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains("cases/a.json:1: ", StringComparison.Ordinal));
        Assert.Contains(
            run.Lines,
            line =>
                line.Contains("cases/b.json:4: ", StringComparison.Ordinal) && line.Contains("care-plan-upended", StringComparison.Ordinal)
        );
        Assert.Contains(run.Lines, line => line.Contains("cases/c.json:4: checks[0].on: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_case_that_is_no_text_does_not_keep_the_others_from_being_tried()
    {
        using var config = new ScratchConfig();
        File.WriteAllText(config.At("authorities/bcp/cases/a.json"), "{ \"title\":\n\"\\ud800\" }");
        File.WriteAllBytes(config.At("authorities/bcp/cases/b.json"), [.. "{\n\n\""u8, 0xFF, .. "\": 1 }"u8]);
        File.WriteAllText(config.At("authorities/bcp/cases/c.json"), "{ \"\\ud800\": 1 }");

        var run = await Terminal.Run("policy", "check", config.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains("cases/a.json:2: ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.Contains("cases/b.json:3: ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.Contains("cases/c.json:1: ", StringComparison.Ordinal));
        Assert.Matches(@" \d+ checks passed, 3 failed, \d+ not served", run.Lines[^1]);
    }

    [Theory]
    [InlineData("authorities/merton/2019-12/tracking.yaml", "MERTON-9-7")]
    [InlineData("authorities/bcp/2020-07-16/plan.yaml", "BCP-A8-36")]
    public async Task A_must_from_which_nothing_follows_any_more_fails_without_a_case_that_would_miss_it(string duties, string clause)
    {
        using var config = new ScratchConfig();
        foreach (var path in Directory.GetFiles(config.At("authorities"), "*.json", SearchOption.AllDirectories))
            File.Delete(path);
        File.Delete(config.At(duties));
        var register = Path.GetDirectoryName(duties)!.Replace('\\', '/') + "/clauses.yaml";
        var at = Array.FindIndex(
            File.ReadAllLines(config.At(register)),
            line => line.TrimEnd().EndsWith($"id: {clause}", StringComparison.Ordinal)
        );

        var run = await Terminal.Run("policy", "check", config.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains($"{register}:{at + 1}: {clause} says must and nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clause_of_nobodys_fails_and_a_clause_of_another_council_may_be_expected_not_to_be_asked()
    {
        using var config = new ScratchConfig();
        const string path = "authorities/bcp/cases/we-01.json";
        config.Change(path, text => ReplaceFirst(text, "\"expect\"", "\"absent\": [\"DEVON-51\", \"DEVON-5100\"], \"expect\""));

        var run = await Terminal.Run("policy", "check", config.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "There is no clause 'DEVON-5100' in any policy.",
            Assert.Single(run.Lines, line => line.Contains(path, StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_councils_folder_runs_only_its_own_worked_cases()
    {
        using var config = new ScratchConfig();
        File.WriteAllText(config.At("authorities/bcp/cases/a.json"), "not JSON");

        Assert.Equal(0, (await Terminal.Run("policy", "check", config.At("authorities/herefordshire"))).ExitCode);
        Assert.Equal(1, (await Terminal.Run("policy", "check", config.At("authorities/bcp"))).ExitCode);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_an_empty_one()
    {
        var run = await Terminal.Run("policy", "check", "no-such-folder");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("There is no folder no-such-folder.\n", run.Error);
    }

    [Fact]
    public async Task Coverage_accounts_for_every_clause_of_a_register_and_names_the_cases_that_check_it()
    {
        var run = await Terminal.Run("policy", "coverage", "bcp", "--json", "--config", Repository.Config);

        Assert.Equal(0, run.ExitCode);
        using var report = JsonDocument.Parse(run.Output);
        var clauses = report
            .RootElement.GetProperty("clauses")
            .EnumerateArray()
            .ToDictionary(clause => clause.GetProperty("clause").GetString()!);
        var register = File.ReadLines(Path.Combine(Repository.Config, "authorities/bcp/2020-07-16/clauses.yaml"))
            .Where(line => line.StartsWith("  - id: ", StringComparison.Ordinal))
            .Select(line => line["  - id: ".Length..].Trim())
            .ToList();
        Assert.NotEmpty(register);
        Assert.All(register, id => Assert.Contains(id, clauses.Keys));
        Assert.Equal("rule", clauses["BCP-8-08"].GetProperty("served").GetString());
        Assert.Contains(
            "authorities/bcp/cases/we-01.json",
            clauses["BCP-8-08"].GetProperty("cases").EnumerateArray().Select(path => path.GetString())
        );
        Assert.All(clauses.Values, clause => Assert.NotEmpty(clause.GetProperty("why").GetString()!));
        Assert.All(clauses.Values, clause => Assert.NotNull(clause.GetProperty("served").GetString()));
        Assert.All(
            clauses.Values,
            clause => Assert.NotEmpty(clause.GetProperty("uses").EnumerateArray().Select(use => use.GetProperty("where").GetString()!))
        );
    }

    [Fact]
    public async Task Coverage_of_every_council_has_its_register_and_the_national_one_and_a_passing_case_for_whatever_decides_something()
    {
        var run = await Terminal.Run("policy", "coverage", "--json", "--config", Repository.Config);

        using var report = JsonDocument.Parse(run.Output);
        var councils = report.RootElement.EnumerateArray().ToList();
        Assert.Equal(
            Directory
                .EnumerateDirectories(Path.Combine(Repository.Config, "authorities"))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal),
            councils.Select(council => council.GetProperty("authority").GetString())
        );
        var national = Register("england/clauses.yaml");
        Assert.All(
            councils,
            council =>
            {
                var clauses = council.GetProperty("clauses").EnumerateArray().ToList();
                var own = Register(
                    $"authorities/{council.GetProperty("authority").GetString()}/{council.GetProperty("version").GetString()}/clauses.yaml"
                );
                Assert.Equal(
                    national.Concat(own).Order(StringComparer.Ordinal),
                    clauses.Select(clause => clause.GetProperty("clause").GetString()!).Order(StringComparer.Ordinal)
                );
                Assert.All(clauses, clause => Assert.NotNull(clause.GetProperty("served").GetString()));
                Assert.Equal(
                    [],
                    clauses
                        .Where(clause => Decides(clause) && clause.GetProperty("cases").GetArrayLength() == 0)
                        .Select(clause => clause.GetProperty("clause").GetString())
                );
            }
        );

        // In whatever way it is used first.
        static bool Decides(JsonElement clause) =>
            clause
                .GetProperty("uses")
                .EnumerateArray()
                .Any(use => use.GetProperty("served").GetString() is "rule" or "gate" or "indicator");

        // The ids as they stand in the file, whatever the reader makes of them.
        static IReadOnlyList<string> Register(string file) =>
            [
                .. System
                    .Text.RegularExpressions.Regex.Matches(
                        File.ReadAllText(Path.Combine(Repository.Config, file)),
                        @"^\s*-\s*\{?\s*id:\s*([\w.-]+)",
                        System.Text.RegularExpressions.RegexOptions.Multiline
                    )
                    .Select(match => match.Groups[1].Value),
            ];
    }

    [Fact]
    public async Task Coverage_names_no_case_that_comes_out_otherwise_than_written()
    {
        using var config = new ScratchConfig();
        config.Change("authorities/bcp/cases/we-01.json", text => ReplaceFirst(text, "\"due\": \"2025-04-03\"", "\"due\": \"2025-04-04\""));

        var run = await Terminal.Run("policy", "coverage", "bcp", "--json", "--config", config.Folder);

        using var report = JsonDocument.Parse(run.Output);
        var meeting = report
            .RootElement.GetProperty("clauses")
            .EnumerateArray()
            .Single(clause => clause.GetProperty("clause").GetString() == "BCP-8-08");
        Assert.DoesNotContain(
            "authorities/bcp/cases/we-01.json",
            meeting.GetProperty("cases").EnumerateArray().Select(path => path.GetString())
        );
        Assert.NotEqual(0, meeting.GetProperty("cases").GetArrayLength());
    }

    [Fact]
    public async Task Coverage_of_a_council_that_is_not_there_names_those_that_are()
    {
        var run = await Terminal.Run("policy", "coverage", "nowhere", "--config", Repository.Config);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("authority: There is no council 'nowhere'. Known: bcp,", run.Error, StringComparison.Ordinal);
    }

    private static string ReplaceFirst(string text, string old, string with)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The file no longer says '{old}'.");
        return string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + old.Length));
    }
}

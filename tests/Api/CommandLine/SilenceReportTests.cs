using System.Text;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.CommandLine;

/// <summary><c>policy check --silence</c> of the invented council, whose every entry somebody would miss or a reason speaks of.</summary>
public sealed class SilenceReportTests
{
    [Fact]
    public async Task It_prints_the_score_and_ends_with_0_where_somebody_would_miss_every_entry()
    {
        using var config = OfThePage();

        var run = await Silence(config);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Matches(@"^saltmarsh: \d+ lives, \d+ knock-outs: \d+ noticed .*, 0 unaccounted; \d+\.\d s\.$", run.Lines[^1]);
    }

    [Fact]
    public async Task It_names_the_entry_that_nobody_would_miss_and_ends_with_1_where_no_reason_speaks_of_it()
    {
        using var config = OfThePage();
        config.Change(
            "england/quiet.yaml",
            reasons =>
                string.Join('\n', reasons.Split('\n').Where(line => !line.Contains("event: care-decision-made", StringComparison.Ordinal)))
        );

        var run = await Silence(config);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            run.Lines,
            line =>
                line.StartsWith("saltmarsh: unaccounted: ", StringComparison.Ordinal)
                && line.Contains("care-decision-made", StringComparison.Ordinal)
        );
    }

    // The council as its page describes it: what other tests add to it asks for more than the holidays of a life known today.
    private static InventedConfig OfThePage()
    {
        var config = new InventedConfig();
        Directory.Delete(config.At("authorities"), recursive: true);
        foreach (var file in Invented.Saltmarsh)
            config.Write(file.Path, Encoding.UTF8.GetBytes(file.Text));
        return config;
    }

    private static Task<Terminal> Silence(InventedConfig config) =>
        Terminal.Run("policy", "check", config.Folder, "--silence", "--authority", InventedConfig.Council);
}

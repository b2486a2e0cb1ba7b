using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

/// <summary>
/// The random children of a public validator's own tests: rows that contradict themselves, by the thousand. The sample is not in this
/// repository; give its folder in PERMANENCE_VALIDATOR_SAMPLE.
/// </summary>
public sealed class ValidatorSampleTests(ITestOutputHelper output)
{
    [Fact]
    public void Thousands_of_contradictory_children_are_read_recorded_read_again_and_taken_out()
    {
        var folder = Environment.GetEnvironmentVariable("PERMANENCE_VALIDATOR_SAMPLE");
        if (!Directory.Exists(folder))
            Assert.Skip("PERMANENCE_VALIDATOR_SAMPLE does not name the folder of the public validator's sample.");
        var files = Directory.EnumerateFiles(folder, "*.csv").ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        var year = new CollectionYear(2018);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var reading = Samples.Read(year, files);

        var read = clock.Elapsed;
        output.WriteLine($"{reading.Counts} in {read}");
        foreach (var rule in reading.Findings.GroupBy(finding => (finding.Rule, finding.Grade)).OrderByDescending(rule => rule.Count()))
            output.WriteLine(
                $"{rule.Key.Rule} {rule.Key.Grade}: {rule.Count()}  e.g. {rule.First().File}:{rule.First().Line} {rule.First().Message}"
            );
        Assert.Empty(reading.Refusals);
        Assert.Equal(reading.Counts.Findings, reading.Findings.Count);
        Assert.InRange(reading.Children.Count, 2_600, 2_675);

        clock.Restart();
        var council = new Council();
        council.Import(reading);
        output.WriteLine($"{council.Files.Count} records of {council.Events} events in {clock.Elapsed}");
        var events = council.Events;
        Assert.All(council.Import(reading), plan => Assert.True(plan.ChangesNothing, plan.ChildId));
        Assert.Equal(events, council.Events);
        foreach (var file in council.Files.Values)
            ChildSummaries.Of(Timeline.Of(file), year.LastDay);
        council.Undo("import-1");
        Assert.Empty(council.Files);
    }
}

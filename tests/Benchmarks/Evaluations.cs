using System.Globalization;
using NodaTime;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Benchmarks;

internal static class Evaluations
{
    private static readonly LocalDate Today = new(2026, 6, 16);

    public static Task Run()
    {
        var library = ReadOnce.Library;
        var child = DemoRegion.ChildWithEvents(1, Today, 60);
        var json = CaseFileJson.Write(child);
        var reading = Measure.PerSecond(() => CaseFileJson.ReadCaseFile(json));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"reference: {reading, 10:N0} records of {child.Events.Count} events read from JSON a second"
            )
        );
        foreach (var authority in library.Authorities)
        {
            var policy = library.For(authority.Id)!;
            var asked = ObligationEngine.Evaluate(Timeline.Of(child), policy, library.Calendar, Today).Obligations.Count;
            var evaluating = Measure.PerSecond(() => ObligationEngine.Evaluate(Timeline.Of(child), policy, library.Calendar, Today));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{authority.Id, -14} {evaluating, 10:N0} evaluations/s of {asked} obligations, {Measure.Ratio(evaluating, reading)}"
                )
            );
        }

        var council = Enumerable.Range(0, 1000).Select(seed => DemoRegion.ChildWithEvents(seed, Today, 60)).ToList();
        foreach (var authority in library.Authorities)
        {
            var policy = library.For(authority.Id)!;
            var boards = Measure.PerSecond(() =>
            {
                foreach (var one in council)
                {
                    var history = new ChildHistory(one).On(Today);
                    TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, library.Calendar));
                }
            });
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{authority.Id, -14} a board of {council.Count:N0} children in {1 / boards:N2} s on one core"
                )
            );
        }

        return Task.CompletedTask;
    }
}

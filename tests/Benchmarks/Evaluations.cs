using System.Diagnostics;
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
    private const double LongestEvaluation = 0.5;

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
                    TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, library.Calendar), policy, library.Calendar);
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

    /// <summary>The longest record that can be, of one kind of event only: its row, under every policy.</summary>
    public static Task RunLong()
    {
        var library = ReadOnce.Library;
        var taken = new List<(double Seconds, string Of)>();
        foreach (var type in EventVocabulary.Types)
        {
            foreach (var onOneDay in new[] { false, true })
            {
                var record = RepeatedEvents.Record([type.Name], RecordLimits.MostEventsInFile, onOneDay);
                foreach (var authority in library.Authorities)
                    taken.Add((Evaluated(record, library, authority.Id), $"{type.Name}{(onOneDay ? " on one day" : "")} {authority.Id}"));
            }
        }

        foreach (var (seconds, of) in taken.OrderByDescending(one => one.Seconds).Take(10))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds, 6:N3} s {of}"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{RecordLimits.MostEventsInFile:N0} events of any of {EventVocabulary.Types.Count} kinds, spread or on one day, read and "
                    + $"evaluated in {taken.Max().Seconds:N3} s at most: {Measure.Within(taken.Max().Seconds, LongestEvaluation)} s"
            )
        );
        return Task.CompletedTask;
    }

    // The best of three: what else the machine does is not the record's.
    private static double Evaluated(CaseFile record, PolicyLibrary library, string authority) =>
        Enumerable
            .Range(0, 3)
            .Min(_ =>
            {
                var from = Stopwatch.GetTimestamp();
                var history = new ChildHistory(record).On(Today);
                TrackerRows.Of(
                    history,
                    ObligationEngine.Evaluate(history, library.For(authority)!, library.Calendar),
                    library.For(authority)!,
                    library.Calendar
                );
                return Stopwatch.GetElapsedTime(from).TotalSeconds;
            });
}

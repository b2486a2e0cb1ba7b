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
    private const double LeastEvaluations = 19_000;

    private static readonly LocalDate Today = new(2026, 6, 16);

    public static Task Run()
    {
        var library = ReadOnce.Library;
        var child = DemoRegion.ChildWithEvents(1, Today, 60);
        var json = CaseFileJson.Write(child);
        IReadOnlyList<PolicyPacks> policies = [.. library.Authorities.Select(authority => library.For(authority.Id)!)];
        // Everything before anything is measured: what one policy brings into play is compiled anew for the others too.
        Measure.WarmUp(() =>
        {
            CaseFileJson.ReadCaseFile(json);
            foreach (var policy in policies)
                Evaluate(policy);
        });
        var reading = Measure.Steadily(() => CaseFileJson.ReadCaseFile(json));
        Console.WriteLine($"reference      {reading.Figures($"records of {child.Events.Count} events read from JSON")}");
        var evaluated = policies
            .Select(policy => (Policy: policy, Pace: Measure.Steadily(() => Evaluate(policy)), Asked: Evaluate(policy).Obligations.Count))
            .ToList();
        foreach (var (policy, pace, asked) in evaluated)
            Console.WriteLine(
                $"{policy.Authority.Id, -14} {pace.Figures("evaluations")} of {asked} obligations, "
                    + Measure.Ratio(pace.Median, reading.Median)
            );
        var fullest = evaluated.MaxBy(one => one.Asked);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the fullest, {fullest.Policy.Authority.Id}: {1e6 / fullest.Pace.Median:N1} microseconds, "
                    + $"{Measure.Within(1e6 / fullest.Pace.Median, 1e6 / LeastEvaluations)}"
            )
        );

        var council = Enumerable.Range(0, 1000).Select(seed => DemoRegion.ChildWithEvents(seed, Today, 60)).ToList();
        foreach (var policy in policies)
        {
            var boards = Measure.Steadily(() =>
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
                    $"{policy.Authority.Id, -14} a board of {council.Count:N0} children in {1 / boards.Best:N2} s on one core"
                )
            );
        }

        return Task.CompletedTask;

        Evaluation Evaluate(PolicyPacks policy) => ObligationEngine.Evaluate(Timeline.Of(child), policy, library.Calendar, Today);
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

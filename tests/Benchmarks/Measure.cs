using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Permanence.Benchmarks;

/// <summary>How often something can be done in a second, and how long each time took.</summary>
internal sealed record Rate(double PerSecond, double MedianMilliseconds, double SlowestPercentMilliseconds)
{
    public string Figures =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PerSecond, 10:N0}/s  p50 {MedianMilliseconds, 7:N2} ms  p99 {SlowestPercentMilliseconds, 7:N2} ms"
        );
}

/// <summary>How often something can be done in a second on one core: by the clock, and by the time the processor gave it.</summary>
/// <param name="Median">Of several batches, by the clock.</param>
/// <param name="Best">Of the best of them, by the clock.</param>
/// <param name="OfProcessor">In a second of the processor's, garbage collected included: what else the machine does costs nothing.</param>
internal sealed record Pace(double Median, double Best, double OfProcessor)
{
    public string Figures(string of) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median, 7:N0} {of}/s (best {Best, 7:N0}, of processor time {OfProcessor, 7:N0})");
}

internal static class Measure
{
    private const double BatchSeconds = 0.25;
    private const double LongestWarmUpSeconds = 24;
    private const int SteadyBatches = 6;
    private const int Turns = 7;
    private const double TurnSeconds = 0.75;

    /// <summary>
    /// Does something again and again on this thread until the program has stopped becoming quicker: what runs often is compiled anew
    /// while it runs. It has stopped once several batches in a row found nothing newly compiled and none of them was quicker.
    /// </summary>
    public static void WarmUp(Action act)
    {
        var watch = Stopwatch.StartNew();
        var (best, steady) = (0.0, 0);
        while (steady < SteadyBatches && watch.Elapsed.TotalSeconds < LongestWarmUpSeconds)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            var pace = Batch(act).OfProcessor;
            steady = pace > best * 1.02 || JitInfo.GetCompiledMethodCount() != compiled ? 0 : steady + 1;
            best = Math.Max(best, pace);
        }

        if (steady < SteadyBatches)
            Console.WriteLine("Still being compiled when its time to warm up was over: the figures are too low.");
    }

    /// <summary>How often something can be done, once it is warm, in so many batches.</summary>
    public static Pace Steadily(Action act, int batches = 8)
    {
        var paces = Enumerable.Range(0, batches).Select(_ => Batch(act)).ToList();
        double[] byClock = [.. paces.Select(pace => pace.ByClock).Order()];
        return new Pace(Percentile(byClock, 0.5), byClock[^1], Percentile([.. paces.Select(pace => pace.OfProcessor).Order()], 0.5));
    }

    private static (double ByClock, double OfProcessor) Batch(Action act)
    {
        var used = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var times = 0L;
        while (watch.Elapsed.TotalSeconds < BatchSeconds)
        {
            act();
            times++;
        }

        return (times / watch.Elapsed.TotalSeconds, times / (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }

    /// <summary>So many callers at once, each doing something again and again with its own number and the number of the round.</summary>
    public static async Task<Rate> Concurrently(int callers, double seconds, Func<int, int, Task> act)
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        var taken = new List<double>();
                        while (watch.Elapsed.TotalSeconds < seconds)
                        {
                            var from = Stopwatch.GetTimestamp();
                            await act(caller, taken.Count);
                            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                        }

                        return taken;
                    })
                )
        );
        var elapsed = watch.Elapsed.TotalSeconds;
        var all = times.SelectMany(taken => taken).Order().ToArray();
        return new Rate(all.Length / elapsed, Percentile(all, 0.5), Percentile(all, 0.99));
    }

    /// <summary>
    /// Two things done by so many callers at once in turn, so that what the machine does meanwhile happens to both: of each the median
    /// round, and the median of how the second stands to the first. The first of the rounds is for warming up.
    /// </summary>
    public static async Task<(Rate Reference, Rate Ours, double Ratio)> InTurn(
        int callers,
        Func<int, int, Task> reference,
        Func<int, int, Task> ours
    )
    {
        var pairs = new List<(Rate Reference, Rate Ours)>();
        for (var turn = 0; turn <= Turns; turn++)
        {
            var pair = (await Concurrently(callers, TurnSeconds, reference), await Concurrently(callers, TurnSeconds, ours));
            if (turn > 0)
                pairs.Add(pair);
        }

        return (
            Median(pairs.Select(pair => pair.Reference)),
            Median(pairs.Select(pair => pair.Ours)),
            Percentile([.. pairs.Select(pair => pair.Ours.PerSecond / pair.Reference.PerSecond).Order()], 0.5)
        );

        static Rate Median(IEnumerable<Rate> rates) => rates.OrderBy(rate => rate.PerSecond).ElementAt(Turns / 2);
    }

    public static double Percentile(double[] ordered, double part) =>
        ordered.Length == 0 ? double.NaN : ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * part))];

    /// <summary>How a ratio stands to the one that is wanted, at most.</summary>
    public static string Within(double ratio, double target) =>
        string.Create(CultureInfo.InvariantCulture, $"{(ratio <= target ? "PASS" : "OVER")} (at most {target:N2})");

    public static string Ratio(double ours, double reference) =>
        string.Create(CultureInfo.InvariantCulture, $"{ours / reference:N2} of the reference");
}

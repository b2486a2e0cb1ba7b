using System.Diagnostics;
using System.Globalization;

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

internal static class Measure
{
    /// <summary>Does something again and again on this thread for so long, after a warm-up.</summary>
    public static double PerSecond(Action act, double seconds = 3)
    {
        Repeat(act, seconds / 3);
        return Repeat(act, seconds);
    }

    private static double Repeat(Action act, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var times = 0L;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            act();
            times++;
        }

        return times / watch.Elapsed.TotalSeconds;
    }

    /// <summary>So many callers at once, each doing something again and again with its own number and the number of the round.</summary>
    public static async Task<Rate> Concurrently(int callers, double seconds, Func<int, int, Task> act)
    {
        await Round(callers, seconds / 3, act);
        return await Round(callers, seconds, act);
    }

    private static async Task<Rate> Round(int callers, double seconds, Func<int, int, Task> act)
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

    public static double Percentile(double[] ordered, double part) =>
        ordered.Length == 0 ? double.NaN : ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * part))];

    /// <summary>How a ratio stands to the one that is wanted, at most.</summary>
    public static string Within(double ratio, double target) =>
        string.Create(CultureInfo.InvariantCulture, $"{(ratio <= target ? "PASS" : "OVER")} (at most {target:N2})");

    public static string Ratio(double ours, double reference) =>
        string.Create(CultureInfo.InvariantCulture, $"{ours / reference:N2} of the reference");
}

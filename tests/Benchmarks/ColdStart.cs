using System.Diagnostics;
using System.Globalization;
using Permanence.Builders;

namespace Permanence.Benchmarks;

/// <summary>A new process until its first answer. The reference is a web program with one endpoint: this program, started as one.</summary>
internal static class ColdStart
{
    public static async Task Run()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "permanence.dll");
        var bare = typeof(ColdStart).Assembly.Location;
        var ours = new List<double>();
        var reference = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var folder = Directory.CreateTempSubdirectory("permanence-start-").FullName;
            var port = Ports.Free();
            var wholeRegion = await UntilAnswer(
                port,
                "/health/ready",
                program,
                "serve",
                "--demo",
                "none",
                "--data",
                folder,
                "--config",
                Repository.Config,
                "--urls",
                $"http://127.0.0.1:{port}"
            );
            Directory.Delete(folder, recursive: true);
            port = Ports.Free();
            var one = await UntilAnswer(port, "/", bare, "bare-web-program", $"http://127.0.0.1:{port}");
            // The first of each fills the disk cache.
            if (round > 0)
            {
                ours.Add(wholeRegion);
                reference.Add(one);
            }
        }

        var (median, bareMedian) = (Measure.Percentile([.. ours.Order()], 0.5), Measure.Percentile([.. reference.Order()], 0.5));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ready after {median:N2} s; a bare web program answers after {bareMedian:N2} s; {Measure.Ratio(median, bareMedian)}"
            )
        );
    }

    private static async Task<double> UntilAnswer(int port, string path, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var from = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            while (Stopwatch.GetElapsedTime(from) < TimeSpan.FromMinutes(1))
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"));
                    if (answer.IsSuccessStatusCode)
                        return Stopwatch.GetElapsedTime(from).TotalSeconds;
                }
                catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
                {
                    await Task.Delay(10);
                }
            }

            throw new TimeoutException($"{string.Join(' ', arguments)} did not answer within a minute.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Permanence.Grains.Boards;

/// <summary>
/// Does over and over, while a node starts, what somebody will wait for: the compiler has then seen it before. It keeps nothing, and what
/// fails in it fails nobody. Once in a process: what is compiled stays so.
/// </summary>
public abstract class Rehearsing(ILogger log) : BackgroundService
{
    // The runtime compiles anew what has run thirty times since it began to count, and counts only where nothing was compiled for the
    // first time for a tenth of a second. It does so twice: to watch what is run, and then for good.
    private const int Times = 40;
    private const int Rounds = 3;
    private static readonly TimeSpan UntilItCounts = TimeSpan.FromMilliseconds(150);

    private const int LongBoard = 100;

    private static readonly ConcurrentDictionary<Type, Task> InThisProcess = new();

    /// <summary>Whether it has been done, or given up. A node is not ready before.</summary>
    public bool IsOver => ExecuteTask is { IsCompleted: true };

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        InThisProcess.GetOrAdd(GetType(), _ => Task.Run(() => Rehearse(stoppingToken), CancellationToken.None));

    /// <summary>What is rehearsed, each part again and again before the next.</summary>
    protected abstract IEnumerable<Func<Task>> Parts();

    /// <summary>A board that is long enough to be rehearsed as a whole.</summary>
    protected static BoardSnapshot SnapshotOf(Instant now, StampedRow row) =>
        BoardSnapshot.Of(now, 1, [.. Enumerable.Range(0, LongBoard).Select(number => new SnapshotRow($"rehearsal-{number}", row))]);

    private async Task Rehearse(CancellationToken stopping)
    {
        try
        {
            var parts = Parts().ToList();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var part in parts)
                {
                    for (var time = 0; time < Times && !stopping.IsCancellationRequested; time++)
                        await part();
                }

                await Task.Delay(UntilItCounts, stopping);
            }
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "Boards could not be rehearsed: the first of them will take a little longer");
        }
    }
}

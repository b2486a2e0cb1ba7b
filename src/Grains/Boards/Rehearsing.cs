using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Permanence.Grains.Boards;

/// <summary>
/// Does over and over, while a node starts, what somebody will wait for: the compiler has then seen it before. It keeps nothing, and what
/// fails in it fails nobody. Once in a process: what is compiled stays so.
/// </summary>
public abstract class Rehearsing(ILogger log) : BackgroundService
{
    // The runtime compiles for good what has run thirty times.
    private const int Times = 60;

    private static readonly ConcurrentDictionary<Type, Task> InThisProcess = new();

    /// <summary>Whether it has been done, or given up. A node is not ready before.</summary>
    public bool IsOver => ExecuteTask is { IsCompleted: true };

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        InThisProcess.GetOrAdd(GetType(), _ => Task.Run(() => Rehearse(stoppingToken), CancellationToken.None));

    /// <summary>What is rehearsed, each part again and again before the next.</summary>
    protected abstract IEnumerable<Func<Task>> Parts();

    private async Task Rehearse(CancellationToken stopping)
    {
        try
        {
            foreach (var part in Parts())
            {
                for (var time = 0; time < Times && !stopping.IsCancellationRequested; time++)
                    await part();
            }
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "Boards could not be rehearsed: the first of them will take a little longer");
        }
    }
}

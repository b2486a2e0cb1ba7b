using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Grains.Boards;

/// <summary>
/// Does over and over, while a node starts, what somebody will wait for: the compiler has then seen it before. It keeps nothing, and what
/// fails in it fails nobody. Once in a process: what is compiled stays so.
/// </summary>
public abstract class Rehearsing(ILogger log) : BackgroundService
{
    // The runtime compiles for good what has run thirty times.
    private const int Times = 60;

    // A long board is read row by row in one go, and what reads a row is compiled for good only after thousands of them.
    private const int LongBoard = 250;

    private static readonly ConcurrentDictionary<Type, Task> InThisProcess = new();

    /// <summary>Whether it has been done, or given up. A node is not ready before.</summary>
    public bool IsOver => ExecuteTask is { IsCompleted: true };

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        InThisProcess.GetOrAdd(GetType(), _ => Task.Run(() => Rehearse(stoppingToken), CancellationToken.None));

    /// <summary>What is rehearsed, each part again and again before the next.</summary>
    protected abstract IEnumerable<Func<Task>> Parts();

    /// <summary>A board that is long enough to be rehearsed as a whole.</summary>
    protected static Board LongBoardOf(string authority, Instant now, TrackerRow row) =>
        BoardOf(authority, now, [.. Enumerable.Repeat(row, LongBoard)]);

    protected static Board BoardOf(string authority, Instant now, IReadOnlyList<TrackerRow> rows) =>
        new(authority, now, LondonTime.DayOf(now), 1, TrackerRows.Count(rows), rows);

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

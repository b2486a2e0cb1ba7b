using System.Diagnostics;

namespace Permanence.Builders;

/// <summary>Waiting for another process or another grain: asks again until it is so, or says what never came about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task IsTrue(
        string what,
        Func<Task<bool>> condition,
        TimeSpan? within = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(condition);
        var since = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Between);
        Exception? last = null;
        do
        {
            try
            {
                if (await condition())
                    return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                last = fault;
            }
        } while (since.Elapsed < (within ?? Longest) && await pause.WaitForNextTickAsync(cancellation));

        throw new TimeoutException($"After {since.Elapsed.TotalSeconds:0.0} seconds it was still not so: {what}.", last);
    }

    public static Task IsTrue(string what, Func<bool> condition, TimeSpan? within = null, CancellationToken cancellation = default) =>
        IsTrue(what, () => Task.FromResult(condition()), within, cancellation);
}

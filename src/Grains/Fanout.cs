using Microsoft.Extensions.Logging;

namespace Permanence.Grains;

/// <summary>What many were asked and answered.</summary>
/// <param name="Given">The answers, in the order in which they were asked.</param>
/// <param name="Missing">Who could not be asked, in that order.</param>
internal sealed record Answers<TItem, TAnswer>(IReadOnlyList<(TItem Asked, TAnswer Answer)> Given, IReadOnlyList<TItem> Missing);

/// <summary>Asking many grains without flooding the cluster and without leaving the asking grain's turn.</summary>
internal static class Fanout
{
    /// <summary>Enough to keep two nodes busy; few enough that one council's board does not crowd out another's.</summary>
    public const int AtOnce = 64;

    private const int Named = 5;

    /// <summary>
    /// Asks each, at most <see cref="AtOnce"/> at a time; answers in the order of <paramref name="items"/>. A fault of one is everybody's.
    /// </summary>
    public static async Task<TAnswer[]> Ask<TItem, TAnswer>(IReadOnlyList<TItem> items, Func<TItem, Task<TAnswer>> ask)
    {
        var answers = new TAnswer[items.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, items.Count)).Select(_ => Work()));
        return answers;

        async Task Work()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < items.Count)
                answers[index] = await ask(items[index]);
        }
    }

    /// <summary>
    /// Asks each and leaves out who cannot be asked: one record that cannot be read keeps nobody from the others. Who is left out is
    /// counted, and named in one line of the log.
    /// </summary>
    /// <param name="what">What is asked, for the log: <c>the summaries of a council</c>. Names nobody.</param>
    /// <exception cref="Exception">The first fault, where nobody at all could be asked: then it is the store or the cluster that is
    /// away.</exception>
    public static async Task<Answers<TItem, TAnswer>> AskEach<TItem, TAnswer>(
        IReadOnlyList<TItem> items, Func<TItem, Task<TAnswer>> ask, string what, ILogger log, CancellationToken cancellation = default)
    {
        var asked = await Ask(items, async item =>
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                return (Item: item, Answer: await ask(item), Fault: (Exception?)null);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                return (Item: item, Answer: default(TAnswer)!, Fault: fault);
            }
        });
        var missing = asked.Where(one => one.Fault is not null).ToList();
        if (missing.Count == 0)
            return new([.. asked.Select(one => (one.Item, one.Answer))], []);
        if (missing.Count == items.Count)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(missing[0].Fault!);
        log.LogWarning(
            missing[0].Fault,
            "For {What} {Count} of {All} could not be asked, {Named} among them",
            what,
            missing.Count,
            items.Count,
            string.Join(", ", missing.Take(Named).Select(one => one.Item))
        );
        return new([.. asked.Where(one => one.Fault is null).Select(one => (one.Item, one.Answer))], [.. missing.Select(one => one.Item)]);
    }
}

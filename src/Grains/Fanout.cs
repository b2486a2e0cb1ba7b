namespace Permanence.Grains;

/// <summary>Asking many grains without flooding the cluster and without leaving the asking grain's turn.</summary>
internal static class Fanout
{
    /// <summary>Enough to keep two nodes busy; few enough that one council's board does not crowd out another's.</summary>
    public const int AtOnce = 64;

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
}

using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Permanence.Grains.Storage;

internal enum WriteOutcome
{
    Written,

    /// <summary>The store holds something newer than the grain had read. The grain holds it now too.</summary>
    Conflict,

    /// <summary>Whether the store took it is not known. The grain holds what the store has, where that could be read.</summary>
    Failed
}

internal static class Writing
{
    /// <summary>Writes what a grain keeps. What was not written is not kept in memory either.</summary>
    /// <param name="giveUp">Lets the activation go where not even the store's state can be read: the next one reads it.</param>
    public static async Task<WriteOutcome> Write<T>(this IPersistentState<T> stored, T next, string key, Action giveUp, ILogger log)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
            return WriteOutcome.Written;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "What {Key} keeps could not be written", key);
            stored.State = before;
            try
            {
                // Whether the store took it is not known, so what it holds now decides.
                await stored.ReadStateAsync();
            }
            catch (Exception again)
            {
                log.LogWarning(again, "What {Key} keeps could not be read again; it will be when it is next asked for", key);
                giveUp();
            }

            return fault is InconsistentStateException ? WriteOutcome.Conflict : WriteOutcome.Failed;
        }
    }
}

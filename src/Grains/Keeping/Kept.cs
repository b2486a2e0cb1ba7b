using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Permanence.Domain;

namespace Permanence.Grains.Keeping;

/// <summary>What becomes of what a grain keeps.</summary>
/// <param name="Answer">What whoever asked is told.</param>
/// <param name="Next">What is kept from now on; null where nothing changes.</param>
internal readonly record struct Decision<TState, TAnswer>(TAnswer Answer, TState? Next = null)
    where TState : class
{
    /// <summary>Whether the change is worth a write of its own. Else it is in memory, and stored with the next.</summary>
    public bool Write { get; init; } = true;
}

/// <summary>
/// The one way in which a grain keeps anything: a pure decision on what is kept gives what is kept next, that is written and waited for,
/// and only then does anybody see it. What was not written is not kept in memory either.
/// </summary>
/// <param name="key">The grain's key, for the log.</param>
/// <param name="letGo">Lets the activation go where not even the store's state can be read: the next one reads it.</param>
internal sealed class Kept<TState>(IPersistentState<TState> stored, Func<string> key, Action letGo, ILogger log)
    where TState : class
{
    // What was kept before the write that is on its way: a reading that comes in between sees this.
    private TState? standing;
    private Task turn = Task.CompletedTask;

    /// <summary>What the store is known to hold.</summary>
    public TState Now => standing ?? stored.State;

    /// <summary>
    /// Decides and writes. Commands of one grain take turns, also where the grain lets calls interleave. After a failed write the store's
    /// word counts: it is read again and decided on again, and where that asks for no more writing, the write had come through. So a
    /// decision has to see from the state that it was taken already.
    /// </summary>
    /// <param name="decide">Pure: it may be asked twice.</param>
    /// <param name="beforeWriting">What has to stand elsewhere before this is written; a refusal keeps it from being written.</param>
    /// <param name="whileWriting">What can be got ready of the next state while the store writes it; told only once it is written.</param>
    /// <returns>Refused with <see cref="StoreAway.Refusal"/> where the store did not take it.</returns>
    public async Task<Outcome<TAnswer>> Keep<TAnswer>(
        Func<TState, Decision<TState, TAnswer>> decide,
        Func<Task<Refusal?>>? beforeWriting = null,
        Action<TState>? whileWriting = null
    )
    {
        var before = turn;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turn = mine.Task;
        await before;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var decided = decide(stored.State);
                if (decided.Next is not { } next)
                    return decided.Answer;
                if (!decided.Write)
                {
                    stored.State = next;
                    return decided.Answer;
                }

                if (beforeWriting is not null && attempt == 1 && await beforeWriting() is { } refusal)
                    return refusal;
                switch (await Write(next, whileWriting))
                {
                    case Written.Done:
                        return decided.Answer;
                    // Somebody else wrote: what they wrote is decided on, once.
                    case Written.Overtaken when attempt == 1:
                        continue;
                    case Written.NotKnown:
                        return StoreAway.Refusal;
                    default:
                        var again = decide(stored.State);
                        return again.Next is null ? again.Answer : StoreAway.Refusal;
                }
            }
        }
        finally
        {
            mine.SetResult();
        }
    }

    private async Task<Written> Write(TState next, Action<TState>? meanwhile)
    {
        var before = standing = stored.State;
        stored.State = next;
        try
        {
            var writing = stored.WriteStateAsync();
            meanwhile?.Invoke(next);
            await writing;
            return Written.Done;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "What {Key} keeps could not be written", key());
            stored.State = before;
            try
            {
                await stored.ReadStateAsync();
                return fault is InconsistentStateException ? Written.Overtaken : Written.Failed;
            }
            catch (Exception again)
            {
                log.LogWarning(again, "What {Key} keeps could not be read again; it will be when it is next asked for", key());
                stored.State = before;
                letGo();
                return Written.NotKnown;
            }
        }
        finally
        {
            standing = null;
        }
    }

    private enum Written
    {
        Done,

        /// <summary>The store held something newer than the grain had read. The grain holds it now too.</summary>
        Overtaken,

        /// <summary>Whether the store took it is not known, and the grain holds what the store has.</summary>
        Failed,

        /// <summary>What the store has is not known either.</summary>
        NotKnown,
    }
}

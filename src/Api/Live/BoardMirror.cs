using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;

namespace Permanence.Api.Live;

/// <summary>
/// One council's board on this node, for as long as somebody has it open. It hears what changes; a message may be lost, and the board may
/// come back on another silo with another version: so it asks for the version again now and then, and where it has missed something it
/// reads the whole board again.
/// </summary>
internal sealed class BoardMirror : IBoardObserver, IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    // A change that was under way when the version was asked for arrives within this, or was lost.
    private static readonly TimeSpan LongestUnderWay = TimeSpan.FromSeconds(1);

    // Who looks first gets the processors for drawing.
    private static readonly TimeSpan UntilLookedAt = TimeSpan.FromMilliseconds(500);

    private static readonly Caller Node = Caller.Platform("board-watch", "board-watch");

    private readonly ITrackerBoardGrain grain;
    private readonly IClock clock;
    private readonly TimeProvider time;
    private readonly Func<MirrorNews, Task> tell;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock changing = new();
    private readonly SortedDictionary<long, BoardChange> early = [];
    private volatile Board? board;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? bringing;
    private bool disposed;

    /// <param name="tell">Called for each version, one after another.</param>
    public BoardMirror(
        string authority,
        ITrackerBoardGrain grain,
        Func<IBoardObserver, IBoardObserver> refer,
        IClock clock,
        TimeProvider time,
        Func<MirrorNews, Task> tell
    )
    {
        (Authority, this.grain, this.clock, this.time, this.tell) = (authority, grain, clock, time, tell);
        Reference = refer(this);
    }

    public string Authority { get; }

    /// <summary>By which the board knows this.</summary>
    public IBoardObserver Reference { get; }

    /// <summary>The board as it is known here; null before it was first read.</summary>
    public Board? Board => board;

    public bool Connected { get; private set; } = true;

    /// <summary>Null where what is shown is only what the board was when it fell asleep.</summary>
    public Instant? LastHeard { get; private set; }

    /// <summary>Told of every message the board sends, in their order.</summary>
    public async Task Changed(BoardChange change)
    {
        await turn.WaitAsync();
        try
        {
            if (board is not { } held || change.Version > held.Version + 1)
            {
                early[change.Version] = change;
                if (board is not null)
                    BringSoon(TimeSpan.Zero).Ignore();
            }
            else if (change.Follows(held))
            {
                await Apply(held, change);
            }
        }
        finally
        {
            turn.Release();
        }

        Arrived();
    }

    /// <summary>
    /// Makes sure that the board is heard and that nothing is missing. One at a time; who asks meanwhile gets that answer. Where nothing is
    /// shown yet and the board has just woken, what it was is shown at once, and it is heard soon after.
    /// </summary>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public Task Bring(CancellationToken cancelled = default)
    {
        lock (changing)
        {
            if (bringing is not { IsCompleted: false })
                bringing = BringOnce();
            return bringing.WaitAsync(cancelled);
        }
    }

    /// <summary>Lets the board know that nobody looks any more.</summary>
    public async Task Leave()
    {
        disposed = true;
        using (Node.Ask())
            await grain.Unwatch(Reference).WaitAsync(LongestAnswer, time);
    }

    public void Dispose() => turn.Dispose();

    // Not all nodes that missed the same message in the same moment.
    private async Task BringSoon(TimeSpan notBefore)
    {
        await Task.Delay(notBefore + TimeSpan.FromMilliseconds(Random.Shared.Next(500)), time);
        await Bring();
    }

    private async Task BringOnce()
    {
        try
        {
            // In a flow of its own: who asks first must not lend their name to the others.
            using var _ = Node.Ask();
            if (board is null && await Asleep() is { } asleep)
            {
                await Show(asleep);
                BringSoon(UntilLookedAt).Ignore();
                return;
            }

            var version = await grain.Watch(Reference).WaitAsync(LongestAnswer, time);
            if (board is null || board.Version > version || !await Arrives(version))
                await ReadWhole();
            LastHeard = clock.GetCurrentInstant();
            await Stand(true);
        }
        catch
        {
            await Stand(false);
            throw;
        }
    }

    // What is under way is waited for by the wall's clock: that is how long messages take.
    private async Task<bool> Arrives(long version)
    {
        var deadline = Task.Delay(LongestUnderWay);
        while (board!.Version < version)
        {
            Task next;
            lock (changing)
                next = arrived.Task;
            if (board.Version >= version)
                break;
            if (await Task.WhenAny(next, deadline) == deadline)
                return false;
        }

        return true;
    }

    private async Task<Board?> Asleep()
    {
        try
        {
            var asleep = await grain.AtOnce().WaitAsync(LongestAnswer, time);
            return asleep is null ? null : await Task.Run(() => asleep.Board(Authority));
        }
        catch (Exception fault) when (BoardSnapshot.IsUnreadable(fault))
        {
            // The board says so in its log when it wakes.
            return null;
        }
    }

    private async Task ReadWhole() => await Show(await grain.Read(AsOf.Now).WaitAsync(LongestAnswer, time));

    private async Task Show(Board whole)
    {
        await turn.WaitAsync();
        try
        {
            var before = board;
            board = whole;
            await tell(new MirrorNews(this, whole, null, before));
            foreach (var (number, change) in early.ToList())
            {
                early.Remove(number);
                if (change.Follows(board!))
                    await Apply(board!, change);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private Task Apply(Board held, BoardChange change)
    {
        board = held.With(change);
        LastHeard = clock.GetCurrentInstant();
        return disposed ? Task.CompletedTask : tell(new MirrorNews(this, board, change, held));
    }

    private async Task Stand(bool connected)
    {
        if (Connected == connected)
            return;
        Connected = connected;
        if (board is { } held)
            await tell(new MirrorNews(this, held, null, held));
    }

    private void Arrived()
    {
        lock (changing)
        {
            arrived.SetResult();
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>What became of a mirrored board.</summary>
/// <param name="Change">What made it so; null where the whole of it was read, or where only whether it is heard changed.</param>
/// <param name="Before">What was held before; null where nothing was.</param>
internal sealed record MirrorNews(BoardMirror Mirror, Board Board, BoardChange? Change, Board? Before);

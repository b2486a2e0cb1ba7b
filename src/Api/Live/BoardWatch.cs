using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;

namespace Permanence.Api.Live;

/// <summary>
/// Listens to every council's board for this web node and passes changes on to the pages open here. A message from a grain may be lost, and
/// the board may come back on another silo with another version: so every few seconds it asks again, and where it has missed something it
/// sends the whole board, marked as such.
/// </summary>
public sealed class BoardWatch(IGrainFactory grains, IHubContext<BoardHub> hub, ICouncils councils, IClock clock, TimeProvider time, ILogger<BoardWatch> log) : BackgroundService
{
    private static readonly TimeSpan AskAgainEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);
    private static readonly Caller Node = Caller.Platform("board-watch", "board-watch");

    private readonly ConcurrentDictionary<string, WatchedBoard> boards = new(StringComparer.Ordinal);

    public static string Group(string authority) => $"board:{authority}";

    /// <summary>Whether this node hears a council's board, and when it last did.</summary>
    public BoardStanding Standing(string authority) =>
        boards.TryGetValue(authority, out var board) ? new BoardStanding(board.Connected, board.LastHeard) : new BoardStanding(false, null);

    /// <summary>The version of a council's board now, asked by whoever is calling.</summary>
    public Task<long> Version(string authority) => Grain(authority).Watch(Watched(authority).Reference).WaitAsync(LongestAnswer, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AskAgainEvery, time);
        using (Node.Ask())
        {
            do
                await Task.WhenAll(councils.All.Select(council => AskAgain(council.Id, stoppingToken)));
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
    }

    private async Task AskAgain(string authority, CancellationToken stopping)
    {
        var board = Watched(authority);
        try
        {
            var version = await Grain(authority).Watch(board.Reference).WaitAsync(LongestAnswer, time, stopping);
            board.LastHeard = clock.GetCurrentInstant();
            if (!board.Connected)
            {
                board.Connected = true;
                await Tell(authority, board);
            }

            // A change may still be on its way: only what was already true at the last asking was missed.
            if (board.Seen is { } seen && board.ToldLastTime is { } told && told > seen)
                await SendWhole(authority, board, stopping);
            else
                board.Seen ??= version;
            board.ToldLastTime = version;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            if (board.Connected)
                log.LogWarning(fault, "The board of {Authority} cannot be heard; asking again every {Seconds} seconds", authority, AskAgainEvery.TotalSeconds);
            board.Connected = false;
            await Tell(authority, board);
        }
    }

    private async Task SendWhole(string authority, WatchedBoard board, CancellationToken stopping)
    {
        var whole = await Grain(authority).Read(AsOf.Now, stopping).WaitAsync(LongestAnswer, time, stopping);
        board.Saw(whole.Version);
        await hub.Clients.Group(Group(authority)).SendAsync("changed", new Change(authority, whole.Version, whole.AsAt, whole.Counts, whole.Rows, [], Whole: true), stopping);
    }

    private Task Tell(string authority, WatchedBoard board) =>
        hub.Clients.Group(Group(authority)).SendAsync("standing", new { authority, connected = board.Connected, asAt = board.LastHeard });

    private WatchedBoard Watched(string authority)
    {
        // One observer a board: a second one would be told everything too.
        lock (boards)
        {
            if (boards.TryGetValue(authority, out var known))
                return known;
            var board = new WatchedBoard(hub);
            board.Reference = grains.CreateObjectReference<IBoardObserver>(board);
            boards[authority] = board;
            return board;
        }
    }

    private ITrackerBoardGrain Grain(string authority) => grains.GetGrain<ITrackerBoardGrain>(GrainKeys.Authority(authority));

    /// <summary>What the client event <c>changed</c> carries.</summary>
    /// <param name="Rows">Rows that are new or changed; with <paramref name="Whole"/>, all there are.</param>
    /// <param name="Removed">Children no longer on the board.</param>
    /// <param name="Whole">Whether changes before this one were missed, so that these rows replace all others.</param>
    private sealed record Change(string Authority, long Version, Instant AsAt, BoardCounts Counts, IReadOnlyList<TrackerRow> Rows, IReadOnlyList<string> Removed, bool Whole);

    // Held here for as long as the node lives: the runtime itself keeps only a weak reference to an observer.
    private sealed class WatchedBoard(IHubContext<BoardHub> hub) : IBoardObserver
    {
        private readonly Lock changing = new();

        public IBoardObserver Reference { get; set; } = null!;

        /// <summary>The newest version that went out to the pages. Null before the first.</summary>
        public long? Seen { get; set; }

        public long? ToldLastTime { get; set; }

        public bool Connected { get; set; } = true;

        public Instant? LastHeard { get; set; }

        public void Saw(long version)
        {
            lock (changing)
                Seen = Math.Max(Seen ?? 0, version);
        }

        public Task Changed(BoardChange change)
        {
            Saw(change.Version);
            LastHeard = change.AsAt;
            return hub.Clients.Group(Group(change.Authority))
                .SendAsync("changed", new Change(change.Authority, change.Version, change.AsAt, change.Counts, change.Rows, change.Removed, Whole: false));
        }
    }
}

/// <summary>Whether this node hears a board, and when it last did; null where it never has.</summary>
public sealed record BoardStanding(bool Connected, Instant? LastHeard);

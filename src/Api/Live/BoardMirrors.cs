using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Grains;
using Permanence.Grains.Agencies;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Live;

/// <summary>
/// The boards that somebody has open on this node: a page is connected, or was asked for within the last two minutes. No other board is
/// listened to, so a council nobody looks at costs this node and the silos nothing.
/// </summary>
internal sealed class BoardMirrors(
    IGrainFactory grains,
    IHubContext<BoardHub> hub,
    LiveViews views,
    OwnRecordings recordings,
    PolicySource policies,
    IClock clock,
    TimeProvider time,
    ILogger<BoardMirrors> log
) : BackgroundService, IBoards
{
    /// <summary>How soon a message that was lost, or a board that came back elsewhere, is noticed.</summary>
    public static readonly TimeSpan AskAgainEvery = TimeSpan.FromSeconds(10);

    private static readonly Duration OpenFor = Duration.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Opened> opened = new(StringComparer.Ordinal);

    public static string Group(string authority) => $"board:{authority}";

    public static string StandingGroup(LookedAt looked) => StandingGroup(looked.Of, looked.IsAgency);

    public static string AgencyGroup(string agency) => $"agency:{agency}";

    private static string StandingGroup(string of, bool isAgency) => $"standing:{(isAgency ? "agency:" : "")}{of}";

    public async Task<Board> Read(string authority, CancellationToken cancelled)
    {
        var board = Open(authority);
        board.LastAsked = clock.GetCurrentInstant();
        if (board.Mirror.Board is null || board.BroughtAfter < recordings.Of(authority))
            await BringOrKeep(board, cancelled);
        return board.Mirror.Board ?? throw new TimeoutException($"The board of {authority} does not answer.");
    }

    public async Task<AgencyBoard> ReadAgency(string agency, CancellationToken cancelled)
    {
        var boards = await Task.WhenAll(Serves(agency).Select(authority => Read(authority, cancelled)));
        return AgencyBoards.Of(agency, boards, clock.GetCurrentInstant(), clock.Today());
    }

    public BoardStanding Standing(string authority) =>
        opened.TryGetValue(authority, out var board)
            ? new BoardStanding(board.Mirror.Connected, board.Mirror.LastHeard)
            : new BoardStanding(false, null);

    /// <summary>Whether this node hears all of these councils' boards.</summary>
    public bool AreHeard(IEnumerable<string> authorities) => authorities.All(authority => Standing(authority).Connected);

    /// <summary>
    /// Whether these boards have gone on since other policies were taken up here, so that a page of their version is worded alike.
    /// </summary>
    public bool AreDrawnAlike(IEnumerable<string> authorities) =>
        authorities.All(authority => !opened.TryGetValue(authority, out var board) || !(board.Mirror.Board?.Version <= board.DrawnAgainAt));

    /// <summary>The councils whose children an agency sees.</summary>
    public IReadOnlyList<string> Serves(string agency) => policies.Library.Agency(agency)?.Serves ?? [];

    /// <summary>Keeps boards open until this is disposed.</summary>
    public IDisposable Hold(IReadOnlyList<string> authorities) => new Held([.. authorities.Select(Hold)]);

    private Opened Hold(string authority)
    {
        while (true)
        {
            var board = Open(authority);
            board.Hold();
            // It may have been closed just then, because nobody had asked for so long.
            if (opened.TryGetValue(authority, out var still) && still == board)
                return board;
            board.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AskAgainEvery, time);
        var drawnBy = policies.Library;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!ReferenceEquals(drawnBy, policies.Library))
            {
                drawnBy = policies.Library;
                DrawAgain();
            }

            foreach (var (authority, board) in opened)
            {
                if (board.IsWanted(clock.GetCurrentInstant(), OpenFor))
                    AskAgain(board, stoppingToken).Ignore();
                else if (opened.TryRemove(new(authority, board)))
                    Leave(board.Mirror).Ignore();
            }
        }
    }

    // The council's words come from its policy. A silo may have taken it up earlier, and its board may stand as it is since: what is shown
    // of it here is drawn again, without a version of its own.
    private void DrawAgain()
    {
        foreach (var board in opened.Values)
        {
            if (board.Mirror.Board is not { } held)
                continue;
            board.DrawnAgainAt = held.Version;
            views.DrawAgain(held);
        }

        foreach (var agency in policies.Library.Agencies)
        {
            if (OpenBoard(agency.Id) is { } held)
                views.DrawAgain(held);
        }
    }

    private Opened Open(string authority) =>
        opened.GetOrAdd(
            authority,
            id => new Opened(
                new BoardMirror(
                    id,
                    grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(id)),
                    grains.CreateObjectReference<IBoardObserver>,
                    clock,
                    time,
                    Tell
                )
            )
            {
                LastAsked = clock.GetCurrentInstant(),
            }
        );

    // Not all nodes and boards in the same moment: after a restart they would all read whole boards at once.
    private async Task AskAgain(Opened board, CancellationToken stopping)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1_000)), time, stopping);
        await BringOrKeep(board, stopping);
    }

    // Where the board does not answer, what is held is shown with its time.
    private async Task BringOrKeep(Opened board, CancellationToken cancelled)
    {
        try
        {
            var recorded = recordings.Of(board.Mirror.Authority);
            await board.Mirror.Bring(cancelled);
            // Who recorded something here is not shown what was before it.
            if (board.Mirror.LastHeard is null && recorded > 0)
                await board.Mirror.Bring(cancelled);
            if (board.Mirror.LastHeard is not null)
                board.BroughtAfter = recorded;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancelled.IsCancellationRequested)
        {
            log.LogWarning(
                fault,
                "The board of {Authority} cannot be heard; asking again every {Seconds} seconds",
                board.Mirror.Authority,
                AskAgainEvery.TotalSeconds
            );
            if (board.Mirror.Board is null)
                throw;
        }
    }

    private async Task Leave(BoardMirror mirror)
    {
        try
        {
            await mirror.Leave();
            grains.DeleteObjectReference<IBoardObserver>(mirror.Reference);
        }
        catch (Exception fault)
        {
            log.LogDebug(fault, "The board of {Authority} was not told that nobody looks; it forgets by itself", mirror.Authority);
        }
    }

    private async Task Tell(MirrorNews news)
    {
        var (mirror, board, change) = (news.Mirror, news.Board, news.Change);
        views.Changed(board);
        if (change is not null || news.Before?.Version != board.Version)
        {
            await hub
                .Clients.Group(Group(board.Authority))
                .SendAsync(
                    "changed",
                    new BoardPush(
                        board.Authority,
                        board.Version,
                        board.AsAt,
                        board.On,
                        board.Counts,
                        board.Missing,
                        board.Awaited,
                        change?.Rows ?? board.Rows,
                        change?.Removed ?? [],
                        Whole: change is null
                    )
                );
        }

        if (news.Before is not null && change is null)
            await hub
                .Clients.Group(StandingGroup(board.Authority, isAgency: false))
                .SendAsync(
                    "standing",
                    new
                    {
                        authority = board.Authority,
                        connected = mirror.Connected,
                        asAt = mirror.LastHeard,
                    }
                );
        foreach (var agency in policies.Library.Agencies.Where(agency => agency.Serves.Contains(board.Authority)))
            await TellAgency(agency.Id, news);
    }

    private async Task TellAgency(string agency, MirrorNews news)
    {
        if (OpenBoard(agency) is not { } now)
            return;
        views.Changed(now);
        var (rows, removed) = AgencyBoards.Between(news.Before, news.Board);
        await hub
            .Clients.Group(AgencyGroup(agency))
            .SendAsync("changed", new AgencyPush(agency, agency, now.Version, now.AsAt, now.On, now.Counts, rows, removed));
        if (news.Before is not null && news.Change is null)
            await hub
                .Clients.Group(StandingGroup(agency, isAgency: true))
                .SendAsync(
                    "standing",
                    new
                    {
                        authority = agency,
                        connected = AreHeard(Serves(agency)),
                        asAt = now.AsAt,
                    }
                );
    }

    // Null where nobody of the agency looks: then not all of its councils' boards are open.
    private AgencyBoard? OpenBoard(string agency)
    {
        var boards = Serves(agency).Select(authority => opened.TryGetValue(authority, out var board) ? board.Mirror.Board : null).ToList();
        return boards.Any(board => board is null) ? null : AgencyBoards.Of(agency, boards!, clock.GetCurrentInstant(), clock.Today());
    }

    /// <summary>A mirror and who wants it.</summary>
    private sealed class Opened(BoardMirror mirror)
    {
        private int holders;

        public BoardMirror Mirror => mirror;

        public Instant LastAsked { get; set; }

        /// <summary>The version at which other policies were taken up here: what was drawn of it may be worded otherwise.</summary>
        public long DrawnAgainAt { get; set; }

        /// <summary>How much had been recorded through this node when the board was last brought up to date.</summary>
        public long BroughtAfter { get; set; } = -1;

        public void Hold() => Interlocked.Increment(ref holders);

        public void Release() => Interlocked.Decrement(ref holders);

        // A clock that was put back must not keep it open for as long as it ran ahead.
        public bool IsWanted(Instant now, Duration openFor) =>
            Volatile.Read(ref holders) > 0 || (now - LastAsked < openFor && LastAsked - now < openFor);
    }

    private sealed class Held(IReadOnlyList<Opened> boards) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) != 0)
                return;
            foreach (var board in boards)
                board.Release();
        }
    }
}

/// <summary>What the client event <c>changed</c> carries.</summary>
/// <param name="Missing">Children whose record cannot be read.</param>
/// <param name="Rows">Rows that are new or changed; with <paramref name="Whole"/>, all there are.</param>
/// <param name="Removed">Children no longer on the board.</param>
/// <param name="Whole">Whether changes before this one were missed, so that these rows replace all others.</param>
internal sealed record BoardPush(
    string Authority,
    long Version,
    Instant AsAt,
    LocalDate On,
    BoardCounts Counts,
    int Missing,
    int Awaited,
    IReadOnlyList<TrackerRow> Rows,
    IReadOnlyList<string> Removed,
    bool Whole
);

/// <summary>The same of an agency's board.</summary>
/// <param name="Authority">The agency's id, as <paramref name="Agency"/>.</param>
/// <param name="Removed">Children no longer on the board, each with its council.</param>
internal sealed record AgencyPush(
    string Authority,
    string Agency,
    long Version,
    Instant AsAt,
    LocalDate On,
    BoardCounts Counts,
    IReadOnlyList<AgencyRow> Rows,
    IReadOnlyList<AgencyChild> Removed
);

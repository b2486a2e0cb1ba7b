using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Permanence.Domain.Boards;
using Permanence.Grains.Agencies;

namespace Permanence.Api.Live;

/// <summary>
/// What open pages show: each filter of a board once, however many look through it. Where the board changes, each view is drawn again from
/// what this node holds, and those who look through it are sent the rows and the parts that differ. A burst that arrives while that is done
/// goes out together.
/// </summary>
internal sealed class LiveViews(IHubContext<BoardHub> hub, IBoardPictures pictures, ILogger<LiveViews> log)
{
    private readonly ConcurrentDictionary<string, Looked> looked = new(StringComparer.Ordinal);
    private readonly Lock counting = new();

    /// <summary>Those who look through a view.</summary>
    public static string Group(string view) => $"view:{view}";

    /// <summary>Begins, or goes on, to send a view's changes to its group until this is disposed.</summary>
    public IDisposable Look(LookedAt at)
    {
        lock (counting)
        {
            var view = looked.GetOrAdd(at.View, _ => new Looked(at));
            view.Lookers++;
            return new Looking(this, view);
        }
    }

    /// <summary>All of a view, from which the changes that its group is sent go on.</summary>
    public Task<ShownChange> Whole(LookedAt at, Board board) => Whole(at, Seen.Of(board, pictures));

    /// <inheritdoc cref="Whole(LookedAt, Board)"/>
    public Task<ShownChange> Whole(LookedAt at, AgencyBoard board) => Whole(at, Seen.Of(board, pictures));

    /// <summary>A board is another now.</summary>
    public void Changed(Board board) => SendAll(board.Authority, isAgency: false, Seen.Of(board, pictures));

    /// <inheritdoc cref="Changed(Board)"/>
    public void Changed(AgencyBoard board) => SendAll(board.Agency, isAgency: true, Seen.Of(board, pictures));

    /// <summary>A board is as it was, and what is shown of it may be drawn otherwise now.</summary>
    public void DrawAgain(Board board) => SendAll(board.Authority, isAgency: false, Seen.Of(board, pictures) with { Again = true });

    /// <inheritdoc cref="DrawAgain(Board)"/>
    public void DrawAgain(AgencyBoard board) => SendAll(board.Agency, isAgency: true, Seen.Of(board, pictures) with { Again = true });

    private async Task<ShownChange> Whole(LookedAt at, Seen seen)
    {
        if (!looked.TryGetValue(at.View, out var view))
            throw new InvalidOperationException("Nobody looks through this view.");
        await view.Turn.WaitAsync();
        try
        {
            // What its group was sent last, where that is newer than what was read for this.
            if (view.Last is null || seen.Version > view.Last.Version)
                await Show(view, seen);
            return view.Last!.Whole(at.View);
        }
        finally
        {
            view.Turn.Release();
        }
    }

    private void SendAll(string of, bool isAgency, Seen seen)
    {
        foreach (var view in looked.Values.Where(view => view.At.IsAgency == isAgency && view.At.Of == of))
            Send(view, seen).Ignore();
    }

    private async Task Send(Looked view, Seen seen)
    {
        // A newer one may be waiting for its turn: an agency's comes from several boards.
        if (!(view.Next?.Version > seen.Version && (seen.Again || view.At.IsAgency)))
            view.Next = seen;
        await view.Turn.WaitAsync();
        try
        {
            // Whoever had the turn before may have sent this already, together with what came before it.
            if (view.Next is { } next && (seen.Again || next.Version != view.Last?.Version))
                await Show(view, next);
        }
        catch (Exception fault)
        {
            // Who looks finds a number left out with the next change, and asks for all of it.
            view.Last = null;
            log.LogError(fault, "The board of {Of} could not be drawn", view.At.Of);
        }
        finally
        {
            view.Turn.Release();
        }
    }

    private async Task Show(Looked view, Seen seen)
    {
        var (before, now) = (view.Last, await seen.Draw(view.At));
        view.Last = now;
        if (before is not null && now.Since(before, view.At.View) is var change && !change.ChangesNothing)
            await hub.Clients.Group(Group(view.At.View)).SendAsync("shown", change);
    }

    /// <summary>A board of one version, and how a view of it is drawn.</summary>
    /// <param name="Again">Whether it is to be drawn though its version is shown already.</param>
    private sealed record Seen(long Version, Func<LookedAt, Task<BoardPicture>> Draw, bool Again = false)
    {
        public static Seen Of(Board board, IBoardPictures pictures) => new(board.Version, at => pictures.Of(at, board));

        public static Seen Of(AgencyBoard board, IBoardPictures pictures) => new(board.Version, at => pictures.Of(at, board));
    }

    private sealed class Looked(LookedAt at)
    {
        private volatile Seen? next;

        public LookedAt At => at;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Lookers { get; set; }

        public BoardPicture? Last { get; set; }

        public Seen? Next
        {
            get => next;
            set => next = value;
        }
    }

    private sealed class Looking(LiveViews views, Looked view) : IDisposable
    {
        private bool done;

        public void Dispose()
        {
            lock (views.counting)
            {
                if (done)
                    return;
                done = true;
                if (--view.Lookers == 0)
                    views.looked.TryRemove(view.At.View, out _);
            }
        }
    }
}

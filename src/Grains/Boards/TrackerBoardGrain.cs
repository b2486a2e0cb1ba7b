using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Concurrency;
using Orleans.Utilities;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;

namespace Permanence.Grains.Boards;

/// <summary>
/// One council's board. Reentrant, because a child tells it of a change while it may itself be asking that child for a row, and because
/// it has nothing to write: all it holds is a projection. Every thirty seconds while somebody watches, and when it is read after so long, it
/// compares what it holds with what each child says its row depends on, so that a lost message, a new day or a changed policy comes right
/// without anybody acting. A board that nobody looks at costs nothing.
/// </summary>
[Reentrant]
[GrainType("trackerboard")]
public sealed class TrackerBoardGrain : Grain, ITrackerBoardGrain
{
    public static readonly TimeSpan LookAgainEvery = TimeSpan.FromSeconds(30);

    // Under a burst, such as an import, rows go out together.
    private static readonly Duration BetweenPushes = Duration.FromMilliseconds(4);

    private readonly IClock clock;
    private readonly ILogger<TrackerBoardGrain> log;
    private readonly ObserverManager<IBoardObserver> observers;
    private readonly BoardRows rows = new();
    // Children whose row is not what the board holds.
    private readonly HashSet<string> stale = new(StringComparer.Ordinal);
    private Task? building;
    private Task? bringing;
    private bool following;
    private Instant asAt;
    private Instant compared;
    private Instant lastPush;
    private long version;
    private IGrainTimer? pushing;

    public TrackerBoardGrain(IClock clock, ILogger<TrackerBoardGrain> log)
    {
        this.clock = clock;
        this.log = log;
        observers = new ObserverManager<IBoardObserver>(TimeSpan.FromMinutes(2), log) { GetDateTime = () => clock.GetCurrentInstant().ToDateTimeUtc() };
    }

    private string Authority => GrainKeys.AuthorityOf(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Ahead of whatever an earlier activation reached, because a board does not change a million times a second.
        version = clock.GetCurrentInstant().ToUnixTimeTicks() / 10;
        this.RegisterGrainTimer(LookAgain, new GrainTimerCreationOptions(LookAgainEvery, LookAgainEvery) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<Board> Read(AsOf asOf, CancellationToken cancelled) => asOf.IsNow ? ReadNow() : ReadPast(asOf, cancelled);

    private async Task<Board> ReadNow()
    {
        await Built();
        if (clock.GetCurrentInstant() - compared >= Duration.FromTimeSpan(LookAgainEvery))
            await Compare();
        await BroughtUpToDate();
        return new Board(Authority, asAt, clock.Today(), version, rows.Counts(), rows.Shown());
    }

    private async Task<Board> ReadPast(AsOf asOf, CancellationToken cancelled)
    {
        var children = await Register().Children();
        var past = await Fanout.Ask(children, child => Child(child).Row(asOf, cancelled));
        var shown = past.OfType<TrackerRow>().OrderBy(row => row.Child, StringComparer.Ordinal).ToList();
        return new Board(Authority, clock.GetCurrentInstant(), asOf.On ?? clock.Today(), version, TrackerRows.Count(shown), shown);
    }

    public Task Changed(string child, RowStamp stamp)
    {
        // Not awaited: the child that tells this is in the middle of a call, and could not answer for its row before it returns.
        if (rows.Stamp(child) != stamp && stale.Add(child) && observers.Count > 0)
            Follow().Ignore();
        return Task.CompletedTask;
    }

    public async Task<long> Watch(IBoardObserver observer)
    {
        observers.Subscribe(observer, observer);
        await Built();
        return version;
    }

    public Task Unwatch(IBoardObserver observer)
    {
        observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    private async Task Built()
    {
        building ??= Refresh();
        try
        {
            await building;
        }
        catch
        {
            building = null;
            throw;
        }
    }

    // Everything that was stale when this was asked is not any more when it answers; what became stale meanwhile may be.
    private async Task BroughtUpToDate()
    {
        if (bringing is { IsCompleted: false })
            await bringing;
        // What was stale may by now be on its way, because somebody watches: that has to arrive too.
        if (stale.Count > 0 || bringing is { IsCompleted: false })
            await Bring();
    }

    private async Task Follow()
    {
        if (following)
            return;
        following = true;
        try
        {
            while (stale.Count > 0)
                await Bring();
        }
        finally
        {
            following = false;
        }
    }

    private Task Bring() => bringing is { IsCompleted: false } ? bringing : bringing = BringStale();

    private async Task BringStale()
    {
        string[] children = [.. stale];
        stale.Clear();
        // One that cannot be reached now is found by the next look.
        await Fanout.Ask(children, Bring);
        if (rows.HasPending)
            Push();
    }

    private async Task LookAgain(CancellationToken stopping)
    {
        observers.ClearExpired();
        if (observers.Count > 0)
            await Compare();
    }

    // Where no child answers, what is held stays shown as at when it was right.
    private async Task Compare()
    {
        try
        {
            await Built();
            await Refresh();
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The board of {Authority} could not look again; it will in {Seconds} seconds", Authority, LookAgainEvery.TotalSeconds);
        }
    }

    /// <summary>Brings every row whose stamp is not what its child says up to date.</summary>
    private async Task Refresh()
    {
        var began = clock.GetCurrentInstant();
        stale.Clear();
        var children = await Register().Children();
        var unreachable = (await Fanout.Ask(children, BringUpToDate)).Count(reached => !reached);
        if (unreachable > 0)
            log.LogWarning("{Count} children of {Authority} could not be reached for its board", unreachable, Authority);
        if (unreachable == children.Count && children.Count > 0)
            throw new TimeoutException($"No child of {Authority} could be reached.");

        var waking = building is not { IsCompletedSuccessfully: true };
        if (unreachable == 0 || waking)
            asAt = Instant.Max(asAt, began);
        compared = Instant.Max(compared, began);
        if (waking)
            rows.Settle();
        else if (rows.HasPending)
            Push();
    }

    private async Task<bool> BringUpToDate(string child)
    {
        try
        {
            if (rows.Stamp(child) is { } held && held == await Child(child).Stamp())
                return true;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "{Child} of {Authority} could not be asked", child, Authority);
            return false;
        }

        return await Bring(child);
    }

    private async Task<bool> Bring(string child)
    {
        try
        {
            rows.Take(child, await Child(child).StampedRow());
            return true;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The row of {Child} of {Authority} could not be read", child, Authority);
            return false;
        }
    }

    private void Push()
    {
        asAt = clock.GetCurrentInstant();
        if (pushing is not null)
            return;
        var since = asAt - lastPush;
        if (since >= BetweenPushes || since < Duration.Zero)
        {
            PushNow();
            return;
        }

        pushing = this.RegisterGrainTimer(_ =>
        {
            pushing?.Dispose();
            pushing = null;
            PushNow();
            return Task.CompletedTask;
        }, new GrainTimerCreationOptions((BetweenPushes - since).ToTimeSpan(), Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private void PushNow()
    {
        var (changed, removed) = rows.Settle();
        if (changed.Count == 0 && removed.Count == 0)
            return;
        version++;
        lastPush = clock.GetCurrentInstant();
        var change = new BoardChange(Authority, version, asAt, rows.Counts(), changed, removed);
        observers.Notify(observer => observer.Changed(change)).Ignore();
    }

    private IAuthorityGrain Register() => GrainFactory.GetGrain<IAuthorityGrain>(GrainKeys.Authority(Authority));

    private IChildGrain Child(string child) => GrainFactory.GetGrain<IChildGrain>(GrainKeys.Child(Authority, child));
}

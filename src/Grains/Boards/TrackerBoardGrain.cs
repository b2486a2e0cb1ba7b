using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Concurrency;
using Orleans.Utilities;
using Permanence.Domain.Tracking;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;

namespace Permanence.Grains.Boards;

/// <summary>
/// One council's board. Reentrant, because a child tells it of a change while it may itself be asking that child for a row, and because
/// it has nothing to write: all it holds is a projection. Every thirty seconds it compares what it holds with what each child says its row
/// depends on, so that a lost message, a new day or a changed policy comes right without anybody acting.
/// </summary>
[Reentrant]
public sealed class TrackerBoardGrain : Grain, ITrackerBoardGrain
{
    public static readonly TimeSpan LookAgainEvery = TimeSpan.FromSeconds(30);

    // Under a burst, such as an import, rows go out together.
    private static readonly Duration BetweenPushes = Duration.FromMilliseconds(10);

    private readonly IClock clock;
    private readonly ILogger<TrackerBoardGrain> log;
    private readonly ObserverManager<IBoardObserver> observers;
    private readonly BoardRows rows = new();
    private Task? building;
    private Instant asAt;
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

    public async Task<Board> Read()
    {
        await Built();
        return new Board(Authority, asAt, clock.Today(), version, rows.Counts(), rows.Shown());
    }

    public async Task<Board> Read(LocalDate? on, Instant? knownAt)
    {
        if (on is null && knownAt is null)
            return await Read();

        var children = await Register().Children();
        var past = await Fanout.Ask(children, child => Child(child).Row(on, knownAt));
        var shown = past.OfType<TrackerRow>().OrderBy(row => row.Child, StringComparer.Ordinal).ToList();
        return new Board(Authority, clock.GetCurrentInstant(), on ?? clock.Today(), version, TrackerRows.Count(shown), shown);
    }

    public Task Changed(string child, StampedRow row)
    {
        if (rows.Take(child, row))
            Push();
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

    private async Task LookAgain(CancellationToken stopping)
    {
        try
        {
            await Built();
            await Refresh();
            observers.ClearExpired();
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
        var children = await Register().Children();
        var unreachable = (await Fanout.Ask(children, BringUpToDate)).Count(reached => !reached);
        if (unreachable > 0)
            log.LogWarning("{Count} children of {Authority} could not be reached for its board", unreachable, Authority);
        if (unreachable == children.Count && children.Count > 0)
            throw new TimeoutException($"No child of {Authority} could be reached.");

        var waking = building is not { IsCompletedSuccessfully: true };
        if (unreachable == 0 || waking)
            asAt = Instant.Max(asAt, began);
        if (waking)
            rows.Settle();
        else if (rows.HasPending)
            Push();
    }

    private async Task<bool> BringUpToDate(string child)
    {
        try
        {
            if (rows.Has(child) && rows.Stamp(child) == await Child(child).Stamp())
                return true;
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

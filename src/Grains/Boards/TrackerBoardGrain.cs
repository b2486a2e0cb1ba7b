using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Concurrency;
using Orleans.Utilities;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Authorities;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Boards;

/// <summary>
/// One council's board. A child tells it of every change with its row, so that nobody is asked. What a lost message, a new day, an hour
/// that ran out or another policy makes wrong is found by comparing what each row depends on with what the store holds, the policies
/// say and the clock shows: while somebody watches every half minute, and when the board is read after so long. Then only the rows that
/// are not right are made again, from records read in bulk. Nobody who looks costs nothing: no timer runs and no record is read.
/// <para>Reentrant: it decides nothing that a second call could come between; all that it holds is a projection.</para>
/// </summary>
[Reentrant]
[GrainType("trackerboard")]
public sealed class TrackerBoardGrain : Grain, ITrackerBoardGrain
{
    public static readonly TimeSpan LookAgainEvery = TimeSpan.FromSeconds(30);

    // How soon another policy, or a clock that was put right, is seen. Costs the comparison of two texts.
    private static readonly TimeSpan GlanceEvery = TimeSpan.FromSeconds(5);

    // How long somebody waits for a board that has to be brought up to date before they get it as it is, with its time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    // The snapshot of a long board that wakes is passed on as the store has it, so that who asks first gets it at once. A short one is as
    // soon looked through.
    private const int Long = 500;

    // Under a burst, such as an import, rows go out together.
    private static readonly Duration BetweenPushes = Duration.FromMilliseconds(4);

    // A restart may wait for a few rows more; a store should not be written with every event of a council.
    private static readonly TimeSpan SnapshotAfter = TimeSpan.FromSeconds(30);

    // Versions that a board may have given out after its last snapshot.
    private const long VersionsUnseen = 1_000_000;

    private readonly Kept<BoardSnapshot> kept;
    private readonly Caseload caseload;
    private readonly IAssessor assessor;
    private readonly IClock clock;
    private readonly TimeProvider time;
    private readonly ILogger<TrackerBoardGrain> log;
    private readonly ObserverManager<IBoardObserver> observers;
    private readonly BoardRows rows = new();

    private long version;
    private Instant? asAt;
    private LocalDate on;
    private int awaited;
    private readonly TaskCompletionSource counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Instant? compared;
    private string comparedWith = "";
    private Task? comparing;
    private Task? awake;
    private IGrainTimer? glancing;
    private IGrainTimer? pushing;
    private IGrainTimer? saving;
    private Instant lastPush = Instant.MinValue;
    private bool headChanged;

    public TrackerBoardGrain(
        [PersistentState("board", StoreNames.Records)] IPersistentState<BoardSnapshot> stored,
        Caseload caseload,
        IAssessor assessor,
        IClock clock,
        TimeProvider time,
        ILogger<TrackerBoardGrain> log
    )
    {
        (this.caseload, this.assessor, this.clock, this.time, this.log) = (caseload, assessor, clock, time, log);
        // A board that does not know what its snapshot is goes on all the same: nothing of what it holds came from there.
        kept = new Kept<BoardSnapshot>(stored, this.GetPrimaryKeyString, static () => { }, log);
        observers = new ObserverManager<IBoardObserver>(TimeSpan.FromMinutes(2), log)
        {
            GetDateTime = () => clock.GetCurrentInstant().ToDateTimeUtc(),
        };
    }

    private string Authority => GrainKeys.Parse<AuthorityKey>(this.GetPrimaryKeyString()).Authority;

    private Instant Now => clock.GetCurrentInstant();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Ahead of whatever an earlier activation reached, whichever way the clock went since: a board does not change a million times a
        // second.
        version = Math.Max(Now.ToUnixTimeTicks() / 10, kept.Now.Version + VersionsUnseen);
        on = clock.Today();
        if (!IsLong)
            await Awake();
    }

    private bool IsLong => kept.Now is { AsAt: not null, Count: > Long };

    private Task Awake() => awake ??= Wake();

    private async Task Wake()
    {
        try
        {
            foreach (var held in await Task.Run(kept.Now.Read))
                rows.Take(held.Child, held.Row);
            asAt = kept.Now.AsAt;
            on = kept.Now.AsAt is { } then ? then.InZone(Timeline.London).Date : on;
        }
        catch (Exception fault) when (BoardSnapshot.IsUnreadable(fault))
        {
            log.LogWarning(fault, "The snapshot of the board of {Authority} cannot be read; the board is made from the records", Authority);
        }

        rows.Settle();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (saving is not null)
            await Save();
    }

    public Task<Board> Read(AsOf asOf, CancellationToken cancelled) => asOf.IsNow ? ReadNow() : ReadPast(asOf, cancelled);

    public Task<BoardSnapshot?> AtOnce(CancellationToken cancelled) => Task.FromResult(compared is null && IsLong ? kept.Now : null);

    public async Task Changed(string child, StampedRow row)
    {
        await Awake();
        // Of another node's policies or clock it counts only where it knows more of the record: the rest is found by comparing.
        if (
            !row.IsRight(row.Stamp.Revision, assessor.Stamp(Authority), Now)
            && rows.IsRight(child, row.Stamp.Revision, assessor.Stamp(Authority), Now)
        )
            return;
        rows.Take(child, row);
        if (rows.HasPending)
            Push();
    }

    public async Task<long> Watch(IBoardObserver observer)
    {
        await Awake();
        observers.Subscribe(observer, observer);
        glancing ??= this.RegisterGrainTimer(
            Glance,
            new GrainTimerCreationOptions(GlanceEvery, GlanceEvery) { Interleave = true, KeepAlive = true }
        );
        if (!IsCurrent())
            Compare().Ignore();
        // Who asks now gets what was waiting for the next push with those who watched before.
        PushNow();
        return version;
    }

    public Task Unwatch(IBoardObserver observer)
    {
        observers.Unsubscribe(observer);
        if (observers.Count == 0)
            StopGlancing();
        return Task.CompletedTask;
    }

    private async Task<Board> ReadNow()
    {
        await Awake();
        if (!IsCurrent())
        {
            using var waiting = new CancellationTokenSource();
            await Task.WhenAny(Compare(), Task.Delay(LongestWait, time, waiting.Token));
            await waiting.CancelAsync();
        }

        // Nothing is known of these children yet: an empty board would be a lie.
        if (asAt is null && awaited == 0)
        {
            var first = comparing is { IsCompleted: false } ? comparing : BringUpToDate();
            // However many there are, it is soon known how many records are still to be read.
            await await Task.WhenAny(first, counted.Task);
            first.Ignore();
        }

        PushNow();
        return rows.Board(Authority, asAt ?? Now, on, version) with { Awaited = awaited };
    }

    private async Task<Board> ReadPast(AsOf asOf, CancellationToken cancelled)
    {
        var readAt = asOf.ReadAt(Now);
        var shown = new List<TrackerRow>();
        var missing = 0;
        await foreach (
            var batch in caseload.Make(
                Authority,
                await Register().Children(cancelled),
                record => record.Read(asOf.KnownAt)?.At(readAt) is { } history ? assessor.Row(history)?.Row : null,
                cancelled
            )
        )
        {
            foreach (var made in batch)
            {
                if (made.Fault is not null)
                    missing++;
                else if (made.Value is { } row)
                    shown.Add(row);
            }
        }

        shown.Sort((one, other) => string.CompareOrdinal(one.Child, other.Child));
        return new Board(Authority, Now, LondonTime.DayOf(readAt), version, TrackerRows.Count(shown), shown) { Missing = missing };
    }

    private bool IsCurrent()
    {
        var now = Now;
        return compared is { } then
            && now >= then
            && now - then < Duration.FromTimeSpan(LookAgainEvery)
            && comparedWith == assessor.Stamp(Authority)
            && now < rows.HoldsUntil
            && on == clock.Today();
    }

    private Task Glance(CancellationToken stopping)
    {
        observers.ClearExpired();
        if (observers.Count == 0)
            StopGlancing();
        else if (!IsCurrent())
            Compare().Ignore();
        return Task.CompletedTask;
    }

    private void StopGlancing()
    {
        glancing?.Dispose();
        glancing = null;
    }

    // One at a time; never fails: what is held stays shown as at when it was right.
    private Task Compare() => comparing is { IsCompleted: false } ? comparing : comparing = Compared();

    private async Task Compared()
    {
        try
        {
            await BringUpToDate();
        }
        catch (Exception fault)
        {
            log.LogWarning(
                fault,
                "The board of {Authority} could not look again; it will in {Seconds} seconds",
                Authority,
                LookAgainEvery.TotalSeconds
            );
        }
    }

    /// <summary>Makes every row again that is not what the store, the policies and the clock say now.</summary>
    private async Task BringUpToDate()
    {
        var (began, policy) = (Now, assessor.Stamp(Authority));
        var today = began.InZone(Timeline.London).Date;
        var children = await Register().Children();
        rows.KeepOnly(children.ToHashSet(StringComparer.Ordinal));
        var revisions = await caseload.Revisions(Authority, children);
        var wrong = children
            .Where(child => revisions.TryGetValue(child, out var revision) && !rows.IsRight(child, revision, policy, began))
            .ToList();
        var missing = rows.Missing;
        awaited = wrong.Count(rows.IsUnknown);
        if (awaited > 0)
            counted.TrySetResult();
        await foreach (var batch in caseload.Make(Authority, wrong, record => StampedRow.Of(record, Authority, assessor, began)))
        {
            foreach (var made in batch)
            {
                if (made.Value is { } row)
                    rows.Take(made.Child, row, revisions[made.Child]);
                else if (rows.LeaveOut(made.Child, revisions[made.Child]))
                    log.LogError(
                        made.Fault,
                        "The record {Child} of {Authority} cannot be read: it is on no board until it is put right",
                        made.Child,
                        Authority
                    );
            }

            awaited = Math.Max(0, awaited - batch.Count);
            // On the first look of a new day the rows go out with it: one of today would be drawn beside the words of yesterday.
            if (rows.HasPending && (on == today || awaited > 0))
                Push();
        }

        // Only now do all rows say what is right at that instant. A board that was behind says so also where no row is another.
        headChanged |=
            on != today
            || comparedWith != policy
            || rows.Missing != missing
            || asAt is not { } before
            || began - before > Duration.FromTimeSpan(LookAgainEvery * 2);
        (awaited, asAt, compared, comparedWith, on) = (0, began, began, policy, today);
        if (rows.HasPending || headChanged)
            Push();
    }

    private void Push()
    {
        SaveLater();
        if (pushing is not null)
            return;
        var since = Now - lastPush;
        if (since >= BetweenPushes || since < Duration.Zero)
        {
            PushNow();
            return;
        }

        pushing = this.RegisterGrainTimer(
            _ =>
            {
                PushNow();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions((BetweenPushes - since).ToTimeSpan(), Timeout.InfiniteTimeSpan) { Interleave = true }
        );
    }

    private void PushNow()
    {
        pushing?.Dispose();
        pushing = null;
        var (changed, removed) = rows.Settle();
        if (changed.Count == 0 && removed.Count == 0 && !headChanged)
            return;
        headChanged = false;
        version++;
        lastPush = Now;
        // What was told is as of now only where all the rest is too.
        if (awaited == 0 && IsCurrent())
            asAt = lastPush;
        if (observers.Count == 0)
            return;
        var change = new BoardChange(
            Authority,
            version,
            asAt ?? lastPush,
            on,
            rows.Missing,
            awaited,
            rows.Counts(),
            [.. changed.Select(held => held.Row!)],
            [.. changed.Where(held => held.Shared).Select(held => held.Row!.Child)],
            removed
        );
        observers.Notify(observer => observer.Changed(change)).Ignore();
    }

    private void SaveLater() =>
        saving ??= this.RegisterGrainTimer(
            _ => Save(),
            new GrainTimerCreationOptions(SnapshotAfter, Timeout.InfiniteTimeSpan) { Interleave = true }
        );

    private async Task Save()
    {
        saving?.Dispose();
        saving = null;
        if (asAt is not { } right)
            return;
        // A copy, written beside the grain's turns: a push does not wait for it. One that the store does not take is followed by another.
        var (held, at) = (rows.All.Select(pair => new SnapshotRow(pair.Key, pair.Value)).ToList(), version);
        var snapshot = await Task.Run(() => BoardSnapshot.Of(right, at, held));
        await kept.Keep<bool>(_ => new(true, snapshot));
    }

    private IAuthorityGrain Register() => GrainFactory.GetGrain<IAuthorityGrain>(new AuthorityKey(Authority));
}

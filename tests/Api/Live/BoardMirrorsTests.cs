using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Testing;
using Orleans;
using Orleans.Runtime;
using Permanence.Api.Live;
using Permanence.Api.Tests.Pages;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;
using Xunit;

namespace Permanence.Api.Tests.Live;

/// <summary>What a web node does about messages that are lost on the way from a board: here the test is the board.</summary>
public sealed class BoardMirrorsTests : IAsyncLifetime
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 16, 9, 0);
    private static readonly TrackerRow Row = new("A-1", "Ada Invented", "7", "C2", "adoption", Rag.Red, 1, 0, null, "North", null);

    private static readonly StampedRow Stamped = new(
        new RowStamp(1, "policy", new LocalDate(2026, 6, 15)),
        Row,
        Shared: true,
        Instant.MinValue,
        Now
    );

    private readonly FakeTimeProvider time = new();
    private readonly FakeClock clock = new(Now);

    // Read once: only which councils an agency serves is asked of it.
    private static readonly Lazy<PolicySource> Policies = new(() =>
        new PolicySource(Permanence.Builders.Repository.Config, TimeProvider.System, NullLogger<PolicySource>.Instance)
    );

    private readonly OwnRecordings recordings = new();
    private readonly Board board = new();
    private readonly Hub hub = new();
    private BoardMirrors mirrors = null!;
    private IDisposable open = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        mirrors = Mirrors(time);
        await mirrors.StartAsync(Stopping);
        open = mirrors.Hold(["north"]);
        Assert.Equal(10, (await mirrors.Read("north", Stopping)).Version);
        hub.Sent.Clear();
    }

    private BoardMirrors Mirrors(TimeProvider passing) =>
        new(
            Grains.Of(board),
            hub,
            new LiveViews(hub, null!, NullLogger<LiveViews>.Instance),
            recordings,
            Policies.Value,
            clock,
            passing,
            NullLogger<BoardMirrors>.Instance
        );

    public async ValueTask DisposeAsync()
    {
        open.Dispose();
        await mirrors.StopAsync(CancellationToken.None);
        mirrors.Dispose();
    }

    [Fact]
    public async Task A_change_that_arrives_goes_to_the_councils_watchers_as_it_is_and_is_on_the_board_without_asking()
    {
        var asked = board.Asked;
        await board.Observer!.Changed(Change(11));

        var sent = Assert.Single(hub.Sent);
        Assert.Equal(("board:north", "changed"), (sent.Group, sent.Method));
        Assert.Equal(11, sent.Payload.GetProperty("version").GetInt64());
        Assert.False(sent.Payload.GetProperty("whole").GetBoolean());
        Assert.Equal("A-2", sent.Payload.GetProperty("rows")[0].GetProperty("child").GetString());
        var now = await mirrors.Read("north", Stopping);
        Assert.Equal((11, 2), (now.Version, now.Rows.Count));
        Assert.Equal(["A-2"], now.Shared);
        Assert.Equal(asked, board.Asked);
    }

    [Fact]
    public async Task A_change_that_was_lost_is_made_good_with_the_whole_board()
    {
        board.Version = 12;
        await AskAgain();

        await Eventually.IsTrue("the whole board was sent", () => hub.Sent.Any(sent => sent.Method == "changed"), cancellation: Stopping);
        var sent = hub.Sent.Single(sent => sent.Method == "changed");
        Assert.Equal(12, sent.Payload.GetProperty("version").GetInt64());
        Assert.True(sent.Payload.GetProperty("whole").GetBoolean());
        Assert.Equal(12, (await mirrors.Read("north", Stopping)).Version);
    }

    [Fact]
    public async Task A_gap_between_two_changes_is_noticed_with_the_second()
    {
        board.Version = 12;
        await board.Observer!.Changed(Change(12));

        await Eventually.IsTrue(
            "the board was read again",
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return hub.Sent.Any(sent => sent.Method == "changed" && sent.Payload.GetProperty("version").GetInt64() == 12);
            },
            cancellation: Stopping
        );
    }

    [Fact]
    public async Task A_change_still_on_its_way_when_the_board_is_asked_is_not_taken_for_lost()
    {
        board.Version = 11;
        var asked = board.Asked;
        var asking = AskAgain();
        await Eventually.IsTrue("the board was asked", () => board.Asked > asked, cancellation: Stopping);
        await board.Observer!.Changed(Change(11));
        await asking;

        await Eventually.IsTrue("it was sent", () => hub.Sent.Any(sent => sent.Method == "changed"), cancellation: Stopping);
        Assert.False(Assert.Single(hub.Sent, sent => sent.Method == "changed").Payload.GetProperty("whole").GetBoolean());
    }

    [Fact]
    public async Task Who_recorded_something_here_reads_a_board_that_has_it()
    {
        await recordings.Invoke(Recording("north/A-1"));
        board.Version = 11;
        var reading = mirrors.Read("north", Stopping);
        await board.Observer!.Changed(Change(11));

        Assert.Equal(11, (await reading).Version);
    }

    [Fact]
    public async Task A_board_that_has_just_woken_is_shown_as_it_was_and_heard_soon_after()
    {
        open.Dispose();
        board.Asleep = BoardSnapshot.Of(Now - Duration.FromHours(14), 9, [new SnapshotRow("A-1", Stamped)]);
        var asked = board.Asked;
        using var mirrored = Mirrors(time);
        open = mirrored.Hold(["north"]);

        var first = await mirrored.Read("north", Stopping);
        Assert.Equal((9, Now - Duration.FromHours(14), new LocalDate(2026, 6, 15)), (first.Version, first.AsAt, first.On));
        Assert.Equal((1, "A-1"), (first.Counts.Children, Assert.Single(first.Rows).Child));
        Assert.Equal(["A-1"], first.Shared);
        Assert.Equal(asked, board.Asked);

        await Eventually.IsTrue(
            "the board was heard",
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return hub.Sent.Any(sent => sent.Payload.GetProperty("version").GetInt64() == 10);
            },
            cancellation: Stopping
        );
        Assert.Equal((10, Now), ((await mirrored.Read("north", Stopping)).Version, mirrored.Standing("north").LastHeard));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_waking_board_is_heard_at_once_by_who_recorded_something_here_and_where_what_it_was_cannot_be_read(bool recorded)
    {
        open.Dispose();
        var asleep = BoardSnapshot.Of(Now - Duration.FromHours(14), 9, [new SnapshotRow("A-1", Stamped)]);
        board.Asleep = recorded ? asleep : asleep with { Rows = "AAAA" };
        if (recorded)
            await recordings.Invoke(Recording("north/A-1"));
        using var mirrored = Mirrors(TimeProvider.System);
        open = mirrored.Hold(["north"]);

        Assert.Equal(10, (await mirrored.Read("north", Stopping)).Version);
    }

    [Fact]
    public async Task A_board_nobody_has_open_is_left_and_costs_nothing()
    {
        open.Dispose();
        clock.Advance(Duration.FromMinutes(3));
        await Eventually.IsTrue(
            "the board was left",
            () =>
            {
                time.Advance(BoardMirrors.AskAgainEvery);
                return board.Left;
            },
            cancellation: Stopping
        );
        var asked = board.Asked;

        for (var step = 0; step < 12; step++)
            time.Advance(BoardMirrors.AskAgainEvery);

        Assert.Equal(asked, board.Asked);
        open = mirrors.Hold(["north"]);
    }

    [Fact]
    public async Task A_board_that_cannot_be_heard_is_shown_with_when_it_last_was_and_said_so_until_it_can()
    {
        Assert.Equal(new BoardStanding(true, Now), mirrors.Standing("north"));

        board.Away = true;
        await AskAgain();
        await Eventually.IsTrue(
            "it was said",
            () => hub.Sent.Any(sent => sent.Method == "standing" && !sent.Payload.GetProperty("connected").GetBoolean()),
            cancellation: Stopping
        );
        Assert.Equal(new BoardStanding(false, Now), mirrors.Standing("north"));
        Assert.Equal(10, (await mirrors.Read("north", Stopping)).Version);

        board.Away = false;
        await AskAgain();
        await Eventually.IsTrue(
            "it was taken back",
            () => hub.Sent.Last() is { Method: "standing" } said && said.Payload.GetProperty("connected").GetBoolean(),
            cancellation: Stopping
        );
        Assert.True(mirrors.Standing("north").Connected);
    }

    private static BoardChange Change(long version) =>
        new(
            "north",
            version,
            Now,
            new LocalDate(2026, 6, 16),
            0,
            0,
            new BoardCounts(2, 2, 0, 0, 2, 0),
            [Row with { Child = "A-2" }],
            ["A-2"],
            []
        );

    // The node asks again by itself, after a while of its own choosing.
    private async Task AskAgain()
    {
        var asked = board.Asked;
        // The node may not be waiting for its next time yet when the clock is first moved.
        await Eventually.IsTrue(
            "the board was asked again",
            () =>
            {
                if (board.Asked > asked)
                    return true;
                time.Advance(BoardMirrors.AskAgainEvery);
                return false;
            },
            cancellation: Stopping
        );
    }

    private static IOutgoingGrainCallContext Recording(string child)
    {
        var call = DispatchProxy.Create<IOutgoingGrainCallContext, Call>();
        ((Call)(object)call).Child = child;
        return call;
    }

#pragma warning disable CA1852 // A proxy is made by deriving from it.
    private class Call : DispatchProxy
#pragma warning restore CA1852
    {
        public string Child { get; set; } = "";

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name switch
            {
                "Invoke" => Task.CompletedTask,
                "get_InterfaceMethod" => typeof(IChildGrain).GetMethod(nameof(IChildGrain.Record)),
                "get_TargetId" => GrainId.Create("child", Child),
                _ => throw new NotSupportedException(targetMethod?.Name),
            };
    }

    private sealed class Board : ITrackerBoardGrain
    {
        private int asked;

        public long Version { get; set; } = 10;

        public bool Away { get; set; }

        public int Asked => Volatile.Read(ref asked);

        public IBoardObserver? Observer { get; private set; }

        public Task<Domain.Boards.Board> Read(AsOf asOf, CancellationToken cancelled) =>
            Task.FromResult(
                new Domain.Boards.Board("north", Now, new LocalDate(2026, 6, 16), Version, new BoardCounts(1, 1, 0, 0, 1, 0), [Row])
            );

        public BoardSnapshot? Asleep { get; set; }

        public Task<BoardSnapshot?> AtOnce(CancellationToken cancelled) => Task.FromResult(Asleep);

        public Task Changed(string child, StampedRow row) => Task.CompletedTask;

        public Task<long> Watch(IBoardObserver observer)
        {
            Interlocked.Increment(ref asked);
            Observer = observer;
            return Away ? Task.FromException<long>(new TimeoutException()) : Task.FromResult(Version);
        }

        public bool Left { get; private set; }

        public Task Unwatch(IBoardObserver observer)
        {
            Left = true;
            return Task.CompletedTask;
        }
    }

    // The two things of a grain factory that a watch needs.
#pragma warning disable CA1852 // A proxy is made by deriving from it.
    private class Grains : DispatchProxy
#pragma warning restore CA1852
    {
        private Board? board;

        public static IGrainFactory Of(Board board)
        {
            var factory = Create<IGrainFactory, Grains>();
            ((Grains)(object)factory).board = board;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name switch
            {
                nameof(IGrainFactory.GetGrain) => board,
                nameof(IGrainFactory.CreateObjectReference) => args![0],
                nameof(IGrainFactory.DeleteObjectReference) => null,
                _ => throw new NotSupportedException(targetMethod?.Name),
            };
    }

    private sealed record Message(string Group, string Method, JsonElement Payload);

    private sealed class Hub : IHubContext<BoardHub>, IHubClients
    {
        public ConcurrentQueue<Message> Sent { get; } = new();

        public IHubClients Clients => this;

        public IGroupManager Groups => throw new NotSupportedException();

        public IClientProxy All => throw new NotSupportedException();

        public IClientProxy Group(string groupName) => new To(groupName, Sent);

        public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        public IClientProxy Client(string connectionId) => throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

        public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

        public IClientProxy User(string userId) => throw new NotSupportedException();

        public IClientProxy Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();
    }

    private sealed class To(string group, ConcurrentQueue<Message> sent) : IClientProxy
    {
        private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            sent.Enqueue(new Message(group, method, JsonSerializer.SerializeToElement(args[0], args[0]!.GetType(), Json)));
            return Task.CompletedTask;
        }
    }
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Testing;
using Orleans;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Xunit;

namespace Permanence.Api.Tests.Live;

/// <summary>What a web node does about messages that are lost on the way from a board: here the test is the board.</summary>
public sealed class BoardWatchTests : IAsyncLifetime
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 16, 9, 0);
    private static readonly TrackerRow Row = new("A-1", "Ada Invented", "7", "C2", "adoption", Rag.Red, 1, 0, null, "North", null);

    private readonly FakeTimeProvider time = new();
    private readonly Board board = new();
    private readonly Hub hub = new();
    private BoardWatch watch = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        watch = new BoardWatch(Grains.Of(board), hub, new OneCouncil(), new FakeClock(Now), time, NullLogger<BoardWatch>.Instance);
        await watch.StartAsync(Stopping);
        await Asked();
    }

    public async ValueTask DisposeAsync()
    {
        await watch.StopAsync(CancellationToken.None);
        watch.Dispose();
    }

    [Fact]
    public async Task A_change_that_arrives_goes_to_the_councils_pages_as_it_is()
    {
        await board.Observer!.Changed(Change(11));
        await NextAsking();
        await NextAsking();

        var sent = Assert.Single(hub.Sent);
        Assert.Equal(("board:north", "changed"), (sent.Group, sent.Method));
        Assert.Equal(11, sent.Payload.GetProperty("version").GetInt64());
        Assert.False(sent.Payload.GetProperty("whole").GetBoolean());
        Assert.Equal("A-1", sent.Payload.GetProperty("rows")[0].GetProperty("child").GetString());
    }

    [Fact]
    public async Task A_change_that_was_lost_is_made_good_with_the_whole_board()
    {
        board.Version = 12;
        await NextAsking();
        Assert.Empty(hub.Sent);
        await NextAsking();

        await Eventually.IsTrue("the whole board was sent", () => hub.Sent.Count == 1, cancellation: Stopping);
        var sent = hub.Sent.Single();
        Assert.Equal(12, sent.Payload.GetProperty("version").GetInt64());
        Assert.True(sent.Payload.GetProperty("whole").GetBoolean());
        await NextAsking();
        Assert.Single(hub.Sent);
    }

    [Fact]
    public async Task A_change_still_on_its_way_when_the_board_is_asked_is_not_taken_for_lost()
    {
        board.Version = 11;
        await NextAsking();
        await board.Observer!.Changed(Change(11));
        await NextAsking();

        Assert.False(Assert.Single(hub.Sent).Payload.GetProperty("whole").GetBoolean());
    }

    [Fact]
    public async Task A_board_that_cannot_be_heard_is_said_so_with_when_it_last_was_and_again_when_it_can()
    {
        Assert.Equal(new BoardStanding(true, Now), watch.Standing("north"));

        board.Away = true;
        await NextAsking();
        await Eventually.IsTrue("it was said", () => hub.Sent.Any(sent => sent.Method == "standing" && !sent.Payload.GetProperty("connected").GetBoolean()), cancellation: Stopping);
        Assert.Equal(new BoardStanding(false, Now), watch.Standing("north"));

        board.Away = false;
        await NextAsking();
        await Eventually.IsTrue("it was taken back", () => hub.Sent.Last() is { Method: "standing" } said && said.Payload.GetProperty("connected").GetBoolean(), cancellation: Stopping);
        Assert.True(watch.Standing("north").Connected);
    }

    private static BoardChange Change(long version) => new("north", version, Now, new LocalDate(2026, 6, 16), 0, 0, new BoardCounts(1, 1, 0, 0, 1, 0), [Row], [], []);

    private async Task NextAsking()
    {
        time.Advance(TimeSpan.FromSeconds(5));
        await Asked();
    }

    private int asked;

    private async Task Asked()
    {
        asked++;
        await Eventually.IsTrue("the board was asked again", () => board.Asked >= asked, cancellation: Stopping);
    }

    private sealed class Board : ITrackerBoardGrain
    {
        private int asked;

        public long Version { get; set; } = 10;

        public bool Away { get; set; }

        public int Asked => Volatile.Read(ref asked);

        public IBoardObserver? Observer { get; private set; }

        public Task<Domain.Boards.Board> Read(AsOf asOf, CancellationToken cancelled) =>
            Task.FromResult(new Domain.Boards.Board("north", Now, new LocalDate(2026, 6, 16), Version, new BoardCounts(1, 1, 0, 0, 1, 0), [Row]));

        public Task Changed(string child, StampedRow row) => Task.CompletedTask;

        public Task<long> Watch(IBoardObserver observer)
        {
            Interlocked.Increment(ref asked);
            Observer = observer;
            return Away ? Task.FromException<long>(new TimeoutException()) : Task.FromResult(Version);
        }

        public Task Unwatch(IBoardObserver observer) => Task.CompletedTask;
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

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            nameof(IGrainFactory.GetGrain) => board,
            nameof(IGrainFactory.CreateObjectReference) => args![0],
            _ => throw new NotSupportedException(targetMethod?.Name)
        };
    }

    private sealed class OneCouncil : ICouncils
    {
        public IReadOnlyList<Council> All { get; } = [new Council("north", "North Council", null, new Dictionary<string, string>())];

        public Council? Find(string id) => All.FirstOrDefault(council => council.Id == id);
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

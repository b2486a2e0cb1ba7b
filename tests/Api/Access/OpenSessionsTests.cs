using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Keeping;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>How long a sign-in lasts, on a clock that is moved, as two nodes on one store see it.</summary>
public sealed class OpenSessionsTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemory store;
    private readonly OpenSessions one;
    private readonly OpenSessions other;

    public OpenSessionsTests()
    {
        store = new InMemory(new TimeProviderClock(time));
        one = Node();
        other = Node();
    }

    [Fact]
    public async Task It_ends_after_the_longest_working_day_whatever_is_done_in_it()
    {
        var session = await Begin();
        for (var minutes = 0; minutes < 599; minutes += 1)
        {
            Assert.True(await Lives(one, session), $"after {minutes} minutes");
            time.Advance(TimeSpan.FromMinutes(1));
        }

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await Lives(one, session));
        Assert.Contains(session, await other.Over([session], default));
    }

    [Fact]
    public async Task It_ends_where_nothing_is_asked_for_and_what_is_asked_on_one_node_counts_on_all()
    {
        var session = await Begin();
        time.Advance(TimeSpan.FromMinutes(100));
        Assert.True(await Lives(other, session));
        time.Advance(TimeSpan.FromMinutes(100));
        Assert.True(await Lives(one, session));

        time.Advance(TimeSpan.FromMinutes(121));
        Assert.False(await Lives(one, session));
    }

    [Fact]
    public async Task What_ends_on_one_node_is_over_on_the_other_within_seconds()
    {
        var session = await Begin();
        Assert.True(await Lives(other, session));
        await store.EndAll("p-1", "role-taken-away");

        time.Advance(OpenSessions.ReadAgainAfter);

        Assert.False(await Lives(other, session));
        Assert.False(await Lives(one, session));
    }

    [Fact]
    public async Task A_session_that_the_store_does_not_know_does_not_live()
    {
        Assert.False(await Lives(one, "made-up"));
        Assert.Contains("made-up", await one.Over(["made-up"], default));
    }

    [Fact]
    public async Task While_the_store_is_away_what_was_read_last_holds_for_a_minute_and_no_longer()
    {
        var session = await Begin();
        Assert.True(await Lives(one, session));
        store.IsAway = true;

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await Lives(one, session));
        time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<StoreAwayException>(async () => await Lives(one, session));
    }

    private OpenSessions Node() => new(store, new TimeProviderClock(time), time, new SessionSettings());

    private async Task<string> Begin()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "p-1")], "test"));
        await one.Begin(user, new AuthenticationProperties());
        return user.FindFirstValue(OpenSessions.SessionClaim)!;
    }

    private static async Task<bool> Lives(OpenSessions node, string session) =>
        await node.Lives(session, TestContext.Current.CancellationToken);

    private sealed class InMemory(IClock clock) : ISessions
    {
        private readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);

        public bool IsAway { get; set; }

        public Task Begin(Session session) => Change([session], one => one);

        public Task<IReadOnlyList<Session>> Read(IReadOnlyList<string> ids, CancellationToken cancelled = default) =>
            IsAway
                ? throw new StoreAwayException("away")
                : Task.FromResult<IReadOnlyList<Session>>([.. ids.Where(sessions.ContainsKey).Select(id => sessions[id])]);

        public Task Seen(string id) => Change([sessions[id]], one => one with { SeenAt = clock.GetCurrentInstant() });

        public Task End(string id, string reason) => Ended(session => session.Id == id, reason);

        public Task EndAll(string person, string reason) => Ended(session => session.Person == person, reason);

        public Task EndOfProvider(string providerSession, string reason) =>
            Ended(session => session.ProviderSession == providerSession, reason);

        private Task Ended(Func<Session, bool> which, string reason) =>
            Change([.. sessions.Values.Where(which)], one => one with { EndedAt = clock.GetCurrentInstant(), EndedBecause = reason });

        private Task Change(IReadOnlyList<Session> which, Func<Session, Session> change)
        {
            foreach (var session in which)
                sessions[session.Id] = change(session);
            return Task.CompletedTask;
        }
    }
}

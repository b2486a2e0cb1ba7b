using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NodaTime;
using Permanence.Api.Http;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>How long a sign-in lasts. Settings of the section <c>Permanence:Sessions</c>.</summary>
public sealed record SessionSettings
{
    /// <summary>It ends after so many hours, whatever is done in it: a long working day.</summary>
    public int Hours { get; init; } = 10;

    /// <summary>And where nothing was asked for so many minutes. A page that is left open and changes by itself asks for nothing.</summary>
    public int IdleMinutes { get; init; } = 120;
}

/// <summary>
/// The sessions of this node's visitors, as the store has them and as they were read a few seconds ago at most: one that ended on any node
/// is over on this one within <see cref="ReadAgainAfter"/>.
/// </summary>
internal sealed class OpenSessions(ISessions store, IClock clock, TimeProvider time, SessionSettings settings)
{
    /// <summary>The claim that names the session of a cookie.</summary>
    public const string SessionClaim = "session";

    public static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(10);

    // While the store does not answer, what was read last holds so long: a board that is open goes on saying when it was last good.
    private static readonly TimeSpan HoldsUnread = TimeSpan.FromMinutes(1);
    private static readonly Duration NotedEvery = Duration.FromMinutes(1);
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    private Duration Idle => Duration.FromMinutes(settings.IdleMinutes);

    /// <summary>Begins one for whoever is being signed in, and gives them its claim.</summary>
    public async Task Begin(ClaimsPrincipal user, AuthenticationProperties properties, string? providerSession = null)
    {
        var now = clock.GetCurrentInstant();
        var session = new Session(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            Scope.Id(user),
            providerSession,
            now,
            now,
            now + Duration.FromHours(settings.Hours)
        );
        await store.Begin(session);
        properties.IssuedUtc = now.ToDateTimeOffset();
        properties.ExpiresUtc = session.EndsAt.ToDateTimeOffset();
        ((ClaimsIdentity)user.Identity!).AddClaim(new Claim(SessionClaim, session.Id));
    }

    /// <summary>Whether it lives; somebody asked for something in it just now.</summary>
    public async ValueTask<bool> Lives(string id, CancellationToken cancelled)
    {
        var now = clock.GetCurrentInstant();
        if (await Read(id, cancelled) is not { } session || !session.Lives(now, Idle))
            return false;
        if (now - session.SeenAt > NotedEvery)
            await Note(session, now);
        return true;
    }

    /// <summary>Those of these sessions that are over, read anew from the store.</summary>
    public async Task<IReadOnlySet<string>> Over(IReadOnlyCollection<string> ids, CancellationToken cancelled)
    {
        var now = clock.GetCurrentInstant();
        var living = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(500))
        {
            foreach (var session in await store.Read(some, cancelled))
            {
                Keep(session);
                if (session.Lives(now, Idle))
                    living.Add(session.Id);
            }
        }

        return ids.Where(id => !living.Contains(id)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A cookie is worth what its session is: each request of a browser comes by here.</summary>
    public static async Task Check(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<OpenSessions>();
        if (context.Principal?.FindFirstValue(SessionClaim) is { } id && await sessions.Lives(id, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    /// <summary>Who signs out ends the session, so that a copy of the cookie is worth nothing either.</summary>
    public static Task SignOut(CookieSigningOutContext context) =>
        context.HttpContext.User.FindFirstValue(SessionClaim) is { } id
            ? context.HttpContext.RequestServices.GetRequiredService<OpenSessions>().End(id, "signed-out")
            : Task.CompletedTask;

    private async Task End(string id, string reason)
    {
        await store.End(id, reason);
        known.TryRemove(id, out _);
    }

    private async ValueTask<Session?> Read(string id, CancellationToken cancelled)
    {
        var before = known.GetValueOrDefault(id);
        if (before is not null && time.GetElapsedTime(before.ReadAt) < ReadAgainAfter)
            return before.Session;
        try
        {
            if (await store.Read([id], cancelled) is not [{ } session])
                return null;
            Keep(session);
            return session;
        }
        catch (Exception fault) when (before is not null && Away.Is(fault) && time.GetElapsedTime(before.ReadAt) < HoldsUnread)
        {
            return before.Session;
        }
    }

    // Reading goes on where the store takes no note of it.
    private async Task Note(Session session, Instant now)
    {
        Keep(session with { SeenAt = now });
        try
        {
            await store.Seen(session.Id);
        }
        catch (Exception fault) when (Away.Is(fault)) { }
    }

    private void Keep(Session session)
    {
        if (known.Count >= MostKept)
            known.Clear();
        known[session.Id] = new Known(session, time.GetTimestamp());
    }

    private sealed record Known(Session Session, long ReadAt);
}

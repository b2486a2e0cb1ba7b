using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;

namespace Permanence.Api.Live;

/// <summary>
/// The hubs' connections of this node. A connection is checked when it is made and would then go on for ever: so each is closed within
/// seconds of the end of its session, whichever node ended it, or of its token.
/// </summary>
internal sealed class OpenHubs(OpenSessions sessions, IClock clock, TimeProvider time, ILogger<OpenHubs> log)
    : BackgroundService,
        IHubFilter
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, HubCallerContext> open = new(StringComparer.Ordinal);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        open[context.Context.ConnectionId] = context.Context;
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        open.TryRemove(context.Context.ConnectionId, out _);
        await next(context, exception);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task Look(CancellationToken stopping)
    {
        try
        {
            var looked = open.Values.Select(connection => (Connection: connection, Session: SessionOf(connection))).ToList();
            var over = await sessions.Over([.. looked.Select(one => one.Session).OfType<string>().Distinct()], stopping);
            foreach (var (connection, session) in looked)
            {
                if (session is null ? !TokenLives(connection) : over.Contains(session))
                    connection.Abort();
            }
        }
        catch (Exception fault) when (Away.Is(fault))
        {
            log.LogWarning(fault, "Whether the sessions of open pages live could not be read; it is tried again");
        }
    }

    private bool TokenLives(HubCallerContext connection) =>
        long.TryParse(connection.User?.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && clock.GetCurrentInstant() < Instant.FromUnixTimeSeconds(seconds);

    private static string? SessionOf(HubCallerContext connection) => connection.User?.FindFirstValue(OpenSessions.SessionClaim);
}

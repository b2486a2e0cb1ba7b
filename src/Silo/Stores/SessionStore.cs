using System.Data.Common;
using Dapper;
using NodaTime;
using Permanence.Grains.Access;

namespace Permanence.Silo.Stores;

/// <summary>Sessions in a table of their own, in the same words for both stores.</summary>
/// <param name="connect">A connection that is not open yet.</param>
/// <param name="isAsked">The condition that an id is among <c>@ids</c>: the one thing that each store has its own words for.</param>
/// <param name="inTurn">Writes when it is this writer's turn.</param>
internal sealed class SessionStore(Func<DbConnection> connect, string isAsked, Func<Func<Task>, Task> inTurn, IClock clock) : ISessions
{
    // Whoever asks later when somebody was signed in, and why it ended, finds it for so long.
    private static readonly Duration Kept = Duration.FromDays(90);

    private const string Ending = "UPDATE sessions SET ended_at = @now, ended_because = @reason WHERE ended_at IS NULL AND ";

    public Task Begin(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Write(
            """
            INSERT INTO sessions (id, person, provider_session, begun_at, seen_at, ends_at)
            VALUES (@id, @person, @providerSession, @begunAt, @seenAt, @endsAt);
            DELETE FROM sessions WHERE ends_at < @forgotten
            """,
            new
            {
                id = session.Id,
                person = session.Person,
                providerSession = session.ProviderSession,
                begunAt = session.BegunAt.ToUnixTimeMilliseconds(),
                seenAt = session.SeenAt.ToUnixTimeMilliseconds(),
                endsAt = session.EndsAt.ToUnixTimeMilliseconds(),
                forgotten = (clock.GetCurrentInstant() - Kept).ToUnixTimeMilliseconds(),
            }
        );
    }

    public async Task<IReadOnlyList<Session>> Read(IReadOnlyList<string> ids, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(ids);
        await using var connection = connect();
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"""
                SELECT id AS Id, person AS Person, provider_session AS ProviderSession, begun_at AS BegunAt, seen_at AS SeenAt,
                    ends_at AS EndsAt, ended_at AS EndedAt, ended_because AS EndedBecause
                FROM sessions WHERE {isAsked}
                """,
                new { ids },
                cancellationToken: cancelled
            )
        );
        return [.. rows.Select(row => row.Session)];
    }

    public Task Seen(string id) => Write("UPDATE sessions SET seen_at = @now WHERE id = @id AND seen_at < @now", new { id, now = Now });

    public Task End(string id, string reason) =>
        Write(
            $"{Ending} id = @id",
            new
            {
                id,
                reason,
                now = Now,
            }
        );

    public Task EndAll(string person, string reason) =>
        Write(
            $"{Ending} person = @person",
            new
            {
                person,
                reason,
                now = Now,
            }
        );

    public Task EndOfProvider(string providerSession, string reason) =>
        Write(
            $"{Ending} provider_session = @providerSession",
            new
            {
                providerSession,
                reason,
                now = Now,
            }
        );

    private long Now => clock.GetCurrentInstant().ToUnixTimeMilliseconds();

    private Task Write(string sql, object values) =>
        inTurn(async () =>
        {
            await using var connection = connect();
            await connection.ExecuteAsync(sql, values);
        });

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Person { get; init; } = "";

        public string? ProviderSession { get; init; }

        public long BegunAt { get; init; }

        public long SeenAt { get; init; }

        public long EndsAt { get; init; }

        public long? EndedAt { get; init; }

        public string? EndedBecause { get; init; }

        public Session Session =>
            new(Id, Person, ProviderSession, At(BegunAt), At(SeenAt), At(EndsAt))
            {
                EndedAt = EndedAt is { } ended ? At(ended) : null,
                EndedBecause = EndedBecause,
            };

        private static Instant At(long milliseconds) => Instant.FromUnixTimeMilliseconds(milliseconds);
    }
}

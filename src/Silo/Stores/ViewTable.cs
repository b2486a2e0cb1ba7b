using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;
using Permanence.Domain.Views;
using Permanence.Grains.Views;

namespace Permanence.Silo.Stores;

/// <summary>The table of the log of views, on either store.</summary>
/// <param name="connect">A connection that is not open yet.</param>
public abstract class ViewTable(Func<DbConnection> connect)
{
    private const string Columns =
        "writer, number, at, seen_by, role, seen_in, what, authority, agency, child, children, asked, reason, hash_before, hash";

    private const string SelectedOfSeals = "number, at, chains, hash_before AS \"Before\", hash";

    private static readonly string Selected = Columns
        .Replace("seen_by", "seen_by AS \"By\"", StringComparison.Ordinal)
        .Replace("seen_in", "seen_in AS \"Where\"", StringComparison.Ordinal)
        .Replace("hash_before", "hash_before AS \"Before\"", StringComparison.Ordinal);

    /// <summary>Beside a program that is running, or where none is. Writes nothing.</summary>
    /// <exception cref="SchemaException">There is no store in the folder.</exception>
    public static ViewTable ReadingSqlite(string dataFolder)
    {
        var file = Path.Combine(Path.GetFullPath(dataFolder), DataFolder.StoreName);
        return File.Exists(file)
            ? new SqliteViewTable(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ToString(),
                null
            )
            : throw new SchemaException($"There is no store in the data folder {Path.GetFullPath(dataFolder)}.");
    }

    /// <summary>Of a cluster's database.</summary>
    public static ViewTable ReadingPostgres(string connectionString) => new PostgresViewTable(connectionString);

    /// <summary>All of them, or none.</summary>
    internal Task Append(IReadOnlyList<ViewEntry> entries) =>
        Writing(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    $"INSERT INTO views ({Columns}) VALUES (@Writer, @Number, @At, @By, @Role, @Where, @What, @Authority, @Agency, @Child, "
                        + "@Children, @Asked, @Reason, @Before, @Hash)",
                    entries.Select(Row.Of),
                    transaction
                );
                return true;
            }
        );

    /// <summary>How far a chain has come; 0 where it has not begun.</summary>
    internal async Task<long> Reached(string writer)
    {
        await using var connection = await Opened(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT coalesce(max(number), 0) FROM views WHERE writer = @writer",
            new { writer }
        );
    }

    /// <summary>Seals how far a node's own chain has come.</summary>
    internal Task<ViewSeal> Seal(Instant at, SealedChain chain) =>
        Writing(
            async (connection, transaction) =>
            {
                await Alone(connection, transaction);
                return await Seal(at, [chain], connection, transaction);
            }
        );

    /// <summary>
    /// Seals what no seal speaks of yet: the last rows of nodes that did not end as they should. Null where there are none.
    /// </summary>
    internal Task<ViewSeal?> SealWhatWasLeft(Instant at) =>
        Writing(
            async (connection, transaction) =>
            {
                await Alone(connection, transaction);
                var sealedTo = new Dictionary<string, long>(StringComparer.Ordinal);
                foreach (
                    var chain in (
                        await connection.QueryAsync<string>("SELECT chains FROM view_seals", transaction: transaction)
                    ).SelectMany(ViewSeal.ReadChains)
                )
                    sealedTo[chain.Writer] = Math.Max(chain.Number, sealedTo.GetValueOrDefault(chain.Writer));
                var left = (
                    await connection.QueryAsync<Row>(
                        "SELECT v.writer, v.number, v.hash FROM views v "
                            + "JOIN (SELECT writer, max(number) AS number FROM views GROUP BY writer) ends "
                            + "ON ends.writer = v.writer AND ends.number = v.number",
                        transaction: transaction
                    )
                )
                    .Where(end => end.Number > sealedTo.GetValueOrDefault(end.Writer))
                    .Select(end => new SealedChain(end.Writer, end.Number, end.Hash))
                    .ToList();
                return left.Count == 0 ? null : await Seal(at, left, connection, transaction);
            }
        );

    public async Task<IReadOnlyList<ViewEntry>> Read(ViewQuery query, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var connection = await Opened(cancelled);
        var narrowed = string.Concat(
            query.Child is null ? "" : " AND child = @Child",
            query.By is null ? "" : " AND seen_by = @By",
            query.From is null ? "" : " AND at >= @From",
            query.Until is null ? "" : " AND at < @Until"
        );
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"SELECT {Selected} FROM views WHERE authority = @Authority{narrowed} "
                    + "ORDER BY at DESC, writer, number DESC LIMIT @Take OFFSET @Skip",
                new
                {
                    query.Authority,
                    query.Child,
                    query.By,
                    From = query.From?.ToUnixTimeMilliseconds(),
                    Until = query.Until?.ToUnixTimeMilliseconds(),
                    query.Take,
                    query.Skip,
                },
                cancellationToken: cancelled
            )
        );
        return [.. rows.Select(row => row.Entry())];
    }

    /// <summary>Where the log of views is not what was written, from all of it.</summary>
    /// <param name="outside">Seals written outside the database.</param>
    /// <returns>How many rows and seals there are, and the faults.</returns>
    public async Task<(long Rows, int Seals, IReadOnlyList<ViewFault> Faults)> Audit(
        IReadOnlyList<ViewSeal> outside,
        CancellationToken cancelled
    )
    {
        await using var connection = await Opened(cancelled);
        // One moment of both, so that what is written meanwhile is in neither.
        await using var moment = Moment(connection);
        var seals = (await connection.QueryAsync<SealRow>($"SELECT {SelectedOfSeals} FROM view_seals ORDER BY number", transaction: moment))
            .Select(row => row.Seal())
            .ToList();
        var rows = 0L;
        var entries = connection
            .Query<Row>($"SELECT {Selected} FROM views ORDER BY writer, number", transaction: moment, buffered: false)
            .Select(row =>
            {
                cancelled.ThrowIfCancellationRequested();
                rows++;
                return row.Entry();
            });
        var faults = ViewAudit.Faults(entries, seals, outside);
        return (rows, seals.Count, faults);
    }

    /// <summary>A transaction that reads and sees the store as it is now, whatever is written meanwhile.</summary>
    protected abstract DbTransaction Moment(DbConnection connection);

    /// <summary>Keeps other nodes from sealing until the transaction ends.</summary>
    protected abstract Task Alone(DbConnection connection, DbTransaction transaction);

    /// <summary>Writes in this store's turn.</summary>
    protected abstract Task<T> InTurn<T>(Func<Task<T>> write);

    private static async Task<ViewSeal> Seal(
        Instant at,
        IReadOnlyList<SealedChain> chains,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var last = await connection.QueryFirstOrDefaultAsync<SealRow>(
            $"SELECT {SelectedOfSeals} FROM view_seals ORDER BY number DESC LIMIT 1",
            transaction: transaction
        );
        var seal = ViewSeal.After(last?.Seal(), Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), chains);
        await connection.ExecuteAsync(
            "INSERT INTO view_seals (number, at, chains, hash_before, hash) VALUES (@Number, @At, @Chains, @Before, @Hash)",
            new SealRow
            {
                Number = seal.Number,
                At = seal.At.ToUnixTimeMilliseconds(),
                Chains = seal.WrittenChains(),
                Before = seal.Before,
                Hash = seal.Hash,
            },
            transaction
        );
        return seal;
    }

    private Task<T> Writing<T>(Func<DbConnection, DbTransaction, Task<T>> write) =>
        InTurn(async () =>
        {
            await using var connection = await Opened(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync();
            var written = await write(connection, transaction);
            await transaction.CommitAsync();
            return written;
        });

    private async Task<DbConnection> Opened(CancellationToken cancelled)
    {
        var connection = connect();
        try
        {
            await connection.OpenAsync(cancelled);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Written and read by Dapper, so plain and settable.
    private sealed record Row
    {
        public string Writer { get; init; } = "";
        public long Number { get; init; }
        public long At { get; init; }
        public string By { get; init; } = "";
        public string Role { get; init; } = "";
        public string Where { get; init; } = "";
        public string What { get; init; } = "";
        public string? Authority { get; init; }
        public string? Agency { get; init; }
        public string? Child { get; init; }
        public int? Children { get; init; }
        public string? Asked { get; init; }
        public string? Reason { get; init; }
        public string Before { get; init; } = "";
        public string Hash { get; init; } = "";

        public static Row Of(ViewEntry entry) =>
            new()
            {
                Writer = entry.Writer,
                Number = entry.Number,
                At = entry.Viewing.At.ToUnixTimeMilliseconds(),
                By = entry.Viewing.By,
                Role = entry.Viewing.Role,
                Where = entry.Viewing.Where,
                What = entry.Viewing.What,
                Authority = entry.Viewing.Authority,
                Agency = entry.Viewing.Agency,
                Child = entry.Viewing.Child,
                Children = entry.Viewing.Children,
                Asked = entry.Viewing.Asked,
                Reason = entry.Viewing.Reason,
                Before = entry.Before,
                Hash = entry.Hash,
            };

        public ViewEntry Entry() =>
            new(
                Writer,
                Number,
                new Viewing(Instant.FromUnixTimeMilliseconds(At), By, Role, Where, What)
                {
                    Authority = Authority,
                    Agency = Agency,
                    Child = Child,
                    Children = Children,
                    Asked = Asked,
                    Reason = Reason,
                },
                Before,
                Hash
            );
    }

    private sealed record SealRow
    {
        public long Number { get; init; }
        public long At { get; init; }
        public string Chains { get; init; } = "";
        public string Before { get; init; } = "";
        public string Hash { get; init; } = "";

        public ViewSeal Seal() => new(Number, Instant.FromUnixTimeMilliseconds(At), ViewSeal.ReadChains(Chains), Before, Hash);
    }
}

/// <summary>In the embedded store.</summary>
/// <param name="writer">Whose turn it is; null where it is only read.</param>
internal sealed class SqliteViewTable(string connectionString, OneWriter? writer) : ViewTable(() => new SqliteConnection(connectionString))
{
    protected override DbTransaction Moment(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    protected override Task Alone(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;

    protected override Task<T> InTurn<T>(Func<Task<T>> write) =>
        writer?.Write(write) ?? throw new InvalidOperationException("The log of views is only read here.");
}

/// <summary>In a cluster's database.</summary>
internal sealed class PostgresViewTable(string connectionString) : ViewTable(() => new NpgsqlConnection(connectionString))
{
    // Any number that nothing else in the database takes a lock by.
    private const long LockNumber = 0x76696577;

    protected override DbTransaction Moment(DbConnection connection) =>
        connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    protected override Task Alone(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockNumber)", new { LockNumber }, transaction);

    protected override Task<T> InTurn<T>(Func<Task<T>> write) => write();
}

using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using Permanence.Builders;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;
using Permanence.Grains.Imports;
using Permanence.Grains.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Silo.Tests;

/// <summary>A store that outlives the programs started over it.</summary>
public abstract class Store : IAsyncDisposable
{
    public abstract DbConnection Open();

    public abstract void Host(IHostApplicationBuilder builder);

    /// <summary>A program over this store, started. Dispose to stop it as a host stops.</summary>
    /// <param name="withPolicies">Whether the councils' own policies answer; else none does.</param>
    public async Task<Node> Start(bool withPolicies = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Host(builder);
        if (withPolicies)
            builder.Services.AddPolicies(Repository.Config);
        else
            builder.Services.AddSingleton<IAssessor, NoPolicy>().AddSingleton(_ => new ReturnCodes(Repository.Config));
        builder.Services.AddPermanenceHealth();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPermanenceHealth();
        await app.StartAsync();
        return new Node(app);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private sealed class NoPolicy : IAssessor
    {
        public string Stamp(string authority) => "none";

        public Evaluation? Evaluate(CaseHistory history) => null;

        public TurningRow? Row(CaseHistory history) =>
            new(new(history.Child.Id, null, "", null, null, Rag.Green, history.Whole.Timeline.File.Events.Count, 0, null, null, null), []);

        public IReadOnlyList<MovedDuty>? MovedByEdit(CaseHistory history) => null;

        public IReadOnlyList<string> CountedBy(CaseHistory history) => [];

        public IReadOnlyList<Refusal> Stops(ChildHistory record, IReadOnlyList<CareEvent> events) => [];

        public IReadOnlyList<Refusal> StopsOpening(CaseFile file) => [];

        public IReadOnlyList<Refusal> NotTheirs(string authority, CaseFile? record, IReadOnlyList<CareEvent> events) => [];

        public DirectoryRules Directory(string authority, LocalDate on) => new(["administrator", "team-manager"], ["panel-administrator"]);

        public IReadOnlyList<CareEvent> InRole(
            string authority,
            CaseFile? record,
            IReadOnlyList<CareEvent> events,
            IReadOnlyList<string> roles
        ) => events;

        public int? ImportRowsMonths(string authority) => null;

        // Any list, of one column.
        public PolicyForm? List(string authority, string list, LocalDate on) =>
            new()
            {
                Id = list,
                Title = list,
                Kind = FormKind.List,
                Sections =
                [
                    new FormSection(
                        list,
                        true,
                        null,
                        [],
                        null,
                        [
                            new FormField
                            {
                                Id = "household",
                                Label = "Household",
                                Type = FieldType.Text,
                            },
                        ]
                    ),
                ],
            };
    }
}

public sealed class SqliteStore(string? folder = null) : Store
{
    public string Folder { get; } = folder ?? Directory.CreateTempSubdirectory("permanence-store-").FullName;

    public override void Host(IHostApplicationBuilder builder) => builder.UseEmbedded(Folder);

    public override DbConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "permanence.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return base.DisposeAsync();
    }
}

public sealed class PostgresStore(string connectionString) : Store
{
    private static int ports = 20_000 + (Environment.ProcessId % 2_000 * 4);

    public string ConnectionString => connectionString;

    public static async Task<PostgresStore> New() => new(await (await PostgresServer.Shared()).NewDatabase());

    public override void Host(IHostApplicationBuilder builder) =>
        builder.UsePostgresCluster(
            new ClusterSettings
            {
                ConnectionString = connectionString,
                Certificate = ClusterKey.File,
                Address = "127.0.0.1",
                SiloPort = Interlocked.Increment(ref ports),
                GatewayPort = Interlocked.Increment(ref ports),
            }
        );

    public override DbConnection Open()
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }
}

/// <summary>A running program.</summary>
public sealed class Node(WebApplication app) : IAsyncDisposable
{
    public IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => app.Services;

    public Uri Address => new(app.Urls.First());

    public IDisposable AsPlatform() => Caller.Platform("platform", "test").Ask();

    public IChildGrain Child(string child, string authority = "north") => Grains.GetGrain<IChildGrain>(new ChildKey(authority, child));

    public IAuthorityGrain Authority(string authority = "north") => Grains.GetGrain<IAuthorityGrain>(new AuthorityKey(authority));

    public IKeptListGrain List(string list, string authority = "north") => Grains.GetGrain<IKeptListGrain>(new ListKey(authority, list));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Storage;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Views;
using Permanence.Silo.Doors;
using Permanence.Silo.Stores;
using Permanence.Silo.Views;

namespace Permanence.Silo;

/// <summary>The three ways in which a program is part of the platform. Each does all of it: call one.</summary>
public static class SiloHosting
{
    private const string Sqlite = "System.Data.SQLite";
    private const string Postgres = "Npgsql";
    private const string Inner = StoreNames.Records + "-inner";

    // Each is busy for about a millisecond a record, so a few serve thousands a second, and leave room for other nodes behind one pooler.
    // A connection string may say otherwise.
    private const int ConnectionsOfASilo = 12;
    private const int ConnectionsOfAWebNode = 3;

    // What a call waits for a node that was killed: until the others have agreed that it is gone, and not much longer.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(3);

    /// <summary>The whole platform in this process, its store a file in <paramref name="dataFolder"/>.</summary>
    /// <exception cref="DataFolderInUseException">Another process works with that folder.</exception>
    public static IHostApplicationBuilder UseEmbedded(this IHostApplicationBuilder builder, string dataFolder, StoreUse? use = null)
    {
        var folder = DataFolder.Claim(dataFolder);
        var store = Started(() => Schema.BringUpToDateSqlite(folder, StartLog(), use), folder);
        // Made by the container, so that it goes when the host does.
        builder.Services.AddSingleton(_ => folder);
        builder.Services.AddSingleton<OneWriter>();
        builder.Services.AddSingleton(new StoreIdentity(store));
        builder.Services.AddSingleton<IStoreProbe>(provider => new SqliteProbe(store, provider.GetRequiredService<OneWriter>()));
        builder.Services.AddSingleton<ISessions>(provider => new SessionStore(
            () => new SqliteConnection(folder.ConnectionString),
            "id IN @ids",
            provider.GetRequiredService<OneWriter>().Write,
            provider.GetRequiredService<IClock>()
        ));
        builder.AddViewLog(
            provider => new SqliteViewTable(folder.ConnectionString, provider.GetRequiredService<OneWriter>()),
            builder.Configuration.ClusterSettings().SealsFolder ?? folder.Folder
        );
        builder.UseOrleans(silo =>
        {
            var (siloPort, _) = FreePorts();
            // Nobody has to reach it: there is no gateway, and the port that every silo has takes no stranger.
            silo.UseLocalhostClustering(siloPort, gatewayPort: 0, serviceId: "permanence", clusterId: "embedded");
            silo.UseTls(ClusterCertificate.OfThisProcess().Use);
            silo.Services.AddOneWriterStore(folder.ConnectionString);
            silo.Services.AddSingleton<IRecordReader>(provider => new SqliteRecordReader(
                folder.ConnectionString,
                provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId
            ));
            silo.AddNode();
        });
        return builder;
    }

    /// <summary>A silo of a cluster on PostgreSQL.</summary>
    /// <exception cref="CannotListenException">One of its ports is taken.</exception>
    public static IHostApplicationBuilder UsePostgresCluster(this IHostApplicationBuilder builder, ClusterSettings settings)
    {
        var at = string.IsNullOrEmpty(settings.Address) ? IPAddress.Any : IPAddress.Parse(settings.Address);
        Listening.Try(at, settings.SiloPort, $"{at}:{settings.SiloPort}", "PERMANENCE__SILOPORT");
        Listening.Try(at, settings.GatewayPort, $"{at}:{settings.GatewayPort}", "PERMANENCE__GATEWAYPORT");
        var connectionString = Prepared(settings, ConnectionsOfASilo);
        var certificate = Certificate(builder.Environment, settings, at);
        var store = Schema.BringUpToDatePostgres(connectionString, StartLog());
        builder.AddPostgresStores(store, connectionString, settings.SealsFolder);
        builder.UseOrleans(silo =>
        {
            silo.Services.Configure<ClusterOptions>(options =>
                (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId)
            );
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Postgres, connectionString));
            var (siloPort, gatewayPort) = settings.SiloPort == 0 ? FreePorts() : (settings.SiloPort, settings.GatewayPort);
            if (string.IsNullOrEmpty(settings.Address))
                silo.ConfigureEndpoints(siloPort, gatewayPort, listenOnAnyHostAddress: true);
            else
                silo.ConfigureEndpoints(IPAddress.Parse(settings.Address), siloPort, gatewayPort);
            if (certificate is not null)
                silo.UseTls(certificate.Use);
            silo.Services.AddAdoNetGrainStorage(Inner, options => options.Configure(store => Store(store, Postgres, connectionString)));
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StoreNames.Records,
                (provider, _) => Named(provider, provider.GetRequiredKeyedService<IGrainStorage>(Inner))
            );
            silo.Services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = LongestCall);
            silo.Services.Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = SignOfLife);
            silo.Services.AddSingleton<IRecordReader>(_ => new PostgresRecordReader(connectionString, settings.ServiceId));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Postgres, connectionString));
            silo.AddNode();
        });
        return builder;
    }

    /// <summary>A web node that asks the silos of a cluster on PostgreSQL and is none itself.</summary>
    /// <param name="use">Whether people sign in at it with an identity provider: silos do not know.</param>
    public static IHostApplicationBuilder UsePostgresClusterClient(
        this IHostApplicationBuilder builder,
        ClusterSettings settings,
        StoreUse use
    )
    {
        var connectionString = Prepared(settings, ConnectionsOfAWebNode);
        var certificate = Certificate(builder.Environment, settings, IPAddress.Loopback);
        // A web node may be the first to start: it finds the tables of the membership there.
        var store = Schema.BringUpToDatePostgres(connectionString, StartLog(), use: use);
        builder.AddPostgresStores(store, connectionString, settings.SealsFolder);
        builder.UseOrleansClient(client =>
        {
            client.Services.Configure<ClusterOptions>(options =>
                (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId)
            );
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Postgres, connectionString));
            if (certificate is not null)
                client.UseTls(certificate.Use);
            client.Services.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = LongestCall);
            client.UseConnectionRetryFilter(
                async (_, stopping) =>
                {
                    // The silos may still be starting.
                    await Task.Delay(TimeSpan.FromSeconds(1), stopping);
                    return true;
                }
            );
            OncePerInterval.Add(client.Services);
            client.AddPermanence();
            client.AddDashboard(options => options.HideTrace = true);
        });
        builder.Logging.Quieten();
        return builder;
    }

    /// <summary>The settings of the section <see cref="ClusterSettings.Section"/>.</summary>
    public static ClusterSettings ClusterSettings(this IConfiguration configuration) =>
        configuration.GetSection(Silo.ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();

    /// <summary>What the node shows the others; null where it is told to show nothing.</summary>
    private static ClusterCertificate? Certificate(IHostEnvironment environment, ClusterSettings settings, IPAddress at)
    {
        if (string.IsNullOrWhiteSpace(settings.Certificate))
            throw new InvalidOperationException(
                $"{settings.CertificateSetting} is not set: the nodes of a cluster know each other by a certificate. Make one with "
                    + "'permanence certificate --to FILE' and give the same file to every node."
            );
        if (settings.Certificate != ClusterCertificate.None)
            return ClusterCertificate.Read(settings.Certificate, settings.CertificateSetting);
        if (environment.IsProduction() || !IPAddress.IsLoopback(at))
            throw new InvalidOperationException(
                $"{settings.CertificateSetting} may be '{ClusterCertificate.None}' only where nothing real is kept and at this machine's "
                    + "own addresses (PERMANENCE__ADDRESS=127.0.0.1): else whoever reaches a node's ports reads and records what they like."
            );
        return null;
    }

    /// <summary>A storage and reminders on SQLite whose writers take turns.</summary>
    internal static void AddOneWriterStore(this IServiceCollection services, string connectionString)
    {
        services.AddAdoNetGrainStorage(Inner, options => options.Configure(store => Store(store, Sqlite, connectionString)));
        services.AddKeyedSingleton<IGrainStorage>(
            StoreNames.Records,
            (provider, _) =>
                Named(
                    provider,
                    new OneWriterStorage(provider.GetRequiredKeyedService<IGrainStorage>(Inner), provider.GetRequiredService<OneWriter>())
                )
        );

        services.UseAdoNetReminderService(options =>
            options.Configure(table => (table.Invariant, table.ConnectionString) = (Sqlite, connectionString))
        );
        var table = services.Last(service => service.ServiceType == typeof(IReminderTable)).ImplementationType!;
        services.AddSingleton(table);
        services.AddSingleton<IReminderTable>(provider => new OneWriterReminders(
            (IReminderTable)provider.GetRequiredService(table),
            provider.GetRequiredService<OneWriter>()
        ));
    }

    // What every node of a cluster keeps beside the grains' records, a web node too.
    private static void AddPostgresStores(this IHostApplicationBuilder builder, string store, string connectionString, string? sealsFolder)
    {
        builder.Services.AddSingleton(new StoreIdentity(store));
        builder.Services.AddSingleton<IStoreProbe>(_ => new PostgresProbe(store, connectionString));
        builder.Services.AddSingleton<ISessions>(provider => new SessionStore(
            () => new NpgsqlConnection(connectionString),
            "id = ANY(@ids)",
            static write => write(),
            provider.GetRequiredService<IClock>()
        ));
        builder.AddViewLog(_ => new PostgresViewTable(connectionString), sealsFolder);
    }

    private static FaultNamingStorage Named(IServiceProvider provider, IGrainStorage storage) =>
        ActivatorUtilities.CreateInstance<FaultNamingStorage>(provider, new VolumeStorage(storage));

    private static string Started(Func<string> start, DataFolder folder)
    {
        try
        {
            return start();
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static void AddViewLog(this IHostApplicationBuilder builder, Func<IServiceProvider, ViewTable> table, string? sealsFolder)
    {
        builder.Services.TryAddSingleton(new ViewLogSettings { SealsFolder = sealsFolder });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(table);
        builder.Services.AddSingleton<ViewLog>();
        builder.Services.AddSingleton<IViewLog>(provider => provider.GetRequiredService<ViewLog>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ViewLog>());
    }

    private static void AddNode(this ISiloBuilder silo)
    {
        OncePerInterval.Add(silo.Services);
        silo.AddPermanence();
        silo.AddDashboard(options => options.HideTrace = true);
        silo.Services.AddLogging(logging => logging.Quieten());
    }

    private static void Store(AdoNetGrainStorageOptions options, string invariant, string connectionString)
    {
        options.Invariant = invariant;
        options.ConnectionString = connectionString;
        options.GrainStorageSerializer = CaseRecordJson.StorageSerializer();
    }

    internal static string Prepared(ClusterSettings settings, int connections)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
            throw new InvalidOperationException($"A cluster needs a PostgreSQL database: set {settings.ConnectionSetting}.");
        // The provider sends the same few statements for ever: a third faster when the server has them prepared. A record is some tens of
        // kilobytes: sent in one piece, not in pieces of the driver's eight. Nothing here leaves anything behind in a session, so a
        // connection that goes back to the pool need not be put in order first: a tenth to a fifth of what a recording takes.
        var prepared = Understood(settings.ConnectionString, settings.ConnectionSetting);
        (prepared.MaxAutoPrepare, prepared.AutoPrepareMinUsages, prepared.WriteBufferSize) = (40, 2, 1 << 16);
        prepared.NoResetOnClose = true;
        if (!prepared.ShouldSerialize("Maximum Pool Size"))
            prepared.MaxPoolSize = connections;
        return prepared.ConnectionString;
    }

    // What is wrong is said without the setting itself, which holds a password.
    private static NpgsqlConnectionStringBuilder Understood(string connectionString, string setting)
    {
        string wrong;
        try
        {
            var read = new NpgsqlConnectionStringBuilder(connectionString);
            if (!string.IsNullOrWhiteSpace(read.Host))
                return read;
            wrong = "it names no Host.";
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            wrong = fault.Message;
        }

        throw new InvalidOperationException(
            $"{setting} cannot be read: write it as Host=…;Port=5432;Database=…;Username=…;Password=…. What is wrong: " + wrong
        );
    }

    // Two programs on one machine must not meet, so one that nobody has to find takes ports that nobody else has.
    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Any, 0);
        using var second = new TcpListener(IPAddress.Any, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private static void Quieten(this ILoggingBuilder logging)
    {
        logging.AddFilter("Orleans", LogLevel.Warning);
        // Warns at every start about its own first check and about server garbage collection, neither of which is a fault here.
        logging.AddFilter("Orleans.Runtime.SiloHealthMonitor", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.LocalSiloHealthMonitor", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Messaging", LogLevel.Error);
    }

    private static ILogger StartLog() =>
        LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning)).CreateLogger("Permanence.Schema");
}

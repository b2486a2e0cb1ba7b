using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Storage;
using Orleans.TestingHost;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Tests.Builders;

/// <summary>Two silos in this process over one store and one clock that the test moves.</summary>
public sealed class Region : IAsyncDisposable
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly InProcessTestCluster cluster;

    private Region(InProcessTestCluster cluster, FakeTimeProvider time, SharedStorage storage, CountingAssessor assessor) =>
        (this.cluster, Time, Storage, Assessor) = (cluster, time, storage, assessor);

    public FakeTimeProvider Time { get; }

    public SharedStorage Storage { get; }

    public CountingAssessor Assessor { get; }

    public InProcessTestCluster Cluster => cluster;

    /// <summary>One caller for every authority, as the platform itself; tests of the boundary use another.</summary>
    public IDisposable AsPlatform() => Caller.Platform("platform", "test").Ask();

    public static async Task<Region> WithSilos(short silos = 2)
    {
        var time = new FakeTimeProvider(Start.ToDateTimeOffset());
        var storage = new SharedStorage();
        var assessor = new CountingAssessor();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, time);
            silo.AddPermanence();
            silo.Services.AddSingleton<IAssessor>(assessor);
            silo.Services.AddKeyedSingleton<IGrainStorage>(StoreNames.Records, storage);
            silo.UseInMemoryReminderService();
            silo.Services.Configure<ReminderOptions>(options => options.ReminderLoadingWindow = TimeSpan.FromDays(3650));
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        });
        builder.ConfigureClient(client => client.AddPermanence());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Region(cluster, time, storage, assessor);
    }

    public IChildGrain Child(string child, string authority = "north") => cluster.Client.GetGrain<IChildGrain>(GrainKeys.Child(authority, child));

    public IAuthorityGrain Authority(string authority = "north") => cluster.Client.GetGrain<IAuthorityGrain>(GrainKeys.Authority(authority));

    public ITrackerBoardGrain Board(string authority = "north") => cluster.Client.GetGrain<ITrackerBoardGrain>(GrainKeys.Authority(authority));

    public static CaseFile File(string child, string authority = "north", params CareEvent[] events) =>
        new(authority, new Child { Id = child, Born = new LocalDate(2018, 9, 4) }, events);

    public static CareEvent Event(string type, LocalDate on, params (string Name, object Value)[] fields) => new()
    {
        Type = type, On = on, Fields = EventFields.Of(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))
    };

    public static CareEvent Wishes(int day = 1) => Event("wishes-recorded", new LocalDate(2026, 2, day));

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}

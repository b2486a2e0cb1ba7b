using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Imports;
using Permanence.Grains.Keeping;
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

    /// <summary>Every call a grain of the platform took, its own timers' among them: <c>TrackerBoardGrain.Read</c>.</summary>
    public ConcurrentQueue<string> Calls { get; private init; } = [];

    public InProcessTestCluster Cluster => cluster;

    /// <summary>One caller for every authority, as the platform itself; tests of the boundary use another.</summary>
    public IDisposable AsPlatform() => Caller.Platform("platform", "test").Ask();

    /// <param name="policies">Answers instead of the counting assessor, where a test asks what a policy says.</param>
    public static async Task<Region> WithSilos(short silos = 2, Func<TimeProvider, IAssessor>? policies = null)
    {
        var time = new FakeTimeProvider(Start.ToDateTimeOffset());
        var storage = new SharedStorage();
        var reminders = new SharedReminders();
        var calls = new ConcurrentQueue<string>();
        var assessor = new CountingAssessor();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo(
            (_, silo) =>
            {
                silo.Services.AddSingleton<TimeProvider>(time);
                silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
                silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, time);
                silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, time);
                silo.AddPermanence();
                silo.AddIncomingGrainCallFilter(context =>
                {
                    if (context.Grain.GetType().Namespace?.StartsWith("Permanence", StringComparison.Ordinal) == true)
                        calls.Enqueue($"{context.Grain.GetType().Name}.{context.MethodName}");
                    return context.Invoke();
                });
                silo.Services.AddSingleton(policies?.Invoke(time) ?? assessor);
                silo.Services.AddSingleton(_ => new ReturnCodes(Repository.Config));
                silo.Services.AddKeyedSingleton<IGrainStorage>(
                    StoreNames.Records,
                    (provider, _) => ActivatorUtilities.CreateInstance<FaultNamingStorage>(provider, new VolumeStorage(storage))
                );
                silo.Services.AddSingleton<IRecordReader>(storage);
                silo.AddReminders();
                silo.Services.AddSingleton<IReminderTable>(reminders);
                silo.Services.Configure<ReminderOptions>(options => options.ReminderLoadingWindow = TimeSpan.FromDays(3650));
                silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            }
        );
        builder.ConfigureClient(client => client.AddPermanence());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Region(cluster, time, storage, assessor) { Calls = calls };
    }

    public IChildGrain Child(string child, string authority = "north") =>
        cluster.Client.GetGrain<IChildGrain>(new ChildKey(authority, child));

    public IAuthorityGrain Authority(string authority = "north") => cluster.Client.GetGrain<IAuthorityGrain>(new AuthorityKey(authority));

    public ITrackerBoardGrain Board(string authority = "north") => cluster.Client.GetGrain<ITrackerBoardGrain>(new AuthorityKey(authority));

    /// <summary>Lets the clock run on, in steps in which the grains' timers can come round, until something is so.</summary>
    /// <param name="within">How long this may take in real time; as long as <see cref="Eventually"/> waits where null.</param>
    /// <param name="atMost">
    /// How far the clock may run. There it stands still, so that a busy machine that is slow to do what the clock set off has the time
    /// for it, and what only a later hour would set off does not come about.
    /// </param>
    public async Task Until(
        string what,
        Func<Task<bool>> condition,
        TimeSpan? step = null,
        TimeSpan? within = null,
        TimeSpan? atMost = null
    )
    {
        var next = step ?? TimeSpan.FromSeconds(5);
        var last = atMost is { } far ? Time.GetUtcNow() + far : DateTimeOffset.MaxValue;
        await Eventually.IsTrue(
            what,
            async () =>
            {
                if (await condition())
                    return true;
                if (Time.GetUtcNow() + next <= last)
                    Time.Advance(next);
                return false;
            },
            within,
            TestContext.Current.CancellationToken
        );
    }

    public Task Until(string what, Func<bool> condition, TimeSpan? step = null, TimeSpan? atMost = null) =>
        Until(what, () => Task.FromResult(condition()), step, atMost: atMost);

    public IImportGrain Import(string import, string authority = "north") =>
        cluster.Client.GetGrain<IImportGrain>(new ImportKey(authority, import));

    /// <summary>Opens records, one after another.</summary>
    public async Task Open(params IEnumerable<string> children)
    {
        foreach (var child in children)
            Assert.True((await Child(child).Open(Guid.NewGuid(), File(child))).Allowed);
    }

    /// <summary>Ends a grain's activation, as when its node ran short of memory; the next call reads the store.</summary>
    public static ValueTask Forget(IAddressable grain) => grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();

    public static CaseFile File(string child, string authority = "north", params CareEvent[] events) =>
        new(authority, new Child { Id = child, Born = new LocalDate(2018, 9, 4) }, events);

    public static CareEvent Event(string type, LocalDate on, params (string Name, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = on,
            Fields = EventFields.Of(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };

    public static CareEvent Wishes(int day = 1) => Event("wishes-recorded", new LocalDate(2026, 2, day));

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Grains.Access;
using Permanence.Grains.Boards;
using Permanence.Grains.Imports;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains;

/// <summary>What every node needs to hold or to ask the grains, whatever store the cluster has.</summary>
public static class GrainHosting
{
    /// <summary>
    /// For a silo: records on the wire, the boundary between authorities, one clock. The host adds clustering, the storage
    /// <see cref="StoreNames.Records"/> with an <see cref="Keeping.IRecordReader"/> over it, reminders and an <see
    /// cref="Policies.IAssessor"/>.
    /// </summary>
    public static ISiloBuilder AddPermanence(this ISiloBuilder silo)
    {
        silo.Services.AddCaseRecordSerialization();
        silo.Services.AddOneClock();
        silo.Services.AddSingleton<Caseload>();
        silo.Services.AddSingleton<UnreadableRecords>();
        silo.AddIncomingGrainCallFilter<StoreFaults>();
        silo.AddIncomingGrainCallFilter<AuthorityBoundary>();
        silo.AddOutgoingGrainCallFilter<AuthorityBoundary>();
        return silo;
    }

    /// <summary>
    /// The councils' policies from a config folder, read again when it changes, and the answers they give. Needed on silos; web nodes that
    /// show policies use <see cref="PolicySource"/> as well. The folder is read as the host starts.
    /// </summary>
    /// <exception cref="PolicyFaultsException">The folder has faults.</exception>
    public static IServiceCollection AddPolicies(this IServiceCollection services, string configFolder)
    {
        services.AddOneClock();
        services.AddSingleton(provider => new PolicySource(
            configFolder,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PolicySource>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<PolicySource>());
        services.AddSingleton<IAssessor, PolicyAssessor>();
        services.AddSingleton(_ => new ReturnCodes(configFolder));
        return services;
    }

    /// <summary>For a node that only asks.</summary>
    public static IClientBuilder AddPermanence(this IClientBuilder client)
    {
        client.Services.AddCaseRecordSerialization();
        client.Services.AddOneClock();
        return client;
    }

    private static void AddOneClock(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClock>(provider => new TimeProviderClock(provider.GetRequiredService<TimeProvider>()));
    }
}

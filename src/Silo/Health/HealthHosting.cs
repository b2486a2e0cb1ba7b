using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Permanence.Grains.Policies;

namespace Permanence.Silo;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the store answers and the cluster answers, so work may be sent here.
/// </summary>
public static class HealthHosting
{
    private const string Ready = "ready";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddPermanenceHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<StoreCheck>("store", tags: [Ready], timeout: LongestAnswer)
            .AddCheck<ClusterCheck>("cluster", tags: [Ready], timeout: LongestAnswer);
        return services;
    }

    public static IEndpointRouteBuilder MapPermanenceHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) });
        if (routes.ServiceProvider.GetService<PolicySource>() is { } policies)
            routes.MapPoliciesHealth(policies);
        return routes;
    }

    private sealed class StoreCheck(IStoreProbe store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await store.Ask(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, "The store does not answer.", fault);
            }
        }
    }

    private sealed class ClusterCheck(IGrainFactory grains) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var nodes = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken).WaitAsync(cancellationToken);
                return nodes.Count > 0 ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, "No silo is active.");
            }
            catch (Exception fault)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, "The cluster does not answer.", fault);
            }
        }
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Permanence.Grains.Boards;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;
using Permanence.Grains.Views;

namespace Permanence.Silo;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the store answers and the cluster answers, so work may be sent here,
/// and what somebody will wait for first has been rehearsed.
/// </summary>
public static class HealthHosting
{
    private const string Ready = "ready";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddPermanenceHealth(this IServiceCollection services)
    {
        services
            .AddHealthChecks()
            .AddCheck<StoreCheck>("store", tags: [Ready], timeout: LongestAnswer)
            .AddCheck<ClusterCheck>("cluster", tags: [Ready], timeout: LongestAnswer)
            .AddCheck<RehearsalCheck>("rehearsal", tags: [Ready])
            .AddCheck<ViewLogCheck>("views", tags: [Ready])
            .AddCheck<RecordsCheck>("records", HealthStatus.Degraded, tags: [Ready]);
        return services;
    }

    public static IEndpointRouteBuilder MapPermanenceHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) });
        // How many records this node could not read. Which they are stands in its log: anybody may ask here.
        if (routes.ServiceProvider.GetService<UnreadableRecords>() is { } records)
            routes.MapGet("/health/records", () => Results.Json(new { unreadable = records.Now.Count })).ExcludeFromDescription();
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

    // It takes a second or two; whoever was sent here meanwhile would wait for the compiler and for the rehearsal as well.
    private sealed class RehearsalCheck(IEnumerable<IHostedService> services) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                services.OfType<Rehearsing>().All(rehearsing => rehearsing.IsOver)
                    ? HealthCheckResult.Healthy()
                    : new HealthCheckResult(context.Registration.FailureStatus, "Boards are still being rehearsed.")
            );
    }

    // Work may be sent to a node that cannot read one record: it is said, and everything else goes on.
    private sealed class RecordsCheck(IServiceProvider services) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                services.GetService<UnreadableRecords>()?.Now.Count is > 0 and var count
                    ? new HealthCheckResult(context.Registration.FailureStatus, $"{count} records cannot be read: the log names them.")
                    : HealthCheckResult.Healthy()
            );
    }

    // A node that cannot say who looked is sent nobody.
    private sealed class ViewLogCheck(IServiceProvider services) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                services.GetService<IViewLog>()?.Trouble is { } trouble
                    ? new HealthCheckResult(context.Registration.FailureStatus, trouble)
                    : HealthCheckResult.Healthy()
            );
    }

    private sealed class ClusterCheck(IGrainFactory grains) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var nodes = await grains
                    .GetGrain<IManagementGrain>(0)
                    .GetHosts(onlyActive: true, cancellationToken)
                    .WaitAsync(cancellationToken);
                return nodes.Count > 0
                    ? HealthCheckResult.Healthy()
                    : new HealthCheckResult(context.Registration.FailureStatus, "No silo is active.");
            }
            catch (Exception fault)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, "The cluster does not answer.", fault);
            }
        }
    }
}

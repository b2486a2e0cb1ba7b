using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Permanence.Api.Http;

namespace Permanence.Api.Access;

/// <summary>
/// How often one person or program may ask in a minute, on each web node: far more than anybody needs, and less than it takes to keep
/// others waiting. Each is a setting of its own.
/// </summary>
internal static class Limits
{
    public const string SignIn = "sign-in";
    public const string Import = "imports";

    private const int SignIns = 300;
    private const int Imports = 120;
    private const int Commands = 6_000;
    private const int Reads = 12_000;
    private const int Pages = 6_000;

    public static IServiceCollection AddLimits(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                if (ForPrograms.Is(context.HttpContext))
                    await Problems.TooOften.ExecuteAsync(context.HttpContext);
            };
            limiter.AddPolicy(SignIn, context => Partition(context, AddressOf(context), "Permanence:SignInsAMinute", SignIns));
            limiter.AddPolicy(Import, context => Partition(context, Scope.Id(context.User), "Permanence:ImportsAMinute", Imports));
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Of);
        });

    private static RateLimitPartition<string> Of(HttpContext context)
    {
        var request = context.Request;
        // Who looks after the node asks as often as they like; the page that says why something was refused is part of what was refused.
        if (
            request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null
        )
            return RateLimitPartition.GetNoLimiter("");
        var who = context.User.Identity is { IsAuthenticated: true } ? $"person {Scope.Id(context.User)}" : $"address {AddressOf(context)}";
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return !isRead ? Partition(context, $"commands of {who}", "Permanence:CommandsAMinute", Commands)
            : ForPrograms.Is(context) ? Partition(context, $"reads of {who}", "Permanence:ReadsAMinute", Reads)
            : Partition(context, $"pages of {who}", "Permanence:PagesAMinute", Pages);
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static RateLimitPartition<string> Partition(HttpContext context, string who, string setting, int usual) =>
        RateLimitPartition.GetFixedWindowLimiter(
            who,
            _ => AMinute(context.RequestServices.GetRequiredService<IConfiguration>().GetValue(setting, usual))
        );

    internal static FixedWindowRateLimiterOptions AMinute(int most) =>
        new()
        {
            PermitLimit = most,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        };
}

/// <summary>The same for what arrives over hubs' connections, however many a person has.</summary>
internal sealed class HubLimits(IConfiguration configuration) : IHubFilter, IDisposable
{
    private const int Calls = 3_000;

    private readonly PartitionedRateLimiter<string> calls = PartitionedRateLimiter.Create<string, string>(person =>
        RateLimitPartition.GetFixedWindowLimiter(person, _ => Limits.AMinute(configuration.GetValue("Permanence:HubCallsAMinute", Calls)))
    );

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        using var lease = calls.AttemptAcquire(invocationContext.Context.User is { } user ? Scope.Id(user) : "");
        if (!lease.IsAcquired)
            throw new HubException("too-often");
        return await next(invocationContext);
    }

    public void Dispose() => calls.Dispose();
}

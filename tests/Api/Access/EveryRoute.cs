using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Permanence.Api.Access;

namespace Permanence.Api.Tests.Access;

/// <summary>A way in, as the running program has it.</summary>
/// <param name="Route">As its line names it, without the handler.</param>
/// <param name="Handler">Of a page that has several; null for the one without a name.</param>
public sealed record WayIn(string Method, string Route, string? Handler)
{
    public bool IsHub => Method == "HUB";

    internal RouteLine? Line => IsHub ? Routes.All.GetValueOrDefault($"HUB {Route}") : Routes.Of(Method, Route, Handler);

    public override string ToString() => $"{Method} {Route}{(Handler is null ? "" : $"?handler={Handler}")}";
}

/// <summary>Every page with its handlers, every call, every method of a hub: from the routes themselves.</summary>
internal static class EveryRoute
{
    public static async Task<IReadOnlyList<WayIn>> Of(IServiceProvider services)
    {
        var ways = new HashSet<WayIn>();
        var pages = services.GetRequiredService<PageLoader>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var route = $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
            if (route.StartsWith("/operations/dashboard", StringComparison.Ordinal))
                ways.Add(new WayIn("ANY", "/operations/dashboard", null));
            else if (endpoint.Metadata.GetMetadata<HubMetadata>() is { } hub)
            {
                if (!route.EndsWith("/negotiate", StringComparison.Ordinal))
                    ways.UnionWith(Methods(hub.HubType).Select(method => new WayIn("HUB", $"{route} {method}", null)));
            }
            else if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await pages.LoadAsync(page, endpoint.Metadata);
                // A page without a handler is drawn all the same.
                ways.Add(new WayIn("GET", route, null));
                ways.UnionWith(
                    loaded.HandlerMethods.Select(handler => new WayIn(handler.HttpMethod.ToUpperInvariant(), route, handler.Name))
                );
            }
            else
            {
                // Only a check of health answers whatever it is asked by.
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["GET"];
                ways.UnionWith(methods.Select(method => new WayIn(method, route, null)));
            }
        }

        return [.. ways.OrderBy(way => way.ToString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Methods(Type hub) =>
        hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method)
            .Select(method => method.Name);
}

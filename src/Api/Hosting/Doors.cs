using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Permanence.Api.Access;
using Permanence.Api.Http;

namespace Permanence.Api.Hosting;

/// <summary>
/// From where this program is reached. A demonstration: from this machine alone, under its own names, so that no other machine and no page
/// of another site comes in. With an identity provider: under the names it was given, and through the proxies it was told of.
/// </summary>
internal static class Doors
{
    /// <summary>That a container's address, which is any, is published on loopback alone.</summary>
    public const string PublishedOnLoopback = "Permanence:PublishedOnLoopback";

    /// <summary>The names that people reach it by, with ; between them.</summary>
    public const string Hosts = "Permanence:Hosts";

    /// <summary>Addresses and networks of proxies whose word on the caller and on TLS is taken, with ; between them.</summary>
    public const string Proxies = "Permanence:Proxies";

    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <exception cref="Silo.CannotListenException">It is a demonstration, and would be reached from other machines.</exception>
    public static void RefuseBeyondLoopback(string urls, IConfiguration configuration)
    {
        if (configuration.GetValue<bool>(PublishedOnLoopback))
            return;
        var others = Split(urls)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""));
        if (others.FirstOrDefault(url => !IsLoopback(url)) is { } beyond)
            throw new Silo.CannotListenException(
                $"Cannot listen at {beyond}: without an identity provider this is a demonstration, in which anybody can be anyone, and "
                    + "it is served on this machine alone. Give an address such as http://localhost:5080 with --urls; or set the provider "
                    + "(PERMANENCE__SIGNIN__AUTHORITY); or, in a container whose port is published on 127.0.0.1 alone, set "
                    + "PERMANENCE__PUBLISHEDONLOOPBACK to true."
            );
    }

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be read; the message says which.</exception>
    public static void AddDoors(this IServiceCollection services, IConfiguration configuration, SignInSettings? provider, string urls)
    {
        var named = Split(configuration[Hosts] ?? "");
        if (provider is not null && named.Count == 0)
            throw new InvalidOperationException(
                "PERMANENCE__HOSTS is missing: the name that people reach this program by, such as permanence.example.gov.uk. Who comes by "
                    + "another is refused."
            );
        string[] hosts = provider is null
            ? [.. Loopback, .. Split(urls).Select(HostOf).Where(IPAddressIsLoopback)]
            : [.. Loopback, .. named];
        services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = [.. hosts.Distinct(StringComparer.OrdinalIgnoreCase)];
            options.IncludeFailureMessage = false;
        });
        if (Split(configuration[Proxies] ?? "") is not { Count: > 0 } proxies)
            return;
        var (addresses, networks) = (new List<IPAddress>(), new List<System.Net.IPNetwork>());
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                addresses.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                networks.Add(network);
            else
                throw new InvalidOperationException(
                    $"PERMANENCE__PROXIES names '{proxy}': an address such as 10.0.0.4 or a network such as 10.0.0.0/24 is wanted."
                );
        }

        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var address in addresses)
                options.KnownProxies.Add(address);
            foreach (var network in networks)
                options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>First of all: what comes after sees who really asks, and how.</summary>
    public static void UseDoors(this WebApplication app, SignInSettings? provider)
    {
        if (!string.IsNullOrEmpty(app.Configuration[Proxies]))
            app.UseForwardedHeaders();
        // Nothing of a real child goes over the wire in clear, and no cookie is asked for there. Whoever looks after the node asks it for
        // its health from beside it.
        if (provider is not null)
            app.UseWhen(
                context => !context.Request.IsHttps && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal),
                clear => clear.Run(Problems.HttpsOnly.ExecuteAsync)
            );
    }

    /// <summary>
    /// After the files that every page loads: whatever nobody said anything else about is kept by no browser and no proxy, whoever asked.
    /// </summary>
    public static void UseNoStore(this WebApplication app) =>
        app.Use(
            static (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    if (string.IsNullOrEmpty(context.Response.Headers.CacheControl))
                        context.Response.Headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );

    /// <summary>
    /// Keys of the sign-in cookie, so that people stay signed in when the program starts again, and across the web nodes of a cluster that
    /// share the folder. A demonstration's are others, for another purpose: its cookie opens nothing elsewhere, whatever is copied.
    /// </summary>
    public static void AddKeys(this IServiceCollection services, string? folder, bool isDemonstration)
    {
        var name = isDemonstration ? "permanence-demonstration" : "permanence";
        var keys = services.AddDataProtection().SetApplicationName(name);
        if (!string.IsNullOrWhiteSpace(folder))
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder, name)));
    }

    private static bool IsLoopback(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.IsUnixPipe || address.IsNamedPipe || IPAddressIsLoopback(address.Host) || address.Host == "localhost";
    }

    private static bool IPAddressIsLoopback(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    private static string HostOf(string url) => BindingAddress.Parse(url) is { IsUnixPipe: false } address ? address.Host : "";

    private static List<string> Split(string list) =>
        [.. list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

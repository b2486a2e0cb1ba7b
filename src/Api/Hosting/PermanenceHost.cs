using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using Orleans.Dashboard;
using Permanence.Api.Access;
using Permanence.Api.Endpoints;
using Permanence.Api.Http;
using Permanence.Api.Live;
using Permanence.Api.Pages;
using Permanence.Demo;
using Permanence.Grains;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;
using Permanence.Silo;
using Permanence.Silo.Stores;

namespace Permanence.Api.Hosting;

/// <summary>The whole program as it serves: the platform in one process on the embedded store, or a web node of a cluster.</summary>
public static class PermanenceHost
{
    /// <summary>The environment where nothing says otherwise.</summary>
    public const string Demonstration = "Demonstration";

    private const string Dashboard = "/operations/dashboard";

    /// <exception cref="Permanence.Silo.Stores.DataFolderInUseException">Another process works with the data folder.</exception>
    /// <exception cref="PolicyFaultsException">The packs have faults.</exception>
    /// <exception cref="CannotListenException">The addresses are taken, or are none, or a demonstration's beyond this machine.</exception>
    /// <exception cref="SchemaException">The store cannot be worked with: a demonstration's is for no other, nor the reverse.</exception>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message says which.</exception>
    public static WebApplication Build(ServeSettings settings, Action<WebApplicationBuilder>? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "permanence",
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName =
                    settings.Environment
                    ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                    ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                    ?? Demonstration,
            }
        );
        var urls = settings.Urls ?? builder.Configuration["urls"] ?? ServeSettings.UsualAddress;
        TryAddresses(urls);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
            (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, 2 * 1024 * 1024)
        );
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // The keys of the sign-in cookie lie in the data folder, beside the records: whoever can read the one can read the other.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is said by the command line in a sentence; what stops a running program is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // A line for each grain placed, and a warning about its own clock at the first start.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        adjust?.Invoke(builder);

        var provider = SignInSettings.Read(builder.Configuration);
        var demonstration = provider is null;
        if (demonstration && builder.Environment.IsProduction())
            throw new InvalidOperationException(
                "In Production people sign in with an identity provider: set PERMANENCE__SIGNIN__AUTHORITY and what goes with it. A "
                    + "demonstration with invented people is what starts where ASPNETCORE_ENVIRONMENT is not Production."
            );
        if (!demonstration && builder.Environment.IsEnvironment(Demonstration))
            builder.Environment.EnvironmentName = Environments.Production;
        if (demonstration)
            Doors.RefuseBeyondLoopback(urls, builder.Configuration);
        builder.Services.AddDoors(builder.Configuration, provider, urls);
        var use = demonstration ? StoreUse.Demonstration : StoreUse.Provider;
        var cluster = builder.Configuration.ClusterSettings();
        var embedded = string.IsNullOrWhiteSpace(cluster.ConnectionString);
        builder.Services.AddPolicies(settings.ConfigFolder);
        builder.Services.AddSingleton<ICouncils, Councils>();
        // Ahead of the silo and the client, so that it goes on while they join.
        builder.Services.AddHostedService<LiveRehearsal>();
        if (embedded)
        {
            builder.Services.AddHostedService<Rehearsal>();
            builder.UseEmbedded(settings.DataFolder, use);
        }
        else
            builder.UsePostgresClusterClient(cluster, use);

        builder.Services.AddKeys(
            embedded ? Path.Combine(Path.GetFullPath(settings.DataFolder), "keys") : builder.Configuration["Permanence:KeysFolder"],
            demonstration
        );
        AddWeb(builder.Services, provider);
        if (demonstration)
        {
            AddInventedPeople(builder.Services, settings.ConfigFolder);
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<InventedStaff>(provider, settings));
        }

        if (demonstration && settings.InventedChildren && (embedded || builder.Configuration.GetValue<bool>("Permanence:DemoRegion")))
            builder.Services.AddHostedService(provider =>
                ActivatorUtilities.CreateInstance<InventedRegion>(provider, settings with { Embedded = embedded })
            );

        var app = builder.Build();
        Use(app, provider);
        Map(app, demonstration);
        return app;
    }

    /// <summary>Whether anybody who reaches it can be anyone.</summary>
    public static bool IsDemonstration(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetRequiredService<Surroundings>().InventedPeople;
    }

    private static void TryAddresses(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress asked;
            try
            {
                asked = BindingAddress.Parse(url);
            }
            catch (FormatException fault)
            {
                throw new CannotListenException(
                    $"'{url}' is no address to listen at: write it as {ServeSettings.UsualAddress} and give it with --urls.",
                    fault
                );
            }

            if (asked.IsUnixPipe || asked.IsNamedPipe)
                continue;
            var address =
                IPAddress.TryParse(asked.Host.Trim('[', ']'), out var one) ? one
                : asked.Host == "localhost" ? IPAddress.Loopback
                : IPAddress.Any;
            Listening.Try(address, asked.Port, url, "--urls");
        }
    }

    private static void AddWeb(IServiceCollection services, SignInSettings? provider)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClock>(provider => new TimeProviderClock(provider.GetRequiredService<TimeProvider>()));
        services.AddPages(isDemonstration: provider is null);
        services.AddAccess(provider);
        services.AddPermanenceHealth();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services
            .AddSignalR(hubs =>
            {
                hubs.AddFilter<OpenHubs>();
                hubs.AddFilter<HubLimits>();
                hubs.AddFilter<AskAsHubCaller>();
                hubs.AddFilter<NoteHubViews>();
            })
            .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        services.AddSingleton<AskAsHubCaller>();
        services.AddSingleton<NoteHubViews>();
        services.AddLiveBoards();
        services.AddSingleton(new Surroundings(InventedPeople: provider is null));
        services.AddSingleton<IPeople, People>();
        services.AddApiDescription();
    }

    private static void AddInventedPeople(IServiceCollection services, string configFolder)
    {
        services.AddSingleton(provider =>
        {
            var region = DemoConfiguration.Load(Path.Combine(configFolder, "demo"));
            if (!region.Succeeded)
                provider
                    .GetRequiredService<ILogger<DemoPeople>>()
                    .LogError(
                        "The invented region cannot be read: {Faults}",
                        string.Join("; ", region.Refusals.Select(refusal => $"{refusal.Field}: {refusal.Sentence}"))
                    );
            return new DemoPeople(provider.GetRequiredService<PolicySource>().Library, region.Value);
        });
        services.AddSingleton<IDemoPeople>(provider => provider.GetRequiredService<DemoPeople>());
    }

    private static void Use(WebApplication app, SignInSettings? provider)
    {
        app.UseDoors(provider);
        app.UsePageRefusals();
        app.UseProblems();
        app.UseMiddleware<RefusedCalls>();
        app.UseMeantFaults();
        // The dashboard is another project's page with its scripts and styles inline; everything of ours is strict.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Dashboard, StringComparison.OrdinalIgnoreCase),
            dashboard => dashboard.UseSecurityHeaders(PagesSetup.HeaderPolicy(provider?.Authority, inline: true))
        );
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments(Dashboard, StringComparison.OrdinalIgnoreCase),
            own => own.UseSecurityHeaders(PagesSetup.HeaderPolicy(provider?.Authority))
        );
        // Who runs the platform watches nodes and calls; what a grain holds is a child's record, and that is read by its own people.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments($"{Dashboard}/GrainState", StringComparison.OrdinalIgnoreCase),
            records =>
                records.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                })
        );
        app.UseStaticFiles();
        app.UseNoStore();
        app.UseRouting();
        app.UseMiddleware<Door>();
        app.UseMiddleware<OriginCheck>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<ProgramScopes>();
        app.UseMiddleware<AskAsCaller>();
        app.UseMiddleware<NoteViews>();
    }

    private static void Map(WebApplication app, bool demonstration)
    {
        app.MapPages();
        app.MapPermanenceHealth();
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapAuthorities();
        api.MapAgencies();
        app.MapHub<BoardHub>("/hubs/boards");
        app.MapOpenApi("/openapi/v1.json");
        if (demonstration)
        {
            app.MapDemoSignIn();
        }
        else
        {
            app.MapProviderSignIn();
            app.MapProviderSignOut();
        }

        app.MapOrleansDashboard(Dashboard).RequireAuthorization(AccessSetup.Operations).ExcludeFromDescription();
    }
}

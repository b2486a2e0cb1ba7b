namespace Permanence.Api.Live;

/// <summary>Adds the boards that this node mirrors for those who look at them.</summary>
internal static class LiveSetup
{
    /// <summary>After the silo or the client, which start in the order they were added: then there is somebody to ask.</summary>
    public static IServiceCollection AddLiveBoards(this IServiceCollection services)
    {
        services.AddSingleton<OpenHubs>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenHubs>());
        services.AddSingleton<LiveViews>();
        services.AddSingleton<OwnRecordings>();
        services.AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<OwnRecordings>());
        services.AddSingleton<BoardMirrors>();
        services.AddSingleton<IBoards>(provider => provider.GetRequiredService<BoardMirrors>());
        services.AddHostedService(provider => provider.GetRequiredService<BoardMirrors>());
        return services;
    }
}

using Permanence.Domain.Policies;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Policies;
using Permanence.Grains.Views;

namespace Permanence.Api.Hosting;

/// <summary>
/// The platform without the web, for commands that work on a store: this machine's own, which one process at a time has, or a cluster's,
/// of which the command is a node as long as it runs.
/// </summary>
internal sealed class CommandStore : IAsyncDisposable
{
    /// <summary>Who asks, in grain calls: whoever sits at this machine may read its own files anyway.</summary>
    public static readonly Caller Caller = Caller.Platform("command-line", "command-line");

    private readonly IHost host;

    private CommandStore(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public IViewLog Views => host.Services.GetRequiredService<IViewLog>();

    public PolicyLibrary Library => host.Services.GetRequiredService<PolicySource>().Library;

    /// <param name="configFolder">The councils' policies.</param>
    /// <param name="use">How the program is part of the platform.</param>
    /// <param name="stopping">Called off where the command is.</param>
    /// <exception cref="Silo.Stores.DataFolderInUseException">Another process works with the data folder.</exception>
    /// <exception cref="PolicyFaultsException">The packs have faults.</exception>
    public static async Task<CommandStore> Open(string configFolder, Action<IHostApplicationBuilder> use, CancellationToken stopping)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Services.AddPolicies(Path.GetFullPath(configFolder));
        use(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(stopping);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new CommandStore(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}

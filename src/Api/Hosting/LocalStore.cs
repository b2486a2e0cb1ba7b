using Permanence.Domain.Policies;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Policies;
using Permanence.Silo;

namespace Permanence.Api.Hosting;

/// <summary>
/// The embedded platform without the web, for commands that work on this machine's own store. One process at a time has it.
/// </summary>
internal sealed class LocalStore : IAsyncDisposable
{
    /// <summary>Who asks, in grain calls: whoever sits at this machine may read its own files anyway.</summary>
    public static readonly Caller Caller = Caller.Platform("command-line", "command-line");

    private readonly IHost host;

    private LocalStore(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public PolicyLibrary Library => host.Services.GetRequiredService<PolicySource>().Library;

    /// <exception cref="Silo.Stores.DataFolderInUseException">Another process works with the data folder.</exception>
    /// <exception cref="PolicyFaultsException">The packs have faults.</exception>
    public static async Task<LocalStore> Open(string configFolder, string dataFolder, CancellationToken stopping)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Services.AddPolicies(Path.GetFullPath(configFolder));
        builder.UseEmbedded(dataFolder);
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

        return new LocalStore(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}

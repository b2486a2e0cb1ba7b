using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Permanence.Benchmarks;

/// <summary>What the platform is compared with: a web program that does nothing but answer, and a hub that does nothing but send.</summary>
internal static class BareWeb
{
    public static WebApplication Build(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.Urls.Add(url);
        app.MapGet("/", () => "here");
        app.MapHub<BareHub>("/hub");
        return app;
    }

    internal sealed class BareHub : Hub
    {
        public Task Watch() => Groups.AddToGroupAsync(Context.ConnectionId, "watchers");
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Permanence.Builders;

namespace Permanence.Benchmarks;

/// <summary>
/// What the platform is compared with: a web program that does nothing but answer, and a hub that does nothing but send.
/// </summary>
internal static class BareWeb
{
    /// <param name="pages">Pages to give, by their query; none where it only has to answer.</param>
    public static WebApplication Build(string url, string path = "/board", IReadOnlyDictionary<string, string>? pages = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.Urls.Add(url);
        app.UseStaticFiles(
            new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(Repository.Root, "src", "Api", "wwwroot")) }
        );
        app.MapGet("/", () => "here");
        app.MapGet(
            path,
            (Microsoft.AspNetCore.Http.HttpRequest request) =>
                Microsoft.AspNetCore.Http.Results.Content(pages?[request.QueryString.Value ?? ""], "text/html; charset=utf-8")
        );
        app.MapHub<BareHub>("/hubs/boards");
        return app;
    }

    /// <summary>Answers an open page as the platform's hub does, so that the page does the same with what it is sent.</summary>
    internal sealed class BareHub : Hub
    {
        public async Task<object> Show(string authority, string? query, long version)
        {
            var view = View(authority, query);
            await Groups.AddToGroupAsync(Context.ConnectionId, view);
            return new
            {
                view,
                connected = true,
                asAt = "00:00",
                whole = (JsonElement?)null,
            };
        }

        public static string View(string authority, string? query) => $"{authority}?{(query ?? "").TrimStart('?')}";
    }
}

using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Permanence.Api.Hosting;
using Permanence.Builders;

namespace Permanence.Mutants;

/// <summary>The program as it serves the invented councils, for mutants to be sent to. Everything goes with it.</summary>
public sealed class Served : IAsyncDisposable
{
    private readonly InventedConfig config = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-mutants-");
    private readonly List<HttpClient> clients = [];
    private WebApplication? app;

    public static async Task<Served> Start()
    {
        var served = new Served();
        served.app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = served.config.Folder,
                Urls = "http://127.0.0.1:0",
                DataFolder = served.data.FullName,
                InventedChildren = false,
                Environment = PermanenceHost.Demonstration,
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                // Thousands a minute are meant here.
                builder.Configuration.AddInMemoryCollection([
                    .. new[] { "Imports", "Commands", "Reads" }.Select(of =>
                        KeyValuePair.Create<string, string?>($"Permanence:{of}AMinute", int.MaxValue.ToString(CultureInfo.InvariantCulture))
                    ),
                ]);
            }
        );
        await served.app.StartAsync();
        return served;
    }

    public async Task<HttpClient> SignedIn(string person)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app!.Urls.First()),
        };
        clients.Add(client);
        using var form = new FormUrlEncodedContent([new("person", person)]);
        using var answer = await client.PostAsync("/demo/sign-in", form);
        answer.EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        data.Delete(recursive: true);
        config.Dispose();
    }
}

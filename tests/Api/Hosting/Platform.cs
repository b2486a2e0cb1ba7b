using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Hosting;

/// <summary>The program as it serves, on the embedded store in a folder of its own and a port of its own.</summary>
public sealed class Platform : IAsyncLifetime
{
    private readonly DirectoryInfo data;
    private readonly bool keepsData;
    private readonly string config;
    private readonly bool inventedChildren;
    private readonly Dictionary<string, string?> configuration;
    private readonly string environment;
    private readonly List<IDisposable> clients = [];
    private WebApplication app = null!;

    public Platform()
        : this(PermanenceHost.Demonstration, []) { }

    private Platform(
        string environment,
        IEnumerable<KeyValuePair<string, string?>> configuration,
        DirectoryInfo? data = null,
        string? config = null,
        bool inventedChildren = false
    )
    {
        (this.environment, this.configuration, this.config, this.inventedChildren) = (
            environment,
            configuration.ToDictionary(),
            config ?? Repository.Config,
            inventedChildren
        );
        keepsData = data is not null;
        this.data = data ?? Directory.CreateTempSubdirectory("permanence-api-");
    }

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    public string DataFolder => data.FullName;

    public static async Task<Platform> Start(string environment, params IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        var platform = new Platform(environment, configuration);
        await platform.InitializeAsync();
        return platform;
    }

    /// <summary>On a data folder that outlives it, with the invented children of a config folder.</summary>
    public static async Task<Platform> StartIn(DirectoryInfo data, string config)
    {
        var platform = new Platform(PermanenceHost.Demonstration, [], data, config, inventedChildren: true);
        await platform.InitializeAsync();
        return platform;
    }

    /// <summary>On policies that a test may edit, without children.</summary>
    public static Task<Platform> StartOn(string config) => StartOn(config, PermanenceHost.Demonstration);

    /// <summary>The same, with settings of a node.</summary>
    public static async Task<Platform> StartOn(
        string config,
        string environment,
        params IEnumerable<KeyValuePair<string, string?>> configuration
    )
    {
        var platform = new Platform(environment, configuration, config: config);
        await platform.InitializeAsync();
        return platform;
    }

    public async ValueTask InitializeAsync()
    {
        app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = config,
                Urls = "http://127.0.0.1:0",
                DataFolder = data.FullName,
                InventedChildren = inventedChildren,
                Environment = environment,
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(configuration);
            }
        );
        await app.StartAsync();
    }

    /// <summary>A program that has not signed in.</summary>
    public HttpClient Stranger() => Client(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Waits until it says that work may be sent to it.</summary>
    public async Task IsReady()
    {
        using var stranger = Stranger();
        await Eventually.IsTrue(
            "the platform is ready",
            async () =>
            {
                using var answer = await stranger.GetAsync("/health/ready", TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
        );
    }

    /// <summary>A program that carries the cookie of an invented person.</summary>
    public async Task<HttpClient> SignedIn(string person)
    {
        var client = Client(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("person", person)]);
        using var answer = await client.PostAsync("/demo/sign-in", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return client;
    }

    /// <summary>A connection to the boards' hub as a signed-in person.</summary>
    public async Task<HubConnection> Connect(string person)
    {
        var connection = Hub(await CookieOf(person));
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>A connection to the boards' hub, not started yet.</summary>
    /// <param name="cookie">As it is sent: its name and its value.</param>
    public HubConnection Hub(string cookie) =>
        new HubConnectionBuilder()
            .WithUrl(
                new Uri(Address, "/hubs/boards"),
                options =>
                {
                    options.Headers["Cookie"] = cookie;
                    if (HasProvider)
                        options.Headers["X-Forwarded-Proto"] = "https";
                }
            )
            .Build();

    /// <summary>The cookie of an invented person who signs in, as a browser would send it.</summary>
    public async Task<string> CookieOf(string person)
    {
        using var form = new FormUrlEncodedContent([new("person", person)]);
        using var answer = await Stranger().PostAsync("/demo/sign-in", form, TestContext.Current.CancellationToken);
        return answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    /// <summary>A program that sends this cookie, whatever it is told to keep or forget.</summary>
    public HttpClient WithCookie(string cookie)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await app.DisposeAsync();
        if (!keepsData)
            data.Delete(recursive: true);
    }

    // As through a proxy that ends TLS.
    private bool HasProvider => configuration.ContainsKey("Permanence:Proxies");

    private HttpClient Client(SocketsHttpHandler handler)
    {
        var client = new HttpClient(handler) { BaseAddress = Address };
        if (HasProvider)
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        lock (clients)
            clients.Add(client);
        return client;
    }
}

/// <summary>What tests say of calls, in a line each.</summary>
internal static class Calls
{
    public static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    public static Task<HttpResponseMessage> PostJson(this HttpClient client, string path, string json) =>
        client.PostAsync(path, Json(json), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) =>
        client.GetAsync(path, TestContext.Current.CancellationToken);

    public static async Task<JsonElement> GetJson(this HttpClient client, string path)
    {
        using var answer = await client.Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>That a call was refused, as a problem with a code, and without telling what is inside.</summary>
    public static async Task<JsonElement> Refused(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Json();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.DoesNotContain(" at Permanence.", text, StringComparison.Ordinal);
        return problem;
    }

    public static IReadOnlyList<string?> Fields(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString())];

    public static string CaseFile(string authority, string child, string events = "") =>
        $$"""
            {"authority":"{{authority}}",
            "child":{"id":"{{child}}","born":"2018-09-04","expected":null,"sex":"F","siblings":[],"name":"Ada Invented","team":"North"},
            "events":[{{events}}]}
            """;

    public const string Entered = """{"type":"became-looked-after","on":"2025-03-10","basis":"planned","legalStatus":"V2"}""";

    public static async Task Open(this HttpClient client, string authority, string child, string events = Entered)
    {
        using var answer = await client.PostJson($"/api/authorities/{authority}/children", CaseFile(authority, child, events));
        Assert.True(
            answer.StatusCode == HttpStatusCode.Created,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    public static Task<HttpResponseMessage> Record(
        this HttpClient client,
        string authority,
        string child,
        string events,
        Guid? commandId = null
    ) =>
        client.PostJson(
            $"/api/authorities/{authority}/children/{child}/events",
            $$"""{"commandId":"{{commandId ?? Guid.NewGuid()}}","events":[{{events}}]}"""
        );

    public static async Task<JsonElement> Duty(this HttpClient client, string authority, string child, string clause, string query = "")
    {
        var evaluation = await client.GetJson($"/api/authorities/{authority}/children/{child}/obligations{query}");
        return evaluation
            .GetProperty("obligations")
            .EnumerateArray()
            .First(one => one.GetProperty("limbs").EnumerateArray().Any(limb => limb.GetProperty("clause").GetString() == clause));
    }
}

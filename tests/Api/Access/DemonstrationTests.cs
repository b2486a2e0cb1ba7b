using System.Net;
using Microsoft.Extensions.Hosting;
using Permanence.Api.CommandLine;
using Permanence.Api.Hosting;
using Permanence.Api.Tests.CommandLine;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Silo.Stores;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>Without an identity provider the program is a demonstration: on this machine alone, never where real children are.</summary>
public sealed class DemonstrationTests(Platform platform)
{
    private static readonly KeyValuePair<string, string?>[] Provider =
    [
        new("Permanence:SignIn:Authority", "http://127.0.0.1:9"),
        new("Permanence:SignIn:ClientId", "permanence"),
        new("Permanence:Hosts", "permanence.example"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://localhost:0;http://0.0.0.0:0")]
    public async Task It_is_not_served_beyond_this_machine(string urls)
    {
        using var data = new Folder();

        var serve = await Terminal.Run("serve", "--config", Repository.Config, "--data", data.Path, "--demo", "none", "--urls", urls);

        Assert.Equal(1, serve.ExitCode);
        Assert.StartsWith($"Cannot listen at {urls.Split(';')[^1]}: ", serve.Error, StringComparison.Ordinal);
        Assert.Contains("without an identity provider this is a demonstration", serve.Error, StringComparison.Ordinal);
        Assert.Single(serve.Error.TrimEnd('\n').Split('\n'));
        Assert.False(File.Exists(Path.Combine(data.Path, "permanence.db")));
    }

    [Fact]
    public async Task A_container_that_is_published_on_loopback_says_so_and_is_served()
    {
        using var data = new Folder();
        await using var app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = Repository.Config,
                DataFolder = data.Path,
                Urls = "http://0.0.0.0:0",
                InventedChildren = false,
            },
            builder => builder.Configuration["Permanence:PublishedOnLoopback"] = "true"
        );

        Assert.True(PermanenceHost.IsDemonstration(app));
    }

    [Fact]
    public async Task It_says_so_at_start_and_on_every_page()
    {
        using var data = new Folder();
        using var stopping = new CancellationTokenSource();
        using var output = new StoppingWriter("Permanence is at", stopping);
        using var error = new StringWriter();
        await PermanenceCommand.Run(
            ["serve", "--config", Repository.Config, "--data", data.Path, "--demo", "none", "--urls", "http://127.0.0.1:0"],
            output,
            error,
            stopping.Token
        );
        Assert.Contains("This is a demonstration: anybody who reaches it can be anyone.", output.ToString(), StringComparison.Ordinal);

        using var client = await platform.SignedIn("bcp-team-manager");
        foreach (var page in new[] { "/bcp/board", "/sign-in", "/about", "/bcp/policy", "/nothing-here" })
        {
            using var shown = await client.Get(page);
            Assert.Contains("<strong>Demonstration.</strong>", await shown.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_demonstration_has_used_is_no_place_for_real_children_nor_the_reverse()
    {
        foreach (var demonstrationFirst in new[] { true, false })
        {
            using var data = new Folder();
            await Run(data, demonstrationFirst);

            var refused = Assert.Throws<SchemaException>(() => Build(data, !demonstrationFirst));

            Assert.Contains(
                demonstrationFirst ? "is a demonstration's" : "has been used with an identity provider",
                refused.Message,
                StringComparison.Ordinal
            );
            Assert.Contains(data.Path, refused.Message, StringComparison.Ordinal);
            // And it is as it was for the one it is of.
            await Run(data, demonstrationFirst);
        }
    }

    [Fact]
    public void Production_without_a_provider_is_refused_and_so_is_a_provider_that_is_half_said()
    {
        using var data = new Folder();
        Assert.Contains("identity provider", Refused(Environments.Production), StringComparison.Ordinal);
        Assert.Contains("PERMANENCE__HOSTS", Refused(null, Provider[..2]), StringComparison.Ordinal);
        Assert.Contains("PERMANENCE__SIGNIN__CLIENTID", Refused(null, Provider[0], Provider[2]), StringComparison.Ordinal);
        Assert.Contains(
            "https",
            Refused(null, new("Permanence:SignIn:Authority", "http://elsewhere.example"), Provider[1], Provider[2]),
            StringComparison.Ordinal
        );

        string Refused(string? environment, params KeyValuePair<string, string?>[] settings) =>
            Assert.Throws<InvalidOperationException>(() => Build(data, environment, settings)).Message;
    }

    [Fact]
    public async Task A_page_of_another_site_that_calls_itself_by_this_machines_address_signs_nobody_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/demo/sign-in")
        {
            Content = new FormUrlEncodedContent([new("person", "bcp-team-manager")]),
        };
        request.Headers.Host = "rebound.example";
        using var answer = await platform.Stranger().SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static async Task Run(Folder data, bool demonstration)
    {
        await using var app = Build(data, demonstration);
        await app.StartAsync(Cancelled);
        await app.StopAsync(Cancelled);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(Folder data, bool demonstration) =>
        Build(data, null, demonstration ? [] : Provider);

    private static Microsoft.AspNetCore.Builder.WebApplication Build(
        Folder data,
        string? environment,
        params KeyValuePair<string, string?>[] settings
    ) =>
        PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = Repository.Config,
                DataFolder = data.Path,
                Urls = "http://127.0.0.1:0",
                InventedChildren = false,
                Environment = environment,
            },
            builder =>
            {
                foreach (var (key, value) in settings)
                    builder.Configuration[key] = value;
            }
        );

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("permanence-demonstration-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    // Stops the program once it has said a line.
    private sealed class StoppingWriter(string line, CancellationTokenSource stopping) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.StartsWith(line, StringComparison.Ordinal) is true)
                await stopping.CancelAsync();
        }
    }
}

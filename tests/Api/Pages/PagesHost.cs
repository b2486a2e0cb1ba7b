using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>
/// The whole program on an embedded store with the invented councils, on a day that stays: its grains decide, with every gate. One for all
/// page tests, which run one after another on it; a test takes a child of its own before it changes anything.
/// </summary>
public sealed class PagesHost : IAsyncLifetime
{
    /// <summary>All tests that use the host: <c>[Collection(PagesHost.Tests)]</c>.</summary>
    public const string Tests = "Pages";

    public const string Council = InventedConfig.Council;
    public const string OtherCouncil = InventedConfig.OtherCouncil;

    public static readonly LocalDate Today = new(2026, 6, 16);

    private static readonly Caller Loading = Caller.Platform("tests", "tests");

    private readonly InventedConfig config = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-pages-");
    private readonly AskedGrains asked = new();
    private WebApplication app = null!;
    private int taken;

    public Uri Address => new(app.Urls.First());

    public PolicyLibrary Library => app.Services.GetRequiredService<PolicySource>().Library;

    private IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        // A document that its council meant to look at again by now.
        config.Change(
            $"authorities/{Council}/2026-01-05/pack.yaml",
            pack => pack.Replace("next-review: 2027-01-31", "next-review: 2026-05-31", StringComparison.Ordinal)
        );
        app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = config.Folder,
                Urls = "http://127.0.0.1:0",
                DataFolder = data.FullName,
                InventedChildren = false,
                Environment = PermanenceHost.Demonstration,
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddHttpContextAccessor();
                builder.Services.AddSingleton<IOutgoingGrainCallFilter>(asked);
                builder.Services.Replace(
                    ServiceDescriptor.Singleton<TimeProvider>(
                        new StillTime(Today.At(new LocalTime(10, 42)).InZoneStrictly(Timeline.London).ToInstant())
                    )
                );
            }
        );
        await app.StartAsync();
        foreach (var file in Sample.Many(58).Concat(Sample.Many(5).Select(file => file with { Authority = OtherCouncil })))
            await Load(file);
    }

    /// <summary>A child with this record whom no other test has; its id.</summary>
    public async Task<string> Take(CaseFile file, string authority = Council)
    {
        var id = $"T-{++taken:000}";
        await Load(file with { Authority = authority, Child = file.Child with { Id = id } });
        return id;
    }

    /// <summary>How many children a council has.</summary>
    public async Task<int> Children(string authority)
    {
        using var _ = Loading.Ask();
        return (await Grains.GetGrain<IAuthorityGrain>(new AuthorityKey(authority)).Children()).Count;
    }

    public async Task<CaseFile> File(string child, string authority = Council)
    {
        using var _ = Loading.Ask();
        return (await Grain(authority, child).Read())!;
    }

    public Task<Visit> SignedIn(string role, string authority = Council) => SignedInAs($"{authority}-{role}");

    public async Task<Visit> SignedInAs(string person)
    {
        var visit = Stranger();
        await visit.Client.PostAsync(
            "/demo/sign-in",
            new FormUrlEncodedContent([new("person", person)]),
            TestContext.Current.CancellationToken
        );
        return visit;
    }

    /// <summary>What a page asked of which grains while it was made, in order: the interface and the method of each call.</summary>
    public async Task<IReadOnlyList<string>> AskedBy(Visit visit, string address)
    {
        ArgumentNullException.ThrowIfNull(visit);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(AskedGrains.Header, asked.Next());
        using var answer = await visit.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return asked.Calls;
    }

    /// <summary>Somebody who has not signed in.</summary>
    public Visit Stranger() =>
        new(new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        data.Delete(recursive: true);
        config.Dispose();
    }

    // With its stamps, as they stand.
    private async Task Load(CaseFile file)
    {
        using var _ = Loading.Ask();
        Assert.Empty((await Grain(file.Authority, file.Child.Id).Load(Guid.NewGuid(), file)).Refusals);
    }

    private IChildGrain Grain(string authority, string child) => Grains.GetGrain<IChildGrain>(new ChildKey(authority, child));

    // Only what is asked while that page is made, and not the mirror of a board, which asks now and then whether it has missed anything,
    // whoever comes by. What grains ask each other for it is their matter.
    private sealed class AskedGrains : IOutgoingGrainCallFilter
    {
        public const string Header = "X-Asked";

        private static readonly HttpContextAccessor Asking = new();
        private readonly ConcurrentQueue<string> calls = new();
        private string page = "";

        public IReadOnlyList<string> Calls => [.. calls];

        public string Next()
        {
            calls.Clear();
            return page = $"{Guid.NewGuid()}";
        }

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            var (asked, isOfNode) = (context.InterfaceMethod.DeclaringType!, context.SourceId is not { } source || source.IsClient());
            if (
                isOfNode
                && IsOurs(asked)
                && context.InterfaceMethod.Name != nameof(ITrackerBoardGrain.Watch)
                && Asking.HttpContext?.Request.Headers[Header].ToString() == page
            )
                calls.Enqueue($"{asked.Name}.{context.InterfaceMethod.Name}");
            return context.Invoke();
        }

        private static bool IsOurs(Type asked) => asked.Namespace?.StartsWith("Permanence", StringComparison.Ordinal) is true;
    }

    // What a clock says stays; what waits for time to pass goes on, as the store and the silo do.
    private sealed class StillTime(Instant at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at.ToDateTimeOffset();
    }
}

[CollectionDefinition(PagesHost.Tests)]
public sealed class TestsOfPages : ICollectionFixture<PagesHost>;

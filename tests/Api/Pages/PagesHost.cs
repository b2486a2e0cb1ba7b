using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using Orleans;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages;
using Permanence.Domain.Boards;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Agencies;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Tests.Pages;

/// <summary>The pages alone, on a real port, over children in memory and a clock that stands still.</summary>
public sealed class PagesHost : IAsyncDisposable
{
    public static readonly LocalDate Today = new(2026, 6, 16);

    // Read once: packs do not change while the tests run, and reading them is most of a host's start.
    private static readonly Lazy<PolicySource> Source = new(() =>
        new PolicySource(Permanence.Builders.Repository.Config, TimeProvider.System, NullLogger<PolicySource>.Instance)
    );

    private static readonly Lazy<PolicyLibrary> Library = new(() => Source.Value.Library);

    private readonly WebApplication app;

    private PagesHost(WebApplication app, InMemoryGrains grains) => (this.app, Grains) = (app, grains);

    public InMemoryGrains Grains { get; }

    public static PolicySource Policies => Source.Value;

    public Uri Address => new(app.Urls.First());

    public static string Root { get; } = FindRoot();

    public static async Task<PagesHost> Start(params IEnumerable<CaseFile> files)
    {
        var clock = new FakeClock(Today.At(new LocalTime(10, 42)).InZoneStrictly(Timeline.London).ToInstant());
        var library = Library.Value;
        var grains = new InMemoryGrains(library, clock);
        foreach (var file in files)
            grains.Add(file);

        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "permanence",
                EnvironmentName = "Production",
                ContentRootPath = Path.Combine(Root, "src/Api"),
                WebRootPath = "wwwroot",
            }
        );
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddPages();
        builder.Services.AddSingleton<IClock>(clock);
        builder.Services.AddSingleton(grains.Factory);
        builder.Services.AddSingleton<IBoards>(new GrainsBoards(grains.Factory));
        builder.Services.AddSingleton(Source.Value);
        builder.Services.AddSingleton<ICouncils>(new Councils(library));
        builder.Services.AddSingleton<IAccess, Access>();
        builder.Services.AddSingleton<IDemoPeople>(new People());
        builder.Services.AddSingleton<IPeople>(new People());
        builder.Services.AddSingleton(new Surroundings(true));
        builder
            .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => cookie.LoginPath = "/sign-in");
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UsePageRefusals();
        app.UseSecurityHeaders(PagesSetup.HeaderPolicy());
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/demo/sign-in", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var person = form["person"].ToString();
            var (authority, role) = (person.Split('-')[0], person[(person.IndexOf('-', StringComparison.Ordinal) + 1)..]);
                var identity = new ClaimsIdentity(
                    [
                        new(ClaimTypes.NameIdentifier, person),
                        new(ClaimTypes.Name, "Jo Sample"),
                        new(Visitor.RoleClaim, role),
                        new(Visitor.AuthorityClaim, authority),
                    ],
                    "demo"
                );
            await context.SignInAsync(new ClaimsPrincipal(identity));
            return Results.LocalRedirect(form["returnUrl"] is [{ Length: > 0 } url] ? url : "/");
        });
        app.MapPages();
        await app.StartAsync();
        return new PagesHost(app, grains);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Permanence.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside a checkout.");
        return folder.FullName;
    }

    private sealed class Councils(PolicyLibrary library) : ICouncils
    {
        public IReadOnlyList<Council> All { get; } =
        [.. library.Authorities.Select(one => new Council(one.Id, one.Name, one.Agency, one.Words) { Codes = library.Codes })];

        public Council? Find(string id) => All.FirstOrDefault(one => one.Id == id);
    }

    // Boards asked of the grains each time: nothing changes by itself here.
    private sealed class GrainsBoards(IGrainFactory grains) : IBoards
    {
        public Task<Board> Read(string authority, CancellationToken cancelled) =>
            grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(authority)).Read(AsOf.Now, cancelled);

        public Task<AgencyBoard> ReadAgency(string agency, CancellationToken cancelled) =>
            grains.GetGrain<IAgencyGrain>(new AgencyKey(agency)).Board(cancelled);

        public BoardStanding Standing(string authority) => new(true, null);
    }

    private sealed class Access : IAccess
    {
        public bool MayRead(ClaimsPrincipal user, string authority) => Visitor.From(user)?.Authorities.Contains(authority) == true;

        public bool MayRecord(ClaimsPrincipal user, string authority) => MayRead(user, authority) && Visitor.From(user)!.Role != "analyst";

        public bool MayImport(ClaimsPrincipal user, string authority) => MayRead(user, authority);

        public bool MayReadAgency(ClaimsPrincipal user, string agency) => user.HasClaim("agency", agency);
    }

    private sealed class People : IDemoPeople, IPeople
    {
        public string Name(string id) => All.FirstOrDefault(one => one.Id == id)?.Name ?? id;

        public IReadOnlyList<DemoPerson> All =>
        [
            new("bcp-team-manager", "Priya Marsh", "team-manager", "BCP Council"),
            new("bcp-social-worker", "Tomos Hale", "social-worker", "BCP Council"),
            new("bcp-analyst", "Anwen Cole", "analyst", "BCP Council"),
            new("herefordshire-head-of-service", "Grace Obi", "head-of-service", "Herefordshire Council"),
            new("aspire-adoption-coordinator", "Ruth Lane", "adoption-coordinator", "Aspire Adoption")
        ];
    }
}

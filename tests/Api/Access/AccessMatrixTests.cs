using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>
/// Every page, call and hub method, asked by every role of the own council and another, of the own agency and another, and by nobody, over
/// HTTP: each is taken or refused as its line in <see cref="Routes"/> says. The routes are the program's own, so that none is forgotten.
/// </summary>
public sealed class AccessMatrixTests(RegionOfRoles region) : IClassFixture<RegionOfRoles>
{
    private const int AtOnce = 4;

    // What stands in an address for each part of its route.
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["authority"] = RegionOfRoles.Council,
        ["agency"] = RegionOfRoles.Agency,
        ["child"] = "M-1",
        ["entry"] = "none",
        ["type"] = "discussion-recorded",
        ["form"] = "reviewing-checklist",
        ["list"] = "adopter-sheet",
        ["row"] = "none",
        ["import"] = "none",
        ["person"] = "none",
        ["question"] = "residential-plan",
        ["id"] = "SALT-1",
        ["status:int"] = "404",
    };

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static string Address(WayIn way)
    {
        var path = Regex.Replace(way.Route, @"\{([^}]+)\}", part => Parts[part.Groups[1].Value]);
        return way.Handler is null ? path : $"{path}?handler={way.Handler}";
    }

    private Acts Acts =>
        region
            .Platform.Services.GetRequiredService<PolicySource>()
            .Library.For(RegionOfRoles.Council)!
            .InForceOn(new LocalDate(2026, 6, 1))
            .Reference.Acts;

    private bool May(WayIn way, Asker asker) => Audience.Includes(way.Line!.May, asker.Role, asker.Relation, Acts);

    [Fact]
    public async Task Every_route_has_its_line_and_every_line_its_route()
    {
        var ways = await EveryRoute.Of(region.Platform.Services);

        var without = ways.Where(way => way.Line is null).Select(way => way.ToString());
        Assert.True(!without.Any(), $"Say in src/Api/Access/Routes.cs who may: {string.Join(", ", without)}");
        Assert.Empty(Routes.All.Values.Where(line => !line.NeedsProvider).Except(ways.Select(way => way.Line)).Select(line => line!.Route));
    }

    [Fact]
    public async Task Every_page_and_call_is_taken_from_whom_it_is_for_and_refused_to_everybody_else()
    {
        var recorder = await region.Platform.SignedIn($"{RegionOfRoles.Council}-social-worker");
        await recorder.Open(RegionOfRoles.Council, "M-1");
        var ways = (await EveryRoute.Of(region.Platform.Services))
            .Where(way => !way.IsHub && way.Line is not null)
            // Whoever signs out asks nothing any more.
            .OrderBy(way => way.ToString() == "POST /sign-out")
            .ToList();
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            region.Everybody,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stopping },
            async (asker, _) =>
            {
                var (client, token) = await region.Browser(asker);
                foreach (var way in ways)
                {
                    using var request = new HttpRequestMessage(new HttpMethod(way.Method == "ANY" ? "GET" : way.Method), Address(way));
                    if (way.Method == "POST" && !way.Route.StartsWith("/api", StringComparison.Ordinal))
                        request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
                    using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stopping);
                    var taken = Taken(answer);
                    if (taken != May(way, asker) || (int)answer.StatusCode >= 500)
                        wrong.Add($"{way}: {asker.Id} is answered {(int)answer.StatusCode}");
                }
            }
        );

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(60)));
        // Nobody who may not knows from the answer whether there is such a child.
        var manager = await region.Platform.SignedIn($"{InventedConfig.OtherCouncil}-team-manager");
        using var there = await manager.Get($"/api/authorities/{RegionOfRoles.Council}/children/M-1");
        using var notThere = await manager.Get($"/api/authorities/{RegionOfRoles.Council}/children/M-2");
        Assert.Equal(await there.Content.ReadAsStringAsync(Stopping), await notThere.Content.ReadAsStringAsync(Stopping));
    }

    [Fact]
    public async Task So_is_every_method_of_a_hub()
    {
        var ways = (await EveryRoute.Of(region.Platform.Services)).Where(way => way.IsHub && way.Line is not null).ToList();
        Assert.NotEmpty(ways);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            region.Everybody,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stopping },
            async (asker, _) =>
            {
                var answers = await region.Invoke(asker, ways.Select(way => way.Route.Split(' ')[1]));
                foreach (var (way, taken) in ways.Zip(answers))
                {
                    if (taken is true != May(way, asker) || (taken is null) != (asker.Relation == Relation.NotSignedIn))
                        wrong.Add($"{way}: {asker.Id} is answered {taken}");
                }
            }
        );

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(60)));
    }

    // Refused: they sign in first and come back, or it is not theirs. Anything else was looked at, though there may be nothing there.
    private static bool Taken(HttpResponseMessage answer) =>
        answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && !(
            answer.StatusCode == HttpStatusCode.Redirect
            && answer.Headers.Location!.ToString().Contains("returnUrl=", StringComparison.Ordinal)
        );
}

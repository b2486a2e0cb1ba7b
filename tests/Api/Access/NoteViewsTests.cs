using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Permanence.Api.Access;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Domain.Views;
using Permanence.Grains.Views;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>
/// Whatever shows a child leaves a line in the log of views: each page, call and hub method of which <see cref="Routes"/> says so, asked of
/// the running program.
/// </summary>
public sealed class NoteViewsTests(RegionOfRoles region) : IClassFixture<RegionOfRoles>
{
    private const string Council = RegionOfRoles.Council;
    private const string Child = "V-1";
    private const string Manager = $"{Council}-team-manager";
    private const string Governance = $"{Council}-information-governance";
    private const string Coordinator = $"{RegionOfRoles.Agency}-adoption-coordinator";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private IViewLog Log => region.Platform.Services.GetRequiredService<IViewLog>();

    private Task<IReadOnlyList<ViewEntry>> Written() => Log.Read(new ViewQuery(Council) { Take = int.MaxValue }, Stopping);

    private static Asker Asks(string id, Relation relation) => new(id, "", relation);

    [Fact]
    public async Task Every_route_that_shows_children_leaves_a_line()
    {
        var (manager, token) = await region.Browser(Asks(Manager, Relation.OwnCouncil));
        var (coordinator, _) = await region.Browser(Asks(Coordinator, Relation.OwnAgency));
        var (governance, _) = await region.Browser(Asks(Governance, Relation.OwnCouncil));
        var parts = await Filled(manager);
        var ways = (await EveryRoute.Of(region.Platform.Services)).Where(way => way.Line is { Shows: not Shows.Nothing }).ToList();
        var missing = new List<string>();
        foreach (var way in ways.Where(way => !way.IsHub))
        {
            var path = Regex.Replace(way.Route, @"\{([^}]+)\}", part => parts[part.Groups[1].Value]);
            using var request = new HttpRequestMessage(
                new HttpMethod(way.Method),
                way.Handler is null ? path : $"{path}?handler={way.Handler}"
            );
            if (way.Method == "POST")
                request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            var isAgency = way.Line!.May == May.Agency;
            var (client, by) = way.Line.May switch
            {
                May.Agency => (coordinator, Coordinator),
                May.Governance => (governance, Governance),
                _ => (manager, Manager),
            };
            using var answer = await client.SendAsync(request, Stopping);
            if (way.Method == "GET")
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{way} is answered {(int)answer.StatusCode}");
            // What an edit of a policy does to children's dates is shown after one alone, and a form that was taken leads elsewhere.
            if (way.Route.EndsWith("/policy/compare", StringComparison.Ordinal) || answer.StatusCode == HttpStatusCode.NotFound)
                continue;
            var where = path.StartsWith("/api", StringComparison.Ordinal) ? Viewing.Api : Viewing.Page;
            bool IsOf(Viewing seen) =>
                seen.What == path
                && seen.Where == where
                && seen.By == by
                && seen.Agency == (isAgency ? RegionOfRoles.Agency : null)
                && (way.Line.Shows == Shows.Child ? seen.Child == parts["child"] && seen.Children is null : seen.Children > 0);
            if (!await IsWritten(IsOf))
                missing.Add(
                    $"{way}, answered {(int)answer.StatusCode}: {string.Join("; ", (await Written()).Take(2).Select(one => one.Viewing))}"
                );
        }

        foreach (var way in ways.Where(way => way.IsHub))
        {
            var isAgency = way.Line!.May == May.Agency;
            Assert.Equal(
                [true],
                await region.Invoke(
                    Asks(isAgency ? Coordinator : Manager, isAgency ? Relation.OwnAgency : Relation.OwnCouncil),
                    [way.Route.Split(' ')[1]]
                )
            );
            if (!await IsWritten(seen => seen.Where == Viewing.Hub && seen.What == way.Route))
                missing.Add($"{way}");
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public async Task A_manager_reads_who_looked_at_a_child_and_information_governance_at_whom_of_all()
    {
        var (manager, _) = await region.Browser(Asks(Manager, Relation.OwnCouncil));
        var (governance, _) = await region.Browser(Asks(Governance, Relation.OwnCouncil));
        await manager.Open(Council, "W-1");
        var worker = await region.Platform.SignedIn($"{Council}-social-worker");
        using var seen = await worker.Get($"/{Council}/children/W-1");
        using var board = await worker.Get($"/{Council}/board");
        Assert.True(await IsWritten(one => one.By == $"{Council}-social-worker" && one.What == $"/{Council}/board"));

        var ofChild = await manager.GetJson($"/api/authorities/{Council}/children/W-1/views?by={Council}-social-worker");
        var view = Assert.Single(ofChild.EnumerateArray());
        Assert.Equal(
            ($"{Council}-social-worker", "social-worker", "page", $"/{Council}/children/W-1"),
            (Text("by"), Text("role"), Text("where"), Text("what"))
        );
        var all = await governance.GetJson($"/api/authorities/{Council}/views?by={Council}-social-worker");
        Assert.Equal(
            [$"/{Council}/board", $"/{Council}/children/W-1"],
            all.EnumerateArray().Take(2).Select(one => one.GetProperty("what").GetString())
        );
        Assert.Empty((await governance.GetJson($"/api/authorities/{Council}/views?on=2001-01-01")).EnumerateArray());
        using var noDay = await governance.Get($"/api/authorities/{Council}/views?on=yesterday");
        await noDay.Refused(HttpStatusCode.UnprocessableEntity, "unknown-value");

        // The pages say the same in words, and that they were looked at.
        var page = await manager.GetStringAsync($"/{Council}/children/W-1/views", Stopping);
        Assert.Contains("The record", page, StringComparison.Ordinal);
        Assert.Contains("Grace Underhay", page, StringComparison.Ordinal);
        Assert.Contains("Who looked at the record", page, StringComparison.Ordinal);
        var ofAll = await governance.GetStringAsync($"/{Council}/views?by={Council}-social-worker", Stopping);
        Assert.Contains("The board", ofAll, StringComparison.Ordinal);
        Assert.True(await IsWritten(one => one.By == Manager && one.What == $"/{Council}/children/W-1/views"));
        Assert.True(await IsWritten(one => one.By == Governance && one.What == $"/{Council}/views"));

        string? Text(string name) => view.GetProperty(name).GetString();
    }

    [Fact]
    public async Task What_is_refused_or_not_there_leaves_none()
    {
        var other = await region.Platform.SignedIn($"{InventedConfig.OtherCouncil}-social-worker");
        var (manager, _) = await region.Browser(Asks($"{Council}-service-manager", Relation.OwnCouncil));
        using var refused = await other.Get($"/{Council}/children/V-9");
        using var notThere = await manager.Get($"/{Council}/children/V-9");
        using var seen = await manager.Get($"/{Council}/board?q=Nobody+Of+This+Name&on=2026-03-02");
        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.OK),
            (refused.StatusCode, notThere.StatusCode, seen.StatusCode)
        );

        // Of a search it says that there was one, as of when and how many it found; not for what.
        Assert.True(await IsWritten(one => one.By == $"{Council}-service-manager" && one.Asked == "on=2026-03-02&q" && one.Children == 0));
        Assert.DoesNotContain(await Written(), entry => entry.Viewing.What.Contains("V-9", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("on=2026-03-02T16:00", "on=2026-03-02T16:00")]
    [InlineData("team=North%20East&status=overdue,due-soon", "status=overdue,due-soon&team")]
    [InlineData("q=Ada&find=Ada+Invented", "find&q")]
    [InlineData("status=Ada%20Invented", "status")]
    [InlineData("Ada%20Invented=1", null)]
    [InlineData("", null)]
    public void Of_filters_only_days_and_codes_are_kept(string query, string? kept) =>
        Assert.Equal(
            kept,
            NoteViews.Asked(
                Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).Select(part => KeyValuePair.Create(part.Key, part.Value))
            )
        );

    private async Task<bool> IsWritten(Func<Viewing, bool> isIt)
    {
        // Before its answer left it was taken; written it is soon after.
        try
        {
            await Eventually.IsTrue(
                "it is written",
                async () => (await Written()).Any(entry => isIt(entry.Viewing)),
                TimeSpan.FromSeconds(20)
            );
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // A child whom the agency sees, an import of others, and where they are counted.
    private async Task<Dictionary<string, string>> Filled(HttpClient manager)
    {
        await manager.Open(
            Council,
            Child,
            $"{Calls.Entered},{{\"type\":\"plan-set\",\"on\":\"2025-04-10\",\"option\":\"adoption\",\"track\":\"primary\"}}"
        );
        var file = await manager.GetJson($"/api/authorities/{Council}/children/{Child}");
        var due = await manager.GetJson($"/api/authorities/{Council}/children/{Child}/obligations");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("2024-25"), "year" },
            { new StringContent("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nR-1,F,04/04/2014,WBRI,UN1,,\n"), "files", "header.csv" },
            {
                new StringContent(
                    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
                        + "R-1,05/05/2024,S,C2,N1,U6,PR1,,,,,,\n"
                ),
                "files",
                "episodes.csv"
            },
        };
        using var sent = await manager.PostAsync($"/api/authorities/{Council}/imports", form, Stopping);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var import = sent.Headers.Location!.OriginalString;
        await InState("ready");
        using var confirmed = await manager.PostAsync($"{import}/confirm", null, Stopping);
        await InState("applied");
        await Eventually.IsTrue(
            "the agency sees the child, and the board those of the import",
            async () => (await manager.GetJson($"/api/authorities/{Council}/board")).GetProperty("rows").GetArrayLength() > 1
        );
        var lists = await manager.GetStringAsync($"/{Council}/indicators", Stopping);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["authority"] = Council,
            ["agency"] = RegionOfRoles.Agency,
            ["child"] = Child,
            ["entry"] = file.GetProperty("events")[0].GetProperty("id").GetString()!,
            ["type"] = "discussion-recorded",
            ["form"] = "reviewing-checklist",
            ["list"] = Regex.Match(lists, $"href=\"/{Council}/indicators/([^\"]+)\"").Groups[1].Value,
            ["import"] = import.Split('/')[^1],
            ["question"] = "residential-plan",
            ["id"] = due.GetProperty("obligations")[0].GetProperty("limbs")[0].GetProperty("clause").GetString()!,
        };

        Task InState(string state) =>
            Eventually.IsTrue(
                $"the import is {state}",
                async () => (await manager.GetJson(import)).GetProperty("state").GetString() == state
            );
    }
}

using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Api.Tests.Endpoints;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Names, teams and social workers of imported children, in one form, as a browser without scripts sends it.</summary>
public sealed class ImportedNamesTests(Platform platform)
{
    // Whichever it is: a return says the same to all of them.
    private static readonly string Council = ReadOnce.Library.Authorities[^1].Id;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_is_recorded_in_each_record_and_a_row_with_a_fault_comes_back_as_typed()
    {
        using var manager = new Visit(await platform.SignedIn($"{Council}-team-manager"));
        var names = await Imported(manager.Client, "NM1", "NM2", "NM3");
        var page = await manager.Get(names);
        Assert.Equal(["NM1", "NM2", "NM3"], Hidden(page, "child-"));
        // The number that a return has for a social worker names nobody.
        Assert.Contains("social worker SW10000 in the return", page.GetElementById("child-0")!.TextContent, StringComparison.Ordinal);
        var form = Visit.Hidden(page);
        (form["name-0"], form["team-0"], form["worker-0"]) = ("Ottilie Marsh", "Team West", $"{Council}-social-worker");
        (form["name-1"], form["team-1"]) = (new string('x', 201), "Team East");
        form["team-2"] = "";

        var refused = await manager.Send(names, form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Visit.Document(refused);
        Assert.Equal(["NM2", "NM3"], Hidden(again, "child-"));
        var fault = Assert.Single(again.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary a"));
        Assert.StartsWith("Child NM2:", fault.TextContent, StringComparison.Ordinal);
        var input = Assert.IsAssignableFrom<IHtmlInputElement>(again.GetElementById(fault.GetAttribute("href")![1..]));
        Assert.Equal(("name-0", new string('x', 201)), (input.Name, input.Value));
        Assert.Equal("Team East", ((IHtmlInputElement)again.GetElementById("team-0")!).Value);
        Assert.Contains("1 child", again.QuerySelector(".govuk-notification-banner")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Ottilie Marsh", "Team West", $"{Council}-social-worker"), await Who(manager.Client, "NM1"));
        Assert.Equal((null, null, null), await Who(manager.Client, "NM2"));

        // Put right, with one team for everybody who has none.
        form = Visit.Hidden(again);
        (form["name-0"], form["team-0"], form["team-all"]) = ("Jory Fen", "Team East", "Team North");
        form["team-1"] = "";
        var sent = await manager.Send(names, form);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(("Jory Fen", "Team East", null), await Who(manager.Client, "NM2"));
        Assert.Equal((null, "Team North", null), await Who(manager.Client, "NM3"));
        var events = await Events(manager.Client, "NM1");
        Assert.Equal([("details-changed", "team-manager"), ("officer-allocated", "team-manager")], events);
    }

    [Fact]
    public async Task What_is_sent_twice_is_recorded_once_and_what_somebody_else_said_meanwhile_stands()
    {
        using var manager = new Visit(await platform.SignedIn($"{Council}-team-manager"));
        var names = await Imported(manager.Client, "NT1", "NT2");
        var form = Visit.Hidden(await manager.Get(names));
        (form["name-0"], form["name-1"], form["team-1"]) = ("Wren Lark", "Ida Stone", "Team West");

        Assert.Equal(HttpStatusCode.Redirect, (await manager.Send(names, form)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.Send(names, form)).StatusCode);
        Assert.Equal([("details-changed", "team-manager")], await Events(manager.Client, "NT1"));

        form["name-0"] = "Another Name";
        form["team-0"] = "Team South";
        var overtaken = await manager.Send(names, form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, overtaken.StatusCode);
        var page = await Visit.Document(overtaken);
        Assert.Contains(
            "the record says Wren Lark by now",
            page.QuerySelector(".govuk-error-summary")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("Another Name", ((IHtmlInputElement)page.GetElementById("name-0")!).Value);
        Assert.Equal("Team South", ((IHtmlInputElement)page.GetElementById("team-0")!).Value);
        Assert.Equal(("Wren Lark", null, "SW10000"), await Who(manager.Client, "NT1"));
    }

    [Fact]
    public async Task Who_may_not_record_them_does_not_see_the_form_and_no_other_child_is_reached_by_it()
    {
        using var manager = new Visit(await platform.SignedIn($"{Council}-team-manager"));
        var names = await Imported(manager.Client, "NR1");
        await manager.Client.Open(Council, "NR-OTHER");
        using var analyst = new Visit(await platform.SignedIn($"{Council}-analyst"));
        using var worker = new Visit(await platform.SignedIn($"{Council}-social-worker"));

        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.Ask(names)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await worker.Ask(names)).StatusCode);
        Assert.Null((await analyst.Get(names[..^"/names".Length])).QuerySelector($"a[href='{names}']"));
        Assert.NotNull((await manager.Get(names[..^"/names".Length])).QuerySelector($"a[href='{names}']"));
        var form = Visit.Hidden(await manager.Get(names));
        (form["child-0"], form["name-0"]) = ("NR-OTHER", "Somebody Else");
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Send(names, form)).StatusCode);
    }

    private static IEnumerable<string> Hidden(IDocument page, string prefix) =>
        page.QuerySelectorAll<IHtmlInputElement>($"input[type=hidden][name^={prefix}]").Select(field => field.Value);

    private static async Task<(string? Name, string? Team, string? Worker)> Who(HttpClient client, string child)
    {
        var board = await client.GetJson($"/api/authorities/{Council}/board");
        var row = board.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("child").GetString() == child);
        return (row.GetProperty("name").GetString(), row.GetProperty("team").GetString(), row.GetProperty("socialWorker").GetString());
    }

    private static async Task<IReadOnlyList<(string?, string?)>> Events(HttpClient client, string child) =>
        [
            .. (await client.GetJson($"/api/authorities/{Council}/children/{child}"))
                .GetProperty("events")
                .EnumerateArray()
                .Where(happened => happened.GetProperty("type").GetString() is "details-changed" or "officer-allocated")
                .Where(happened =>
                    !happened.GetProperty("recorded").GetProperty("source").GetString()!.StartsWith("ssda903", StringComparison.Ordinal)
                )
                .Select(happened =>
                    (happened.GetProperty("type").GetString(), happened.GetProperty("recorded").GetProperty("role").GetString())
                ),
        ];

    /// <summary>The address of the names of an import that was applied.</summary>
    private static async Task<string> Imported(HttpClient client, params string[] children)
    {
        var header = string.Concat(children.Select(child => $"{child},F,04/04/2014,WBRI,UN1,,\n"));
        var episodes = string.Concat(children.Select(child => $"{child},05/05/2024,S,C2,N1,U6,PR1,,,,,,\n"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("2024-25"), "year" },
            { new StringContent($"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{header}"), "files", "header.csv" },
            {
                new StringContent(
                    $"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n{episodes}"
                ),
                "files",
                "episodes.csv"
            },
            {
                new StringContent($"CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n{children[0]},04/04/2014,SW10000,05/05/2024,,FCONTA\n"),
                "files",
                "sw_episodes.csv"
            },
        };
        using var sent = await client.PostAsync($"/api/authorities/{Council}/imports", form, Stopping);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var import = sent.Headers.Location!.OriginalString;
        await InState(client, import, "ready");
        using var confirmed = await client.PostAsync($"{import}/confirm", null, Stopping);
        await InState(client, import, "applied");
        return $"{import["/api/authorities".Length..]}/names";
    }

    private static Task InState(HttpClient client, string import, string state) =>
        Eventually.IsTrue(
            $"the import is {state}",
            async () => (await client.GetJson(import)).GetProperty("state").GetString() == state,
            cancellation: Stopping
        );
}

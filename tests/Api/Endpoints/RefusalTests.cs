using System.Net;
using System.Text;
using System.Text.Json;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

public sealed class RefusalTests(Platform platform)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/authorities")]
    [InlineData("/api/authorities/bcp/board")]
    [InlineData("/api/authorities/bcp/children/X")]
    [InlineData("/api/agencies/aspire/board")]
    [InlineData("/hubs/boards")]
    public async Task A_program_that_has_not_signed_in_is_told_so(string path)
    {
        using var answer = await platform.Stranger().Get(path);
        await answer.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Another_councils_records_give_one_answer_whether_or_not_they_exist()
    {
        var theirs = await platform.SignedIn("devon-social-worker");
        await theirs.Open("devon", "SECRET-1");
        var worker = await platform.SignedIn("bcp-social-worker");

        var answers = new List<string>();
        foreach (
            var path in new[]
            {
                "/api/authorities/devon/children/SECRET-1",
                "/api/authorities/devon/children/NOBODY",
                "/api/authorities/nowhere/children/NOBODY",
                "/api/authorities/devon/children/SECRET-1/obligations",
                "/api/authorities/devon/board",
                "/api/authorities/nowhere/summaries",
            }
        )
        {
            using var answer = await worker.Get(path);
            await answer.Refused(HttpStatusCode.Forbidden, "not-yours");
            answers.Add(await answer.Content.ReadAsStringAsync(Stopping));
        }

        using var written = await worker.Record("devon", "SECRET-1", """{"type":"care-plan-updated","on":"2025-04-02"}""");
        await written.Refused(HttpStatusCode.Forbidden, "not-yours");
        answers.Add(await written.Content.ReadAsStringAsync(Stopping));
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_child_of_their_own_council_that_nobody_recorded_is_not_found()
    {
        var worker = await platform.SignedIn("bcp-social-worker");

        foreach (
            var path in new[]
            {
                "/api/authorities/bcp/children/NOBODY",
                "/api/authorities/bcp/children/NOBODY/obligations",
                "/api/authorities/bcp/children/..%2Fdevon%2FX",
            }
        )
        {
            using var answer = await worker.Get(path);
            await answer.Refused(HttpStatusCode.NotFound, "no-such-child");
        }

        using var recorded = await worker.Record("bcp", "NOBODY", """{"type":"care-plan-updated","on":"2025-04-02"}""");
        await recorded.Refused(HttpStatusCode.NotFound, "no-such-child");
        using var nothing = await worker.Get("/api/nothing");
        await nothing.Refused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("bcp-analyst")]
    [InlineData("bcp-information-governance")]
    public async Task Who_may_read_may_not_always_record(string person)
    {
        var reader = await platform.SignedIn(person);

        using var board = await reader.Get("/api/authorities/bcp/board");
        using var opened = await reader.PostJson("/api/authorities/bcp/children", Calls.CaseFile("bcp", "NOT-MINE"));

        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        await opened.Refused(HttpStatusCode.Forbidden, "not-your-role");
    }

    [Fact]
    public async Task What_is_not_JSON_is_refused_as_what_it_is()
    {
        var worker = await platform.SignedIn("bcp-social-worker");

        using var text = new StringContent("hello", Encoding.UTF8, "text/plain");
        using var wrongType = await worker.PostAsync("/api/authorities/bcp/children", text, Stopping);
        await wrongType.Refused(HttpStatusCode.UnsupportedMediaType, "wrong-type");
        using var notJson = await worker.PostJson("/api/authorities/bcp/children", "{ \"authority\":");
        await notJson.Refused(HttpStatusCode.UnprocessableEntity, "not-json");
        using var notMethod = await worker.DeleteAsync("/api/authorities/bcp/board", Stopping);
        await notMethod.Refused(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task A_case_file_of_another_council_is_refused_by_its_field()
    {
        var worker = await platform.SignedIn("bcp-social-worker");

        using var answer = await worker.PostJson("/api/authorities/bcp/children", Calls.CaseFile("devon", "X-1"));

        Assert.Equal(["authority"], (await answer.Refused(HttpStatusCode.UnprocessableEntity, "another-authority")).Fields());
    }

    [Fact]
    public async Task A_body_larger_than_any_case_file_is_refused_without_being_read()
    {
        var worker = await platform.SignedIn("bcp-social-worker");

        using var answer = await worker.PostJson("/api/authorities/bcp/children", new string(' ', 17 * 1024 * 1024));

        await answer.Refused(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("?on=2025-13-01", "on")]
    [InlineData("?on=1066-10-14", "on")]
    [InlineData("?knownAt=yesterday", "knownAt")]
    public async Task A_day_or_instant_that_is_none_is_refused_by_its_field(string query, string field)
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        foreach (var path in new[] { "board", "children/X/obligations" })
        {
            using var answer = await worker.Get($"/api/authorities/bcp/{path}{query}");
            Assert.Equal(
                [field],
                (await answer.Refused(HttpStatusCode.UnprocessableEntity, field == "on" ? "bad-date" : "bad-instant")).Fields()
            );
        }
    }

    [Fact]
    public async Task The_API_describes_every_call()
    {
        var description = await platform.Stranger().GetJson("/openapi/v1.json");

        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        string[] wanted =
        [
            "/api/authorities",
            "/api/authorities/{authority}/board",
            "/api/authorities/{authority}/indicators",
            "/api/authorities/{authority}/summaries",
            "/api/authorities/{authority}/children",
            "/api/authorities/{authority}/children/{child}",
            "/api/authorities/{authority}/children/{child}/events",
            "/api/authorities/{authority}/children/{child}/obligations",
            "/api/authorities/{authority}/imports",
            "/api/authorities/{authority}/imports/{import}",
            "/api/authorities/{authority}/imports/{import}/confirm",
            "/api/authorities/{authority}/imports/{import}/undo",
            "/api/agencies/{agency}/board",
            "/demo/sign-in",
            "/health/live",
            "/health/ready",
            "/health/policies",
        ];
        Assert.All(wanted, path => Assert.Contains(path, paths));
        Assert.DoesNotContain(paths, path => path.StartsWith("/operations", StringComparison.Ordinal));
        var asked = description
            .GetProperty("paths")
            .GetProperty("/api/authorities/{authority}/board")
            .GetProperty("get")
            .GetProperty("parameters");
        Assert.Equal(["authority", "on", "knownAt"], asked.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Object, description.GetProperty("components").GetProperty("schemas").ValueKind);
    }
}

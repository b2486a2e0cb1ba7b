using System.Net;
using System.Text.Json;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

/// <summary>The lists that a council keeps, as another program keeps them.</summary>
public sealed class ListTests(Platform platform)
{
    private const string Lists = "/api/authorities/hertfordshire/lists";
    private const string Sheet = $"{Lists}/adopter-sheet";

    [Fact]
    public async Task The_lists_of_the_policy_are_named_with_their_columns()
    {
        var reader = await platform.SignedIn("hertfordshire-analyst");
        var list = (await reader.GetJson(Lists)).EnumerateArray().Single(one => one.GetProperty("id").GetString() == "adopter-sheet");
        Assert.Equal(("stage", Sheet), (list.GetProperty("groupedBy").GetString(), list.GetProperty("url").GetString()));
        var stage = list.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("field").GetString() == "stage");
        Assert.Equal(
            ("choice", true, 4),
            (
                stage.GetProperty("type").GetString(),
                stage.GetProperty("required").GetBoolean(),
                stage.GetProperty("values").GetArrayLength()
            )
        );
    }

    [Fact]
    public async Task A_row_is_added_once_changed_by_its_version_and_removed_with_a_reason()
    {
        var worker = await platform.SignedIn("hertfordshire-team-manager");
        var command = Guid.NewGuid();
        var household = $"Ashcombe {command:N}";
        using var first = await Add(worker, household, "Stage 1", command);
        using var again = await Add(worker, household, "Stage 1", command);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal((await first.Json()).GetRawText(), (await again.Json()).GetRawText());
        var row = (await first.Json()).GetProperty("row").GetString()!;
        Assert.Equal(
            "hertfordshire-team-manager",
            (await first.Json()).GetProperty("recorded").GetProperty("recorded").GetProperty("by").GetString()
        );

        using var changed = await Change(worker, row, 1, household, "Stage 2");
        using var late = await Change(worker, row, 1, household, "Approved");
        Assert.Equal(2, (await changed.Json()).GetProperty("version").GetInt32());
        Assert.Equal(["version"], (await late.Refused(HttpStatusCode.Conflict, "changed-meanwhile")).Fields());

        var whole = await worker.GetJson(Sheet);
        var standing = whole.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("id").GetString() == row);
        Assert.Equal(
            ("Stage 2", 2),
            (standing.GetProperty("values").GetProperty("stage").GetString(), standing.GetProperty("version").GetInt32())
        );
        Assert.Equal(
            ["Stage 1", "Stage 2", "Approved", "Matched"],
            whole.GetProperty("sheets").EnumerateArray().Take(4).Select(sheet => sheet.GetProperty("value").GetString())
        );
        var before = (await first.Json()).GetProperty("recorded").GetProperty("recorded").GetProperty("at").GetString()!;
        Assert.Equal(
            "Stage 1",
            (await worker.GetJson($"{Sheet}?knownAt={before}"))
                .GetProperty("rows")
                .EnumerateArray()
                .Single(one => one.GetProperty("id").GetString() == row)
                .GetProperty("values")
                .GetProperty("stage")
                .GetString()
        );

        using var removed = await worker.PostJson(
            $"{Sheet}/rows/{row}/remove",
            $$"""{"commandId":"{{Guid.NewGuid()}}","reason":"Withdrew."}"""
        );
        using var twice = await worker.PostJson(
            $"{Sheet}/rows/{row}/remove",
            $$"""{"commandId":"{{Guid.NewGuid()}}","reason":"Withdrew."}"""
        );
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        await twice.Refused(HttpStatusCode.Conflict, "already-removed");
        Assert.DoesNotContain(
            (await worker.GetJson(Sheet)).GetProperty("rows").EnumerateArray(),
            one => one.GetProperty("id").GetString() == row
        );
        var history = await worker.GetJson($"{Sheet}/rows/{row}");
        Assert.True(history.GetProperty("removed").GetBoolean());
        Assert.Equal(
            ["row-added", "row-changed", "row-removed"],
            history.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString())
        );
        Assert.Equal("Withdrew.", history.GetProperty("history")[2].GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("rows", """{"colour":1,"commandId":"x","values":{"household":12}}""", "colour", "commandId", "values.household")]
    [InlineData(
        "rows",
        """{"commandId":"9a3c8f04-7e0f-4a5e-9f1c-0d6f1a2b3c4d","values":{"stage":"Stage 5","since":"2999-01-01","name":"Ann"}}""",
        "values.name",
        "values.household",
        "values.stage",
        "values.since"
    )]
    [InlineData("rows", """{"commandId":"9a3c8f04-7e0f-4a5e-9f1c-0d6f1a2b3c4e"}""", "values")]
    [InlineData("rows/r1", """{"commandId":"9a3c8f04-7e0f-4a5e-9f1c-0d6f1a2b3c4f","values":{}}""", "version")]
    [InlineData("rows/r1/remove", """{"commandId":"9a3c8f04-7e0f-4a5e-9f1c-0d6f1a2b3c50"}""", "reason")]
    [InlineData("rows", "[]", null)]
    public async Task What_cannot_be_is_refused_by_its_fields(string path, string body, params string?[] fields)
    {
        var worker = await platform.SignedIn("hertfordshire-team-manager");
        using var answer = await worker.PostJson($"{Sheet}/{path}", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(fields ?? [null], (await answer.Json()).Fields());
    }

    [Fact]
    public async Task A_list_or_a_row_that_is_not_there_is_said_to_be_so_to_its_own_people()
    {
        var worker = await platform.SignedIn("hertfordshire-team-manager");
        using var list = await worker.Get($"{Lists}/lost-property");
        using var form = await worker.Get($"{Lists}/ppm-record");
        using var row = await worker.Get($"{Sheet}/rows/r9999");
        using var change = await Change(worker, "r9999", 1, "Ashcombe", "Stage 1");
        using var when = await worker.Get($"{Sheet}?knownAt=yesterday");
        await list.Refused(HttpStatusCode.NotFound, "no-such-list");
        await form.Refused(HttpStatusCode.NotFound, "no-such-list");
        await row.Refused(HttpStatusCode.NotFound, "no-such-row");
        await change.Refused(HttpStatusCode.NotFound, "not-found");
        await when.Refused(HttpStatusCode.UnprocessableEntity, "bad-instant");
    }

    [Theory]
    [InlineData("bcp-team-manager")]
    [InlineData("hertfordshire-adoption-adoption-coordinator")]
    public async Task Others_get_one_answer_whether_or_not_there_is_such_a_list(string person)
    {
        var other = await platform.SignedIn(person);
        using var real = await other.Get(Sheet);
        using var none = await other.Get($"{Lists}/lost-property");
        using var post = await Add(other, "Ashcombe", "Stage 1", Guid.NewGuid());
        var answers = await Task.WhenAll(
            real.Refused(HttpStatusCode.Forbidden, "not-yours"),
            none.Refused(HttpStatusCode.Forbidden, "not-yours"),
            post.Refused(HttpStatusCode.Forbidden, "not-yours")
        );
        Assert.Single(answers.Select(answer => answer.GetRawText()).Distinct());
    }

    [Fact]
    public async Task Who_may_read_and_not_record_reads_and_changes_nothing()
    {
        var reader = await platform.SignedIn("hertfordshire-analyst");
        using var read = await reader.Get(Sheet);
        using var add = await Add(reader, "Ashcombe", "Stage 1", Guid.NewGuid());
        using var change = await Change(reader, "r1", 1, "Ashcombe", "Stage 1");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        await add.Refused(HttpStatusCode.Forbidden, "not-your-role");
        await change.Refused(HttpStatusCode.Forbidden, "not-your-role");
    }

    [Fact]
    public async Task The_pages_of_a_list_are_for_its_own_people_and_changing_it_for_those_who_record()
    {
        const string Page = "/hertfordshire/lists/adopter-sheet";
        var reader = await platform.SignedIn("hertfordshire-analyst");
        var other = await platform.SignedIn("bcp-team-manager");
        using var read = await reader.Get(Page);
        using var add = await reader.Get($"{Page}/add");
        using var foreign = await other.Get(Page);
        using var none = await other.Get("/hertfordshire/lists/lost-property");
        using var missing = await reader.Get("/hertfordshire/lists/lost-property");
        using var form = await reader.Get("/hertfordshire/practice/forms/adopter-sheet");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.DoesNotContain(
            "Add to the list",
            await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NotFound],
            new[] { add, foreign, none, missing }.Select(answer => answer.StatusCode)
        );
        Assert.Equal(Page, form.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_spreadsheet_of_a_sheet_runs_nothing_that_was_typed()
    {
        var worker = await platform.SignedIn("hertfordshire-team-manager");
        using var added = await Add(worker, "=HYPERLINK(\"http://x\")", "Matched", Guid.NewGuid());
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        using var csv = await worker.Get("/hertfordshire/lists/adopter-sheet?sheet=Matched&handler=Csv");
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Contains(lines, line => line.StartsWith("\"'=HYPERLINK(\"\"http://x\"\")\",Matched,2025-03-04,", StringComparison.Ordinal));
        Assert.All(lines.Skip(2).Where(line => line.Length > 0), line => Assert.Contains(",Matched,", line, StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> Add(HttpClient client, string household, string stage, Guid command) =>
        client.PostJson(
            $"{Sheet}/rows",
            JsonSerializer.Serialize(
                new
                {
                    commandId = command,
                    values = new
                    {
                        household,
                        stage,
                        since = "2025-03-04",
                    },
                }
            )
        );

    private static Task<HttpResponseMessage> Change(HttpClient client, string row, int version, string household, string stage) =>
        client.PostJson(
            $"{Sheet}/rows/{row}",
            JsonSerializer.Serialize(
                new
                {
                    commandId = Guid.NewGuid(),
                    version,
                    values = new
                    {
                        household,
                        stage,
                        since = "2025-03-04",
                    },
                }
            )
        );
}

using System.Net;
using System.Text;
using System.Text.Json;
using Permanence.Api.Hosting;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

public sealed class ImportTests(Platform platform)
{
    private static readonly string Samples = Path.Combine(Repository.Root, "tests/Domain/Returns/samples/clean903");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_years_in_reverse_give_the_children_as_expected_and_the_same_year_again_changes_nothing()
    {
        var administrator = await platform.SignedIn("hertfordshire-administrator");
        foreach (var year in new[] { "2024-25", "2023-24", "2022-23" })
        {
            var shown = await Send(administrator, "hertfordshire", year);
            Assert.Equal("ready", shown.GetProperty("state").GetString());
            Assert.True(shown.GetProperty("counts").GetProperty("new").GetInt32() > 0);
            Assert.Equal("applied", (await Confirm(administrator, "hertfordshire", shown)).GetProperty("state").GetString());
        }

        var again = await Send(administrator, "hertfordshire", "2024-25");
        Assert.Equal(
            (0, 0),
            (again.GetProperty("counts").GetProperty("new").GetInt32(), again.GetProperty("counts").GetProperty("changed").GetInt32())
        );

        var summaries = (await administrator.GetJson("/api/authorities/hertfordshire/summaries?on=2025-03-31"))
            .EnumerateArray()
            .ToDictionary(one => one.GetProperty("child").GetString()!);
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Samples, "expected_children.json"), Stopping));
        foreach (var child in expected.RootElement.GetProperty("children").EnumerateArray())
        {
            var summary = summaries[child.GetProperty("child").GetString()!];
            foreach (var fact in summary.EnumerateObject())
            {
                var wanted = child.GetProperty(Expected(fact.Name));
                Assert.True(
                    wanted.ToString() == fact.Value.ToString(),
                    $"{summary.GetProperty("child")} {fact.Name}: wanted {wanted}, got {fact.Value}"
                );
            }
        }
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_an_import_can_be_undone()
    {
        var analyst = await platform.SignedIn("devon-analyst");
        var shown = await Send(analyst, "devon", "2024-25");
        Assert.Equal(
            [
                "id",
                "authority",
                "year",
                "files",
                "state",
                "progress",
                "doing",
                "counts",
                "children",
                "findings",
                "findingsInAll",
                "by",
                "began",
                "ended",
                "newChildren",
                "mostlyOf",
                "rowsDeleted",
            ],
            shown.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(
            ["new", "changed", "unchanged", "held", "rejected"],
            shown.GetProperty("counts").EnumerateObject().Select(property => property.Name)
        );
        var id = shown.GetProperty("id").GetString();
        var found = JsonDocument.Parse(await analyst.GetStringAsync($"/api/authorities/devon/imports/{id}/children", Stopping)).RootElement;
        Assert.Equal(["child", "opens", "new", "changed", "held"], found[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(shown.GetProperty("children").GetInt32(), found.GetArrayLength());
        var opened = found.EnumerateArray().Where(child => child.GetProperty("opens").GetBoolean()).ToList();
        Assert.Equal(shown.GetProperty("newChildren").GetInt32(), opened.Count);
        Assert.Contains(opened, child => child.GetProperty("child").GetString() == "P0004");
        Assert.Equal(
            shown.GetProperty("counts").GetProperty("new").GetInt32(),
            found.EnumerateArray().Sum(child => child.GetProperty("new").GetInt32())
        );
        var page = await analyst.GetStringAsync($"/devon/imports/{id}/children?show=new", Stopping);
        Assert.Contains("P0004", page, StringComparison.Ordinal);
        // There is no record of theirs to go to before it is applied.
        Assert.DoesNotContain("/devon/children/P0004", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "P0004",
            await analyst.GetStringAsync($"/devon/imports/{id}/children?show=matched", Stopping),
            StringComparison.Ordinal
        );
        using var notYet = await analyst.PostAsync($"/api/authorities/devon/imports/{id}/undo", null, Stopping);
        await notYet.Refused(HttpStatusCode.Conflict, "not-applied");
        Assert.DoesNotContain(await Children(analyst), child => child == "P0004");

        Assert.Equal("applied", (await Confirm(analyst, "devon", shown)).GetProperty("state").GetString());
        Assert.Contains(await Children(analyst), child => child == "P0004");

        using var undo = await analyst.PostAsync($"/api/authorities/devon/imports/{id}/undo", null, Stopping);
        Assert.Equal(HttpStatusCode.Accepted, undo.StatusCode);
        Assert.Equal("undone", (await AtRest(analyst, undo.Headers.Location!.OriginalString)).GetProperty("state").GetString());
        Assert.DoesNotContain(await Children(analyst), child => child == "P0004");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_refuses_the_import_in_a_sentence()
    {
        var administrator = await platform.SignedIn("bcp-administrator");
        using var form = new MultipartFormDataContent { { new StringContent("2024-25"), "year" } };
        form.Add(new ByteArrayContent(Encoding.Unicode.GetBytes("\uFEFFCHILD,SEX,DOB\r\n")), "files", "header.csv");

        using var sent = await administrator.PostAsync("/api/authorities/bcp/imports", form, Stopping);
        var refused = await AtRest(administrator, sent.Headers.Location!.OriginalString);

        Assert.Equal("refused", refused.GetProperty("state").GetString());
        var finding = refused.GetProperty("findings")[0];
        Assert.Equal(
            ["file", "line", "child", "field", "value", "rule", "grade", "message", "codes"],
            finding.EnumerateObject().Select(property => property.Name)
        );
        Assert.NotEmpty(finding.GetProperty("message").GetString()!);
        using var confirm = await administrator.PostAsync($"{sent.Headers.Location}/confirm", null, Stopping);
        await confirm.Refused(HttpStatusCode.Conflict, "not-ready");
    }

    [Fact]
    public async Task What_is_not_an_import_is_refused_by_its_field()
    {
        var administrator = await platform.SignedIn("bcp-administrator");
        using var noYear = new MultipartFormDataContent { { new StringContent("2024-26"), "year" }, { new StringContent("x"), "colour" } };

        using var answer = await administrator.PostAsync("/api/authorities/bcp/imports", noYear, Stopping);
        var problem = await answer.Json();
        using var notForm = await administrator.PostJson("/api/authorities/bcp/imports", "{}");
        using var nowhere = await administrator.Get("/api/authorities/bcp/imports/none");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["colour", "year", "files"], problem.Fields());
        await notForm.Refused(HttpStatusCode.UnsupportedMediaType, "wrong-type");
        await nowhere.Refused(HttpStatusCode.NotFound, "no-such-import");
    }

    [Fact]
    public async Task Who_may_record_may_not_always_import()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        using var form = Files("2024-25");

        using var answer = await worker.PostAsync("/api/authorities/bcp/imports", form, Stopping);

        await answer.Refused(HttpStatusCode.Forbidden, "not-your-role");
    }

    [Fact]
    public async Task Importing_too_often_is_refused_for_a_while()
    {
        await using var strict = await Platform.Start(
            PermanenceHost.Demonstration,
            KeyValuePair.Create<string, string?>("Permanence:ImportsAMinute", "1")
        );
        var administrator = await strict.SignedIn("bcp-administrator");
        using var empty = new MultipartFormDataContent { { new StringContent("2024-25"), "year" } };
        using var first = await administrator.PostAsync("/api/authorities/bcp/imports", empty, Stopping);
        await first.Refused(HttpStatusCode.UnprocessableEntity, "no-files");

        using var form = Files("2024-25");
        using var second = await administrator.PostAsync("/api/authorities/bcp/imports", form, Stopping);

        await second.Refused(HttpStatusCode.TooManyRequests, "too-often");
    }

    private static async Task<JsonElement> Send(HttpClient client, string authority, string year)
    {
        using var form = Files(year);
        using var sent = await client.PostAsync($"/api/authorities/{authority}/imports", form, Stopping);
        Assert.True(sent.StatusCode == HttpStatusCode.Accepted, await sent.Content.ReadAsStringAsync(Stopping));
        return await AtRest(client, sent.Headers.Location!.OriginalString);
    }

    private static async Task<JsonElement> Confirm(HttpClient client, string authority, JsonElement import)
    {
        using var confirmed = await client.PostAsync(
            $"/api/authorities/{authority}/imports/{import.GetProperty("id")}/confirm",
            null,
            Stopping
        );
        Assert.Equal(HttpStatusCode.Accepted, confirmed.StatusCode);
        return await AtRest(client, confirmed.Headers.Location!.OriginalString);
    }

    private static async Task<JsonElement> AtRest(HttpClient client, string location)
    {
        JsonElement import = default;
        await Eventually.IsTrue(
            "the import is at rest",
            async () =>
            {
                import = await client.GetJson(location);
                return import.GetProperty("state").GetString() is not ("queued" or "reading" or "applying");
            },
            cancellation: Stopping
        );
        return import;
    }

    private static async Task<IReadOnlyList<string?>> Children(HttpClient client) =>
        [
            .. (await client.GetJson("/api/authorities/devon/board"))
                .GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.GetProperty("child").GetString()),
        ];

    private static MultipartFormDataContent Files(string year)
    {
        var form = new MultipartFormDataContent { { new StringContent(year), "year" } };
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Samples, year), "*.csv"))
            form.Add(new ByteArrayContent(File.ReadAllBytes(path)), "files", Path.GetFileName(path));
        return form;
    }

    // The sample names the same facts in snake_case.
    private static string Expected(string name) =>
        name switch
        {
            "a1Days" => "A1_days",
            "a10Days" => "A10_days",
            "a2Days" => "A2_days",
            "lookedAfter" => "looked_after_on_2025_03_31",
            _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
        };
}

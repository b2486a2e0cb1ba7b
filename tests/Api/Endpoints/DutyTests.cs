using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

/// <summary>What a council's policy asks of all its children, as another program or a spreadsheet reads it.</summary>
public sealed class DutyTests(Platform platform)
{
    private const string Duties = "/api/authorities/devon/duties";

    [Fact]
    public async Task Each_duty_of_each_child_is_a_row_with_the_names_programs_rely_on()
    {
        var worker = await Opened("DUTY-1", """,{"type":"officer-allocated","on":"2025-03-11","role":"iro","who":"marion-ash"}""");

        var rows = await worker.GetJson($"{Duties}?child=DUTY-1");

        var evaluation = await worker.GetJson("/api/authorities/devon/children/DUTY-1/obligations");
        Assert.Equal(
            evaluation.GetProperty("obligations").EnumerateArray().Select(duty => duty.GetProperty("id").GetString()).Order(),
            rows.EnumerateArray().Select(row => row.GetProperty("id").GetString()).Order()
        );
        Assert.All(
            rows.EnumerateArray(),
            row =>
                Assert.Equal(
                    [
                        "child",
                        "name",
                        "id",
                        "title",
                        "clause",
                        "status",
                        "due",
                        "since",
                        "bookedFor",
                        "owner",
                        "person",
                        "team",
                        "force",
                        "standing",
                    ],
                    row.EnumerateObject().Select(property => property.Name).Take(14)
                )
        );
        var review = rows.EnumerateArray().First(row => row.GetProperty("owner").GetString() == "iro");
        Assert.Equal(
            ("DUTY-1", "Ada Invented", "marion-ash", "North", "looked-after"),
            (Of("child"), Of("name"), Of("person"), Of("team"), Of("standing"))
        );

        string? Of(string name) => review.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("status=overdue,due-soon", "status", "overdue", "due-soon")]
    [InlineData("status=overdue&status=open", "status", "overdue", "open")]
    [InlineData("owner=iro", "owner", "iro")]
    [InlineData("person=MARION-ASH", "person", "marion-ash")]
    [InlineData("team=north", "team", "North")]
    [InlineData("child=DUTY-2", "child", "DUTY-2")]
    public async Task A_filter_leaves_exactly_the_rows_that_fit_it(string filter, string field, params string[] values)
    {
        var worker = await Opened("DUTY-2", """,{"type":"officer-allocated","on":"2025-03-11","role":"iro","who":"marion-ash"}""");

        var all = (await worker.GetJson(Duties)).EnumerateArray().ToList();
        var left = (await worker.GetJson($"{Duties}?{filter}")).EnumerateArray().ToList();

        Assert.NotEmpty(left);
        Assert.Equal(
            all.Where(row => values.Contains(row.GetProperty(field).GetString())).Select(row => row.GetRawText()),
            left.Select(row => row.GetRawText())
        );
    }

    [Fact]
    public async Task Due_within_some_days_is_what_is_still_to_be_done_by_then_and_what_is_overdue()
    {
        var worker = await Opened("DUTY-3");

        var left = (await worker.GetJson($"{Duties}?on=2025-04-01&due-within=14&child=DUTY-3")).EnumerateArray().ToList();

        Assert.NotEmpty(left);
        Assert.All(
            left,
            row => Assert.True(string.CompareOrdinal(row.GetProperty("due").GetString(), "2025-04-15") <= 0, row.GetRawText())
        );
        Assert.All(left, row => Assert.Contains(row.GetProperty("status").GetString(), new[] { "overdue", "due-soon", "upcoming" }));
    }

    [Fact]
    public async Task A_clause_finds_also_the_duties_whose_date_another_clause_gives()
    {
        var worker = await Opened("DUTY-4");
        var two = (await worker.GetJson($"{Duties}?child=DUTY-4"))
            .EnumerateArray()
            .First(row => row.GetProperty("clauses").GetArrayLength() > 1);
        var second = two.GetProperty("clauses")[1].GetString();

        var left = await worker.GetJson($"{Duties}?child=DUTY-4&clause={second}");

        Assert.Contains(left.EnumerateArray(), row => row.GetProperty("id").GetString() == two.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Duties_are_asked_for_as_they_were_known_at_an_instant()
    {
        var worker = await Opened("DUTY-5");
        using var answer = await worker.Get($"{Duties}?child=DUTY-5&knownAt=2020-01-01T00:00:00Z");
        Assert.Equal("[]", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("0", answer.Headers.GetValues("Missing-Records").Single());
    }

    [Theory]
    [InlineData("ownr=iro", "unknown-field", "ownr", "Did you mean 'owner'?")]
    [InlineData("owner=irro", "unknown-value", "owner", "Did you mean 'iro'?")]
    [InlineData("status=over-due", "unknown-value", "status", "Did you mean 'overdue'?")]
    [InlineData("clause=DEV-1-999999", "unknown-value", "clause", "")]
    [InlineData("due-within=-3", "bad-number", "due-within", "from 0 to 3660")]
    [InlineData("due-within=soon", "bad-number", "due-within", "a number of days")]
    [InlineData("on=yesterday", "bad-date", "on", "")]
    [InlineData("team=North&team=South", "too-many", "team", "once")]
    public async Task What_cannot_be_asked_is_refused_by_its_name_also_of_files(string query, string code, string field, string says)
    {
        var analyst = await platform.SignedIn("devon-analyst");
        foreach (var path in new[] { Duties, $"{Duties}.csv", $"{Duties}.xlsx" })
        {
            using var answer = await analyst.Get($"{path}?{query}");
            var problem = await answer.Refused(HttpStatusCode.UnprocessableEntity, code);
            Assert.Equal([field], problem.Fields());
            Assert.Contains(says, problem.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_councils_people_are_told_nothing()
    {
        var stranger = await platform.SignedIn("bcp-team-manager");
        foreach (var path in new[] { Duties, $"{Duties}.csv", $"{Duties}.xlsx" })
        {
            using var answer = await stranger.Get(path);
            await answer.Refused(HttpStatusCode.Forbidden, "not-yours");
        }
    }

    [Fact]
    public async Task Files_have_the_same_rows_say_what_they_are_of_and_run_no_formula()
    {
        var worker = await platform.SignedIn("devon-social-worker");
        using var opened = await worker.PostJson(
            "/api/authorities/devon/children",
            Calls.CaseFile("devon", "DUTY-6", Calls.Entered).Replace("Ada Invented", "=cmd|' /C calc'!A0", StringComparison.Ordinal)
        );
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var rows = (await worker.GetJson($"{Duties}?child=DUTY-6&on=2025-04-01")).EnumerateArray().ToList();

        using var csv = await worker.Get($"{Duties}.csv?child=DUTY-6&on=2025-04-01");
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim().Split("\r\n");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Contains("On,1 April 2025,As at,", lines[0], StringComparison.Ordinal);
        Assert.Contains("Filters,child: DUTY-6,Policy version,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Records that cannot be read,0", lines[0], StringComparison.Ordinal);
        Assert.Equal(rows.Count, lines.Length - 2);
        Assert.All(lines.Skip(2), line => Assert.StartsWith("DUTY-6,'=cmd|", line, StringComparison.Ordinal));

        using var xlsx = await worker.Get($"{Duties}.xlsx?child=DUTY-6&on=2025-04-01");
        using var file = new ZipArchive(new MemoryStream(await xlsx.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var sheet = Part("xl/worksheets/sheet1.xml");
        Assert.Empty(Named(sheet, "f"));
        var table = Named(sheet, "row").Select(row => Named(row, "c").Select(cell => cell.Value).ToList()).ToList();
        Assert.Equal("child: DUTY-6", table.Single(row => row is ["Filters", ..])[1]);
        Assert.Contains(table, row => row is ["Policy version", _]);
        var heading = table.FindIndex(row => row is ["Child", "Name", ..]);
        Assert.Equal(
            rows.Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("status").GetString()!)),
            table.Skip(heading + 1).Select(row => (row[2], row[5]))
        );
        // A text that begins as a formula is marked as a text, which Excel keeps also where somebody types in its cell.
        var marked = Named(Part("xl/styles.xml"), "cellXfs").Single().Elements().ElementAt(1);
        Assert.Contains(marked.Attribute("quotePrefix")?.Value, new[] { "1", "true" });
        Assert.All(
            Named(sheet, "c").Where(cell => cell.Value.StartsWith('=')),
            cell => Assert.Equal(("1", "inlineStr"), (cell.Attribute("s")?.Value, cell.Attribute("t")?.Value))
        );

        XElement Part(string path)
        {
            using var stream = file.GetEntry(path)!.Open();
            return XElement.Load(stream);
        }

        static IEnumerable<XElement> Named(XElement within, string name) => within.Descendants().Where(one => one.Name.LocalName == name);
    }

    private async Task<HttpClient> Opened(string child, string more = "")
    {
        var worker = await platform.SignedIn("devon-team-manager");
        using var there = await worker.Get($"/api/authorities/devon/children/{child}");
        if (there.StatusCode == HttpStatusCode.NotFound)
            await worker.Open("devon", child, Calls.Entered + more);
        return worker;
    }
}

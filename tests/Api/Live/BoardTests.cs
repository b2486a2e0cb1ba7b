using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Live;

public sealed class BoardTests(Platform platform)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_has_a_row_for_each_child_with_the_names_programs_rely_on()
    {
        var manager = await platform.SignedIn("herefordshire-team-manager");
        await manager.Open("herefordshire", "ROW-1");

        var board = await manager.GetJson("/api/authorities/herefordshire/board");

        Assert.All(new[] { "asAt", "version", "counts", "missing", "rows" }, name => Assert.True(board.TryGetProperty(name, out _), name));
        var row = board.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("child").GetString() == "ROW-1");
        Assert.Equal(
            [
                "child",
                "name",
                "age",
                "legalStatus",
                "plan",
                "rag",
                "overdue",
                "dueSoon",
                "next",
                "team",
                "socialWorker",
                "ageInMonths",
                "standing",
                "missed",
                "open",
                "unknown",
                "stage",
                "critical",
                "reviewingOfficer",
                "adoptionTrack",
            ],
            Names(row)
        );
        Assert.Equal("red", row.GetProperty("rag").GetString());
        Assert.Equal("looked-after", row.GetProperty("standing").GetString());
        Assert.Equal(["title", "due", "clause", "bookedFor", "owner"], Names(row.GetProperty("next")));
        Assert.Equal(["name", "since", "days", "limit", "clause", "isNational"], Names(row.GetProperty("stage")));
        Assert.Equal("no-plan", row.GetProperty("stage").GetProperty("name").GetString());
        Assert.Equal("2025-03-10", row.GetProperty("stage").GetProperty("since").GetString());
        Assert.Equal(JsonValueKind.Array, row.GetProperty("unknown").ValueKind);
        Assert.Equal("Ada Invented", row.GetProperty("name").GetString());
        Assert.Equal(
            [
                "children",
                "red",
                "amber",
                "green",
                "overdue",
                "dueSoon",
                "grey",
                "critical",
                "unknown",
                "missed",
                "open",
                "beforeCare",
                "lookedAfter",
                "afterCare",
                "closed",
            ],
            Names(board.GetProperty("counts"))
        );
    }

    [Fact]
    public async Task What_is_not_known_of_a_child_is_said_in_words_and_booked_what_is_booked()
    {
        var manager = await platform.SignedIn("herefordshire-iro");
        await manager.Open(
            "herefordshire",
            "ROW-2",
            """
            {"type":"became-looked-after","on":"2025-03-10","onOrBefore":true,"basis":"planned","legalStatus":"V2"},
            {"type":"review-held","on":"2025-04-04"},{"type":"review-booked","on":"2025-04-04","for":"2025-06-20"}
            """
        );

        var board = await manager.GetJson("/api/authorities/herefordshire/board?on=2025-04-10");

        var row = board.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("child").GetString() == "ROW-2");
        Assert.Contains(
            "The day care began: it is known only as Monday 10 March 2025 or earlier",
            row.GetProperty("unknown").EnumerateArray().Select(words => words.GetString())
        );
        var duties = await manager.GetJson("/api/authorities/herefordshire/duties?on=2025-04-10&child=ROW-2");
        Assert.Contains(duties.EnumerateArray(), duty => duty.GetProperty("bookedFor").GetString() == "2025-06-20");
    }

    [Fact]
    public async Task The_board_of_a_past_day_is_the_record_read_on_that_day()
    {
        var manager = await platform.SignedIn("herefordshire-team-manager");
        await manager.Open("herefordshire", "PAST-1");

        var past = await manager.GetJson("/api/authorities/herefordshire/board?on=2025-03-11");

        var row = past.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("child").GetString() == "PAST-1");
        Assert.Equal(0, row.GetProperty("overdue").GetInt32());
        Assert.Equal("2025-03-11", past.GetProperty("on").GetString());
        // A minute of a day is a day that began: what happened on it with no time is there from its first minute.
        var minute = await manager.GetJson("/api/authorities/herefordshire/board?on=2025-03-10T00:00");
        Assert.Contains(minute.GetProperty("rows").EnumerateArray(), one => one.GetProperty("child").GetString() == "PAST-1");
        Assert.Equal("2025-03-10T00:00", minute.GetProperty("on").GetString());
        foreach (var call in new[] { "indicators", "summaries", "children/PAST-1/obligations" })
            await manager.GetJson($"/api/authorities/herefordshire/{call}?on=2025-03-10T16:01");
        foreach (var call in new[] { "board", "indicators", "summaries", "children/PAST-1/obligations" })
        {
            using var refused = await manager.Get($"/api/authorities/herefordshire/{call}?on=2025-03-10T16.01");
            var problem = await refused.Refused(HttpStatusCode.UnprocessableEntity, "bad-date");
            Assert.Equal(["on"], problem.Fields());
        }

        using var page = await manager.Get("/herefordshire/board?on=2025-03-10T16:01");
        Assert.Contains("Board on 10 March 2025 at 16:01", await page.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);
        using var child = await manager.Get("/herefordshire/children/PAST-1?on=2025-03-10T16:01");
        Assert.Contains(
            "the record as it stood on 10 March 2025 at 16:01",
            await child.Content.ReadAsStringAsync(Stopping),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_pack_that_counts_no_indicators_is_answered_with_none()
    {
        var manager = await platform.SignedIn("devon-team-manager");
        Assert.Equal(0, (await manager.GetJson("/api/authorities/devon/indicators?on=2025-03-31")).GetArrayLength());
    }

    [Fact]
    public async Task Who_watches_a_board_hears_of_a_change_made_by_somebody_else()
    {
        var worker = await platform.SignedIn("herefordshire-social-worker");
        await worker.Open("herefordshire", "LIVE-1");
        await using var watching = await platform.Connect("herefordshire-team-manager");
        var heard = Channel.CreateUnbounded<JsonElement>();
        watching.On<JsonElement>("changed", change => heard.Writer.TryWrite(change));
        var version = await watching.InvokeAsync<long>("Watch", "herefordshire", Stopping);

        using var recorded = await worker.Record(
            "herefordshire",
            "LIVE-1",
            """{"type":"plan-set","on":"2025-04-01","option":"kinship-care","track":"primary"}"""
        );
        Assert.Equal(HttpStatusCode.OK, recorded.StatusCode);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(TimeSpan.FromSeconds(90));
        await foreach (var change in heard.Reader.ReadAllAsync(deadline.Token))
        {
            Assert.Equal("herefordshire", change.GetProperty("authority").GetString());
            Assert.True(change.GetProperty("version").GetInt64() >= version);
            var row = change.GetProperty("rows").EnumerateArray().FirstOrDefault(one => one.GetProperty("child").GetString() == "LIVE-1");
            if (row.ValueKind == JsonValueKind.Object && row.GetProperty("plan").GetString() == "kinship-care")
            {
                // The same names and values as the board itself has.
                var board = await worker.GetJson("/api/authorities/herefordshire/board");
                var shown = board.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("child").GetString() == "LIVE-1");
                Assert.True(JsonElement.DeepEquals(shown, row), $"{shown}\n{row}");
                Assert.Equal(Names(board.GetProperty("counts")), Names(change.GetProperty("counts")));
                return;
            }
        }

        Assert.Fail("The change was not heard.");
    }

    [Fact]
    public async Task Nobody_can_watch_another_councils_board()
    {
        await using var watching = await platform.Connect("bcp-team-manager");

        foreach (var authority in new[] { "devon", "nowhere" })
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => watching.InvokeAsync<long>("Watch", authority, Stopping));
            Assert.Contains("not-yours", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_agency_sees_the_children_of_its_councils_with_adoption_in_view_and_no_others()
    {
        var worker = await platform.SignedIn("bcp-administrator");
        await worker.Open("bcp", "RAA-NONE");
        await worker.Open(
            "bcp",
            "RAA-PARALLEL",
            $$"""{{Calls.Entered}},{"type":"plan-set","on":"2025-04-01","option":"return-home","track":"primary"},"""
                + $$"""{"type":"plan-set","on":"2025-04-01","option":"adoption","track":"parallel"}"""
        );
        await worker.Open("bcp", "RAA-DECIDED", $$"""{{Calls.Entered}},{"type":"should-be-placed-decided","on":"2025-06-01"}""");
        await worker.Open(
            "bcp",
            "RAA-REVERSED",
            $$"""{{Calls.Entered}},{"type":"should-be-placed-decided","on":"2025-06-01"},"""
                + $$"""{"type":"should-be-placed-reversed","on":"2025-07-01"}"""
        );
        var coordinator = await platform.SignedIn("aspire-adoption-coordinator");

        var board = await coordinator.GetJson("/api/agencies/aspire/board");

        Assert.Equal(
            ["RAA-DECIDED", "RAA-PARALLEL"],
            board
                .GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.GetProperty("child").GetString())
                .Where(child => child!.StartsWith("RAA-", StringComparison.Ordinal))
        );
        Assert.All(board.GetProperty("rows").EnumerateArray(), row => Assert.Equal("bcp", row.GetProperty("authority").GetString()));
        using var others = await coordinator.Get("/api/agencies/ace/board");
        await others.Refused(HttpStatusCode.Forbidden, "not-yours");
        using var record = await coordinator.Get("/api/authorities/bcp/children/RAA-DECIDED");
        await record.Refused(HttpStatusCode.Forbidden, "not-yours");
        using var council = await worker.Get("/api/agencies/aspire/board");
        await council.Refused(HttpStatusCode.Forbidden, "not-yours");
    }

    [Fact]
    public async Task Who_watches_an_agencys_board_hears_who_comes_and_who_goes_each_with_the_next_version_until_they_leave()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open("bcp", "HEAR-1");
        await worker.Open("bcp", "HEAR-HIDDEN");
        await using var watching = await platform.Connect("aspire-adoption-coordinator");
        var heard = Channel.CreateUnbounded<JsonElement>();
        watching.On<JsonElement>("changed", change => heard.Writer.TryWrite(change));
        var version = await watching.InvokeAsync<long>("WatchAgency", "aspire", Stopping);

        await Plan(worker, "HEAR-1", "adoption");
        var came = await Next(change => Rows(change).Contains("HEAR-1"));
        Assert.Equal("aspire", came.GetProperty("agency").GetString());
        Assert.Equal("bcp", came.GetProperty("rows").EnumerateArray().First().GetProperty("authority").GetString());
        // What of its councils it may not see changes its version and nothing else.
        await Plan(worker, "HEAR-HIDDEN", "kinship-care");
        await Plan(worker, "HEAR-1", "kinship-care");
        var gone = await Next(change => change.GetProperty("removed").GetArrayLength() > 0);
        Assert.Equal(
            [("bcp", "HEAR-1")],
            gone.GetProperty("removed")
                .EnumerateArray()
                .Select(child => (child.GetProperty("authority").GetString()!, child.GetProperty("child").GetString()!))
        );
        Assert.DoesNotContain("HEAR-1", Rows(gone));

        await watching.InvokeAsync("UnwatchAgency", "aspire", Stopping);
        await using var council = await platform.Connect("bcp-team-manager");
        var councils = Channel.CreateUnbounded<JsonElement>();
        council.On<JsonElement>("changed", change => councils.Writer.TryWrite(change));
        await council.InvokeAsync<long>("Watch", "bcp", Stopping);
        await Plan(worker, "HEAR-1", "adoption");
        while (!Rows(await councils.Reader.ReadAsync(Stopping)).Contains("HEAR-1")) { }

        // Whatever was still under way when it left was sent before what the council's own watcher has heard since.
        await watching.InvokeAsync("UnwatchAgency", "aspire", Stopping);
        while (heard.Reader.TryRead(out var late))
            Assert.DoesNotContain("HEAR-1", Rows(late));

        async Task<JsonElement> Next(Func<JsonElement, bool> wanted)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
            deadline.CancelAfter(TimeSpan.FromSeconds(90));
            await foreach (var change in heard.Reader.ReadAllAsync(deadline.Token))
            {
                var now = change.GetProperty("version").GetInt64();
                if (now <= version)
                    continue;
                Assert.Equal(version + 1, now);
                version = now;
                Assert.DoesNotContain("HEAR-HIDDEN", change.GetRawText(), StringComparison.Ordinal);
                if (wanted(change))
                    return change;
            }

            throw new InvalidOperationException("It was not heard.");
        }

        static IReadOnlyList<string> Rows(JsonElement change) =>
            [.. change.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("child").GetString()!)];

        static async Task Plan(HttpClient worker, string child, string option)
        {
            using var recorded = await worker.Record(
                "bcp",
                child,
                $$"""{"type":"plan-set","on":"2025-04-01","option":"{{option}}","track":"primary"}"""
            );
            Assert.Equal(HttpStatusCode.OK, recorded.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_else_can_watch_or_look_at_an_agencys_board()
    {
        await using var council = await platform.Connect("bcp-team-manager");
        await using var agency = await platform.Connect("aspire-adoption-coordinator");
        foreach (var (watching, asked) in new[] { (council, "aspire"), (agency, "ace"), (agency, "nowhere") })
        {
            foreach (
                var ask in new Func<Task>[]
                {
                    () => watching.InvokeAsync<long>("WatchAgency", asked, Stopping),
                    () => watching.InvokeAsync<JsonElement>("ShowAgency", asked, "", 0L, Stopping),
                }
            )
            {
                var refused = await Assert.ThrowsAsync<HubException>(ask);
                Assert.Contains("not-yours", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_agencys_page_shows_the_rows_its_people_may_see_and_leads_into_no_record()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open(
            "bcp",
            "PAGE-SHOWN",
            $$"""{{Calls.Entered}},{"type":"plan-set","on":"2025-04-01","option":"adoption","track":"primary"}"""
        );
        await worker.Open("bcp", "PAGE-HIDDEN");
        var coordinator = await platform.SignedIn("aspire-adoption-coordinator");

        using var start = await coordinator.Get("/");
        Assert.Equal("/agencies/aspire", start.Headers.Location?.ToString());
        using var shown = await coordinator.Get("/agencies/aspire");
        var page = await shown.Content.ReadAsStringAsync(Stopping);
        Assert.Contains("PAGE-SHOWN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("PAGE-HIDDEN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/children/", page, StringComparison.Ordinal);
        using var filtered = await coordinator.Get("/agencies/aspire?q=nobody-is-called-this");
        Assert.DoesNotContain("PAGE-SHOWN", await filtered.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);

        foreach (
            var (person, address) in new[]
            {
                (coordinator, "/agencies/ace"),
                (coordinator, "/agencies/nowhere"),
                (worker, "/agencies/aspire"),
                (coordinator, "/bcp/children/PAGE-SHOWN"),
            }
        )
        {
            using var refused = await person.Get(address);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    private static IEnumerable<string> Names(JsonElement of) => of.EnumerateObject().Select(property => property.Name);
}

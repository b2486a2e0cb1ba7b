using System.Net;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

public sealed class ChildTests(Platform platform)
{
    private const string Children = "/api/authorities/bcp/children";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_is_opened_once_and_read_as_the_canonical_case_file()
    {
        var worker = await platform.SignedIn("bcp-social-worker");

        using var opened = await worker.PostJson(Children, Calls.CaseFile("bcp", "OPEN-1", Calls.Entered));
        using var again = await worker.PostJson(Children, Calls.CaseFile("bcp", "OPEN-1"));
        using var inOtherLetters = await worker.PostJson(Children, Calls.CaseFile("bcp", "Open-1"));
        using var read = await worker.Get($"{Children}/OPEN-1");

        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.Equal($"{Children}/OPEN-1", opened.Headers.Location?.OriginalString);
        await again.Refused(HttpStatusCode.Conflict, "exists");
        await inOtherLetters.Refused(HttpStatusCode.Conflict, "exists");
        Assert.True(read.Headers.CacheControl?.NoStore);
        var bytes = await read.Content.ReadAsByteArrayAsync(Stopping);
        Assert.Equal(bytes, await opened.Content.ReadAsByteArrayAsync(Stopping));
        var file = CaseFileJson.ReadCaseFile(bytes);
        Assert.True(file.Succeeded);
        Assert.Equal(CaseFileJson.Write(file.Value), bytes);
        Assert.Equal("bcp-social-worker", file.Value.Events[0].Recorded?.By);
    }

    [Fact]
    public async Task A_record_taken_out_goes_into_another_child_id_with_its_old_stamps_as_given()
    {
        var worker = await platform.SignedIn("bcp-iro");
        await worker.Open("bcp", "OUT-1");
        using var held = await worker.Record(
            "bcp",
            "OUT-1",
            """{"type":"review-held","on":"2025-04-02","number":1,"note":"Held at school – all came."}"""
        );
        Assert.Equal(HttpStatusCode.OK, held.StatusCode);
        var taken = await worker.GetStringAsync($"{Children}/OUT-1", Stopping);

        var renamed = taken.Replace("OUT-1", "OUT-2", StringComparison.Ordinal);
        using var back = await worker.PostJson(Children, renamed);

        Assert.Equal(HttpStatusCode.Created, back.StatusCode);
        var was = CaseFileJson.ReadExported(Encoding.UTF8.GetBytes(renamed)).Value!;
        var now = CaseFileJson.ReadExported(await worker.GetByteArrayAsync($"{Children}/OUT-2", Stopping)).Value!;
        Assert.Equal(was.Events.Select(happened => happened.Recorded), now.Events.Select(happened => happened.Recorded!.Given));
        Assert.All(now.Events, happened => Assert.Equal(("bcp-iro", "iro"), (happened.Recorded!.By, happened.Recorded.Role)));
        Assert.Equal(
            was.Events.Select(happened => happened with { Recorded = null }),
            now.Events.Select(happened => happened with { Recorded = null })
        );
    }

    [Fact]
    public async Task The_same_command_again_gives_the_same_answer_and_changes_nothing()
    {
        var worker = await platform.SignedIn("bcp-iro");
        await worker.Open("bcp", "TWICE-1");
        var command = Guid.NewGuid();
        const string held = """{"type":"review-held","on":"2025-04-02","number":1}""";

        using var first = await worker.Record("bcp", "TWICE-1", held, command);
        var after = await worker.GetStringAsync($"{Children}/TWICE-1", Stopping);
        using var second = await worker.Record("bcp", "TWICE-1", held, command);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(Stopping), await second.Content.ReadAsStringAsync(Stopping));
        Assert.Equal(after, await worker.GetStringAsync($"{Children}/TWICE-1", Stopping));
        Assert.Equal(2, (await first.Json()).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Unknown_event_types_and_fields_are_refused_by_name_and_nothing_is_recorded()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open("bcp", "REFUSE-1");
        var before = await worker.GetStringAsync($"{Children}/REFUSE-1", Stopping);

        using var answer = await worker.Record(
            "bcp",
            "REFUSE-1",
            """{"type":"review-held","on":"2025-04-02"},{"type":"review-hold","on":"2025-04-02"},"""
                + """{"type":"review-held","on":"2025-04-02","mood":"good"}"""
        );

        var problem = await answer.Refused(HttpStatusCode.UnprocessableEntity, "unknown-event-type");
        Assert.Equal(["events[1].type", "events[2].mood"], problem.Fields());
        Assert.Equal(before, await worker.GetStringAsync($"{Children}/REFUSE-1", Stopping));
    }

    [Theory]
    [InlineData("""{"commandId":"not a uuid","events":[]}""", "commandId")]
    [InlineData("""{"commandId":"6f8a4d44-4a43-4a2e-9f3e-2d1f6f3c1a11"}""", "events")]
    [InlineData("""{"commandId":"6f8a4d44-4a43-4a2e-9f3e-2d1f6f3c1a11","events":[],"force":true}""", "force")]
    public async Task A_command_that_is_not_one_is_refused_by_its_field(string command, string field)
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open("bcp", $"COMMAND-{field}");

        using var answer = await worker.PostJson($"{Children}/COMMAND-{field}/events", command);

        var text = await answer.Json();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(field, text.Fields());
    }

    [Fact]
    public async Task A_correction_and_a_withdrawal_change_what_stands_and_keep_what_was_said()
    {
        var worker = await platform.SignedIn("bcp-iro");
        await worker.Open("bcp", "MEND-1");
        using var held = await worker.Record("bcp", "MEND-1", """{"type":"review-held","on":"2025-04-20","number":1,"id":"r1"}""");
        Assert.Equal("met-late", (await worker.Duty("bcp", "MEND-1", "ENG-REVIEW-1")).GetProperty("status").GetString());
        var known = InstantPattern.ExtendedIso.Format(SystemClock.Instance.GetCurrentInstant());

        using var corrected = await worker.Record(
            "bcp",
            "MEND-1",
            """{"type":"event-corrected","on":"2025-04-21","event":"r1","reason":"Wrong day.","""
                + """ "with":{"type":"review-held","on":"2025-04-02","number":1}}"""
        );
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.Equal("met", (await worker.Duty("bcp", "MEND-1", "ENG-REVIEW-1")).GetProperty("status").GetString());
        Assert.Equal(
            "met-late",
            (await worker.Duty("bcp", "MEND-1", "ENG-REVIEW-1", $"?knownAt={known}")).GetProperty("status").GetString()
        );

        using var withdrawn = await worker.Record(
            "bcp",
            "MEND-1",
            """{"type":"event-withdrawn","on":"2025-04-22","event":"r1","reason":"Another child's review."}"""
        );
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        Assert.Equal("overdue", (await worker.Duty("bcp", "MEND-1", "ENG-REVIEW-1")).GetProperty("status").GetString());
        Assert.Equal(4, (await worker.GetJson($"{Children}/MEND-1")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task What_is_due_is_byte_for_byte_what_the_engine_says_of_the_record()
    {
        var worker = await platform.SignedIn("bcp-administrator");
        var worked = WorkedCase.Read(File.ReadAllBytes(Path.Combine(Repository.Config, "authorities/bcp/cases/we-01.json")));
        using var opened = await worker.PostJson(Children, Encoding.UTF8.GetString(CaseFileJson.Write(worked.Value!.File)));
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);

        var answer = await worker.GetByteArrayAsync($"{Children}/WE-01/obligations?on=2025-03-28", Stopping);

        var stored = CaseFileJson.ReadCaseFile(await worker.GetByteArrayAsync($"{Children}/WE-01", Stopping)).Value!;
        Assert.Equal(
            EvaluationJson.Write(
                ObligationEngine.Evaluate(Timeline.Of(stored), ReadOnce.Library.For("bcp")!, ReadOnce.Calendar, new LocalDate(2025, 3, 28))
            ),
            answer
        );
    }

    [Fact]
    public async Task Summaries_say_what_the_record_says_on_a_day_with_nulls_for_what_is_not_known()
    {
        var worker = await platform.SignedIn("merton-social-worker");
        await worker.Open("merton", "SUM-1");

        var on = await worker.GetJson("/api/authorities/merton/summaries?on=2025-03-31");
        var before = await worker.GetJson("/api/authorities/merton/summaries?on=2025-03-01");

        var summary = on.EnumerateArray().Single(one => one.GetProperty("child").GetString() == "SUM-1");
        string[] names =
        [
            "child",
            "periodsOfCare",
            "enteredCare",
            "lookedAfter",
            "legalStatus",
            "legalStatusSince",
            "placement",
            "placementSince",
            "reviews",
            "lastReview",
            "shouldBePlacedDecision",
            "decisionReversed",
            "reversedReason",
            "placementOrder",
            "matched",
            "placedForAdoption",
            "fosteringForAdoptionFrom",
            "adoptionOrder",
            "ceased",
            "ceasedReason",
            "outcome",
            "a1Days",
            "a10Days",
            "a2Days",
        ];
        Assert.Equal(names, summary.EnumerateObject().Select(property => property.Name));
        Assert.Equal("2025-03-10", summary.GetProperty("enteredCare").GetString());
        Assert.True(summary.GetProperty("lookedAfter").GetBoolean());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("placementOrder").ValueKind);
        // Nobody knew of the child then.
        Assert.DoesNotContain(before.EnumerateArray(), one => one.GetProperty("child").GetString() == "SUM-1");
    }

    [Fact]
    public async Task A_decision_is_recorded_by_whoever_takes_it_or_by_an_administrator_on_their_behalf()
    {
        var administrator = await platform.SignedIn("bcp-administrator");
        await administrator.Open("bcp", "BEHALF-1");
        const string decided = """{"type":"should-be-placed-decided","on":"2025-06-01"}""";
        using var own = await administrator.Record("bcp", "BEHALF-1", decided);
        var problem = await own.Refused(HttpStatusCode.Forbidden, "not-your-act");
        Assert.Contains("Agency Decision Maker", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["events[0]"], problem.Fields());

        foreach (
            var (other, status, code) in ((string, HttpStatusCode, string)[])
                [
                    ("nobody-known", HttpStatusCode.UnprocessableEntity, "unknown-person"),
                    ("merton-agency-decision-maker", HttpStatusCode.UnprocessableEntity, "unknown-person"),
                    ("bcp-social-worker", HttpStatusCode.Forbidden, "not-your-act"),
                ]
        )
        {
            using var refused = await OnBehalf(administrator, other, decided);
            await refused.Refused(status, code);
        }

        using var recorded = await OnBehalf(administrator, "bcp-agency-decision-maker", decided);
        Assert.Equal(HttpStatusCode.OK, recorded.StatusCode);
        var stamp = (await recorded.Json()).GetProperty("recorded")[0].GetProperty("recorded");
        Assert.Equal("bcp-administrator", stamp.GetProperty("by").GetString());
        Assert.Equal("administrator", stamp.GetProperty("role").GetString());
        Assert.Equal("bcp-agency-decision-maker", stamp.GetProperty("onBehalfOf").GetProperty("by").GetString());
        Assert.Equal("agency-decision-maker", stamp.GetProperty("onBehalfOf").GetProperty("role").GetString());
        using var concern = await OnBehalf(
            administrator,
            "bcp-iro",
            """{"type":"escalation-raised","on":"2025-06-01","reason":"No plan."}"""
        );
        await concern.Refused(HttpStatusCode.Forbidden, "not-your-act");

        static Task<HttpResponseMessage> OnBehalf(HttpClient client, string other, string happened) =>
            client.PostJson(
                $"{Children}/BEHALF-1/events",
                $$"""{"commandId":"{{Guid.NewGuid()}}","onBehalfOf":"{{other}}","events":[{{happened}}]}"""
            );
    }

    [Fact]
    public async Task Whoever_runs_the_platform_reads_no_case_file_and_records_nothing()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open("bcp", "CLOSED-1");
        var keeper = await platform.SignedIn("platform-administrator");

        foreach (var path in (string[])[$"{Children}/CLOSED-1", $"{Children}/CLOSED-1/obligations", $"{Children}/CLOSED-1/held"])
        {
            using var read = await keeper.Get(path);
            await read.Refused(HttpStatusCode.Forbidden, "not-yours");
        }

        using var recorded = await keeper.Record("bcp", "CLOSED-1", """{"type":"wishes-recorded","on":"2025-06-01"}""");
        Assert.Equal(HttpStatusCode.Forbidden, recorded.StatusCode);
        using var page = await keeper.Get("/bcp/children/CLOSED-1");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }
}

using System.Diagnostics;
using System.Text;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Records;

/// <summary>What a case file may not bring: each refused by the field's name, quickly, and never echoed back at length.</summary>
public sealed class DoorTests
{
    private static Outcome<CaseFile> Read(string events = "[]", string child = "\"id\":\"T-1\"", string authority = "\"test\"") =>
        CaseFileJson.ReadCaseFile(Encoding.UTF8.GetBytes($$"""{"authority":{{authority}},"child":{{{child}}},"events":{{events}}}"""));

    private static void Refused(Outcome<CaseFile> read, string code, string field)
    {
        Assert.Contains((code, (string?)field), read.Refusals.Select(refusal => (refusal.Code, refusal.Field)));
        Assert.All(
            read.Refusals,
            refusal => Assert.True(refusal.Sentence.Length < 2000 && (refusal.Field?.Length ?? 0) < 500, refusal.Sentence.Length.ToString())
        );
        Assert.True(read.Refusals.Count <= RecordLimits.MostFaults + 1);
    }

    [Theory]
    [InlineData("\"id\":\"\"", "missing-field", "child.id")]
    [InlineData("\"id\":\"../x\"", "bad-id", "child.id")]
    [InlineData("\"id\":\"a..b\"", "bad-id", "child.id")]
    [InlineData("\"id\":\".\"", "bad-id", "child.id")]
    [InlineData("\"id\":\"a\\u0000\"", "bad-character", "child.id")]
    [InlineData("\"id\":\"T-1\",\"name\":\"A\\nB\"", "bad-character", "child.name")]
    [InlineData("\"id\":\"T-1\",\"name\":\"A\\u0000B\"", "bad-character", "child.name")]
    [InlineData("\"id\":\"T-1\",\"name\":\"A\\u202eB\"", "bad-character", "child.name")]
    [InlineData("\"id\":\"T-1\",\"team\":\"A\\u2066B\"", "bad-character", "child.team")]
    [InlineData("\"id\":\"T-1\",\"name\":\"\"", "missing-field", "child.name")]
    [InlineData("\"id\":\"T-1\",\"name\":\"  \"", "missing-field", "child.name")]
    [InlineData("\"id\":\"T-1\",\"name\":\"\\u200b\"", "missing-field", "child.name")]
    [InlineData("\"id\":\"T-1\",\"team\":\" \"", "missing-field", "child.team")]
    [InlineData("\"id\":\"T-1\",\"siblings\":[\"../x\"]", "bad-id", "child.siblings[0]")]
    public void A_child_s_ids_and_names_show_what_they_are(string child, string code, string field) =>
        Refused(Read(child: child), code, field);

    [Theory]
    [InlineData("""{"type":"wishes-recorded","on":"2025-01-01","id":""}""", "missing-field", "events[0].id")]
    [InlineData("""{"type":"wishes-recorded","on":"2025-01-01","id":"../x"}""", "bad-id", "events[0].id")]
    [InlineData("""{"type":"details-changed","on":"2025-01-01","name":" "}""", "missing-field", "events[0].name")]
    [InlineData("""{"type":"link-ended","on":"2025-01-01","family":"F1","reason":" \u200b"}""", "missing-field", "events[0].reason")]
    [InlineData("""{"type":"wishes-recorded","on":"2025-01-01","note":"a\u0000b"}""", "bad-character", "events[0].note")]
    [InlineData("""{"type":"wishes-recorded","on":"9999-12-31"}""", "bad-date", "events[0].on")]
    [InlineData("""{"type":"legal-status-changed","on":"2025-01-01","legalStatus":"../.."}""", "bad-code", "events[0].legalStatus")]
    [InlineData(
        """{"type":"checklist-completed","on":"2025-01-01","checklist":"c","answers":{"a":"b\u0001"}}""",
        "bad-character",
        "events[0].answers"
    )]
    [InlineData("""{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","at":"9999-12-31T10:00"}""", "bad-time", "events[0].at")]
    [InlineData("""{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","chair":"The Boss"}""", "bad-code", "events[0].chair")]
    [InlineData(
        """{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","attended":"everybody"}""",
        "not-a-list",
        "events[0].attended"
    )]
    [InlineData(
        """{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","attended":["iro"]}""",
        "not-an-object",
        "events[0].attended[0]"
    )]
    [InlineData(
        """{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","attended":[{"who":"A"}]}""",
        "missing-field",
        "events[0].attended[0].role"
    )]
    [InlineData(
        """{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","absent":[{"role":"iro","why":"ill"}]}""",
        "unknown-field",
        "events[0].absent[0].why"
    )]
    [InlineData(
        """{"type":"meeting-held","on":"2025-01-01","meeting":"tracking","absent":[{"role":"iro","part":"all"}]}""",
        "unknown-value",
        "events[0].absent[0].part"
    )]
    [InlineData(
        """{"type":"discussion-recorded","on":"2025-01-01","topic":"other","with":["The Mother"]}""",
        "unknown-value",
        "events[0].with[0]"
    )]
    [InlineData(
        """{"type":"discussion-recorded","on":"2025-01-01","topic":"other","about":["A-1","A-1"]}""",
        "twice",
        "events[0].about[1]"
    )]
    [InlineData("""{"type":"discussion-recorded","on":"2025-01-01","topic":"other","about":[7]}""", "not-text", "events[0].about[0]")]
    [InlineData("""{"type":"family-finding-started","on":"2025-01-01","scope":"galactic"}""", "unknown-value", "events[0].scope")]
    [InlineData("""{"type":"link-ended","on":"2025-01-01","family":"F-1"}""", "missing-field", "events[0].reason")]
    [InlineData(
        """{"type":"action-agreed","on":"2025-01-01","action":"a","what":"w","owner":"social-worker"}""",
        "missing-field",
        "events[0].due"
    )]
    [InlineData("""{"type":"details-changed","on":"2025-01-01","restricted":"yes"}""", "bad-flag", "events[0].restricted")]
    [InlineData("""{"type":"details-changed","on":"2025-01-01","name":"A\u202eB"}""", "bad-character", "events[0].name")]
    [InlineData(
        """{"type":"document-completed","on":"2025-01-01","document":"d","form":"f","version":"one"}""",
        "bad-number",
        "events[0].version"
    )]
    [InlineData(
        """{"type":"wishes-recorded","on":"2025-01-01","recorded":{"at":"2025-01-01T00:00:00Z","by":"x","source":"y","color":1}}""",
        "unknown-field",
        "events[0].recorded.color"
    )]
    [InlineData(
        """{"type":"wishes-recorded","on":"2025-01-01","recorded":{"at":"-9998-01-01T00:00:00Z","by":"x","source":"y"}}""",
        "bad-instant",
        "events[0].recorded.at"
    )]
    public void A_field_of_an_event_is_refused_by_its_name(string happened, string code, string field) =>
        Refused(Read($"[{happened}]"), code, field);

    [Fact]
    public void Half_a_character_and_bytes_that_are_no_text_are_refused_by_the_field()
    {
        Refused(Read("""[{"type":"wishes-recorded","on":"2025-01-01","note":"a\ud800b"}]"""), "not-text", "note");
        var bytes = Encoding.UTF8.GetBytes("""{"authority":"test","child":{"id":"T-1","name":"X"},"events":[]}""");
        bytes[Array.IndexOf(bytes, (byte)'X')] = 0xFF;
        Assert.Equal("not-utf-8", Assert.Single(CaseFileJson.ReadCaseFile(bytes).Refusals).Code);
        Assert.True(Read("""[{"type":"wishes-recorded","on":"2025-01-01","note":"\ud83d\ude00 and عربي"}]""").Succeeded);
    }

    [Fact]
    public void More_than_is_taken_is_counted_before_it_is_compared()
    {
        var took = Stopwatch.StartNew();
        Refused(
            Read($"[{string.Join(',', Enumerable.Repeat("""{"type":"wishes-recrded","on":"2025-01-01"}""", 250_000))}]"),
            "too-many",
            "events"
        );
        Refused(
            Read(
                child: $"\"id\":\"T-1\",\"siblings\":[{string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"S-{number}\""))}]"
            ),
            "too-many",
            "child.siblings"
        );
        Refused(
            Read($"[{string.Join(',', Enumerable.Repeat("""{"type":"wishes-recrded","on":"2025-01-01"}""", 10_000))}]"),
            "unknown-event-type",
            "events[99].type"
        );
        var fields = string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"f{number}\":1"));
        Refused(Read($$"""[{"type":"wishes-recorded","on":"2025-01-01",{{fields}}}]"""), "unknown-field", "events[0].f99");
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(30), $"{took.Elapsed}");
    }

    [Fact]
    public void A_text_of_a_megabyte_is_not_echoed()
    {
        var long1 = new string('x', 1_000_000);
        Refused(Read($$"""[{"type":"{{long1}}","on":"2025-01-01"}]"""), "too-long", "events[0].type");
        Refused(Read($$"""[{"type":"wishes-recorded","on":"{{long1}}"}]"""), "bad-date", "events[0].on");
        Refused(Read($$"""[{"type":"review-held","on":"2025-01-01","returnHome":"{{long1}}"}]"""), "unknown-value", "events[0].returnHome");
        Refused(Read(child: $"\"id\":\"{long1}\""), "too-long", "child.id");
        var unknown = Read($$"""[{"type":"wishes-recorded","on":"2025-01-01","{{long1}}":1}]""");
        Assert.True(Assert.Single(unknown.Refusals).Sentence.Length < 500);
    }

    [Fact]
    public void What_is_longer_than_the_door_takes_is_read_from_the_store()
    {
        var stamp = """ "recorded":{"at":"2025-01-01T00:00:00Z","by":"x","source":"y"} """.Trim();
        var note = new string('n', 4000);
        var events = string.Join(
            ',',
            Enumerable
                .Range(0, 10_050)
                .Select(number => $$"""{"type":"wishes-recorded","on":"2025-01-01","note":"{{note}}","id":"e{{number}}",{{stamp}}}""")
        );
        var json = Encoding.UTF8.GetBytes(
            $$"""{"authority":"test","child":{"id":"T-1","born":null,"expected":null,"sex":null,"siblings":[]},"events":[{{events}}]}"""
        );
        Assert.True(json.Length > 2 * RecordLimits.LargestFile);

        var reader = new System.Text.Json.Utf8JsonReader(json);
        reader.Read();
        var read = CaseFileJson.ReadStored(ref reader);

        Assert.Equal(10_050, read.Value!.Events.Count);
        Assert.Equal(json, CaseFileJson.Write(read.Value));
        Assert.Equal("too-large", Assert.Single(CaseFileJson.ReadCaseFile(json).Refusals).Code);
    }

    [Fact]
    public void A_stored_value_that_this_program_would_not_take_is_kept_as_it_stands()
    {
        const string json =
            """{"authority":"test","child":{"id":"T-1","born":null,"expected":null,"sex":"X","siblings":[]},"events":["""
            + """{"type":"meeting-held","on":"2025-01-01","meeting":"a-new-kind","attended":{"all":true},"number":12345,"note":"n","""
            + "\"id\":\"../old\",\"recorded\":"
            + """{"at":"2025-01-01T00:00:00Z","by":"x","source":"y"}}]}""";
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var file = CaseFileJson.ReadStored(ref reader).Value!;

        Assert.Equal("a-new-kind", file.Events[0].Text("meeting"));
        Assert.Equal(json, Encoding.UTF8.GetString(CaseFileJson.Write(file)));
        // And where the event changes, with what is not known in it.
        Assert.Contains(
            "\"attended\":{\"all\":true}",
            Encoding.UTF8.GetString((file.Events[0] with { Note = null }).Json.Span),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_correction_keeps_what_this_program_does_not_know_of_the_entry()
    {
        const string json = """
            {"authority":"test","child":{"id":"T-1"},"events":[
            {"type":"review-held","on":"2025-01-01","mood":"calm","id":"e1",
             "recorded":{"at":"2025-01-01T00:00:00Z","by":"x","source":"y"}},
            {"type":"event-corrected","on":"2025-01-02","event":"e1","with":{"type":"review-held","on":"2025-01-03"},
             "reason":"day","id":"e2","recorded":{"at":"2025-01-02T00:00:00Z","by":"x","source":"y"}}]}
            """;
        var standing = Assert.Single(Timeline.Of(CaseFileJson.ReadExported(Encoding.UTF8.GetBytes(json)).Value!).Events);

        Assert.Equal(new NodaTime.LocalDate(2025, 1, 3), standing.On);
        Assert.Equal(new JsonText("\"calm\""), standing.Fields["mood"]);
    }
}

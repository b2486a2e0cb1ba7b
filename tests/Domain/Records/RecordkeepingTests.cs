using System.Text;
using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Records;

public sealed class RecordkeepingTests
{
    // Half past midnight in London, still yesterday in UTC.
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 30, 23, 30);
    private static readonly Recording Stamp = new(Now, "a-social-worker", "screen") { Role = "social-worker" };

    private static Outcome<Entry> Open(CaseFile file) => Recordkeeping.Decide(null, new OpenRecord(file), Stamp);

    private static Outcome<Entry> Record(CaseFile record, params CareEvent[] events) =>
        Recordkeeping.Decide(record, new RecordEvents(events), Stamp);

    private static CaseFile Opened(ChildBuilder child) => Open(child.File).Value!.Next;

    private static void Refused(Outcome<Entry> outcome, string code, string? field, string says)
    {
        var refusal = Assert.Single(outcome.Refusals);
        Assert.Equal((code, field), (refusal.Code, refusal.Field));
        Assert.Contains(says, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_opened_once() =>
        Refused(Recordkeeping.Decide(A.Child().File, new OpenRecord(A.Child().File), Stamp), "exists", "child.id", "T-1");

    [Fact]
    public void Nothing_is_recorded_where_no_record_is_open() =>
        Refused(
            Recordkeeping.Decide(null, new RecordEvents([A.Event("wishes-recorded", "2026-01-01")]), Stamp),
            "not-found",
            null,
            "open one first"
        );

    [Fact]
    public void What_a_file_says_of_when_and_by_whom_it_was_known_is_given_and_never_the_stamp()
    {
        var known = A.Child()
            .ReviewHeld("2025-04-02")
            .RecordedAt("2025-04-03T09:00:00Z", by: "the-decision-maker")
            .ReviewHeld("2025-07-02")
            .File;

        var record = Open(known).Value!.Next;

        Assert.Equal(Stamp with { Given = known.Events[0].Recorded, Brought = true }, record.Events[0].Recorded);
        Assert.Equal(Stamp with { Brought = true }, record.Events[1].Recorded);
        Assert.Null(record.Events[0].SaidBy);
        // Known since it was opened, whatever the file says.
        Assert.Empty(Timeline.Of(record, Instant.FromUtc(2025, 5, 1, 0, 0)).Events);
        Assert.Equal(2, Timeline.Of(record, Now).Events.Count);
    }

    [Fact]
    public void What_was_given_once_stays_beside_what_is_given_now()
    {
        var once = Open(A.Child().ReviewHeld("2025-04-02").RecordedAt("2025-04-03T09:00:00Z").File).Value!.Next;
        var twice = Open(once).Value!.Next;

        Assert.Equal(once.Events[0].Recorded, twice.Events[0].Recorded!.Given);
        Assert.Equal(Instant.FromUtc(2025, 4, 3, 9, 0), twice.Events[0].Recorded!.Given!.Given!.At);
    }

    [Fact]
    public void A_record_that_is_loaded_keeps_its_stamps_and_what_this_program_does_not_know()
    {
        const string json =
            """{"authority":"test","child":"""
            + """{"id":"T-1","born":"2018-09-04","expected":null,"sex":"F","siblings":[],"eyes":"green"},"events":["""
            + """{"type":"review-held","on":"2025-04-02","mood":["calm",{"a":1.50}],"number":1,"id":"e1","recorded":"""
            + """{"at":"2025-04-03T09:00:00Z","by":"x","role":"iro","source":"page","device":"phone"}},"""
            + """{"type":"moon-landed","on":"2025-05-02","crew":3,"id":"e2","recorded":"""
            + """{"at":"2025-05-03T09:00:00Z","by":"x","source":"page"}}],"seal":null}""";

        var read = CaseFileJson.ReadExported(Encoding.UTF8.GetBytes(json));
        var loaded = Recordkeeping.Decide(null, new LoadRecord(read.Value!), Stamp).Value!.Next;

        Assert.Equal(json, Encoding.UTF8.GetString(CaseFileJson.Write(loaded)));
        Assert.Equal("iro", loaded.Events[0].SaidBy);
        Assert.Equal(2, Timeline.Of(loaded).Events.Count);
        var next = Record(loaded, A.Event("wishes-recorded", "2026-01-01")).Value!.Next;
        Assert.StartsWith(
            json[..json.IndexOf("],\"seal", StringComparison.Ordinal)],
            Encoding.UTF8.GetString(CaseFileJson.Write(next)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_loaded_without_a_stamp_is_a_callers()
    {
        var unknown = CaseFileJson.ReadExported(
            """{"authority":"test","child":{"id":"T-1"},"events":[{"type":"moon-landed","on":"2025-05-02"}]}"""u8.ToArray()
        );
        Assert.Equal(("unknown-event-type", "events[0].type"), (unknown.Refusals[0].Code, unknown.Refusals[0].Field));

        var known = CaseFileJson.ReadExported(
            """{"authority":"test","child":{"id":"T-1"},"events":[{"type":"wishes-recorded","on":"2025-05-02"}]}"""u8.ToArray()
        );
        Assert.Equal(Stamp, Recordkeeping.Decide(null, new LoadRecord(known.Value!), Stamp).Value!.Recorded[0].Recorded);
    }

    [Fact]
    public void What_was_opened_exports_and_opens_again_to_the_same_record()
    {
        var record = Opened(A.Child().BecameLookedAfter("2025-03-10").ReviewHeld("2025-04-02"));
        record = Record(
            record,
            A.Event(
                "event-corrected",
                "2026-01-01",
                ("event", "e2"),
                ("with", A.Event("review-held", "2025-04-03")),
                ("reason", "wrong day")
            )
        ).Value!.Next;
        record = Record(record, A.Event("event-withdrawn", "2026-01-02", ("event", "e3"), ("reason", "it was right"))).Value!.Next;

        var written = CaseFileJson.Write(record);
        Assert.Equal(
            written,
            CaseFileJson.Write(Recordkeeping.Decide(null, new LoadRecord(CaseFileJson.ReadExported(written).Value!), Stamp).Value!.Next)
        );
        var opened = Open(CaseFileJson.ReadCaseFile(written).Value!).Value!.Next;
        Assert.Equal(
            record.Events.Select(happened => happened with { Recorded = null }),
            opened.Events.Select(happened => happened with { Recorded = null })
        );
    }

    [Theory]
    [InlineData("declined", null, false)]
    [InlineData("not-needed", "  ", false)]
    [InlineData("declined", "The family would rather not.", true)]
    [InlineData("done", null, true)]
    public void A_requirement_that_is_not_met_goes_on_the_record_with_its_reason(string outcome, string? note, bool recorded)
    {
        var decided = Record(
            Opened(A.Child()),
            A.Event("requirement-recorded", "2026-01-05", ("clause", "T-1"), ("outcome", outcome)) with
            {
                Note = note,
            }
        );

        if (recorded)
            Assert.True(decided.Succeeded);
        else
            Refused(decided, "reason-needed", "events[0].note", "Say in the note why");
    }

    [Fact]
    public void An_opened_file_may_not_say_it_was_recorded_later_than_now() =>
        Refused(
            Open(A.Child().ReviewHeld("2025-04-02").RecordedAt("2026-07-01T09:00:00Z").File),
            "recorded-in-the-future",
            "events[0].recorded.at",
            "later than now"
        );

    [Fact]
    public void Every_event_is_stamped_and_given_the_next_free_id()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02"));

        var entry = Record(
            record,
            A.Event("wishes-recorded", "2026-01-01") with
            {
                Id = "e2",
            },
            A.Event("wishes-recorded", "2026-01-02"),
            A.Event("wishes-recorded", "2026-01-03")
        ).Value!;

        Assert.Equal(["e2", "e3", "e4"], entry.Recorded.Select(happened => happened.Id));
        Assert.All(entry.Recorded, happened => Assert.Equal(Stamp, happened.Recorded));
        Assert.Equal(record.Events.Concat(entry.Recorded), entry.Next.Events);
    }

    [Fact]
    public void An_id_that_is_taken_is_refused()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02"));

        Refused(Record(record, A.Event("wishes-recorded", "2026-01-01") with { Id = "e1" }), "duplicate-id", "events[0].id", "e1");
        Refused(
            Record(
                record,
                A.Event("wishes-recorded", "2026-01-01") with
                {
                    Id = "x",
                },
                A.Event("wishes-recorded", "2026-01-01") with
                {
                    Id = "x",
                }
            ),
            "duplicate-id",
            "events[1].id",
            "'x'"
        );
    }

    [Fact]
    public void Nobody_stamps_their_own_events()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02"));
        var stamped = A.Event("review-held", "2025-04-03") with { Recorded = Stamp };

        Refused(Record(record, stamped), "stamped-here", "events[0].recorded", "leave 'recorded' out");
        Refused(
            Record(record, A.Event("event-corrected", "2026-01-01", ("event", "e1"), ("with", stamped), ("reason", "wrong day"))),
            "stamped-here",
            "events[0].with.recorded",
            "leave 'recorded' out"
        );
    }

    [Fact]
    public void Today_is_Londons_and_what_is_after_it_is_a_booking()
    {
        var record = Opened(A.Child());

        Assert.True(Record(record, A.Event("review-held", "2026-07-01")).Succeeded);
        Refused(
            Record(record, A.Event("review-held", "2026-07-02")),
            "in-the-future",
            "events[0].on",
            "Record what is planned as a booking"
        );
        Assert.True(Record(record, A.Event("review-booked", "2026-07-01", ("for", "2026-09-01"))).Succeeded);
    }

    [Fact]
    public void A_case_file_may_run_ahead_of_today() => Assert.True(Open(A.Child().ReviewHeld("2027-04-02").File).Succeeded);

    [Fact]
    public void Nobody_becomes_looked_after_before_they_were_born()
    {
        Refused(
            Record(
                Opened(A.Child(born: "2020-05-15")),
                A.Event("became-looked-after", "2020-05-14", ("basis", "emergency"), ("legalStatus", "V2"))
            ),
            "before-birth",
            "events[0].on",
            "15 May 2020"
        );
        var expected = A.Child(born: "2020-05-15").File;
        expected = Open(expected with { Child = expected.Child with { Expected = A.Day("2020-05-01") } }).Value!.Next;
        Assert.True(
            Record(expected, A.Event("became-looked-after", "2020-05-14", ("basis", "emergency"), ("legalStatus", "V2"))).Succeeded
        );
    }

    [Theory]
    [InlineData("e9", "unknown-event", "none with that id")]
    [InlineData("e2", "not-an-entry", "itself about another entry")]
    [InlineData("e4", "already-withdrawn", "was withdrawn")]
    public void A_correction_names_an_entry_that_stands(string entry, string code, string says)
    {
        var record = Opened(
            A.Child()
                .ReviewHeld("2025-04-02")
                .Event(
                    "event-corrected",
                    "2025-05-01",
                    ("event", "e1"),
                    ("with", A.Event("review-held", "2025-04-04")),
                    ("reason", "wrong day")
                )
                .ReviewHeld("2025-07-02")
                .ReviewHeld("2025-07-03")
                .Event("event-withdrawn", "2025-08-01", ("event", "e4"), ("reason", "twice"))
        );

        Refused(
            Record(
                record,
                A.Event(
                    "event-corrected",
                    "2026-01-01",
                    ("event", entry),
                    ("with", A.Event("review-held", "2025-04-05")),
                    ("reason", "wrong")
                )
            ),
            code,
            "events[0].event",
            says
        );
    }

    [Fact]
    public void A_correction_can_be_taken_back_and_a_withdrawal_cannot()
    {
        var record = Opened(
            A.Child()
                .ReviewHeld("2025-04-02")
                .Event(
                    "event-corrected",
                    "2025-05-01",
                    ("event", "e1"),
                    ("with", A.Event("review-held", "2025-04-04")),
                    ("reason", "wrong day")
                )
                .Event("event-withdrawn", "2025-06-01", ("event", "e2"), ("reason", "it was right"))
        );

        Assert.Equal(A.Day("2025-04-02"), Assert.Single(Timeline.Of(record).Events).On);
        Refused(
            Record(record, A.Event("event-withdrawn", "2026-01-01", ("event", "e3"), ("reason", "no"))),
            "not-an-entry",
            "events[0].event",
            "itself about another entry"
        );
    }

    [Fact]
    public void Minutes_are_of_a_meeting_that_was_held_also_where_both_are_recorded_at_once()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02").PlanningMeeting("2025-04-10"));

        Refused(
            Record(record, A.Event("minutes-signed", "2026-01-01", ("meeting", "e1"))),
            "unknown-event",
            "events[0].meeting",
            "no meeting held with that id"
        );
        Assert.True(Record(record, A.Event("minutes-signed", "2026-01-01", ("meeting", "e2"))).Succeeded);
        Assert.True(
            Record(
                record,
                A.Event("minutes-signed", "2026-01-01", ("meeting", "new")),
                A.Event("meeting-held", "2026-01-01", ("meeting", "tracking")) with
                {
                    Id = "new",
                }
            ).Succeeded
        );
    }

    [Fact]
    public void A_command_and_an_opening_file_have_an_end()
    {
        var record = Opened(A.Child());
        CareEvent[] many = [.. Enumerable.Repeat(A.Event("wishes-recorded", "2026-01-01"), RecordLimits.MostEventsInCommand + 1)];

        Refused(Record(record, many), "too-many", "events", "501");
        Refused(Record(record), "nothing-to-record", "events", "no events");
        Refused(
            Open(record with { Events = [.. Enumerable.Repeat(many[0], RecordLimits.MostEventsInFile + 1)] }),
            "too-many",
            "events",
            "10,000"
        );
    }

    [Fact]
    public void A_record_has_no_end_and_what_is_wrong_in_it_can_always_be_withdrawn()
    {
        var record = Opened(A.Child());
        record = record with
        {
            Events =
            [
                .. Enumerable
                    .Range(0, RecordLimits.MostEventsInFile + 5)
                    .Select(number => A.Event("wishes-recorded", "2026-01-01") with { Id = $"n{number}", Recorded = Stamp }),
            ],
        };

        var withdrawn = Record(record, A.Event("event-withdrawn", "2026-01-02", ("event", "n3"), ("reason", "twice"))).Value!.Next;
        Assert.Equal(record.Events.Count - 1, Timeline.Of(withdrawn).Events.Count);
        Assert.True(Record(withdrawn, A.Event("wishes-recorded", "2026-01-03")).Succeeded);
    }

    [Theory]
    [InlineData("return-received")]
    [InlineData("held-fact-decided")]
    public void What_the_platform_records_is_never_taken_from_a_caller(string type)
    {
        var fields = EventVocabulary.Find(type)!.Fields.Select(Sample).ToArray();
        var sent = A.Event(type, "2026-01-02", fields);

        Refused(Record(Opened(A.Child().ReviewHeld("2025-04-02")), sent), "recorded-here", "events[0].type", type);
        Refused(Open(A.Child().File with { Events = [sent] }), "recorded-here", "events[0].type", type);
        Refused(
            Record(
                Opened(A.Child().ReviewHeld("2025-04-02")),
                A.Event("event-corrected", "2026-01-02", ("event", "e1"), ("with", sent), ("reason", "r"))
            ),
            "recorded-here",
            "events[0].with.type",
            type
        );
    }

    private static (string, object) Sample(FieldSpecification field) =>
        (
            field.Name,
            field.Kind == FieldKind.Json ? new JsonText("{}")
            : field.Choices.Count > 0 ? field.Choices[0]
            : "text"
        );

    [Fact]
    public void Who_says_so_is_a_stamp_and_in_a_case_file_without_stamps_the_role_in_by()
    {
        var ratified = A.Event("plan-ratified", "2025-04-02", ("option", "adoption"), ("by", "iro"));

        Assert.Equal("iro", ratified.SaidBy);
        Assert.Null((ratified with { Fields = EventFields.Of([new("option", "adoption")]) }).SaidBy);
        // A case file brings what was said elsewhere: the stamp says who brought it.
        Assert.Equal("iro", Open(A.Child().File with { Events = [ratified] }).Value!.Recorded[0].SaidBy);
        Assert.Null(
            (ratified with { Recorded = new Recording(Now, "an-analyst", "ssda903/2024-25/reviews.csv:2") { Role = "analyst" } }).SaidBy
        );
        Refused(Record(Opened(A.Child()), ratified), "stamped-here", "events[0].by", "leave 'by' out");
        Assert.True(Record(Opened(A.Child()), A.Event("consent-taken", "2026-01-02", ("by", "mother"))).Succeeded);
        Assert.Null(A.Event("consent-taken", "2026-01-02", ("by", "mother")).SaidBy);
    }

    [Fact]
    public void An_escalation_is_put_off_only_where_it_was_raised()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02").Event("escalation-raised", "2025-05-01"));

        Refused(
            Record(record, A.Event("escalation-snoozed", "2026-01-02", ("escalation", "e1"), ("until", "2026-02-02"), ("reason", "r"))),
            "unknown-event",
            "events[0].escalation",
            "no escalation raised"
        );
        Assert.True(
            Record(
                record,
                A.Event("escalation-snoozed", "2026-01-02", ("escalation", "e2"), ("until", "2026-02-02"), ("reason", "r"))
            ).Succeeded
        );
        Assert.True(Record(record, A.Event("escalation-resolved", "2026-01-02", ("escalation", "e2"))).Succeeded);
    }

    [Fact]
    public void Details_that_changed_hold_from_their_day_and_as_they_were_known()
    {
        Refused(Record(Opened(A.Child()), A.Event("details-changed", "2026-01-02")), "says-nothing", "events[0]", "name, born");
        var record = Opened(A.Child(born: "2016-05-15"));
        record = Record(
            record,
            A.Event("details-changed", "2026-01-02", ("name", "Ada"), ("team", "East"), ("restricted", true))
        ).Value!.Next;
        record = Record(record, A.Event("details-changed", "2026-03-02", ("team", "West"), ("born", "2016-05-16"))).Value!.Next;
        var timeline = Timeline.Of(record);

        Assert.Equal((null, null, null), Said(timeline.ChildOn(A.Day("2026-01-01"))));
        Assert.Equal(("Ada", "East", true), Said(timeline.ChildOn(A.Day("2026-03-01"))));
        Assert.Equal(("Ada", "West", true), Said(timeline.ChildOn(A.Day("2026-03-02"))));
        Assert.Equal(A.Day("2016-05-16"), timeline.ChildOn(A.Day("2026-03-02")).Born);
        Assert.Equal((null, null, null), Said(Timeline.Of(record, Now - Duration.FromSeconds(1)).ChildOn(A.Day("2026-03-02"))));

        static (string? Name, string? Team, bool? Restricted) Said(Child child) => (child.Name, child.Team, child.Restricted);
    }

    [Fact]
    public void What_could_not_be_read_back_is_not_recorded()
    {
        var record = Opened(A.Child());

        Refused(
            Record(record, new CareEvent { Type = "reviewed", On = A.Day("2026-01-01") }),
            "unknown-event-type",
            "events[0].type",
            "reviewed"
        );
        Refused(
            Record(record, A.Event("wishes-recorded", "2026-01-01") with { Note = new string('x', RecordLimits.LongestNote + 1) }),
            "too-long",
            "events[0].note",
            "4,000"
        );
    }

    [Fact]
    public void A_return_keeps_its_rows_as_sources_and_opens_a_record_where_there_is_none()
    {
        var row = A.Event("review-held", "2025-04-02") with
        {
            Id = "one:1",
            Recorded = new Recording(default, "", "ssda903/2024-25/reviews.csv:2"),
        };

        var entry = Recordkeeping
            .Decide(
                null,
                new TakeFromReturn("test", new Child { Id = "T-1" }, [row]),
                new Recording(Now, "an-analyst", "import") { Role = "analyst" }
            )
            .Value!;

        Assert.Equal(
            ("one:1", new Recording(Now, "an-analyst", "ssda903/2024-25/reviews.csv:2") { Role = "analyst" }),
            (entry.Recorded[0].Id, entry.Recorded[0].Recorded)
        );
        Assert.Equal("test", entry.Next.Authority);
        Refused(
            Recordkeeping.Decide(entry.Next, new TakeFromReturn("test", new Child { Id = "T-2" }, []), Stamp),
            "another-child",
            "child.id",
            "T-2"
        );
    }

    [Fact]
    public void Whatever_is_recorded_the_earlier_record_stays_its_beginning() =>
        Gen.Select(Gen.Int[1, 28], Gen.Int[0, 3])
            .List[1, 20]
            .Sample(days =>
            {
                var record = Opened(A.Child());
                foreach (var (day, kind) in days)
                {
                    var on = $"2026-01-{day:00}";
                    var happened = kind switch
                    {
                        0 => A.Event("wishes-recorded", on),
                        1 => A.Event("review-booked", on, ("for", "2026-09-01")),
                        2 => A.Event("event-withdrawn", on, ("event", "e1"), ("reason", "because")),
                        _ => A.Event("event-corrected", on, ("event", "e1"), ("with", A.Event("review-held", on)), ("reason", "because")),
                    };
                    var outcome = Record(record, happened);
                    if (!outcome.Succeeded)
                        continue;
                    Assert.Equal(record.Events, outcome.Value.Next.Events.Take(record.Events.Count));
                    Assert.Equal(outcome.Value.Next.Events.Count, outcome.Value.Next.Events.Select(entry => entry.Id).Distinct().Count());
                    record = outcome.Value.Next;
                }
            });
}

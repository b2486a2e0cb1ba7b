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
    private static readonly Recording Stamp = new(Now, "a-social-worker", "screen");

    private static Outcome<Entry> Open(CaseFile file) => Recordkeeping.Decide(null, new OpenRecord(file), Now, Stamp.By, Stamp.Source);

    private static Outcome<Entry> Record(CaseFile record, params CareEvent[] events) => Recordkeeping.Decide(record, new RecordEvents(events), Now, Stamp.By, Stamp.Source);

    private static CaseFile Opened(ChildBuilder child) => Open(child.File).Value!.Next;

    private static void Refused(Outcome<Entry> outcome, string code, string? field, string says)
    {
        var refusal = Assert.Single(outcome.Refusals);
        Assert.Equal((code, field), (refusal.Code, refusal.Field));
        Assert.Contains(says, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_opened_once() =>
        Refused(Recordkeeping.Decide(A.Child().File, new OpenRecord(A.Child().File), Now, "a", "b"), "exists", "child.id", "T-1");

    [Fact]
    public void Nothing_is_recorded_where_no_record_is_open() =>
        Refused(Recordkeeping.Decide(null, new RecordEvents([A.Event("wishes-recorded", "2026-01-01")]), Now, "a", "b"), "not-found", null, "open one first");

    [Fact]
    public void An_opened_file_keeps_what_says_when_it_was_known_and_stamps_the_rest()
    {
        var known = A.Child().ReviewHeld("2025-04-02").RecordedAt("2025-04-03T09:00:00Z").ReviewHeld("2025-07-02").File;

        var events = Open(known).Value!.Recorded;

        Assert.Equal(known.Events[0].Recorded, events[0].Recorded);
        Assert.Equal(Stamp, events[1].Recorded);
    }

    [Fact]
    public void What_was_opened_exports_and_opens_again_to_the_same_record()
    {
        var record = Opened(A.Child().BecameLookedAfter("2025-03-10").ReviewHeld("2025-04-02"));
        record = Record(record, A.Event("event-corrected", "2026-01-01", ("event", "e2"), ("with", A.Event("review-held", "2025-04-03")), ("reason", "wrong day"))).Value!.Next;
        record = Record(record, A.Event("event-withdrawn", "2026-01-02", ("event", "e3"), ("reason", "it was right"))).Value!.Next;

        Assert.Equal(CaseFileJson.Write(record), CaseFileJson.Write(Open(CaseFileJson.ReadCaseFile(CaseFileJson.Write(record)).Value!).Value!.Next));
    }

    [Theory]
    [InlineData("declined", null, false)]
    [InlineData("not-needed", "  ", false)]
    [InlineData("declined", "The family would rather not.", true)]
    [InlineData("done", null, true)]
    public void A_requirement_that_is_not_met_goes_on_the_record_with_its_reason(string outcome, string? note, bool recorded)
    {
        var decided = Record(Opened(A.Child()), A.Event("requirement-recorded", "2026-01-05", ("clause", "T-1"), ("outcome", outcome)) with { Note = note });

        if (recorded)
            Assert.True(decided.Succeeded);
        else
            Refused(decided, "reason-needed", "events[0].note", "Say in the note why");
    }

    [Fact]
    public void An_opened_file_may_not_say_it_was_recorded_later_than_now() =>
        Refused(Open(A.Child().ReviewHeld("2025-04-02").RecordedAt("2026-07-01T09:00:00Z").File), "recorded-in-the-future", "events[0].recorded.at", "later than now");

    [Fact]
    public void Every_event_is_stamped_and_given_the_next_free_id()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02"));

        var entry = Record(record, A.Event("wishes-recorded", "2026-01-01") with { Id = "e2" }, A.Event("wishes-recorded", "2026-01-02"), A.Event("wishes-recorded", "2026-01-03")).Value!;

        Assert.Equal(["e2", "e3", "e4"], entry.Recorded.Select(happened => happened.Id));
        Assert.All(entry.Recorded, happened => Assert.Equal(Stamp, happened.Recorded));
        Assert.Equal(record.Events.Concat(entry.Recorded), entry.Next.Events);
    }

    [Fact]
    public void An_id_that_is_taken_is_refused()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02"));

        Refused(Record(record, A.Event("wishes-recorded", "2026-01-01") with { Id = "e1" }), "duplicate-id", "events[0].id", "e1");
        Refused(Record(record, A.Event("wishes-recorded", "2026-01-01") with { Id = "x" }, A.Event("wishes-recorded", "2026-01-01") with { Id = "x" }), "duplicate-id", "events[1].id", "'x'");
    }

    [Fact]
    public void Nobody_stamps_their_own_events()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02"));
        var stamped = A.Event("review-held", "2025-04-03") with { Recorded = Stamp };

        Refused(Record(record, stamped), "stamped-here", "events[0].recorded", "leave 'recorded' out");
        Refused(Record(record, A.Event("event-corrected", "2026-01-01", ("event", "e1"), ("with", stamped), ("reason", "wrong day"))), "stamped-here", "events[0].with.recorded", "leave 'recorded' out");
    }

    [Fact]
    public void Today_is_Londons_and_what_is_after_it_is_a_booking()
    {
        var record = Opened(A.Child());

        Assert.True(Record(record, A.Event("review-held", "2026-07-01")).Succeeded);
        Refused(Record(record, A.Event("review-held", "2026-07-02")), "in-the-future", "events[0].on", "Record what is planned as a booking");
        Assert.True(Record(record, A.Event("review-booked", "2026-07-01", ("for", "2026-09-01"))).Succeeded);
    }

    [Fact]
    public void A_case_file_may_run_ahead_of_today() => Assert.True(Open(A.Child().ReviewHeld("2027-04-02").File).Succeeded);

    [Fact]
    public void Nobody_becomes_looked_after_before_they_were_born()
    {
        Refused(Record(Opened(A.Child(born: "2020-05-15")), A.Event("became-looked-after", "2020-05-14", ("basis", "emergency"), ("legalStatus", "V2"))), "before-birth", "events[0].on", "15 May 2020");
        var expected = A.Child(born: "2020-05-15").File;
        expected = Open(expected with { Child = expected.Child with { Expected = A.Day("2020-05-01") } }).Value!.Next;
        Assert.True(Record(expected, A.Event("became-looked-after", "2020-05-14", ("basis", "emergency"), ("legalStatus", "V2"))).Succeeded);
    }

    [Theory]
    [InlineData("e9", "unknown-event", "none with that id")]
    [InlineData("e2", "not-an-entry", "itself about another entry")]
    [InlineData("e4", "already-withdrawn", "was withdrawn")]
    public void A_correction_names_an_entry_that_stands(string entry, string code, string says)
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02")
            .Event("event-corrected", "2025-05-01", ("event", "e1"), ("with", A.Event("review-held", "2025-04-04")), ("reason", "wrong day"))
            .ReviewHeld("2025-07-02").ReviewHeld("2025-07-03").Event("event-withdrawn", "2025-08-01", ("event", "e4"), ("reason", "twice")));

        Refused(Record(record, A.Event("event-corrected", "2026-01-01", ("event", entry), ("with", A.Event("review-held", "2025-04-05")), ("reason", "wrong"))), code, "events[0].event", says);
    }

    [Fact]
    public void A_correction_can_be_taken_back_and_a_withdrawal_cannot()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02")
            .Event("event-corrected", "2025-05-01", ("event", "e1"), ("with", A.Event("review-held", "2025-04-04")), ("reason", "wrong day"))
            .Event("event-withdrawn", "2025-06-01", ("event", "e2"), ("reason", "it was right")));

        Assert.Equal(A.Day("2025-04-02"), Assert.Single(Timeline.Of(record).Events).On);
        Refused(Record(record, A.Event("event-withdrawn", "2026-01-01", ("event", "e3"), ("reason", "no"))), "not-an-entry", "events[0].event", "itself about another entry");
    }

    [Fact]
    public void Minutes_are_of_a_meeting_that_was_held_also_where_both_are_recorded_at_once()
    {
        var record = Opened(A.Child().ReviewHeld("2025-04-02").PlanningMeeting("2025-04-10"));

        Refused(Record(record, A.Event("minutes-signed", "2026-01-01", ("meeting", "e1"))), "unknown-event", "events[0].meeting", "no meeting held with that id");
        Assert.True(Record(record, A.Event("minutes-signed", "2026-01-01", ("meeting", "e2"))).Succeeded);
        Assert.True(Record(record, A.Event("minutes-signed", "2026-01-01", ("meeting", "new")), A.Event("meeting-held", "2026-01-01", ("meeting", "tracking")) with { Id = "new" }).Succeeded);
    }

    [Fact]
    public void A_command_and_a_record_have_an_end()
    {
        var record = Opened(A.Child());
        CareEvent[] many = [.. Enumerable.Repeat(A.Event("wishes-recorded", "2026-01-01"), Recordkeeping.MostEventsInCommand + 1)];

        Refused(Record(record, many), "too-many", "events", "501");
        Refused(Record(record), "nothing-to-record", "events", "no events");
        Refused(Open(record with { Events = [.. Enumerable.Repeat(many[0], Recordkeeping.MostEventsInRecord + 1)] }), "record-full", "events", "10,000");
    }

    [Fact]
    public void What_could_not_be_read_back_is_not_recorded()
    {
        var record = Opened(A.Child());

        Refused(Record(record, new CareEvent { Type = "reviewed", On = A.Day("2026-01-01") }), "unknown-event-type", "events[0].type", "reviewed");
        Refused(Record(record, A.Event("wishes-recorded", "2026-01-01") with { Note = new string('x', CaseFileJson.LongestNote + 1) }), "too-long", "events[0].note", "4,000");
    }

    [Fact]
    public void A_return_keeps_its_rows_as_sources_and_opens_a_record_where_there_is_none()
    {
        var row = A.Event("review-held", "2025-04-02") with { Id = "one:1", Recorded = new Recording(default, "", "ssda903/2024-25/reviews.csv:2") };

        var entry = Recordkeeping.Decide(null, new TakeFromReturn("test", new Child { Id = "T-1" }, [row]), Now, "an-analyst", "import").Value!;

        Assert.Equal(("one:1", new Recording(Now, "an-analyst", "ssda903/2024-25/reviews.csv:2")), (entry.Recorded[0].Id, entry.Recorded[0].Recorded));
        Assert.Equal("test", entry.Next.Authority);
        Refused(Recordkeeping.Decide(entry.Next, new TakeFromReturn("test", new Child { Id = "T-2" }, []), Now, "a", "b"), "another-child", "child.id", "T-2");
    }

    [Fact]
    public void Whatever_is_recorded_the_earlier_record_stays_its_beginning() =>
        Gen.Select(Gen.Int[1, 28], Gen.Int[0, 3]).List[1, 20].Sample(days =>
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
                    _ => A.Event("event-corrected", on, ("event", "e1"), ("with", A.Event("review-held", on)), ("reason", "because"))
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

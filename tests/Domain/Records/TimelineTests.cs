using CsCheck;
using NodaTime;
using NodaTime.Text;
using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Records;

public sealed class TimelineTests
{
    private static Instant At(string instant) => InstantPattern.ExtendedIso.Parse(instant).GetValueOrThrow();

    private static ChildBuilder Corrected =>
        A.Child()
            .ReviewHeld("2025-04-02")
            .RecordedAt("2025-04-03T09:00:00Z")
            .Event(
                "event-corrected",
                "2025-05-01",
                ("event", "e1"),
                ("with", A.Event("review-held", "2025-04-04")),
                ("reason", "wrong day")
            )
            .RecordedAt("2025-05-01T10:00:00Z");

    [Fact]
    public void A_correction_changes_every_day_from_when_it_was_known()
    {
        Assert.Equal(A.Day("2025-04-04"), Assert.Single(Corrected.Timeline.Events).On);
        Assert.Equal(A.Day("2025-04-02"), Assert.Single(Timeline.Of(Corrected.File, At("2025-04-30T00:00:00Z")).Events).On);
    }

    [Fact]
    public void Of_two_corrections_of_one_instant_the_later_one_is_what_the_list_of_entries_says_too()
    {
        var file = A.Child()
            .ReviewHeld("2025-04-02")
            .Event("event-corrected", "2025-05-01", ("event", "e1"), ("with", A.Event("review-held", "2025-04-04")), ("reason", "first"))
            .RecordedAt("2025-05-01T10:00:00Z")
            .Event("event-corrected", "2025-05-01", ("event", "e1"), ("with", A.Event("review-held", "2025-04-07")), ("reason", "second"))
            .RecordedAt("2025-05-01T10:00:00Z")
            .File;

        var kept = KeptEntry.Find(file, "e1")!;
        Assert.Equal(A.Day("2025-04-07"), Assert.Single(Timeline.Of(file).Events).On);
        Assert.Equal(("second", A.Day("2025-04-07")), (kept.Correction!.Text("reason"), kept.Standing!.On));
        Assert.True(kept.MayBeCorrected && kept.MayBeWithdrawn);
    }

    [Fact]
    public void A_record_with_a_few_entries_more_is_read_as_if_all_had_been_there() =>
        Gen.Select(Gen.Int, Gen.Int[0, 12])
            .Sample(
                (seed, more) =>
                {
                    var file = RandomRecord.Of(seed);
                    var cut = Math.Max(0, file.Events.Count - more);
                    var before = Timeline.Of(file with { Events = [.. file.Events.Take(cut)] });

                    var after = before.With([.. file.Events.Skip(cut)]);

                    Assert.Equal(Timeline.Of(file).Events, after.Events);
                    Assert.Equal(file, after.File);
                },
                iter: 500
            );

    [Fact]
    public void The_list_of_entries_and_the_timeline_agree_of_any_record() =>
        Gen.Int.Sample(
            seed =>
            {
                var (file, knownAt) = (RandomRecord.Of(seed), RandomRecord.KnownAt(seed));
                var standing = KeptEntry
                    .All(file, knownAt)
                    .Where(kept => !Timeline.IsAboutAnEntry(kept.Entry))
                    .Select(kept => kept.Standing)
                    .OfType<CareEvent>();
                Assert.Equal(standing.OrderBy(entry => entry.On), Timeline.Of(file, knownAt).Events);
            },
            iter: 2000,
            threads: 1
        );

    [Fact]
    public void A_corrected_entry_keeps_its_id_and_when_it_was_first_known()
    {
        var happened = Assert.Single(Corrected.Timeline.Events);
        Assert.Equal(("e1", At("2025-04-03T09:00:00Z")), (happened.Id, happened.Recorded!.At));
    }

    [Fact]
    public void A_withdrawn_entry_is_gone_from_every_day_but_was_there_before_it_was_withdrawn()
    {
        var child = A.Child()
            .ReviewHeld("2025-04-02")
            .RecordedAt("2025-04-03T09:00:00Z")
            .Event("event-withdrawn", "2025-06-01", ("event", "e1"), ("reason", "another child"))
            .RecordedAt("2025-06-01T10:00:00Z");
        Assert.Empty(child.Timeline.Events);
        Assert.Single(Timeline.Of(child.File, At("2025-05-31T00:00:00Z")).Events);
    }

    [Fact]
    public void A_withdrawal_that_is_withdrawn_has_no_effect()
    {
        var child = A.Child()
            .ReviewHeld("2025-04-02")
            .RecordedAt("2025-04-03T09:00:00Z")
            .Event("event-withdrawn", "2025-06-01", ("event", "e1"), ("reason", "by mistake"))
            .RecordedAt("2025-06-01T10:00:00Z")
            .Event("event-withdrawn", "2025-06-02", ("event", "e2"), ("reason", "it was right"))
            .RecordedAt("2025-06-02T10:00:00Z");
        Assert.Equal("e1", Assert.Single(child.Timeline.Events).Id);
    }

    [Fact]
    public void The_latest_of_two_corrections_counts()
    {
        var child = Corrected
            .Event("event-corrected", "2025-05-03", ("event", "e1"), ("with", A.Event("review-held", "2025-04-07")), ("reason", "again"))
            .RecordedAt("2025-05-03T10:00:00Z");
        Assert.Equal(A.Day("2025-04-07"), Assert.Single(child.Timeline.Events).On);
    }

    [Fact]
    public void Without_a_recording_an_event_counts_as_known_when_its_day_begins_in_London()
    {
        // British Summer Time: the day begins at 23:00 UTC the evening before.
        var child = A.Child().ReviewHeld("2025-07-02");
        Assert.Empty(Timeline.Of(child.File, At("2025-07-01T22:59:59Z")).Events);
        Assert.Single(Timeline.Of(child.File, At("2025-07-01T23:00:00Z")).Events);
    }

    [Fact]
    public void Events_are_in_order_of_the_day_they_happened_and_then_of_recording()
    {
        var child = A.Child().ReviewHeld("2025-07-02").PlanningMeeting("2025-03-01").Event("life-story-started", "2025-07-02");
        Assert.Equal(["e2", "e1", "e3"], child.Timeline.Events.Select(happened => happened.Id));
    }
}

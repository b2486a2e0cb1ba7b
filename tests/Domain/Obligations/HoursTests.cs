using CsCheck;
using NodaTime;
using NodaTime.Text;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>A limit in clock hours is decided at the minute that is asked about, in London, whichever way the clocks go.</summary>
public sealed class HoursTests
{
    private static readonly PolicyLibrary Library = Read();

    [Theory]
    [InlineData("2026-04-03", ObligationStatus.DueSoon)]
    [InlineData("2026-04-04T00:00", ObligationStatus.DueSoon)]
    [InlineData("2026-04-04T15:59", ObligationStatus.DueSoon)]
    [InlineData("2026-04-04T16:00", ObligationStatus.DueSoon)]
    [InlineData("2026-04-04T16:01", ObligationStatus.Overdue)]
    // A past day is read at its last minute.
    [InlineData("2026-04-04", ObligationStatus.Overdue)]
    [InlineData("2026-04-05T00:00", ObligationStatus.Overdue)]
    public void It_is_overdue_from_the_minute_after(string on, ObligationStatus status)
    {
        var minutes = Minutes(Meeting("2026-04-02T14:30", "2026-04-02T16:00"), on);
        Assert.Equal(status, minutes.Status);
        Assert.Equal(new LocalDateTime(2026, 4, 4, 16, 0), minutes.DueAt);
        Assert.Equal(A.Day("2026-04-04"), minutes.Due);
    }

    [Theory]
    // Forward on 29 March 2026, 01:00 to 02:00: 48 hours end an hour later by the clock.
    [InlineData("2026-03-28T16:00", "2026-03-30T17:00")]
    [InlineData("2026-03-27T01:30", "2026-03-29T02:30")]
    // Back on 25 October 2026, 02:00 to 01:00: an hour earlier.
    [InlineData("2026-10-24T16:00", "2026-10-26T15:00")]
    [InlineData("2026-10-23T00:30", "2026-10-25T00:30")]
    public void Clock_hours_pass_when_the_clocks_change(string ended, string dueAt)
    {
        var at = Local(dueAt);
        var file = Meeting(ended, ended);
        Assert.Equal(at, Minutes(file, dueAt).DueAt);
        Assert.NotEqual(ObligationStatus.Overdue, Minutes(file, dueAt).Status);
        Assert.Equal(ObligationStatus.Overdue, MinutesAt(file, LondonTime.InstantOf(at) + Duration.FromMinutes(1)).Status);
    }

    [Fact]
    public void Of_an_hour_that_comes_twice_each_is_itself()
    {
        // Ends at 01:30 by summer time; half past one comes again an hour later by winter time, when the limit has long run out.
        var file = Meeting("2026-10-23T01:30", "2026-10-23T01:30");
        var first = Instant.FromUtc(2026, 10, 25, 0, 30);
        Assert.Equal(new LocalDateTime(2026, 10, 25, 1, 30), MinutesAt(file, first).DueAt);
        Assert.NotEqual(ObligationStatus.Overdue, MinutesAt(file, first).Status);
        Assert.Equal(ObligationStatus.Overdue, MinutesAt(file, first + Duration.FromMinutes(1)).Status);
        Assert.Equal(ObligationStatus.Overdue, MinutesAt(file, first + Duration.FromMinutes(45)).Status);
        Assert.Equal(ObligationStatus.Overdue, MinutesAt(file, first + Duration.FromMinutes(60)).Status);
        Assert.Contains(first + Duration.FromMinutes(1), EvaluationAt(file, first).HoursRunOut);
    }

    [Fact]
    public void It_runs_out_once_and_whatever_is_read_turns_only_when_it_says_so() =>
        Gen.Select(Gen.Int[0, 60 * 24 * 400], Gen.Int[0, 60 * 24 * 4], Gen.Int[1, 60 * 30])
            .Sample(
                (end, asked, later) =>
                {
                    var ended = LondonTime.MinuteOf(Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(end));
                    var local = ended.InZone(Timeline.London).LocalDateTime;
                    // Of a time that comes twice an entry means the first.
                    ended = LondonTime.InstantOf(local);
                    var file = Meeting(Iso(local), Iso(local));
                    var limit = ended + Duration.FromHours(48);
                    var (one, other) = (ended + Duration.FromMinutes(asked), ended + Duration.FromMinutes(asked + later));
                    Assert.Equal(one > limit, MinutesAt(file, one).Status == ObligationStatus.Overdue);
                    var (before, after) = (EvaluationAt(file, one), EvaluationAt(file, other));
                    if (before.On == after.On && !before.HoursRunOut.Any(turn => turn > one && turn <= other))
                        Assert.Equal(EvaluationJson.Write(before), EvaluationJson.Write(after));
                },
                iter: 800
            );

    [Fact]
    public void What_has_no_time_is_done_in_time_on_the_day_and_what_has_one_is_not()
    {
        var meeting = Meeting("2026-04-02T14:30", "2026-04-02T16:00");
        var signed = With(meeting, A.Event("minutes-signed", "2026-04-04", ("meeting", "ppm")));
        Assert.Equal(ObligationStatus.Met, Minutes(signed, "2026-04-04T18:00").Status);
        var late = With(meeting, A.Event("minutes-signed", "2026-04-05", ("meeting", "ppm")));
        Assert.Equal(ObligationStatus.MetLate, Minutes(late, "2026-04-05").Status);
    }

    [Fact]
    public void A_meeting_without_an_end_is_counted_from_its_day()
    {
        var file = With(InCare, A.Event("meeting-held", "2026-04-02", ("meeting", "permanence-planning")) with { Id = "ppm" });
        var minutes = Minutes(file, "2026-04-04T23:59");
        Assert.Null(minutes.DueAt);
        Assert.Equal(A.Day("2026-04-04"), minutes.Due);
        Assert.Equal(ObligationStatus.DueSoon, minutes.Status);
        Assert.Equal(ObligationStatus.Overdue, Minutes(file, "2026-04-05T00:00").Status);
    }

    [Fact]
    public void What_begins_later_that_day_has_not_happened_at_a_minute_before_it()
    {
        var file = Meeting("2026-04-02T14:30", "2026-04-02T16:00");
        Assert.DoesNotContain(On(file, "2026-04-02T14:29").Obligations, one => one.Title == "Minutes signed by the chair");
        Assert.Contains(On(file, "2026-04-02T14:30").Obligations, one => one.Title == "Minutes signed by the chair");
        Assert.Contains(On(file, "2026-04-02").Obligations, one => one.Title == "Minutes signed by the chair");
        var history = new ChildHistory(file).At(LondonTime.InstantOf(Local("2026-04-02T09:00")));
        Assert.Equal([LondonTime.InstantOf(Local("2026-04-02T14:30"))], history.Beginnings);
        // What has no time has happened as its day begins.
        Assert.True(new ChildHistory(InCare).At(LondonTime.InstantOf(Local("2026-03-02T00:00"))).LookedAfter);
    }

    [Fact]
    public void A_whole_day_says_what_its_last_minute_says_for_every_council() =>
        Gen.Select(Gen.Int[0, ReadOnce.Library.Authorities.Count - 1], Gen.Int[0, 700])
            .Sample(
                (council, days) =>
                {
                    var policy = ReadOnce.Library.For(ReadOnce.Library.Authorities[council].Id)!;
                    var file = Meeting("2026-04-02T14:30", "2026-04-02T16:00");
                    var day = A.Day("2026-01-01").PlusDays(days);
                    var whole = new ChildHistory(file);
                    Assert.Equal(
                        EvaluationJson.Write(ObligationEngine.Evaluate(whole.On(day), policy, ReadOnce.Calendar)),
                        EvaluationJson.Write(ObligationEngine.Evaluate(whole.At(LondonTime.LastMinuteOf(day)), policy, ReadOnce.Calendar))
                    );
                },
                iter: 100
            );

    [Fact]
    public void A_worked_case_may_ask_at_a_minute()
    {
        const string worked = """
            { "title": "Minutes at the minute.",
              "case": { "authority": "saltmarsh", "child": { "id": "S1", "born": "2021-02-03" }, "events": [
                { "type": "became-looked-after", "on": "2026-03-02", "basis": "planned", "legalStatus": "V2" },
                { "type": "meeting-held", "on": "2026-04-02", "meeting": "permanence-planning", "id": "ppm",
                  "ended": "2026-04-02T16:00" } ] },
              "checks": [
                { "on": "2026-04-04T16:00", "expect": [
                  { "clause": "SALT-MINUTES", "due": "2026-04-04", "dueAt": "2026-04-04T16:00", "status": "due-soon" } ] },
                { "on": "2026-04-04T16:01", "expect": [ { "clause": "SALT-MINUTES", "due": "2026-04-04", "status": "overdue" } ] } ] }
            """;
        var read = WorkedCase.Read(System.Text.Encoding.UTF8.GetBytes(worked));
        Assert.True(read.Succeeded);
        Assert.All(read.Value.Try(Library.For(CountingHours.Council)!, Library.Calendar), check => Assert.Null(check.Failure));
        var slip = WorkedCase.Read(System.Text.Encoding.UTF8.GetBytes(worked.Replace("T16:01\"", "T1601\"", StringComparison.Ordinal)));
        Assert.Contains(slip.Refusals, refusal => refusal.Field == "checks[1].on");
    }

    [Theory]
    [InlineData("2026-04-02", "2026-04-02")]
    [InlineData("2026-04-02T16:01", "2026-04-02T16:01")]
    [InlineData("2026-04-02T16:01:30", null)]
    [InlineData("2026-04-02T16:01Z", null)]
    [InlineData("2026-04-02 16:01", null)]
    // As ISO 8601 has it, the end of a day is where the next begins.
    [InlineData("2026-04-02T24:00", "2026-04-03T00:00")]
    [InlineData("2026-04-02T24:01", null)]
    [InlineData("1899-12-31T10:00", null)]
    [InlineData("", null)]
    public void A_day_or_a_minute_is_read_and_nothing_else(string text, string? read) => Assert.Equal(read, DayOrMinute.Parse(text)?.Iso);

    [Theory]
    [InlineData(null, "2026-04-02T10:15:30Z", "2026-04-02T10:15:30Z")]
    [InlineData("2026-04-02", "2026-04-02T10:15:30Z", "2026-04-02T10:15:30Z")]
    [InlineData("2026-04-01", "2026-04-02T10:15:30Z", "2026-04-01T22:59:00Z")]
    [InlineData("2026-04-03", "2026-04-02T10:15:30Z", "2026-04-03T22:59:00Z")]
    [InlineData("2026-04-02T08:00", "2026-04-02T10:15:30Z", "2026-04-02T07:00:00Z")]
    // Today in London begins an hour before it does in UTC.
    [InlineData("2026-04-03", "2026-04-02T23:30:00Z", "2026-04-02T23:30:00Z")]
    public void Today_is_read_now_and_another_day_at_its_last_minute(string? on, string now, string readAt) =>
        Assert.Equal(At(readAt), AsOf.Of(DayOrMinute.Parse(on)).ReadAt(At(now)));

    private static CaseFile InCare => A.Child("S1", "2021-02-03", CountingHours.Council).BecameLookedAfter("2026-03-02").File;

    private static CaseFile Meeting(string at, string ended) =>
        With(
            InCare,
            A.Event("meeting-held", ended[..10], ("meeting", "permanence-planning"), ("at", at), ("ended", ended)) with
            {
                Id = "ppm",
            }
        );

    private static CaseFile With(CaseFile file, CareEvent happened) => file with { Events = [.. file.Events, happened] };

    private static Obligation Minutes(CaseFile file, string on) =>
        On(file, on).Obligations.Single(one => one.Title == "Minutes signed by the chair");

    private static Obligation MinutesAt(CaseFile file, Instant instant) =>
        EvaluationAt(file, instant).Obligations.Single(one => one.Title == "Minutes signed by the chair");

    private static Evaluation On(CaseFile file, string on) =>
        // Another day is today, so that a day with no time is a past one or one to come.
        EvaluationAt(file, AsOf.Of(DayOrMinute.Parse(on)).ReadAt(Instant.FromUtc(2030, 1, 1, 12, 0)));

    private static Evaluation EvaluationAt(CaseFile file, Instant instant) =>
        ObligationEngine.Evaluate(new ChildHistory(file).At(instant), Library.For(CountingHours.Council)!, Library.Calendar);

    private static Instant At(string iso) => InstantPattern.ExtendedIso.Parse(iso).GetValueOrThrow();

    private static LocalDateTime Local(string iso) => DayOrMinute.Parse(iso) is { Time: { } time } asked ? asked.Day.At(time) : default;

    private static string Iso(LocalDateTime minute) => new DayOrMinute(minute.Date, minute.TimeOfDay).Iso;

    private static PolicyLibrary Read()
    {
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. CountingHours.Files], ReadOnce.Calendar, faults);
        Assert.Empty(faults);
        return library!;
    }
}

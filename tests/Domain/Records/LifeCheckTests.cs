using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Records;

/// <summary>What cannot be in one life is refused, on the record as it stands and in the file that opens one.</summary>
public sealed class LifeCheckTests
{
    private static readonly Recording Stamp = new(Instant.FromUtc(2026, 6, 1, 12, 0), "worker", "test");

    private static readonly CareEvent Entered = Event(
        EventTypes.BecameLookedAfter,
        2024,
        5,
        5,
        ("basis", "planned"),
        ("legalStatus", "C2")
    );
    private static readonly CareEvent Left = Event(EventTypes.CeasedLookedAfter, 2025, 1, 10, ("reason", "E4A"));

    [Theory]
    [InlineData(EventTypes.ReviewHeld, "after-death")]
    [InlineData(EventTypes.WishesRecorded, "after-death")]
    [InlineData(EventTypes.DocumentSent, null)]
    [InlineData(EventTypes.DiscussionRecorded, null)]
    public void After_a_death_there_is_only_what_a_council_still_writes(string type, string? code)
    {
        (string, object)[] fields = type switch
        {
            EventTypes.DocumentSent => [("document", "letter"), ("to", "the coroner")],
            EventTypes.DiscussionRecorded => [("topic", "other")],
            _ => [],
        };
        foreach (
            var death in new[] { Event(EventTypes.Died, 2026, 1, 10), Event(EventTypes.CeasedLookedAfter, 2026, 1, 10, ("reason", "E2")) }
        )
        {
            Assert.Equal(code, Codes([Entered, death], Event(type, 2026, 2, 1, fields)));
            Assert.Null(Codes([Entered, death], Event(type, 2026, 1, 10, fields)));
            Assert.Equal(code, Opening(Entered, death, Event(type, 2026, 2, 1, fields)));
        }
    }

    [Fact]
    public void A_death_goes_in_whatever_was_recorded_before_it_and_what_came_after_it_can_be_taken_back_and_put_right()
    {
        var review = Event(EventTypes.ReviewHeld, 2026, 2, 1) with { Id = "review" };
        Assert.Null(Codes([Entered, review], Event(EventTypes.Died, 2026, 1, 10)));
        CareEvent[] kept = [Entered, review, Event(EventTypes.Died, 2026, 1, 10)];
        Assert.Null(Codes(kept, Event(EventTypes.EventWithdrawn, 2026, 3, 1, ("event", "review"), ("reason", "not held"))));
        Assert.Null(
            Codes(
                kept,
                Event(
                    EventTypes.EventCorrected,
                    2026,
                    3,
                    1,
                    ("event", "review"),
                    ("with", Event(EventTypes.ReviewHeld, 2026, 1, 2)),
                    ("reason", "the day")
                )
            )
        );
    }

    [Fact]
    public void Before_the_birth_there_is_only_what_is_done_for_a_child_unborn()
    {
        Assert.Equal("before-birth", Codes([], Event(EventTypes.PlacementStarted, 2015, 1, 31, ("placement", "U6"))));
        Assert.Equal("before-birth", Opening(Event(EventTypes.ReviewHeld, 2015, 1, 31)));
        Assert.Null(Codes([], Event(EventTypes.PreBirthAssessmentStarted, 2014, 12, 1)));
        Assert.Null(Codes([], Event(EventTypes.PlanSet, 2014, 12, 1, ("option", "adoption"), ("track", "parallel"))));
    }

    [Fact]
    public void An_entry_into_care_while_in_care_is_refused_and_one_of_an_earlier_period_goes_in()
    {
        Assert.Equal("in-care-already", Codes([Entered], Entered with { On = new LocalDate(2025, 5, 5) }));
        Assert.Equal("in-care-already", Codes([Entered], Entered));
        Assert.Equal("in-care-already", Opening(Entered, Entered with { On = new LocalDate(2025, 5, 5) }));
        Assert.Null(Codes([Entered, Left], Entered with { On = new LocalDate(2025, 5, 5) }));
        Assert.Null(Codes([Entered, Left], Entered with { On = Left.On }));
        Assert.Null(Codes([Entered], Entered with { On = new LocalDate(2020, 5, 5) }));
        Assert.Null(Codes([Event(EventTypes.BecameLookedAfter, 2024, 1, 1, ("basis", "planned"), ("legalStatus", "V4"))], Entered));
    }

    [Fact]
    public void An_adoption_order_with_care_going_on_is_refused()
    {
        var order = Event(EventTypes.OrderMade, 2025, 1, 10, ("order", "adoption"));
        Assert.Equal("care-not-ended", Codes([Entered], order));
        Assert.Equal("care-not-ended", Opening(Entered, order));
        Assert.Null(Codes([Entered, Left], order));
        Assert.Null(Opening(Entered, order, Left));
        Assert.Null(Codes([], order));
    }

    [Fact]
    public void A_code_that_nobody_knows_is_refused_unless_the_record_has_it()
    {
        var unknown = Event(EventTypes.PlacementStarted, 2024, 5, 5, ("placement", "Q9"));
        var refusal = Assert.Single(CodeChecks.Of(Samples.Codes, [Entered, unknown], null));
        Assert.Equal(("bad-code", "events[1].placement"), (refusal.Code, refusal.Field));
        var correction = Event(EventTypes.EventCorrected, 2026, 3, 1, ("event", "e1"), ("with", unknown), ("reason", "the day"));
        Assert.Equal("events[0].with.placement", Assert.Single(CodeChecks.Of(Samples.Codes, [correction], null)).Field);
        Assert.Empty(CodeChecks.Of(Samples.Codes, [correction], Record([unknown])));
        Assert.Empty(CodeChecks.Of(CodeSets.None, [unknown], null));
        Assert.Empty(CodeChecks.Of(Samples.Codes, [Event(EventTypes.LegalStatusChanged, 2024, 5, 5, ("legalStatus", "not-known"))], null));
    }

    private static string? Codes(CareEvent[] kept, params CareEvent[] coming) =>
        Code(Recordkeeping.Decide(Record(kept), new RecordEvents(coming), Stamp));

    private static string? Opening(params CareEvent[] events) =>
        Code(Recordkeeping.Decide(null, new OpenRecord(new CaseFile("north", Child, events)), Stamp));

    private static string? Code(Outcome<Entry> outcome) => outcome.Refusals.Select(refusal => refusal.Code).Distinct().SingleOrDefault();

    private static readonly Child Child = new() { Id = "L1", Born = new LocalDate(2015, 2, 1) };

    private static CaseFile Record(CareEvent[] kept) =>
        new("north", Child, [.. kept.Select((happened, n) => happened with { Id = happened.Id ?? $"k{n}", Recorded = Stamp })]);

    private static CareEvent Event(string type, int year, int month, int day, params (string Name, object Value)[] fields) =>
        Returns.Merged.Happened(type, year, month, day, fields);
}

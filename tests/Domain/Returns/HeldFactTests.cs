using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

/// <summary>Deciding where a return and a person disagree. The children are those of the sample returns.</summary>
public sealed class HeldFactTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    [Fact]
    public void What_an_import_holds_waits_in_the_record_with_both_sides_and_the_row()
    {
        var council = Conflicting();

        var held = HeldFacts.Of(council["P0018"]);

        Assert.Equal(
            ["Became looked after", "Placement started", "Review held"],
            held.Select(fact => fact.Label).Order(StringComparer.Ordinal)
        );
        Assert.All(held, fact => Assert.True(fact is { Returned: not null, Recorded: { Id: not null }, Line: > 1 }));
        Assert.Equal(("reviews.csv", 27), held.Where(fact => fact.Label == "Review held").Select(fact => (fact.File, fact.Line)).Single());
        Assert.Equal(held.Count, held.Select(fact => fact.Key).Distinct().Count());
    }

    [Fact]
    public void A_decision_keeps_what_both_sides_said_in_words()
    {
        var council = Conflicting();
        var placement = Held(council, "Placement started");

        var decision = Assert.Single(Decide(council, placement.Key, take: false));

        var (ours, theirs) = (placement.Recorded!.Text("placement")!, placement.Returned!.Text("placement")!);
        Assert.NotEqual(ours, theirs);
        Assert.StartsWith(
            $"{Samples.Codes.Find("PLACE", theirs)!.Words} ({theirs})",
            decision.Text("returnSays"),
            StringComparison.Ordinal
        );
        Assert.StartsWith($"{Samples.Codes.Find("PLACE", ours)!.Words} ({ours})", decision.Text("recordSays"), StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_it_stands_with_its_reason_and_no_later_import_asks_again()
    {
        var council = Conflicting();
        var review = Held(council, "Review held");

        var decision = Assert.Single(Decide(council, review.Key, take: false));

        Assert.Equal(("held-fact-decided", "kept", "Minutes seen."), (decision.Type, decision.Text("decision"), decision.Text("reason")));
        Assert.Contains("reviews.csv line 27", decision.Text("returnSays"), StringComparison.Ordinal);
        Assert.DoesNotContain(HeldFacts.Of(council["P0018"]), fact => fact.Key == review.Key);
        Assert.Equal(2, council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0018").Held.Count);
        Assert.Contains(Timeline.Of(council["P0018"]).Events, one => one.Id == review.Recorded!.Id && one.On == new LocalDate(2024, 9, 25));
    }

    [Fact]
    public void Taken_it_corrects_the_entry_keeps_what_only_the_person_said_and_names_the_row()
    {
        var council = Conflicting();
        var placement = Held(council, "Placement started");

        var recorded = Decide(council, placement.Key, take: true);

        Assert.Equal(["event-corrected", "held-fact-decided"], recorded.Select(one => one.Type));
        Assert.Contains("episodes.csv line 24", recorded[0].Text("reason"), StringComparison.Ordinal);
        Assert.False(recorded[0].Recorded!.Source.StartsWith("ssda903/", StringComparison.Ordinal));
        var now = Timeline.Of(council["P0018"]).Events.Single(one => one.Id == placement.Recorded!.Id);
        Assert.Equal(
            (placement.Returned!.On, placement.Returned.Text("placement"), "The Carers"),
            (now.On, now.Text("placement"), now.Text("carer"))
        );
        Assert.Equal("Moved in the evening.", now.Note);
        Assert.DoesNotContain(
            council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0018").Held,
            finding => finding.Message.StartsWith("Placement started", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_a_person_withdrew_is_recorded_anew_when_the_return_is_taken()
    {
        var council = new Council();
        council.Import(Samples.Y24);
        var review = council["P0015"].Events.First(one => one.Type == "review-held");
        council.Record("P0015", Happened("event-withdrawn", new(2024, 6, 10), ("event", review.Id!), ("reason", "It was adjourned")));
        var held = Assert.Single(HeldFacts.Of(council["P0015"]));
        Assert.Null(held.Recorded);

        Decide(council, held.Key, take: true, child: "P0015");

        Assert.Contains(
            Timeline.Of(council["P0015"]).Events,
            one => one.Type == "review-held" && one.On == review.On && one.Note!.Contains("Minutes seen.", StringComparison.Ordinal)
        );
        Assert.Empty(HeldFacts.Of(council["P0015"]));
        Assert.Empty(council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0015").Held);
    }

    [Fact]
    public void A_correction_of_an_imported_fact_is_taken_back_or_kept_for_good()
    {
        foreach (var take in new[] { true, false })
        {
            var council = new Council();
            council.Import(Samples.Y24);
            var order = council["P0015"].Events.Single(one => one.Type == "order-made" && one.Text("order") == "placement");
            council.Record(
                "P0015",
                Happened(
                    "event-corrected",
                    new(2024, 11, 19),
                    ("event", order.Id!),
                    ("with", Happened("order-made", new(2024, 11, 19), ("order", "placement"))),
                    ("reason", "Order seen")
                )
            );

            Decide(council, Assert.Single(HeldFacts.Of(council["P0015"])).Key, take, "P0015");

            Assert.Equal(
                take ? order.On : new LocalDate(2024, 11, 19),
                Timeline.Of(council["P0015"]).Events.Single(one => one.Id == order.Id).On
            );
            Assert.Empty(HeldFacts.Of(council["P0015"]));
            Assert.Empty(council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0015").Held);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_the_child_is_can_be_decided_too(bool take)
    {
        var council = new Council();
        council["P0006"] = new CaseFile(Samples.Authority, new Child { Id = "P0006", Born = new LocalDate(2017, 9, 8) }, []);
        council.Import(Samples.Y23);
        var held = Assert.Single(HeldFacts.Of(council["P0006"]), fact => fact.Label == "Date of birth");
        Assert.Equal(("09/09/2017", "08/09/2017"), (held.ReturnedText, held.RecordedText));

        Decide(council, held.Key, take, "P0006");

        Assert.Equal(take ? new LocalDate(2017, 9, 9) : new LocalDate(2017, 9, 8), council["P0006"].Child.Born);
        Assert.Empty(HeldFacts.Of(council["P0006"]));
        Assert.Empty(council.Import(Samples.Y23).Single(plan => plan.ChildId == "P0006").Held);
    }

    [Fact]
    public void What_is_decided_is_refused_and_is_asked_again_once_either_side_says_something_else()
    {
        var council = Conflicting();
        var review = Held(council, "Review held");
        Decide(council, review.Key, take: false);

        Assert.Equal(
            "already-decided",
            HeldFacts.Decide(council["P0018"], review.Key, true, "Again", Samples.Codes, Today).Refusals[0].Code
        );

        council.Record(
            "P0018",
            Happened(
                "event-corrected",
                Today,
                ("event", review.Recorded!.Id!),
                ("with", Happened("review-held", new(2024, 9, 26))),
                ("reason", "Typed wrong")
            )
        );
        Assert.NotEqual(review.Key, Held(council, "Review held").Key);
    }

    [Fact]
    public void A_decision_that_is_withdrawn_opens_the_conflict_again()
    {
        var council = Conflicting();
        var review = Held(council, "Review held");
        var decision = Assert.Single(Decide(council, review.Key, take: false));

        council.Record("P0018", Happened("event-withdrawn", Today, ("event", decision.Id!), ("reason", "Too quick")));

        Assert.Equal(review.Key, Held(council, "Review held").Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_decision_needs_its_reason(string reason)
    {
        var council = Conflicting();

        Assert.Equal(
            ("reason-needed", "reason"),
            HeldFacts
                .Decide(council["P0018"], Held(council, "Review held").Key, true, reason, Samples.Codes, Today)
                .Refusals.Select(refusal => (refusal.Code, refusal.Field!))
                .Single()
        );
    }

    private static Council Conflicting()
    {
        var council = new Council();
        council.Record(
            "P0018",
            Happened("became-looked-after", new(2024, 9, 1), ("basis", "planned"), ("legalStatus", "C1")),
            Happened("placement-started", new(2024, 9, 2), ("placement", "U3"), ("carer", "The Carers")) with
            {
                Note = "Moved in the evening.",
            },
            Happened("review-held", new(2024, 9, 25))
        );
        council.Import(Samples.Y24);
        return council;
    }

    private static HeldFact Held(Council council, string label) => HeldFacts.Of(council["P0018"]).Single(fact => fact.Label == label);

    private static IReadOnlyList<CareEvent> Decide(Council council, string key, bool take, string child = "P0018")
    {
        var decided = HeldFacts.Decide(council[child], key, take, "Minutes seen.", Samples.Codes, Today);
        Assert.True(decided.Succeeded);
        var entry = Recordkeeping.Decide(
            council[child],
            decided.Value,
            new Recording(Instant.FromUtc(2026, 3, 2, 12, 0), "manager", "page")
        );
        Assert.True(entry.Succeeded, string.Join("; ", entry.Refusals.Select(refusal => refusal.Sentence)));
        council[child] = entry.Value.Next;
        return entry.Value.Recorded;
    }

    private static CareEvent Happened(string type, LocalDate on, params (string Name, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = on,
            Fields = EventFields.Of(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
}

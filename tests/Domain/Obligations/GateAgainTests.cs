using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>A gate is not walked round by a file that opens a record, nor by taking back what let something through.</summary>
public sealed class GateAgainTests
{
    // The gate of the page, which wants the child's wishes before a match: hard, and soft as it stands there.
    private static readonly PolicyPacks Hard = Read("strength: hard");
    private static readonly PolicyPacks Soft = Read("strength: soft");

    private static readonly CaseFile Matched = new(
        InventedConfig.Council,
        new Child { Id = "C-1", Born = A.Day("2020-03-01") },
        [
            Entry("wishes-recorded", "2026-01-10", "w1"),
            Entry("match-approved", "2026-01-20", "m1"),
            Entry("care-plan-updated", "2026-01-21", "c1"),
        ]
    );

    private static PolicyPacks Read(string strength)
    {
        var faults = new List<PolicyFault>();
        var council = Invented.Saltmarsh.Select(file =>
            file with
            {
                Text = file.Text.Replace("strength: soft", strength, StringComparison.Ordinal),
            }
        );
        return PolicyLibrary.Read([.. ReadOnce.Shared, .. council], ReadOnce.Calendar, faults)!.For(InventedConfig.Council)!;
    }

    private static CareEvent Entry(string type, string on, string id, params (string Field, object Value)[] fields) =>
        A.Event(type, on, fields) with
        {
            Id = id,
        };

    private static IReadOnlyList<Refusal> Try(PolicyPacks policy, params CareEvent[] events) =>
        Gatekeeping.Try(new ChildHistory(Matched), events, policy, ReadOnce.Calendar);

    private static CareEvent Withdrawn(string id) =>
        Entry("event-withdrawn", "2026-02-01", $"x-{id}", ("event", id), ("reason", "It was not so."));

    private static CareEvent Corrected(string id, CareEvent with) =>
        Entry("event-corrected", "2026-02-01", $"y-{id}", ("event", id), ("reason", "Another day."), ("with", with));

    [Fact]
    public void What_let_something_through_a_hard_gate_is_not_taken_back_from_under_it()
    {
        var refusal = Assert.Single(Try(Hard, Withdrawn("w1")));
        Assert.Equal((RefusalCodes.Gate.Name, "events[0]", "SALT-7"), (refusal.Code, refusal.Field, refusal.Clause));
        Assert.Contains("'Match approved' of 20 January 2026 stands on this", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("Record the child's wishes and feelings first", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_moved_behind_it_by_a_correction()
    {
        Assert.Single(Try(Hard, Corrected("w1", A.Event("wishes-recorded", "2026-01-25"))));
        Assert.Empty(Try(Hard, Corrected("w1", A.Event("wishes-recorded", "2026-01-15"))));
    }

    [Fact]
    public void What_no_gate_speaks_of_is_always_taken_back_and_what_stands_on_it_may_go_first_or_with_it()
    {
        Assert.Empty(Try(Hard, Withdrawn("c1")));
        Assert.Empty(Try(Hard, Withdrawn("m1")));
        Assert.Empty(Try(Hard, Withdrawn("m1"), Withdrawn("w1")));
    }

    [Fact]
    public void A_soft_gate_is_asked_again_too_and_takes_its_reason_from_the_entry_that_stands_on_it()
    {
        var refusal = Assert.Single(Try(Soft, Withdrawn("w1")));
        Assert.Equal((RefusalCodes.GateNeedsReason.Name, "SALT-7"), (refusal.Code, refusal.Clause));
        Assert.Contains("give it in the note of that entry first", refusal.Sentence, StringComparison.Ordinal);
        var withReason = A.Event("match-approved", "2026-01-20") with { Note = "The child cannot say." };
        Assert.Empty(Try(Soft, Corrected("m1", withReason), Withdrawn("w1")));
    }

    // An order and a decision in a real policy: to end one before what stands on it is to take it back by another name.
    [Theory]
    [InlineData("order-ended", "2025-05-20", true)]
    [InlineData("should-be-placed-reversed", "2025-05-20", true)]
    [InlineData("order-ended", "2025-06-01", false)]
    [InlineData("should-be-placed-reversed", "2025-06-02", false)]
    public void An_order_or_a_decision_is_not_ended_from_under_what_stands_on_it(string type, string on, bool refused)
    {
        var placed = A.Child()
            .BecameLookedAfter("2025-01-06", legalStatus: "C1")
            .Event("proceedings-issued", "2025-01-10")
            .Event("plan-set", "2025-02-03", ("option", "adoption"), ("track", "primary"))
            .Event("should-be-placed-decided", "2025-03-03")
            .Event("order-made", "2025-04-01", ("order", "placement"))
            .Event("match-approved", "2025-05-01", ("family", "F1"))
            .Event("placed-for-adoption", "2025-06-01", ("family", "F1"));
        var ended = type == "order-ended" ? A.Event(type, on, ("order", "placement")) : A.Event(type, on);

        var refusals = Gatekeeping.Try(new ChildHistory(placed.Timeline), [ended], ReadOnce.Library.For("merton")!, ReadOnce.Calendar);

        Assert.Equal(refused, refusals.Any(refusal => refusal.Code == RefusalCodes.Gate));
        if (refused)
            Assert.Contains("'Placed for adoption' of 1 June 2025 stands on this", refusals[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_opening_file_is_asked_in_the_order_of_its_days()
    {
        Assert.Empty(Opening(Hard, Matched.Events.Reverse()));
        var refusal = Assert.Single(Opening(Hard, Matched.Events.Where(one => one.Id != "w1")));
        Assert.Equal((RefusalCodes.Gate.Name, "events[0]"), (refusal.Code, refusal.Field));
        Assert.Equal(
            RefusalCodes.GateNeedsReason.Name,
            Assert.Single(Opening(Soft, [Entry("wishes-recorded", "2026-01-22", "w2"), .. Matched.Events.Skip(1)])).Code
        );
        // What a file withdraws does not let anything through, and is not itself asked.
        Assert.Single(Opening(Hard, [.. Matched.Events, Withdrawn("w1")]));
        Assert.Empty(Opening(Hard, [.. Matched.Events.Skip(1), Withdrawn("m1")]));

        static IReadOnlyList<Refusal> Opening(PolicyPacks policy, IEnumerable<CareEvent> events) =>
            Gatekeeping.TryOpening(Matched with { Events = [.. events] }, policy, ReadOnce.Calendar);
    }

    [Fact]
    public void What_is_loaded_as_it_stands_is_asked_the_same_and_each_entry_that_passed_a_gate_is_named()
    {
        var unknown = Entry("requirement-recorded", "2026-01-23", "r1", ("clause", "SALT-77"), ("outcome", "done"));
        var newer = Entry("wishes-recorded", "2026-01-02", "n1") with { Type = "seen-by-a-newer-program" };
        // In the file's own order, the match twice: once after the wishes.
        var loaded = Matched with
        {
            Events =
            [
                unknown,
                newer,
                Matched.Events[1],
                Entry("wishes-recorded", "2026-01-24", "w2"),
                Entry("match-approved", "2026-01-25", "m2"),
            ],
        };

        var passed = Gatekeeping.PassedBy(loaded, Hard, ReadOnce.Calendar);

        Assert.Equal(
            [
                ("m1", A.Day("2026-01-20"), RefusalCodes.Gate.Name, "SALT-7"),
                ("r1", A.Day("2026-01-23"), RefusalCodes.UnknownClause.Name, null),
            ],
            passed.Select(one => (one.Entry.Id!, one.Entry.On, one.Why.Code, one.Why.Clause))
        );
        Assert.Equal(Gatekeeping.TryOpening(loaded, Hard, ReadOnce.Calendar), passed.Select(one => one.Why));
        Assert.StartsWith("Record the child's wishes and feelings first", passed[0].Why.Sentence, StringComparison.Ordinal);
        // A reason in the note opens a soft gate, whoever loads it; what was corrected is asked as it stands now.
        Assert.Empty(PassedSoft(Matched.Events[1] with { Note = "Of four weeks." }));
        Assert.Equal("m1", Assert.Single(PassedSoft(Matched.Events[1])).Entry.Id);
        var moved = Assert.Single(PassedSoft(Matched.Events[1], Corrected("m1", A.Event("match-approved", "2026-01-22"))));
        Assert.Equal(("m1", A.Day("2026-01-22")), (moved.Entry.Id, moved.Entry.On));

        static IReadOnlyList<PassedGate> PassedSoft(params CareEvent[] events) =>
            Gatekeeping.PassedBy(Matched with { Events = events }, Soft, ReadOnce.Calendar);
    }

    [Fact]
    public void What_is_loaded_is_asked_under_the_policy_that_was_in_force_on_the_day()
    {
        var before = Soft.Versions[0] with { Gates = [] };
        var now = Hard.Versions[0] with { Effective = A.Day("2026-01-22") };
        var policy = Hard with { Versions = [before, now] };
        var loaded = Matched with { Events = [Matched.Events[1], Entry("match-approved", "2026-01-23", "m2")] };

        Assert.Equal("m2", Assert.Single(Gatekeeping.PassedBy(loaded, policy, ReadOnce.Calendar)).Entry.Id);
    }
}

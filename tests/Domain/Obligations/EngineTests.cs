using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>What holds whatever the policy: tried on every council's pack with records made at random.</summary>
public sealed class EngineTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    private static readonly LocalDate First = new(2024, 1, 1);

    private static readonly Gen<LocalDate> Days = Gen.Int[0, 900].Select(day => First.PlusDays(day));

    // Coherence does not matter here: whatever a record says, these must hold.
    private static readonly Gen<CareEvent> Events = Gen.Select(
        Gen.Int[0, EventVocabulary.Types.Count - 3],
        Days,
        Gen.Int[0, 1000],
        (type, on, seed) =>
        {
            var specification = EventVocabulary.Types[type];
            var fields = specification
                .Fields.Where((field, index) => field.Required || (seed + index) % 3 == 0)
                .Select(field => KeyValuePair.Create(field.Name, Value(field, seed, on)));
            return new CareEvent
            {
                Type = specification.Name,
                On = on,
                Fields = EventFields.Of(fields),
            };
        }
    );

    private static readonly Gen<CaseFile> Records = Gen.Select(
        Events.Array[0, 25],
        Gen.Int[0, 6500],
        Gen.Bool,
        (events, age, siblings) =>
            new CaseFile(
                "test",
                new Child
                {
                    Id = "T-1",
                    Born = First.PlusDays(-age),
                    Siblings = siblings ? ["T-2"] : [],
                },
                [
                    new CareEvent
                    {
                        Type = "became-looked-after",
                        On = First,
                        Fields = EventFields.Of([new("basis", "emergency"), new("legalStatus", "V2")]),
                        Id = "e0",
                    },
                    .. events.Select((happened, index) => happened with { Id = $"e{index + 1}" }),
                ]
            )
    );

    private static object Value(FieldSpecification field, int seed, LocalDate on) =>
        field.Kind switch
        {
            FieldKind.Date => on.PlusDays(seed % 200),
            FieldKind.DateTime => on.At(new LocalTime(seed % 24, 30)),
            FieldKind.Flag => seed % 2 == 0,
            FieldKind.Number => 1 + (seed % 4),
            FieldKind.Miles => (decimal)(seed % 60),
            FieldKind.Choice => field.Choices[seed % field.Choices.Count],
            FieldKind.Code => new[] { "U6", "U5", "A5", "K2", "P1", "V2", "E1", "C2" }[seed % 8],
            FieldKind.EventId => $"e{seed % 20}",
            FieldKind.Json => new JsonText("{}"),
            _ => "text",
        };

    public static TheoryData<string> Councils => [.. Library.Authorities.Select(authority => authority.Id)];

    private static Evaluation Evaluate(CaseFile file, string council, LocalDate on) =>
        ObligationEngine.Evaluate(Timeline.Of(file), Library.For(council)!, Library.Calendar, on);

    [Theory]
    [MemberData(nameof(Councils))]
    public void The_same_inputs_give_the_same_bytes(string council) =>
        Gen.Select(Records, Days)
            .Sample(
                (file, on) =>
                    Assert.Equal(EvaluationJson.Write(Evaluate(file, council, on)), EvaluationJson.Write(Evaluate(file, council, on))),
                iter: 60
            );

    [Theory]
    [MemberData(nameof(Councils))]
    public void What_happens_later_changes_nothing_today(string council) =>
        Gen.Select(Records, Days)
            .Sample(
                (file, on) =>
                {
                    var known = file with { Events = [.. file.Events.Where(happened => happened.On <= on)] };
                    Assert.Equal(EvaluationJson.Write(Evaluate(known, council, on)), EvaluationJson.Write(Evaluate(file, council, on)));
                },
                iter: 60
            );

    [Theory]
    [MemberData(nameof(Councils))]
    public void Ids_are_unique_and_statuses_agree_with_their_dates(string council) =>
        Gen.Select(Records, Days)
            .Sample(
                (file, on) =>
                {
                    var obligations = Evaluate(file, council, on).Obligations;
                    Assert.Equal(obligations.Count, obligations.Select(obligation => obligation.Id).Distinct().Count());
                    foreach (var obligation in obligations)
                    {
                        Assert.True(obligation.Limbs.Count(limb => limb.Binding) <= 1);
                        // A limit in hours runs out within its day.
                        var passed = obligation.DueAt is null ? on : on.PlusDays(1);
                        switch (obligation.Status)
                        {
                            case ObligationStatus.Overdue:
                                Assert.True((obligation.LateAfter ?? obligation.Due) < passed);
                                break;
                            case ObligationStatus.Upcoming or ObligationStatus.DueSoon when obligation.Force != Force.Information:
                                Assert.True((obligation.LateAfter ?? obligation.Due) >= on);
                                break;
                            case ObligationStatus.Open or ObligationStatus.Waiting:
                                Assert.Null(obligation.Due);
                                break;
                            case ObligationStatus.MetLate:
                                Assert.True(
                                    obligation.MetOn > (obligation.LateAfter ?? obligation.Due)
                                        || (obligation.DueAt is not null && obligation.MetOn == obligation.Due)
                                );
                                break;
                            case ObligationStatus.Met when obligation.Due is not null:
                                Assert.True(obligation.MetOn <= (obligation.LateAfter ?? obligation.Due));
                                break;
                            case ObligationStatus.NotRequired or ObligationStatus.Missed:
                                Assert.NotNull(obligation.Reason);
                                break;
                        }

                        if (obligation is { Due: { } due, ActBy: { } actBy })
                            Assert.True(actBy <= due && Library.Calendar.IsWorkingDay(actBy));
                    }
                },
                iter: 60
            );

    [Theory]
    [MemberData(nameof(Councils))]
    public void Every_date_explains_itself_with_a_clause_and_a_citation(string council) =>
        Gen.Select(Records, Days)
            .Sample(
                (file, on) =>
                {
                    foreach (var limb in Evaluate(file, council, on).Obligations.SelectMany(obligation => obligation.Limbs))
                    {
                        var because = limb.Because;
                        Assert.Contains(because, step => step.StartsWith(limb.Clause, StringComparison.Ordinal));
                        Assert.Contains(because, step => step.StartsWith("Source: ", StringComparison.Ordinal));
                        if (limb.Due is { } due)
                            Assert.Contains(
                                because,
                                step =>
                                    step.StartsWith("Due ", StringComparison.Ordinal)
                                    && step.Contains(InWords.Date(due), StringComparison.Ordinal)
                            );
                    }
                },
                iter: 40
            );

    [Fact]
    public void A_working_names_the_event_the_rule_the_days_skipped_and_the_source()
    {
        var child = A.Child(authority: "test").BecameLookedAfter("2025-04-10");
        var first = Evaluate(child.File, Library.Authorities[0].Id, A.Day("2025-04-11"))
            .Obligations.Single(obligation => obligation.Id == "first-review@care-1");
        var because = first.Limbs.Single(limb => limb.Clause == "ENG-REVIEW-1").Because;
        Assert.Equal("The day the child became looked after: Thursday 10 April 2025 (became looked after, entry e1).", because[0]);
        Assert.Equal("ENG-REVIEW-1 (must): within 20 working days of the day the child became looked after.", because[1]);
        Assert.Equal(
            "Counted from Friday 11 April 2025 to Tuesday 13 May 2025, leaving out Saturdays, Sundays and 3 bank holidays: "
                + "Good Friday (18 April 2025), Easter Monday (21 April 2025), Early May bank holiday (5 May 2025).",
            because[2]
        );
        Assert.Equal("Due Tuesday 13 May 2025.", because[3]);
        Assert.StartsWith(
            "Source: National framework, Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33(1): ",
            because[4],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_date_past_the_calendar_is_refused_in_words_and_never_guessed()
    {
        var child = A.Child().BecameLookedAfter("2028-12-20");
        var first = Evaluate(child.File, Library.Authorities[0].Id, A.Day("2028-12-21"))
            .Obligations.Single(obligation => obligation.Id == "first-review@care-1");
        Assert.Equal((ObligationStatus.Waiting, null), (first.Status, first.Due));
        Assert.Contains("no bank holiday data after 2028", first.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebooking_moves_what_counts_back_from_it()
    {
        var child = A.Child()
            .BecameLookedAfter("2025-03-10")
            .ReviewHeld("2025-04-02")
            .Event("review-booked", "2025-04-02", ("for", "2025-07-01"));
        Assert.Equal(A.Day("2025-07-01"), Plan(child, "2025-04-03").Due);
        child.Event("review-booked", "2025-05-01", ("for", "2025-06-24"));
        Assert.Equal(A.Day("2025-07-01"), Plan(child, "2025-04-30").Due);
        Assert.Equal(A.Day("2025-06-24"), Plan(child, "2025-05-01").Due);
        child.Event("review-cancelled", "2025-05-02", ("for", "2025-06-24"));
        // Neither held nor booked: the latest lawful day, three months after the first.
        Assert.Equal(A.Day("2025-07-02"), Plan(child, "2025-05-02").Due);

        static Limb Plan(ChildBuilder child, string on) =>
            Evaluate(child.File, Library.Authorities[0].Id, A.Day(on))
                .Obligations.Single(obligation => obligation.Id == "permanence-plan@care-1")
                .Limbs.Single(limb => limb.Clause == "ENG-PLAN-1");
    }

    [Fact]
    public void Days_of_grace_leave_the_date_where_it_is_and_the_working_says_so()
    {
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: { event: proceedings-issued }\n"
                + "    met-by: [ { event: wishes-recorded } ]\n    limbs:\n      - { clause: SALT-1, by: start, grace: 1 working-days }\n"
        );
        var child = A.Child().BecameLookedAfter("2025-04-14").Event("proceedings-issued", "2025-04-17");
        var task = trial.Ask(child, "2025-04-22");
        Assert.Equal(
            (ObligationStatus.DueSoon, A.Day("2025-04-17"), A.Day("2025-04-22")),
            (task.Status, task.Due!.Value, task.LateAfter!.Value)
        );
        Assert.Contains("Due Thursday 17 April 2025.", task.Limbs[0].Because);
        Assert.Contains("It is not called late for 1 working day more: overdue only after Tuesday 22 April 2025.", task.Limbs[0].Because);
        Assert.Equal(ObligationStatus.Overdue, trial.Ask(child, "2025-04-23").Status);
        var written = System.Text.Encoding.UTF8.GetString(EvaluationJson.Write(trial.On(child, "2025-04-22")));
        Assert.Contains("\"lateAfter\":\"2025-04-22\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_care_ends_what_care_asked_for()
    {
        var child = A.Child().BecameLookedAfter("2025-03-10").Event("ceased-looked-after", "2025-03-20", ("reason", "E4A"));
        var first = Evaluate(child.File, Library.Authorities[0].Id, A.Day("2025-06-01"))
            .Obligations.Single(obligation => obligation.Id == "first-review@care-1");
        Assert.Equal(ObligationStatus.NotRequired, first.Status);
        Assert.Equal("No longer required: ceased to be looked after on Thursday 20 March 2025.", first.Reason);
    }

    [Fact]
    public void A_second_period_of_care_starts_its_own_clocks()
    {
        var child = A.Child()
            .BecameLookedAfter("2024-03-11")
            .ReviewHeld("2024-04-02")
            .Event("ceased-looked-after", "2024-09-20", ("reason", "E4A"))
            .BecameLookedAfter("2025-03-10");
        var first = Evaluate(child.File, Library.Authorities[0].Id, A.Day("2025-03-11"))
            .Obligations.Single(obligation => obligation.Id == "first-review@care-2");
        Assert.Equal((ObligationStatus.Upcoming, A.Day("2025-04-07")), (first.Status, first.Due!.Value));
    }
}

using NodaTime;
using Permanence.Api.Pages.Practice;
using Permanence.Api.Words;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>What a form is filled in with: every fact that a policy may name, from one child's record.</summary>
public sealed class RecordAnswersTests
{
    private static readonly LocalDate Today = new(2026, 6, 16);

    private static readonly PolicyLibrary Library = PolicyLibrary.Read([.. ReadOnce.Shared, .. Invented.Fenmarsh], ReadOnce.Calendar, [])!;

    private static readonly CaseFile File = Sample.Ava with
    {
        Authority = "fenmarsh",
        Child = Sample.Ava.Child with { Ethnicity = "White British" },
        Events =
        [
            .. Sample.Ava.Events,
            Sample.Event(
                "placement-started",
                new(2026, 5, 4),
                ("placement", "U4"),
                ("provider", "Marsh Fostering"),
                ("carer", "Olu Brandt"),
                ("address", "3 Reed Lane"),
                ("postcode", "FE1 2AB"),
                ("distanceMiles", 3.5m)
            ) with
            {
                Id = "f1",
            },
            Sample.Event("meeting-held", new(2026, 5, 6), ("meeting", "legal-planning"), ("outcome", "threshold-met")) with
            {
                Id = "f2",
            },
            Sample.Event("iro-appointed", new(2026, 1, 14), ("role", "iro"), ("who", "Petra Elm")) with
            {
                Id = "f3",
            },
            Sample.Event("officer-allocated", new(2026, 1, 14), ("role", "team-manager"), ("who", "Noor Vale")) with
            {
                Id = "f4",
            },
            Sample.Event(
                "officer-allocated",
                new(2026, 1, 14),
                ("role", "personal-adviser"),
                ("who", "Gone Away"),
                ("until", new LocalDate(2026, 2, 1))
            ) with
            {
                Id = "f5",
            },
            Sample.Event("wishes-recorded", new(2026, 5, 11)) with
            {
                Id = "f6",
            },
            Sample.Event("life-story-started", new(2026, 5, 12)) with
            {
                Id = "f7",
            },
            Sample.Event("staying-put-raised", new(2026, 5, 13)) with
            {
                Id = "f8",
            },
            Sample.Event("siblings-decided", new(2026, 5, 14), ("decision", "together")) with
            {
                Id = "f9",
            },
        ],
    };

    private static RecordAnswers Answers(CaseFile? file = null)
    {
        file ??= File;
        var history = new ChildHistory(file).On(Today);
        var policy = Library.For("fenmarsh")!;
        var evaluation = ObligationEngine.Evaluate(history, policy, Library.Calendar);
        return new(
            new FormFacts(
                "Fenmarsh County Council",
                history,
                evaluation,
                [new FormChild("C-002", "Noah Hartley", new LocalDate(2018, 3, 1)), new FormChild("C-900", "Child C-900")],
                new EventWords(new Dictionary<string, string>(), codes: Library.Codes),
                id => id,
                Today,
                policy.Versions[^1],
                Library.Calendar
            )
        );
    }

    private static FormField Field(FieldType type, params string[] from) =>
        new()
        {
            Id = "x",
            Label = "X",
            Type = type,
            From = [.. from.Select(name => FormSource.Find(name)!)],
        };

    private static string? Said(string from, CaseFile? file = null) =>
        FormSource.Find(from)!.IsAnAnswer
            ? Answers(file).Answer(Field(FieldType.Text, from))
            : Answers(file).Says(Field(FieldType.LongText, from));

    [Theory]
    [InlineData("council.name", "Fenmarsh County Council")]
    [InlineData("child.name", "Ava Hartley")]
    [InlineData("child.id", "C-001")]
    [InlineData("child.born", "4 September 2021")]
    [InlineData("child.age", "4")]
    [InlineData("child.ethnicity", "White British")]
    [InlineData("child.team", "Children in Care South")]
    [InlineData("worker.social-worker", "Beth Aldous")]
    [InlineData("worker.team-manager", "Noor Vale")]
    [InlineData("worker.iro", "Petra Elm")]
    [InlineData("worker.personal-adviser", null)]
    [InlineData("legal-status", "Interim care order (C1), since 20 February 2026")]
    [InlineData("placement", "Foster placement, long term (U4), since 4 May 2026")]
    [InlineData("placement.address", "3 Reed Lane, FE1 2AB")]
    [InlineData("placement.postcode", "FE1 2AB")]
    [InlineData("placement.provider", "Marsh Fostering")]
    [InlineData("placement.carer", "Olu Brandt")]
    [InlineData("placement.distance", "The placement is 3.5 miles from home")]
    [InlineData("plan.primary", "Adoption (primary), since 28 April 2026")]
    [InlineData(
        "plan.all",
        "Plans on the record: Adoption (primary), since 28 April 2026; Special guardianship (parallel), since 28 April 2026"
    )]
    [InlineData("review.last", "Second, held on 28 April 2026")]
    [InlineData("review.second", "Second review held on 28 April 2026; signed plan not recorded")]
    [InlineData("meeting.permanence-planning", "Permanence planning meeting held on 12 February 2026")]
    [InlineData("meeting.legal-planning", "Legal planning meeting held on 6 May 2026. Outcome: Threshold met")]
    [InlineData("meeting.adoption-panel", null)]
    [InlineData("assessments", "Sibling assessment started on 2 March 2026")]
    [InlineData("wishes", "Wishes and feelings last recorded on 11 May 2026")]
    [InlineData("life-story", "Life story work started on 12 May 2026")]
    [InlineData("staying-put", "Staying Put raised on 13 May 2026")]
    [InlineData("family.siblings", "Brothers and sisters: Noah Hartley and Child C-900. Decided on 14 May 2026: together")]
    [InlineData("family.size", "3 children")]
    public void A_fact_is_said_as_the_record_has_it(string from, string? words) => Assert.Equal(words, Said(from));

    [Fact]
    public void The_legal_position_is_status_orders_proceedings_and_the_next_hearing() =>
        Assert.Equal(
            "Interim care order (C1), since 20 February 2026. Interim care order made on 20 February 2026. Proceedings issued on 16 "
                + "February 2026. Final hearing listed for 20 August 2026",
            Said("legal-position")
        );

    [Fact]
    public void The_next_review_is_the_one_booked_or_the_day_it_is_due()
    {
        Assert.StartsWith("Not booked; due by ", Said("review.next"), StringComparison.Ordinal);
        var booked = File with
        {
            Events =
            [
                .. File.Events,
                Sample.Event("review-booked", new(2026, 5, 20), ("for", new LocalDate(2026, 7, 2)), ("number", 3)) with
                {
                    Id = "g1",
                },
            ],
        };
        Assert.Equal("2 July 2026, booked", Said("review.next", booked));
    }

    [Fact]
    public void What_is_overdue_is_listed_and_so_is_that_nothing_is() =>
        Assert.Matches("^(Overdue: .+|Nothing is overdue)$", Said("duties.overdue"));

    [Fact]
    public void Every_fact_that_a_policy_may_name_has_a_reading_also_where_the_record_is_empty()
    {
        var empty = new CaseFile("fenmarsh", new Child { Id = "F-9" }, []);
        Assert.All(FormSource.All, source => Assert.Null(Record.Exception(() => (Said(source.Name), Said(source.Name, empty)))));
    }

    [Fact]
    public void A_short_field_is_filled_in_and_where_somebody_has_to_write_or_choose_the_fact_stands_beside_it()
    {
        var answers = Answers();

        Assert.Equal("Adoption (primary), since 28 April 2026", answers.Answer(Field(FieldType.Text, "plan.primary")));
        Assert.Null(answers.Says(Field(FieldType.Text, "plan.primary")));
        foreach (var type in new[] { FieldType.LongText, FieldType.YesNo, FieldType.Choice, FieldType.Rows })
        {
            Assert.Null(answers.Answer(Field(type, "plan.primary")));
            Assert.Equal("Adoption (primary), since 28 April 2026", answers.Says(Field(type, "plan.primary")));
        }

        // What has to be weighed is never an answer by itself.
        Assert.Null(answers.Answer(Field(FieldType.Text, "assessments")));
        Assert.Null(answers.Answer(Field(FieldType.Text)));
        Assert.Null(answers.Says(Field(FieldType.Text)));
    }

    [Fact]
    public void Several_facts_are_said_one_after_the_other_and_one_that_is_not_known_is_left_out()
    {
        Assert.Equal("4, 3 children", Answers().Answer(Field(FieldType.Text, "child.age", "family.size")));
        Assert.Equal(
            "Fenmarsh County Council",
            Answers(new CaseFile("fenmarsh", new Child { Id = "F-9" }, [])).Answer(Field(FieldType.Text, "council.name", "child.team"))
        );
    }

    [Theory]
    [InlineData("legal-status", "Under an order", "C2", "C1")]
    [InlineData("placement", "With carers", "kinship", "fostering")]
    [InlineData("placement", "Long term", "U4")]
    [InlineData("plan.primary", "To adopt", "adoption")]
    public void A_value_that_means_what_the_record_has_is_chosen_before_anybody_chooses(string from, string value, params string[] means)
    {
        var field = Field(FieldType.Choice, from) with
        {
            Values = ["Another", value],
            Meanings = [new("Another", ["other"]), new(value, means)],
        };

        Assert.Equal(value, Answers().Start(field));
        Assert.Null(Answers().Start(field with { Meanings = [] }));
        Assert.Null(Answers(new CaseFile("fenmarsh", new Child { Id = "F-9" }, [])).Start(field));
    }

    [Fact]
    public void Rows_begin_with_the_child_and_the_brothers_and_sisters()
    {
        var agenda = Library.For("fenmarsh")!.Versions[^1].Reference.Form("planning-agenda")!;
        var rows = Answers().RowsOf(agenda.Sections.Single(section => section.Each is not null));

        Assert.Equal(["Ava Hartley", "Noah Hartley", "Child C-900"], rows.Select(row => row["child"]));
        Assert.Equal(["4 September 2021", "1 March 2018", null], rows.Select(row => row.GetValueOrDefault("born")));
        Assert.Empty(Answers().RowsOf(agenda.Sections[0]));
    }

    [Fact]
    public void A_part_that_is_not_so_for_this_child_is_not_asked_and_said_at_the_end()
    {
        var reference = Library.For("fenmarsh")!.Versions[^1].Reference;
        var agenda = reference.Form("planning-agenda")!;
        var alone = FormViews.Of(agenda, reference, Sample.Speech, Answers(new CaseFile("fenmarsh", new Child { Id = "F-9" }, [])));
        var three = FormViews.Of(agenda, reference, Sample.Speech, Answers());
        var blank = FormViews.Of(agenda, reference, Sample.Speech, null);

        Assert.DoesNotContain("Siblings", alone.Sections.Select(section => section.Title));
        Assert.Equal([("Siblings", "the child has brothers or sisters")], alone.LeftOut);
        Assert.Null(three.Sections.Single(section => section.Title == "Siblings").OnlyIf);
        Assert.Equal("the child has brothers or sisters", blank.Sections.Single(section => section.Title == "Siblings").OnlyIf);
        Assert.Equal(
            "“Needs an interpreter” is answered yes",
            three.Sections[0].Fields.Single(field => field.Field.Id == "language").OnlyIf
        );
        Assert.Empty(three.LeftOut);
    }

    [Theory]
    [InlineData("yes", "Answer “Which language”.")]
    [InlineData("no", null)]
    [InlineData("", null)]
    public void What_the_answers_above_do_not_ask_for_is_not_missing(string interpreter, string? fault)
    {
        var reference = Library.For("fenmarsh")!.Versions[^1].Reference;
        var agenda = reference.Form("planning-agenda")!;
        var asking = agenda with
        {
            Sections =
            [
                .. agenda.Sections.Select(section =>
                    section with
                    {
                        Fields = [.. section.Fields.Select(field => field.Id == "language" ? field with { Required = true } : field)],
                    }
                ),
            ],
        };
        var typed = new Api.Pages.TypedAnswers(
            new Dictionary<string, string> { ["f-wishes"] = "To stay.", ["f-needs-an-interpreter"] = interpreter }
        );

        FormAnswers.Read(FormViews.Of(asking, reference, Sample.Speech, Answers()), Answers(), typed);

        Assert.Equal(fault, typed.Faults.SingleOrDefault()?.Sentence);
    }
}

using NodaTime;
using Permanence.Api.Pages.Children;
using Permanence.Api.Words;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class ChildViewsTests
{
    private static readonly LocalDate On = new(2026, 6, 16);

    private static string Clause(string clause, string version) => $"/x/policy/clauses/{clause}?version={version}";

    [Fact]
    public void What_a_board_counts_as_overdue_is_exactly_the_group_it_leads_to()
    {
        var groups = Duties.Grouped(
            Evaluated(
                Duty("a", ObligationStatus.Overdue, -3),
                Duty("b", ObligationStatus.Overdue, -9, Force.WherePossible),
                Duty("c", ObligationStatus.Overdue, -20, Force.Should),
                Duty("d", ObligationStatus.DueSoon, 4),
                Duty("e", ObligationStatus.DueSoon, 2, Force.Information)
            ),
            On,
            Sample.Speech,
            new HashSet<string>(),
            Clause
        );

        Assert.Equal(["duty-c", "duty-a"], Of("overdue"));
        Assert.Equal(["duty-d"], Of("due-soon"));
        Assert.Equal(["duty-b", "duty-e"], Of("wished"));

        IEnumerable<string> Of(string group) => groups.Single(one => one.Id == group).Duties.Select(duty => duty.Id);
    }

    [Fact]
    public void Duties_that_are_called_alike_say_since_when_each_is_asked()
    {
        var groups = Duties.Grouped(
            Evaluated(
                Duty("a", ObligationStatus.Overdue, -3) with
                {
                    Title = "Match confirmed",
                    Since = On.PlusDays(-90),
                },
                Duty("b", ObligationStatus.Upcoming, 30) with
                {
                    Title = "Match confirmed",
                    Since = On.PlusDays(-5),
                },
                Duty("c", ObligationStatus.Upcoming, 31) with
                {
                    Since = On,
                }
            ),
            On,
            Sample.Speech,
            new HashSet<string>(),
            Clause
        );

        Assert.Equal("18 March 2026", Since("a"));
        Assert.Equal("11 June 2026", Since("b"));
        Assert.Null(Since("c"));

        string? Since(string duty) =>
            groups
                .SelectMany(group => group.Duties)
                .Single(one => one.Id == $"duty-{duty}")
                .Facts.FirstOrDefault(fact => fact.Label == "Asked since")
                ?.Value;
    }

    [Fact]
    public void A_duty_timed_by_several_clauses_shows_first_the_one_that_counts_and_says_why_the_others_do_not()
    {
        var duty = Duty("a", ObligationStatus.DueSoon, 4) with
        {
            Limbs =
            [
                new Limb
                {
                    Clause = "X-2",
                    Force = Force.Must,
                    Due = On.PlusDays(40),
                    Steps = [],
                },
                new Limb
                {
                    Clause = "X-1",
                    Force = Force.Must,
                    Due = On.PlusDays(4),
                    Binding = true,
                    Steps = [],
                },
                new Limb
                {
                    Clause = "X-3",
                    Force = Force.Must,
                    Steps = [],
                },
            ],
        };

        var view = Duties.View(duty, On, Sample.Speech, new HashSet<string>(), Clause);

        Assert.Equal(
            [("X-1", "Yes"), ("X-2", "No, it is later"), ("X-3", "No, it gives no date yet")],
            view.Limbs.Select(limb => (limb.Clause.Id, limb.Counts))
        );
        Assert.Equal("2 clocks run on this. X-1 gives the earliest date, 20 June 2026, so that one counts.", view.WhyAnswer);
    }

    [Fact]
    public void A_recorded_review_is_told_as_what_is_met_and_what_comes_next()
    {
        var before = Evaluated(
            Duty("r2", ObligationStatus.DueSoon, 4),
            Duty("r3", ObligationStatus.Waiting, null),
            Duty("x", ObligationStatus.Upcoming, 50)
        );
        var after = Evaluated(
            Duty("r2", ObligationStatus.Met, 4) with
            {
                MetOn = On,
            },
            Duty("r3", ObligationStatus.Upcoming, 180),
            Duty("x", ObligationStatus.Upcoming, 50)
        );

        Assert.Equal(["Duty r2: met on 16 June 2026.", "Duty r3: due 13 December 2026."], WhatChanged.Between(before, after));
    }

    [Theory]
    [InlineData("done", "Requirement met: Safety plan (X-7)")]
    [InlineData("not-needed", "Requirement not needed: Safety plan (X-7)")]
    [InlineData("declined", "Requirement declined: Safety plan (X-7)")]
    public void A_requirement_is_told_by_the_title_of_its_clause(string outcome, string told) =>
        Assert.Equal(
            told,
            new EventWords(new Dictionary<string, string>(), new Dictionary<string, string> { ["X-7"] = "Safety plan" }).Title(
                Sample.Event("requirement-recorded", On, ("clause", "X-7"), ("outcome", outcome))
            )
        );

    [Fact]
    public void A_date_that_moved_says_from_where_to_where()
    {
        var changes = WhatChanged.Between(
            Evaluated(Duty("x", ObligationStatus.Upcoming, 50), Duty("y", ObligationStatus.Upcoming, 9)),
            Evaluated(Duty("x", ObligationStatus.Upcoming, 57))
        );

        Assert.Equal(["Duty x: moved from 5 August 2026 to 12 August 2026.", "Duty y: no longer asked."], changes);
    }

    [Fact]
    public void A_withdrawal_that_was_itself_withdrawn_leaves_the_entry_standing()
    {
        var file = Sample.Ava with
        {
            Events =
            [
                .. Sample.Ava.Events,
                Entry("w1", "event-withdrawn", 1, ("event", "e7"), ("reason", "Wrong child.")),
                Entry("w2", "event-withdrawn", 2, ("event", "w1"), ("reason", "It was the right child.")),
            ],
        };

        var history = History.Of(file, null, "/saltmarsh/children/C-001", Sample.Speech, id => id);

        Assert.Null(history.Single(entry => entry.Id == "e7").State);
        Assert.Equal("Withdrawn", history.Single(entry => entry.Id == "w1").State);
        Assert.Null(history.Single(entry => entry.Id == "w1").WithdrawUrl);
        Assert.Null(history.Single(entry => entry.Id == "w2").CorrectUrl);
        Assert.Null(history.Single(entry => entry.Id == "w2").WithdrawUrl);
    }

    [Fact]
    public void What_was_recorded_later_is_not_in_the_history_as_it_was_known_before()
    {
        var known = Timeline.London.AtStartOfDay(new LocalDate(2026, 3, 1)).ToInstant();

        var history = History.Of(Sample.Ava, known, null, Sample.Speech, id => id);

        Assert.NotEmpty(history);
        Assert.All(history, entry => Assert.True(entry.On < new LocalDate(2026, 3, 1)));
        Assert.All(history, entry => Assert.Null(entry.WithdrawUrl));
    }

    [Theory]
    [InlineData("ssda903/2024-25/episodes.csv:17", "SSDA903 2024-25, episodes.csv, row 17")]
    [InlineData("page", "these pages")]
    [InlineData("case-system", "case system")]
    public void Where_a_fact_came_from_is_said_in_words(string source, string words) => Assert.Equal(words, History.From(source));

    [Fact]
    public void Everything_drawn_on_the_timeline_is_also_in_its_table_and_inside_the_drawing()
    {
        var evaluation = Evaluated(
            Duty("a", ObligationStatus.Overdue, -3),
            Duty("b", ObligationStatus.Upcoming, 60),
            Duty("c", ObligationStatus.Upcoming, 4000)
        );
        var history = new CaseHistory(Timeline.Of(Sample.Ava), On);

        var drawing = TimelineDrawing.Of(history, evaluation, Sample.Speech);

        Assert.All(drawing.Marks, mark => Assert.InRange(mark.X, TimelineDrawing.Left, TimelineDrawing.Width - TimelineDrawing.Right));
        Assert.All(
            drawing.Bars,
            bar => Assert.InRange(bar.X + bar.Width, TimelineDrawing.Left, TimelineDrawing.Width - TimelineDrawing.Right + 3)
        );
        Assert.Equal(history.Happened.Count + 2, drawing.Rows.Count);
        Assert.Equal(
            ["Accommodated under section 20", "Interim care order"],
            drawing.Bars.Where(bar => bar.Lane == 0).Select(bar => bar.Title.Split(',')[0])
        );
        Assert.True(drawing.Rows.Zip(drawing.Rows.Skip(1)).All(pair => pair.First.On <= pair.Second.On));
    }

    private static CareEvent Entry(string id, string type, int minute, params (string Name, object Value)[] fields) =>
        Sample.Event(type, On, fields) with
        {
            Id = id,
            Recorded = new Recording(Instant.FromUtc(2026, 6, 16, 9, minute), "saltmarsh-team-manager", "page"),
        };

    private static Evaluation Evaluated(params Obligation[] duties) =>
        new("saltmarsh", "C-001", On, new PolicyStamp("saltmarsh", "2026-01-05", "", false), duties);

    private static Obligation Duty(string id, ObligationStatus status, int? due, Force force = Force.Must) =>
        new()
        {
            Id = id,
            Title = $"Duty {id}",
            Status = status,
            Due = due is { } days ? On.PlusDays(days) : null,
            Force = force,
            IsBreach = status == ObligationStatus.Overdue && force is (Force.Must or Force.Should),
            Owner = "social-worker",
            Limbs = [],
        };
}

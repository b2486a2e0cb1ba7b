using CsCheck;
using NodaTime;
using Permanence.Api.Pages.Children;
using Permanence.Api.Words;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Agencies;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>
/// One record, one answer: what the board's row, the summary, the child's page, its timeline and the agency say of the same record on the
/// same day, as known at the same instant.
/// </summary>
public sealed class OneReadingTests
{
    private static readonly LocalDate Today = new(2026, 6, 16);
    private static readonly EventWords Speech = Sample.Speech;

    [Fact]
    public void Row_summary_page_timeline_and_agency_agree_of_any_record_on_any_day() =>
        Gen.Int.Sample(
            seed => Assert.Equal([], Disagreements(Seen(RandomRecord.Of(seed), RandomRecord.Day(seed), RandomRecord.KnownAt(seed)))),
            iter: 3000,
            threads: 1
        );

    [Fact]
    public void They_agree_of_every_child_of_the_invented_region()
    {
        var configuration = DemoConfiguration.Load(Path.Combine(Repository.Config, "demo")).Value!;
        LocalDate[] days = [Today, new(2025, 1, 31), new(2028, 2, 29)];
        foreach (
            var file in configuration.Authorities.SelectMany(authority =>
                DemoRegion.Generate(configuration.SettingsFor(authority.Id, 1, Today, ReadOnce.Calendar)!)
            )
        )
        {
            foreach (var day in days)
            {
                Assert.Equal([], Disagreements(Seen(file, day, null)));
                Assert.Equal([], Disagreements(Seen(file, day, Timeline.London.AtStartOfDay(day.PlusDays(-200)).ToInstant())));
            }
        }
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("legal status")]
    [InlineData("placement")]
    [InlineData("worker")]
    [InlineData("decision")]
    [InlineData("timeline")]
    [InlineData("agency")]
    [InlineData("name")]
    [InlineData("age")]
    public void One_that_read_the_record_for_itself_would_be_found(string who)
    {
        var seen = Seen(
            InCare
                .Event("plan-set", "2025-02-03", ("option", "adoption"), ("track", "primary"))
                .Event("should-be-placed-decided", "2025-03-03")
                .Event("officer-allocated", "2025-01-07", ("role", "social-worker"), ("who", "Dilys Rowe"))
                .File,
            Today,
            null
        );
        Assert.Equal([], Disagreements(seen));
        var mistaken = who switch
        {
            "plan" => seen with { Row = seen.Row with { Plan = "long-term-fostering" } },
            "legal status" => seen with { Row = seen.Row with { LegalStatus = "C2" } },
            "placement" => seen with { Summary = seen.Summary with { Placement = "K2" } },
            "worker" => seen with { Row = seen.Row with { SocialWorker = "Sam Poole" } },
            "decision" => seen with { Summary = seen.Summary with { ShouldBePlacedDecision = null } },
            "name" => seen with { View = seen.View with { Name = "Ada" } },
            "age" => seen with { Row = seen.Row with { Age = "1" } },
            "timeline" => seen with { View = seen.View with { Timeline = seen.View.Timeline with { Bars = [] } } },
            _ => seen with { Shared = false },
        };
        Assert.NotEmpty(Disagreements(mistaken));
    }

    [Theory]
    [InlineData("care", "C2")]
    [InlineData("interim-care", "C1")]
    [InlineData("placement", "E1")]
    public void An_order_changes_the_legal_status_wherever_it_is_shown(string order, string status)
    {
        var seen = Seen(InCare.Event("order-made", "2025-04-01", ("order", order)).File, Today, null);

        Assert.Equal(
            (status, status, new LocalDate(2025, 4, 1)),
            (seen.Row.LegalStatus, seen.Summary.LegalStatus, seen.Summary.LegalStatusSince)
        );
        Assert.Equal($"{Speech.LegalStatus(status)} ({status})", Value(seen.View.Where, "Legal status"));
        Assert.Equal([Speech.LegalStatus("V2"), Speech.LegalStatus(status)], Lane(seen, 0));
    }

    [Fact]
    public void An_order_that_ends_leaves_the_status_beside_it_everywhere()
    {
        var seen = Seen(
            InCare
                .Event("order-made", "2025-04-01", ("order", "care"))
                .Event("order-made", "2025-05-01", ("order", "placement"))
                .Event("order-ended", "2025-09-01", ("order", "placement"))
                .File,
            Today,
            null
        );
        Assert.Equal("C2", seen.Row.LegalStatus);
        Assert.Equal(
            [Speech.LegalStatus("V2"), Speech.LegalStatus("C2"), Speech.LegalStatus("E1"), Speech.LegalStatus("C2")],
            Lane(seen, 0)
        );

        var discharged = Seen(
            InCare.Event("order-made", "2025-04-01", ("order", "care")).Event("order-ended", "2025-09-01", ("order", "care")).File,
            Today,
            null
        );
        Assert.Equal("V2", discharged.Row.LegalStatus);
        Assert.Null(Seen(InCare.Event("ceased-looked-after", "2025-09-01", ("reason", "E4A")).File, Today, null).Row.LegalStatus);
    }

    [Theory]
    [InlineData("review-held", "planAgreed", "Plan agreed at a review")]
    [InlineData("plan-agreed", "option", "Plan agreed")]
    [InlineData("plan-confirmed", "option", "Plan confirmed")]
    [InlineData("plan-ratified", "option", "Plan ratified")]
    public void A_plan_that_was_agreed_without_being_set_is_the_plan_everywhere(string type, string field, string label)
    {
        var seen = Seen(InCare.Event(type, "2025-04-01", (field, "long-term-fostering")).File, Today, null);

        Assert.Equal("long-term-fostering", seen.Row.Plan);
        Assert.Equal(Speech.Name("long-term-fostering"), Value(seen.View.Plan, "Primary"));
        Assert.Equal(Speech.Name("long-term-fostering"), Value(seen.View.Plan, label));
    }

    [Fact]
    public void A_plan_or_decision_of_an_earlier_period_of_care_is_nobodys_now()
    {
        var child = InCare
            .Event("plan-set", "2025-02-03", ("option", "adoption"), ("track", "parallel"))
            .Event("should-be-placed-decided", "2025-03-03");
        Assert.True(Seen(child.File, Today, null).Shared);

        var again = Seen(
            child.Event("ceased-looked-after", "2025-06-02", ("reason", "E4A")).BecameLookedAfter("2025-10-06").File,
            Today,
            null
        );
        Assert.False(again.Shared);
        Assert.Null(again.Summary.ShouldBePlacedDecision);
        Assert.Null(Value(again.View.Plan, "Parallel"));
    }

    [Theory]
    [InlineData("ceased-looked-after", "E4A")]
    [InlineData("ceased-looked-after", "E11")]
    [InlineData("ceased-looked-after", "E9")]
    [InlineData("order-made", "adoption")]
    [InlineData("should-be-placed-reversed", null)]
    public void A_child_leaves_the_agency_with_what_ends_their_case(string type, string? how)
    {
        var child = InCare.Event("should-be-placed-decided", "2025-03-03");
        Assert.True(Seen(child.File, Today, null).Shared);
        child = how is null
            ? child.Event(type, "2025-09-01")
            : child.Event(type, "2025-09-01", (type == "order-made" ? "order" : "reason", how));
        Assert.True(Seen(child.File, new(2025, 8, 31), null).Shared);
        Assert.False(Seen(child.File, new(2025, 9, 1), null).Shared);
    }

    [Fact]
    public void A_child_leaves_the_agency_at_eighteen()
    {
        var child = A.Child(born: "2008-06-17").BecameLookedAfter("2025-01-06").Event("should-be-placed-decided", "2025-03-03").File;
        Assert.True(Seen(child, Today, null).Shared);
        Assert.False(Seen(child, Today.PlusDays(1), null).Shared);
    }

    [Fact]
    public void Who_is_allocated_is_on_the_board_and_on_the_page()
    {
        var child = InCare
            .Event("officer-allocated", "2025-01-07", ("role", "social-worker"), ("who", "Dilys Rowe"))
            .Event("iro-appointed", "2025-01-08", ("who", "Ines Marsh"))
            .Event("officer-allocated", "2025-05-06", ("role", "social-worker"), ("who", "SW-204"), ("until", "2025-11-03"))
            .File;
        child = child with { Child = child.Child with { SocialWorker = "Sam Poole" } };

        Assert.Equal(
            ["Sam Poole", "Dilys Rowe", "SW-204", null],
            new LocalDate[] { new(2025, 1, 6), new(2025, 2, 1), new(2025, 11, 3), new(2025, 11, 4) }.Select(day =>
                Seen(child, day, null).Row.SocialWorker
            )
        );
        var view = Seen(child, new(2025, 2, 1), null).View;
        Assert.Equal(("Dilys Rowe", "Ines Marsh"), (Value(view.Who, "Social worker"), Value(view.Who, "Reviewing officer")));
        Assert.Equal("Not recorded", Value(Seen(child, Today, null).View.Who, "Social worker"));
    }

    [Fact]
    public void Details_that_changed_are_what_everything_says_from_their_day_and_as_far_as_they_were_known()
    {
        var child = InCare.Event("details-changed", "2025-06-02", ("name", "Ada Marsh"), ("born", "2015-06-10"), ("team", "West")).File;
        child = child with
        {
            Child = child.Child with { Name = "Ada", Team = "East", Born = new LocalDate(2016, 6, 10) },
            Events =
            [
                .. child.Events.Select(one =>
                    one with
                    {
                        Recorded = new Recording(
                            Timeline.London.AtStartOfDay(one.On.PlusDays(30)).ToInstant(),
                            "test-social-worker",
                            "page"
                        ),
                    }
                ),
            ],
        };

        foreach (
            var (on, knownAt, name, team, age) in new (LocalDate, LocalDate?, string, string, string)[]
            {
                (new(2025, 6, 1), null, "Ada", "East", "8"),
                (new(2025, 6, 2), null, "Ada Marsh", "West", "9"),
                // Thirty days later it was known, also of the day before.
                (new(2025, 6, 20), new(2025, 6, 30), "Ada", "East", "9"),
                (new(2025, 6, 20), new(2025, 7, 3), "Ada Marsh", "West", "10"),
            }
        )
        {
            Instant? at = knownAt is { } day ? Timeline.London.AtStartOfDay(day).ToInstant() : null;
            var seen = Seen(child, on, at);
            Assert.Equal([], Disagreements(seen));
            Assert.Equal((name, team, age), (seen.Row.Name, seen.Row.Team, seen.Row.Age));
            Assert.Equal(name, seen.View.Name);
        }
    }

    [Theory]
    [InlineData("unplanned-ending", null, null)]
    [InlineData("placement-ended", "unplanned", true)]
    [InlineData("placement-started", "placement", "U6")]
    [InlineData("plan-agreed", "option", "adoption")]
    public void Permanence_that_is_lost_is_said_to_be_lost(string type, string? field, object? value)
    {
        var child = InCare.Event("permanence-secured", "2025-04-01", ("option", "long-term-fostering"));
        Assert.Equal("Long-term fostering", Value(Seen(child.File, Today, null).View.Plan, "Permanence secured"), ignoreCase: true);

        var lost = Seen(
            (field is null ? child.Event(type, "2025-09-01") : child.Event(type, "2025-09-01", (field, value!))).File,
            Today,
            null
        );
        Assert.Null(Value(lost.View.Plan, "Permanence secured"));
        Assert.Contains("secured on 1 April 2025", Value(lost.View.Plan, "Permanence lost"), StringComparison.Ordinal);
    }

    private static ChildBuilder InCare =>
        A.Child().BecameLookedAfter("2025-01-06").Event("placement-started", "2025-01-06", ("placement", "U4"));

    private sealed record Showing(LocalDate On, TrackerRow Row, ChildSummary Summary, ChildView View, bool Shared, bool InCare);

    private static Showing Seen(CaseFile file, LocalDate on, Instant? knownAt)
    {
        var evaluation = new Evaluation(file.Authority, file.Child.Id, on, new PolicyStamp(file.Authority, "2025-01-01", "", false), []);
        var history = new ChildHistory(file, knownAt).On(on);
        var view = ChildViews.Of(
            new ChildFacts(
                "Test",
                file,
                evaluation,
                new Dictionary<string, string?>(),
                Speech,
                id => id,
                LondonTime.LastMinuteOf(Today),
                new AsOf(on, knownAt)
            )
        );
        return new Showing(
            on,
            TrackerRows.Of(history, evaluation, ReadOnce.Library.For(ReadOnce.Library.Authorities[0].Id)!, ReadOnce.Calendar),
            ChildSummaries.Of(Timeline.Of(file, knownAt), on),
            view,
            AgencyView.Shows(history),
            history.LookedAfter && history.Died is null
        );
    }

    private static List<string> Disagreements(Showing seen)
    {
        var found = new List<string>();
        var (row, summary, view) = (seen.Row, seen.Summary, seen.View);
        Same("plan", row.Plan is null ? "No primary plan recorded" : Speech.Name(row.Plan), Value(view.Plan, "Primary"));
        Same("legal status, row and summary", row.LegalStatus, summary.LookedAfter ? summary.LegalStatus : null);
        Same("social worker", row.SocialWorker ?? "Not recorded", Value(view.Who, "Social worker"));
        if (row.ReviewingOfficer is not null || row.Standing == Standing.LookedAfter)
            Same("reviewing officer", row.ReviewingOfficer ?? "Not recorded", Value(view.Who, "Reviewing officer"));
        Same("team", row.Team ?? "Not recorded", Value(view.Who, "Team"));
        Same("name", row.Name ?? $"Child {row.Child}", view.Name);
        Same("age", Aged(row.Age), view.Who.FirstOrDefault(fact => fact.Label is "Born" or "Expected")?.More);
        if (summary.LookedAfter)
        {
            Same(
                "legal status, row and page",
                row.LegalStatus is { } status ? $"{Speech.LegalStatus(status)} ({status})" : "Not recorded",
                Value(view.Where, "Legal status")
            );
            Same(
                "placement, summary and page",
                summary.Placement is { } placement ? $"{Speech.Placement(placement)} ({placement})" : "Not recorded",
                Value(view.Where, "Placement")
            );
        }

        Same("legal status, row and timeline", row.LegalStatus is { } now ? Speech.LegalStatus(now) : null, Reaching(0));
        Same(
            "placement, summary and timeline",
            summary is { LookedAfter: true, Placement: { } home } ? Speech.Placement(home) : null,
            Reaching(1)
        );
        var decided = summary is { ShouldBePlacedDecision: { } day, DecisionReversed: null } ? $"on {Dates.InWords(day)}" : null;
        Same("decision", decided, view.Plan.FirstOrDefault(fact => fact.Label == "Should be placed for adoption")?.More);
        var adoption =
            decided is not null
            || row.Plan is "adoption" or "early-permanence"
            || view.Plan.Any(fact =>
                fact.Label is "Parallel" or "Concurrent" or "Contingency"
                && (fact.Value == Speech.Name("adoption") || fact.Value == Speech.Name("early-permanence"))
            );
        if (seen.Shared && !adoption)
            found.Add("the agency sees a child for whom nothing says adoption");
        if (!seen.Shared && adoption && seen.InCare && summary.AdoptionOrder is null && row.AgeInMonths < 18 * 12)
            found.Add("the agency does not see a child in care for whom adoption is the plan");
        return found;

        void Same(string what, string? one, string? other)
        {
            if (one != other)
                found.Add($"{what}: {one ?? "nothing"}, but {other ?? "nothing"}");
        }

        // The page says "age 7", the row "7"; of who is not one yet, both say how old or that they are not born; of no birth, nothing.
        string? Aged(string age) =>
            age == Age.NotKnown.InWords() ? null
            : row.AgeInMonths >= 12 ? $"age {age}"
            : age;

        // What a lane shows at the day asked about: the bar that goes on to it.
        string? Reaching(int lane) =>
            view.Timeline.Bars.LastOrDefault(bar => bar.Lane == lane && bar.Title.EndsWith("to this day", StringComparison.Ordinal))
                is { } bar
                ? bar.Title[..bar.Title.LastIndexOf(", ", StringComparison.Ordinal)]
                : null;
    }

    private static string? Value(IReadOnlyList<Fact> facts, string label) => facts.FirstOrDefault(fact => fact.Label == label)?.Value;

    private static IEnumerable<string> Lane(Showing seen, int lane) =>
        seen
            .View.Timeline.Bars.Where(bar => bar.Lane == lane)
            .Select(bar => bar.Title[..bar.Title.LastIndexOf(", ", StringComparison.Ordinal)]);
}

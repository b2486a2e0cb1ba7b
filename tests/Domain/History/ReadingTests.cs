using System.Text;
using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>One reading of a record on any day: what is shared between days changes none of them, and who is known when.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void A_day_reads_the_same_whatever_other_days_were_asked_and_whatever_happened_later() =>
        Gen.Int.Sample(
            seed =>
            {
                var file = RandomRecord.Of(seed, 60);
                var whole = new ChildHistory(file, RandomRecord.KnownAt(seed));
                var day = RandomRecord.Day(seed);
                foreach (var other in new[] { day.PlusDays(3000), day.PlusDays(-400), day.PlusDays(20), day.PlusDays(700) })
                    Told(whole.On(other));
                // The same as a record that ends with that day.
                var ended = new CaseFile(file.Authority, file.Child, [.. whole.Timeline.Events.Where(happened => happened.On <= day)]);
                var expected = Told(new ChildHistory(ended).On(day));
                Assert.Equal(expected, Told(whole.On(day)));
                var later = whole.On(day.PlusDays(2500));
                Assert.Equal(expected, Told(later.AsOf(day)));
                Assert.Equal(later.AsOf(day).LegalStatus?.Code, later.LegalStatusOn(day)?.Code);
            },
            iter: 3000,
            threads: 1
        );

    /// <summary>
    /// What a policy asks hangs on the details as they were changed: the same is asked as of who was always recorded so, and until the day
    /// of the change as if nothing had been changed.
    /// </summary>
    [Fact]
    public void Every_policy_counts_from_the_birth_as_it_was_changed()
    {
        var (on, wrong, right) = (A.Day("2026-03-02"), A.Day("2012-02-10"), A.Day("2009-02-10"));
        var told = 0;
        foreach (var authority in ReadOnce.Library.Authorities)
        {
            var policy = ReadOnce.Library.For(authority.Id)!;
            Assert.Equal(Asked(wrong, right, on), Asked(right, right, on));
            Assert.Equal(Asked(wrong, right, on.PlusDays(-1)), Asked(wrong, wrong, on.PlusDays(-1)));
            told += Asked(wrong, right, on) == Asked(wrong, wrong, on) ? 0 : 1;

            string Asked(LocalDate recorded, LocalDate changed, LocalDate day)
            {
                var child = A.Child(authority: authority.Id)
                    .BecameLookedAfter("2025-01-06")
                    .Event("placement-started", "2025-01-06", ("placement", "U4"))
                    .Event("details-changed", "2026-03-02", ("born", changed))
                    .File;
                child = child with { Child = child.Child with { Born = recorded } };
                var history = new ChildHistory(child).On(day);
                return Encoding.UTF8.GetString(EvaluationJson.Write(ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar)));
            }
        }

        Assert.True(told > 0, "No policy asks for anything by the age, so nothing was tried.");
    }

    private static readonly HashSet<string> Fostering = ["U1", "U2", "U3", "U4", "U5", "U6"];

    private static string Told(CaseHistory history) =>
        string.Join(
            '\n',
            [
                $"{history.LookedAfter} {history.CaseStart} {history.Period} {history.Left?.Id} {history.Standing} {history.Age} "
                    + $"{history.PrimaryPlan}",
                string.Join(' ', history.Periods),
                string.Join(' ', history.Plans),
                string.Join(' ', history.LegalStatuses),
                string.Join(' ', history.Placements),
                string.Join(' ', history.Reviews),
                $"{history.Adoption} {history.Permanence} {history.SocialWorker} {history.ReviewingOfficer}",
                $"{ChildSummaries.Of(history)}",
                $"{history.FosterStay(Fostering)?.Id} {history.PlacementSince(true)?.Id} {history.Placement?.Id} "
                    + $"{history.PlacementOn(history.On.PlusDays(-30))?.Id}",
                string.Join(' ', EventVocabulary.Orders.Select(order => history.OrderInForce(order)?.Id)),
            ]
        );

    [Fact]
    public void Nobody_knows_a_child_before_anything_happened_or_anybody_recorded_it()
    {
        var file = A.Child(born: "2020-05-15")
            .Event("intervention-started", "2024-02-05")
            .RecordedAt("2024-02-06T10:00:00Z")
            .BecameLookedAfter("2024-03-04")
            .RecordedAt("2024-03-04T10:00:00Z")
            .File;

        Assert.False(Known(file, "2010-01-01"));
        Assert.False(Known(file, "2024-02-04"));
        Assert.True(Known(file, "2024-02-05"));
        Assert.False(Known(file, "2026-01-01", "2024-02-06T09:59:59Z"));
        Assert.True(Known(file, "2026-01-01", "2024-02-06T10:00:00Z"));
    }

    [Fact]
    public void A_record_that_a_return_alone_opened_is_of_no_child_once_the_return_is_undone()
    {
        const string Source = "ssda903/2023-24/episodes.csv:2";
        var child = A.Child()
            .BecameLookedAfter("2024-03-04")
            .RecordedAt("2024-03-05T10:00:00Z", source: Source)
            .Event("event-withdrawn", "2024-03-06", ("event", "e1"), ("reason", "Import undone"))
            .RecordedAt("2024-03-06T10:00:00Z", source: Source)
            .File;

        Assert.False(Known(child, "2024-03-10"));
        Assert.False(Known(child, "2024-03-10", "2024-03-07T10:00:00Z"));
        Assert.True(Known(child, "2024-03-10", "2024-03-05T12:00:00Z"));
    }

    [Fact]
    public void A_child_whose_only_entry_a_person_took_back_is_still_on_the_board()
    {
        var file = A.Child(born: "2020-05-15")
            .Event("removal-likely", "2024-03-04")
            .RecordedAt("2024-03-05T10:00:00Z")
            .Event("event-withdrawn", "2024-03-06", ("event", "e1"), ("reason", "Wrong day"))
            .RecordedAt("2024-03-06T10:00:00Z")
            .File;

        Assert.True(Known(file, "2026-06-16"));
        Assert.True(
            Known(
                A.Child(born: "2020-05-15")
                    .Event("removal-likely", "2024-03-04")
                    .Event("event-withdrawn", "2024-03-04", ("event", "e1"), ("reason", "Wrong day"))
                    .File,
                "2026-06-16"
            )
        );
    }

    [Fact]
    public void A_record_opened_with_nothing_in_it_knows_the_child_from_forty_weeks_before_the_birth()
    {
        var file = new CaseFile("test", new Child { Id = "T-1", Expected = A.Day("2026-10-01") }, []);
        Assert.True(Known(file, "2026-06-16"));
        Assert.False(Known(file, "2025-06-16"));
        Assert.False(Known(file, "2026-06-16", "2026-06-15T10:00:00Z"));
    }

    private static bool Known(CaseFile file, string on, string? knownAt = null) =>
        new ChildHistory(file, knownAt is null ? null : NodaTime.Text.InstantPattern.ExtendedIso.Parse(knownAt).Value)
            .On(A.Day(on))
            .IsKnown;

    [Theory]
    [InlineData("2019-02-28", "2020-02-29", "unborn", null)]
    [InlineData("2020-03-10", "2020-02-29", "1 week", 0)]
    [InlineData("2020-07-29", "2020-02-29", "5 months", 5)]
    [InlineData("2021-02-28", "2020-02-29", "1", 12)]
    [InlineData("2026-06-16", "2018-06-17", "7", 95)]
    public void An_age_is_a_number_with_words(string on, string born, string words, int? months)
    {
        var age = Age.Of(A.Day(born), A.Day(on));
        Assert.Equal((words, months), (age.InWords(), age.Months));
    }

    [Fact]
    public void Ages_stand_in_order()
    {
        var on = A.Day("2026-06-16");
        Age[] ages =
        [
            Age.NotKnown,
            Age.Of(on.PlusDays(9), on),
            Age.Of(on.PlusDays(-2), on),
            Age.Of(on.PlusDays(-15), on),
            Age.Of(on.PlusMonths(-7), on),
            Age.Of(on.PlusYears(-9), on),
        ];
        Assert.Equal(ages, ages.Reverse().Order());
        Assert.Equal("not known", Age.NotKnown.InWords());
    }

    [Theory]
    [InlineData("before-care", "2024-02-01")]
    [InlineData("looked-after", "2024-06-01")]
    [InlineData("after-care", "2025-06-01")]
    [InlineData("before-care", "2025-12-01")]
    public void Where_a_child_stands_follows_from_the_case(string standing, string on)
    {
        var child = A.Child()
            .Event("intervention-started", "2024-01-08")
            .BecameLookedAfter("2024-03-04")
            .Event("ceased-looked-after", "2025-03-03", ("reason", "E4A"))
            .Event("removal-likely", "2025-11-03");
        Assert.Equal(standing, new CaseHistory(child.Timeline, A.Day(on)).Standing.Name());
    }

    [Theory]
    [InlineData("E11")]
    [InlineData("E3")]
    [InlineData("E2")]
    public void A_case_that_nothing_follows_is_closed(string reason) =>
        Assert.Equal(
            Standing.Closed,
            new CaseHistory(
                A.Child().BecameLookedAfter("2024-03-04").Event("ceased-looked-after", "2025-03-03", ("reason", reason)).Timeline,
                A.Day("2025-03-03")
            ).Standing
        );

    [Fact]
    public void An_entry_into_care_while_in_care_begins_no_period()
    {
        var child = A.Child()
            .BecameLookedAfter("2024-03-04")
            .BecameLookedAfter("2024-06-03")
            .Event("ceased-looked-after", "2025-03-03", ("reason", "E4A"));
        foreach (var day in new[] { "2024-07-01", "2025-03-03", "2025-06-01" })
            Assert.Single(new CaseHistory(child.Timeline, A.Day(day)).Periods);
    }

    [Fact]
    public void A_plan_says_how_it_came_to_be_agreed()
    {
        var child = A.Child()
            .BecameLookedAfter("2024-03-04")
            .Event("plan-set", "2024-03-10", ("option", "adoption"), ("track", "primary"), ("rank", 1))
            .Event("review-held", "2024-06-03", ("planAgreed", "adoption"))
            .Event("plan-ratified", "2024-07-01", ("option", "adoption"));
        var plan = new CaseHistory(child.Timeline, A.Day("2024-08-01")).Plans[0];
        Assert.Equal(("e2", "e3", "e4", 1), (plan.Source.Id, plan.FirstAgreed?.Id, plan.LastAgreed?.Id, plan.Rank));
        Assert.Null(new CaseHistory(child.Timeline, A.Day("2024-05-01")).Plans[0].FirstAgreed);
    }

    [Theory]
    [InlineData(null, "long-term-fostering", "became-looked-after", "2024-03-04")]
    [InlineData("e4", "long-term-fostering", "placement-started", "2024-09-02", "placement", "U6")]
    [InlineData(null, "long-term-fostering", "placement-started", "2024-09-02", "placement", "U6", "carer", "Ash Field")]
    [InlineData(null, "long-term-fostering", "plan-set", "2024-09-02", "option", "long-term-fostering", "track", "primary")]
    [InlineData(null, "long-term-fostering", "plan-set", "2024-09-02", "option", "adoption", "track", "contingency")]
    [InlineData("e4", "long-term-fostering", "review-held", "2024-09-02", "planAgreed", "return-home")]
    [InlineData("e5", "special-guardianship", "order-ended", "2024-09-02", "order", "special-guardianship")]
    [InlineData(null, "special-guardianship", "order-ended", "2024-09-02", "order", "interim-care")]
    [InlineData(null, "adoption", "placement-started", "2024-09-02", "placement", "A4")]
    public void What_loses_permanence_and_what_does_not(string? lostBy, string option, string type, string on, params string[] fields)
    {
        var child = A.Child()
            .BecameLookedAfter("2024-03-04")
            .Event("placement-started", "2024-03-04", ("placement", "U4"), ("carer", "Ash Field"));
        // The order is what it is secured by.
        if (option is "special-guardianship" or "adoption")
            child.Event("order-made", "2024-06-03", ("order", option));
        child
            .Event("permanence-secured", "2024-06-03", ("option", option))
            .Event(
                type,
                on,
                type == "became-looked-after"
                    ? [("basis", "planned"), ("legalStatus", "V2")]
                    : [.. fields.Chunk(2).Select(pair => (pair[0], (object)pair[1]))]
            );
        var permanence = new CaseHistory(child.Timeline, A.Day("2025-01-01")).Permanence;
        Assert.Equal((option, lostBy), (permanence?.Option, permanence?.LostBy?.Id));
        Assert.False(new CaseHistory(child.Timeline, A.Day("2024-09-01")).Permanence?.IsLost);
    }

    [Fact]
    public void A_stay_in_hospital_breaks_no_stay_with_a_family_and_no_time_at_an_address()
    {
        (string, object)[] home = [("placement", "U6"), ("carer", "FC-1"), ("postcode", "BH1 1AA")];
        var child = A.Child()
            .BecameLookedAfter("2024-03-04")
            .Event("placement-started", "2024-03-04", home)
            .Event("placement-started", "2024-09-02", ("placement", "T1"));

        Assert.Equal((A.Day("2024-03-04"), A.Day("2024-03-04")), Since());
        child.Event("placement-started", "2024-09-09", home);
        Assert.Equal((A.Day("2024-03-04"), A.Day("2024-03-04")), Since());
        child.Event("placement-started", "2024-10-07", ("placement", "U6"), ("carer", "FC-2"), ("postcode", "BH1 1AB"));
        Assert.Equal((A.Day("2024-10-07"), A.Day("2024-10-07")), Since());

        (LocalDate?, LocalDate?) Since()
        {
            var history = new CaseHistory(child.Timeline, A.Day("2025-01-01"));
            return (history.FosterStay(new HashSet<string> { "U6" })?.On, history.PlacementSince(sameAddress: true)?.On);
        }
    }
}

using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>What of a form is asked about a child: by the record, and by what was answered above in the form.</summary>
public sealed class FormShowingTests
{
    private static readonly PolicyPack Pack = PolicyLibrary
        .Read([.. ReadOnce.Shared, .. Invented.Fenmarsh], ReadOnce.Calendar, [])!
        .For("fenmarsh")!
        .Versions[^1];

    private static readonly PolicyForm Agenda = Pack.Reference.Form("planning-agenda")!;

    private static bool? Holds(IReadOnlyList<FormCondition> conditions, Child child, params (string Field, string[] Answers)[] answers)
    {
        var file = new CaseFile("fenmarsh", child, []);
        var showing = new FormShowing(new CaseHistory(Timeline.Of(file), new LocalDate(2026, 3, 2)), Pack, ReadOnce.Calendar);
        return showing.Holds(conditions, field => answers.Where(one => one.Field == field).Select(one => one.Answers).FirstOrDefault());
    }

    private static Child Child(string? born = "2020-02-03", params string[] siblings) =>
        new()
        {
            Id = "F-1",
            Born = born is null ? null : A.Day(born),
            Siblings = siblings,
        };

    private static FormCondition Age(int under) => new FormCondition.OfTheRecord(new Condition.Age(null, under, null));

    [Fact]
    public void A_section_about_siblings_is_asked_of_who_has_some()
    {
        var section = Agenda.Sections.Single(one => one.Title == "Siblings");

        Assert.True(Holds(section.ShownWhen, Child(siblings: "F-2")));
        Assert.False(Holds(section.ShownWhen, Child()));
    }

    [Fact]
    public void A_field_that_hangs_on_an_answer_is_settled_by_it()
    {
        var language = Agenda.Fields.Single(field => field.Id == "language");

        Assert.Null(Holds(language.ShownWhen, Child()));
        Assert.True(Holds(language.ShownWhen, Child(), ("needs-an-interpreter", ["yes"])));
        Assert.False(Holds(language.ShownWhen, Child(), ("needs-an-interpreter", ["no"])));
    }

    [Fact]
    public void A_part_that_asks_what_the_council_chose_follows_a_choice_that_is_only_tried()
    {
        const string section = "      - title: Siblings\n        shown-when: { siblings: true }\n";
        PolicyFile[] files =
        [
            .. Invented.Fenmarsh.Select(file =>
                file with
                {
                    Text = file.Text.Replace(
                        section,
                        section.Replace(
                            "{ siblings: true }",
                            "[{ siblings: true }, { not: { chosen: { residential-needs: nothing } } }]",
                            StringComparison.Ordinal
                        ),
                        StringComparison.Ordinal
                    ),
                }
            ),
        ];
        var packs = PolicyLibrary.Read([.. ReadOnce.Shared, .. files], ReadOnce.Calendar, [])!.For("fenmarsh")!;
        var tried = packs.Choosing(new Dictionary<string, string> { ["residential-needs"] = "nothing" }).Value!;

        Assert.True(Holds(Shown(packs), Child(siblings: "F-2")));
        Assert.False(Holds(Shown(tried), Child(siblings: "F-2")));
        Assert.True(Holds(Shown(packs), Child(siblings: "F-2")));
        Assert.Contains("residential-needs", packs.Versions[^1].DecidingSettings);

        static IReadOnlyList<FormCondition> Shown(PolicyPacks packs) =>
            packs.Versions[^1].Reference.Form("planning-agenda")!.Sections.Single(one => one.Title == "Siblings").ShownWhen;
    }

    [Theory]
    [InlineData("2016-03-03", true)]
    [InlineData("2016-03-02", false)]
    public void An_age_is_tested_on_the_day_the_form_is_filled_in(string born, bool asked) =>
        Assert.Equal(asked, Holds([Age(10)], Child(born)));

    [Fact]
    public void Without_a_date_of_birth_what_hangs_on_age_is_neither_asked_for_nor_left_out()
    {
        Assert.Null(Holds([Age(10)], Child(born: null)));
        Assert.Null(Holds([new FormCondition.Not(Age(10))], Child(born: null)));
    }

    [Fact]
    public void Of_several_conditions_all_have_to_hold_and_one_that_fails_settles_it()
    {
        var notHome = new FormCondition.Not(new FormCondition.Answered("where", ["Home"]));

        Assert.Null(Holds([Age(10), notHome], Child()));
        Assert.False(Holds([Age(5), notHome], Child()));
        Assert.True(Holds([Age(10), notHome], Child(), ("where", ["Another home"])));
        Assert.False(Holds([Age(10), notHome], Child(), ("where", ["Home", "Another home"])));
    }

    [Fact]
    public void Of_alternatives_one_is_enough()
    {
        var either = new FormCondition.Any([Age(5), new FormCondition.Answered("where", ["Home"])]);

        Assert.Null(Holds([either], Child()));
        Assert.True(Holds([either], Child(), ("where", ["Home"])));
        Assert.False(Holds([either], Child(), ("where", ["Elsewhere"])));
        Assert.True(Holds([new FormCondition.Any([Age(10), new FormCondition.Answered("where", ["Home"])])], Child()));
    }
}

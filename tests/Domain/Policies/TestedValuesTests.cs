using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>What packs expect where an event holds free text, and what forms lead to.</summary>
public sealed class TestedValuesTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    private static PolicyPack Pack(string council) => Library.For(council)!.Versions[^1];

    [Fact]
    public void Several_words_for_one_thing_are_offered_as_the_first_of_them()
    {
        var documents = TestedValues.Of(Pack("hertfordshire"), "document-sent", "document");

        Assert.Contains("ppm-minutes", documents);
        Assert.Contains("ppm-minutes-and-summary", documents);
        Assert.DoesNotContain("planning-meeting-minutes", documents);
        Assert.Equal(documents.Distinct(), documents);
    }

    [Fact]
    public void A_clause_is_never_another_word_for_the_one_beside_it() =>
        Assert.Superset(
            new HashSet<string> { "BCP-8-14", "BCP-8-15", "BCP-8-20" },
            TestedValues.Of(Pack("bcp"), "escalation-raised", "clause").ToHashSet()
        );

    [Fact]
    public void Each_requirement_that_an_entry_may_name_among_others_is_offered() =>
        Assert.Superset(
            new HashSet<string> { "BCP-3.3-01", "BCP-3.3-03", "BCP-3.3-04" },
            TestedValues.Of(Pack("bcp"), "discussion-recorded", "about").ToHashSet()
        );

    [Fact]
    public void Forms_that_are_recorded_this_way_stand_beside_what_is_tested()
    {
        Assert.Equal(
            ["special-guardianship-support", "adoption-coordinator", "tracking", "family-group-conference"],
            TestedValues.Of(Pack("bcp"), "referred", "to")
        );
        Assert.Contains("iro-checklist", TestedValues.Of(Pack("bcp"), "checklist-completed", "checklist"));
        Assert.Contains("options-table", TestedValues.Of(Pack("merton"), "checklist-completed", "checklist"));
    }

    [Theory]
    [InlineData("review-held", "planAgreed")]
    [InlineData("review-held", "number")]
    [InlineData("nothing-like-it", "to")]
    public void Only_free_text_is_offered_words(string type, string field) => Assert.Empty(TestedValues.Of(Pack("bcp"), type, field));

    [Fact]
    public void What_is_offered_meets_the_duty_that_tests_it()
    {
        var pack = Pack("hertfordshire");
        var tested = pack
            .Duties.SelectMany(duty => duty.MetBy)
            .Where(selector => selector.TypeName == "checklist-completed")
            .SelectMany(selector => selector.Where)
            .Where(test => test.Field == "checklist")
            .ToList();
        var offered = TestedValues.Of(pack, "checklist-completed", "checklist");

        Assert.NotEmpty(tested);
        Assert.All(tested, test => Assert.Contains(test.Values.OfType<string>(), offered.Contains));
    }

    [Fact]
    public void Every_event_a_form_leads_to_is_of_the_vocabulary_with_its_fields()
    {
        var next = Library
            .Authorities.Select(council => Pack(council.Id))
            .SelectMany(pack => pack.Reference.Forms.SelectMany(form => form.LeadsTo))
            .ToList();

        Assert.True(next.Count > 40);
        Assert.All(next, one => Assert.All(one.Fields, field => Assert.NotNull(EventVocabulary.Find(one.Type)!.Field(field.Key))));
    }

    [Fact]
    public void A_form_leads_to_the_requirement_that_it_is_there_for() =>
        Assert.Contains(
            Pack("merton").Reference.Form("indirect-contact")!.LeadsTo,
            next => next.Type == "requirement-recorded" && next.Fields is [{ Key: "clause", Value: "MERTON-10.6-3" }]
        );

    [Theory]
    [InlineData("fgc-referral", "referred", "to", "family-group-conference")]
    [InlineData("initial-ppm", "meeting-held", "meeting", "permanence-planning")]
    [InlineData("together-apart", "assessment-completed", "assessment", "sibling")]
    [InlineData("return-home-plan", "plan-set", "option", "return-home")]
    public void A_form_leads_first_to_what_it_is_used_for(string form, string type, string field, string value)
    {
        var first = Pack("bcp").Reference.Form(form)!.LeadsTo[0];

        Assert.Equal(type, first.Type);
        Assert.Equal(KeyValuePair.Create(field, value), Assert.Single(first.Fields));
    }
}

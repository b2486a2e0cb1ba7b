using Permanence.Api.Words;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A condition and its contrary as a page says them: each is a sentence of its own, none is made by editing the other.</summary>
public sealed class ConditionWordsTests
{
    private static readonly Moment Entry = new Moment.Entry("entry", "the day the child became looked after");

    private static readonly Selector Matched = new()
    {
        Type = EventVocabulary.OrdinalOf(EventTypes.MatchApproved),
        TypeName = EventTypes.MatchApproved,
    };

    public static TheoryData<Condition, string, string> Said() =>
        new()
        {
            { new Condition.LookedAfter(true, null), "the child is looked after", "the child is not looked after" },
            { new Condition.EntryBasis(["emergency"]), "care began in an emergency", "care did not begin in an emergency" },
            { new Condition.Siblings(true), "the child has brothers or sisters", "the child has no brothers or sisters" },
            {
                new Condition.Age(12, 16, Entry),
                "the child is aged 12 or over and under 16 on the day the child became looked after",
                "the child is not aged 12 or over and under 16 on the day the child became looked after"
            },
            { new Condition.OrderInForce(["placement"], null), "placement order in force", "no placement order in force" },
            {
                new Condition.Placement([], [], false, [new FieldTest("provider", [], false)], null),
                "there is a placement, with provider",
                "there is no placement, with provider"
            },
            {
                new Condition.Happened(Matched, HappenedWhen.InThisCase, null),
                "there is an entry “Match approved”",
                "there is no entry “Match approved”"
            },
            {
                new Condition.Any([new Condition.Siblings(true), new Condition.Not(new Condition.LookedAfter(true, null))]),
                "the child has brothers or sisters or the child is not looked after",
                "the child has no brothers or sisters and the child is looked after"
            },
            {
                new Condition.Unborn(Entry),
                "the child is not yet born on the day the child became looked after",
                "the child is born on the day the child became looked after"
            },
        };

    [Theory]
    [MemberData(nameof(Said))]
    public void A_condition_and_its_contrary_are_said(Condition condition, string holds, string doesNot)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Assert.Equal(holds, condition.InWords(EventWords.Plain));
        Assert.Equal(doesNot, condition.InWords(EventWords.Plain, so: false));
        Assert.Equal(doesNot, new Condition.Not(condition).InWords(EventWords.Plain));
    }
}

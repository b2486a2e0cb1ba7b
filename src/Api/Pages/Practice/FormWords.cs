using Permanence.Api.Words;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Practice;

/// <summary>When a part of a form is asked, in the words of a page.</summary>
public sealed class FormWords(PolicyForm form, EventWords speech)
{
    public string When(IReadOnlyList<FormCondition> conditions) => string.Join(", and ", conditions.Select(One));

    private string One(FormCondition condition) =>
        condition switch
        {
            FormCondition.OfTheRecord record => record.Condition.InWords(speech),
            FormCondition.Answered answered => $"“{Label(answered.Field)}” is answered {Answers(answered)}",
            FormCondition.Not { Inner: FormCondition.OfTheRecord record } => record.Condition.InWords(speech, so: false),
            FormCondition.Not { Inner: FormCondition.Answered answered } =>
                $"“{Label(answered.Field)}” is not answered {Answers(answered)}",
            FormCondition.Not not => $"not: {One(not.Inner)}",
            FormCondition.Any any => string.Join(", or ", any.Conditions.Select(One)),
            _ => throw new InvalidOperationException($"No words for {condition.GetType().Name}."),
        };

    private string Label(string field) => form.Fields.First(known => known.Id == field).Label;

    private static string Answers(FormCondition.Answered answered) =>
        string.Join(" or ", answered.Values.Select(value => value is "yes" or "no" ? value : $"“{value}”"));
}

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads when a part of a form is shown: conditions of the language, and <c>answer</c> for what was answered above.</summary>
internal sealed class FormConditionReader(Func<PolicyNode, Condition?> conditions)
{
    private static readonly string[] YesOrNo = ["yes", "no"];

    public IReadOnlyList<FormCondition> Conditions(PolicyNode node, IReadOnlyList<FormField> above) =>
        [.. node.Items().Select(item => One(item, above)).OfType<FormCondition>()];

    private FormCondition? One(PolicyNode node, IReadOnlyList<FormField> above)
    {
        if (node.Pairs().ToList() is [var (key, value)])
        {
            switch (key)
            {
                case "answer":
                    return Answered(value, above);
                case "not":
                    return One(value, above) is { } inner ? new FormCondition.Not(inner) : null;
                case "any":
                    return new FormCondition.Any(Conditions(value, above));
            }
        }

        if (conditions(node) is not { } read)
            return null;
        if (read is Condition.StartFields or Condition.EndedPlacement or Condition.PlanChanged)
            node.Fault("A form is filled in on a day and arises from no event: this condition asks about the event a duty arose from.");
        return new FormCondition.OfTheRecord(read);
    }

    private static FormCondition.Answered? Answered(PolicyNode node, IReadOnlyList<FormField> above)
    {
        if (node.Pairs().ToList() is not [var (id, wanted)])
        {
            node.Fault("An answer is one field above and what it has to be, such as { answer: { needs-an-interpreter: yes } }.");
            return null;
        }

        var asked = above.Where(field => Answers(field) is not null && field.Each is null).ToList();
        if (asked.Find(field => field.Id == id) is not { } field)
        {
            wanted.Fault(
                $"There is no choice and no yes-no field '{id}' above this line.{Spelling.Nearest(id, asked.Select(known => known.Id))}"
            );
            return null;
        }

        var values = wanted.Items().Select(item => item.Word($"an answer to '{id}'", Answers(field)!)).OfType<string>().ToList();
        return values.Count == 0 ? null : new(id, values);
    }

    private static IReadOnlyCollection<string>? Answers(FormField field) => field.Type switch
    {
        FieldType.YesNo or FieldType.YesNoEvidence => YesOrNo,
        FieldType.Choice or FieldType.Choices => [.. field.Values],
        _ => null
    };
}

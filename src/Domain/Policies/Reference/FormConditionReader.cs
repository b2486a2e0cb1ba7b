using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads when a part of a form is shown: conditions of the language, and <c>answer</c> for what was answered above.</summary>
internal sealed class FormConditionReader(Definitions definitions)
{
    private static readonly string[] YesOrNo = ["yes", "no"];

    /// <summary>A condition of a part of a form: one of the language, or <c>answer</c>.</summary>
    public static Schema Schema { get; } =
        new Keys([
            .. Condition.Kinds.Where(kind => kind.Key is not ("not" or "any")).Select(kind => new Key(kind.Key, kind.Schema)),
            new("answer", Schemas.Schema.OnePair.Saying("A field above and what its answer has to be: yes, no or the id of a value.")),
            new("not", Schemas.Schema.Defined("form-condition")),
            new("any", Schemas.Schema.OneOrMany(Schemas.Schema.Defined("form-condition"))),
        ]).OnlyOne();

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

        if (Condition.Read(node, definitions) is not { } read)
            return null;
        if (read.IsOfTheStart)
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

        // An answer is kept as it was worded; a condition names it by its id, so that its words may change in one place.
        var answers = Answers(field)!;
        if (answers.Count == 0)
            wanted.Fault($"The values of '{id}' have no ids: give the one that is asked for an id, as in {{ id: home, value: At home }}.");
        var values = wanted
            .Items()
            .Select(item => answers.Count == 0 ? null : item.Word($"the id of an answer to '{id}'", answers))
            .OfType<string>()
            .Select(answer => field.ValuesById.GetValueOrDefault(answer, answer))
            .ToList();
        return values.Count == 0 ? null : new(id, values);
    }

    private static IReadOnlyCollection<string>? Answers(FormField field) =>
        field.Type switch
        {
            FieldType.YesNo or FieldType.YesNoEvidence => YesOrNo,
            FieldType.Choice or FieldType.Choices => [.. field.ValuesById.Keys],
            _ => null,
        };
}

using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>An event of the record that filling in a form leads to.</summary>
/// <param name="Fields">Fields of the event that the form itself says: <c>meeting</c>, <c>permanence-planning</c>.</param>
/// <param name="Takes">Fields of the event, <c>on</c> and <c>note</c> among them, with the field of the form that answers each.</param>
public sealed record FormEvent(
    string Type,
    IReadOnlyList<KeyValuePair<string, string>> Fields,
    IReadOnlyList<KeyValuePair<string, string>> Takes
);

/// <summary>Reads what a form leads to, and checks that the event can hold it.</summary>
internal sealed class FormEventReader(Citations citations)
{
    private const string Day = "on";
    private const string Note = "note";

    private static readonly FieldType[] InWords =
    [
        FieldType.Text,
        FieldType.LongText,
        FieldType.Person,
        FieldType.People,
        FieldType.Choice,
        FieldType.Choices,
        FieldType.Number,
        FieldType.Rows,
    ];

    internal static Keys Keys { get; } =
        new(
            Key.Needed("event", Schema.Word(Recorded.Select(type => type.Name))),
            new("with", Schema.MapOf(Schema.Text).Saying("Fields of the event that the form itself says.")),
            new("takes", Schema.MapOf(Schema.Name).Saying("Fields of the event, and the fields of the form that answer them."))
        );

    private static IEnumerable<EventTypeSpecification> Recorded => EventVocabulary.Types.Where(type => type.Subject != "Record");

    public FormEvent? Event(PolicyNode node, IReadOnlyList<FormField> fields)
    {
        node.RefuseUnknown(Keys);
        var named = node.Need("event", "say what is recorded");
        if (named?.Word("an event that people record", [.. Recorded.Select(type => type.Name)]) is not { } name)
            return null;
        var type = EventVocabulary.Find(name)!;
        var with = new List<KeyValuePair<string, string>>();
        foreach (var (field, said) in node.Get("with")?.Pairs() ?? [])
        {
            if (FieldNames.Need(type, field, said) is { } specification && Said(specification, said) is { } value)
                with.Add(new(specification.Name, value));
        }

        var takes = new List<KeyValuePair<string, string>>();
        foreach (var (field, from) in node.Get("takes")?.Pairs() ?? [])
        {
            if (from.Word("a field of this form", [.. fields.Select(known => known.Id)]) is not { } id)
                continue;
            var target = field is Day or Note ? null : FieldNames.Need(type, field, from);
            if (target is not null && with.Exists(pair => pair.Key == target.Name))
                from.Fault($"'{field}' is said under 'with' already: say it or take it, not both.");
            else if (target is not null || field is Day or Note)
            {
                Fits(target, field, fields.First(known => known.Id == id), from);
                takes.Add(new(target?.Name ?? field, id));
            }
        }

        return new(name, with, takes);
    }

    // A value that can be known before anybody fills in the form.
    private string? Said(FieldSpecification field, PolicyNode said) =>
        field.Kind switch
        {
            FieldKind.Choice => said.Word($"a value of {field.Name}", [.. field.Choices]),
            FieldKind.Text when field.Name == "clause" => citations.Known(said)?.Id,
            FieldKind.Text => said.Text(),
            FieldKind.Flag => said.Flag() ? "yes" : "no",
            _ => Faulty(said, $"'{field.Name}' cannot be said beforehand: take it from a field, or leave it to be entered."),
        };

    private static void Fits(FieldSpecification? target, string name, FormField source, PolicyNode at)
    {
        switch (target?.Kind)
        {
            case null when name == Day:
            case FieldKind.Date:
                if (source.Type != FieldType.Date)
                    at.Fault($"'{name}' is a date, and the field '{source.Id}' is not.");
                break;
            case null:
            case FieldKind.Text:
                if (!InWords.Contains(source.Type))
                    at.Fault($"'{name}' is a text, and the field '{source.Id}' is not answered in words.");
                break;
            case FieldKind.Flag:
                if (source.Type is not (FieldType.YesNo or FieldType.YesNoEvidence))
                    at.Fault($"'{name}' is yes or no, and the field '{source.Id}' is not.");
                break;
            case FieldKind.Choice:
                if (source.Type != FieldType.Choice || source.Meanings.Count == 0)
                    at.Fault(
                        $"'{name}' is one of the platform's words: '{source.Id}' has to be a choice whose values say with 'is' which "
                            + "they are."
                    );
                break;
            default:
                at.Fault($"'{name}' cannot be taken from a form: leave it to be entered.");
                break;
        }
    }

    private static string? Faulty(PolicyNode at, string says)
    {
        at.Fault(says);
        return null;
    }
}

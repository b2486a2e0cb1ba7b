using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads which events a line means.</summary>
internal sealed class SelectorReader(Definitions definitions)
{
    /// <summary>Named lists of events, so that what ends several duties is said once.</summary>
    public void ReadGroups(PolicyNode node)
    {
        foreach (var (name, list) in node.Pairs())
        {
            if (!definitions.Groups.TryAdd(name, [.. list.Items().Select(item => Selector(item)).OfType<Selector>()]))
                list.Fault($"There is a group of events '{name}' already.");
        }
    }

    public IReadOnlyList<Selector> Selectors(PolicyNode? node)
    {
        var selectors = new List<Selector>();
        foreach (var item in node?.Items() ?? [])
        {
            if (item.IsMap && Selector(item) is { } selector)
                selectors.Add(selector);
            else if (!item.IsMap && item.Word("a group of events", definitions.Groups.Keys) is { } name)
                selectors.AddRange(definitions.Groups[name]);
        }

        return selectors;
    }

    public Selector? Selector(PolicyNode node, params string[] otherKeys)
    {
        if (!node.IsMap)
        {
            node.Fault("An event is picked by a mapping: { event: meeting-held, where: { meeting: permanence-planning } }.");
            return null;
        }

        if (node.Get("review") is { } review)
        {
            node.RefuseUnknown(["review", .. otherKeys]);
            return review.Whole(1, 99) is not { } number ? null
                : new Selector
                {
                    Type = EventVocabulary.OrdinalOf(EventTypes.ReviewHeld),
                    TypeName = EventTypes.ReviewHeld,
                    ReviewNumber = number,
                    InWords = $"review {number} held",
                };
        }

        node.RefuseUnknown(["event", "where", "nth", "later", "matching", .. otherKeys]);
        var name = node.Need("event", "say which event")?.Name();
        if (name is null)
            return null;
        if (EventVocabulary.Find(name) is not { } type)
        {
            node.Get("event")!
                .Fault($"There is no event '{name}'.{Spelling.Nearest(name, EventVocabulary.Types.Select(known => known.Name))}");
            return null;
        }

        var tests = new List<FieldTest>();
        foreach (var (field, wanted) in node.Get("where")?.Pairs() ?? [])
        {
            if (Field(type, field, wanted) is { } specification)
                tests.Add(Test(type.Name, specification, wanted));
        }

        var matching = new List<KeyValuePair<string, string>>();
        foreach (var (field, other) in node.Get("matching")?.Pairs() ?? [])
        {
            if (Field(type, field, other) is not null && other.Text() is { } source)
                matching.Add(new(field, source));
        }

        return new Selector
        {
            Type = EventVocabulary.OrdinalOf(name),
            TypeName = name,
            Where = tests,
            Matching = matching,
            Nth = node.Get("nth")?.Whole(1, 99) ?? 0,
            Later = node.Get("later")?.Flag() ?? false,
            InWords = type.Label + (tests.Count == 0 ? "" : $" ({string.Join(", ", tests.Select(InWords))})")
        };
    }

    /// <summary>A field of an event, or null with the fault noted.</summary>
    public static FieldSpecification? Field(EventTypeSpecification type, string field, PolicyNode at)
    {
        var specification = type.Field(field);
        if (specification is null)
            at.Fault($"A {type.Name} event has no field '{field}'.{Spelling.Nearest(field, type.Fields.Select(known => known.Name))}");
        return specification;
    }

    public static string InWords(FieldTest test) => test.Absent ? $"no {test.Field}"
        : test.From is { } least ? $"{test.Field} {least} or more"
        : test.Values.Count == 0 ? test.Field : string.Join(" or ", test.Values);

    /// <summary>What a field must hold.</summary>
    /// <param name="type">The event's type; empty where any event may hold the field.</param>
    public FieldTest Test(string type, FieldSpecification field, PolicyNode wanted)
    {
        if (wanted.IsMap)
        {
            wanted.RefuseUnknown("from");
            if (field.Kind != FieldKind.Number)
                wanted.Fault($"'{field.Name}' is not a number: 'from' has no meaning with it.");
            return new FieldTest(field.Name, [], false, wanted.Need("from", "say the least number that will do")?.Whole(1, 999));
        }

        var words = wanted.Texts();
        if (words is ["present"])
            return new FieldTest(field.Name, [], false);
        if (words is ["absent"])
            return new FieldTest(field.Name, [], true);
        var values = new List<object>();
        foreach (var item in wanted.Items())
        {
            object? value = field.Kind switch
            {
                FieldKind.Flag => item.Flag(),
                FieldKind.Number => item.Whole(1, 999),
                FieldKind.Choice => item.Word($"a value of {field.Name}", field.Choices.ToList()),
                FieldKind.Text when field.Name == "clause" => definitions.Known(item)?.Id,
                FieldKind.Code => ReturnCodeNames.Code(definitions.Codes, item, type, field.Name),
                FieldKind.Text or FieldKind.Name or FieldKind.Role => item.Text(),
                _ => null
            };
            if (value is not null)
                values.Add(value);
            else if (
                field.Kind
                is not (
                    FieldKind.Flag
                    or FieldKind.Number
                    or FieldKind.Choice
                    or FieldKind.Text
                    or FieldKind.Name
                    or FieldKind.Code
                    or FieldKind.Role
                )
            )
                item.Fault($"'{field.Name}' can only be tested for 'present' or 'absent'.");
        }

        return new FieldTest(field.Name, values, false);
    }
}

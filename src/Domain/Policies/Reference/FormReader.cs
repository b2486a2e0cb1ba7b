using System.Globalization;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads forms, agendas, checklists, guides and tables.</summary>
internal sealed class FormReader(Citations citations, IReadOnlyCollection<string> roles, Definitions definitions)
{
    private static readonly Dictionary<string, FormKind> Kinds = Words.Of<FormKind>();

    private static readonly Dictionary<string, FieldType> Types = Words.Of<FieldType>();

    private static readonly Dictionary<string, FieldOrigin> Origins = Words.Of<FieldOrigin>();

    private static readonly Dictionary<string, AskedOf> Askings = Words.Of<AskedOf>();

    /// <summary>What a row of a list can hold in a column.</summary>
    private static readonly FieldType[] OfColumns =
    [
        FieldType.Text,
        FieldType.LongText,
        FieldType.Date,
        FieldType.Choice,
        FieldType.YesNo,
        FieldType.Number,
        FieldType.Person,
    ];

    private static readonly Key ShownWhen = new(
        "shown-when",
        Schema.OneOrMany(Schema.Defined("form-condition")).Saying("Conditions that all have to hold.")
    );

    private static readonly Keys ValueKeys = new(
        Key.Needed("value", Schema.Text.Saying("As people read it and as it is kept.")),
        new("id", Schema.Name.Saying("What conditions of this form name it by.")),
        new("clause", Schema.OneOrMany(Schema.Clause)),
        new("is", Schema.OneOrMany(Schema.Name).Saying("What it means to the platform."))
    );

    internal static Keys FieldKeys { get; } =
        new(
            Key.Needed("field", Schema.Name),
            new("clause", Schema.OneOrMany(Schema.Clause)),
            Key.Needed("label", Schema.Text),
            Key.Needed("type", Schema.Word(Types.Keys)),
            new("values", Schema.OneOrMany(Schema.OneOf(Schema.Text, ValueKeys))),
            new("scale", Schema.Pattern("^[0-9]+-[0-9]+$", "The ends of a rating, such as 0-10.")),
            new("required", Schema.Flag),
            new("ahead", Schema.Flag.Saying("Of a date in a list: whether it may lie ahead.")),
            new(
                "from",
                Schema.OneOrMany(Schema.Word(FormSource.All.Select(source => source.Name))).Saying("What of the record fills it in.")
            ),
            new("filled-by", Schema.Name.Saying("A role of the platform or of this pack.")),
            new("asked-of", Schema.Word(Askings.Keys).Saying("Of whom it is asked, where it is not asked once.")),
            ShownWhen,
            new("column", Schema.Word(EventVocabulary.Options)),
            new("origin", Schema.Word(Origins.Keys)),
            new("note", Schema.Text)
        );

    private static readonly Keys SectionKeys = new(
        Key.Needed("title", Schema.Text),
        new("rows", Schema.Flag.Saying("Its fields come again and again.")),
        new("asked-of", Schema.Word("child").Saying("A row begins for each of the children.")),
        ShownWhen,
        new("note", Schema.Text),
        Key.Needed("fields", Schema.List(Schema.Defined("form-field")))
    );

    internal static Keys Keys { get; } =
        new([
            Key.Needed("form", Schema.Name),
            Key.Needed("title", Schema.Text),
            new("paper", Schema.Word(Kinds.Keys).Saying("What kind of paper it is; a form if left out.")),
            new("used-for", Schema.OneOrMany(Schema.Text)),
            new("leads-to", Schema.OneOrMany(FormEventReader.Keys)),
            .. Citations.Keys,
            new("note", Schema.Text),
            new("contradictions", Schema.List(Schema.List(Schema.Name))),
            new("grouped-by", Schema.Name),
            Key.Needed("sections", Schema.List(SectionKeys)),
        ]);

    private readonly FormConditionReader showing = new(definitions);

    public PolicyForm? Form(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("form", "other files name it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        var kind = node.Get("paper")?.Word("a kind of paper", Kinds.Keys) is { } word ? Kinds[word] : FormKind.Form;
        if (id is null || title is null)
            return null;
        var meanings = new List<Meaning>();
        var fields = new List<FormField>();
        var sections = new List<FormSection>();
        foreach (var section in node.Need("sections", "a form has fields")?.Items() ?? [])
            sections.Add(Section(section, title, kind == FormKind.List, fields, meanings));
        foreach (var twice in fields.GroupBy(field => field.Id).Where(group => group.Count() > 1))
            node.Fault($"The field '{twice.Key}' stands twice in the form '{id}'.");
        if (kind == FormKind.List && sections is not [{ Repeats: true }])
            node.Fault($"The list '{id}' needs one section with rows: true, whose fields are its columns.");
        if (node.Get("leads-to") is { } leading && kind is FormKind.List or FormKind.Guide)
            leading.Fault($"A {(kind == FormKind.List ? "list is about no one child" : "guide has no answers")}: it leads to no event.");
        var events = new FormEventReader(citations);
        IReadOnlyList<FormEvent> leadsTo =
        [
            .. (node.Get("leads-to")?.Items() ?? []).Select(item => events.Event(item, fields)).OfType<FormEvent>(),
        ];
        foreach (var meaning in meanings)
            Check(meaning, fields, leadsTo);
        return new PolicyForm
        {
            Id = id,
            Title = title,
            Kind = kind,
            UsedFor = [.. (node.Get("used-for")?.Items() ?? []).Select(Use).OfType<string>()],
            LeadsTo = leadsTo,
            Clauses = citations.Of(node, ServedBy.Form, $"the form {title}"),
            Note = node.Text("note"),
            Contradictions =
            [
                .. (node.Get("contradictions")?.Items() ?? []).Select(pair =>
                    (IReadOnlyList<string>)
                        [
                            .. pair.Items()
                                .Select(field => field.Word("a field of this form", [.. fields.Select(known => known.Id)]))
                                .OfType<string>(),
                        ]
                ),
            ],
            GroupedBy = Grouping(node, kind == FormKind.List, fields),
            Sections = sections,
        };
    }

    // Somebody's words for an occasion are more than one: a single one that is no word of the platform is a slip.
    private static string? Use(PolicyNode node)
    {
        if (node.Text() is not { } use)
            return null;
        string[] known =
        [
            .. EventVocabulary.Meetings,
            .. EventVocabulary.Assessments,
            .. EventVocabulary.Options,
            .. EventVocabulary.Types.Select(type => type.Name),
        ];
        if (!use.Contains(' ', StringComparison.Ordinal) && !known.Contains(use))
            node.Fault(
                $"'{use}' is no meeting, assessment, option or event of the platform.{Spelling.Nearest(use, known)} An occasion in words "
                    + "has more than one."
            );
        return use;
    }

    private static string? Grouping(PolicyNode node, bool isList, IReadOnlyList<FormField> fields)
    {
        if (node.Get("grouped-by") is not { } grouping)
            return null;
        if (isList)
            return grouping.Word(
                "a choice among the columns of this list",
                [.. fields.Where(field => field.Type == FieldType.Choice).Select(field => field.Id)]
            );
        grouping.Fault("Only a list is divided into sheets: leave 'grouped-by' out, or say paper: list.");
        return null;
    }

    private FormSection Section(PolicyNode node, string form, bool isList, List<FormField> above, List<Meaning> meanings)
    {
        node.RefuseUnknown(SectionKeys);
        var title = node.Need("title", "a form is read section by section")?.Text() ?? "";
        var repeats = node.Get("rows")?.Flag() ?? false;
        var each = node.Get("asked-of")?.Word("what rows begin with", ["child"]) is null ? (AskedOf?)null : AskedOf.Child;
        if (each is not null && (!repeats || isList))
            node.Get("asked-of")!
                .Fault("Only rows of a form about one child begin with the children: say rows: true, or leave 'asked-of' out.");
        var shown = Shown(node, isList, above);
        var fields = new List<FormField>();
        foreach (var item in node.Need("fields", "a section has fields")?.Items() ?? [])
        {
            if (Field(item, form, isList, repeats, above, meanings) is not { } field)
                continue;
            if (repeats && field.From.Count > 0 && (each is null || !field.From.All(source => source.IsOfEachChild)))
                item.Get("from")!
                    .Fault(
                        "A row is filled only from child.name, child.id, child.born and child.age, in a section that says asked-of: child."
                    );
            fields.Add(field);
            above.Add(field);
        }

        return new(title, repeats, each, shown, node.Text("note"), fields);
    }

    private IReadOnlyList<FormCondition> Shown(PolicyNode node, bool isList, List<FormField> above)
    {
        if (node.Get("shown-when") is not { } shown)
            return [];
        if (!isList)
            return showing.Conditions(shown, above);
        shown.Fault("A list is about no one child and shows every column: leave 'shown-when' out.");
        return [];
    }

    private FormField? Field(PolicyNode node, string form, bool isList, bool inRows, List<FormField> above, List<Meaning> meanings)
    {
        node.RefuseUnknown(FieldKeys);
        var id = node.Need("field", "answers are kept under it")?.Name();
        var label = node.Need("label", "people read it")?.Text();
        var type = node.Need("type", "say what the answer is")?.Word("a type of field", Types.Keys);
        var origin = node.Get("origin")?.Word("an origin", Origins.Keys) is { } said ? Origins[said] : FieldOrigin.Printed;
        var column = node.Get("column")?.Word("an option", [.. EventVocabulary.Options]);
        var filledBy = node.Get("filled-by")?.Word("a role of the platform or of this pack", roles);
        var each = node.Get("asked-of")?.Word("whom a question is asked of", Askings.Keys) is { } asked ? Askings[asked] : (AskedOf?)null;
        if (each is not null && inRows)
            node.Get("asked-of")!.Fault("A row is asked once: leave 'asked-of' out.");
        var shown = Shown(node, isList, above);
        if (inRows && shown.Count > 0)
            node.Get("shown-when")!.Fault("A row shows all its fields: say it of the section.");
        if (id is null || label is null || type is null)
            return null;
        var (values, ofValues, of, ids) = Values(node, label, form);
        meanings.AddRange(of.Select(meaning => meaning with { Field = id }));
        IReadOnlyList<Clause> cited =
        [
            .. citations.Of(node, ServedBy.Form, $"the field '{label}' of {form}"),
            .. ofValues.Select(point => point.Clause),
        ];
        if (origin != FieldOrigin.Ours && cited.Count == 0)
            node.Fault($"The field '{id}' cites no clause: cite one, or say origin: ours.");
        if (origin == FieldOrigin.Restored && node.Get("note") is null)
            node.Fault($"The field '{id}' is restored by inference: a note has to say from what.");
        if (Types[type] is FieldType.Choice or FieldType.Choices && node.Get("values") is null)
            node.Fault($"The field '{id}' is a choice and gives no values.");
        if (isList && !OfColumns.Contains(Types[type]))
            node.Fault(
                $"A row of a list cannot hold the {type} '{id}': "
                    + $"a column is {string.Join(", ", Types.Where(known => OfColumns.Contains(known.Value)).Select(known => known.Key))}."
            );
        var ahead = node.Get("ahead");
        if (ahead is not null && !(isList && Types[type] == FieldType.Date))
            ahead.Fault("Only a date in a list says whether it may lie ahead: leave 'ahead' out.");
        return new FormField
        {
            Id = id,
            Label = label,
            Type = Types[type],
            Clauses = cited,
            Values = values,
            ValueClauses = ofValues,
            ValuesById = ids,
            Ahead = ahead?.Flag() ?? false,
            Scale = Scale(node, Types[type]),
            Required = node.Get("required")?.Flag() ?? false,
            From = From(node, Types[type], isList),
            Meanings =
            [
                .. of.GroupBy(meaning => meaning.Value)
                    .Select(group => new ValueMeaning(group.Key, [.. group.Select(meaning => meaning.Is)])),
            ],
            FilledBy = filledBy,
            Each = each,
            ShownWhen = shown,
            Column = column,
            Origin = origin,
            Note = node.Text("note"),
        };
    }

    private static IReadOnlyList<FormSource> From(PolicyNode node, FieldType type, bool isList)
    {
        if (node.Get("from") is not { } from)
            return [];
        if (isList)
            from.Fault("A list is about no one child: nothing fills its columns in. Leave 'from' out.");
        if (type is FieldType.FixedText or FieldType.Signature or FieldType.Document)
            from.Fault("What is printed, signed or attached is not filled in from the record: leave 'from' out.");
        var names = from.Items()
            .Select(item => item.Word("a fact of the record", [.. FormSource.All.Select(source => source.Name)]))
            .OfType<string>();
        return [.. names.Select(name => FormSource.Find(name)!)];
    }

    // Each value is a text, or a text with the clause that is about it alone or with what it means to the platform.
    private (
        IReadOnlyList<string> Values,
        IReadOnlyList<PolicyPoint> Clauses,
        IReadOnlyList<Meaning> Meanings,
        IReadOnlyDictionary<string, string> Ids
    ) Values(PolicyNode node, string label, string form)
    {
        var values = new List<string>();
        var clauses = new List<PolicyPoint>();
        var meanings = new List<Meaning>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in node.Get("values")?.Items() ?? [])
        {
            if (item.IsMap)
                item.RefuseUnknown(ValueKeys);
            if ((item.IsMap ? item.Need("value", "it is what is chosen")?.Text() : item.Text()) is not { } value)
                continue;
            if (values.Contains(value))
                item.Fault($"The value '{value}' stands twice.");
            values.Add(value);
            if (!item.IsMap)
                continue;
            if (item.Get("id") is { } known && known.Name() is { } id && !ids.TryAdd(id, value))
                known.Fault($"The id '{id}' stands twice.");
            clauses.AddRange(
                citations
                    .Of(item, ServedBy.Form, $"the value '{value}' of the field '{label}' of {form}")
                    .Select(clause => new PolicyPoint(clause, value))
            );
            foreach (var word in item.Get("is")?.Items() ?? [])
            {
                if (word.Text() is { } meant)
                    meanings.Add(new("", value, meant, word));
            }
        }

        return (values, clauses, meanings, ids);
    }

    // What a value may mean follows from what fills the field in, and from the events that take its answer.
    private void Check(Meaning meaning, IReadOnlyList<FormField> fields, IReadOnlyList<FormEvent> events)
    {
        List<string> known =
        [
            .. fields
                .Where(field => field.Id == meaning.Field)
                .SelectMany(field => field.From)
                .SelectMany(source => source.Words(definitions.Codes)),
            .. events
                .SelectMany(one =>
                    one.Takes.Where(pair => pair.Value == meaning.Field).Select(pair => EventVocabulary.Find(one.Type)!.Field(pair.Key))
                )
                .OfType<FieldSpecification>()
                .SelectMany(field => field.Choices),
        ];
        if (known.Count == 0)
            meaning.At.Fault(
                $"Nothing asks what '{meaning.Value}' means: 'is' goes with a field that is filled from legal-status, "
                    + "placement or plan.primary, or that an event takes."
            );
        else
            meaning.At.Word($"what a value of '{meaning.Field}' may mean", known);
    }

    private static (int From, int To)? Scale(PolicyNode node, FieldType type)
    {
        if (node.Get("scale") is not { } scale)
        {
            if (type == FieldType.Rating)
                node.Fault("A rating needs its scale, such as 0-10.");
            return null;
        }

        var ends = scale.Text()?.Split('-') ?? [];
        if (
            ends.Length == 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from < to
        )
            return (from, to);
        scale.Fault("A scale is two whole numbers, the lower first, such as 0-10.");
        return null;
    }

    private sealed record Meaning(string Field, string Value, string Is, PolicyNode At);
}

using System.Globalization;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads forms, agendas, checklists, guides and tables.</summary>
internal sealed class FormReader(Citations citations, IReadOnlyCollection<string> roles)
{
    private static readonly Dictionary<string, FormKind> Kinds = Words.Of<FormKind>();

    private static readonly Dictionary<string, FieldType> Types = Words.Of<FieldType>();

    private static readonly Dictionary<string, FieldOrigin> Origins = Words.Of<FieldOrigin>();

    /// <summary>Nobody fills it in: the platform knows it.</summary>
    private const string FromTheRecord = "record";

    /// <summary>What a row of a list can hold in a column.</summary>
    private static readonly FieldType[] OfColumns = [FieldType.Text, FieldType.LongText, FieldType.Date, FieldType.Choice, FieldType.YesNo, FieldType.Number, FieldType.Person];

    public PolicyForm? Form(PolicyNode node)
    {
        node.RefuseUnknown("form", "title", "kind", "used-for", "clause", "clauses", "note", "contradictions", "grouped-by", "sections");
        var id = node.Need("form", "other files name it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        var kind = node.Get("kind")?.Word("a kind of form", Kinds.Keys);
        if (id is null || title is null)
            return null;
        var isList = kind is not null && Kinds[kind] == FormKind.List;
        var sections = (node.Need("sections", "a form has fields")?.Items() ?? []).Select(section => Section(section, title, isList)).ToList();
        var fields = sections.SelectMany(section => section.Fields).ToList();
        foreach (var twice in fields.GroupBy(field => field.Id).Where(group => group.Count() > 1))
            node.Fault($"The field '{twice.Key}' stands twice in the form '{id}'.");
        if (isList && sections is not [{ Repeats: true }])
            node.Fault($"The list '{id}' needs one section with rows: true, whose fields are its columns.");
        return new PolicyForm
        {
            Id = id,
            Title = title,
            Kind = kind is null ? FormKind.Form : Kinds[kind],
            UsedFor = node.Get("used-for")?.Texts() ?? [],
            Clauses = citations.Of(node, ServedBy.Form, $"the form {title}"),
            Note = node.Text("note"),
            Contradictions = [.. (node.Get("contradictions")?.Items() ?? []).Select(pair => (IReadOnlyList<string>)[.. pair.Items().Select(field => field.Word("a field of this form", [.. fields.Select(known => known.Id)])).OfType<string>()])],
            GroupedBy = Grouping(node, isList, fields),
            Sections = sections
        };
    }

    private static string? Grouping(PolicyNode node, bool isList, IReadOnlyList<FormField> fields)
    {
        if (node.Get("grouped-by") is not { } grouping)
            return null;
        if (isList)
            return grouping.Word("a choice among the columns of this list", [.. fields.Where(field => field.Type == FieldType.Choice).Select(field => field.Id)]);
        grouping.Fault("Only a list is divided into sheets: leave 'grouped-by' out, or say kind: list.");
        return null;
    }

    private FormSection Section(PolicyNode node, string form, bool isList)
    {
        node.RefuseUnknown("title", "rows", "shown-when", "note", "fields");
        return new(
            node.Need("title", "a form is read section by section")?.Text() ?? "",
            node.Get("rows")?.Flag() ?? false,
            node.Text("shown-when"),
            node.Text("note"),
            [.. (node.Need("fields", "a section has fields")?.Items() ?? []).Select(field => Field(field, form, isList)).OfType<FormField>()]);
    }

    private FormField? Field(PolicyNode node, string form, bool isList)
    {
        node.RefuseUnknown("field", "clause", "label", "type", "values", "scale", "required", "ahead", "filled-by", "each", "column", "origin", "note");
        var id = node.Need("field", "answers are kept under it")?.Name();
        var label = node.Need("label", "people read it")?.Text();
        var type = node.Need("type", "say what the answer is")?.Word("a type of field", Types.Keys);
        var origin = node.Get("origin")?.Word("an origin", Origins.Keys) is { } from ? Origins[from] : FieldOrigin.Printed;
        var column = node.Get("column")?.Word("an option", [.. EventVocabulary.Options]);
        var filledBy = node.Get("filled-by")?.Word("a role of the platform or of this pack, or record", [.. roles, FromTheRecord]);
        if (id is null || label is null || type is null)
            return null;
        var (values, ofValues) = Values(node, label, form);
        IReadOnlyList<Clause> cited = [.. citations.Of(node, ServedBy.Form, $"the field '{label}' of {form}"), .. ofValues.Select(point => point.Clause)];
        if (origin != FieldOrigin.Ours && cited.Count == 0)
            node.Fault($"The field '{id}' cites no clause: cite one, or say origin: ours.");
        if (origin == FieldOrigin.Restored && node.Get("note") is null)
            node.Fault($"The field '{id}' is restored by inference: a note has to say from what.");
        if (Types[type] is FieldType.Choice or FieldType.Choices && node.Get("values") is null)
            node.Fault($"The field '{id}' is a choice and gives no values.");
        if (isList && !OfColumns.Contains(Types[type]))
            node.Fault($"A row of a list cannot hold the {type} '{id}': a column is {string.Join(", ", Types.Where(known => OfColumns.Contains(known.Value)).Select(known => known.Key))}.");
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
            Ahead = ahead?.Flag() ?? false,
            Scale = Scale(node, Types[type]),
            Required = node.Get("required")?.Flag() ?? false,
            FilledBy = filledBy,
            Each = node.Text("each"),
            Column = column,
            Origin = origin,
            Note = node.Text("note")
        };
    }

    // Each value is a text, or a text with the clause that is about it alone.
    private (IReadOnlyList<string> Values, IReadOnlyList<PolicyPoint> Clauses) Values(PolicyNode node, string label, string form)
    {
        var values = new List<string>();
        var clauses = new List<PolicyPoint>();
        foreach (var item in node.Get("values")?.Items() ?? [])
        {
            if (item.IsMap)
                item.RefuseUnknown("value", "clause");
            if ((item.IsMap ? item.Need("value", "it is what is chosen")?.Text() : item.Text()) is not { } value)
                continue;
            if (values.Contains(value))
                item.Fault($"The value '{value}' stands twice.");
            values.Add(value);
            if (item.IsMap)
                clauses.AddRange(citations.Of(item, ServedBy.Form, $"the value '{value}' of the field '{label}' of {form}").Select(clause => new PolicyPoint(clause, value)));
        }

        return (values, clauses);
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
        if (ends.Length == 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) && from < to)
            return (from, to);
        scale.Fault("A scale is two whole numbers, the lower first, such as 0-10.");
        return null;
    }
}

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

    public PolicyForm? Form(PolicyNode node)
    {
        node.RefuseUnknown("form", "title", "kind", "used-for", "clause", "clauses", "note", "contradictions", "sections");
        var id = node.Need("form", "other files name it")?.Text();
        var title = node.Need("title", "pages show it")?.Text();
        var kind = node.Get("kind")?.Word("a kind of form", Kinds.Keys);
        if (id is null || title is null)
            return null;
        var sections = (node.Need("sections", "a form has fields")?.Items() ?? []).Select(section => Section(section, title)).ToList();
        var fields = sections.SelectMany(section => section.Fields).ToList();
        foreach (var twice in fields.GroupBy(field => field.Id).Where(group => group.Count() > 1))
            node.Fault($"The field '{twice.Key}' stands twice in the form '{id}'.");
        return new PolicyForm
        {
            Id = id,
            Title = title,
            Kind = kind is null ? FormKind.Form : Kinds[kind],
            UsedFor = node.Get("used-for")?.Texts() ?? [],
            Clauses = citations.Of(node, ServedBy.Form, $"the form {title}"),
            Note = node.Text("note"),
            Contradictions = [.. (node.Get("contradictions")?.Items() ?? []).Select(pair => (IReadOnlyList<string>)[.. pair.Items().Select(field => field.Word("a field of this form", [.. fields.Select(known => known.Id)])).OfType<string>()])],
            Sections = sections
        };
    }

    private FormSection Section(PolicyNode node, string form)
    {
        node.RefuseUnknown("title", "rows", "shown-when", "note", "fields");
        return new(
            node.Need("title", "a form is read section by section")?.Text() ?? "",
            node.Get("rows")?.Flag() ?? false,
            node.Text("shown-when"),
            node.Text("note"),
            [.. (node.Need("fields", "a section has fields")?.Items() ?? []).Select(field => Field(field, form)).OfType<FormField>()]);
    }

    private FormField? Field(PolicyNode node, string form)
    {
        node.RefuseUnknown("field", "clause", "label", "type", "values", "scale", "required", "filled-by", "each", "column", "origin", "note");
        var id = node.Need("field", "answers are kept under it")?.Text();
        var label = node.Need("label", "people read it")?.Text();
        var type = node.Need("type", "say what the answer is")?.Word("a type of field", Types.Keys);
        var origin = node.Get("origin")?.Word("an origin", Origins.Keys) is { } from ? Origins[from] : FieldOrigin.Printed;
        var column = node.Get("column")?.Word("an option", [.. EventVocabulary.Options]);
        var filledBy = node.Get("filled-by")?.Word("a role of the platform or of this pack, or record", [.. roles, FromTheRecord]);
        if (id is null || label is null || type is null)
            return null;
        var cited = citations.Of(node, ServedBy.Form, $"the field '{label}' of {form}");
        if (origin != FieldOrigin.Ours && cited.Count == 0)
            node.Fault($"The field '{id}' cites no clause: cite one, or say origin: ours.");
        if (origin == FieldOrigin.Restored && node.Get("note") is null)
            node.Fault($"The field '{id}' is restored by inference: a note has to say from what.");
        if (Types[type] is FieldType.Choice or FieldType.Choices && node.Get("values") is null)
            node.Fault($"The field '{id}' is a choice and gives no values.");
        return new FormField
        {
            Id = id,
            Label = label,
            Type = Types[type],
            Clauses = cited,
            Values = node.Get("values")?.Texts() ?? [],
            Scale = Scale(node, Types[type]),
            Required = node.Get("required")?.Flag() ?? false,
            FilledBy = filledBy,
            Each = node.Text("each"),
            Column = column,
            Origin = origin,
            Note = node.Text("note")
        };
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

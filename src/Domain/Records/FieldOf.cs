namespace Permanence.Domain.Records;

/// <summary>Short ways to say a type of event and its fields, for the lists of the vocabulary.</summary>
internal static class FieldOf
{
    public static EventTypeSpecification Type(string name, string label, string subject, params FieldSpecification[] fields) =>
        new(name, label, subject, fields);

    public static EventTypeSpecification OfPages(this EventTypeSpecification type) => type with { By = RecordedBy.Pages };

    public static EventTypeSpecification OfPlatform(this EventTypeSpecification type) => type with { By = RecordedBy.Platform };

    public static FieldSpecification Text(string name, string label, bool required = false) => new(name, FieldKind.Text, required, label);

    public static FieldSpecification Name(string name, string label, bool required = false) => new(name, FieldKind.Name, required, label);

    public static FieldSpecification Date(string name, string label, bool required = false) => new(name, FieldKind.Date, required, label);

    public static FieldSpecification Time(string name, string label) => new(name, FieldKind.DateTime, false, label);

    public static FieldSpecification Flag(string name, string label) => new(name, FieldKind.Flag, false, label);

    public static FieldSpecification Number(string name, string label, bool required = false) =>
        new(name, FieldKind.Number, required, label);

    public static FieldSpecification Code(string name, string label, string codeSet, bool required = false) =>
        new(name, FieldKind.Code, required, label) { CodeSet = codeSet };

    public static FieldSpecification Id(string name, string label, string? of = null, bool required = true) =>
        new(name, FieldKind.EventId, required, label) { Names = of };

    public static FieldSpecification Json(string name, string label, bool required = false) => new(name, FieldKind.Json, required, label);

    public static FieldSpecification Role(string name, string label, bool required = false) => new(name, FieldKind.Role, required, label);

    public static FieldSpecification Ids(string name, string label) => new(name, FieldKind.Ids, false, label);

    public static FieldSpecification People(string name, string label) =>
        new FieldSpecification(name, FieldKind.People, false, label).NotAsked();

    public static FieldSpecification DayOrWords(string name, string label) => new(name, FieldKind.DayOrWords, false, label);

    public static FieldSpecification Choice(string name, string label, bool required, params IReadOnlyList<string> choices) =>
        new(name, FieldKind.Choice, required, label) { Choices = choices };

    public static FieldSpecification Option(bool required = true) => Choice("option", "Option", required, EventVocabulary.Options);
}

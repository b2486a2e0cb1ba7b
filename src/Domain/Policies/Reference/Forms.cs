namespace Permanence.Domain.Policies.Reference;

/// <summary>What kind of paper a council's form is.</summary>
public enum FormKind
{
    Form,

    /// <summary>What a meeting must cover.</summary>
    Agenda,
    Checklist,

    /// <summary>Things to think about, with no answers to keep.</summary>
    Guide,

    /// <summary>Indicators in columns, to be ticked and weighed, never scored.</summary>
    Table,

    /// <summary>Steps in order.</summary>
    Steps,

    /// <summary>A document that must exist, and who writes and receives it.</summary>
    Document,

    /// <summary>A list that the council keeps, about no one child: its fields are the columns.</summary>
    List,
}

public enum FieldType
{
    Text,
    LongText,
    Date,
    DateTime,
    Person,
    People,
    Choice,
    Choices,
    YesNo,
    YesNoEvidence,
    Rating,
    Number,
    Signature,
    Rows,
    FixedText,
    Document,
}

/// <summary>Where a field comes from, so that what is ours never looks like policy.</summary>
public enum FieldOrigin
{
    Printed,

    /// <summary>Unreadable in the council's document and restored from another part of it, by inference.</summary>
    Restored,

    /// <summary>Added by the platform.</summary>
    Ours,
}

/// <summary>Of whom a question is asked, where it is not asked once.</summary>
public enum AskedOf
{
    /// <summary>The child, and each brother and sister with a record here.</summary>
    Child,
    PairOfSiblings,
}

/// <summary>A form, agenda, checklist, guide or table of a policy, field by field.</summary>
public sealed record PolicyForm
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required FormKind Kind { get; init; }

    /// <summary>
    /// What it is for, to be read: a meeting, an assessment, an option or an event of the platform, or an occasion in words.
    /// </summary>
    public IReadOnlyList<string> UsedFor { get; init; } = [];

    /// <summary>What is recorded once it is filled in, the likeliest first.</summary>
    public IReadOnlyList<FormEvent> LeadsTo { get; init; } = [];

    /// <summary>
    /// Whether its answers are kept on the record: the vocabulary has an event for a checklist's answers and for no other form's.
    /// </summary>
    public bool IsKept => Kind is FormKind.Checklist or FormKind.Table;

    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Ids of fields that cannot well both be ticked: a warning that asks for reasoning.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Contradictions { get; init; } = [];

    /// <summary>The id of the choice that divides a list into sheets; null where it is one sheet, and for every other form.</summary>
    public string? GroupedBy { get; init; }

    public required IReadOnlyList<FormSection> Sections { get; init; }

    public IEnumerable<FormField> Fields => Sections.SelectMany(section => section.Fields);

    /// <summary>The choices of the council that what it asks depends on.</summary>
    public IEnumerable<PackSetting> LeftOpen =>
        Sections
            .SelectMany(section => section.ShownWhen.Concat(section.Fields.SelectMany(one => one.ShownWhen)))
            .SelectMany(condition => condition.LeftOpen);

    /// <summary>The same form, had the council chosen otherwise.</summary>
    /// <param name="settings">The settings as chosen, by id.</param>
    internal PolicyForm Having(IReadOnlyDictionary<string, PackSetting> settings)
    {
        return LeftOpen.Any() ? this with { Sections = [.. Sections.Select(Section)] } : this;

        FormSection Section(FormSection section) =>
            section with
            {
                ShownWhen = All(section.ShownWhen),
                Fields = [.. section.Fields.Select(field => field with { ShownWhen = All(field.ShownWhen) })],
            };

        IReadOnlyList<FormCondition> All(IReadOnlyList<FormCondition> conditions) =>
            [.. conditions.Select(condition => condition.Having(settings))];
    }

    /// <summary>The field that <see cref="GroupedBy"/> names.</summary>
    public FormField? Grouping => Fields.FirstOrDefault(one => one.Id == GroupedBy);
}

/// <param name="Repeats">Whether its fields come again and again, as rows.</param>
/// <param name="Each">Whom its rows begin with; null where they begin empty.</param>
/// <param name="ShownWhen">All of these; empty where it always shows.</param>
public sealed record FormSection(
    string Title,
    bool Repeats,
    AskedOf? Each,
    IReadOnlyList<FormCondition> ShownWhen,
    string? Note,
    IReadOnlyList<FormField> Fields
);

/// <summary>
/// What one value of a choice means in the platform's words, any of them: codes of the return, groups of placements, values of an event.
/// </summary>
public sealed record ValueMeaning(string Value, IReadOnlyList<string> Is);

public sealed record FormField
{
    /// <summary>Unique in its form.</summary>
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>Empty only where <see cref="Origin"/> is <see cref="FieldOrigin.Ours"/>.</summary>
    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The values that conditions of the form ask for, by their ids.</summary>
    public IReadOnlyDictionary<string, string> ValuesById { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The clauses that are about one of the values alone, each with the value it is about. They are among <see cref="Clauses"/>.
    /// </summary>
    public IReadOnlyList<PolicyPoint> ValueClauses { get; init; } = [];

    /// <summary>Whether a date in a list may lie after today.</summary>
    public bool Ahead { get; init; }

    /// <summary>The ends of a rating's scale.</summary>
    public (int From, int To)? Scale { get; init; }

    public bool Required { get; init; }

    /// <summary>The facts of the record that fill it in or, where somebody writes the answer, that it is written from.</summary>
    public IReadOnlyList<FormSource> From { get; init; } = [];

    /// <summary>What its values mean to the platform; values that mean nothing to it are left out.</summary>
    public IReadOnlyList<ValueMeaning> Meanings { get; init; } = [];

    /// <summary>A role of the platform or of the pack.</summary>
    public string? FilledBy { get; init; }

    /// <summary>Answered once for each of these; null for once.</summary>
    public AskedOf? Each { get; init; }

    /// <summary>All of these; empty where it always shows.</summary>
    public IReadOnlyList<FormCondition> ShownWhen { get; init; } = [];

    /// <summary>The option whose column of a table it stands in.</summary>
    public string? Column { get; init; }

    public FieldOrigin Origin { get; init; }

    public string? Note { get; init; }
}

/// <summary>What ticking a table of indicators shows: how many in each column and what does not fit together. Never an answer.</summary>
/// <param name="Columns">Ticks and indicators of each column, in the table's order.</param>
/// <param name="Contradictions">Labels of ticked indicators that cannot well both hold: written reasoning is asked for.</param>
public sealed record TableTally(
    IReadOnlyList<(string Column, int Ticked, int Of)> Columns,
    IReadOnlyList<IReadOnlyList<string>> Contradictions
)
{
    public static TableTally Of(PolicyForm table, IReadOnlySet<string> ticked)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(ticked);
        var indicators = table.Fields.Where(field => field.Column is not null).ToList();
        return new(
            [
                .. indicators
                    .GroupBy(field => field.Column!)
                    .Select(column => (column.Key, column.Count(field => ticked.Contains(field.Id)), column.Count())),
            ],
            [
                .. table
                    .Contradictions.Where(pair => pair.All(ticked.Contains))
                    .Select(pair => (IReadOnlyList<string>)[.. pair.Select(id => indicators.First(field => field.Id == id).Label)]),
            ]
        );
    }
}

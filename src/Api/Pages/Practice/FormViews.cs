using Permanence.Api.Words;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Practice;

/// <summary>A form as it is drawn: empty, or for one child.</summary>
/// <param name="LeftOut">Parts that are not asked of this child, each with when they are.</param>
public sealed record FormView(
    PolicyForm Form,
    IReadOnlyList<FormSectionView> Sections,
    IReadOnlyList<string> Columns,
    IReadOnlyList<(string Part, string When)> LeftOut
)
{
    /// <summary>How many answers the record gives, of how many asked for.</summary>
    public (int Known, int Asked) Filled
    {
        get
        {
            var asked = Sections.SelectMany(section => section.Fields).Where(one => one.Field.Type != FieldType.FixedText).ToList();
            return (asked.Count(one => one.Answer is not null), asked.Count);
        }
    }
}

/// <param name="OnlyIf">When it is asked, in words, where that is not settled; null where it is asked in any case.</param>
/// <param name="ShownWhen">The same for the page to decide, as <see cref="FormReveal"/> writes it.</param>
/// <param name="Rows">For fields that come again and again: each row's inputs, one for each field.</param>
public sealed record FormSectionView(
    FormSection Section,
    string? OnlyIf,
    string? ShownWhen,
    IReadOnlyList<FormFieldView> Fields,
    IReadOnlyList<IReadOnlyList<FormFieldView>> Rows
)
{
    public string Title => Section.Title;
}

public sealed record FormFieldView
{
    public required FormField Field { get; init; }

    /// <summary>The input's name and id.</summary>
    public required string Name { get; init; }

    public required string Label { get; init; }

    /// <summary>What the record answers. Null where somebody has to fill it in.</summary>
    public string? Answer { get; init; }

    /// <summary>What the record says of the matter, to write the answer from.</summary>
    public string? Says { get; init; }

    /// <summary>What stands in the input before anybody types.</summary>
    public string? Start { get; init; }

    /// <summary>When it is asked, in words, where that is not settled; null where it is asked in any case.</summary>
    public string? OnlyIf { get; init; }

    /// <summary>The same for the page to decide, as <see cref="FormReveal"/> writes it.</summary>
    public string? ShownWhen { get; init; }

    /// <summary>Whether it is a cell of a row: a single box, whatever it holds.</summary>
    public bool InRow { get; init; }

    /// <summary>Who fills in this field and those after it, in the council's word.</summary>
    public string? By { get; init; }

    /// <summary>Repeated from the field before: said once.</summary>
    public bool Hushed { get; init; }
}

/// <summary>From a council's form and one child's record to what is drawn.</summary>
public static class FormViews
{
    private const int EmptyRows = 3;

    /// <param name="answers">What the record answers; null for the empty form.</param>
    public static FormView Of(PolicyForm form, PolicyReference reference, EventWords speech, RecordAnswers? answers)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(speech);
        var said = new HashSet<string>(StringComparer.Ordinal);
        string? before = null;
        var words = new FormWords(form, speech);
        var leftOut = new List<(string Part, string When)>();
        var sections = new List<FormSectionView>();
        foreach (var section in form.Sections)
        {
            if (IsAsked(section.ShownWhen, section.Title, out var onlyIf, out var shownWhen))
                sections.Add(
                    section.Repeats
                        ? new(section, onlyIf, shownWhen, [], Rows(section))
                        : new(section, onlyIf, shownWhen, [.. section.Fields.SelectMany(Single)], [])
                );
        }

        return new(
            form,
            sections,
            [.. form.Fields.Select(field => field.Column).OfType<string>().Distinct(StringComparer.Ordinal)],
            leftOut
        );

        // What the record settles is settled here; what hangs on an answer in the form is drawn, and says on which.
        bool IsAsked(IReadOnlyList<FormCondition> conditions, string part, out string? onlyIf, out string? shownWhen)
        {
            onlyIf = shownWhen = null;
            if (conditions.Count == 0)
                return true;
            var shows = answers?.Shows(conditions, static _ => null);
            if (shows == false)
                leftOut.Add((part, words.When(conditions)));
            else if (shows is null)
                (onlyIf, shownWhen) = (words.When(conditions), answers is null ? null : FormReveal.Of(conditions, answers));
            return shows != false;
        }

        IEnumerable<FormFieldView> Single(FormField field)
        {
            if (!IsAsked(field.ShownWhen, field.Label, out var onlyIf, out var shownWhen))
                return [];
            var whom = answers is null ? [] : answers.Each(field.Each);
            if (whom.Count > 0)
                return
                [
                    .. whom.Select(
                        (one, index) =>
                            View(field, InputName(field.Id, one.Key), $"{field.Label}: {one.Name}", index > 0) with
                            {
                                OnlyIf = index == 0 ? onlyIf : null,
                                ShownWhen = shownWhen,
                            }
                    ),
                ];
            var label = field.Each switch
            {
                null => field.Label,
                AskedOf.PairOfSiblings => $"{field.Label} (for each pair of siblings)",
                _ => $"{field.Label} (for each child)",
            };
            return [View(field, InputName(field.Id), label, hushed: false) with { OnlyIf = onlyIf, ShownWhen = shownWhen }];
        }

        FormFieldView View(FormField field, string name, string label, bool hushed)
        {
            var answer = answers?.Answer(field);
            var says = answer is null ? answers?.Says(field) : null;
            return new FormFieldView
            {
                Field = field,
                Name = name,
                Label = label,
                Answer = answer,
                Start = answers?.Start(field),
                // Once a form: the same facts under field after field would hide the fields.
                Says = says is not null && said.Add(says) ? says : null,
                By = Newly(field.FilledBy) ? $"Filled in by: {RoleWords.Of(reference, speech, field.FilledBy!)}" : null,
                Hushed = hushed,
            };
        }

        // Said where it changes: under every field it would hide the fields.
        bool Newly(string? by)
        {
            if (by is null || by == before)
                return false;
            before = by;
            return true;
        }

        List<IReadOnlyList<FormFieldView>> Rows(FormSection section)
        {
            var known = answers?.RowsOf(section) ?? [];
            return
            [
                .. Enumerable
                    .Range(0, known.Count + EmptyRows)
                    .Select(row =>
                        (IReadOnlyList<FormFieldView>)
                            [
                                .. section.Fields.Select(field => new FormFieldView
                                {
                                    Field = field,
                                    Name = InputName(field.Id, $"row{row + 1}"),
                                    Label = $"{field.Label}, row {row + 1}",
                                    InRow = true,
                                    Start = row < known.Count ? known[row].GetValueOrDefault(field.Id) : null,
                                }),
                            ]
                    ),
            ];
        }
    }

    /// <param name="of">Of whom, where it is asked of several.</param>
    public static string InputName(string field, string? of = null) => of is null ? $"f-{field}" : $"f-{field}--{of}";

    /// <summary>Where a council's form is shown: a list where it is kept, every other form empty.</summary>
    public static string UrlOf(string authority, PolicyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Kind == FormKind.List ? Links.KeptList(authority, form.Id) : Links.Form(authority, form.Id);
    }

    /// <summary>What a kind of form is called, of one and of several.</summary>
    public static string Kinds(FormKind kind) =>
        kind switch
        {
            FormKind.Agenda => "Agendas",
            FormKind.Checklist => "Checklists",
            FormKind.Guide => "Guides",
            FormKind.Table => "Tables of options",
            FormKind.Steps => "Steps in order",
            FormKind.Document => "What a document has to say",
            FormKind.List => "Lists the council keeps",
            _ => "Forms",
        };

    public static string Kind(FormKind kind) =>
        kind switch
        {
            FormKind.Agenda => "Agenda",
            FormKind.Checklist => "Checklist",
            FormKind.Guide => "Guide",
            FormKind.Table => "Table of options",
            FormKind.Steps => "Steps in order",
            FormKind.Document => "What the document has to say",
            FormKind.List => "List the council keeps",
            _ => "Form",
        };

    /// <summary>
    /// What an occasion of use is called: a meeting, an assessment, an event of the record, an option, or the pack's own words.
    /// </summary>
    public static string Use(string use, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        if (Domain.Records.EventVocabulary.Find(use) is { } type)
            return Codes.InSentence(speech.Label(type));
        return Domain.Records.EventVocabulary.Assessments.Contains(use)
            ? Codes.InSentence(
                speech
                    .Title(
                        new()
                        {
                            Type = EventTypes.AssessmentCompleted,
                            On = default,
                            Fields = Domain.Records.EventFields.Of([new("assessment", use)]),
                        }
                    )
                    .Replace(" completed", "", StringComparison.Ordinal)
            )
            : speech.NameInSentence(use);
    }
}

/// <summary>What a form's partial pages are drawn from.</summary>
/// <param name="Prints">Whether it is only read and printed: nothing can be typed.</param>
public sealed record FormDrawing(
    FormView View,
    string Authority,
    IReadOnlyDictionary<string, string> Typed,
    IReadOnlyList<FieldFault> Faults,
    bool Prints
)
{
    public string TypedIn(string name, string? start = null) => Typed.TryGetValue(name, out var typed) ? typed : start ?? "";

    public string? Fault(string name) => Faults.FirstOrDefault(fault => fault.Field == name)?.Sentence;
}

using System.Globalization;
using System.Text.Json.Nodes;
using Permanence.Api.Words;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Practice;

/// <summary>What was typed into a council's form, as the answers of one event.</summary>
public static class FormAnswers
{
    public static string EvidenceOf(string name) => $"{name}-evidence";

    /// <summary>
    /// Answers by the fields' ids; what was asked of each child or pair stands under their ids. What is missing or cannot be read is a
    /// fault of
    /// <paramref name="typed"/>; nothing is missing in a part that the answers above it do not ask for.
    /// </summary>
    public static JsonText Read(FormView view, RecordAnswers record, TypedAnswers typed)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(typed);
        var answers = new JsonObject();
        // Reasoning is asked of a table only where its ticks do not fit together.
        var reasoned = view.Form.Kind != FormKind.Table || Tally(view.Form, typed).Contradictions.Count > 0;
        foreach (var section in view.Sections)
        {
            var asked = reasoned && record.Shows(section.Section.ShownWhen, Answered) == true;
            foreach (var field in section.Fields)
                Put(answers, Key(field), Value(field, asked && record.Shows(field.Field.ShownWhen, Answered) == true), Evidence(field));
            var rows = section
                .Rows.Select(row =>
                {
                    var one = new JsonObject();
                    foreach (var field in row)
                        Put(one, field.Field.Id, Value(field, false), Evidence(field));
                    return one;
                })
                .Where(row => row.Count > 0)
                .ToArray<JsonNode>();
            if (rows.Length > 0)
                answers[section.Title] = new JsonArray(rows);
        }

        return new JsonText(answers.ToJsonString());

        IReadOnlyList<string>? Answered(string field) => typed.Several(FormViews.InputName(field)) is { Count: > 0 } given ? given : null;

        static void Put(JsonObject into, string key, JsonNode? value, string? evidence)
        {
            if (value is not null)
                into[key] = value;
            if (evidence is not null)
                into[$"{key}-evidence"] = evidence;
        }

        string? Evidence(FormFieldView field)
        {
            if (field.Field.Type != FieldType.YesNoEvidence)
                return null;
            return typed.Note(EvidenceOf(field.Name), $"The evidence for “{field.Label}”");
        }

        JsonNode? Value(FormFieldView field, bool asked)
        {
            if (field.Answer is { } known)
                return known;
            if (field.Field.Type is FieldType.FixedText or FieldType.Signature)
                return null;
            var missing = asked && field.Field.Required ? $"Answer “{field.Label}”." : null;
            // In a row a date is one box, as it is drawn there.
            if (field.Field.Type == FieldType.Date && !field.InRow)
                return typed.Date(field.Name, field.Label, missing) is { } day ? Dates.Iso(day) : null;
            var text = typed.Note(field.Name, $"“{field.Label}”");
            if (text is null && missing is not null)
                typed.Fault(field.Name, missing);
            return (field.Field.Type, text) switch
            {
                (_, null) => null,
                (FieldType.YesNo or FieldType.YesNoEvidence or FieldType.Document, _) => text == "yes",
                (FieldType.Choices, _) => new JsonArray([.. typed.Several(field.Name).Select(one => (JsonNode?)one)]),
                (FieldType.Rating, _) when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rating) => rating,
                _ => text,
            };
        }
    }

    /// <summary>How many are ticked in each column, and what does not fit together.</summary>
    public static TableTally Tally(PolicyForm form, TypedAnswers typed)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(typed);
        return TableTally.Of(
            form,
            form.Fields.Select(field => field.Id)
                .Where(id => typed.Text(FormViews.InputName(id)) == "yes")
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    // f-existing-relationship--C-001--C-002 as existing-relationship/C-001/C-002.
    private static string Key(FormFieldView field) =>
        field.Field.Id + field.Name[FormViews.InputName(field.Field.Id).Length..].Replace("--", "/", StringComparison.Ordinal);
}

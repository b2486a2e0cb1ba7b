using System.Globalization;
using System.Text.Json.Nodes;
using Permanence.Api.Pages.Words;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Practice;

/// <summary>What was typed into a council's form, as the answers of one event.</summary>
public static class FormAnswers
{
    public static string EvidenceOf(string name) => $"{name}-evidence";

    /// <summary>Answers by the fields' ids; what was asked of each child or pair stands under their ids. Or what is wrong.</summary>
    public static (JsonText Answers, IReadOnlyList<FieldFault> Faults) Read(FormView view, IReadOnlyDictionary<string, string> typed)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(typed);
        var faults = new List<FieldFault>();
        var answers = new JsonObject();
        // Reasoning is asked of a table only where its ticks do not fit together.
        var reasoned = view.Form.Kind != FormKind.Table || Tally(view, typed).Contradictions.Count > 0;
        foreach (var section in view.Sections)
        {
            foreach (var field in section.Fields)
                Put(answers, Key(field), Value(field), Evidence(field));
            var rows = section.Rows.Select(row =>
            {
                var one = new JsonObject();
                foreach (var field in row)
                    Put(one, field.Field.Id, Value(field), Evidence(field));
                return one;
            }).Where(row => row.Count > 0).ToArray<JsonNode>();
            if (rows.Length > 0)
                answers[section.Title] = new JsonArray(rows);
        }

        return (new JsonText(answers.ToJsonString()), faults);

        static void Put(JsonObject into, string key, JsonNode? value, string? evidence)
        {
            if (value is not null)
                into[key] = value;
            if (evidence is not null)
                into[$"{key}-evidence"] = evidence;
        }

        string? Text(string name) => typed.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim().ReplaceLineEndings("\n") : null;

        string? Evidence(FormFieldView field)
        {
            var evidence = field.Field.Type == FieldType.YesNoEvidence ? Text(EvidenceOf(field.Name)) : null;
            if (evidence?.Length > CaseFileJson.LongestNote)
                faults.Add(new(EvidenceOf(field.Name), $"The evidence for “{field.Label}” must be 4,000 characters or fewer. It has {Counting.Number(evidence.Length)}."));
            return evidence;
        }

        JsonNode? Value(FormFieldView field)
        {
            if (field.Answer is { } known)
                return known;
            if (field.Field.Type is FieldType.FixedText or FieldType.Signature)
                return null;
            JsonNode? value;
            if (field.Field.Type == FieldType.Date && field.Start is null)
            {
                var (date, fault) = DateBoxes.Read(typed, field.Name, field.Label);
                if (fault is not null)
                    faults.Add(new(field.Name, fault));
                value = date is { } day ? Dates.Iso(day) : null;
                if (fault is not null)
                    return null;
            }
            else
            {
                var text = Text(field.Name);
                if (text?.Length > CaseFileJson.LongestNote)
                    faults.Add(new(field.Name, $"“{field.Label}” must be 4,000 characters or fewer. It has {Counting.Number(text.Length)}."));
                value = (field.Field.Type, text) switch
                {
                    (_, null) => null,
                    (FieldType.YesNo or FieldType.YesNoEvidence or FieldType.Document, _) => text == "yes",
                    (FieldType.Choices, _) => new JsonArray([.. text.Split('\n').Select(one => (JsonNode?)one)]),
                    (FieldType.Rating, _) when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rating) => rating,
                    _ => text
                };
            }

            if (value is null && field.Field.Required && reasoned)
                faults.Add(new(field.Name, $"Answer “{field.Label}”."));
            return value;
        }
    }

    /// <summary>How many are ticked in each column, and what does not fit together.</summary>
    public static TableTally Tally(FormView view, IReadOnlyDictionary<string, string> typed)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(typed);
        return TableTally.Of(view.Form, view.Form.Fields.Where(field => typed.TryGetValue(FormViews.InputName(field.Id), out var ticked) && ticked == "yes").Select(field => field.Id).ToHashSet(StringComparer.Ordinal));
    }

    // f-existing-relationship--C-001--C-002 as existing-relationship/C-001/C-002.
    private static string Key(FormFieldView field) => field.Field.Id + field.Name[FormViews.InputName(field.Field.Id).Length..].Replace("--", "/", StringComparison.Ordinal);
}

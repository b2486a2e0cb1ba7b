using Permanence.Api.Pages.Practice;
using Permanence.Api.Words;
using Permanence.Domain;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Lists;

/// <summary>
/// One row of a list as a form: its fields, what was typed in them as the row's values, and the values as they would be typed.
/// </summary>
public static class RowForm
{
    private const string NotRecorded = "Not recorded";

    public static IReadOnlyList<FormFieldView> Fields(PolicyForm form, PolicyReference reference, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(form);
        var once = form with { Sections = [.. form.Sections.Select(section => section with { Repeats = false })] };
        return
        [
            .. FormViews
                .Of(once, reference, speech, null)
                .Sections.SelectMany(section => section.Fields)
                .Select(view => view.Field.Required ? view : Optional(view)),
        ];
    }

    /// <summary>What was typed, as values; dates that cannot be read are faults. Everything else is the list's to judge.</summary>
    public static (Dictionary<string, string> Values, IReadOnlyList<FieldFault> Faults) Read(
        PolicyForm form,
        IReadOnlyDictionary<string, string> typed
    )
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(typed);
        var answers = new TypedAnswers(typed);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields)
        {
            var name = FormViews.InputName(field.Id);
            if (field.Type == FieldType.Date)
            {
                if (answers.Date(name, field.Label) is { } day)
                    values[field.Id] = Dates.Iso(day);
            }
            else if (typed.TryGetValue(name, out var text))
            {
                values[field.Id] = field.Type switch
                {
                    FieldType.YesNo => text == "Yes" ? "yes"
                    : text == "No" ? "no"
                    : text == NotRecorded ? ""
                    : text,
                    FieldType.Choice when text == NotRecorded && !field.Values.Contains(NotRecorded) => "",
                    _ => text,
                };
            }
        }

        return (values, answers.Faults);
    }

    public static Dictionary<string, string> Typed(PolicyForm form, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(values);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields)
        {
            var name = FormViews.InputName(field.Id);
            var value = values.GetValueOrDefault(field.Id);
            if (field.Type == FieldType.Date && Dates.FromIso(value) is { } date)
                DateBoxes.Write(typed, name, date);
            else if (field is { Required: false, Type: FieldType.Choice or FieldType.YesNo })
                typed[name] = value is null ? NotRecorded : KeptListView.Words(field, value);
            else if (value is not null)
                typed[name] = value;
        }

        return typed;
    }

    /// <summary>What the list refused, at the inputs of the form.</summary>
    public static IReadOnlyList<FieldFault> FaultsOf(IReadOnlyList<Refusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return
        [
            .. refusals.Select(refusal => new FieldFault(
                refusal.Field is { } path && path.StartsWith("values.", StringComparison.Ordinal)
                        ? FormViews.InputName(path["values.".Length..])
                    : refusal.Field == "reason" ? "reason"
                    : null,
                refusal.Sentence
            )),
        ];
    }

    // Radios cannot be left again, so there is one for leaving them blank.
    private static FormFieldView Optional(FormFieldView view) =>
        view with
        {
            Label = $"{view.Label} (optional)",
            Field = view.Field.Type switch
            {
                FieldType.YesNo => view.Field with { Type = FieldType.Choice, Values = ["Yes", "No", NotRecorded] },
                FieldType.Choice when !view.Field.Values.Contains(NotRecorded) => view.Field with
                {
                    Values = [.. view.Field.Values, NotRecorded],
                },
                _ => view.Field,
            },
        };
}

using System.Globalization;
using NodaTime;
using Permanence.Api.Pages.Practice;
using Permanence.Api.Words;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Entries;

// What stands in the form before anybody types: an event that is put right, what a link knows, what another form answered.
public sealed partial class EntryForm
{
    /// <summary>An event as it would have been typed.</summary>
    public Dictionary<string, string> TypedOf(CareEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        Boxes("on", happened.On);
        foreach (var (field, value) in happened.Fields)
        {
            var name = NameOf(field);
            switch (value)
            {
                case LocalDate date:
                    Boxes(name, date);
                    break;
                case LocalDateTime time:
                    typed[name] = Clock.Format(time.TimeOfDay);
                    if (time.Date != happened.On)
                        typed[$"{name}-kept"] = Dates.Iso(time.Date);
                    break;
                case bool flag:
                    typed[name] = flag ? "yes" : "no";
                    break;
                case int number:
                    typed[name] = number.ToString(CultureInfo.InvariantCulture);
                    break;
                case decimal number:
                    typed[name] = number.ToString(CultureInfo.InvariantCulture);
                    break;
                case JsonText json:
                    typed[name] = json.Json;
                    break;
                case FieldList<string> words:
                    typed[name] = string.Join('\n', words);
                    break;
                case string text:
                    Text(type.Field(field), name, text, typed);
                    break;
            }
        }

        if (happened.Note is not null)
            typed["note"] = happened.Note;
        return typed;

        void Boxes(string name, LocalDate date) => DateBoxes.Write(typed, name, date);
    }

    /// <summary>What a link to this form already knows. Names and values that the form does not have are left out.</summary>
    public Dictionary<string, string> Begin(Func<string, string?> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            var name = NameOf(field.Name);
            if (known(name) is not { Length: > 0 and <= RecordLimits.LongestText } value)
                continue;
            var offered =
                field.Kind == FieldKind.Choice && field.Choices.Contains(value) || field.Kind == FieldKind.Flag && value is "yes" or "no";
            if (offered || field.Kind is FieldKind.Name or FieldKind.Ids or FieldKind.Roles)
                typed[name] = value;
            else if (field.Kind == FieldKind.Text)
                Text(field, name, value, typed);
        }

        return typed;
    }

    /// <summary>What a council's form says and answers of the event it leads to.</summary>
    /// <param name="child">Whose record it is, where the form asks of each child.</param>
    /// <param name="answered">What was typed into the form.</param>
    public Dictionary<string, string> Begin(FormEvent next, PolicyForm form, string child, IReadOnlyDictionary<string, string> answered)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(form);
        var answers = new TypedAnswers(answered);
        var typed = Begin(name => next.Fields.Where(said => NameOf(said.Key) == name).Select(said => said.Value).FirstOrDefault());
        foreach (var (target, id) in next.Takes)
        {
            var field = form.Fields.First(known => known.Id == id);
            var (source, name) = (FormViews.InputName(id, field.Each is null ? null : child), NameOf(target));
            if (field.Type == FieldType.Date)
            {
                if (answers.Date(source, field.Label) is { } date)
                    DateBoxes.Write(typed, name, date);
                continue;
            }

            var said = answers.Several(source);
            if (said.Count == 0)
                continue;
            var meant = field.Meanings.FirstOrDefault(meaning => meaning.Value == said[0])?.Is[0];
            var specification = type.Field(target);
            if (specification?.Kind == FieldKind.Choice)
            {
                if (meant is not null && specification.Choices.Contains(meant))
                    typed[name] = meant;
            }
            else if (specification?.Kind == FieldKind.Text)
                Text(specification, name, field.Type == FieldType.Choices ? string.Join("; ", said) : answers.Text(source)!, typed);
            else
                typed[name] = field.Type == FieldType.Choices ? string.Join("; ", said) : answers.Text(source)!;
        }

        return typed;
    }

    // A word that is not offered stands in the box beside the list.
    private void Text(FieldSpecification? field, string name, string value, Dictionary<string, string> typed)
    {
        var offered = field?.Kind == FieldKind.Text ? choices.For(type.Name, field.Name) : [];
        typed[offered.Count == 0 || offered.Any(option => option.Value == value) ? name : OtherOf(name)] = value;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Permanence.Api.Words;
using Permanence.Domain;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Entries;

/// <summary>
/// A form for any kind of event, made from the vocabulary: which fields it shows (<c>EntryFormFields.cs</c>), what was typed in them
/// as an event, and what is typed in them before anybody types (<c>EntryFormBeginnings.cs</c>).
/// </summary>
/// <param name="choices">What the council's policy recognises in fields of free text.</param>
public sealed partial class EntryForm(EventTypeSpecification type, CaseFile file, EventWords speech, RecordChoices? choices = null)
{
    private readonly RecordChoices choices = choices ?? RecordChoices.None;

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public EventTypeSpecification Type => type;

    public string Title => speech.Label(type);

    public static string NameOf(string field) => field is "on" or "note" ? field : $"field-{field}";

    /// <summary>The input for an answer that is none of those offered.</summary>
    public static string OtherOf(string name) => $"{name}-other";

    /// <summary>Several values of one field: a line each, or with commas between.</summary>
    public static string[] Lines(string? typed) =>
        typed?.Split(['\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The address of an empty form, or of one that begins with what is already known, by the event's own field names.</summary>
    public static string UrlOf(string childUrl, string type, IEnumerable<KeyValuePair<string, string>> known)
    {
        var query = string.Join('&', known.Select(field => $"{NameOf(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        return $"{childUrl}/record/{type}{(query.Length == 0 ? "" : $"?{query}")}";
    }

    /// <summary>Which kinds of event a person records here: all that have no page of their own and are not the platform's.</summary>
    public static IReadOnlyList<IGrouping<string, EventTypeSpecification>> Choices { get; } =
    [.. EventVocabulary.Types.Where(one => one.By == RecordedBy.People).GroupBy(one => one.Subject)];

    /// <summary>What was typed, as an event; or what is wrong with it.</summary>
    /// <param name="corrected">The entry that this puts right: what the form does not ask for stays as it is there.</param>
    public (CareEvent? Event, IReadOnlyList<FieldFault> Faults) Read(IReadOnlyDictionary<string, string> typed, CareEvent? corrected = null)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var answers = new TypedAnswers(typed);
        var on = Date("on", OnLabel, true);
        var values = new List<KeyValuePair<string, object>>();
        foreach (var field in type.Fields)
        {
            if ((field.Asked ? Value(field) : corrected?.Fields[field.Name]) is { } value)
                values.Add(new(field.Name, value));
        }

        var note = answers.Note("note", "Note");
        if (answers.Faults.Count > 0 || on is null)
            return (null, answers.Faults);

        var happened = new CareEvent
        {
            Type = type.Name,
            On = on.Value,
            Fields = EventFields.Of(values),
            Note = note,
        };
        // The reader of case files has the last word on lengths and shapes, so that a form never lets through what a program may not send.
        using var document = JsonDocument.Parse($"[{System.Text.Encoding.UTF8.GetString(happened.Json.Span)}]");
        var read = CaseFileJson.ReadEvents(document.RootElement);
        return read.Succeeded ? (read.Value[0], []) : (null, FaultsOf(read.Refusals));

        object? Value(FieldSpecification field)
        {
            var name = NameOf(field.Name);
            if (field.Kind == FieldKind.Date)
                return Date(name, field.Label, field.Required);
            var text = answers.Text(name);
            if (field.Kind == FieldKind.Ids && answers.Text(OtherOf(name)) is { } others)
                text = $"{text}\n{others}";
            if (field.Kind == FieldKind.Text && answers.Text(OtherOf(name)) is { } other)
            {
                if (text is not null)
                    answers.Fault(name, $"{field.Label}: choose one from the list or write something else, not both.");
                text = other;
            }

            if (text is null)
            {
                if (field.Required)
                    answers.Fault(
                        name,
                        field.Kind is FieldKind.Choice or FieldKind.Code or FieldKind.EventId
                            ? $"Select {An(field.Label)}."
                            : $"Fill in “{field.Label}”."
                    );
                return null;
            }

            switch (field.Kind)
            {
                case FieldKind.Flag:
                    return text == "yes";
                case FieldKind.Number:
                    if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000)
                        return number;
                    answers.Fault(name, $"{field.Label} must be a whole number from 1 to 999.");
                    return null;
                case FieldKind.Miles:
                    return answers.Miles(name, field.Label);
                case FieldKind.DateTime:
                    var time = Clock.Parse(text.Replace('.', ':').PadLeft(5, '0'));
                    if (!time.Success)
                        answers.Fault(name, $"{field.Label} must be a time on the 24-hour clock, such as 16:00.");
                    return time.Success && on is { } day ? (Kept(name) ?? day).At(time.Value) : null;
                case FieldKind.Json:
                    return Json(name, field, text);
                case FieldKind.Ids or FieldKind.Roles:
                    return new FieldList<string>([.. Lines(text).Distinct(StringComparer.Ordinal)]);
                case FieldKind.DayOrWords:
                    return Dates.FromIso(text) is { } said ? said : text;
                case FieldKind.Code:
                    return text.ToUpperInvariant();
                default:
                    return text;
            }
        }

        // The day of a time that was recorded with another day than the entry's own stays what it was.
        LocalDate? Kept(string name) => Dates.FromIso(answers.Text($"{name}-kept"));

        LocalDate? Date(string name, string label, bool required) =>
            answers.Date(
                name,
                label,
                !required ? null
                    : label.StartsWith("Date ", StringComparison.Ordinal) ? $"Enter the {Codes.InSentence(label)}."
                    : $"Enter a date for “{label}”."
            );

        JsonText? Json(string name, FieldSpecification field, string text)
        {
            if (text[0] is '{' or '[')
            {
                try
                {
                    return new JsonText(JsonNode.Parse(text)!.ToJsonString());
                }
                catch (JsonException)
                {
                    answers.Fault(name, $"{field.Label} must be one answer a line: the question, a colon, the answer.");
                    return null;
                }
            }

            var lines = new JsonObject();
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0 || lines.ContainsKey(line[..colon].Trim()))
                {
                    answers.Fault(name, $"{field.Label} must be one answer a line, each question once: the question, a colon, the answer.");
                    return null;
                }

                lines[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }

            return new JsonText(lines.ToJsonString());
        }
    }

    /// <summary>What was refused elsewhere, at the inputs of this form.</summary>
    public IReadOnlyList<FieldFault> FaultsOf(IReadOnlyList<Refusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return
        [
            .. refusals.Select(refusal =>
            {
                var field = refusal.Field?.Split('.')[^1];
                return new FieldFault(
                    field is "on" or "note" || field is not null && type.Field(field) is not null ? NameOf(field) : null,
                    refusal.Sentence
                );
            }),
        ];
    }

    // "a hearing", "an order": as a sentence asks for it.
    private static string An(string label)
    {
        var words = Codes.InSentence(label);
        return words is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? $"an {words}" : $"a {words}";
    }
}

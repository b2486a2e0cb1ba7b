using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>Reads JSON into a case file, noting what is wrong where.</summary>
internal sealed class CaseFileReader(List<Refusal> faults)
{
    private static readonly JsonSerializerOptions CompactJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] FileFields = ["authority", "child", "events"];

    private static readonly string[] ChildFields =
    [
        "id", "born", "expected", "sex", "siblings", "name", "team", "socialWorker", "ethnicity", "pupilNumber", "unaccompanied"
    ];

    public CaseFile? CaseFile(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Fault("not-an-object", "A case file is an object with authority, child and events.", null);
            return null;
        }

        RefuseUnknown(root, FileFields, "", "a case file");
        var authority = String(root, "authority", "", true);
        var child = root.TryGetProperty("child", out var who) && who.ValueKind == JsonValueKind.Object ? Child(who) : null;
        if (child is null)
            Fault("missing-field", "The case file has no child: give at least an id and a date of birth.", "child");
        var events = root.TryGetProperty("events", out var list) ? Events(list, "events") : [];
        if (list.ValueKind == JsonValueKind.Undefined)
            Fault("missing-field", "The case file has no events: give an empty list where nothing has happened.", "events");
        return authority is null || child is null ? null : new CaseFile(authority, child, events);
    }

    public IReadOnlyList<CareEvent> Events(JsonElement list, string path)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            Fault("not-a-list", "The events are a list.", path);
            return [];
        }

        var events = new List<CareEvent>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (Event(item, $"{path}[{events.Count}]") is { } happened)
                events.Add(happened);
            else
                events.Add(Unreadable);
        }

        return events;
    }

    // Keeps later paths right; never leaves the reader, because a fault was noted with it.
    private static readonly CareEvent Unreadable = new() { Type = "", On = default };

    public CareEvent? Event(JsonElement item, string path)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            Fault("not-an-object", "An event is an object with type and on.", path);
            return null;
        }

        var name = String(item, "type", path, true);
        if (name is null)
            return null;
        if (EventVocabulary.Find(name) is not { } type)
        {
            Fault("unknown-event-type", $"There is no event type '{name}'.{Spelling.Nearest(name, EventVocabulary.Types.Select(known => known.Name))}", $"{path}.type");
            return null;
        }

        var on = Date(item, "on", path, true);
        var note = String(item, "note", path, false, CaseFileJson.LongestNote);
        var id = String(item, "id", path, false, 100);
        var recorded = item.TryGetProperty("recorded", out var known) && known.ValueKind != JsonValueKind.Null ? Recorded(known, $"{path}.recorded") : null;
        foreach (var property in item.EnumerateObject())
        {
            if (property.Name is not ("type" or "on" or "note" or "id" or "recorded") && type.Field(property.Name) is null)
            {
                var fields = type.Fields.Select(field => field.Name).Append("note").Append("id").ToList();
                Fault("unknown-field", $"A {name} event has no field '{property.Name}': it may have {string.Join(", ", fields)}.", $"{path}.{property.Name}");
            }
        }

        var values = new List<KeyValuePair<string, object>>(type.Fields.Count);
        foreach (var field in type.Fields)
        {
            if (Value(item, field, path) is { } value)
                values.Add(new(field.Name, value));
        }

        return on is null ? null : new CareEvent { Type = name, On = on.Value, Fields = EventFields.Of(values), Note = note, Id = id, Recorded = recorded };
    }

    private object? Value(JsonElement item, FieldSpecification field, string path)
    {
        var at = $"{path}.{field.Name}";
        if (!item.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (field.Required)
                Fault("missing-field", $"The event needs '{field.Name}'{Choices(field)}.", at);
            return null;
        }

        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.EventId:
                return String(item, field.Name, path, true);
            case FieldKind.Code:
                return String(item, field.Name, path, true, 20);
            case FieldKind.Choice:
                var word = String(item, field.Name, path, true);
                if (word is null || field.Choices.Contains(word))
                    return word;
                Fault("unknown-value", $"'{word}' is not a value of '{field.Name}'{Choices(field)}.", at);
                return null;
            case FieldKind.Date:
                return Date(item, field.Name, path, true);
            case FieldKind.DateTime:
                var text = String(item, field.Name, path, true);
                if (text is null)
                    return null;
                if (CaseFileJson.Minutes.Parse(text) is { Success: true } minutes)
                    return minutes.Value;
                if (CaseFileJson.Seconds.Parse(text) is { Success: true } seconds)
                    return seconds.Value;
                Fault("bad-time", $"'{text}' is not a London date and time such as 2026-04-02T16:00.", at);
                return null;
            case FieldKind.Flag:
                if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                    return value.GetBoolean();
                Fault("bad-flag", $"'{field.Name}' is true or false.", at);
                return null;
            case FieldKind.Number:
                if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is > 0 and < 1000)
                    return number;
                Fault("bad-number", $"'{field.Name}' is a whole number from 1 to 999.", at);
                return null;
            case FieldKind.Miles:
                if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var miles) && miles is >= 0 and < 10_000)
                    return miles;
                Fault("bad-number", $"'{field.Name}' is a number of miles, 0 or more.", at);
                return null;
            case FieldKind.Event:
                return Event(value, at);
            case FieldKind.Json:
                return new JsonText(JsonSerializer.Serialize(value, CompactJson));
            default:
                throw new InvalidOperationException($"No reading of {field.Kind}.");
        }
    }

    private Child? Child(JsonElement who)
    {
        RefuseUnknown(who, ChildFields, "child", "a child");
        var id = String(who, "id", "child", true, 50);
        if (id is not null && !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            Fault("bad-id", "A child's id has only letters, digits, '-', '_' and '.'.", "child.id");
        var sex = String(who, "sex", "child", false, 1);
        if (sex is not (null or "F" or "M" or "U"))
            Fault("unknown-value", $"'{sex}' is not a value of 'sex': F, M or U.", "child.sex");
        var siblings = new List<string>();
        if (who.TryGetProperty("siblings", out var list) && list.ValueKind != JsonValueKind.Null)
        {
            if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
                siblings.AddRange(list.EnumerateArray().Select(item => item.GetString()!));
            else
                Fault("not-a-list", "The siblings are a list of ids.", "child.siblings");
        }

        bool? unaccompanied = null;
        if (who.TryGetProperty("unaccompanied", out var flag) && flag.ValueKind != JsonValueKind.Null)
        {
            if (flag.ValueKind is JsonValueKind.True or JsonValueKind.False)
                unaccompanied = flag.GetBoolean();
            else
                Fault("bad-flag", "'unaccompanied' is true or false.", "child.unaccompanied");
        }

        var born = Date(who, "born", "child", false);
        var expected = Date(who, "expected", "child", false);
        return id is null ? null : new Child
        {
            Id = id, Born = born, Expected = expected, Sex = sex, Siblings = siblings,
            Name = String(who, "name", "child", false, 200), Team = String(who, "team", "child", false, 200),
            SocialWorker = String(who, "socialWorker", "child", false, 200), Ethnicity = String(who, "ethnicity", "child", false, 20),
            PupilNumber = String(who, "pupilNumber", "child", false, 20), Unaccompanied = unaccompanied
        };
    }

    private Recording? Recorded(JsonElement known, string path)
    {
        if (known.ValueKind != JsonValueKind.Object)
        {
            Fault("not-an-object", "'recorded' is an object with at, by and source.", path);
            return null;
        }

        RefuseUnknown(known, ["at", "by", "source"], path, "'recorded'");
        var at = String(known, "at", path, true);
        var by = String(known, "by", path, true, 200);
        var source = String(known, "source", path, true, 300);
        if (at is null || by is null || source is null)
            return null;
        var instant = InstantPattern.ExtendedIso.Parse(at);
        if (instant.Success)
            return new Recording(instant.Value, by, source);
        Fault("bad-instant", $"'{at}' is not a UTC instant such as 2026-04-02T15:00:00Z.", $"{path}.at");
        return null;
    }

    private string? String(JsonElement parent, string name, string path, bool required, int longest = CaseFileJson.LongestText)
    {
        var at = path.Length == 0 ? name : $"{path}.{name}";
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                Fault("missing-field", $"'{name}' is missing.", at);
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fault("not-text", $"'{name}' is text.", at);
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > longest)
            Fault("too-long", $"'{name}' has {text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters; it may have {longest.ToString("N0", CultureInfo.InvariantCulture)}.", at);
        else if (required && text.Length == 0)
            Fault("missing-field", $"'{name}' is empty.", at);
        return text;
    }

    private LocalDate? Date(JsonElement parent, string name, string path, bool required)
    {
        var text = String(parent, name, path, required);
        if (text is null)
            return null;
        var date = LocalDatePattern.Iso.Parse(text);
        if (date.Success && date.Value.Year is >= 1900 and <= 2200)
            return date.Value;
        Fault("bad-date", $"'{text}' is not a date such as 2026-04-02.", path.Length == 0 ? name : $"{path}.{name}");
        return null;
    }

    private void RefuseUnknown(JsonElement parent, string[] known, string path, string what)
    {
        foreach (var property in parent.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                Fault("unknown-field", $"{char.ToUpperInvariant(what[0])}{what[1..]} has no field '{property.Name}': it may have {string.Join(", ", known)}.", path.Length == 0 ? property.Name : $"{path}.{property.Name}");
        }
    }

    private void Fault(string code, string sentence, string? field) => faults.Add(new Refusal(code, sentence, field));

    private static string Choices(FieldSpecification field) => field.Choices.Count == 0 ? "" : $": one of {string.Join(", ", field.Choices)}";
}

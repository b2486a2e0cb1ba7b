using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>
/// Case files as JSON, in and out. Writing is canonical (one order, no white space), so what goes out comes in again to the same
/// record and goes out as the same bytes. Reading refuses what it does not know by name and reports every fault in one run.
/// </summary>
public static class CaseFileJson
{
    public const int LongestNote = 4000;
    public const int LongestText = 1000;
    public const int LargestFile = 16 * 1024 * 1024;

    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm");
    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss");

    public static byte[] Write(CaseFile file)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
            Write(writer, file);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Write(CareEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
            Write(writer, happened);
        return buffer.WrittenSpan.ToArray();
    }

    public static Outcome<CaseFile> ReadCaseFile(ReadOnlyMemory<byte> json) => Parse(json, (root, faults) => new Reader(faults).CaseFile(root));

    /// <summary>Reads a list of events, as a command carries them.</summary>
    public static Outcome<IReadOnlyList<CareEvent>> ReadEvents(JsonElement events)
    {
        var faults = new List<Refusal>();
        try
        {
            var read = new Reader(faults).Events(events, "events");
            return faults.Count > 0 ? faults : Outcome(read);
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
    }

    /// <summary>Reads one event.</summary>
    public static Outcome<CareEvent> ReadEvent(JsonElement happened)
    {
        var faults = new List<Refusal>();
        try
        {
            var read = new Reader(faults).Event(happened, "events[0]");
            return faults.Count > 0 ? faults : Outcome(read!);
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
    }

    // JSON may escape half of a character that needs two halves; no text comes of it.
    private static Refusal NotText => new("not-text", "A text in the case file has characters that are not valid Unicode.");

    internal static void Write(Utf8JsonWriter writer, CaseFile file)
    {
        writer.WriteStartObject();
        writer.WriteString("authority", file.Authority);
        writer.WritePropertyName("child");
        var child = file.Child;
        writer.WriteStartObject();
        writer.WriteString("id", child.Id);
        Date("born", child.Born);
        Date("expected", child.Expected);
        writer.WriteString("sex", child.Sex);
        writer.WriteStartArray("siblings");
        foreach (var sibling in child.Siblings)
            writer.WriteStringValue(sibling);
        writer.WriteEndArray();
        Optional("name", child.Name);
        Optional("team", child.Team);
        Optional("socialWorker", child.SocialWorker);
        Optional("ethnicity", child.Ethnicity);
        Optional("pupilNumber", child.PupilNumber);
        if (child.Unaccompanied is { } unaccompanied)
            writer.WriteBoolean("unaccompanied", unaccompanied);
        writer.WriteEndObject();
        writer.WriteStartArray("events");
        foreach (var happened in file.Events)
            Write(writer, happened);
        writer.WriteEndArray();
        writer.WriteEndObject();

        void Date(string name, LocalDate? date)
        {
            if (date is { } day)
                writer.WriteString(name, LocalDatePattern.Iso.Format(day));
            else
                writer.WriteNull(name);
        }

        void Optional(string name, string? text)
        {
            if (text is not null)
                writer.WriteString(name, text);
        }
    }

    internal static void Write(Utf8JsonWriter writer, CareEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("type", happened.Type);
        writer.WriteString("on", LocalDatePattern.Iso.Format(happened.On));
        foreach (var (name, value) in happened.Fields)
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case string text: writer.WriteStringValue(text); break;
                case bool flag: writer.WriteBooleanValue(flag); break;
                case int number: writer.WriteNumberValue(number); break;
                case decimal number: writer.WriteNumberValue(number); break;
                case LocalDate date: writer.WriteStringValue(LocalDatePattern.Iso.Format(date)); break;
                case LocalDateTime time: writer.WriteStringValue((time.Second == 0 ? Minutes : Seconds).Format(time)); break;
                case CareEvent inner: Write(writer, inner); break;
                case JsonText json: writer.WriteRawValue(json.Json); break;
                default: throw new InvalidOperationException($"A field cannot hold a {value.GetType().Name}.");
            }
        }

        if (happened.Note is not null)
            writer.WriteString("note", happened.Note);
        if (happened.Id is not null)
            writer.WriteString("id", happened.Id);
        if (happened.Recorded is { } recorded)
        {
            writer.WriteStartObject("recorded");
            writer.WriteString("at", InstantPattern.ExtendedIso.Format(recorded.At));
            writer.WriteString("by", recorded.By);
            writer.WriteString("source", recorded.Source);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static Outcome<T> Outcome<T>(T value) => value;

    private static Outcome<T> Parse<T>(ReadOnlyMemory<byte> json, Func<JsonElement, List<Refusal>, T?> read)
    {
        if (json.Length > LargestFile)
            return new Refusal("too-large", $"The case file is larger than {LargestFile / 1024 / 1024} MB.");

        if (!System.Text.Unicode.Utf8.IsValid(json.Span))
            return new Refusal("not-utf-8", "The case file is not UTF-8 text.");

        var faults = new List<Refusal>();
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var value = read(document.RootElement, faults);
            return faults.Count > 0 ? faults : Outcome(value!);
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
        catch (JsonException fault)
        {
            return new Refusal("not-json", $"The case file is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
    }

    private sealed class Reader(List<Refusal> faults)
    {
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
                Fault("unknown-event-type", $"There is no event type '{name}'.{Nearest(name, EventVocabulary.Types.Select(known => known.Name))}", $"{path}.type");
                return null;
            }

            var on = Date(item, "on", path, true);
            var note = String(item, "note", path, false, LongestNote);
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
                    if (Minutes.Parse(text) is { Success: true } minutes)
                        return minutes.Value;
                    if (Seconds.Parse(text) is { Success: true } seconds)
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

        private string? String(JsonElement parent, string name, string path, bool required, int longest = LongestText)
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

    private static readonly JsonSerializerOptions CompactJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>“Did you mean …?” for a word that is nearly one of the known ones.</summary>
    public static string Nearest(string word, IEnumerable<string> known)
    {
        var best = known.Select(candidate => (candidate, distance: Distance(word, candidate))).MinBy(pair => pair.distance);
        return best.candidate is not null && best.distance <= Math.Max(2, word.Length / 3) ? $" Did you mean '{best.candidate}'?" : "";
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 20 || left.Length > 100)
            return int.MaxValue;
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[right.Length];
    }
}

internal sealed class CaseFileConverter : JsonConverter<CaseFile>
{
    public override CaseFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var read = CaseFileJson.ReadCaseFile(JsonSerializer.SerializeToUtf8Bytes(document.RootElement));
        return read.Succeeded ? read.Value : throw new JsonException($"{read.Refusals[0].Field}: {read.Refusals[0].Sentence}");
    }

    public override void Write(Utf8JsonWriter writer, CaseFile value, JsonSerializerOptions options) => CaseFileJson.Write(writer, value);
}

internal sealed class CareEventConverter : JsonConverter<CareEvent>
{
    public override CareEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var read = CaseFileJson.ReadEvent(document.RootElement);
        return read.Succeeded ? read.Value : throw new JsonException($"{read.Refusals[0].Field}: {read.Refusals[0].Sentence}");
    }

    public override void Write(Utf8JsonWriter writer, CareEvent value, JsonSerializerOptions options) => CaseFileJson.Write(writer, value);
}

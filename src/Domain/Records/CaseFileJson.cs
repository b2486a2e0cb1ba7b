using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
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
    internal static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm");
    internal static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss");

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

    public static Outcome<CaseFile> ReadCaseFile(ReadOnlyMemory<byte> json) => Parse(json, (root, faults) => new CaseFileReader(faults).CaseFile(root));

    /// <summary>Reads a list of events, as a command carries them.</summary>
    public static Outcome<IReadOnlyList<CareEvent>> ReadEvents(JsonElement events)
    {
        var faults = new List<Refusal>();
        try
        {
            var read = new CaseFileReader(faults).Events(events, "events");
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
            var read = new CaseFileReader(faults).Event(happened, "events[0]");
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
}

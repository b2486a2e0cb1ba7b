using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>
/// Case files as JSON, in and out. Writing is canonical (one order, no white space), so what goes out comes in again to the same
/// record and goes out as the same bytes. What a caller sends is refused by name where it is not known, with every fault in one run;
/// what is stored is always read, and what this program does not know in it stays as it is.
/// </summary>
public static class CaseFileJson
{
    /// <summary>How deep JSON that is taken may be nested.</summary>
    public const int Deepest = 32;

    /// <summary>
    /// How many stamps may stand in each other: a record that was opened here from an export of a record that was opened from an export.
    /// </summary>
    public const int DeepestGiven = 8;

    private static readonly JsonWriterOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };
    internal static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm");
    internal static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss");

    public static byte[] Write(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
            Write(writer, file);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Writes a record into other JSON, event by event into the writer's own buffer: a long record is never a second time in memory.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(file);
        writer.WriteStartObject();
        writer.WriteString("authority", file.Authority);
        writer.WritePropertyName("child");
        CaseFileWriter.Write(writer, file.Child);
        writer.WriteStartArray("events");
        foreach (var happened in file.Events)
            Write(writer, happened);
        writer.WriteEndArray();
        CaseFileWriter.Write(writer, file.More);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, CareEvent happened) =>
        writer.WriteRawValue(happened.Json.Span, skipInputValidation: true);

    internal static byte[] Written(CareEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
            CaseFileWriter.Write(writer, happened);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a case file that a caller sends.</summary>
    public static Outcome<CaseFile> ReadCaseFile(ReadOnlyMemory<byte> json) =>
        json.Length > RecordLimits.LargestFile
            ? new Refusal(RefusalCodes.TooLarge, $"The case file is larger than {RecordLimits.LargestFile / 1024 / 1024} MB.")
            : Parse(json, Origin.Caller);

    /// <summary>
    /// Reads a case file that may have been exported, by this program or a newer one. An entry with an id and a stamp is kept as it stands;
    /// any other is read as a caller's. As long as it is: a record may be longer than what is taken at the door.
    /// </summary>
    public static Outcome<CaseFile> ReadExported(ReadOnlyMemory<byte> json) => Parse(json, Origin.File);

    /// <summary>Reads a list of events, as a command carries them.</summary>
    public static Outcome<IReadOnlyList<CareEvent>> ReadEvents(JsonElement events) => ReadEvents(events, RecordLimits.MostEventsInCommand);

    internal static Outcome<IReadOnlyList<CareEvent>> ReadEvents(JsonElement events, int most)
    {
        var faults = new Refusals();
        try
        {
            return faults.Or(new CaseFileReader(faults, Origin.Caller).Events(events, "events", most));
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
    }

    /// <summary>Reads one event that a caller sends.</summary>
    public static Outcome<CareEvent> ReadEvent(JsonElement happened) => ReadEvent(happened, Origin.Caller);

    /// <summary>
    /// Reads a record as a store or another node has it, within other JSON: in one pass, whatever its length. Refused only where it is no
    /// record at all.
    /// </summary>
    public static Outcome<CaseFile> ReadStored(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement, Origin.Stored);
    }

    /// <summary>Reads one event as a store or another node has it.</summary>
    public static Outcome<CareEvent> ReadStoredEvent(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ReadEvent(document.RootElement, Origin.Stored);
    }

    private static Outcome<CareEvent> ReadEvent(JsonElement happened, Origin origin)
    {
        var faults = new Refusals();
        try
        {
            return faults.Or(new CaseFileReader(faults, origin).Event(happened, "events[0]"));
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
    }

    // JSON may escape half of a character that needs two halves; no text comes of it.
    private static Refusal NotText =>
        new(RefusalCodes.NotText, "A text in the case file has half of a character that needs two halves: no text comes of it.");

    private static Outcome<CaseFile> Parse(ReadOnlyMemory<byte> json, Origin origin)
    {
        if (Characters.NotUnicode(json.Span) is { } refusal)
            return refusal;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, origin);
        }
        catch (JsonException fault)
        {
            return new Refusal(
                RefusalCodes.NotJson,
                $"The case file is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}."
            );
        }
    }

    private static Outcome<CaseFile> Read(JsonElement root, Origin origin)
    {
        var faults = new Refusals();
        try
        {
            return faults.Or(new CaseFileReader(faults, origin).CaseFile(root));
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
    }
}

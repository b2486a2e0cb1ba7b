using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Permanence.Domain.Records;

namespace Permanence.Grains.Keeping;

/// <summary>
/// A case file as <see cref="CaseFileJson"/> writes it, byte for byte, remembering the bytes of each event: a record is rewritten whole with
/// every event added to it, and all but the last of its events are as they were.
/// </summary>
internal sealed class StoredCaseFileConverter : JsonConverter<CaseFile>
{
    private static readonly ConditionalWeakTable<CareEvent, byte[]> Written = [];

    public override CaseFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var read = CaseFileJson.ReadCaseFile(JsonSerializer.SerializeToUtf8Bytes(document.RootElement));
        // The field and not the sentence: a sentence may quote what stands in the field.
        return read.Succeeded ? read.Value : throw new JsonException($"The stored record cannot be read at {read.Refusals[0].Field}: {read.Refusals[0].Code}.");
    }

    public override void Write(Utf8JsonWriter writer, CaseFile value, JsonSerializerOptions options)
    {
        // {"authority":…,"child":…,"events":[]}: a quote within a text is escaped, so these can only be the names.
        ReadOnlySpan<byte> empty = CaseFileJson.Write(value with { Events = [] });
        var child = empty.IndexOf(",\"child\":"u8) + ",\"child\":".Length;
        writer.WriteStartObject();
        writer.WriteString("authority", value.Authority);
        writer.WritePropertyName("child");
        writer.WriteRawValue(empty[child..^",\"events\":[]}".Length], skipInputValidation: true);
        writer.WriteStartArray("events");
        // One by one into the writer's own buffer: a long record is larger than what the collector moves cheaply.
        foreach (var happened in value.Events)
            writer.WriteRawValue(Written.GetValue(happened, static happened => CaseFileJson.Write(happened)), skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

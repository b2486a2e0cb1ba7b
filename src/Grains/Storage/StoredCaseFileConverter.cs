using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Permanence.Domain.Records;

namespace Permanence.Grains.Storage;

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
        var head = CaseFileJson.Write(value with { Events = [] }).AsSpan();
        var tail = "]}"u8;
        var buffer = new ArrayBufferWriter<byte>(head.Length + (value.Events.Count * 192));
        buffer.Write(head[..^tail.Length]);
        for (var index = 0; index < value.Events.Count; index++)
        {
            if (index > 0)
                buffer.Write(","u8);
            buffer.Write(Written.GetValue(value.Events[index], static happened => CaseFileJson.Write(happened)));
        }

        buffer.Write(tail);
        writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }
}

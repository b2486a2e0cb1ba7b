using System.Text.Json;
using System.Text.Json.Serialization;

namespace Permanence.Domain.Records;

/// <summary>
/// A case file within other JSON: in a store, or on its way between nodes. Read as stored, so that nothing a newer program wrote gets lost.
/// </summary>
internal sealed class CaseFileConverter : JsonConverter<CaseFile>
{
    public override CaseFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = CaseFileJson.ReadStored(ref reader);
        // The field and not the sentence: a sentence may quote what stands in the field.
        return read.Succeeded
            ? read.Value
            : throw new JsonException($"The stored record cannot be read at {read.Refusals[0].Field}: {read.Refusals[0].Code}.");
    }

    public override void Write(Utf8JsonWriter writer, CaseFile value, JsonSerializerOptions options) => CaseFileJson.Write(writer, value);
}

/// <summary>An event within other JSON, as its case file would have it.</summary>
internal sealed class CareEventConverter : JsonConverter<CareEvent>
{
    public override CareEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = CaseFileJson.ReadStoredEvent(ref reader);
        return read.Succeeded
            ? read.Value
            : throw new JsonException($"The event cannot be read at {read.Refusals[0].Field}: {read.Refusals[0].Code}.");
    }

    public override void Write(Utf8JsonWriter writer, CareEvent value, JsonSerializerOptions options) => CaseFileJson.Write(writer, value);
}

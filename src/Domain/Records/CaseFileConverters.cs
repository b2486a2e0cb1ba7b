using System.Text.Json;
using System.Text.Json.Serialization;

namespace Permanence.Domain.Records;

/// <summary>A case file within other JSON.</summary>
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

/// <summary>An event within other JSON.</summary>
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

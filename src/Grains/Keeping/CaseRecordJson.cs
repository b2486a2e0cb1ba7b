using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Permanence.Domain;
using Permanence.Domain.Obligations;

namespace Permanence.Grains.Keeping;

/// <summary>
/// How records are written, in the store and on the wire between nodes: System.Text.Json with NodaTime, one set of options for both,
/// so that what can be stored can be sent and the other way round.
/// </summary>
public static class CaseRecordJson
{
    public static readonly JsonSerializerOptions Options = Made();

    /// <summary>The serializer of every grain storage: plain JSON that can be read without this program.</summary>
    public static SystemTextJsonGrainStorageSerializer StorageSerializer()
    {
        var options = new SystemTextJsonGrainStorageSerializerOptions();
        Configure(options.JsonSerializerOptions);
        return new SystemTextJsonGrainStorageSerializer(Microsoft.Extensions.Options.Options.Create(options));
    }

    /// <summary>
    /// Lets the records of the domain and of the grains, and NodaTime's values, travel in grain calls. Needed on every node, silo or
    /// client.
    /// </summary>
    public static IServiceCollection AddCaseRecordSerialization(this IServiceCollection services)
    {
        services.AddSerializer(serializer =>
        {
            serializer.AddJsonSerializer(
                IsRecord,
                static _ => false,
                options => options.Configure(json => json.SerializerOptions = Options)
            );
            serializer.Configure(manifest =>
            {
                manifest.AddAllowedAssembly(typeof(Refusal).Assembly);
                manifest.AddAllowedAssembly(typeof(CaseRecordJson).Assembly);
                manifest.AddAllowedAssembly(typeof(LocalDate).Assembly);
                WireNames.Add(manifest);
            });
        });
        services.AddSingleton<ReadOnlyListCodec>();
        services.AddSingleton<IGeneralizedCodec>(provider => provider.GetRequiredService<ReadOnlyListCodec>());
        services.AddSingleton<IGeneralizedCopier, ImmutableRecordCopier>();
        // A fault of the store or of reading reaches the caller as what it is; its text is about columns and connections, never about a
        // child.
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Permanence"));
        return services;
    }

    /// <summary>Records of this program and NodaTime's values: immutable all of them.</summary>
    internal static bool IsRecord(Type type) =>
        type.Namespace is { } name
        && !typeof(Exception).IsAssignableFrom(type)
        && !typeof(Delegate).IsAssignableFrom(type)
        && !typeof(IAddressable).IsAssignableFrom(type)
        && (
            name == "NodaTime"
            || name.StartsWith("Permanence.Domain", StringComparison.Ordinal)
            || name.StartsWith("Permanence.Grains", StringComparison.Ordinal)
        );

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new StepInWordsConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }

    /// <summary>A step of a working travels as its words: the structure is for the engine, the words are what anybody reads.</summary>
    private sealed class StepInWordsConverter : JsonConverter<Step>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(Step).IsAssignableFrom(typeToConvert);

        public override Step Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new Worded(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Step value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.InWords());
    }

    private sealed record Worded(string Words) : Step
    {
        public override string InWords() => Words;
    }

    // Within a silo a record is handed over as it is: nobody can change it.
    private sealed class ImmutableRecordCopier : IGeneralizedCopier
    {
        public bool IsSupportedType(Type type) => IsRecord(type) || ReadOnlyListCodec.IsReadOnlyListOfRecords(type);

        public object? DeepCopy(object? input, CopyContext context) => input;
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Permanence.Domain;
using Permanence.Domain.Records;

namespace Permanence.Api.Http;

/// <summary>Reads a body of JSON as it is, so that what is unknown in it can be refused by name.</summary>
internal static class JsonBody
{
    /// <summary>Room for the largest case file, or the largest command.</summary>
    public const int Largest = RecordLimits.LargestFile;

    /// <summary>
    /// The server cuts a connection that sends more than this. Up to here a body that is too large is let run out unread, so that the
    /// program that sent it gets its answer.
    /// </summary>
    public static readonly RequestSizeLimitAttribute Limit = new(4 * Largest);

    public const string CommandIdField = "commandId";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The bytes, or why they are not read.</summary>
    public static async Task<(ReadOnlyMemory<byte> Json, IResult? Refused)> Read(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return (default, Problems.WrongType("JSON, as application/json"));
        if (context.Request.ContentLength > Largest)
            return (default, Problems.TooLarge(Largest));
        using var whole = new MemoryStream((int)(context.Request.ContentLength ?? 4096));
        var buffer = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            // A body sent in pieces does not say how long it is.
            if (whole.Length + read > Largest)
                return (default, Problems.TooLarge(Largest));
            whole.Write(buffer, 0, read);
        }

        var json = whole.ToArray();
        return Characters.NotUnicode(json) is { } refusal ? (default, Problems.Refused([refusal])) : (json, null);
    }

    private static Outcome<JsonDocument> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException fault)
        {
            return new Refusal(
                RefusalCodes.NotJson,
                $"The body is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}."
            );
        }
    }

    /// <summary>Reads a command, refuses what is no such object, and hands it on with the id its caller gave it.</summary>
    /// <param name="what">What it is, as a sentence begins: <c>A decision</c>.</param>
    /// <param name="fields">All fields that it has.</param>
    /// <param name="act">Is given what is wrong with it already, and adds to that.</param>
    public static async Task<IResult> Command(
        HttpContext context,
        string what,
        IReadOnlyList<string> fields,
        Func<JsonElement, Guid, List<Refusal>, Task<IResult>> act
    )
    {
        var (json, unreadable) = await Read(context);
        if (unreadable is not null)
            return unreadable;
        var parsed = Parse(json);
        if (!parsed.Succeeded)
            return Problems.Refused(parsed.Refusals);
        using var document = parsed.Value;
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return Problems.Refused([new Refusal(RefusalCodes.NotAnObject, $"{what} is an object with {Listed(fields)}.")]);
        var refusals = new List<Refusal>();
        return await act(root, CommandId(root, fields, refusals), refusals);
    }

    /// <summary>
    /// Takes a <c>commandId</c> that stands beside the fields of something with a form of its own out of it. Null where there is none. What
    /// is no JSON is given back as it is: whoever reads it next says where it is wrong.
    /// </summary>
    public static (Guid? CommandId, ReadOnlyMemory<byte> Without, Refusal? Refused) WithoutCommandId(ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return (null, json, null);
            // A comma goes with it: the one before it or, where it is the first, the one after.
            for (
                var before = (int)reader.BytesConsumed;
                reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
                before = (int)reader.BytesConsumed
            )
            {
                var ours = reader.ValueTextEquals(CommandIdField);
                reader.Read();
                var id = Guid.Empty;
                if (ours && (reader.TokenType != JsonTokenType.String || !Guid.TryParse(reader.GetString(), out id) || id == Guid.Empty))
                    return (null, json, BadCommandId);
                reader.Skip();
                if (!ours)
                    continue;
                var after = (int)reader.BytesConsumed;
                var first = !json.Span[before..after].TrimStart(" \t\r\n"u8).StartsWith(","u8);
                var comma = first ? json.Span[after..].IndexOf((byte)',') : -1;
                return (id, (byte[])[.. json.Span[..before], .. json.Span[(comma < 0 ? after : after + comma + 1)..]], null);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, json, null);
        }

        return (null, json, null);
    }

    /// <summary>A text that a command has to have; empty where it is refused.</summary>
    /// <param name="wanted">What it is: <c>why, in up to 1,000 characters</c>.</param>
    public static string Text(JsonElement command, string field, string wanted, List<Refusal> refusals)
    {
        if (
            command.TryGetProperty(field, out var given)
            && given.ValueKind == JsonValueKind.String
            && given.GetString() is { Length: > 0 } text
        )
            return text;
        refusals.Add(new Refusal(RefusalCodes.MissingField, $"'{field}' is missing: it is {wanted}.", field));
        return "";
    }

    private static readonly Refusal BadCommandId = new(
        RefusalCodes.BadCommandId,
        "'commandId' is a UUID of your own making: send it again with the same command.",
        CommandIdField
    );

    private static string Listed(IReadOnlyList<string> fields) => $"{string.Join(", ", fields.SkipLast(1))} and {fields[^1]}";

    // Whatever else the command has that it may not have is refused by name.
    private static Guid CommandId(JsonElement root, IReadOnlyList<string> fields, List<Refusal> refusals)
    {
        refusals.AddRange(
            root.EnumerateObject()
                .Where(property => !fields.Contains(property.Name))
                .Take(RecordLimits.MostFaults)
                .Select(property => Characters.Quoted(property.Name))
                .Select(name => new Refusal(RefusalCodes.UnknownField, $"A command has no field '{name}': it has {Listed(fields)}.", name))
        );
        if (
            root.TryGetProperty(CommandIdField, out var given)
            && given.ValueKind == JsonValueKind.String
            && Guid.TryParse(given.GetString(), out var id)
            && id != Guid.Empty
        )
            return id;
        refusals.Add(BadCommandId);
        return Guid.Empty;
    }
}

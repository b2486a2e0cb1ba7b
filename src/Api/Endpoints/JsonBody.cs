using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Permanence.Domain;

namespace Permanence.Api.Endpoints;

/// <summary>Reads a body of JSON as it is, so that what is unknown in it can be refused by name.</summary>
internal static class JsonBody
{
    /// <summary>Room for the largest case file, or the largest command.</summary>
    public const int Largest = 16 * 1024 * 1024;

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

        return (whole.ToArray(), null);
    }

    public static Outcome<JsonDocument> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException fault)
        {
            return new Refusal("not-json", $"The body is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The id a caller gave a command, and whatever else the command has that it may not have, refused by name.</summary>
    /// <param name="root">An object.</param>
    /// <param name="fields">All fields that the command has.</param>
    public static Guid CommandId(JsonElement root, IReadOnlyList<string> fields, List<Refusal> refusals)
    {
        refusals.AddRange(root.EnumerateObject().Where(property => !fields.Contains(property.Name))
            .Select(property => new Refusal("unknown-field", $"A command has no field '{property.Name}': it has {string.Join(", ", fields.SkipLast(1))} and {fields[^1]}.", property.Name)));
        if (root.TryGetProperty(CommandIdField, out var given) && given.ValueKind == JsonValueKind.String && Guid.TryParse(given.GetString(), out var id) && id != Guid.Empty)
            return id;
        refusals.Add(new Refusal("bad-command-id", "'commandId' is a UUID of your own making: send it again with the same command.", CommandIdField));
        return Guid.Empty;
    }
}

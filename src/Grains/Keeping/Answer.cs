using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Permanence.Domain;

namespace Permanence.Grains.Keeping;

/// <summary>What a command was answered.</summary>
/// <param name="Command">The command's id.</param>
/// <param name="Version">The number of entries in the record afterwards.</param>
/// <param name="Recorded">How many of them, the last ones, the command recorded.</param>
/// <param name="Refusals">Empty where it was done.</param>
[JsonConverter(typeof(AnswerConverter))]
public sealed record Answer(Guid Command, int Version, int Recorded, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>When it was given; null where that was not kept yet.</summary>
    public Instant? At { get; init; }

    /// <summary>
    /// What was commanded, as <see cref="Answers.Digest(string)"/> gives it; null where that was not kept, as for the platform's own
    /// commands.
    /// </summary>
    public string? Content { get; init; }
}

/// <summary>
/// The answers that a grain remembers, so that a command sent again is done once. Every one of the last two days, however many, because a
/// program may try again after a day; of older ones the last two hundred.
/// </summary>
public static class Answers
{
    public const int KeptAnyway = 200;

    public static readonly Duration KeptFor = Duration.FromDays(2);

    /// <summary>An id that comes again is not the command it was: neither is done, for nobody could say which was meant.</summary>
    public static readonly Refusal OtherContent = new(
        RefusalCodes.CommandIdReused,
        "This command id was used for something else: send what was sent then, or give what you send now an id of its own.",
        "commandId"
    );

    public static Answer? To(this IReadOnlyList<Answer> answers, Guid command)
    {
        for (var index = answers.Count - 1; index >= 0; index--)
        {
            if (answers[index].Command == command)
                return answers[index];
        }

        return null;
    }

    /// <summary>Whether the id stands for what is commanded now. What was commanded first is not known of all.</summary>
    public static bool IsFor(this Answer answer, string? content) => answer.Content is null || content is null || answer.Content == content;

    public static IReadOnlyList<Answer> With(this IReadOnlyList<Answer> answers, Answer answer, Instant now)
    {
        // Of answers that were kept without their time all that is known is that they were given by now.
        var known =
            answers.Count > 0 && answers[0].At is null ? [.. answers.Select(one => one.At is null ? one with { At = now } : one)] : answers;
        var forgotten = 0;
        while (known.Count - forgotten >= KeptAnyway && known[forgotten].At < now - KeptFor)
            forgotten++;
        return [.. known.Skip(forgotten), answer with { At = now }];
    }

    /// <summary>Short, and the same for the same bytes only: 64 bits, for a mistake and not for an attack.</summary>
    public static string Digest(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Base64Url.EncodeToString(hash[..8]);
    }

    public static string Digest(string content) => Digest(Encoding.UTF8.GetBytes(content));
}

// A record keeps many of these and rewrites them with every entry, so one that was done is a short text: id/version/recorded, and since
// their age counts also /second/content.
internal sealed class AnswerConverter : JsonConverter<Answer>
{
    public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            var refused = JsonSerializer.Deserialize<Refused>(ref reader, options)!;
            return new Answer(refused.Command, 0, 0, refused.Refusals) { At = refused.At, Content = refused.Content };
        }

        var parts = reader.GetString()!.Split('/');
        var answer = new Answer(Guid.ParseExact(parts[0], "N"), Number(parts[1]), Number(parts[2]), []);
        return parts.Length == 3
            ? answer
            : answer with
            {
                At = Instant.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture)),
                Content = parts.Length > 4 && parts[4].Length > 0 ? parts[4] : null,
            };
    }

    public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options)
    {
        if (value.Refusals.Count > 0)
        {
            JsonSerializer.Serialize(writer, new Refused(value.Command, value.Refusals, value.At, value.Content), options);
            return;
        }

        Span<byte> text = stackalloc byte[128];
        _ = value.At is { } at
            ? System.Text.Unicode.Utf8.TryWrite(
                text,
                CultureInfo.InvariantCulture,
                $"{value.Command:N}/{value.Version}/{value.Recorded}/{at.ToUnixTimeSeconds()}/{value.Content}",
                out var written
            )
            : System.Text.Unicode.Utf8.TryWrite(
                text,
                CultureInfo.InvariantCulture,
                $"{value.Command:N}/{value.Version}/{value.Recorded}",
                out written
            );
        writer.WriteStringValue(text[..written]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Refused(Guid Command, IReadOnlyList<Refusal> Refusals, Instant? At, string? Content);
}

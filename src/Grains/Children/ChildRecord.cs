using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Permanence.Domain;
using Permanence.Domain.Records;

namespace Permanence.Grains.Children;

/// <summary>What the store keeps of one child: the whole record, and the answers to the last commands.</summary>
public sealed record ChildRecord
{
    /// <summary>How many answers are remembered. A caller repeats a command within seconds or minutes, not after so many others.</summary>
    public const int AnswersKept = 200;

    public CaseFile? File { get; init; }

    /// <summary>How often this was written; grows by one each time.</summary>
    public int Revision { get; init; }

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    public Answer? AnswerTo(Guid command)
    {
        for (var index = Answers.Count - 1; index >= 0; index--)
        {
            if (Answers[index].Command == command)
                return Answers[index];
        }

        return null;
    }

    public ChildRecord With(Answer answer) =>
        this with { Answers = Answers.Count < AnswersKept ? [.. Answers, answer] : [.. Answers.Skip(Answers.Count - AnswersKept + 1), answer] };

    /// <summary>The ruling that was first given: a record only ever grows at its end, so where its events stand is enough to find them.</summary>
    public Ruling Ruling(Answer answer) => answer.Refusals.Count > 0
        ? Children.Ruling.Refused(answer.Refusals)
        : new Ruling([], [.. File!.Events.Skip(answer.Version - answer.Recorded).Take(answer.Recorded)], answer.Version);
}

/// <summary>What a command was answered.</summary>
/// <param name="Command">The command's id.</param>
/// <param name="Version">The number of events in the record afterwards.</param>
/// <param name="Recorded">How many of them, the last ones, the command recorded.</param>
/// <param name="Refusals">Empty where it was done.</param>
[JsonConverter(typeof(AnswerConverter))]
public sealed record Answer(Guid Command, int Version, int Recorded, IReadOnlyList<Refusal> Refusals);

// A record keeps many of these and rewrites them with every event, so one that was done is a short text: id/version/recorded.
internal sealed class AnswerConverter : JsonConverter<Answer>
{
    public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            var refused = JsonSerializer.Deserialize<Refused>(ref reader, options)!;
            return new Answer(refused.Command, 0, 0, refused.Refusals);
        }

        var parts = reader.GetString()!.Split('/');
        return new Answer(Guid.ParseExact(parts[0], "N"), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), []);
    }

    public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options)
    {
        if (value.Refusals.Count > 0)
            JsonSerializer.Serialize(writer, new Refused(value.Command, value.Refusals), options);
        else
            writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Command:N}/{value.Version}/{value.Recorded}"));
    }

    private sealed record Refused(Guid Command, IReadOnlyList<Refusal> Refusals);
}

using System.Text.Json.Serialization;
using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Children;

/// <summary>What the store keeps of one child: the whole record, and the answers to commands. How: <see cref="StoredChild"/>.</summary>
public sealed record ChildRecord
{
    public CaseFile? File { get; init; }

    /// <summary>How often this was written; grows by one each time.</summary>
    public int Revision { get; init; }

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>
    /// Of a long record, which of its entries, from the first, stand in rows of their own: <see cref="VolumeStorage"/> keeps this.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<ClosedVolume> Closed { get; init; } = [];

    /// <summary>The record read, for one asking; null where there is none.</summary>
    public ChildHistory? Read(Instant? knownAt = null) => File is null ? null : new ChildHistory(File, knownAt);

    /// <summary>
    /// The ruling that was first given: a record only ever grows at its end, so where its events stand is enough to find them.
    /// </summary>
    public Ruling Ruling(Answer answer) =>
        answer.Refusals.Count > 0
            ? Children.Ruling.Refused(answer.Refusals)
            : new Ruling([], [.. File!.Events.Skip(answer.Version - answer.Recorded).Take(answer.Recorded)], answer.Version);
}

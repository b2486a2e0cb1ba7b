using System.Text.Json.Serialization;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// One thing that happened in a child's life, as somebody knew it. Never edited in place: what was wrong is put right by a later
/// <c>event-corrected</c> or <c>event-withdrawn</c>. What fields a type has is said once, in <see cref="EventVocabulary"/>.
/// </summary>
[JsonConverter(typeof(CareEventConverter))]
public sealed record CareEvent
{
    public required string Type { get; init; }

    /// <summary>The London date on which it happened in the child's life.</summary>
    public required LocalDate On { get; init; }

    public EventFields Fields { get; init; } = EventFields.None;

    /// <summary>Plain text, up to 4,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Unique within the child's record. A stored event always has one.</summary>
    public string? Id { get; init; }

    /// <summary>When, by whom and from what it became known. A stored event always has it.</summary>
    public Recording? Recorded { get; init; }

    public string? Text(string field) => Fields[field] as string;

    public LocalDate? Date(string field) => Fields[field] as LocalDate?;

    public LocalDateTime? Time(string field) => Fields[field] as LocalDateTime?;

    public bool? Flag(string field) => Fields[field] as bool?;

    public int? Number(string field) => Fields[field] as int?;

    /// <summary>What the event should have been, in an <c>event-corrected</c>.</summary>
    public CareEvent? Replacement => Fields["with"] as CareEvent;
}

/// <summary>How an event became known.</summary>
/// <param name="At">The instant it was recorded here.</param>
/// <param name="By">The id of the person or program that said so.</param>
/// <param name="Source">The screen, the system, or the import row: <c>ssda903/2024-25/episodes.csv:17</c>.</param>
public sealed record Recording(Instant At, string By, string Source);

using System.Text.Json.Serialization;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// One thing that happened in a child's life, as somebody knew it. Never edited in place: what was wrong is put right by a later
/// <c>event-corrected</c> or <c>event-withdrawn</c>. What fields a type has is said once, in <see cref="EventVocabulary"/>. One that a
/// newer program stored may be of a type, or have fields, that this program does not know: it is kept as it is.
/// </summary>
[JsonConverter(typeof(CareEventConverter))]
public sealed record CareEvent
{
    private byte[]? json;
    private int? ordinal;

    public required string Type
    {
        get;
        init
        {
            field = value;
            json = null;
            ordinal = null;
        }
    }

    /// <summary>The London date on which it happened in the child's life.</summary>
    public required LocalDate On
    {
        get;
        init
        {
            field = value;
            json = null;
        }
    }

    public EventFields Fields
    {
        get;
        init
        {
            field = value;
            json = null;
        }
    } = EventFields.None;

    /// <summary>Plain text, up to 4,000 characters.</summary>
    public string? Note
    {
        get;
        init
        {
            field = value;
            json = null;
        }
    }

    /// <summary>Unique within the child's record. A stored event always has one.</summary>
    public string? Id
    {
        get;
        init
        {
            field = value;
            json = null;
        }
    }

    /// <summary>When, by whom and from what it became known. A stored event always has it.</summary>
    public Recording? Recorded
    {
        get;
        init
        {
            field = value;
            json = null;
        }
    }

    /// <summary>
    /// The event as JSON: the bytes it was read from in a store, or else as <see cref="CaseFileJson"/> writes it. Written once and kept,
    /// because a record is written whole with every event added to it.
    /// </summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Json => json ??= CaseFileJson.Written(this);

    /// <summary>The same event, which is written as these bytes.</summary>
    internal CareEvent WrittenAs(byte[] bytes)
    {
        var kept = this with { };
        kept.json = bytes;
        return kept;
    }

    /// <summary>The place of its type in the vocabulary; negative for one that only a newer program knows.</summary>
    internal int Ordinal => ordinal ??= EventVocabulary.OrdinalOrNone(Type);

    public string? Text(string field) => Fields[field] as string;

    public LocalDate? Date(string field) => Fields[field] as LocalDate?;

    public LocalDateTime? Time(string field) => Fields[field] as LocalDateTime?;

    public bool? Flag(string field) => Fields[field] as bool?;

    public int? Number(string field) => Fields[field] as int?;

    /// <summary>A list of ids or words; empty where the event has none.</summary>
    public IReadOnlyList<string> Words(string field) => Fields[field] as FieldList<string> ?? (IReadOnlyList<string>)[];

    /// <summary>Who was at a meeting, or was not; empty where nothing was recorded.</summary>
    public IReadOnlyList<Attendance> People(string field) => Fields[field] as FieldList<Attendance> ?? (IReadOnlyList<Attendance>)[];

    /// <summary>What the event should have been, in an <c>event-corrected</c>.</summary>
    public CareEvent? Replacement => Fields["with"] as CareEvent;

    /// <summary>
    /// The time it began, or ended where only that is known, on the day it happened; null where the entry has no time. An entry without one
    /// has happened as its day begins.
    /// </summary>
    [JsonIgnore]
    public LocalDateTime? Began => (Time("at") ?? Time("ended")) is { } time && time.Date == On ? time : null;

    /// <summary>
    /// The role that said so: the stamp's; in a case file without stamps, <c>by</c>. Null where neither says, and for what a return says:
    /// then it counts as said by whom its act belongs to. What a case file brought is read as in the file. Of what was recorded on
    /// somebody's behalf, theirs.
    /// </summary>
    [JsonIgnore]
    public string? SaidBy =>
        Recorded is { Brought: false } stamp
            ? stamp.IsOfReturn
                ? null
                : stamp.OnBehalfOf?.Role ?? stamp.Role
            : Text("by") is { } role && EventVocabulary.IsRole(role)
                ? role
                : null;

    /// <summary>
    /// What stands where this event corrects an entry: its own words with the entry's id and stamp, and with what the entry has that this
    /// program does not know.
    /// </summary>
    public CareEvent Over(CareEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var type = EventVocabulary.Find(entry.Type);
        var unknown = type is null
            ? []
            : entry.Fields.Where(field => field.Value is JsonText && type.Field(field.Key) is null && Fields[field.Key] is null).ToList();
        return this with
        {
            Id = entry.Id,
            Recorded = entry.Recorded,
            Fields = unknown.Count == 0 ? Fields : EventFields.Of(Fields.Concat(unknown)),
        };
    }

    public bool Equals(CareEvent? other) =>
        other is not null
        && Type == other.Type
        && On == other.On
        && Note == other.Note
        && Id == other.Id
        && Equals(Recorded, other.Recorded)
        && Fields.Equals(other.Fields);

    public override int GetHashCode() => HashCode.Combine(Type, On, Id, Fields);
}

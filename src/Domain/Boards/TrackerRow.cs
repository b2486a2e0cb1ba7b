using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Domain.Boards;

/// <summary>How it is with a child, the least pressing first. Shown with its words; never by colour alone.</summary>
public enum Rag
{
    /// <summary>Something that a date hangs on is not known; or the child is not in care, and nothing is late or due soon.</summary>
    Grey,

    /// <summary>In care, everything is known that a date hangs on, and nothing is late, lapsed or due soon.</summary>
    Green,
    Amber,
    Red,
}

/// <summary>One child on a manager's board.</summary>
/// <param name="Child">The child's id.</param>
/// <param name="Age">In words: <c>7</c>, <c>5 months</c>, <c>unborn</c>.</param>
/// <param name="LegalStatus">SSDA903 code; its meaning is a label.</param>
/// <param name="Plan">The primary permanence option, or null where none is recorded.</param>
/// <param name="Overdue">Duties overdue that can be a breach.</param>
/// <param name="Next">The duty with the earliest date that is not met.</param>
public record TrackerRow(
    string Child,
    string? Name,
    string Age,
    string? LegalStatus,
    string? Plan,
    Rag Rag,
    int Overdue,
    int DueSoon,
    NextDuty? Next,
    string? Team,
    string? SocialWorker
)
{
    /// <summary>
    /// The age as a number, to sort and to divide by: completed months, null for who is not born or of whom no birth is recorded.
    /// </summary>
    public int? AgeInMonths { get; init; }

    public Standing Standing { get; init; }

    /// <summary>Duties that lapsed: missed, and what was asked is still wanted.</summary>
    public int Missed { get; init; }

    /// <summary>Tasks without a date.</summary>
    public int Open { get; init; }

    /// <summary>What is not known and keeps a date from being said, in words.</summary>
    [JsonConverter(typeof(TextsConverter))]
    public FieldList<string> Unknown { get; init; } = FieldList<string>.None;

    /// <summary>How long the child has waited where they wait now; null for who waits nowhere.</summary>
    public StageRow? Stage { get; init; }

    /// <summary>A must that lapsed, a wait past its limit, or a concern past its day.</summary>
    public bool Critical { get; init; }

    /// <summary>The id or name of the child's independent reviewing officer; null where none is recorded.</summary>
    public string? ReviewingOfficer { get; init; }

    /// <summary>On which track adoption, or early permanence, is a live plan; null where it is on none.</summary>
    public string? AdoptionTrack { get; init; }

    /// <summary>What to say of the child first.</summary>
    public RowStatus Status() =>
        Critical ? RowStatus.Critical
        : Rag == Rag.Red ? RowStatus.Overdue
        : Unknown.Count > 0 ? RowStatus.NotKnown
        : Rag switch
        {
            Rag.Amber => RowStatus.DueSoon,
            Rag.Green => RowStatus.OnTrack,
            _ => RowStatus.NotInCare,
        };
}

/// <summary>What a board says of a child first, the least pressing first.</summary>
public enum RowStatus
{
    /// <summary>Not in care, and nothing of theirs is late or due soon.</summary>
    NotInCare,
    OnTrack,
    DueSoon,
    NotKnown,
    Overdue,
    Critical,
}

/// <summary>Texts that are compared by what they say, as an array of them.</summary>
internal sealed class TextsConverter : JsonConverter<FieldList<string>>
{
    public override FieldList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<string[]>(ref reader, options) is { Length: > 0 } texts ? new(texts) : FieldList<string>.None;

    public override void Write(Utf8JsonWriter writer, FieldList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}

/// <param name="Due">London date.</param>
public sealed record NextDuty(string Title, LocalDate Due, string Clause)
{
    /// <summary>The day for which what would meet it is booked; null where nothing is.</summary>
    public LocalDate? BookedFor { get; init; }

    /// <summary>The role that has to act.</summary>
    public string? Owner { get; init; }
}

/// <summary>Children by how it is with them, and their duties.</summary>
public sealed record BoardCounts(int Children, int Red, int Amber, int Green, int Overdue, int DueSoon)
{
    public int Grey { get; init; }

    /// <summary>Children, as are <see cref="Unknown"/> and those by standing.</summary>
    public int Critical { get; init; }

    /// <summary>Of whom something is not known that a date hangs on.</summary>
    public int Unknown { get; init; }

    /// <summary>Duties that lapsed.</summary>
    public int Missed { get; init; }

    /// <summary>Tasks without a date.</summary>
    public int Open { get; init; }

    public int BeforeCare { get; init; }

    public int LookedAfter { get; init; }

    public int AfterCare { get; init; }

    public int Closed { get; init; }
}

/// <summary>A council's board.</summary>
/// <param name="AsAt">The instant its facts were last brought up to date.</param>
/// <param name="Version">Grows by one with every change; a gap means something was missed.</param>
public sealed record Board(string Authority, Instant AsAt, LocalDate On, long Version, BoardCounts Counts, IReadOnlyList<TrackerRow> Rows)
{
    /// <summary>Children whose record cannot be read: they are on no board, and operations is told which.</summary>
    public int Missing { get; init; }

    /// <summary>Children whose record has not been read yet, where the board is just waking.</summary>
    public int Awaited { get; init; }

    /// <summary>The children whom the council's adoption agency may see.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];
}

using System.Collections.Frozen;

namespace Permanence.Domain.Records;

/// <summary>What a field of an event holds.</summary>
public enum FieldKind
{
    /// <summary>Text of up to <see cref="RecordLimits.LongestText"/> characters.</summary>
    Text,

    /// <summary>
    /// A name or an id of people or things outside the record, on one line: up to <see cref="RecordLimits.LongestName"/> characters.
    /// </summary>
    Name,

    /// <summary>A London date.</summary>
    Date,

    /// <summary>A local date and time, Europe/London, to the minute or second.</summary>
    DateTime,
    Flag,
    Number,
    Miles,

    /// <summary>One of a closed list of words.</summary>
    Choice,

    /// <summary>
    /// A code of the SSDA903 return. Reading checks its shape; what people and programs record is held to the code sets where they are
    /// known, and a return's file may hold one that the code sets do not know yet, with a finding.
    /// </summary>
    Code,

    /// <summary>The id of an event in the same record.</summary>
    EventId,
    Event,

    /// <summary>Any JSON: answers to a checklist, reasons a child each.</summary>
    Json,

    /// <summary>A role: one of the platform's, or an id of the council's own <c>roles.yaml</c>.</summary>
    Role,

    /// <summary>A list of ids, each once: clauses of the policy.</summary>
    Ids,

    /// <summary>A list of words, each once: one of <see cref="FieldSpecification.Choices"/>, or a role.</summary>
    Roles,

    /// <summary>Who was at a meeting, or was not: a list of <see cref="Attendance"/>.</summary>
    People,

    /// <summary>A London date; or true or false, or words, where the day is not known.</summary>
    DayOrWords,
}

/// <summary>One field an event type may carry beside <c>on</c> and <c>note</c>.</summary>
public sealed record FieldSpecification(string Name, FieldKind Kind, bool Required, string Label)
{
    /// <summary>The words a <see cref="FieldKind.Choice"/> may be.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of a <see cref="FieldKind.Code"/>: the field of the code set file that lists its codes.</summary>
    public string? CodeSet { get; init; }

    /// <summary>Of a <see cref="FieldKind.EventId"/>: the type of the entry it names; null where it names any.</summary>
    public string? Names { get; init; }

    /// <summary>
    /// Whether the form of one event asks for it. What it does not ask for stays as it is when an entry is corrected there.
    /// </summary>
    public bool Asked { get; init; } = true;

    /// <summary>
    /// <c>by</c> of an event that has no <c>by</c> of its own: in a case file without stamps the role that said so. Refused where the
    /// platform stamps, because who said it is never a field.
    /// </summary>
    public bool StandsForStamp { get; init; }

    /// <summary>Not asked for on the form of one event: it comes with a page of its own.</summary>
    public FieldSpecification NotAsked() => this with { Asked = false };
}

/// <summary>How an event comes to be in a record.</summary>
public enum RecordedBy
{
    /// <summary>People on the form of one event, and programs.</summary>
    People,

    /// <summary>Programs and pages of their own: what is signed, agreed at a meeting or said of another entry.</summary>
    Pages,

    /// <summary>The platform alone; never taken from a caller.</summary>
    Platform,
}

/// <summary>One kind of event.</summary>
/// <param name="Name">As programs write it: <c>became-looked-after</c>.</param>
/// <param name="Label">As people read it: <c>Became looked after</c>.</param>
/// <param name="Subject">Where a page lists it: <c>Meetings</c>.</param>
public sealed record EventTypeSpecification(string Name, string Label, string Subject, IReadOnlyList<FieldSpecification> Fields)
{
    private readonly FrozenDictionary<string, FieldSpecification> byName = Fields.ToFrozenDictionary(
        field => field.Name,
        StringComparer.Ordinal
    );

    public RecordedBy By { get; init; }

    public FieldSpecification? Field(string name) => byName.GetValueOrDefault(name);
}

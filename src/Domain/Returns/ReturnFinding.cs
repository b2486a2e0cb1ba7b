using System.Text.Json.Serialization;

namespace Permanence.Domain.Returns;

/// <summary>How much a finding matters. Written as its letter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingGrade>))]
public enum FindingGrade
{
    /// <summary>The row cannot be stored and is left out.</summary>
    [JsonStringEnumMemberName("E")]
    RowLeftOut,

    /// <summary>The child is stored; this fact is held for a person to decide.</summary>
    [JsonStringEnumMemberName("C")]
    FactHeld,

    /// <summary>Stored as it is, with a warning.</summary>
    [JsonStringEnumMemberName("W")]
    Warning,
}

/// <summary>One thing that is wrong or doubtful in a return.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">The line in that file; the line of column names is 1.</param>
/// <param name="Child">The child's id, or empty where the row has none.</param>
/// <param name="Field">The column, or empty where it is the whole row.</param>
/// <param name="Value">What the file says.</param>
/// <param name="Rule">The number of the return's validation rule, or a word of ours in lower case.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ReturnFinding(
    string File,
    int Line,
    string Child,
    string Field,
    string Value,
    string Rule,
    FindingGrade Grade,
    string Message
)
{
    /// <summary>What the codes mean that it names: <c>C1: Interim care order; C2: Full care order</c>. Null where it names none.</summary>
    public string? Codes { get; init; }
}

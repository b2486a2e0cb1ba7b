namespace Permanence.Api.Pages.Entries;

/// <summary>How a field of an event is asked for.</summary>
public enum Asked
{
    Text,
    LongText,
    Date,
    Time,
    Radios,
    Select,
    Number,
    Checkboxes,
}

/// <param name="Name">The input's name and, for a single input, its id.</param>
/// <param name="Options">Empty where the answer is typed.</param>
/// <param name="Other">The input's name for an answer that is none of the options; null where it has to be one of them.</param>
public sealed record FieldView(
    string Name,
    string Label,
    Asked Asked,
    string? Hint,
    IReadOnlyList<FieldOption> Options,
    string? Error,
    string? Other = null
);

public sealed record FieldOption(string Value, string Words);

using System.Globalization;
using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages;

/// <summary>
/// What was typed into a form, read field by field, and what is wrong with it: the one way in which every form of the pages is read.
/// </summary>
public sealed class TypedAnswers(IReadOnlyDictionary<string, string> typed)
{
    private readonly List<FieldFault> faults = [];

    public IReadOnlyList<FieldFault> Faults => faults;

    public void Fault(string name, string sentence) => faults.Add(new(name, sentence));

    /// <summary>Without blanks around it and with the line ends of the platform; null where nothing was typed.</summary>
    public string? Text(string name) =>
        typed.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim().ReplaceLineEndings("\n") : null;

    /// <summary>The same, refused where it is longer than a note may be.</summary>
    /// <param name="what">What a refusal calls it, as a sentence begins.</param>
    public string? Note(string name, string what)
    {
        var text = Text(name);
        if (text?.Length > RecordLimits.LongestNote)
            Fault(
                name,
                $"{what} must be {Counting.Number(RecordLimits.LongestNote)} characters or fewer. It has {Counting.Number(text.Length)}."
            );
        return text;
    }

    /// <summary>Every value that was ticked; empty where none was.</summary>
    public IReadOnlyList<string> Several(string name) =>
        Text(name)?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Null where the boxes are empty, and where they hold no date: that is a fault.</summary>
    /// <param name="missing">What to say where the boxes are empty; null where they may be.</param>
    public LocalDate? Date(string name, string label, string? missing = null)
    {
        var (date, fault) = DateBoxes.Read(typed, name, label);
        if ((fault ?? (date is null ? missing : null)) is { } wrong)
            Fault(name, wrong);
        return date;
    }

    /// <summary>
    /// A number of miles, from nought to 10,000 and with as many decimals as were typed; null where nothing was, and where it is none.
    /// </summary>
    public decimal? Miles(string name, string label)
    {
        if (Text(name) is not { } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 10_000)
            return number;
        Fault(name, $"{label} must be a number, such as 12 or 7.5.");
        return null;
    }
}

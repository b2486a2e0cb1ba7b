using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// Writes what the council records of its policy's own requirements, at the occasions its settings name; now and then it is forgotten.
/// </summary>
internal static class RequirementWriter
{
    public static void Write(Diary diary)
    {
        foreach (var requirement in diary.Settings.Practice.Requirements)
        {
            var from = requirement.After is { } after ? First(diary, after, diary.Begins)?.Happened.On : diary.Begins;
            if (from is not { } day || First(diary, requirement.With, day) is not { } occasion || !diary.Dice.Chance(92))
                continue;
            diary.Add(
                occasion.Role,
                EventTypes.RequirementRecorded,
                occasion.Happened.On,
                [("clause", requirement.Clause), ("outcome", "done")]
            );
        }
    }

    /// <param name="occasion">A type of event, or a type and the word in one of its fields: <c>placement-started/U5</c>.</param>
    private static Entry? First(Diary diary, string occasion, LocalDate from)
    {
        var (type, word) = occasion.Split('/', 2) is [var head, var tail] ? (head, tail) : (occasion, null);
        return diary
            .Entries.Where(entry =>
                entry.Happened.Type == type
                && !(entry.Happened.On < from)
                && (word is null || entry.Happened.Fields.Any(field => field.Value is string value && value == word))
            )
            .MinBy(entry => entry.Happened.On);
    }
}

using System.Globalization;
using System.Text;

namespace Permanence.Domain.Records;

/// <summary>
/// The vocabulary as a page for people who write to the platform: <c>docs/events.md</c>, written from the lists that the readers follow.
/// </summary>
public static class EventDocument
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append(
            $"""
            # Events

            Every kind of event that a child's record may hold, and its fields. Written by the program itself from its
            vocabulary: change that (`src/Domain/Records`), then run `dotnet run --project src/Api -- events > docs/events.md`.

            Every event has `type` and `on`, the London day it happened in the child's life. It may have a `note` of up to
            {Number(RecordLimits.LongestNote)} characters and an `id` of your own, unique in the record; one without is given
            an id. A stored event carries the platform's stamp, `recorded: {"{ at, by, role, source, brought?, given? }"}`; what an opened
            case file said in its place stands in `given`. In a case file that is evaluated without stamps, any event may say
            `by`: the role that said so. Programs that record events leave it out.

            Texts may have {Number(RecordLimits.LongestText)} characters, names {RecordLimits.LongestName}, lists
            {RecordLimits.MostInList} entries. A field in **bold** has to be there. A command carries up to
            {RecordLimits.MostEventsInCommand} events, an opening case file {Number(RecordLimits.MostEventsInFile)} and
            {RecordLimits.LargestFile / 1024 / 1024} MB. Unknown types and fields are refused by name; what a newer program
            stored or exported is kept as it is.

            """
        );
        foreach (var subject in EventVocabulary.Types.GroupBy(type => type.Subject))
        {
            text.Append($"\n## {subject.Key}\n");
            foreach (var type in subject)
                Append(text, type);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, EventTypeSpecification type)
    {
        text.Append($"\n### `{type.Name}`\n\n{type.Label}.{Recorded(type.By)}\n");
        var fields = type.Fields.Where(field => !field.StandsForStamp).ToList();
        if (fields.Count == 0)
            return;
        text.Append("\n| field | holds | means |\n|---|---|---|\n");
        foreach (var field in fields)
            text.Append($"| {(field.Required ? $"**`{field.Name}`**" : $"`{field.Name}`")} | {Holds(field)} | {field.Label} |\n");
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Recorded(RecordedBy by) =>
        by switch
        {
            RecordedBy.Platform => " Recorded by the platform alone: it is refused from a caller.",
            RecordedBy.Pages => " Recorded by programs, and on pages of its own.",
            _ => "",
        };

    private static string Holds(FieldSpecification field) =>
        field.Kind switch
        {
            FieldKind.Text => "text",
            FieldKind.Name => "a name or id, on one line",
            FieldKind.Date => "a date: `2026-04-02`",
            FieldKind.DateTime => "a London date and time: `2026-04-02T16:00`",
            FieldKind.Flag => "`true` or `false`",
            FieldKind.Number => "a whole number from 1 to 999",
            FieldKind.Miles => "miles, 0 or more",
            FieldKind.Choice => string.Join(", ", field.Choices.Select(choice => $"`{choice}`")),
            FieldKind.Code => $"a code of {field.CodeSet} in the SSDA903 code sets",
            FieldKind.EventId => field.Names is { } type ? $"the id of a `{type}` in the record" : "the id of an entry in the record",
            FieldKind.Event => "the whole event as it should have been",
            FieldKind.Json => "any JSON",
            FieldKind.Role => "a role of the platform or of the council's `roles.yaml`",
            FieldKind.Ids => "a list of clause ids",
            FieldKind.Roles => $"a list of roles, or of {string.Join(", ", field.Choices.Select(choice => $"`{choice}`"))}",
            FieldKind.People => $"a list of `{{ role, who?, part?: \"{Attendance.Information}\", reason? }}`",
            FieldKind.DayOrWords => "a date, or `true`, `false` or words where the day is not known",
            _ => throw new InvalidOperationException($"No words for {field.Kind}."),
        };
}

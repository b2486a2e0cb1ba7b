using System.Buffers;
using System.Text.Json;

namespace Permanence.Domain.Records;

/// <summary>What somebody asks to be put on a child's record.</summary>
public abstract record RecordCommand;

/// <summary>
/// Opens a record with what is already known. What a case file says of when and by whom it was recorded is kept as given.
/// </summary>
public sealed record OpenRecord(CaseFile File) : RecordCommand;

/// <summary>
/// Opens a record as it stands in a file that was exported: stamps, ids and what this program does not know are kept as they are. For the
/// platform's own programs, never for a caller.
/// </summary>
public sealed record LoadRecord(CaseFile File) : RecordCommand;

/// <summary>Something happened, or an entry was wrong. The platform stamps who recorded it and when.</summary>
public sealed record RecordEvents(IReadOnlyList<CareEvent> Events) : RecordCommand;

/// <summary>
/// What a return file says: events that carry the row they came from as their source, and who the child is. Opens the record where there is
/// none.
/// </summary>
/// <param name="Child">The child as it should be from now on.</param>
public sealed record TakeFromReturn(string Authority, Child Child, IReadOnlyList<CareEvent> Events) : RecordCommand;

/// <summary>What a record becomes, and the events that were added to it, as stored.</summary>
public sealed record Entry(CaseFile Next, IReadOnlyList<CareEvent> Recorded)
{
    /// <summary>The same with other stamps on what was added.</summary>
    public Entry StampedAs(IReadOnlyList<CareEvent> recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new(Next with { Events = [.. Next.Events.SkipLast(recorded.Count), .. recorded] }, recorded);
    }
}

/// <summary>
/// Whether something may be put on a record, and what the record then is. No clock, store or grain: the same inputs give the same record.
/// All of a command is recorded or none of it. A command has its limits; a record has none, so that what is wrong in it can always be
/// withdrawn.
/// </summary>
public static class Recordkeeping
{
    /// <param name="record">The record now, or null where none is open.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="stamp">When it becomes known, whose London date is today; who says so, in which role, and from which screen, system or
    /// file.</param>
    public static Outcome<Entry> Decide(CaseFile? record, RecordCommand command, Recording stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return command switch
        {
            OpenRecord { File: var file } => record is null ? Open(file, stamp) : Exists(file),
            LoadRecord { File: var file } => record is null ? Load(file, stamp) : Exists(file),
            TakeFromReturn returned => Take(record ?? new CaseFile(returned.Authority, returned.Child, []), returned, stamp),
            _ when record is null => new Refusal(RefusalCodes.NotFound, "There is no record of this child: open one first."),
            RecordEvents recording => Record(record, recording.Events, stamp),
            _ => throw new ArgumentException($"Nothing decides a {command.GetType().Name}.", nameof(command)),
        };
    }

    private static Refusal Exists(CaseFile file) =>
        new(RefusalCodes.Exists, $"There is already a record of the child '{file.Child.Id}'.", "child.id");

    private static Outcome<Entry> Open(CaseFile file, Recording stamp)
    {
        if (file.Events.Count > RecordLimits.MostEventsInFile)
            return new Refusal(RefusalCodes.TooMany, CaseFileReader.TooMany(file.Events.Count, RecordLimits.MostEventsInFile), "events");
        var read = CaseFileJson.ReadCaseFile(CaseFileJson.Write(file));
        if (!read.Succeeded)
            return read.Refusals.ToList();

        file = read.Value;
        var ledger = new Ledger(file.Child, [], file.Events, stamp);
        for (var index = 0; index < file.Events.Count; index++)
        {
            var (happened, path) = (file.Events[index], $"events[{index}]");
            if (happened.Recorded is { } given && given.At > stamp.At)
                ledger.Refuse(
                    RefusalCodes.RecordedInTheFuture,
                    $"This entry says it was recorded at {given.At}, which is later than now.",
                    $"{path}.recorded.at"
                );
            ledger.RefuseOfPlatform(happened, path);
            if (happened.Replacement is { } replacement)
                ledger.RefuseStamp(replacement, $"{path}.with");
            // A case file may run ahead of today: it may be a plan, an example or another system's record. Reading on a day leaves that
            // out.
            ledger.Add(happened, path, stamp with { Given = happened.Recorded, Brought = true }, mayBeAhead: true);
        }

        return Possible(file with { Events = ledger.Added }, ledger, stamp);
    }

    private static Outcome<Entry> Load(CaseFile file, Recording stamp)
    {
        var ledger = new Ledger(file.Child, [], file.Events, stamp);
        for (var index = 0; index < file.Events.Count; index++)
        {
            var (happened, path) = (file.Events[index], $"events[{index}]");
            if (happened is { Id: not null, Recorded: not null })
                ledger.Keep(happened, path);
            else
                ledger.Add(happened, path, happened.Recorded ?? stamp, mayBeAhead: true);
        }

        return ledger.Refusals.Count > 0 ? ledger.Refusals : new Entry(file with { Events = ledger.Added }, ledger.Added);
    }

    private static Outcome<Entry> Record(CaseFile record, IReadOnlyList<CareEvent> events, Recording stamp)
    {
        if (events.Count == 0)
            return new Refusal(RefusalCodes.NothingToRecord, "There are no events to record.", "events");
        if (events.Count > RecordLimits.MostEventsInCommand)
            return new Refusal(RefusalCodes.TooMany, CaseFileReader.TooMany(events.Count, RecordLimits.MostEventsInCommand), "events");
        var read = Read(events);
        if (!read.Succeeded)
            return read.Refusals.ToList();

        events = read.Value;
        var ledger = new Ledger(record.Child, record.Events, events, stamp);
        for (var index = 0; index < events.Count; index++)
        {
            ledger.RefuseOfPlatform(events[index], $"events[{index}]");
            ledger.RefuseStamp(events[index], $"events[{index}]");
        }

        if (ledger.Refusals.Count > 0)
            return ledger.Refusals;
        for (var index = 0; index < events.Count; index++)
            ledger.Add(events[index], $"events[{index}]", stamp, mayBeAhead: false);
        return Possible(record with { Events = [.. record.Events, .. ledger.Added] }, ledger, stamp);
    }

    // Each entry by itself first; what is readable is then looked at beside the others.
    private static Outcome<Entry> Possible(CaseFile next, Ledger ledger, Recording stamp)
    {
        if (ledger.Refusals.Count == 0)
            LifeChecks.Refuse(next, ledger.Added.Count, LondonTime.DayOf(stamp.At), ledger);
        return ledger.Refusals.Count > 0 ? ledger.Refusals : new Entry(next, ledger.Added);
    }

    private static Outcome<Entry> Take(CaseFile record, TakeFromReturn returned, Recording stamp)
    {
        if (returned.Child.Id != record.Child.Id)
            return new Refusal(
                RefusalCodes.AnotherChild,
                $"The file is about the child '{returned.Child.Id}', the record about '{record.Child.Id}'.",
                "child.id"
            );
        // The row it came from is kept; when it became known here, and who brought it, is now. What a return may say was decided where it
        // was read, with a finding for each row: a code that nobody knows is kept, and said.
        CareEvent[] coming =
        [
            .. returned.Events.Select(happened =>
                happened with
                {
                    Recorded = stamp with { Source = happened.Recorded?.Source ?? stamp.Source },
                }
            ),
        ];
        var ledger = new Ledger(returned.Child, record.Events, coming, stamp);
        for (var index = 0; index < coming.Length; index++)
            ledger.Add(coming[index], $"events[{index}]", coming[index].Recorded!, mayBeAhead: true);

        return ledger.Refusals.Count > 0
            ? ledger.Refusals
            : new Entry(record with { Child = returned.Child, Events = [.. record.Events, .. ledger.Added] }, ledger.Added);
    }

    // Whoever sends a command, in the process or from another node, its events go through the same door.
    private static Outcome<IReadOnlyList<CareEvent>> Read(IReadOnlyList<CareEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var happened in events)
                writer.WriteRawValue(happened.Json.Span, skipInputValidation: true);
            writer.WriteEndArray();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return CaseFileJson.ReadEvents(document.RootElement, events.Count);
    }
}

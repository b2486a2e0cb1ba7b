using System.Buffers;
using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>What somebody asks to be put on a child's record.</summary>
public abstract record RecordCommand;

/// <summary>Opens a record with what is already known. What a case file says of when it was recorded is kept.</summary>
public sealed record OpenRecord(CaseFile File) : RecordCommand;

/// <summary>Something happened, or an entry was wrong. The platform stamps who recorded it and when.</summary>
public sealed record RecordEvents(IReadOnlyList<CareEvent> Events) : RecordCommand;

/// <summary>
/// What a return file says: events that carry the row they came from as their source, and who the child is. Opens the record where there is none.
/// </summary>
/// <param name="Child">The child as it should be from now on.</param>
public sealed record TakeFromReturn(string Authority, Child Child, IReadOnlyList<CareEvent> Events) : RecordCommand;

/// <summary>What a record becomes, and the events that were added to it, as stored.</summary>
public sealed record Entry(CaseFile Next, IReadOnlyList<CareEvent> Recorded);

/// <summary>
/// Whether something may be put on a record, and what the record then is. No clock, store or grain: the same inputs give the same record.
/// All of a command is recorded or none of it.
/// </summary>
public static class Recordkeeping
{
    public const int MostEventsInRecord = 10_000;
    public const int MostEventsInCommand = 500;

    /// <param name="record">The record now, or null where none is open.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="now">When it becomes known. Its London date is today.</param>
    /// <param name="by">The id of the person or program that says so.</param>
    /// <param name="source">The screen, system or file it comes from.</param>
    public static Outcome<Entry> Decide(CaseFile? record, RecordCommand command, Instant now, string by, string source) => command switch
    {
        OpenRecord open when record is not null => new Refusal("exists", $"There is already a record of the child '{open.File.Child.Id}'.", "child.id"),
        OpenRecord open => Open(open.File, new Recording(now, by, source)),
        TakeFromReturn returned => Take(record ?? new CaseFile(returned.Authority, returned.Child, []), returned, new Recording(now, by, source)),
        _ when record is null => new Refusal("not-found", "There is no record of this child: open one first."),
        RecordEvents recording => Record(record, recording.Events, new Recording(now, by, source)),
        _ => throw new ArgumentException($"Nothing decides a {command.GetType().Name}.", nameof(command))
    };

    private static Outcome<Entry> Open(CaseFile file, Recording recording)
    {
        if (file.Events.Count > MostEventsInRecord)
            return TooMany(file.Events.Count);
        var readable = CaseFileJson.ReadCaseFile(CaseFileJson.Write(file));
        if (!readable.Succeeded)
            return readable.Refusals.ToList();

        var ledger = new Ledger(file.Child, [], file.Events, recording);
        for (var index = 0; index < file.Events.Count; index++)
        {
            var happened = file.Events[index];
            if (happened.Recorded is { } known && known.At > recording.At)
                ledger.Refuse("recorded-in-the-future", $"This entry says it was recorded at {known.At}, which is later than now.", $"events[{index}].recorded.at");
            // A case file may run ahead of today: it may be a plan, an example or another system's record. Reading on a day leaves that out.
            ledger.Add(happened, $"events[{index}]", happened.Recorded ?? recording, mayBeAhead: true);
        }

        return ledger.Refusals.Count > 0 ? ledger.Refusals : new Entry(file with { Events = ledger.Added }, ledger.Added);
    }

    private static Outcome<Entry> Record(CaseFile record, IReadOnlyList<CareEvent> events, Recording recording)
    {
        if (events.Count == 0)
            return new Refusal("nothing-to-record", "There are no events to record.", "events");
        if (events.Count > MostEventsInCommand)
            return new Refusal("too-many", $"A command may record {MostEventsInCommand} events at once; this has {events.Count.ToString("N0", CultureInfo.InvariantCulture)}. Send it in parts.", "events");
        if (record.Events.Count + events.Count > MostEventsInRecord)
            return TooMany(record.Events.Count + events.Count);

        var stamped = new List<Refusal>();
        for (var index = 0; index < events.Count; index++)
            RefuseStamps(events[index], $"events[{index}]", stamped);
        if (stamped.Count > 0)
            return stamped;
        if (Readable(events) is { Count: > 0 } unreadable)
            return unreadable;

        var ledger = new Ledger(record.Child, record.Events, events, recording);
        for (var index = 0; index < events.Count; index++)
            ledger.Add(events[index], $"events[{index}]", recording, mayBeAhead: false);
        return ledger.Refusals.Count > 0 ? ledger.Refusals : new Entry(record with { Events = [.. record.Events, .. ledger.Added] }, ledger.Added);
    }

    private static Outcome<Entry> Take(CaseFile record, TakeFromReturn returned, Recording recording)
    {
        if (record.Events.Count + returned.Events.Count > MostEventsInRecord)
            return TooMany(record.Events.Count + returned.Events.Count);
        if (returned.Child.Id != record.Child.Id)
            return new Refusal("another-child", $"The file is about the child '{returned.Child.Id}', the record about '{record.Child.Id}'.", "child.id");
        // The row it came from is kept; when it became known here, and who brought it, is now.
        CareEvent[] coming = [.. returned.Events.Select(happened => happened with { Recorded = recording with { Source = happened.Recorded?.Source ?? recording.Source } })];
        if (Readable(coming) is { Count: > 0 } unreadable)
            return unreadable;

        var ledger = new Ledger(returned.Child, record.Events, coming, recording);
        for (var index = 0; index < coming.Length; index++)
            ledger.Add(coming[index], $"events[{index}]", coming[index].Recorded!, mayBeAhead: true);

        return ledger.Refusals.Count > 0
            ? ledger.Refusals
            : new Entry(record with { Child = returned.Child, Events = [.. record.Events, .. ledger.Added] }, ledger.Added);
    }

    private static void RefuseStamps(CareEvent happened, string path, List<Refusal> refusals)
    {
        if (happened.Recorded is not null)
            refusals.Add(new Refusal("stamped-here", "Who recorded an event and when is stamped here: leave 'recorded' out.", $"{path}.recorded"));
        if (happened.Replacement is not { } replacement)
            return;
        if (replacement.Id is not null)
            refusals.Add(new Refusal("stamped-here", "The corrected entry keeps the id of the entry it corrects: leave 'id' out of 'with'.", $"{path}.with.id"));
        RefuseStamps(replacement, $"{path}.with", refusals);
    }

    // What is stored is read back for as long as there are children's records, so only what reads back is stored.
    private static List<Refusal> Readable(IReadOnlyList<CareEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var happened in events)
                writer.WriteRawValue(CaseFileJson.Write(happened), skipInputValidation: true);
            writer.WriteEndArray();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return [.. CaseFileJson.ReadEvents(document.RootElement).Refusals];
    }

    private static Refusal TooMany(int count) => new(
        "record-full", $"A record may hold {MostEventsInRecord.ToString("N0", CultureInfo.InvariantCulture)} events; this would make {count.ToString("N0", CultureInfo.InvariantCulture)}.", "events");
}

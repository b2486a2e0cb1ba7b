using System.Globalization;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// Entries being added to a record one after another: gives each its id and its stamp, and refuses what points nowhere or cannot have
/// happened.
/// </summary>
internal sealed class Ledger
{
    private readonly Child child;
    private readonly LocalDate today;
    private readonly IReadOnlyList<CareEvent> kept;
    private readonly int coming;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> typeById = new(StringComparer.Ordinal);
    private readonly List<CareEvent> added = [];
    private HashSet<string>? withdrawn;
    private Dictionary<string, string>? typeByKeptId;
    private int next;

    // Few entries come at once on most days: to look for their ids costs less than an index of a record that has thousands.
    private const int Few = 8;

    public Ledger(Child child, IReadOnlyList<CareEvent> kept, IReadOnlyList<CareEvent> coming, Recording recording)
    {
        this.child = child;
        today = recording.At.InZone(Timeline.London).Date;
        (this.kept, this.coming) = (kept, coming.Count);
        next = kept.Count + 1;
        // An entry may point at one that comes later in the same command, so ids that callers chose are known from the start.
        foreach (var happened in coming)
        {
            if (happened.Id is { } id)
                typeById.TryAdd(id, happened.Type);
        }

        chosen = coming.Where(happened => happened.Id is not null).Select(happened => happened.Id!).ToHashSet(StringComparer.Ordinal);
    }

    private readonly HashSet<string> chosen;

    public List<Refusal> Refusals { get; } = [];

    private HashSet<string> Withdrawn => withdrawn ??= [.. Amendments.Of(kept).Withdrawn];

    private string? KeptTypeOf(string id)
    {
        if (coming > Few)
            return (typeByKeptId ??= ByKeptId()).GetValueOrDefault(id);
        for (var index = kept.Count - 1; index >= 0; index--)
        {
            if (string.Equals(kept[index].Id, id, StringComparison.Ordinal))
                return kept[index].Type;
        }

        return null;
    }

    private Dictionary<string, string> ByKeptId()
    {
        var types = new Dictionary<string, string>(kept.Count, StringComparer.Ordinal);
        foreach (var happened in kept)
        {
            if (happened.Id is { } id)
                types[id] = happened.Type;
        }

        return types;
    }

    // What is kept stands before what comes: an id that comes again is refused, and means the entry it always meant.
    private string? TypeOf(string id) => KeptTypeOf(id) ?? typeById.GetValueOrDefault(id);

    private bool IsTaken(string id) => taken.Contains(id) || KeptTypeOf(id) is not null;

    private bool Takes(string id) => KeptTypeOf(id) is null && taken.Add(id);

    public IReadOnlyList<CareEvent> Added => added;

    public void Refuse(string code, string sentence, string? field) => Refusals.Add(new Refusal(code, sentence, field));

    /// <param name="happened">What happened.</param>
    /// <param name="path">Where it stands in what was sent.</param>
    /// <param name="recording">Its stamp.</param>
    /// <param name="mayBeAhead">Whether it may be dated after today.</param>
    public void Add(CareEvent happened, string path, Recording recording, bool mayBeAhead)
    {
        var id = happened.Id ?? Next();
        if (!Takes(id))
            Refuse(
                RefusalCodes.DuplicateId,
                $"There is already an entry with the id '{id}': choose another, or leave it out to be given one.",
                $"{path}.id"
            );

        Check(happened, path, mayBeAhead);
        if (Timeline.IsAboutAnEntry(happened))
            CheckEntry(happened, path, mayBeAhead);
        typeById[id] = happened.Type;
        added.Add(happened with { Id = id, Recorded = recording });
    }

    /// <summary>An entry of an exported record: it was checked where it was recorded, and stays as it is.</summary>
    public void Keep(CareEvent happened, string path)
    {
        var id = happened.Id!;
        if (id.Length == 0 || !Takes(id))
            Refuse(RefusalCodes.DuplicateId, $"There are two entries with the id '{Characters.Quoted(id)}'.", $"{path}.id");
        typeById[id] = happened.Type;
        if (happened.Type == EventTypes.EventWithdrawn && happened.Text("event") is { } target)
            Withdrawn.Add(target);
        added.Add(happened);
    }

    /// <summary>Refuses what only the platform records.</summary>
    public void RefuseOfPlatform(CareEvent happened, string path)
    {
        if (EventVocabulary.Find(happened.Type) is { By: RecordedBy.Platform })
            Refuse(RefusalCodes.RecordedHere, $"'{happened.Type}' is recorded by the platform itself: nobody sends it.", $"{path}.type");
        if (happened.Replacement is { } replacement)
            RefuseOfPlatform(replacement, $"{path}.with");
    }

    /// <summary>Refuses what an event says of who recorded it, in which role and when: that is the platform's to say.</summary>
    public void RefuseStamp(CareEvent happened, string path)
    {
        if (happened.Recorded is not null)
            Refuse(RefusalCodes.StampedHere, "Who recorded an event and when is stamped here: leave 'recorded' out.", $"{path}.recorded");
        if (happened.Text("by") is not null && EventVocabulary.Find(happened.Type)?.Field("by") is { StandsForStamp: true })
            Refuse(RefusalCodes.StampedHere, $"Who says so is stamped here: leave 'by' out of '{happened.Type}'.", $"{path}.by");
        if (happened.Replacement is not { } replacement)
            return;
        if (replacement.Id is not null)
            Refuse(
                RefusalCodes.StampedHere,
                "The corrected entry keeps the id of the entry it corrects: leave 'id' out of 'with'.",
                $"{path}.with.id"
            );
        RefuseStamp(replacement, $"{path}.with");
    }

    private void Check(CareEvent happened, string path, bool mayBeAhead)
    {
        if (!mayBeAhead && happened.On > today)
        {
            Refuse(
                RefusalCodes.InTheFuture,
                $"'on' is the day it happened; {InWords.Date(happened.On)} is after today, {InWords.Date(today)}. "
                    + "Record what is planned as a booking, with the planned day in 'for'.",
                $"{path}.on"
            );
        }

        if (
            !mayBeAhead
            && happened.Type == EventTypes.BecameLookedAfter
            && child.Expected is null
            && child.Born is { } born
            && born <= today
            && happened.On < born
        )
            Refuse(
                RefusalCodes.BeforeBirth,
                $"The child was born on {InWords.Date(born)}, so cannot have become looked after on {InWords.Date(happened.On)}.",
                $"{path}.on"
            );

        if (
            happened.Text("outcome") is { } outcome
            && happened.Type == EventTypes.RequirementRecorded
            && outcome != "done"
            && string.IsNullOrWhiteSpace(happened.Note)
        )
            Refuse(
                RefusalCodes.ReasonNeeded,
                $"Say in the note why the requirement was {(outcome == "declined" ? "declined" : "not needed")}.",
                $"{path}.note"
            );

        if (happened.Type == EventTypes.DetailsChanged && happened.Fields.All(field => field.Key == "by"))
            Refuse(RefusalCodes.SaysNothing, "Say what has changed: name, born, expected, sex, ethnicity, team or restricted.", path);

        foreach (var (name, value) in happened.Fields)
        {
            if (
                value is not string target
                || EventVocabulary.Find(happened.Type)?.Field(name) is not { Kind: FieldKind.EventId, Names: { } named }
            )
                continue;
            if (TypeOf(target) != named || Withdrawn.Contains(target))
            {
                var wanted = named == EventTypes.MeetingHeld ? "meeting held" : EventVocabulary.LabelOf(named).ToLowerInvariant();
                Refuse(
                    RefusalCodes.UnknownEvent,
                    $"'{name}' names the entry '{target}'; there is no {wanted} with that id in this record.",
                    $"{path}.{name}"
                );
            }
        }
    }

    private void CheckEntry(CareEvent happened, string path, bool mayBeAhead)
    {
        var target = happened.Text("event") ?? "";
        var withdrawal = happened.Type == EventTypes.EventWithdrawn;
        if (TypeOf(target) is not { } type)
            Refuse(
                RefusalCodes.UnknownEvent,
                $"'event' names the entry '{target}'; there is none with that id in this record.",
                $"{path}.event"
            );
        else if (Withdrawn.Contains(target))
            Refuse(
                RefusalCodes.AlreadyWithdrawn,
                $"The entry '{target}' was withdrawn: record what happened as a new entry.",
                $"{path}.event"
            );
        else if (type == EventTypes.EventWithdrawn || (type == EventTypes.EventCorrected && !withdrawal))
            // A correction can be taken back by withdrawing it; putting one right by another correction of the entry itself keeps the chain
            // readable.
            Refuse(
                RefusalCodes.NotAnEntry,
                $"The entry '{target}' is itself about another entry. Correct or withdraw that other entry.",
                $"{path}.event"
            );
        else if (withdrawal)
            Withdrawn.Add(target);

        if (happened.Replacement is not { } replacement)
            return;
        if (Timeline.IsAboutAnEntry(replacement))
            Refuse(
                RefusalCodes.NotAnEntry,
                "'with' is what should have been recorded: it cannot be a correction or a withdrawal.",
                $"{path}.with.type"
            );
        else
            Check(replacement, $"{path}.with", mayBeAhead);
    }

    private string Next()
    {
        string id;
        do id = $"e{(next++).ToString(CultureInfo.InvariantCulture)}";
        while (IsTaken(id) || chosen.Contains(id));
        return id;
    }
}

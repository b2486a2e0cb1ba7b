using System.Globalization;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// Entries being added to a record one after another: gives each its id and its stamp, and refuses what points nowhere or cannot have happened.
/// </summary>
internal sealed class Ledger
{
    private readonly Child child;
    private readonly LocalDate today;
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, string> typeById;
    private readonly HashSet<string> withdrawn;
    private readonly List<CareEvent> added = [];
    private int next;

    public Ledger(Child child, IReadOnlyList<CareEvent> kept, IReadOnlyList<CareEvent> coming, Recording recording)
    {
        this.child = child;
        today = recording.At.InZone(Timeline.London).Date;
        withdrawn = Withdrawn(kept);
        taken = new(kept.Count + coming.Count, StringComparer.Ordinal);
        typeById = new(kept.Count + coming.Count, StringComparer.Ordinal);
        next = kept.Count + 1;
        foreach (var happened in kept)
        {
            if (happened.Id is not { } id)
                continue;
            taken.Add(id);
            typeById[id] = happened.Type;
        }

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

    public IReadOnlyList<CareEvent> Added => added;

    public void Refuse(string code, string sentence, string? field) => Refusals.Add(new Refusal(code, sentence, field));

    /// <param name="happened">What happened.</param>
    /// <param name="path">Where it stands in what was sent.</param>
    /// <param name="recording">Its stamp.</param>
    /// <param name="mayBeAhead">Whether it may be dated after today.</param>
    public void Add(CareEvent happened, string path, Recording recording, bool mayBeAhead)
    {
        var id = happened.Id ?? Next();
        if (!taken.Add(id))
            Refuse("duplicate-id", $"There is already an entry with the id '{id}': choose another, or leave it out to be given one.", $"{path}.id");

        Check(happened, path, mayBeAhead);
        if (Timeline.IsAboutAnEntry(happened))
            CheckEntry(happened, path, mayBeAhead);
        typeById[id] = happened.Type;
        added.Add(happened with { Id = id, Recorded = recording });
    }

    private void Check(CareEvent happened, string path, bool mayBeAhead)
    {
        if (!mayBeAhead && happened.On > today)
        {
            Refuse("in-the-future",
                $"'on' is the day it happened; {InWords.Date(happened.On)} is after today, {InWords.Date(today)}. Record what is planned as a booking, with the planned day in 'for'.",
                $"{path}.on");
        }

        if (!mayBeAhead && happened.Type == "became-looked-after" && child.Expected is null && child.Born is { } born && born <= today && happened.On < born)
            Refuse("before-birth", $"The child was born on {InWords.Date(born)}, so cannot have become looked after on {InWords.Date(happened.On)}.", $"{path}.on");

        if (happened.Text("outcome") is { } outcome && happened.Type == "requirement-recorded" && outcome != "done" && string.IsNullOrWhiteSpace(happened.Note))
            Refuse("reason-needed", $"Say in the note why the requirement was {(outcome == "declined" ? "declined" : "not needed")}.", $"{path}.note");

        foreach (var (name, value) in happened.Fields)
        {
            if (name == "meeting" && value is string meeting && EventVocabulary.Find(happened.Type)?.Field(name)?.Kind == FieldKind.EventId
                && (typeById.GetValueOrDefault(meeting) != "meeting-held" || withdrawn.Contains(meeting)))
            {
                Refuse("unknown-event", $"'meeting' names the entry '{meeting}'; there is no meeting held with that id in this record.", $"{path}.meeting");
            }
        }
    }

    private void CheckEntry(CareEvent happened, string path, bool mayBeAhead)
    {
        var target = happened.Text("event") ?? "";
        var withdrawal = happened.Type == "event-withdrawn";
        if (!typeById.TryGetValue(target, out var type))
            Refuse("unknown-event", $"'event' names the entry '{target}'; there is none with that id in this record.", $"{path}.event");
        else if (withdrawn.Contains(target))
            Refuse("already-withdrawn", $"The entry '{target}' was withdrawn: record what happened as a new entry.", $"{path}.event");
        else if (type == "event-withdrawn" || (type == "event-corrected" && !withdrawal))
            // A correction can be taken back by withdrawing it; putting one right by another correction of the entry itself keeps the chain readable.
            Refuse("not-an-entry", $"The entry '{target}' is itself about another entry. Correct or withdraw that other entry.", $"{path}.event");
        else if (withdrawal)
            withdrawn.Add(target);

        if (happened.Replacement is not { } replacement)
            return;
        if (Timeline.IsAboutAnEntry(replacement))
            Refuse("not-an-entry", "'with' is what should have been recorded: it cannot be a correction or a withdrawal.", $"{path}.with.type");
        else
            Check(replacement, $"{path}.with", mayBeAhead);
    }

    private string Next()
    {
        string id;
        do
            id = $"e{(next++).ToString(CultureInfo.InvariantCulture)}";
        while (taken.Contains(id) || chosen.Contains(id));
        return id;
    }

    private static HashSet<string> Withdrawn(IReadOnlyList<CareEvent> kept)
    {
        // Latest first, as reading a record does: a withdrawal that was itself withdrawn has no effect.
        var withdrawn = new HashSet<string>(StringComparer.Ordinal);
        for (var index = kept.Count - 1; index >= 0; index--)
        {
            if (kept[index].Type == "event-withdrawn" && !withdrawn.Contains(kept[index].Id ?? "") && kept[index].Text("event") is { } target)
                withdrawn.Add(target);
        }

        return withdrawn;
    }
}

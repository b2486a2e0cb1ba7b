using System.Globalization;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>An event that is still to get its id and the moment it was recorded.</summary>
internal sealed class Entry(CareEvent happened, string role, Entry? about)
{
    public CareEvent Happened { get; set; } = happened;

    public string Role { get; } = role;

    /// <summary>The entry this one names: a meeting whose minutes it signs, a record it puts right.</summary>
    public Entry? About { get; } = about;

    public Instant RecordedAt { get; set; }
}

/// <summary>
/// A child's record while it is being written. Journeys write a whole life into it; what would happen after <paramref name="lastDay"/>
/// is left out, so a journey simply stops where it has got to.
/// </summary>
internal sealed class Diary(DemoSettings settings, LocalDate lastDay, Days days, Dice dice)
{
    private readonly List<Entry> entries = [];

    public LocalDate LastDay => lastDay;

    public Days Days => days;

    public Dice Dice => dice;

    public DemoSettings Settings => settings;

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>The day anybody first worried, this time: nothing of the journey comes before it.</summary>
    public LocalDate Begins { get; set; } = LocalDate.MinIsoValue;

    public Entry? Add(string type, LocalDate on, params (string Name, object? Value)[] fields) => Add("social-worker", type, on, fields);

    /// <param name="role">Who records it: the person is <c>authority-role</c>.</param>
    /// <returns>Null where the day has not come, or lies before the journey.</returns>
    public Entry? Add(string role, string type, LocalDate on, (string Name, object? Value)[] fields, Entry? about = null)
    {
        if (on < Begins && fields.Any(field => field is { Name: "for", Value: LocalDate day } && day >= Begins))
            on = Begins;
        if (on > lastDay || on < Begins)
            return null;
        var entry = new Entry(Event(type, on, fields) with { Note = Note(type, fields) }, role, about);
        entries.Add(entry);
        return entry;
    }

    // What fits this kind of meeting or assessment comes before what fits any.
    private string? Note(string type, (string Name, object? Value)[] fields)
    {
        if (!dice.Chance(30))
            return null;
        foreach (var (_, value) in fields)
        {
            if (value is string word && settings.Notes.TryGetValue($"{type}/{word}", out var fitting))
                return dice.Pick(fitting);
        }

        return settings.Notes.TryGetValue(type, out var any) ? dice.Pick(any) : null;
    }

    /// <summary>Leaves out what was written, and what was written about it.</summary>
    public void LeaveOut(Func<CareEvent, bool> which)
    {
        entries.RemoveAll(entry => which(entry.Happened));
        entries.RemoveAll(entry => entry.About is { } about && !entries.Contains(about));
    }

    public static CareEvent Event(string type, LocalDate on, params (string Name, object? Value)[] fields)
    {
        var specification = EventVocabulary.Find(type) ?? throw new InvalidOperationException($"There is no event type '{type}'.");
        if (fields.FirstOrDefault(field => specification.Field(field.Name) is null) is { Name: { } unknown })
            throw new InvalidOperationException($"A {type} event has no field '{unknown}'.");
        var values = specification
            .Fields.Select(known => (known.Name, fields.FirstOrDefault(field => field.Name == known.Name).Value))
            .Where(field => field.Value is not null)
            .Select(field => new KeyValuePair<string, object>(field.Name, field.Value!));
        return new CareEvent
        {
            Type = type,
            On = on,
            Fields = EventFields.Of(values),
        };
    }

    /// <summary>Gives every entry its moment of recording and its id, in the order they were recorded.</summary>
    public IReadOnlyList<CareEvent> Close()
    {
        foreach (var entry in entries)
            entry.RecordedAt = Moment(entry.Happened.On);
        // Nobody writes down how a meeting went before it is over.
        foreach (var entry in entries)
        {
            if (
                entry.Happened.Time("ended") is { } ended
                && ended.PlusMinutes(5).InZoneLeniently(Timeline.London).ToInstant() is var over
                && entry.RecordedAt < over
            )
                entry.RecordedAt = over;
        }

        // What happened on one day is written down in the order it happened: a home after the care it is part of.
        foreach (var day in entries.GroupBy(entry => entry.Happened.On))
        {
            foreach (var (before, after) in day.Zip(day.Skip(1)))
                NotBefore(after, before, 1);
        }

        // An entry that names another comes after it.
        foreach (var entry in entries.Where(entry => entry.About is not null).OrderBy(entry => entry.Happened.On))
            NotBefore(entry, entry.About!, 7);

        var inOrder = entries
            .Select((entry, order) => (entry, order))
            .OrderBy(pair => pair.entry.RecordedAt)
            .ThenBy(pair => pair.entry.Happened.On)
            .ThenBy(pair => pair.order)
            .Select(pair => pair.entry)
            .ToList();
        var ids = inOrder
            .Select((entry, order) => (entry, id: string.Create(CultureInfo.InvariantCulture, $"e{order + 1}")))
            .ToDictionary(pair => pair.entry, pair => pair.id);
        return [.. inOrder.Select(entry => Finished(entry, ids))];
    }

    private static void NotBefore(Entry entry, Entry other, int minutes)
    {
        var earliest = other.RecordedAt + Duration.FromMinutes(minutes);
        if (entry.RecordedAt < earliest)
            entry.RecordedAt = earliest;
    }

    private CareEvent Finished(Entry entry, Dictionary<Entry, string> ids)
    {
        var happened = entry.Happened;
        if (entry.About is { } about)
        {
            var name = EventVocabulary.Find(happened.Type)!.Fields.Single(field => field.Kind == FieldKind.EventId).Name;
            happened = Event(
                happened.Type,
                happened.On,
                [.. happened.Fields.Select(field => (field.Key, (object?)field.Value)), (name, ids[about])]
            ) with
            {
                Note = happened.Note,
            };
        }

        return happened with
        {
            Id = ids[entry],
            Recorded = new Recording(entry.RecordedAt, $"{settings.AuthorityId}-{entry.Role}", "demo"),
        };
    }

    // Most things are written down the same day, some a few days on, and all of them before today began.
    private Instant Moment(LocalDate on)
    {
        var delay = dice.Weighted([(0, 55), (1, 25), (dice.Between(2, 4), 14), (dice.Between(5, 12), 6)]);
        var day = days.OnOrAfter(on.PlusDays(delay));
        if (day > lastDay)
            day = on > lastDay.PlusDays(-1) ? lastDay : LocalDate.Max(on, days.OnOrBefore(lastDay));
        return day.At(new LocalTime(dice.Between(8, 17), dice.Between(0, 59))).InZoneLeniently(Timeline.London).ToInstant();
    }
}

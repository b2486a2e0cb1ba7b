using Permanence.Domain.Records;
using Permanence.Domain.Returns.Facts;

namespace Permanence.Domain.Returns.Merging;

/// <summary>An event that an import recorded and nobody has touched since.</summary>
/// <param name="Now">As the imports have it now.</param>
internal sealed record ImportedFact(string Id, CareEvent Now);

/// <summary>An event that an import recorded and a person then corrected or withdrew.</summary>
/// <param name="Imported">As the imports had it.</param>
/// <param name="Now">As the person has it; null where withdrawn.</param>
internal sealed record OverruledFact(CareEvent Imported, CareEvent? Now);

/// <summary>
/// A record taken apart by who said what: imports, which later imports may put right, and people, whose word stands.
/// </summary>
internal sealed class RecordedFacts
{
    private RecordedFacts() { }

    /// <summary>The id of the child; null where there is no record.</summary>
    public string? Child { get; private init; }

    public List<ImportedFact> Imported { get; } = [];

    public List<OverruledFact> Overruled { get; } = [];

    /// <summary>What people recorded here, or made of an imported fact.</summary>
    public List<CareEvent> ByPeople { get; } = [];

    /// <summary>The conflicts that a person has decided, by <see cref="Conflict.Key"/>.</summary>
    public HashSet<string> Decided { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns in force, in the order they were recorded.</summary>
    public List<KeptReturn> Returns { get; } = [];

    public static bool IsImported(CareEvent happened) =>
        happened.Recorded?.Source.StartsWith(ReturnFact.SourcePrefix, StringComparison.Ordinal) == true;

    public static RecordedFacts Of(CaseFile? file)
    {
        var facts = new RecordedFacts { Child = file?.Child.Id };
        if (file is null)
            return facts;
        var said = AboutEntries(file.Events);
        foreach (var happened in file.Events.Where(happened => !Timeline.IsAboutAnEntry(happened)))
            facts.Take(happened, happened.Id is null ? null : said.GetValueOrDefault(happened.Id), file.Child.Id);
        return facts;
    }

    private void Take(CareEvent happened, Said? said, string child)
    {
        if (happened.Type == EventTypes.ReturnReceived && IsImported(happened))
        {
            if (said is not { Withdrawn: true } && ReturnRows.Read(happened, child) is { } kept)
                Returns.Add(kept);
            return;
        }

        if (happened.Type == Conflict.Decision && !IsImported(happened))
        {
            if (said is not { Withdrawn: true } && happened.Text("fact") is { } fact)
                Decided.Add(fact);
            return;
        }

        var now =
            said is null ? happened
            : said.Withdrawn ? null
            : said.Latest is { } latest ? latest with { Id = happened.Id }
            : happened;
        if (!IsImported(happened) || happened.Id is null)
        {
            if (now is not null)
                ByPeople.Add(now);
        }
        else if (said?.ByPerson == true)
        {
            Overruled.Add(new OverruledFact(said.LatestImported ?? happened, now));
            if (now is not null)
                ByPeople.Add(now);
        }
        else if (now is not null)
            Imported.Add(new ImportedFact(happened.Id, now));
    }

    /// <summary>Corrections and withdrawals by the entry they are about, without those that were themselves withdrawn.</summary>
    private static Dictionary<string, Said> AboutEntries(IReadOnlyList<CareEvent> events)
    {
        var said = new Dictionary<string, Said>(StringComparer.Ordinal);
        // Latest first, as the timeline reads them.
        foreach (
            var entry in events
                .Where(Timeline.IsAboutAnEntry)
                .Select((entry, order) => (entry, order))
                .OrderByDescending(pair => Timeline.RecordedAt(pair.entry))
                .ThenByDescending(pair => pair.order)
                .Select(pair => pair.entry)
        )
        {
            if (entry.Id is not null && said.GetValueOrDefault(entry.Id)?.Withdrawn == true)
                continue;
            if (entry.Text("event") is not { } target)
                continue;
            if (!said.TryGetValue(target, out var about))
                said.Add(target, about = new Said());
            var imported = IsImported(entry);
            about.ByPerson |= !imported;
            if (entry.Type == EventTypes.EventWithdrawn)
                about.Withdrawn = true;
            else if (entry.Replacement is { } replacement)
            {
                about.Latest ??= replacement;
                if (imported)
                    about.LatestImported ??= replacement;
            }
        }

        return said;
    }

    private sealed class Said
    {
        public bool Withdrawn { get; set; }

        public bool ByPerson { get; set; }

        public CareEvent? Latest { get; set; }

        public CareEvent? LatestImported { get; set; }
    }
}

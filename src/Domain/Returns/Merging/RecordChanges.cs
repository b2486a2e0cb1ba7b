using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns.Facts;

namespace Permanence.Domain.Returns.Merging;

/// <summary>
/// The least that brings what imports recorded in line with what the returns in force say, leaving alone what people recorded.
/// </summary>
internal sealed class RecordChanges
{
    // Of these a period of care has one, so a changed day is the same thing put right and not another.
    private static readonly string[] SameThingOnAnotherDay =
    [
        EventTypes.BecameLookedAfter,
        EventTypes.CeasedLookedAfter,
        EventTypes.ShouldBePlacedDecided,
        EventTypes.ShouldBePlacedReversed,
        EventTypes.MatchApproved,
        EventTypes.PlacedForAdoption,
        EventTypes.BecameParent,
        EventTypes.PreviousPermanenceRecorded,
        EventTypes.ShortBreaksStarted,
        EventTypes.ShortBreaksEnded,
        EventTypes.Died,
    ];

    private readonly string importId;
    private readonly string source;
    private readonly string reason;
    private readonly string child;
    private readonly IReadOnlySet<string> decided;
    private readonly HashSet<string> usedIds;

    // What people made of a fact of the returns: it is about that one, and no other account of the next.
    private readonly HashSet<CareEvent> spoken = new(ReferenceEqualityComparer.Instance);

    private RecordChanges(CaseFile? file, IReadOnlySet<string> decided, string child, string importId, string source, string reason)
    {
        (this.decided, this.child, this.importId, this.source, this.reason) = (decided, child, importId, source, reason);
        usedIds = (file?.Events ?? []).Select(happened => happened.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    public List<CareEvent> Events { get; } = [];

    /// <summary>What a person has to decide: conflicts that nobody has decided yet.</summary>
    public List<Conflict> Conflicts { get; } = [];

    public IEnumerable<ReturnFinding> Held => Conflicts.Select(conflict => Disagreement.Finding(conflict.Fact, child, conflict.Recorded));

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public static RecordChanges Of(
        CaseFile? file,
        RecordedFacts recorded,
        IReadOnlyList<ReturnFact> said,
        string child,
        string importId,
        string source,
        string reason
    )
    {
        var changes = new RecordChanges(file, recorded.Decided, child, importId, source, reason);
        var open = new List<ReturnFact>(said);
        var imported = new List<ImportedFact>(recorded.Imported);
        changes.Overruled(open, recorded);
        changes.Match(open, imported);
        changes.ByPeople(open, said, recorded);
        changes.PutRight(open, imported);
        return changes;
    }

    public string NewId()
    {
        for (var number = usedIds.Count; ; number++)
        {
            var id = $"{importId}:{number}";
            if (usedIds.Add(id))
                return id;
        }
    }

    public CareEvent Withdrawal(string target, LocalDate on) =>
        About(EventTypes.EventWithdrawn, on, new("event", target), new("reason", reason));

    /// <summary>A person's word on an imported fact stands, whatever the returns say of it.</summary>
    private void Overruled(List<ReturnFact> open, RecordedFacts recorded)
    {
        foreach (var overruled in recorded.Overruled)
        {
            var at = open.FindIndex(fact => Same(fact.Happened, overruled.Imported));
            if (at < 0)
                at = open.FindIndex(fact => SameDay(fact.Happened, overruled.Imported));
            if (at < 0)
                continue;
            if (overruled.Now is not null && Disagreement.SaysAll(overruled.Now, open[at].Happened))
                Unchanged++;
            else
                Hold(new Conflict(open[at], overruled.Now));
            if (overruled.Now is not null)
                spoken.Add(overruled.Now);
            open.RemoveAt(at);
        }
    }

    private void Match(List<ReturnFact> open, List<ImportedFact> imported)
    {
        foreach (var fact in open.ToList())
        {
            var at = imported.FindIndex(known => Same(known.Now, fact.Happened));
            if (at < 0)
                continue;
            imported.RemoveAt(at);
            open.Remove(fact);
            Unchanged++;
        }
    }

    private void ByPeople(List<ReturnFact> open, IReadOnlyList<ReturnFact> said, RecordedFacts recorded)
    {
        if (recorded.ByPeople.Count == 0 || open.Count == 0)
            return;
        var disagreement = new Disagreement(said, recorded.ByPeople);
        // What somebody recorded and a fact already matched is the same thing said twice, and no other account of the next one.
        var byPeople = recorded
            .ByPeople.Where(known =>
                !spoken.Contains(known) && !said.Any(fact => !open.Contains(fact) && disagreement.IsSame(fact.Happened, known))
            )
            .ToList();
        foreach (var fact in open.ToList())
        {
            var at = byPeople.FindIndex(known => disagreement.IsSame(fact.Happened, known));
            if (at < 0)
                continue;
            byPeople.RemoveAt(at);
            open.Remove(fact);
            Unchanged++;
        }

        foreach (var fact in open.ToList())
        {
            var other = byPeople.Find(known => disagreement.IsOtherAccount(fact.Happened, known));
            if (other is null)
                continue;
            Hold(new Conflict(fact, other));
            open.Remove(fact);
        }
    }

    private void PutRight(List<ReturnFact> open, List<ImportedFact> imported)
    {
        foreach (var fact in open.ToList())
        {
            var known = imported.Find(known => SameDay(known.Now, fact.Happened));
            if (known is null && SameThingOnAnotherDay.Contains(fact.Happened.Type))
                known = imported
                    .Where(known => known.Now.Type == fact.Happened.Type && !open.Exists(other => SameDay(other.Happened, known.Now)))
                    .MinBy(known => Math.Abs(Period.DaysBetween(known.Now.On, fact.Happened.On)));
            if (known is null)
                continue;
            imported.Remove(known);
            open.Remove(fact);
            Changed++;
            Events.Add(
                About(
                    EventTypes.EventCorrected,
                    fact.Happened.On,
                    new("event", known.Id),
                    new("with", fact.Happened with { Recorded = null }),
                    new("reason", reason)
                )
            );
        }

        foreach (var gone in imported)
        {
            Changed++;
            Events.Add(Withdrawal(gone.Id, gone.Now.On));
        }

        foreach (var fact in open)
        {
            New++;
            Events.Add(fact.Happened with { Id = NewId() });
        }
    }

    private void Hold(Conflict conflict)
    {
        if (!decided.Contains(conflict.Key))
            Conflicts.Add(conflict);
    }

    private CareEvent About(string type, LocalDate on, params IEnumerable<KeyValuePair<string, object>> fields) =>
        new()
        {
            Type = type,
            On = on,
            Id = NewId(),
            Fields = EventFields.Of(fields),
            Recorded = new Recording(default, "", source),
        };

    private static bool SameDay(CareEvent one, CareEvent other) => one.Type == other.Type && one.On == other.On;

    private static bool Same(CareEvent one, CareEvent other) => SameDay(one, other) && one.Fields.Equals(other.Fields);
}

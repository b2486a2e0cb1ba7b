using System.Runtime.CompilerServices;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Grains.Policies;

/// <summary>Answers with the policies of a <see cref="PolicySource"/>.</summary>
public sealed class PolicyAssessor(PolicySource source) : IAssessor
{
    // Made once a library and council: it is asked for every child of every board every half minute.
    private readonly ConditionalWeakTable<PolicyPacks, string> stamps = [];

    public string Stamp(string authority) => source.Library.For(authority) is { } policy
        ? stamps.GetValue(policy, static packs => string.Join(' ', packs.Versions.Select(version => version.Hash)))
        : "";

    public Evaluation? Evaluate(CaseFile file, LocalDate on, Instant? knownAt)
    {
        var library = source.Library;
        return library.For(file.Authority) is { } policy ? ObligationEngine.Evaluate(Timeline.Of(file, knownAt), policy, library.Calendar, on) : null;
    }

    public IReadOnlyList<MovedDuty>? MovedByEdit(CaseFile file, LocalDate on)
    {
        var (before, now) = source.LastEdit;
        if (before?.For(file.Authority) is not { } then || now.For(file.Authority) is not { } policy)
            return null;
        var timeline = Timeline.Of(file);
        return MovedDuties.Between(ObligationEngine.Evaluate(timeline, then, before.Calendar, on), ObligationEngine.Evaluate(timeline, policy, now.Calendar, on));
    }

    public IReadOnlyList<Refusal> Stops(CaseFile record, IReadOnlyList<CareEvent> events)
    {
        var library = source.Library;
        return library.For(record.Authority) is { } policy ? Gatekeeping.Try(record, events, policy, library.Calendar) : [];
    }

    public IReadOnlyList<string> CountedBy(CaseFile file, LocalDate on)
    {
        var library = source.Library;
        return library.For(file.Authority) is { } policy ? Indicators.CountedBy(Timeline.Of(file), policy, library.Calendar, on) : [];
    }

    public PolicyForm? List(string authority, string list, LocalDate on) => source.Library.For(authority)?.InForceOn(on).Reference.List(list);

    public TrackerRow? Row(CaseFile file, LocalDate on, Instant? knownAt)
    {
        var library = source.Library;
        if (library.For(file.Authority) is not { } policy)
            return null;
        var timeline = Timeline.Of(file, knownAt);
        // A record whose every entry was taken back, as when the import that opened it was undone, is of no child on the board.
        if (file.Events.Count > 0 && timeline.Events.Count == 0 && knownAt is null)
            return null;
        return TrackerRows.Of(timeline, ObligationEngine.Evaluate(timeline, policy, library.Calendar, on));
    }

    public ChildSummary? Summary(CaseFile file, LocalDate on)
    {
        var timeline = Timeline.Of(file);
        return file.Events.Count > 0 && timeline.Events.Count == 0 ? null : ChildSummaries.Of(timeline, on);
    }
}

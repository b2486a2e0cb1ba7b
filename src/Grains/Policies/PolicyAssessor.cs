using System.Runtime.CompilerServices;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Agencies;
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

    public Evaluation? Evaluate(CaseFile file, AsOf asOf) => Evaluate(Timeline.Of(file, asOf.KnownAt), asOf);

    public Assessment? Assess(CaseFile file, AsOf asOf)
    {
        var timeline = Timeline.Of(file, asOf.KnownAt);
        if (Evaluate(timeline, asOf) is not { } evaluation)
            return null;
        // A record whose every entry was taken back, as when the import that opened it was undone, is of no child on the board.
        var takenBack = file.Events.Count > 0 && timeline.Events.Count == 0;
        return new Assessment(
            evaluation, takenBack && asOf.KnownAt is null ? null : TrackerRows.Of(timeline, evaluation), takenBack ? null : ChildSummaries.Of(timeline, Day(asOf)), AgencyView.Shows(file, Day(asOf)));
    }

    private Evaluation? Evaluate(Timeline timeline, AsOf asOf)
    {
        var library = source.Library;
        return library.For(timeline.File.Authority) is { } policy ? ObligationEngine.Evaluate(timeline, policy, library.Calendar, Day(asOf)) : null;
    }

    private static LocalDate Day(AsOf asOf) => asOf.On ?? throw new ArgumentException("What is asked of a record is asked of a day.", nameof(asOf));

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

    public IReadOnlyList<string> CountedBy(CaseFile file, AsOf asOf)
    {
        var library = source.Library;
        return library.For(file.Authority) is { } policy ? Indicators.CountedBy(Timeline.Of(file, asOf.KnownAt), policy, library.Calendar, Day(asOf)) : [];
    }

    public PolicyForm? List(string authority, string list, LocalDate on) => source.Library.For(authority)?.InForceOn(on).Reference.List(list);

    public ChildSummary? Summary(CaseFile file, AsOf asOf)
    {
        var timeline = Timeline.Of(file, asOf.KnownAt);
        return file.Events.Count > 0 && timeline.Events.Count == 0 ? null : ChildSummaries.Of(timeline, Day(asOf));
    }
}

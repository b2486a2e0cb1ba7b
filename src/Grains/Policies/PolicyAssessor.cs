using System.Collections.Concurrent;
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
    // A program that reckons otherwise under the same policy makes every row again, instead of showing what the last one kept.
    private static readonly string Program = typeof(ObligationEngine).Module.ModuleVersionId.ToString("N");

    // Made once a library and council: it is asked for every child of every board every half minute.
    private readonly ConditionalWeakTable<PolicyLibrary, ConcurrentDictionary<string, string>> stamps = [];

    public string Stamp(string authority)
    {
        var library = source.Library;
        return stamps.GetOrCreateValue(library).GetOrAdd(authority, Made, library);

        static string Made(string authority, PolicyLibrary library) =>
            library.For(authority) is { } policy
                ? string.Join(' ', [.. policy.Versions.Select(version => version.Hash), library.Calendar.Fingerprint, Program])
                : "";
    }

    public Evaluation? Evaluate(CaseHistory history)
    {
        var library = source.Library;
        return library.For(AuthorityOf(history)) is { } policy ? ObligationEngine.Evaluate(history, policy, library.Calendar) : null;
    }

    public TurningRow? Row(CaseHistory history)
    {
        var library = source.Library;
        if (!history.IsKnown || library.For(AuthorityOf(history)) is not { } policy)
            return null;
        var evaluation = ObligationEngine.Evaluate(history, policy, library.Calendar);
        return new TurningRow(TrackerRows.Of(history, evaluation, policy, library.Calendar), [.. evaluation.HoursRunOut]);
    }

    public IReadOnlyList<MovedDuty>? MovedByEdit(CaseHistory history)
    {
        var (before, now) = source.LastEdit;
        var authority = AuthorityOf(history);
        if (before?.For(authority) is not { } then || now.For(authority) is not { } policy)
            return null;
        return MovedDuties.Between(
            ObligationEngine.Evaluate(history, then, before.Calendar),
            ObligationEngine.Evaluate(history, policy, now.Calendar)
        );
    }

    public IReadOnlyList<Refusal> Stops(ChildHistory record, IReadOnlyList<CareEvent> events)
    {
        var library = source.Library;
        return library.For(record.Timeline.File.Authority) is { } policy ? Gatekeeping.Try(record, events, policy, library.Calendar) : [];
    }

    public IReadOnlyList<Refusal> StopsOpening(CaseFile file)
    {
        var library = source.Library;
        return library.For(file.Authority) is { } policy ? Gatekeeping.TryOpening(file, policy, library.Calendar) : [];
    }

    public IReadOnlyList<Refusal> NotTheirs(string authority, CaseFile? record, IReadOnlyList<CareEvent> events) =>
        source.Library.For(authority) is { } policy ? ActChecks.Try(record, events, policy) : [];

    public IReadOnlyList<CareEvent> InRole(
        string authority,
        CaseFile? record,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<string> roles
    ) => source.Library.For(authority) is { } policy ? ActChecks.InRole(record, events, roles, policy) : events;

    public DirectoryRules Directory(string authority, LocalDate on) =>
        source.Library.For(authority) is { } policy
            ? new(policy.InForceOn(on).Reference.Acts.KeepersOfPeople, policy.Authority.RolesKeptHere)
            : new([], []);

    public IReadOnlyList<string> CountedBy(CaseHistory history)
    {
        var library = source.Library;
        return library.For(AuthorityOf(history)) is { } policy ? Indicators.CountedBy(history, policy, library.Calendar) : [];
    }

    public int? ImportRowsMonths(string authority) => source.Library.For(authority)?.Authority.ImportRowsMonths;

    public PolicyForm? List(string authority, string list, LocalDate on) =>
        source.Library.For(authority)?.InForceOn(on).Reference.List(list);

    private static string AuthorityOf(CaseHistory history) => history.Whole.Timeline.File.Authority;
}

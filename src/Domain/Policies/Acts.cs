using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies;

/// <summary>Who may record what: the acts of the national layer, and where a council names fewer roles for one.</summary>
public sealed record Acts
{
    public static readonly Acts None = new();

    /// <summary>In the order of the file: the first that an entry is answers for it.</summary>
    public IReadOnlyList<Act> All { get; init; } = [];

    /// <summary>What the council says more narrowly. Each that an entry is takes away whoever it does not name.</summary>
    public IReadOnlyList<Act> Narrowed { get; init; } = [];

    /// <summary>The roles that put right and take back what others recorded outside the lanes.</summary>
    public IReadOnlyList<string> Managers { get; init; } = [];

    /// <summary>The roles that may record a decision for the person who took it, and open a record with what others decided.</summary>
    public IReadOnlyList<string> OnBehalf { get; init; } = [];

    /// <summary>The roles that bring returns.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>The roles that keep the council's directory of people: managers, and who records for others.</summary>
    public IReadOnlyList<string> KeepersOfPeople => [.. Managers.Union(OnBehalf)];

    /// <summary>Names for several roles, that a council's file may use too.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The act that an entry is; null for a type that no act names.</summary>
    /// <param name="happened">With the stamp of whoever says so.</param>
    public Act? Of(CareEvent happened) => All.FirstOrDefault(act => act.Is(happened));

    /// <summary>The roles that may record an entry, in the order of the file.</summary>
    /// <param name="happened">With the stamp of whoever says so.</param>
    public IReadOnlyList<string> MayRecord(CareEvent happened) =>
        Of(happened) is { } act
            ?
            [
                .. Narrowed
                    .Where(narrower => narrower.Is(happened))
                    .Aggregate((IEnumerable<string>)act.By, (left, narrower) => left.Intersect(narrower.By)),
            ]
            : [];

    /// <summary>Whether a role records anything at all.</summary>
    public bool IsRecorder(string role) => All.Any(act => act.By.Contains(role));

    /// <summary>Whether a role may record some entry of a type, whatever its fields.</summary>
    public bool MayRecordSome(string role, string type) =>
        All.Any(act =>
            act.By.Contains(role)
            && act.Of.Any(selector => selector.TypeName == type && (selector.SaidBy.IsEmpty || selector.SaidBy.Contains(role)))
            && !Narrowed.Any(narrower =>
                !narrower.By.Contains(role) && narrower.Of.Any(selector => selector.TypeName == type && selector.Where.IsEmpty)
            )
        );

    /// <summary>The roles of which some may record some entry of a type.</summary>
    public IReadOnlyList<string> WhoRecords(string type) => [.. EventVocabulary.EveryRole.Where(role => MayRecordSome(role, type))];
}

/// <summary>Entries that the same roles record.</summary>
/// <param name="Of">Any of these.</param>
/// <param name="By">The roles of the platform that may.</param>
/// <param name="Lane">Whose decision it is: such an entry is corrected and withdrawn only by these roles. Null outside the lanes.</param>
/// <param name="InPerson">Whether nobody may record it for somebody else: a signature, a reviewing officer's concern.</param>
public sealed record Act(IReadOnlyList<Selector> Of, IReadOnlyList<string> By, string? Lane, bool InPerson)
{
    public bool Is(CareEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Selector.AnyIs(Of, happened);
    }
}

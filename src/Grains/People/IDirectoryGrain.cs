using Orleans.Concurrency;
using Permanence.Domain;
using Permanence.Domain.People;

namespace Permanence.Grains.People;

/// <summary>Who works for one council. Key: <see cref="DirectoryKey"/>.</summary>
[Alias("permanence.directory")]
[GrainInterfaceType("permanence.directory")]
public interface IDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Everybody it knows, those who left among them.</summary>
    [ReadOnly]
    [Alias("read")]
    Task<StaffList> Read(CancellationToken cancelled = default);

    /// <summary>
    /// Somebody is signing in: enters them, or what the identity provider says otherwise of them now. Asked by the platform alone, before
    /// a session begins; who has lost a role since has their other sessions ended.
    /// </summary>
    /// <returns>As they stand now. Who has left is not let in.</returns>
    [Alias("signed-in")]
    Task<Person> SignedIn(Arrival arrival);

    /// <summary>The same of many who have not signed in yet: an invented region's. Who is there already stays as they are.</summary>
    [Alias("enter")]
    Task Enter(IReadOnlyList<Arrival> arrivals);

    /// <summary>
    /// Puts a person's entry as it should be, or makes one. The same command again changes nothing. Who has lost a role by it, or left, is
    /// out of all their sessions.
    /// </summary>
    [Alias("change")]
    Task<PersonRuling> Change(Guid commandId, PersonChange change);
}

/// <summary>What became of a change.</summary>
/// <param name="Refusals">Empty where it was done.</param>
/// <param name="Person">As they stand now; null where it was refused.</param>
public sealed record PersonRuling(IReadOnlyList<Refusal> Refusals, Person? Person)
{
    public static PersonRuling Refused(params IReadOnlyList<Refusal> refusals) => new(refusals, null);
}

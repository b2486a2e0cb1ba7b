using Orleans.Concurrency;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Grains.Authorities;

/// <summary>One council: the register of its children. Key: <see cref="AuthorityKey"/>.</summary>
[Alias("permanence.authority")]
[GrainInterfaceType("permanence.authority")]
public interface IAuthorityGrain : IGrainWithStringKey
{
    /// <summary>
    /// Notes that a child's record is about to be opened. Where the council knows the child by an id in letters of another case, it notes
    /// nothing and answers with that id; else with null. Safe to repeat.
    /// </summary>
    [Alias("enter")]
    Task<string?> Enter(string child);

    /// <summary>Notes it of many children at once, as an import knows them, save those known in other letters. Safe to repeat.</summary>
    [Alias("register-many")]
    Task Register(IReadOnlyList<string> children);

    /// <summary>The record of a child who was registered is open. Safe to repeat.</summary>
    [AlwaysInterleave]
    [Alias("opened")]
    Task Opened(string child);

    /// <summary>The ids of the children who have a record, in the order they became known.</summary>
    [AlwaysInterleave]
    [Alias("children")]
    Task<IReadOnlyList<string>> Children(CancellationToken cancelled = default);

    /// <summary>Enters an import in the list of imports. Safe to repeat.</summary>
    [Alias("register-import")]
    Task RegisterImport(string import);

    /// <summary>The ids of its imports, the latest first, as many as are kept.</summary>
    [AlwaysInterleave]
    [Alias("imports")]
    Task<IReadOnlyList<string>> Imports(CancellationToken cancelled = default);

    /// <summary>What the record says of each child.</summary>
    [AlwaysInterleave]
    [Alias("summaries")]
    Task<Summaries> Summaries(AsOf asOf, CancellationToken cancelled = default);
}

/// <param name="Children">By the child's id; without those of whom nothing was known that day.</param>
/// <param name="Missing">The ids of children whose record could not be read.</param>
public sealed record Summaries(IReadOnlyList<ChildSummary> Children, IReadOnlyList<string> Missing);

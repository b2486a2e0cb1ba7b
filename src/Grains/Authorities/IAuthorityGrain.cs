using Orleans.Concurrency;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Grains.Authorities;

/// <summary>One council: the register of its children. Key: <see cref="GrainKeys.Authority"/>.</summary>
[Alias("permanence.authority")]
public interface IAuthorityGrain : IGrainWithStringKey
{
    /// <summary>Enters a child in the register. Safe to repeat.</summary>
    [Alias("register")]
    Task Register(string child);

    /// <summary>Enters many children at once, as an import knows them. Safe to repeat.</summary>
    [Alias("register-many")]
    Task Register(IReadOnlyList<string> children);

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

    /// <summary>What the record says of each child; children without a record are left out.</summary>
    [AlwaysInterleave]
    [Alias("summaries")]
    Task<IReadOnlyList<ChildSummary>> Summaries(AsOf asOf, CancellationToken cancelled = default);
}

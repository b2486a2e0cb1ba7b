using NodaTime;
using Orleans.Concurrency;
using Permanence.Domain.Tracking;

namespace Permanence.Grains.Authorities;

/// <summary>One council: the register of its children. Key: <see cref="GrainKeys.Authority"/>.</summary>
public interface IAuthorityGrain : IGrainWithStringKey
{
    /// <summary>Enters a child in the register. Safe to repeat.</summary>
    Task Register(string child);

    [ReadOnly]
    Task<IReadOnlyList<string>> Children();

    [ReadOnly]
    Task<IReadOnlyList<ChildSummary>> Summaries(LocalDate? on);
}

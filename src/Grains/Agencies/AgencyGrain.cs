using NodaTime;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Agencies;

/// <summary>Keeps nothing: what an agency may see stands on its councils' boards, and is asked of each of them once.</summary>
[GrainType("agency")]
public sealed class AgencyGrain(PolicySource policies, IClock clock) : Grain, IAgencyGrain
{
    public async Task<AgencyBoard> Board(CancellationToken cancelled)
    {
        var agency = GrainKeys.Parse<AgencyKey>(this.GetPrimaryKeyString()).Agency;
        var serves = policies.Library.Agency(agency)?.Serves ?? [];
        var boards = await Task.WhenAll(
            serves.Select(authority => GrainFactory.GetGrain<ITrackerBoardGrain>(new AuthorityKey(authority)).Read(AsOf.Now, cancelled))
        );
        return AgencyBoards.Of(agency, boards, clock.GetCurrentInstant(), clock.Today());
    }
}

using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages.Practice;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>A page drawn from what is counted in one council now.</summary>
[ResponseCache(NoStore = true)]
public abstract class ListsPage(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IBoards boards
) : PracticePage(councils, access, clock, policies)
{
    public IReadOnlyList<ListGroup> Groups { get; private set; } = [];

    public Board Board { get; private set; } = null!;

    /// <summary>Children who could not be asked just now: the numbers may be short by so many.</summary>
    public int Unreachable { get; private set; }

    /// <summary>From grains that each ask their children a bounded number at a time.</summary>
    protected async Task Count()
    {
        var key = new AuthorityKey(Authority);
        var board = boards.Read(Authority, HttpContext.RequestAborted);
        var counted = grains.GetGrain<IClauseReachGrain>(key).Counted(AsOf.Now, HttpContext.RequestAborted);
        var summaries = grains.GetGrain<IAuthorityGrain>(key).Summaries(AsOf.Now, HttpContext.RequestAborted);
        Board = await board;
        Unreachable = Math.Max((await counted).Unreachable, (await summaries).Missing.Count);
        Groups = CouncilLists.Of(new ListFacts(Pack, Board, await counted, (await summaries).Children, Council.Speech));
    }
}

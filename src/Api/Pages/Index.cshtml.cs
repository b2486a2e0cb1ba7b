using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages.Boards;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages;

/// <summary>
/// Where somebody's work is. Who works for one council never chooses one, and who works for an agency goes to its board; only for the
/// others it is a page: the councils they may see, with how many children of each need attention.
/// </summary>
public sealed class IndexModel(ICouncils councils, IAccess access, IBoards boards, PolicySource policies, ILogger<IndexModel> log)
    : PageModel
{
    public IReadOnlyList<Card> Councils { get; private set; } = [];

    public IReadOnlyList<AgencyProfile> Agencies { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Agencies = [.. policies.Library.Agencies.Where(agency => access.MayReadAgency(User, agency.Id))];
        var own = councils.All.Where(council => access.MayRead(User, council.Id)).ToList();
        if (own.Count == 0 && Agencies is [var agency])
            return Redirect(Links.Agency(agency.Id));
        if (own is [var only] && Agencies.Count == 0)
            return Redirect((await Board(only) is { } board ? Theirs(board.Rows, User) : new BoardQuery()).Url(only.Id));
        Councils = await Task.WhenAll(own.Select(async council => new Card(council, (await Board(council))?.Rows)));
        return Page();
    }

    /// <summary>The children somebody works with, or those of their team; everybody in care where the board knows of neither.</summary>
    internal static BoardQuery Theirs(IReadOnlyList<TrackerRow> rows, ClaimsPrincipal user)
    {
        var inCare = rows.Where(row => row.Standing == Standing.LookedAfter).ToList();
        if (Visitor.From(user) is { Name: var name })
        {
            if (inCare.Exists(row => Is(row.SocialWorker, name)))
                return new BoardQuery().With("worker", name);
            if (inCare.Exists(row => Is(row.ReviewingOfficer, name)))
                return new BoardQuery().With("reviewing-officer", name);
        }

        return user.FindFirstValue(Scope.TeamClaim) is { } team && inCare.Exists(row => Is(row.Team, team))
            ? new BoardQuery().With("team", team)
            : new BoardQuery();

        static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<Board?> Board(Council council)
    {
        try
        {
            return await boards.Read(council.Id, HttpContext.RequestAborted);
        }
        catch (Exception fault) when (fault is TimeoutException or Orleans.Runtime.OrleansException)
        {
            // One council's board that does not answer must not hide the others.
            log.LogWarning(fault, "The board of {Authority} did not answer.", council.Id);
            return null;
        }
    }

    /// <summary>A council, and its children in care by what its board says of them first; null where the board did not answer.</summary>
    public sealed class Card(Council council, IReadOnlyList<TrackerRow>? rows)
    {
        public Council Council => council;

        public int? InCare { get; } = rows?.Count(row => row.Standing == Standing.LookedAfter);

        /// <summary>Of them; each opens the children it counts.</summary>
        public IReadOnlyList<CountTile> Tiles { get; } =
            rows is null
                ? []
                :
                [
                    .. BoardViews
                        .Tiles(
                            [.. rows.Where(row => row.Standing == Standing.LookedAfter)],
                            null,
                            status => new BoardQuery { Status = status }.Url(council.Id)
                        )
                        .Where(tile => !tile.Current),
                ];
    }
}

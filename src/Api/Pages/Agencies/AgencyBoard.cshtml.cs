using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Agencies;

/// <summary>
/// A regional adoption agency's own board: the children of its councils whom it may see, and of each only the row. Somebody of another
/// agency, or of a council, gets the same answer whether or not there is such an agency.
/// </summary>
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class AgencyBoardModel(ICouncils councils, IAccess access, IBoards boards, PolicySource policies, SearchWords words)
    : PageModel
{
    public AgencyBoardView Board { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string agency) => await Read(agency) ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>What was searched for leads to the address in which it is sealed, as on a council's board.</summary>
    public async Task<IActionResult> OnPostAsync(string agency)
    {
        if (!access.MayReadAgency(User, agency))
            return StatusCode(StatusCodes.Status403Forbidden);
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        return Redirect(AgencyQuery.Read(new QueryCollection(form.ToDictionary())).Url(Links.Agency(agency), words));
    }

    /// <summary>The live part alone, for a page that is already open and not connected.</summary>
    public async Task<IActionResult> OnGetRowsAsync(string agency) =>
        await Read(agency) ? Partial("Agencies/_Board", Board) : StatusCode(StatusCodes.Status403Forbidden);

    private async Task<bool> Read(string agency)
    {
        if (!access.MayReadAgency(User, agency) || policies.Library.Agency(agency) is not { } profile)
            return false;
        Board = AgencyBoardView.Of(
            profile,
            await boards.ReadAgency(agency, HttpContext.RequestAborted),
            AgencyQuery.Read(Request.Query, words),
            councils
        );
        HttpContext.Saw(Board.Table.Rows.Select(row => row.Child.Split('/')[0]));
        return true;
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages;

/// <summary>
/// The councils somebody may see, with how many children of each need attention. Who works for an agency goes to its board.
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
        if (own.Count == 0 && Agencies is [var only])
            return Redirect(Links.Agency(only.Id));
        Councils = await Task.WhenAll(own.Select(Read));
        return Page();
    }

    private async Task<Card> Read(Council council)
    {
        try
        {
            var counts = (await boards.Read(council.Id, HttpContext.RequestAborted)).Counts;
            return new Card(
                council.Id,
                council.Name,
                council.AgencyName,
                counts.Children,
                counts.Red,
                counts.Amber,
                counts.Green,
                counts.Grey,
                false
            );
        }
        catch (Exception fault) when (fault is TimeoutException or Orleans.Runtime.OrleansException)
        {
            // One council's board that does not answer must not hide the others.
            log.LogWarning(fault, "The board of {Authority} did not answer.", council.Id);
            return new Card(council.Id, council.Name, council.AgencyName, 0, 0, 0, 0, 0, true);
        }
    }

    /// <summary>Children by where they stand.</summary>
    public sealed record Card(
        string Id,
        string Name,
        string? Agency,
        int Children,
        int Overdue,
        int DueSoon,
        int OnTrack,
        int NotInCare,
        bool Unavailable
    );
}

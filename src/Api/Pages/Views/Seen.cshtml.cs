using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains.Views;

namespace Permanence.Api.Pages.Views;

/// <summary>Who looked at any child or list of the council, for information governance.</summary>
public sealed class SeenModel(ICouncils councils, IAccess access, IClock clock, IViewLog log, IPeople people)
    : SeenPage(councils, access, clock, log, people)
{
    private readonly IAccess access = access;

    /// <summary>The id of one child; null for all.</summary>
    public string? Child { get; private set; }

    public override string Address => Links.Seen(Authority);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!access.MayReadAllViews(User, Authority))
            return Forbidden();
        Child = Asked("child");
        await Read(Child);
        return Page();
    }
}

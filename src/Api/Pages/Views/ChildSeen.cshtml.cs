using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains;
using Permanence.Grains.Children;
using Permanence.Grains.Views;

namespace Permanence.Api.Pages.Views;

/// <summary>Who looked at one child's record, for the council's managers.</summary>
public sealed class ChildSeenModel(ICouncils councils, IAccess access, IClock clock, IViewLog log, IPeople people, IGrainFactory grains)
    : SeenPage(councils, access, clock, log, people)
{
    public string Child { get; private set; } = "";

    public string Name { get; private set; } = "";

    public override string Address => Links.ChildSeen(Authority, Child);

    public async Task<IActionResult> OnGetAsync(string child)
    {
        if (!MayReadViews)
            return Forbidden();
        if (await grains.GetGrain<IChildGrain>(new ChildKey(Authority, child)).Who(HttpContext.RequestAborted) is not { } who)
            return NotFound();
        Child = child;
        Name = who.Name ?? $"Child {child}";
        await Read(child);
        return Page();
    }
}

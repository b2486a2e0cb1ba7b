using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>One form of a council, empty.</summary>
public sealed class CouncilFormModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies) : PracticePage(councils, access, clock, policies)
{
    public FormView View { get; private set; } = null!;

    public IActionResult OnGet(string form)
    {
        if (Reference.Form(form) is not { } found)
            return NotFound();
        View = FormViews.Of(found, Reference, Council.Speech, null);
        return Page();
    }
}

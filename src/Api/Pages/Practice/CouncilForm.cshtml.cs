using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>One form of a council, empty.</summary>
public sealed class CouncilFormModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies)
{
    public FormView View { get; private set; } = null!;

    public IActionResult OnGet(string form)
    {
        if (Reference.Form(form) is not { } found)
            return NotFound();
        if (found.Kind == FormKind.List)
            return Redirect(FormViews.UrlOf(Authority, found));
        View = FormViews.Of(found, Reference, Council.Speech, null);
        return Page();
    }
}

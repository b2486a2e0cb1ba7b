using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>Which of the council's forms can be filled in for one child.</summary>
public sealed class ChildFormsModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : ChildPracticePage(councils, access, clock, policies, grains, people)
{
    public IReadOnlyList<IGrouping<FormKind, PolicyForm>> Kinds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Find())
            return NotFound();
        Kinds =
        [
            .. Reference
                .Forms.Where(form => form.Kind is not (FormKind.Guide or FormKind.List))
                .GroupBy(form => form.Kind)
                .OrderBy(kind => kind.Key),
        ];
        return Page();
    }
}

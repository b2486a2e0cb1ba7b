using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>Takes a row off a list without taking it out of the history.</summary>
public sealed class RemoveRowModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains)
    : RowPage(councils, access, clock, policies, grains)
{
    public async Task<IActionResult> OnGetAsync() => await OpenRow() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OpenRow() is { } refused)
            return refused;
        KeepTyped();
        var ruling = await Grain.Remove(CommandId, RowId, Typed.GetValueOrDefault("reason", ""));
        return ruling.Entry is { } entry ? Done(entry) : Refused(ruling);
    }
}

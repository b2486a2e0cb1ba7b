using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>Puts a row on a list.</summary>
public sealed class AddRowModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains)
    : RowPage(councils, access, clock, policies, grains)
{
    /// <param name="sheet">The sheet that it was asked for from.</param>
    public async Task<IActionResult> OnGetAsync(string? sheet)
    {
        if (await OpenToChange() is { } refused)
            return refused;
        Typed = RowForm.Typed(
            Form,
            sheet is not null && Form.Grouping is { } grouping && grouping.Values.Contains(sheet)
                ? new Dictionary<string, string> { [grouping.Id] = sheet }
                : []
        );
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OpenToChange() is { } refused)
            return refused;
        if (TypedValues() is not { } values)
            return Invalid();
        var ruling = await Grain.Add(CommandId, values);
        return ruling.Entry is { } entry ? Done(entry) : Refused(ruling);
    }
}

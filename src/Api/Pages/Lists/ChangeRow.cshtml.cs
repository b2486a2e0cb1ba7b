using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>Puts other values in a row. What somebody else put there meanwhile is shown before it can be overwritten.</summary>
public sealed class ChangeRowModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : RowPage(councils, access, clock, policies, grains)
{
    /// <summary>The version of the row that is on the screen, sent with the form.</summary>
    [BindProperty(Name = "version")]
    public int Version { get; set; }

    /// <summary>What stands in the row where somebody else changed it meanwhile.</summary>
    public IReadOnlyList<(string Label, string Value)> Meanwhile { get; private set; } = [];

    public string ChangedBy => people.Name(Row.Entries[^1].Recorded.By);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await OpenRow() is { } refused)
            return refused;
        Version = Row.Version;
        Typed = RowForm.Typed(Form, Row.Values);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OpenRow() is { } refused)
            return refused;
        if (TypedValues() is not { } values)
            return Invalid();
        var ruling = await Grain.Change(CommandId, RowId, Version, values);
        if (ruling.Entry is { } entry)
            return Done(entry);
        if (ruling.Refusals[0].Code != RefusalCodes.ChangedMeanwhile)
            return Refused(ruling);

        // As it is now: what was typed is sent again only by somebody who has seen that. The boxes keep what was typed.
        if (await OpenRow() is { } gone)
            return gone;
        Version = Row.Version;
        Meanwhile = [.. Form.Fields.Select(field => (field.Label, KeptListView.Words(field, Row.Values.GetValueOrDefault(field.Id))))];
        Faults = [new FieldFault("meanwhile", $"{ChangedBy} changed this row while you were typing. Nothing of yours is saved yet.")];
        return Invalid(StatusCodes.Status409Conflict);
    }
}

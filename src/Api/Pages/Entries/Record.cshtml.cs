using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Records;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Entries;

/// <summary>Records one event of a chosen kind.</summary>
public sealed class RecordModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains, PolicySource policies) : EntryPage(councils, access, clock, grains)
{
    public EntryForm Form { get; private set; } = null!;

    /// <summary>Whether the form began with what the page before it knew.</summary>
    public bool Begun { get; private set; }

    public async Task<IActionResult> OnGetAsync(string type)
    {
        if (await OpenForm(type) is { } refused)
            return refused;
        Typed = Form.Begin(name => Request.Query[name] is [{ } value] ? value : null);
        Begun = Typed.Count > 0;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string type)
    {
        if (await OpenForm(type) is { } refused)
            return refused;
        KeepTyped();
        (var happened, Faults) = Form.Read(Typed);
        if (happened is null)
            return Invalid();
        var ruling = await Grain.Record(CommandId, [happened]);
        if (ruling.Allowed)
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[0].Id ?? "")}"));
        CommandId = ruling.After(CommandId);
        Faults = Form.FaultsOf(ruling.Refusals);
        return Invalid();
    }

    private async Task<IActionResult?> OpenForm(string type)
    {
        if (EventVocabulary.Find(type) is not { Subject: not "Record" } specification)
            return NotFound();
        if (await Open() is { } refused)
            return refused;
        Form = new EntryForm(specification, CaseFile, Council.Speech, RecordChoices.Of(policies, Council, Today));
        return null;
    }

    private PageResult Invalid()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

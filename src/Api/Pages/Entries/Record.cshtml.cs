using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Records;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Entries;

/// <summary>Records one event of a chosen kind.</summary>
public sealed class RecordModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains, PolicySource policies)
    : EntryPage(councils, access, clock, grains)
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

    /// <summary>
    /// The same, from one of the council's forms: what is answered there is sent, and stands in the entry before anybody records it.
    /// </summary>
    /// <param name="form">The form it comes from.</param>
    /// <param name="leads">Which of the events that the form leads to, from 0.</param>
    public async Task<IActionResult> OnPostBeginAsync(string type, [FromQuery] string form, [FromQuery] int leads)
    {
        if (await OpenForm(type) is { } refused)
            return refused;
        if (
            policies.Library.For(Authority)!.InForceOn(Today).Reference.Form(form) is not { } from
            || from.LeadsTo.ElementAtOrDefault(leads) is not { } next
            || next.Type != type
        )
            return NotFound();
        Typed = Form.Begin(next, from, Child, Request.Typed());
        Begun = true;
        // It is another command than that of the form's own page.
        CommandId = Guid.NewGuid();
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
            return Redirect(
                string.Create(CultureInfo.InvariantCulture, $"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[0].Id ?? "")}")
            );
        CommandId = ruling.After(CommandId);
        Faults = Form.FaultsOf(ruling.Refusals);
        return Invalid();
    }

    private async Task<IActionResult?> OpenForm(string type)
    {
        if (EventVocabulary.Find(type) is not { By: RecordedBy.People } specification)
            return NotFound();
        if (await Open() is { } refused)
            return refused;
        if (WhyNotRecord(type) is { } theirs)
            return NotYourAct(theirs);
        Form = new EntryForm(specification, CaseFile, Council.Speech, await Choices(policies, specification));
        return null;
    }

    private PageResult Invalid()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

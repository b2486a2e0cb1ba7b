using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Entries;

/// <summary>Takes an entry out of the record without taking it out of the history.</summary>
public sealed class WithdrawModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains)
    : EntryPage(councils, access, clock, grains)
{
    public CareEvent Entry { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string entry) => await OpenEntry(entry) ?? Page();

    public async Task<IActionResult> OnPostAsync(string entry)
    {
        if (await OpenEntry(entry) is { } refused)
            return refused;
        KeepTyped();
        var reason = Typed.GetValueOrDefault("reason", "").Trim();
        Faults = [.. CorrectModel.ReasonFaults(reason)];
        if (Faults.Count == 0)
        {
            var ruling = await Grain.Record(
                CommandId,
                [
                    new CareEvent
                    {
                        Type = EventTypes.EventWithdrawn,
                        On = Today,
                        Fields = EventFields.Of([new("event", entry), new("reason", reason)]),
                    },
                ]
            );
            if (ruling.Allowed)
                return Redirect($"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[0].Id ?? "")}");
            CommandId = ruling.After(CommandId);
            Faults = [.. ruling.Refusals.Select(refusal => new FieldFault(null, refusal.Sentence))];
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult?> OpenEntry(string entry)
    {
        if (await Open() is { } refused)
            return refused;
        if (Kept(entry) is not { MayBeWithdrawn: true, Standing: { } standing } kept)
            return NotFound();
        if (WhyNotPutRight(kept) is { } theirs)
            return NotYourAct(theirs);
        Entry = standing;
        return null;
    }
}

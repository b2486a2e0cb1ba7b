using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Records;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Entries;

/// <summary>Puts an entry right: a new entry that says what it should have been, and why.</summary>
public sealed class CorrectModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains, PolicySource policies)
    : EntryPage(councils, access, clock, grains)
{
    private const int LongestReason = 1000;

    public EntryForm Form { get; private set; } = null!;

    /// <summary>The entry as it stands now.</summary>
    public CareEvent Entry { get; private set; } = null!;

    public IReadOnlyList<Compared>? Comparison { get; private set; }

    public sealed record Compared(string Label, string Before, string After)
    {
        public bool Changed => Before != After;
    }

    public async Task<IActionResult> OnGetAsync(string entry)
    {
        if (await OpenEntry(entry) is { } refused)
            return refused;
        Typed = Form.TypedOf(Entry);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string entry, string? step)
    {
        if (await OpenEntry(entry) is { } refused)
            return refused;
        KeepTyped();
        if (step == "change")
            return Page();
        var (replacement, faults) = Form.Read(Typed, Entry);
        var reason = Typed.GetValueOrDefault("reason", "").Trim();
        Faults = [.. faults, .. ReasonFaults(reason)];
        if (Faults.Count == 0 && Same(replacement!))
            Faults = [new FieldFault("on", "Nothing has been changed yet.")];
        if (Faults.Count > 0 || replacement is null)
            return Invalid();
        if (step != "record")
        {
            Comparison = Compare(replacement);
            return Page();
        }

        var ruling = await Grain.Record(
            CommandId,
            [
                new CareEvent
                {
                    Type = EventTypes.EventCorrected,
                    On = Today,
                    Fields = EventFields.Of([new("event", entry), new("with", replacement), new("reason", reason)]),
                },
            ]
        );
        if (ruling.Allowed)
            return Redirect($"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[0].Id ?? "")}");
        CommandId = ruling.After(CommandId);
        Faults = Form.FaultsOf(ruling.Refusals);
        return Invalid();
    }

    private async Task<IActionResult?> OpenEntry(string entry)
    {
        if (await Open() is { } refused)
            return refused;
        if (Kept(entry) is not { MayBeCorrected: true, Standing: { } standing } kept)
            return NotFound();
        if (WhyNotPutRight(kept) is { } theirs)
            return NotYourAct(theirs);
        var type = EventVocabulary.Find(standing.Type)!;
        (Entry, Form) = (standing, new EntryForm(type, CaseFile, Council.Speech, await Choices(policies, type)));
        return null;
    }

    internal static IEnumerable<FieldFault> ReasonFaults(string reason)
    {
        if (reason.Length == 0)
            yield return new("reason", "Say why this is being changed.");
        else if (reason.Length > LongestReason)
            yield return new("reason", "The reason must be 1,000 characters or fewer.");
    }

    // What a newer program stored and this one does not know stays with the entry whatever its correction says.
    private bool Same(CareEvent replacement) => replacement.Over(Entry) == Entry;

    private List<Compared> Compare(CareEvent replacement)
    {
        var before = Council.Speech.AllFacts(Entry, Find);
        return
        [
            .. Council
                .Speech.AllFacts(replacement, Find)
                .Select((fact, index) => new Compared(fact.Label, before[index].Value, fact.Value)),
        ];
    }

    private PageResult Invalid()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Entries;
using Permanence.Domain.Returns;

namespace Permanence.Api.Pages.Imports;

/// <summary>
/// Where a return and a person disagree about one child: both sides, and a person decides. Each conflict is decided once.
/// </summary>
public sealed class HeldModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains)
    : EntryPage(councils, access, clock, grains)
{
    public IReadOnlyList<HeldFact> Conflicts { get; private set; } = [];

    /// <summary>The conflict whose form was sent and came back.</summary>
    public string? Sent { get; private set; }

    /// <summary>One field as both sides have it.</summary>
    public sealed record Side(string Label, string Recorded, string Returned)
    {
        /// <summary>Whether they contradict each other: what only one side says, it adds.</summary>
        public bool Differs =>
            Recorded != Returned && Recorded is not ("Not recorded" or "None") && Returned is not ("Not recorded" or "None" or "Not known");
    }

    public static string Anchor(int index) => index == 0 ? "reason" : $"reason-{index + 1}";

    public IReadOnlyList<Side> Sides(HeldFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Returned is not { } returned)
            return [new(fact.Label, Detail(fact.Label, fact.RecordedText), Detail(fact.Label, fact.ReturnedText))];
        var theirs = Council.Speech.AllFacts(returned, Find);
        var ours = fact.Recorded is { } recorded ? Council.Speech.AllFacts(recorded, Find) : null;
        return
        [
            .. theirs
                .Select((said, index) => new Side(said.Label, ours?[index].Value ?? "Withdrawn", said.Value))
                .Where(side => side is not { Recorded: "Not recorded" or "None", Returned: "Not recorded" or "None" }),
        ];
    }

    private string Detail(string label, string? said) =>
        label switch
        {
            _ when said is null => "",
            "Sex" => Council.Codes.Said(CodeSets.Sexes, said),
            "Ethnicity" => Council.Codes.Said(CodeSets.Ethnicities, said),
            "Pupil number" => Council.Codes.Said(CodeSets.NoPupilNumber, said),
            _ => said,
        };

    public async Task<IActionResult> OnGetAsync() => await OpenHeld() ?? Page();

    public async Task<IActionResult> OnPostAsync(string fact, string decision)
    {
        if (await OpenHeld() is { } refused)
            return refused;
        KeepTyped();
        if (decision is not ("keep" or "take"))
            return BadRequest();
        Sent = fact;
        var ruling = await Grain.DecideHeld(CommandId, fact, decision == "take", Typed.GetValueOrDefault("reason", ""));
        if (ruling.Allowed)
            return Redirect($"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[^1].Id ?? "")}");
        CommandId = ruling.After(CommandId);
        var index = Conflicts.ToList().FindIndex(conflict => conflict.Key == fact);
        Faults =
        [
            .. ruling.Refusals.Select(refusal => new FieldFault(
                refusal.Field == "reason" && index >= 0 ? Anchor(index) : null,
                refusal.Sentence
            )),
        ];
        Response.StatusCode = index < 0 ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult?> OpenHeld()
    {
        if (await Open() is { } refused)
            return refused;
        Conflicts = await Grain.Held();
        return null;
    }
}

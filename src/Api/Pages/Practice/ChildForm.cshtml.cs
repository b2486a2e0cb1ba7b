using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Entries;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>
/// One of the council's forms for one child. A checklist's answers are kept on the record; any other form is a working document, and what is
/// recorded afterwards is what counts.
/// </summary>
public sealed class ChildFormModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains, IPeople people)
    : ChildPracticePage(councils, access, clock, policies, grains, people)
{
    /// <summary>Made when the form is first shown and sent with it: sending it twice records once.</summary>
    [BindProperty(Name = "commandId")]
    public Guid CommandId { get; set; } = Guid.NewGuid();

    public FormView View { get; private set; } = null!;

    public RecordAnswers Record { get; private set; } = null!;

    /// <summary>Where to record what the form leads to.</summary>
    public IReadOnlyList<(string Words, string Url)> Next { get; private set; } = [];

    public TableTally? Tally { get; private set; }

    /// <summary>The day it was last completed, where it is kept.</summary>
    public CareEvent? LastCompleted { get; private set; }

    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldFault> Faults { get; private set; } = [];

    public bool MaySave => MayRecord && FormEvents.IsKept(View.Form);

    public async Task<IActionResult> OnGetAsync(string form)
    {
        if (!await OpenForm(form))
            return NotFound();
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        DateBoxes.Write(typed, "on", Today);
        Typed = typed;
        return Page();
    }

    public async Task<IActionResult> OnPostTallyAsync(string form)
    {
        if (!await OpenForm(form) || View.Form.Kind != FormKind.Table)
            return NotFound();
        KeepTyped();
        Tally = FormAnswers.Tally(View, Typed);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string form)
    {
        if (!await OpenForm(form))
            return NotFound();
        if (!MaySave)
            return Forbidden();
        KeepTyped();
        var (answers, faults) = FormAnswers.Read(View, Typed);
        var (on, wrong) = DateBoxes.Read(Typed, "on", "Date it was completed");
        Faults = [.. faults, .. wrong is not null ? [new FieldFault("on", wrong)] : on is null ? [new FieldFault("on", "Enter the date it was completed.")] : Array.Empty<FieldFault>()];
        if (Faults.Count > 0 || on is null)
            return Invalid();
        var ruling = await Grain.Record(CommandId, [new CareEvent
        {
            Type = "checklist-completed", On = on.Value, Fields = EventFields.Of([new("checklist", form), new("answers", answers)])
        }]);
        if (ruling.Allowed)
            return Redirect($"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[0].Id ?? "")}");
        CommandId = ruling.After(CommandId);
        Faults = [.. ruling.Refusals.Select(refusal => new FieldFault(refusal.Field?.EndsWith(".on", StringComparison.Ordinal) == true ? "on" : null, refusal.Sentence))];
        return Invalid();
    }

    private async Task<bool> OpenForm(string id)
    {
        if (Reference.Form(id) is not { Kind: not FormKind.List } form || !await Find() || await Answers() is not { } answers)
            return false;
        Record = answers;
        View = FormViews.Of(form, Reference, Council.Speech, answers);
        if (MayRecord)
            Next = [.. FormEvents.Of(Pack, form).Select(next => (Words(next), EntryForm.UrlOf(ChildUrl, next.Type, next.Fields)))];
        LastCompleted = Timeline.Of(CaseFile).Events.LastOrDefault(one => one.Type == "checklist-completed" && one.Text("checklist") == id);
        return true;
    }

    private string Words(FormEvent next)
    {
        var title = Council.Speech.Title(new CareEvent { Type = next.Type, On = Today, Fields = EventFields.Of(next.Fields.Select(field => KeyValuePair.Create(field.Key, (object)field.Value))) });
        return next.Fields.Count == 0 ? title : next.Type switch
        {
            "referred" => $"{title} to {Council.Speech.Name(next.Fields[0].Value)}",
            "document-sent" => $"{title}: {View.Form.Title}",
            "plan-set" => $"{title}: {Council.Speech.NameInSentence(next.Fields[0].Value)}",
            _ => title
        };
    }

    private void KeepTyped() => Typed = Request.Form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
        .ToDictionary(field => field.Key, field => string.Join('\n', field.Value.OfType<string>()), StringComparer.Ordinal);

    private PageResult Invalid()
    {
        if (View.Form.Kind == FormKind.Table)
            Tally = FormAnswers.Tally(View, Typed);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

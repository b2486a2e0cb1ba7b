using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Entries;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>Where to record what a form leads to.</summary>
/// <param name="Takes">Whether the entry begins with answers of the form, so that they have to be sent with it.</param>
public sealed record FormNext(string Words, string Url, bool Takes);

/// <summary>
/// One of the council's forms for one child. A checklist's answers are kept on the record; any other form is a working document, and what
/// is recorded afterwards is what counts.
/// </summary>
public sealed class ChildFormModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : ChildPracticePage(councils, access, clock, policies, grains, people)
{
    /// <summary>Made when the form is first shown and sent with it: sending it twice records once.</summary>
    [BindProperty(Name = "commandId")]
    public Guid CommandId { get; set; } = Guid.NewGuid();

    public FormView View { get; private set; } = null!;

    public RecordAnswers Record { get; private set; } = null!;

    /// <summary>Where to record what the form leads to, as far as it is for this person to record.</summary>
    public IReadOnlyList<FormNext> Next { get; private set; } = [];

    public TableTally? Tally { get; private set; }

    /// <summary>The day it was last completed, where it is kept.</summary>
    public CareEvent? LastCompleted { get; private set; }

    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldFault> Faults { get; private set; } = [];

    public bool MaySave => MayRecord && View.Form.IsKept && WhyNotRecord(EventTypes.ChecklistCompleted) is null;

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
        Typed = Request.Typed();
        Tally = FormAnswers.Tally(View.Form, new TypedAnswers(Typed));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string form)
    {
        if (!await OpenForm(form))
            return NotFound();
        if (!MaySave)
            return Forbidden();
        Typed = Request.Typed();
        var read = new TypedAnswers(Typed);
        var answers = FormAnswers.Read(View, Record, read);
        var on = read.Date("on", "Date it was completed", "Enter the date it was completed.");
        Faults = read.Faults;
        if (Faults.Count > 0 || on is null)
            return Invalid();
        var ruling = await Grain.Record(
            CommandId,
            [
                new CareEvent
                {
                    Type = EventTypes.ChecklistCompleted,
                    On = on.Value,
                    Fields = EventFields.Of([new("checklist", form), new("answers", answers)]),
                },
            ]
        );
        if (ruling.Allowed)
            return Redirect($"{ChildUrl}?recorded={Uri.EscapeDataString(ruling.Recorded[0].Id ?? "")}");
        CommandId = ruling.After(CommandId);
        Faults =
        [
            .. ruling.Refusals.Select(refusal => new FieldFault(
                refusal.Field?.EndsWith(".on", StringComparison.Ordinal) == true ? "on" : null,
                refusal.Sentence
            )),
        ];
        return Invalid();
    }

    private async Task<bool> OpenForm(string id)
    {
        if (Reference.Form(id) is not { Kind: not FormKind.List } form || !await Find() || await Answers() is not { } answers)
            return false;
        Record = answers;
        View = FormViews.Of(form, Reference, Council.Speech, answers);
        if (MayRecord)
            Next =
            [
                .. form
                    .LeadsTo.Index()
                    .Where(one => WhyNotRecord(one.Item.Type) is null)
                    .Select(one =>
                        one.Item.Takes.Count == 0
                            ? new FormNext(Words(one.Item), EntryForm.UrlOf(ChildUrl, one.Item.Type, one.Item.Fields), false)
                            : new FormNext(
                                Words(one.Item),
                                $"{ChildUrl}/record/{one.Item.Type}?handler=Begin&form={Uri.EscapeDataString(form.Id)}&leads={one.Index}",
                                true
                            )
                    ),
            ];
        LastCompleted = History.Practice.Checklist(id);
        return true;
    }

    private string Words(FormEvent next)
    {
        var title = Council.Speech.Title(
            new CareEvent
            {
                Type = next.Type,
                On = Today,
                Fields = EventFields.Of(next.Fields.Select(field => KeyValuePair.Create(field.Key, (object)field.Value))),
            }
        );
        return next.Fields.Count == 0
            ? title
            : next.Type switch
            {
                EventTypes.Referred => $"{title} to {Council.Speech.Name(next.Fields[0].Value)}",
                EventTypes.DocumentSent => $"{title}: {View.Form.Title}",
                EventTypes.PlanSet => $"{title}: {Council.Speech.NameInSentence(next.Fields[0].Value)}",
                _ => title,
            };
    }

    private PageResult Invalid()
    {
        if (View.Form.Kind == FormKind.Table)
            Tally = FormAnswers.Tally(View.Form, new TypedAnswers(Typed));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

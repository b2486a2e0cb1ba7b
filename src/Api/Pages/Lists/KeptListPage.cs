using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Practice;
using Permanence.Domain.Lists;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains;
using Permanence.Grains.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>A page about one list that the council keeps.</summary>
[ResponseCache(NoStore = true)]
public abstract class KeptListPage(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains)
    : PracticePage(councils, access, clock, policies)
{
    [FromRoute(Name = "list")]
    public string ListId { get; set; } = "";

    public PolicyForm Form { get; private set; } = null!;

    public KeptList List { get; private set; } = KeptList.Empty;

    public string ListUrl => FormViews.UrlOf(Authority, Form);

    protected IKeptListGrain Grain => grains.GetGrain<IKeptListGrain>(new ListKey(Authority, ListId));

    /// <summary>Whether the council's policy has such a list today.</summary>
    protected async Task<bool> Open()
    {
        if (Reference.List(ListId) is not { } form)
            return false;
        Form = form;
        List = await Grain.Read(HttpContext.RequestAborted);
        return true;
    }
}

/// <summary>A page that changes a list.</summary>
public abstract class RowPage(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains)
    : KeptListPage(councils, access, clock, policies, grains)
{
    [FromRoute(Name = "row")]
    public string RowId { get; set; } = "";

    /// <summary>Made when the form is first shown and sent with it: sending it twice does it once.</summary>
    [BindProperty(Name = "commandId")]
    public Guid CommandId { get; set; } = Guid.NewGuid();

    /// <summary>The row that is changed or removed.</summary>
    public ListRow Row { get; private set; } = null!;

    public IReadOnlyList<FormFieldView> Fields => RowForm.Fields(Form, Reference, Council.Speech);

    public IReadOnlyDictionary<string, string> Typed { get; protected set; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldFault> Faults { get; protected set; } = [];

    public string RowUrl => $"{ListUrl}/rows/{Uri.EscapeDataString(RowId)}";

    /// <summary>Null where the list may be changed.</summary>
    protected async Task<IActionResult?> OpenToChange() =>
        !await Open() ? NotFound()
        : MayRecord ? null
        : Forbidden();

    /// <summary>The same for a row of it. One that was taken off the list has only its history.</summary>
    protected async Task<IActionResult?> OpenRow()
    {
        if (await OpenToChange() is { } refused)
            return refused;
        if (List.Row(RowId) is not { } row)
            return NotFound();
        Row = row;
        return row.Removed && HttpMethods.IsGet(Request.Method) ? Redirect(RowUrl) : null;
    }

    protected void KeepTyped() => Typed = Request.Typed();

    /// <summary>What was typed, as the row's values; null where a date of it cannot be read, with the faults at their inputs.</summary>
    protected Dictionary<string, string>? TypedValues()
    {
        KeepTyped();
        (var values, Faults) = RowForm.Read(Form, Typed);
        return Faults.Count > 0 ? null : values;
    }

    protected PageResult Refused(ListRuling ruling)
    {
        ArgumentNullException.ThrowIfNull(ruling);
        Faults = RowForm.FaultsOf(ruling.Refusals);
        return Invalid();
    }

    /// <summary>Back to the list, on the sheet where the row is now, saying what was done to it.</summary>
    protected RedirectResult Done(ListEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var sheet =
            Form.GroupedBy is { } grouping && entry.Kind != ListEntryKind.RowRemoved ? entry.Values.GetValueOrDefault(grouping, "") : null;
        var url = new KeptListQuery(sheet, null, false, 1).Url(ListUrl);
        return Redirect($"{url}{(sheet is null ? '?' : '&')}done={Uri.EscapeDataString(entry.Row)}");
    }

    protected PageResult Invalid(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }
}

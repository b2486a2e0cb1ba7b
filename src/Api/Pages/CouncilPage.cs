using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Domain;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages;

/// <summary>A page inside one council. Somebody who may not see the council gets the same answer whether or not it exists.</summary>
public abstract class CouncilPage(ICouncils councils, IAccess access, IClock clock) : PageModel
{
    [FromRoute(Name = "authority")]
    public string Authority { get; set; } = "";

    public Council Council { get; private set; } = null!;

    public bool MayRecord => access.MayRecord(User, Authority);

    public bool MayImport => access.MayImport(User, Authority);

    /// <summary>Whether this person reads who looked at a child's record.</summary>
    public bool MayReadViews => access.MayReadViews(User, Authority);

    public bool KeepsPeople => access.KeepsPeople(User, Authority);

    /// <summary>Why this person may record no entry of a type; null where they may.</summary>
    public string? WhyNotRecord(string type) => access.WhyNotRecord(User, Authority, type);

    /// <summary>Why this person may not put an entry right; null where they may.</summary>
    protected string? WhyNotPutRight(KeptEntry entry) => access.WhyNotPutRight(User, Authority, entry);

    /// <summary>Now, by the clock that everything here goes by.</summary>
    protected Instant Now => clock.GetCurrentInstant();

    /// <summary>Today in London.</summary>
    public LocalDate Today => LondonTime.DayOf(Now);

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Authority = (string?)context.RouteData.Values["authority"] ?? "";
        if (!access.MayRead(User, Authority) || councils.Find(Authority) is not { } council)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }

        Council = council;
        ViewData["Council"] = council;
        ViewData["MayImport"] = MayImport;
        ViewData["MayReadAllViews"] = access.MayReadAllViews(User, Authority);
        ViewData["KeepsPeople"] = KeepsPeople;
        ViewData["OfSeveral"] = councils.All.Count(one => access.MayRead(User, one.Id)) > 1;
    }

    protected StatusCodeResult Forbidden() => StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>Refused, with whose act it is.</summary>
    protected StatusCodeResult NotYourAct(string why)
    {
        HttpContext.Items[RefusedModel.Why] = why;
        HttpContext.Items[Problem.CodeItem] = RefusalCodes.NotYourAct.Name;
        return Forbidden();
    }
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Imports;

namespace Permanence.Api.Pages.Imports;

/// <summary>One import: its progress, what it would do, what it found; confirm and undo.</summary>
[ResponseCache(NoStore = true)]
public sealed class ImportModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains, IPeople people)
    : CouncilPage(councils, access, clock)
{
    private const int FindingsACall = 2_000;

    public ImportView View { get; private set; } = null!;

    public IReadOnlyList<FieldFault> Faults { get; private set; } = [];

    /// <summary>Whether this person may give the children what no return carries.</summary>
    public bool MayName => WhyNotRecord(EventTypes.DetailsChanged) is null && WhyNotRecord(EventTypes.OfficerAllocated) is null;

    public async Task<IActionResult> OnGetAsync(string import) => await Show(import);

    /// <summary>The progress alone, for a page that is already open.</summary>
    public async Task<IActionResult> OnGetProgressAsync(string import)
    {
        var answer = await Show(import);
        return answer is Microsoft.AspNetCore.Mvc.RazorPages.PageResult ? Partial("Imports/_Progress", View) : answer;
    }

    public async Task<IActionResult> OnGetCsvAsync(string import)
    {
        if (!MayImport)
            return Forbidden();
        var grain = Grain(import);
        if (await grain.Read(HttpContext.RequestAborted) is not { } job)
            return NotFound();
        var query = Query();
        HttpContext.Saw(job.Children);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"findings-{Authority}-{job.Year}.csv\"";
        await using var writer = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteLineAsync(Csv.Line("File", "Line", "Child", "Field", "Value", "Rule", "Grade", "Message", "Codes in words"));
        for (var skip = 0; skip < job.Findings; skip += FindingsACall)
        {
            foreach (var finding in (await grain.Findings(skip, FindingsACall, HttpContext.RequestAborted)).Where(query.Fits))
                await writer.WriteLineAsync(ImportViews.CsvLine(finding));
        }

        await writer.FlushAsync(HttpContext.RequestAborted);
        return new EmptyResult();
    }

    public Task<IActionResult> OnPostConfirmAsync(string import) => Ask(import, grain => grain.Confirm());

    public Task<IActionResult> OnPostDiscardAsync(string import) => Ask(import, grain => grain.Discard());

    public Task<IActionResult> OnPostUndoAsync(string import) => Ask(import, grain => grain.Undo());

    private IImportGrain Grain(string import) => grains.GetGrain<IImportGrain>(new ImportKey(Authority, import));

    private async Task<IActionResult> Ask(string import, Func<IImportGrain, Task<ImportAnswer>> ask)
    {
        if (!MayImport)
            return Forbidden();
        var grain = Grain(import);
        if (await grain.Read(HttpContext.RequestAborted) is null)
            return NotFound();
        var answer = await ask(grain);
        if (answer.Allowed)
            return Redirect(Links.Import(Authority, import));
        Faults = [.. answer.Refusals.Select(refusal => new FieldFault(null, refusal.Sentence))];
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await Show(import);
    }

    private async Task<IActionResult> Show(string import)
    {
        if (!MayImport)
            return Forbidden();
        var grain = Grain(import);
        if (await grain.Read(HttpContext.RequestAborted) is not { } job)
            return NotFound();
        HttpContext.Saw(job.Children);
        var findings = new List<ReturnFinding>();
        if (job.State is not (ImportState.Queued or ImportState.Reading or ImportState.Applying))
        {
            for (var skip = 0; skip < job.Findings; skip += FindingsACall)
                findings.AddRange(await grain.Findings(skip, FindingsACall, HttpContext.RequestAborted));
        }

        View = ImportViews.Of(job, findings, Query(), people.Name, Council.ImportRowsMonths);
        return Page();
    }

    private FindingQuery Query()
    {
        string? Text(string name) =>
            Request.Query[name] is [{ } text] && !string.IsNullOrWhiteSpace(text) ? text.Trim()[..Math.Min(text.Trim().Length, 100)] : null;
        return new FindingQuery(
            Text("grade")?.ToUpperInvariant() switch
            {
                "E" => FindingGrade.RowLeftOut,
                "C" => FindingGrade.FactHeld,
                "W" => FindingGrade.Warning,
                _ => null,
            },
            Text("rule"),
            Text("q"),
            int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000
                ? page
                : 1
        );
    }
}

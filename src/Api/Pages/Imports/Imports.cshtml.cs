using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Authorities;
using Permanence.Grains.Imports;

namespace Permanence.Api.Pages.Imports;

/// <summary>Starts an import and lists those before it.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(ImportUpload.BytesInAll + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = ImportUpload.BytesInAll + 1024 * 1024)]
public sealed class ImportsModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains, IPeople people)
    : CouncilPage(councils, access, clock)
{
    private const int Listed = 20;
    private const int YearsOffered = 12;

    public IReadOnlyList<FieldFault> Faults { get; private set; } = [];

    public IReadOnlyList<ImportJob> Earlier { get; private set; } = [];

    public string Year { get; private set; } = "";

    /// <summary>From the year that holds today backwards.</summary>
    public IReadOnlyList<CollectionYear> Years
    {
        get
        {
            var latest = Today >= new LocalDate(Today.Year, 4, 1) ? Today.Year : Today.Year - 1;
            return [.. Enumerable.Range(0, YearsOffered).Select(back => new CollectionYear(latest - back))];
        }
    }

    public string Person(string id) => people.Name(id);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayImport)
            return Forbidden();
        await ReadEarlier();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? year, List<IFormFile>? files)
    {
        if (!MayImport)
            return Forbidden();
        Year = year ?? "";
        var collection = CollectionYear.Parse(year);
        var faults = new List<FieldFault>();
        if (!collection.Succeeded)
            faults.Add(new("year", "Select the collection year of these files."));
        if (files is not { Count: > 0 })
            faults.Add(new("files", "Choose the files of the return."));
        if (faults.Count > 0)
            return await Invalid(faults);

        var import = Guid.NewGuid().ToString();
        var opened = files!.Select(file => (Path.GetFileName(file.FileName), file.OpenReadStream())).ToList();
        try
        {
            var sent = await ImportUpload.Send(grains, Authority, import, collection.Value, opened, HttpContext.RequestAborted);
            return sent.Succeeded
                ? Redirect(Links.Import(Authority, import))
                : await Invalid([.. sent.Refusals.Select(refusal => new FieldFault("files", refusal.Sentence))]);
        }
        finally
        {
            foreach (var (_, stream) in opened)
                await stream.DisposeAsync();
        }
    }

    private async Task<PageResult> Invalid(IReadOnlyList<FieldFault> faults)
    {
        Faults = faults;
        await ReadEarlier();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadEarlier()
    {
        var ids = await grains.GetGrain<IAuthorityGrain>(new AuthorityKey(Authority)).Imports(HttpContext.RequestAborted);
        var jobs = await Task.WhenAll(
            ids.Take(Listed).Select(id => grains.GetGrain<IImportGrain>(new ImportKey(Authority, id)).Read(HttpContext.RequestAborted))
        );
        Earlier = [.. jobs.OfType<ImportJob>().OrderByDescending(job => job.Began)];
    }
}

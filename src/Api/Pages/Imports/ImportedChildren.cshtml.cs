using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Boards;
using Permanence.Grains;
using Permanence.Grains.Imports;

namespace Permanence.Api.Pages.Imports;

/// <summary>The children of an import as its dry run found them: whose record it opens, and whose was matched.</summary>
[ResponseCache(NoStore = true)]
public sealed class ImportedChildrenModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains)
    : CouncilPage(councils, access, clock)
{
    private const int PageLength = 100;

    public ImportJob Job { get; private set; } = null!;

    public IReadOnlyList<ChildInReturn> Children { get; private set; } = [];

    /// <summary>All children, those whose record it opens, those who were matched.</summary>
    public IReadOnlyList<(string Show, string Label, int Number)> Choices { get; private set; } = [];

    public string Show { get; private set; } = "";

    public PagesView Pages { get; private set; } = null!;

    /// <summary>Whether there is a record to go to.</summary>
    public bool HasRecord(ChildInReturn child) => !child.Opens || Job.State is ImportState.Applied;

    public string Address(string show, int page = 1) =>
        (show.Length == 0, page) switch
        {
            (true, 1) => Links.ImportedChildren(Authority, Job.Id),
            (true, _) => $"{Links.ImportedChildren(Authority, Job.Id)}?page={page}",
            (_, 1) => $"{Links.ImportedChildren(Authority, Job.Id)}?show={show}",
            _ => $"{Links.ImportedChildren(Authority, Job.Id)}?show={show}&page={page}",
        };

    public async Task<IActionResult> OnGetAsync(string import, string? show)
    {
        if (!MayImport)
            return Forbidden();
        var grain = grains.GetGrain<IImportGrain>(new ImportKey(Authority, import));
        if (await grain.Read(HttpContext.RequestAborted) is not { } job)
            return NotFound();
        Job = job;
        Show = show is "new" or "matched" ? show : "";
        var all = await grain.Children(0, int.MaxValue, HttpContext.RequestAborted);
        Choices =
        [
            ("", "All children", all.Count),
            ("new", "New: a record is opened", all.Count(child => child.Opens)),
            ("matched", "Matched with a record", all.Count(child => !child.Opens)),
        ];
        var shown = all.Where(child => Show.Length == 0 || child.Opens == (Show == "new")).ToList();
        var pages = Math.Max(1, (shown.Count + PageLength - 1) / PageLength);
        var page = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, pages)
            : 1;
        Children = [.. shown.Skip((page - 1) * PageLength).Take(PageLength)];
        HttpContext.Saw(Children.Count);
        Pages = PagesView.Of(page, pages, number => Address(Show, number));
        return Page();
    }
}

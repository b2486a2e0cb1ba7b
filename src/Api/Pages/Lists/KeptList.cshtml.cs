using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>One list that the council keeps, sheet by sheet.</summary>
public sealed class KeptListModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains)
    : KeptListPage(councils, access, clock, policies, grains)
{
    private readonly IClock clock = clock;

    public KeptListView View { get; private set; } = null!;

    /// <summary>What was just done, in a sentence.</summary>
    public string? Done { get; private set; }

    public string CsvUrl =>
        View.Query.Url(ListUrl) is var url && url.Contains('?', StringComparison.Ordinal) ? $"{url}&handler=Csv" : $"{url}?handler=Csv";

    public async Task<IActionResult> OnGetAsync(string? done)
    {
        if (!await Open())
            return NotFound();
        View = KeptListView.Of(Form, List, KeptListQuery.From(Request.Query, Form), ListUrl);
        if (done is not null && List.Row(done) is { } row)
        {
            Done = row.Entries[^1].Kind switch
            {
                ListEntryKind.RowAdded => $"{KeptListView.Name(Form, row)} is on the list.",
                ListEntryKind.RowChanged => $"{KeptListView.Name(Form, row)} is changed.",
                _ => $"{KeptListView.Name(Form, row)} is off the list.",
            };
        }

        return Page();
    }

    /// <summary>The same rows as a file for a spreadsheet, all pages of them.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!await Open())
            return NotFound();
        return File(
            Csv.File(KeptListView.CsvLines(Form, List, KeptListQuery.From(Request.Query, Form), Council.Name, clock.GetCurrentInstant())),
            "text/csv",
            $"{Form.Id}-{Authority}-{Dates.Iso(Today)}.csv"
        );
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Boards;

namespace Permanence.Api.Pages.Boards;

[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class BoardModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    IGrainFactory grains,
    IBoards boards,
    DrawnRows drawn,
    SearchWords words
) : CouncilPage(councils, access, clock)
{
    public BoardView Board { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> PastDay =>
        Board.On is { Day: var day }
            ? new Dictionary<string, string>
            {
                ["on-day"] = day.Day.ToString(CultureInfo.InvariantCulture),
                ["on-month"] = day.Month.ToString(CultureInfo.InvariantCulture),
                ["on-year"] = day.Year.ToString(CultureInfo.InvariantCulture),
            }
            : new Dictionary<string, string>();

    public Task OnGetAsync() => Read();

    /// <summary>
    /// What was searched for, which may be a name, leads to the address in which it is sealed. Nothing changes by it, so no token comes
    /// with it: the form is drawn once for all who look.
    /// </summary>
    public async Task<RedirectResult> OnPostAsync()
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        return Redirect(BoardQuery.From(new QueryCollection(form.ToDictionary()), Today, words).Url(Authority));
    }

    /// <summary>The live part alone, for a page that is already open.</summary>
    public async Task<PartialViewResult> OnGetRowsAsync()
    {
        await Read();
        return Partial("Boards/_Board", Board);
    }

    /// <summary>The same rows as a file for a spreadsheet, all pages of them.</summary>
    public async Task<FileContentResult> OnGetCsvAsync()
    {
        var (board, query) = await Ask();
        HttpContext.Saw(board.Rows.Count(row => BoardFilters.Failed(row, query, board.On) == 0));
        return File(
            Csv.File(BoardViews.CsvLines(board, query, Council.Name, Council.Speech)),
            "text/csv",
            $"board-{Authority}-{Dates.Iso(board.On)}.csv"
        );
    }

    private async Task Read()
    {
        var (board, query) = await Ask();
        var view = BoardViews.Of(board, query, Today, Council.Speech);
        HttpContext.Saw(view.Shown.Count);
        Board = query.On is null
            ? view with
            {
                Table = view.Table with { Drawn = await Task.WhenAll(view.Shown.Select(row => drawn.Of(Council, row, board.On))) },
            }
            : view;
    }

    private async Task<(Board Board, BoardQuery Query)> Ask()
    {
        var query = BoardQuery.From(Request.Query, Today, words);
        return (
            query.On is { } then
                ? await grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(Authority)).Read(AsOf.Of(then), HttpContext.RequestAborted)
                : await boards.Read(Authority, HttpContext.RequestAborted),
            query
        );
    }
}

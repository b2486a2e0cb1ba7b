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
public sealed class BoardModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains, IBoards boards, DrawnRows drawn)
    : CouncilPage(councils, access, clock)
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
        Board = query.On is null
            ? view with
            {
                Table = view.Table with { Drawn = await Task.WhenAll(view.Shown.Select(row => drawn.Of(Council, row, board.On))) },
            }
            : view;
    }

    private async Task<(Board Board, BoardQuery Query)> Ask()
    {
        var query = BoardQuery.From(Request.Query, Today);
        return (
            query.On is { } then
                ? await grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(Authority)).Read(AsOf.Of(then), HttpContext.RequestAborted)
                : await boards.Read(Authority, HttpContext.RequestAborted),
            query
        );
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Grains;
using Permanence.Grains.Boards;

namespace Permanence.Api.Pages.Boards;

[ResponseCache(NoStore = true)]
public sealed class BoardModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains) : CouncilPage(councils, access, clock)
{
    public BoardView Board { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> PastDay => Board.On is { } day
        ? new Dictionary<string, string>
        {
            ["on-day"] = day.Day.ToString(CultureInfo.InvariantCulture),
            ["on-month"] = day.Month.ToString(CultureInfo.InvariantCulture),
            ["on-year"] = day.Year.ToString(CultureInfo.InvariantCulture)
        }
        : new Dictionary<string, string>();

    public Task OnGetAsync() => Read();

    /// <summary>The live part alone, for a page that is already open.</summary>
    public async Task<PartialViewResult> OnGetRowsAsync()
    {
        await Read();
        return Partial("Boards/_Board", Board);
    }

    private async Task Read()
    {
        var query = BoardQuery.From(Request.Query, Today);
        var grain = grains.GetGrain<ITrackerBoardGrain>(GrainKeys.Authority(Authority));
        var board = query.On is { } day ? await grain.Read(day, null) : await grain.Read();
        Board = BoardViews.Of(board, query, Today, Council.Speech);
    }
}

using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Boards;
using Permanence.Domain.Boards;
using Permanence.Grains;

namespace Permanence.Api.Live;

/// <summary>Draws views of boards: the rows from what is drawn already, the rest as the page draws it.</summary>
internal sealed class BoardPictures(DrawnRows rows, Drawing drawing, ICouncils councils, IClock clock)
{
    public async Task<BoardPicture> Of(LookedAt looked, Board board)
    {
        var council = councils.Find(looked.Authority) ?? throw new InvalidOperationException($"There is no council {looked.Authority}.");
        var query = BoardQuery.From(new QueryCollection(QueryHelpers.ParseQuery(looked.Query)), clock.Today());
        var view = BoardViews.Of(board, query with { On = null }, clock.Today(), council.Speech);
        var drawn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in view.Shown)
            drawn[row.Child] = await rows.Of(council, row, board.On);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in BoardView.Parts)
            parts[part] = await drawing.Draw($"/Pages/Shared/Boards/_{part}.cshtml", view);
        return new BoardPicture(board.Version, view.AsAt, [.. view.Shown.Select(row => row.Child)], drawn, parts);
    }
}

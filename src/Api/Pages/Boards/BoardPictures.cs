using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages.Agencies;
using Permanence.Domain.Boards;
using Permanence.Grains;
using Permanence.Grains.Agencies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Boards;

/// <summary>Draws views of boards: the rows from what is drawn already, the rest as the page draws it.</summary>
internal sealed class BoardPictures(
    DrawnRows rows,
    Drawing drawing,
    ICouncils councils,
    PolicySource policies,
    SearchWords words,
    IClock clock
) : IBoardPictures
{
    public async Task<BoardPicture> Of(LookedAt looked, AgencyBoard board)
    {
        var agency = policies.Library.Agency(looked.Of) ?? throw new InvalidOperationException($"There is no agency {looked.Of}.");
        var view = AgencyBoardView.Of(agency, board, AgencyQuery.Read(Read(looked), words), councils);
        var drawn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in view.Table.Rows)
            drawn[row.Child] = await drawing.Draw("/Pages/Shared/Boards/_TableRow.cshtml", row);
        return new BoardPicture(
            board.Version,
            view.AsAt,
            [.. view.Table.Rows.Select(row => row.Child)],
            drawn,
            await Parts("Agencies", AgencyBoardView.Parts, view)
        );
    }

    public async Task<BoardPicture> Of(LookedAt looked, Board board)
    {
        var council = councils.Find(looked.Of) ?? throw new InvalidOperationException($"There is no council {looked.Of}.");
        var query = BoardQuery.From(Read(looked), clock.Today(), words);
        var view = BoardViews.Of(board, query with { On = null }, clock.Today(), council.Speech);
        var drawn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in view.Shown)
            drawn[row.Child] = await rows.Of(council, row, board.On);
        return new BoardPicture(
            board.Version,
            view.AsAt,
            [.. view.Shown.Select(row => row.Child)],
            drawn,
            await Parts("Boards", BoardView.Parts, view)
        );
    }

    private static QueryCollection Read(LookedAt looked) => new(QueryHelpers.ParseQuery(looked.Query));

    private async Task<Dictionary<string, string>> Parts<T>(string folder, IReadOnlyList<string> names, T view)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in names)
            parts[part] = await drawing.Draw($"/Pages/Shared/{folder}/_{part}.cshtml", view);
        return parts;
    }
}

using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>The children behind one number.</summary>
public sealed class ListOfChildrenModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IBoards boards
) : ListsPage(councils, access, clock, policies, grains, boards)
{
    public CouncilList List { get; private set; } = null!;

    public string Group { get; private set; } = "";

    /// <summary>With what the board says of each. A child whose care has ended may be counted and stand on no board.</summary>
    public TableView Table { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string list)
    {
        await Count();
        foreach (var group in Groups)
        {
            if (group.Lists.FirstOrDefault(one => one.Id == list) is not { } found)
                continue;
            (List, Group) = (found, group.Title);
            HttpContext.Saw(found.Children.Count);
            var rows = Board.Rows.ToDictionary(row => row.Child, StringComparer.Ordinal);
            Table = TableView.Of(
                "Children on this list",
                BoardColumns.OnPage,
                found.Children.Select(child =>
                    rows.TryGetValue(child, out var row)
                        ? BoardRows.Of(Authority, row, null, Today, Council.Speech)
                        : BoardRows.NotOnTheBoard(Authority, child)
                ),
                TableView.Plain,
                row => row
            );
            return Page();
        }

        return NotFound();
    }
}

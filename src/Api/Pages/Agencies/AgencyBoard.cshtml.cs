using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Api.Pages.Boards;
using Permanence.Domain.Boards;
using Permanence.Domain.Policies;
using Permanence.Grains.Agencies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Agencies;

/// <summary>
/// A regional adoption agency's own board: the children of its councils whom it may see, and of each only the row. Somebody of another
/// agency, or of a council, gets the same answer whether or not there is such an agency.
/// </summary>
[ResponseCache(NoStore = true)]
public sealed class AgencyBoardModel(ICouncils councils, IAccess access, IBoards boards, PolicySource policies) : PageModel
{
    public AgencyProfile Agency { get; private set; } = null!;

    public AgencyBoard Board { get; private set; } = null!;

    private static readonly IReadOnlyList<Column<AgencyRowView>> Columns =
    [
        Of(BoardColumns.Child),
        new("council", "Council", row => new TextCell(row.Council)),
        Of(BoardColumns.Age),
        Of(BoardColumns.LegalStatus),
        Of(BoardColumns.Plan), Of(BoardColumns.Status), Of(BoardColumns.Next), Of(BoardColumns.SocialWorker), Of(BoardColumns.Team)
    ];

    /// <summary>The rows shown, those with something overdue first.</summary>
    public TableView Table { get; private set; } = null!;

    public IReadOnlyList<Council> Served { get; private set; } = [];

    /// <summary>Which council's children are shown; null for all.</summary>
    public string? From { get; private set; }

    /// <summary>Which status is shown; null for all.</summary>
    public Rag? Status { get; private set; }

    public string? Text { get; private set; }

    public bool Filtered => From is not null || Status is not null || Text is not null;

    public async Task<IActionResult> OnGetAsync(string agency)
    {
        if (!access.MayReadAgency(User, agency) || policies.Library.Agencies.FirstOrDefault(known => known.Id == agency) is not { } profile)
            return StatusCode(StatusCodes.Status403Forbidden);
        Agency = profile;
        Board = await boards.ReadAgency(agency, HttpContext.RequestAborted);
        Served = [.. profile.Serves.Select(councils.Find).OfType<Council>()];
        From = Served.FirstOrDefault(council => council.Id == Query("council"))?.Id;
        Status = BoardQuery.FromWord(Query("status"));
        Text = Query("q");
        Table = TableView.Of(
            $"Children shared with {profile.Name}, those with something overdue first", Columns,
            Board
                .Rows.Where(Fits)
                .OrderByDescending(row => row.Rag)
                .ThenBy(row => row.Next?.Due)
                .ThenBy(row => row.Child, StringComparer.Ordinal)
                .Select(View),
            TableView.Plain, row => row.Row);
        return Page();
    }

    private static Column<AgencyRowView> Of(Column<BoardRowView> column) => column.Within<AgencyRowView>(row => row.Row);

    // The record stays with its council, so the row leads nowhere.
    private AgencyRowView View(AgencyRow row)
    {
        var council = CouncilOf(row);
        return new AgencyRowView(
            council.Name,
            BoardViews.Row(row.Authority, row.AsTrackerRow(), null, Board.On, council.Speech) with
            {
                Url = null,
            }
        );
    }

    private bool Fits(AgencyRow row) =>
        (From is null || row.Authority == From) && (Status is null || row.Rag == Status)
        && (
            Text is null
            || row.Child.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || row.Name?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true
        );

    private Council CouncilOf(AgencyRow row) =>
        Served.FirstOrDefault(council => council.Id == row.Authority)
        ?? new Council(row.Authority, row.Authority, null, new Dictionary<string, string>());

    private string? Query(string name) =>
        Request.Query[name] is [{ } text] && !string.IsNullOrWhiteSpace(text) ? text.Trim()[..Math.Min(text.Trim().Length, 100)] : null;
}

/// <param name="Council">The name of the council whose child it is.</param>
public sealed record AgencyRowView(string Council, BoardRowView Row);

using Permanence.Api.Access;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Grains.Agencies;

namespace Permanence.Api.Pages.Agencies;

/// <summary>An agency's board as it is drawn.</summary>
public sealed record AgencyBoardView
{
    /// <summary>What of the page beside the rows a change may touch: each a partial view of that name.</summary>
    public static readonly IReadOnlyList<string> Parts = ["Counts", "Line", "Empty"];

    private static readonly IReadOnlyList<Column<AgencyRowView>> Columns =
    [
        Of(BoardColumns.Child),
        new("council", "Council", row => new TextCell(row.Council), [new("Council", row => row.Council)]),
        Of(BoardColumns.Plan),
        Of(BoardColumns.Status),
        Of(BoardColumns.Next),
        Of(BoardColumns.Worker),
    ];

    public required AgencyProfile Agency { get; init; }

    /// <summary>The councils it serves.</summary>
    public required IReadOnlyList<Council> Served { get; init; }

    public required AgencyQuery Query { get; init; }

    /// <summary>London time of the last good facts.</summary>
    public required string AsAt { get; init; }

    public required long Version { get; init; }

    /// <summary>Children of its councils whose record cannot be read.</summary>
    public required int Missing { get; init; }

    /// <summary>Children of its councils whose record has not been read yet.</summary>
    public required int Awaited { get; init; }

    public required IReadOnlyList<CountTile> Tiles { get; init; }

    /// <summary>The rows shown, those who need attention first.</summary>
    public required TableView Table { get; init; }

    public string Url => Links.Agency(Agency.Id);

    public static AgencyBoardView Of(AgencyProfile agency, AgencyBoard board, AgencyQuery query, ICouncils councils)
    {
        ArgumentNullException.ThrowIfNull(agency);
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(councils);
        List<Council> served = [.. agency.Serves.Select(councils.Find).OfType<Council>()];
        // An address may name a council that is not served.
        var asked = query with
        {
            From = served.Exists(council => council.Id == query.From) ? query.From : null,
        };
        return new AgencyBoardView
        {
            Agency = agency,
            Served = served,
            Query = asked,
            AsAt = Dates.AsAt(board.AsAt, board.On),
            Version = board.Version,
            Missing = board.Missing,
            Awaited = board.Awaited,
            Tiles = BoardViews.Tiles(
                board.Rows,
                asked.Status,
                status => Links.Agency(agency.Id) + (status is { } one ? $"?status={Uri.EscapeDataString(Statuses.ToWord(one))}" : "")
            ),
            Table = TableView.Of(
                $"Children shared with {agency.Name}, those who need attention first, the longest wait first",
                Columns,
                BoardColumns
                    .Sorted(board.Rows.Where(row => Fits(row, asked)), null, descending: false, EventWords.Plain)
                    .Cast<AgencyRow>()
                    .Select(row => View(row, board, served)),
                TableView.Plain,
                // Two councils may have children of one id.
                row => row.Row with { Child = $"{row.Authority}/{row.Row.Child}" }
            ),
        };
    }

    private static Column<AgencyRowView> Of(Column<BoardRowView> column) => column.Within<AgencyRowView>(row => row.Row);

    // The record stays with its council, so the row leads nowhere.
    private static AgencyRowView View(AgencyRow row, AgencyBoard board, List<Council> served)
    {
        var council =
            served.Find(one => one.Id == row.Authority)
            ?? new Council(row.Authority, row.Authority, null, new Dictionary<string, string>());
        var drawn = BoardRows.Of(row.Authority, row, null, board.On, council.Speech) with { Url = null, SeenBecause = Because(row) };
        return new AgencyRowView(row.Authority, council.Name, drawn);
    }

    // A plan of adoption says so itself.
    private static string? Because(AgencyRow row) =>
        row.Plan is { } plan && LivePlan.IsAdoption(plan) ? null
        : row.AdoptionTrack is { } track ? $"Adoption is {Track(track)}"
        : "A decision stands that the child should be placed for adoption";

    private static string Track(string track) =>
        track switch
        {
            "contingency" => "the contingency plan",
            "primary" => "the plan",
            _ => $"a {track} plan",
        };

    private static bool Fits(AgencyRow row, AgencyQuery query) =>
        (query.From is null || row.Authority == query.From)
        && (query.Status is null || row.Status() == query.Status)
        && (
            query.Text is null
            || row.Child.Contains(query.Text, StringComparison.OrdinalIgnoreCase)
            || row.Name?.Contains(query.Text, StringComparison.OrdinalIgnoreCase) == true
        );
}

/// <param name="Authority">The council whose child it is.</param>
/// <param name="Council">Its name.</param>
public sealed record AgencyRowView(string Authority, string Council, BoardRowView Row);

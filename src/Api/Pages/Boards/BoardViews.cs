using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Boards;

/// <summary>From a board and what was asked of it to what is drawn.</summary>
public static class BoardViews
{
    public static BoardView Of(Board board, BoardQuery query, LocalDate today, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(speech);
        var inTeamAndText = board.Rows.Where(row => HasTeam(row, query.Team) && HasText(row, query.Text)).ToList();
        var matching = inTeamAndText.Where(row => query.Status is null || row.Rag == query.Status).ToList();
        var pageCount = Math.Max(1, (matching.Count + BoardQuery.PageLength - 1) / BoardQuery.PageLength);
        var page = Math.Min(query.Page, pageCount);
        List<TrackerRow> shown =
        [
            .. BoardColumns
                .Sorted(matching, query.Sort, query.Descending, speech)
                .Skip((page - 1) * BoardQuery.PageLength)
                .Take(BoardQuery.PageLength),
        ];
        List<BoardRowView> rows = [.. shown.Select(row => Row(board.Authority, row, query.On, board.On, speech))];
        return new BoardView
        {
            Authority = board.Authority,
            Query = query with { Page = page },
            AsAt = Dates.AsAt(board.AsAt, today),
            Version = board.Version,
            Tiles = Tiles(board.Authority, inTeamAndText, query),
            Teams = Teams(board, query),
            Statuses = Statuses(inTeamAndText, query),
            Tags = Tags(board.Authority, query),
            ClearUrl = (query with { Text = null, Team = null, Status = null, Page = 1 }).Url(board.Authority),
            Table = TableView.Of(
                "Children, the status of their plans and what is due next. Column headings sort.",
                BoardColumns.OfBoard,
                rows,
                column => Heading(board.Authority, query, column),
                row => row
            ),
            Rows = rows,
            Shown = shown,
            Missing = board.Missing,
            Awaited = board.Awaited,
            Matching = matching.Count,
            Children = board.Rows.Count,
            Pages = PagesView.Of(page, pageCount, number => (query with { Page = number }).Url(board.Authority)),
            Empty = matching.Count > 0 ? [] : WhyEmpty(board, query),
        };
    }

    /// <summary>The rows that the filters leave, all pages of them, in their order, with what they are of in front.</summary>
    public static IEnumerable<string> CsvLines(Board board, BoardQuery query, string council, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(query);
        var filters = Tags(board.Authority, query).Select(tag => tag.Label).ToList();
        yield return Csv.Line(
            "Board of",
            council,
            "On",
            Dates.InWords(board.On),
            "As at",
            Dates.InWords(board.AsAt),
            "Filters",
            filters.Count == 0 ? "None" : string.Join("; ", filters)
        );
        yield return Csv.Line(BoardColumns.OfBoard.Select(column => column.Label));
        var rows = board.Rows.Where(row =>
            HasTeam(row, query.Team) && HasText(row, query.Text) && (query.Status is null || row.Rag == query.Status)
        );
        foreach (
            var row in BoardColumns
                .Sorted(rows, query.Sort, query.Descending, speech)
                .Select(row => Row(board.Authority, row, query.On, board.On, speech))
        )
            yield return Csv.Line(BoardColumns.OfBoard.Select(column => column.Of(row).Text));
    }

    public static string Words(Rag rag) =>
        rag switch
        {
            Rag.Red => "Overdue",
            Rag.Amber => "Due soon",
            Rag.Green => "On track",
            _ => "Not in care",
        };

    /// <summary>Of who is not in care it says where they stand instead.</summary>
    public static string Words(Rag rag, Standing standing) =>
        (rag, standing) switch
        {
            (Rag.Grey, Standing.BeforeCare) => "Before care",
            (Rag.Grey, Standing.AfterCare) => "After care",
            (Rag.Grey, Standing.Closed) => "Closed",
            _ => Words(rag),
        };

    /// <summary>One row of today's board as its table draws it.</summary>
    /// <param name="day">The day of the board.</param>
    public static TableRow Drawable(string authority, TrackerRow row, LocalDate day, EventWords speech)
    {
        var view = Row(authority, row, null, day, speech);
        return TableRow.Of(BoardColumns.OfBoard.Where(column => !column.InFilesOnly), view, view);
    }

    public static BoardRowView Row(string authority, TrackerRow row, DayOrMinute? on, LocalDate day, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(speech);
        var name = row.Name ?? "Name not recorded";
        var view = new BoardRowView
        {
            Child = row.Child,
            Name = name,
            Url = Links.Child(authority, row.Child, on),
            Age = row.Age,
            LegalStatus = row.LegalStatus is null ? "Not recorded" : speech.LegalStatus(row.LegalStatus),
            LegalStatusCode = row.LegalStatus,
            Plan = row.Plan is null ? "No plan recorded" : speech.Name(row.Plan),
            Rag = row.Rag,
            Standing = row.Standing,
            Overdue = row.Overdue,
            DueSoon = row.DueSoon,
            NextTitle = row.Next?.Title,
            NextDue = row.Next is { } next ? Dates.InWords(next.Due) : null,
            NextWhen = row.Next is { } coming ? Dates.FromToday(coming.Due, day) : null,
            NextClause = row.Next?.Clause,
            NextClauseUrl = row.Next is { } named ? Links.Clause(authority, named.Clause, null) : null,
            Team = row.Team ?? "Not recorded",
            SocialWorker = row.SocialWorker ?? "Not recorded",
            Fingerprint = "",
            Says = "",
        };
        var says =
            $"{name}: {Words(row.Rag, row.Standing).ToLowerInvariant()}, {row.Overdue} overdue, {row.DueSoon} due soon"
            + (row.Next is { } duty ? $", next {Codes.InSentence(duty.Title)} on {Dates.InWords(duty.Due)}." : ".");
        // Without how far away the next date is: that changes at midnight by itself.
        var print = string.Join(
            '|',
            name,
            row.Age,
            row.LegalStatus,
            row.Plan,
            row.Rag,
            row.Standing,
            row.Overdue,
            row.DueSoon,
            row.Next,
            row.Team,
            row.SocialWorker
        );
        return view with
        {
            Says = says,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(print)).AsSpan(0, 8)),
        };
    }

    /// <summary>A child who is counted and stands on no board, because their care has ended.</summary>
    public static BoardRowView NotOnTheBoard(string authority, string child) =>
        new()
        {
            Child = child,
            Name = "Not on the board",
            Url = Links.Child(authority, child),
            Age = "",
            LegalStatus = "",
            Plan = "",
            Overdue = 0,
            DueSoon = 0,
            Rag = null,
            Team = "",
            SocialWorker = "",
            Fingerprint = "",
            Says = "",
        };

    private static bool HasTeam(TrackerRow row, string? team) =>
        team is null || string.Equals(row.Team, team, StringComparison.OrdinalIgnoreCase);

    private static bool HasText(TrackerRow row, string? text)
    {
        foreach (var part in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[part];
            if (!Holds(row.Name, word) && !Holds(row.Child, word) && !Holds(row.SocialWorker, word) && !Holds(row.Next?.Title, word))
                return false;
        }

        return true;
    }

    // By the letters, whatever a language makes of them: boards are filtered again with every change, for each filter that is open.
    private static bool Holds(string? text, ReadOnlySpan<char> word) => text.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase);

    private static List<CountTile> Tiles(string authority, List<TrackerRow> rows, BoardQuery query)
    {
        var late = rows.Where(row => row.Rag == Rag.Red).ToList();
        var soon = rows.Where(row => row.Rag == Rag.Amber).ToList();
        var well = rows.Count(row => row.Rag == Rag.Green);
        var outside = rows.Count(row => row.Rag == Rag.Grey);
        return
        [
            new(
                "Overdue",
                late.Count,
                Counting.Of(rows.Sum(row => row.Overdue), "duty overdue", "duties overdue"),
                "late",
                Url(Rag.Red),
                query.Status == Rag.Red
            ),
            new(
                "Due soon",
                soon.Count,
                Counting.Of(rows.Sum(row => row.DueSoon), "duty due soon", "duties due soon"),
                "soon",
                Url(Rag.Amber),
                query.Status == Rag.Amber
            ),
            new("On track", well, "in care, nothing overdue or due soon", "well", Url(Rag.Green), query.Status == Rag.Green),
            new("Not in care", outside, "before or after, nothing overdue or due soon", "quiet", Url(Rag.Grey), query.Status == Rag.Grey),
            new(
                "All children",
                rows.Count,
                query.Team is null && query.Text is null ? "on this board" : "with these filters",
                "all",
                Url(null),
                query.Status is null
            ),
        ];

        string Url(Rag? status) => (query with { Status = status, Page = 1 }).Url(authority);
    }

    private static List<FilterOption> Teams(Board board, BoardQuery query)
    {
        var counted = board
            .Rows.Where(row => row.Team is not null && HasText(row, query.Text) && (query.Status is null || row.Rag == query.Status))
            .GroupBy(row => row.Team!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(team => team.Key, team => team.Count(), StringComparer.OrdinalIgnoreCase);
        var names = board
            .Rows.Select(row => row.Team)
            .OfType<string>()
            .Append(query.Team)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase);
        return
        [
            new("", "All teams", query.Team is null),
            .. names.Select(team => new FilterOption(
                team,
                $"{team} ({Counting.Number(counted.GetValueOrDefault(team))})",
                string.Equals(team, query.Team, StringComparison.OrdinalIgnoreCase)
            )),
        ];
    }

    private static List<FilterOption> Statuses(List<TrackerRow> rows, BoardQuery query) =>
        [
            new("", "All statuses", query.Status is null),
            .. new[] { Rag.Red, Rag.Amber, Rag.Green, Rag.Grey }.Select(status => new FilterOption(
                BoardQuery.ToWord(status),
                $"{Words(status)} ({Counting.Number(rows.Count(row => row.Rag == status))})",
                query.Status == status
            )),
        ];

    private static List<FilterTag> Tags(string authority, BoardQuery query)
    {
        var tags = new List<FilterTag>();
        if (query.Text is not null)
            tags.Add(new($"Search: {query.Text}", (query with { Text = null, Page = 1 }).Url(authority)));
        if (query.Team is not null)
            tags.Add(new($"Team: {query.Team}", (query with { Team = null, Page = 1 }).Url(authority)));
        if (query.Status is { } status)
            tags.Add(new($"Status: {Words(status)}", (query with { Status = null, Page = 1 }).Url(authority)));
        return tags;
    }

    private static ColumnView Heading(string authority, BoardQuery query, Column<BoardRowView> column)
    {
        var current = query.Sort == column.Name;
        var descending = current ? !query.Descending : column.MostFirst;
        var url = (query with { Sort = column.Name, Descending = descending, Page = 1 }).Url(authority);
        return new ColumnView(
            column.Name,
            column.Label,
            url,
            current ? (query.Descending ? "descending" : "ascending") : null,
            column.Number
        );
    }

    private static List<string> WhyEmpty(Board board, BoardQuery query)
    {
        if (board.Rows.Count == 0)
            return [query.On is null ? "No child is on this board yet." : "No child was on this board on that day."];
        var alone = new List<string>();
        if (query.Text is { } text && !board.Rows.Any(row => HasText(row, text)))
            alone.Add($"No child, social worker or next duty has “{text}” in it.");
        if (query.Team is { } team && !board.Rows.Any(row => HasTeam(row, team)))
            alone.Add($"No child is with a team called {team}.");
        if (query.Status is { } status && board.Rows.All(row => row.Rag != status))
            alone.Add($"No child of this council is {Words(status).ToLowerInvariant()}.");
        if (alone.Count > 0)
            return alone;
        return
        [
            $"Each filter alone has children, but no child fits all of them: "
                + $"{Counting.List([.. Tags(board.Authority, query).Select(tag => tag.Label)])}.",
        ];
    }
}

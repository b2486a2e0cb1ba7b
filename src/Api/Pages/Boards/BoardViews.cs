using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;

namespace Permanence.Api.Pages.Boards;

/// <summary>From a board and what was asked of it to what is drawn.</summary>
public static class BoardViews
{
    public static BoardView Of(Board board, BoardQuery query, LocalDate today, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(speech);
        var tried = board.Rows.Select(row => new Tried(row, BoardFilters.Failed(row, query, board.On))).ToList();
        var matching = Leaving(tried, 0).ToList();
        var length = query.Whole ? Math.Max(1, matching.Count) : BoardQuery.PageLength;
        var pageCount = Math.Max(1, (matching.Count + length - 1) / length);
        var page = Math.Min(query.Page, pageCount);
        List<TrackerRow> shown =
        [
            .. BoardColumns.Sorted(matching, query.Sort, query.Descending, speech).Skip((page - 1) * length).Take(length),
        ];
        List<BoardRowView> rows = [.. shown.Select(row => BoardRows.Of(board.Authority, row, query.On, board.On, speech))];
        return new BoardView
        {
            Authority = board.Authority,
            Query = query with { Page = page },
            AsAt = Dates.AsAt(board.AsAt, today),
            Version = board.Version,
            Tabs = Tabs(board.Authority, tried, query),
            Tiles = Tiles(
                [.. Leaving(tried, BoardFilters.StatusBit)],
                query.Status,
                status => (query with { Status = status, Page = 1 }).Url(board.Authority)
            ),
            Choices = Choices(tried, query, speech),
            Tags = Tags(board.Authority, query, speech),
            ClearUrl = query.Cleared().Url(board.Authority),
            Table = TableView.Of(
                "Children, their plans and how long they have waited, their status and what comes next. Column headings sort.",
                BoardColumns.OnPage,
                rows,
                column => Heading(board.Authority, query, column),
                row => row
            ),
            Rows = rows,
            Shown = shown,
            Missing = board.Missing,
            Awaited = board.Awaited,
            Matching = matching.Count,
            Children = tried.Count(one => query.Who is not { } who || one.Row.Standing == who),
            Pages = PagesView.Of(page, pageCount, number => (query with { Page = number }).Url(board.Authority)),
            AmongAllUrl =
                matching.Count == 0 && query.Text is not null && tried.Exists(one => (one.Failed & BoardFilters.TextBit) == 0)
                    ? (query.Cleared() with { Text = query.Text, Who = null }).Url(board.Authority)
                    : null,
            Empty = matching.Count > 0 ? [] : WhyEmpty(board, tried, query, speech),
        };
    }

    /// <summary>The rows that the filters leave, all pages of them, in their order, with what they are of in front.</summary>
    public static IEnumerable<string> CsvLines(Board board, BoardQuery query, string council, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(query);
        List<string> filters =
        [
            query.Who is { } who ? BoardFilters.Standings.First(one => one.Standing == who).Label : "All children",
            .. Tags(board.Authority, query, speech).Select(tag => tag.Label),
        ];
        yield return Csv.Line(
            "Board of",
            council,
            "On",
            Dates.InWords(board.On),
            "As at",
            Dates.InWords(board.AsAt),
            "Filters",
            string.Join("; ", filters),
            "Records that cannot be read",
            Counting.Number(board.Missing)
        );
        yield return Csv.Line(BoardColumns.InFile.Select(column => column.Label));
        var rows = board.Rows.Where(row => BoardFilters.Failed(row, query, board.On) == 0);
        foreach (
            var row in BoardColumns
                .Sorted(rows, query.Sort, query.Descending, speech)
                .Select(row => BoardRows.Of(board.Authority, row, query.On, board.On, speech))
        )
            yield return Csv.Line(BoardColumns.InFile.Select(column => column.Of(row)));
    }

    /// <summary>A number for each status that opens its children, and one for all of them.</summary>
    /// <param name="rows">Whom the other filters leave.</param>
    /// <param name="url">The address that shows a status, or all.</param>
    public static IReadOnlyList<CountTile> Tiles(IReadOnlyCollection<TrackerRow> rows, RowStatus? current, Func<RowStatus?, string> url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var counted = rows.CountBy(row => row.Status()).ToDictionary();
        return
        [
            .. Statuses
                // Nobody in care is of the last, and nobody else on track: a tile that is never anything but 0 says nothing.
                .All.Where(status =>
                    status is not (RowStatus.NotInCare or RowStatus.OnTrack) || counted.ContainsKey(status) || current == status
                )
                .Select(status => new CountTile(
                    Statuses.Words(status),
                    counted.GetValueOrDefault(status),
                    Statuses.Means(status),
                    Statuses.Tone(status),
                    url(status),
                    current == status
                )),
            new("All", rows.Count, "whatever their status", "all", url(null), current is null),
        ];
    }

    private static IEnumerable<TrackerRow> Leaving(IEnumerable<Tried> tried, int but) =>
        tried.Where(one => (one.Failed & ~but) == 0).Select(one => one.Row);

    private static List<WhoTab> Tabs(string authority, List<Tried> tried, BoardQuery query)
    {
        var rows = Leaving(tried, BoardFilters.WhoBit).ToList();
        return
        [
            .. BoardFilters
                .Standings.Select(one => new WhoTab(
                    one.Label,
                    rows.Count(row => row.Standing == one.Standing),
                    (query with { Who = one.Standing, Page = 1 }).Url(authority),
                    query.Who == one.Standing
                ))
                .Where((tab, index) => index < 3 || tab.Number > 0 || tab.Current),
            new("All", rows.Count, (query with { Who = null, Page = 1 }).Url(authority), query.Who is null),
        ];
    }

    private static List<FilterChoice> Choices(List<Tried> tried, BoardQuery query, EventWords speech)
    {
        var choices = new List<FilterChoice>();
        for (var index = 0; index < BoardFilters.Chosen.Count; index++)
        {
            var filter = BoardFilters.Chosen[index];
            var current = query.Chosen.GetValueOrDefault(filter.Name);
            var counted = Leaving(tried, 1 << index)
                .Select(filter.Of)
                .OfType<string>()
                .CountBy(value => value, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(StringComparer.OrdinalIgnoreCase);
            var values =
                filter.Values
                ??
                [
                    .. tried
                        .Select(one => filter.Of(one.Row))
                        .Append(current)
                        .OfType<string>()
                        .Distinct(StringComparer.OrdinalIgnoreCase)
                        .OrderBy(value => filter.Says(value, speech), StringComparer.OrdinalIgnoreCase),
                ];
            choices.Add(
                new FilterChoice(
                    filter.Name,
                    filter.Label,
                    [
                        new("", filter.All, current is null),
                        .. values.Select(value => new FilterOption(
                            value,
                            $"{filter.Says(value, speech)} ({Counting.Number(counted.GetValueOrDefault(value))})",
                            string.Equals(value, current, StringComparison.OrdinalIgnoreCase)
                        )),
                    ]
                )
            );
        }

        var by = Leaving(tried, BoardFilters.StatusBit).CountBy(row => row.Status()).ToDictionary();
        choices.Insert(
            1,
            new FilterChoice(
                "status",
                "Status",
                [
                    new("", "All statuses", query.Status is null),
                    .. Statuses.All.Select(status => new FilterOption(
                        Statuses.ToWord(status),
                        $"{Statuses.Words(status)} ({Counting.Number(by.GetValueOrDefault(status))})",
                        query.Status == status
                    )),
                ]
            )
        );
        choices.Add(
            new FilterChoice(
                "due-within",
                "Next due within",
                [
                    new("", "Any time", query.DueWithin is null),
                    .. BoardFilters.DueWithin.Select(days => new FilterOption(
                        days.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        $"{days} days, or late",
                        query.DueWithin == days
                    )),
                ]
            )
        );
        return choices;
    }

    private static List<FilterTag> Tags(string authority, BoardQuery query, EventWords speech)
    {
        var tags = new List<FilterTag>();
        if (query.Text is not null)
            tags.Add(new($"Search: {query.Text}", (query with { Text = null, Page = 1 }).Url(authority)));
        foreach (var filter in BoardFilters.Chosen)
        {
            if (query.Chosen.TryGetValue(filter.Name, out var value))
                tags.Add(new($"{filter.Label}: {filter.Says(value, speech)}", query.With(filter.Name, null).Url(authority)));
        }

        if (query.Status is { } status)
            tags.Add(new($"Status: {Statuses.Words(status)}", (query with { Status = null, Page = 1 }).Url(authority)));
        if (query.DueWithin is { } days)
            tags.Add(new($"Next due within {days} days, or late", (query with { DueWithin = null, Page = 1 }).Url(authority)));
        return tags;
    }

    private static ColumnView Heading(string authority, BoardQuery query, Column<BoardRowView> column)
    {
        var current = query.Sort == column.Name;
        var descending = current ? !query.Descending : column.MostFirst;
        var url = (query with { Sort = column.Name, Descending = descending, Page = 1 }).Url(authority);
        return new ColumnView(column.Name, column.Label, url, current ? (query.Descending ? "descending" : "ascending") : null);
    }

    private static List<string> WhyEmpty(Board board, List<Tried> tried, BoardQuery query, EventWords speech)
    {
        if (board.Rows.Count == 0)
            return [query.On is null ? "No child is on this board yet." : "No child was on this board on that day."];
        if (Leaving(tried, BoardFilters.WhoBit).Count() is > 0 and var elsewhere)
            return [$"Nobody here, but {Counting.Of(elsewhere, "child", "children")} of another standing: see the tabs above."];
        var alone = new List<string>();
        if (query.Text is { } text && All(BoardFilters.TextBit))
            alone.Add($"No child, social worker or next duty has “{text}” in it.");
        for (var index = 0; index < BoardFilters.Chosen.Count; index++)
        {
            var filter = BoardFilters.Chosen[index];
            if (query.Chosen.TryGetValue(filter.Name, out var value) && All(1 << index))
                alone.Add($"No child of this council has this {filter.Label.ToLowerInvariant()}: {filter.Says(value, speech)}.");
        }

        if (query.Status is { } status && All(BoardFilters.StatusBit))
            alone.Add($"No child of this council is {Statuses.Words(status).ToLowerInvariant()}.");
        if (alone.Count > 0)
            return alone;
        return query.AnyFilter
            ?
            [
                $"Each filter alone has children, but no child fits all of them: "
                    + $"{Counting.List([.. Tags(board.Authority, query, speech).Select(tag => tag.Label)])}.",
            ]
            : ["No child of this standing is on this board."];

        bool All(int bit) => tried.TrueForAll(one => (one.Failed & bit) != 0);
    }

    /// <summary>A row, and which of what was asked it does not fit.</summary>
    private readonly record struct Tried(TrackerRow Row, int Failed);
}

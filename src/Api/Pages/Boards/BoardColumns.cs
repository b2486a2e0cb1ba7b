using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;

namespace Permanence.Api.Pages.Boards;

/// <summary>
/// What stands on a board: its columns, in their order, and how each sorts. The board, its file and its print, lists of children and an
/// agency's board draw these.
/// </summary>
public static class BoardColumns
{
    public static readonly Column<BoardRowView> Id = new("id", "Id", row => new TextCell(row.Child)) { InFilesOnly = true };
    public static readonly Column<BoardRowView> Child = new("child", "Child", row => new ChildCell(row.Child, row.Name, row.Url));
    public static readonly Column<BoardRowView> Age = new("age", "Age", row => new TextCell(row.Age));
    public static readonly Column<BoardRowView> LegalStatus = new(
        "legal-status",
        "Legal status",
        row => new TextCell(row.LegalStatus, row.LegalStatusCode)
    );
    public static readonly Column<BoardRowView> Plan = new("plan", "Plan", row => new TextCell(row.Plan));
    public static readonly Column<BoardRowView> Status = new(
        "status",
        "Status",
        row => row.Rag is { } rag ? new StatusCell(BoardViews.Words(rag, row.Standing), Tone(rag)) : new TextCell("")
    )
    {
        MostFirst = true,
    };

    public static readonly Column<BoardRowView> Overdue = Count("overdue", "Overdue", row => row.Overdue, "overdue", late: true);
    public static readonly Column<BoardRowView> DueSoon = Count("due-soon", "Due soon", row => row.DueSoon, "due soon", late: false);

    public static readonly Column<BoardRowView> Next = new(
        "next",
        "Next duty",
        row =>
            row.Rag is null
                ? new TextCell("")
                : new DutyCell(
                    row.Child,
                    row.NextTitle,
                    row.NextDue,
                    row.NextWhen,
                    row.NextClause,
                    row.Url is null ? null : row.NextClauseUrl
                )
    );

    public static readonly Column<BoardRowView> Team = new("team", "Team", row => new TextCell(row.Team));
    public static readonly Column<BoardRowView> SocialWorker = new("social-worker", "Social worker", row => new TextCell(row.SocialWorker));
    public static readonly Column<BoardRowView> Due = new("due", "Due", row => new TextCell(row.NextDue ?? "")) { InFilesOnly = true };
    public static readonly Column<BoardRowView> Clause = new("clause", "Clause", row => new TextCell(row.NextClause ?? ""))
    {
        InFilesOnly = true,
    };

    /// <summary>A council's board.</summary>
    public static readonly IReadOnlyList<Column<BoardRowView>> OfBoard =
    [
        Id,
        Child,
        Age,
        LegalStatus,
        Plan,
        Status,
        Overdue,
        DueSoon,
        Next,
        Team,
        SocialWorker,
        Due,
        Clause,
    ];

    /// <summary>A list of the children behind a number.</summary>
    public static readonly IReadOnlyList<Column<BoardRowView>> OfList = [Child, Age, LegalStatus, Plan, Status, Next];

    /// <summary>The columns of a board that a page shows, and that it may be sorted by.</summary>
    public static readonly IReadOnlyList<Column<BoardRowView>> Shown = [.. OfBoard.Where(column => !column.InFilesOnly)];

    private delegate IOrderedEnumerable<TrackerRow> Order(IEnumerable<TrackerRow> rows, bool descending, EventWords speech);

    private static readonly Dictionary<string, Order> Orders = new(StringComparer.Ordinal)
    {
        [Child.Name] = By(row => row.Name ?? row.Child, StringComparer.OrdinalIgnoreCase),
        [Age.Name] = By(row => row.AgeInMonths ?? -1),
        [LegalStatus.Name] = By(
            (row, speech) => row.LegalStatus is null ? "" : speech.LegalStatus(row.LegalStatus),
            StringComparer.Ordinal
        ),
        [Plan.Name] = By(row => row.Plan is null ? "" : Codes.Name(row.Plan), StringComparer.Ordinal),
        [Status.Name] = By(row => row.Rag),
        [Overdue.Name] = By(row => row.Overdue),
        [DueSoon.Name] = By(row => row.DueSoon),
        [Next.Name] = By(row => row.Next?.Due ?? LocalDate.MaxIsoValue),
        [Team.Name] = By(row => row.Team ?? "", StringComparer.OrdinalIgnoreCase),
        [SocialWorker.Name] = By(row => row.SocialWorker ?? "", StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The rows by a column, or those who need attention first where there is none. Of equals, by name and id.</summary>
    /// <param name="speech">How the council says what is sorted by its words.</param>
    public static IEnumerable<TrackerRow> Sorted(IEnumerable<TrackerRow> rows, string? column, bool descending, EventWords speech)
    {
        var sorted =
            column is not null && Orders.TryGetValue(column, out var order)
                ? order(rows, descending, speech)
                : rows.OrderByDescending(row => row.Rag)
                    .ThenByDescending(row => row.Overdue)
                    .ThenBy(row => row.Next?.Due ?? LocalDate.MaxIsoValue);
        return sorted
            .ThenBy(row => row.Name ?? row.Child, StringComparer.OrdinalIgnoreCase)
            .ThenBy(row => row.Child, StringComparer.Ordinal);
    }

    public static string Tone(Rag rag) =>
        rag switch
        {
            Rag.Red => "late",
            Rag.Amber => "soon",
            Rag.Green => "well",
            _ => "quiet",
        };

    private static Column<BoardRowView> Count(string name, string label, Func<BoardRowView, int> count, string what, bool late) =>
        new(
            name,
            label,
            row => new CountCell(
                count(row),
                row.Url is null ? null : $"{row.Url}#{name}",
                $"{Counting.Of(count(row), "duty", "duties")} {what} for {row.Name}",
                late
            )
        )
        {
            Number = true,
            MostFirst = true,
        };

    private static Order By<TKey>(Func<TrackerRow, TKey> key, IComparer<TKey>? comparer = null) => By((row, _) => key(row), comparer);

    private static Order By<TKey>(Func<TrackerRow, EventWords, TKey> key, IComparer<TKey>? comparer = null) =>
        (rows, descending, speech) =>
            descending ? rows.OrderByDescending(row => key(row, speech), comparer) : rows.OrderBy(row => key(row, speech), comparer);
}

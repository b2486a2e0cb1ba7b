using System.Globalization;
using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;

namespace Permanence.Api.Pages.Boards;

/// <summary>
/// What stands on a board: its columns, on pages and in its file, and how each sorts. The board, its print, lists of children and an
/// agency's board draw these.
/// </summary>
public static class BoardColumns
{
    public static readonly Column<BoardRowView> Child = new(
        "child",
        "Child",
        row => new ChildCell(row),
        [
            new("Id", row => row.Child),
            new("Child", row => row.Name),
            new("Age", row => row.Age),
            new("Standing", row => row.Standing.Name()),
            new("Legal status", row => row.LegalStatusCode is null ? row.LegalStatus : $"{row.LegalStatus} ({row.LegalStatusCode})"),
        ]
    );

    public static readonly Column<BoardRowView> Plan = new(
        "plan",
        "Plan and wait",
        row => new PlanCell(row),
        [
            new("Plan", row => row.Plan),
            new("Stage", row => row.Stage ?? ""),
            new("Since", row => row.Wait is { } wait ? Dates.Iso(wait.Since) : ""),
            new("Days", row => row.Wait is { } wait ? Count(wait.Days) : ""),
            new("Limit in days", row => row.Wait?.Limit is { } limit ? Count(limit) : ""),
            new("Limit by", row => row.Wait?.Clause ?? ""),
        ]
    );

    public static readonly Column<BoardRowView> Status = new(
        "status",
        "Status",
        row => new StatusCell(row),
        [
            new("Status", row => row.Status is { } status ? Statuses.Words(status) : ""),
            new("Missed", row => Count(row.Missed)),
            new("Overdue", row => Count(row.Overdue)),
            new("Due soon", row => Count(row.DueSoon)),
            new("Without a date", row => Count(row.Open)),
            new("Not known", row => string.Join("; ", row.Unknown)),
        ]
    )
    {
        MostFirst = true,
    };

    public static readonly Column<BoardRowView> Next = new(
        "next",
        "What comes next",
        row => new NextCell(row),
        [
            new("What comes next", row => row.Next?.Title ?? ""),
            new("Due", row => row.Next is { } next ? Dates.Iso(next.Due) : ""),
            new("Booked for", row => row.Next?.BookedFor is { } day ? Dates.Iso(day) : ""),
            new("Owner", row => row.NextOwner ?? ""),
            new("Clause", row => row.Next?.Clause ?? ""),
        ]
    );

    public static readonly Column<BoardRowView> Worker = new(
        "team",
        "Worker and team",
        row => new WorkerCell(row),
        [
            new("Social worker", row => row.SocialWorker),
            new("Team", row => row.Team),
            new("Reviewing officer", row => row.LacksReviewingOfficer ? "Not recorded" : row.ReviewingOfficer ?? ""),
        ]
    );

    /// <summary>The columns of a council's board as of a list of the children behind a number.</summary>
    public static readonly IReadOnlyList<Column<BoardRowView>> OnPage = [Child, Plan, Status, Next, Worker];

    /// <summary>The same for a spreadsheet: what a page says in a cell together stands here a fact a column.</summary>
    public static readonly IReadOnlyList<Fact<BoardRowView>> InFile = [.. OnPage.SelectMany(column => column.Facts)];

    private delegate IOrderedEnumerable<TrackerRow> Order(IEnumerable<TrackerRow> rows, bool descending, EventWords speech);

    // Some have no heading of their own: an address kept from when they had still sorts.
    private static readonly Dictionary<string, Order> Orders = new(StringComparer.Ordinal)
    {
        [Child.Name] = By(row => row.Name ?? row.Child, StringComparer.OrdinalIgnoreCase),
        [Plan.Name] = By(row => row.Plan is null ? "" : Codes.Name(row.Plan), StringComparer.Ordinal),
        [Status.Name] = By(row => row.Status()),
        [Next.Name] = By(row => row.Next?.Due ?? LocalDate.MaxIsoValue),
        [Worker.Name] = By(row => $"{row.Team}\n{row.SocialWorker}", StringComparer.OrdinalIgnoreCase),
        ["wait"] = By(DaysWaiting),
        ["age"] = By(row => row.AgeInMonths ?? -1),
        ["legal-status"] = By((row, speech) => row.LegalStatus is null ? "" : speech.LegalStatus(row.LegalStatus), StringComparer.Ordinal),
        ["missed"] = By(row => row.Missed),
        ["overdue"] = By(row => row.Overdue),
        ["due-soon"] = By(row => row.DueSoon),
        ["social-worker"] = By(row => row.SocialWorker ?? "", StringComparer.OrdinalIgnoreCase),
    };

    public static bool Sorts(string? order) => order is not null && Orders.ContainsKey(order);

    /// <summary>How long a child waits for permanence; -1 for who has it, or waits nowhere.</summary>
    public static int DaysWaiting(TrackerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Stage is { } stage && stage.Name != Stage.Secured ? stage.Days : -1;
    }

    /// <summary>
    /// The rows by an order, or those who need attention first where there is none: by status, and within it the longest wait first. Of
    /// equals, by date, name and id.
    /// </summary>
    /// <param name="speech">How the council says what is sorted by its words.</param>
    public static IEnumerable<TrackerRow> Sorted(IEnumerable<TrackerRow> rows, string? order, bool descending, EventWords speech)
    {
        var sorted = Sorts(order)
            ? Orders[order!](rows, descending, speech)
            : rows.OrderByDescending(row => row.Status())
                .ThenByDescending(DaysWaiting)
                .ThenBy(row => row.Next?.Due ?? LocalDate.MaxIsoValue);
        return sorted
            .ThenBy(row => row.Name ?? row.Child, StringComparer.OrdinalIgnoreCase)
            .ThenBy(row => row.Child, StringComparer.Ordinal);
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Order By<TKey>(Func<TrackerRow, TKey> key, IComparer<TKey>? comparer = null) => By((row, _) => key(row), comparer);

    private static Order By<TKey>(Func<TrackerRow, EventWords, TKey> key, IComparer<TKey>? comparer = null) =>
        (rows, descending, speech) =>
            descending ? rows.OrderByDescending(row => key(row, speech), comparer) : rows.OrderBy(row => key(row, speech), comparer);
}

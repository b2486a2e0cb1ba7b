using System.Globalization;
using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Boards;

/// <summary>
/// What somebody asked of a board: all of it stands in the address, so that it can be kept, shared and gone back to. What cannot be
/// read is left out rather than refused: an old link still shows a board.
/// </summary>
public sealed record BoardQuery
{
    public const int PageLength = 50;

    public string? Text { get; init; }

    public string? Team { get; init; }

    public Rag? Status { get; init; }

    /// <summary>A column, or null for who needs attention first.</summary>
    public string? Sort { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>A past London day, or a minute of one or of today; null for now.</summary>
    public DayOrMinute? On { get; init; }

    public bool AnyFilter => Text is not null || Team is not null || Status is not null;

    public static BoardQuery From(IQueryCollection query, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sort = Trimmed(query["sort"]);
        var column = sort?.TrimStart('-');
        var on = DayOrMinute.Parse(Trimmed(query["on"])) ?? DayFrom(query);
        return new BoardQuery
        {
            Text = Trimmed(query["q"]),
            Team = Trimmed(query["team"]),
            Status = FromWord(Trimmed(query["status"])),
            Sort = BoardColumns.Shown.Any(known => known.Name == column) ? column : null,
            Descending = sort is ['-', ..],
            Page =
                int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000
                    ? page
                    : 1,
            On = on is { } asked && (asked.Day < today || (asked.Day == today && asked.Time is not null)) ? on : null,
        };
    }

    /// <summary>The address of the board that shows this.</summary>
    public string Url(string authority)
    {
        var parts = new List<string>();
        Add("on", On?.Iso);
        Add("q", Text);
        Add("team", Team);
        Add("status", Status is { } status ? ToWord(status) : null);
        Add("sort", Sort is null ? null : (Descending ? "-" : "") + Sort);
        Add("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null);
        return $"{Links.Board(authority)}{(parts.Count > 0 ? "?" : "")}{string.Join('&', parts)}";

        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    public static string ToWord(Rag status) =>
        status switch
        {
            Rag.Red => "overdue",
            Rag.Amber => "due-soon",
            Rag.Green => "on-track",
            _ => "not-in-care",
        };

    public static Rag? FromWord(string? word) =>
        word switch
        {
            "overdue" => Rag.Red,
            "due-soon" => Rag.Amber,
            "on-track" => Rag.Green,
            "not-in-care" => Rag.Grey,
            _ => null,
        };

    // The three boxes of the form for a past day, which work without scripts.
    private static DayOrMinute? DayFrom(IQueryCollection query) =>
        int.TryParse(query["on-day"], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
        && int.TryParse(query["on-month"], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && int.TryParse(query["on-year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 1990 and <= 2200
        && month is >= 1 and <= 12
        && day >= 1
        && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new DayOrMinute(new LocalDate(year, month, day))
            : null;

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 100)];
}

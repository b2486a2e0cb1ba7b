using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Boards;

/// <summary>
/// What somebody asked of a board: all of it stands in the address, so that it can be kept, shared and gone back to. What cannot be
/// read is left out rather than refused: an old link still shows a board.
/// </summary>
public sealed record BoardQuery
{
    public const int PageLength = 50;
    private const string WholeWord = "all";

    public string? Text { get; init; }

    /// <summary>How <see cref="Text"/> stands in the address; as it is where nobody says.</summary>
    public SearchWords? Words { get; init; }

    /// <summary>Whose standing is shown; null for everybody's.</summary>
    public Standing? Who { get; init; } = Standing.LookedAfter;

    /// <summary>What was chosen of each of <see cref="BoardFilters.Chosen"/>, by its name.</summary>
    public ImmutableSortedDictionary<string, string> Chosen { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public RowStatus? Status { get; init; }

    /// <summary>Days from the day of the board by which what comes next is due.</summary>
    public int? DueWithin { get; init; }

    /// <summary>An order of the rows, or null for who needs attention first.</summary>
    public string? Sort { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>Whether all pages are shown as one, to print.</summary>
    public bool Whole { get; init; }

    /// <summary>A past London day, or a minute of one or of today; null for now.</summary>
    public DayOrMinute? On { get; init; }

    public bool AnyFilter => Text is not null || Chosen.Count > 0 || Status is not null || DueWithin is not null;

    /// <summary>With nothing left out of whom it shows.</summary>
    public BoardQuery Cleared() => this with { Text = null, Chosen = Chosen.Clear(), Status = null, DueWithin = null, Page = 1 };

    /// <summary>With another choice of one filter, or without it.</summary>
    public BoardQuery With(string filter, string? value) =>
        this with
        {
            Chosen = value is null ? Chosen.Remove(filter) : Chosen.SetItem(filter, value),
            Page = 1,
        };

    public bool Equals(BoardQuery? other) => other is not null && Url("") == other.Url("");

    public override int GetHashCode() => Url("").GetHashCode(StringComparison.Ordinal);

    public static BoardQuery From(IQueryCollection query, LocalDate today, SearchWords? words = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sort = Trimmed(query["sort"]);
        var column = sort?.TrimStart('-');
        var on = DayOrMinute.Parse(Trimmed(query["on"])) ?? DayFrom(query);
        return new BoardQuery
        {
            Text = Trimmed(words is null ? query["q"] : words.Read(query["q"])),
            Words = words,
            Who = WhoFrom(Trimmed(query["who"])),
            Chosen = BoardFilters
                .Chosen.Select(filter => KeyValuePair.Create(filter.Name, Trimmed(query[filter.Name])))
                .Where(pair => pair.Value is not null)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
            Status = Statuses.FromWord(Trimmed(query["status"])),
            DueWithin =
                int.TryParse(query["due-within"], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                && BoardFilters.DueWithin.Contains(days)
                    ? days
                    : null,
            Sort = BoardColumns.Sorts(column) ? column : null,
            Descending = sort is ['-', ..],
            Whole = Trimmed(query["page"]) == WholeWord,
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
        var page =
            Whole ? WholeWord
            : Page > 1 ? Page.ToString(CultureInfo.InvariantCulture)
            : null;
        var parts = Fields().Append(("page", page)).ToList();
        var said = parts.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return $"{Links.Board(authority)}{(said.Count > 0 ? "?" : "")}{string.Join('&', said)}";
    }

    /// <summary>All that stands in its address but the page, by name; null where it is as it is without saying so.</summary>
    public IEnumerable<(string Name, string? Value)> Fields() =>
        [
            ("on", On?.Iso),
            ("who", WhoWord(Who)),
            ("q", Text is null || Words is null ? Text : Words.Write(Text)),
            .. BoardFilters.Chosen.Select(filter => (filter.Name, Chosen.GetValueOrDefault(filter.Name))),
            ("status", Status is { } status ? Statuses.ToWord(status) : null),
            ("due-within", DueWithin?.ToString(CultureInfo.InvariantCulture)),
            ("sort", Sort is null ? null : (Descending ? "-" : "") + Sort),
        ];

    private static string? WhoWord(Standing? who) =>
        who switch
        {
            null => "all",
            Standing.LookedAfter => null,
            _ => BoardFilters.Standings.First(one => one.Standing == who).Name,
        };

    private static Standing? WhoFrom(string? word) =>
        word == "all" ? null
        : BoardFilters.Standings.FirstOrDefault(one => one.Name == word) is { Name: not null } found ? found.Standing
        : Standing.LookedAfter;

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

using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Boards;

/// <summary>A board as one page of it is drawn.</summary>
public sealed record BoardView
{
    /// <summary>What of the page beside the rows a change may touch: each a partial view of that name.</summary>
    public static readonly IReadOnlyList<string> Parts = ["Tabs", "Counts", "Filters", "Line", "Empty", "Pages"];

    public required string Authority { get; init; }

    public required BoardQuery Query { get; init; }

    /// <summary>London time of the last good facts: <c>10:42</c>.</summary>
    public required string AsAt { get; init; }

    public required long Version { get; init; }

    public required IReadOnlyList<CountTile> Tiles { get; init; }

    /// <summary>
    /// The same search with nothing else left out; null where it finds nobody either, or something is shown. Who lands on their own
    /// children looks for somebody else's in the same box.
    /// </summary>
    public string? AmongAllUrl { get; init; }

    /// <summary>Whom it shows, by where they stand.</summary>
    public required IReadOnlyList<WhoTab> Tabs { get; init; }

    /// <summary>What the rows can be narrowed by, in the order of the page.</summary>
    public required IReadOnlyList<FilterChoice> Choices { get; init; }

    public required IReadOnlyList<FilterTag> Tags { get; init; }

    public required string ClearUrl { get; init; }

    public required TableView Table { get; init; }

    public required IReadOnlyList<BoardRowView> Rows { get; init; }

    /// <summary>What the rows were made of, in the same order.</summary>
    public required IReadOnlyList<TrackerRow> Shown { get; init; }

    /// <summary>Children whose record cannot be read: they are in no row and no number.</summary>
    public required int Missing { get; init; }

    /// <summary>Children whose record has not been read yet.</summary>
    public required int Awaited { get; init; }

    /// <summary>How many children the filters leave, over all pages.</summary>
    public required int Matching { get; init; }

    public required int Children { get; init; }

    public required PagesView Pages { get; init; }

    /// <summary>Which filter hid the rows, where none is left.</summary>
    public required IReadOnlyList<string> Empty { get; init; }

    public DayOrMinute? On => Query.On;

    /// <summary>The rows shown, all pages of them, as a file.</summary>
    public string CsvUrl
    {
        get
        {
            var address = (Query with { Page = 1 }).Url(Authority);
            return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler=Csv";
        }
    }
}

/// <summary>A number that opens the children behind it.</summary>
public sealed record CountTile(string Label, int Number, string More, string Tone, string Url, bool Current);

/// <summary>Children of one standing, as many as the filters leave.</summary>
public sealed record WhoTab(string Label, int Number, string Url, bool Current);

public sealed record FilterOption(string Value, string Label, bool Selected);

/// <summary>One thing to narrow by, with how many children each choice would leave.</summary>
public sealed record FilterChoice(string Name, string Label, IReadOnlyList<FilterOption> Options);

public sealed record FilterTag(string Label, string RemoveUrl);

/// <param name="Url">The address that sorts by it; null where nothing does.</param>
/// <param name="AriaSort"><c>ascending</c>, <c>descending</c>, or null where the board is not sorted by it.</param>
public sealed record ColumnView(string Name, string Label, string? Url, string? AriaSort, bool Number = false);

/// <summary>A child as a board says it.</summary>
public sealed record BoardRowView
{
    public required string Child { get; init; }

    public required string Name { get; init; }

    /// <summary>The child's page; null where who reads this may not see the record.</summary>
    public required string? Url { get; init; }

    public string Age { get; init; } = "";

    public string LegalStatus { get; init; } = "";

    public string? LegalStatusCode { get; init; }

    public string Plan { get; init; } = "";

    /// <summary>Where the child waits, in words; null for who waits nowhere.</summary>
    public string? Stage { get; init; }

    /// <summary>How long; null for who waits nowhere, and for who has what they waited for.</summary>
    public StageRow? Wait { get; init; }

    /// <summary>How long a child has waited or has had permanence: <c>1,204 days, since 13 August 2023</c>.</summary>
    public string? Since { get; init; }

    /// <summary>How long it may be, and how far past that it is, where there is a limit.</summary>
    public string? Limit { get; init; }

    /// <summary>The page of the clause that limits it; null where a national measure does, or nothing.</summary>
    public string? LimitUrl { get; init; }

    /// <summary>Null where the child stands on no board.</summary>
    public required RowStatus? Status { get; init; }

    public Standing Standing { get; init; }

    public int Missed { get; init; }

    public int Overdue { get; init; }

    public int DueSoon { get; init; }

    public int Open { get; init; }

    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Whether nothing but a concern past its day can have made it critical.</summary>
    public bool ConcernIsPast { get; init; }

    public NextDuty? Next { get; init; }

    /// <summary>By when, and how far away that is.</summary>
    public string? NextWhen { get; init; }

    /// <summary><c>booked for 2 December 2026</c>.</summary>
    public string? NextBooked { get; init; }

    /// <summary>The role that has to act, as the council calls it.</summary>
    public string? NextOwner { get; init; }

    /// <summary>The page that explains the clause; null where the reader may not see the policy's pages.</summary>
    public string? NextClauseUrl { get; init; }

    public string Team { get; init; } = "";

    public string SocialWorker { get; init; } = "";

    public string? ReviewingOfficer { get; init; }

    /// <summary>Whether there has to be a reviewing officer and none is recorded.</summary>
    public bool LacksReviewingOfficer { get; init; }

    /// <summary>Why an agency sees the child, where the plan does not say so itself.</summary>
    public string? SeenBecause { get; init; }

    /// <summary>Differs whenever anything shown of the row differs, but how many days have gone by.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The row in a sentence, for those who hear changes.</summary>
    public string Says { get; init; } = "";
}

/// <param name="Numbers">Page numbers in order; null stands for pages left out.</param>
public sealed record PagesView(int Current, int Count, IReadOnlyList<PageLink?> Numbers, string? Previous, string? Next)
{
    /// <param name="url">The address of a page by its number.</param>
    public static PagesView Of(int current, int count, Func<int, string> url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var numbers = new List<PageLink?>();
        for (var number = 1; number <= count; number++)
        {
            if (number == 1 || number == count || Math.Abs(number - current) <= 2)
                numbers.Add(new PageLink(number, url(number), number == current));
            else if (numbers[^1] is not null)
                numbers.Add(null);
        }

        return new PagesView(current, count, numbers, current > 1 ? url(current - 1) : null, current < count ? url(current + 1) : null);
    }
}

public sealed record PageLink(int Number, string Url, bool Current);

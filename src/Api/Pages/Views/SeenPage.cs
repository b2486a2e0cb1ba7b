using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Views;
using Permanence.Grains.Views;

namespace Permanence.Api.Pages.Views;

/// <summary>Who looked, the latest first. Looking here is logged too.</summary>
[ResponseCache(NoStore = true)]
public abstract class SeenPage(ICouncils councils, IAccess access, IClock clock, IViewLog log, IPeople people)
    : CouncilPage(councils, access, clock)
{
    private const int PageLength = 100;

    public IReadOnlyList<SeenRow> Rows { get; private set; } = [];

    public PagesView Pages { get; private set; } = null!;

    /// <summary>The id of one person; null for everybody.</summary>
    public string? By { get; private set; }

    public string? DayFault { get; private set; }

    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldFault> Faults => DayFault is null ? [] : [new FieldFault("on", DayFault)];

    /// <summary>The page without its filters.</summary>
    public abstract string Address { get; }

    protected async Task Read(string? child)
    {
        By = Asked("by");
        Typed = Request.Query.ToDictionary(part => part.Key, part => part.Value.ToString(), StringComparer.Ordinal);
        (var on, DayFault) = DateBoxes.Read(Typed, "on", "Day");
        var page =
            int.TryParse(Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= 1_000
                ? asked
                : 1;
        var query = new ViewQuery(Authority)
        {
            Child = child,
            By = By,
            Skip = (page - 1) * PageLength,
            Take = PageLength + 1,
        };
        var seen = DayFault is not null ? [] : await log.Read(on is { } day ? query.On(day) : query, HttpContext.RequestAborted);
        Rows = [.. seen.Take(PageLength).Select(entry => SeenRow.Of(entry.Viewing, people.Name(entry.Viewing.By), Authority))];
        Pages = PagesView.Of(page, seen.Count > PageLength ? page + 1 : page, PageAddress);
        HttpContext.Saw(seen.Select(entry => entry.Viewing.Child).OfType<string>().Distinct().Count());
    }

    protected string? Asked(string name) => Request.Query[name] is [{ } text] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private string PageAddress(int page)
    {
        var kept = Typed.Where(part => part.Key != "page" && part.Value.Length > 0).Append(KeyValuePair.Create("page", $"{page}"));
        return $"{Address}?{string.Join('&', kept.Select(part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(part.Value)}"))}";
    }
}

/// <summary>One look, in words.</summary>
/// <param name="Who">By name where this node knows them, else by id.</param>
/// <param name="What">What was shown.</param>
/// <param name="Through">Through what.</param>
/// <param name="Asked">As of when, and by what it was narrowed.</param>
/// <param name="Child">Their id; null where it was a list.</param>
/// <param name="ChildUrl">The child's page; null where it was a list.</param>
/// <param name="Children">How many stood on the list.</param>
public sealed record SeenRow(
    string When,
    string Who,
    string Id,
    string Role,
    string What,
    string Through,
    string? Asked,
    string? Child,
    string? ChildUrl,
    string? Children,
    string? Reason
)
{
    // The first that stands in what was shown. Of a child's own pages what follows their id says which.
    private static readonly (string Part, string Words)[] Known =
    [
        ("/views", "Who looked"),
        ("/record", "Recording an entry"),
        ("/events", "Recording an entry"),
        ("/entries/", "Putting an entry right"),
        ("/forms", "Forms"),
        ("/eligibility", "Eligibility"),
        ("/held", "Facts of a return"),
        ("/obligations", "What is due"),
        ("/imports", "An import"),
        ("/policy", "The policy and whom it asks something of"),
        ("/indicators", "A list"),
        ("/duties", "Duties"),
        ("/summaries", "What records say"),
        ("/hubs/", "The board, live"),
        ("/board", "The board"),
        ("/children/", "The record"),
        ("/children", "The list of children"),
        ("export", "An export"),
    ];

    public static SeenRow Of(Viewing seen, string who, string authority)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return new SeenRow(
            Dates.InWords(seen.At),
            who,
            seen.By,
            Codes.Name(seen.Role),
            seen.Agency is not null
                ? "The agency’s board"
                : Known.FirstOrDefault(known => seen.What.Contains(known.Part, StringComparison.Ordinal)).Words ?? seen.What,
            seen.Where switch
            {
                Viewing.Page => "A page",
                Viewing.Hub => "An open page",
                Viewing.CommandLine => "The command line",
                _ => "A program",
            },
            seen.Asked,
            seen.Child,
            seen.Child is { } child ? Links.Child(authority, child) : null,
            seen.Children is { } children ? Counting.Of(children, "child", "children") : null,
            seen.Reason
        );
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Boards;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Imports;

namespace Permanence.Api.Pages.Imports;

/// <summary>
/// What a return cannot carry, given to the children of an import in one sitting: names, teams and social workers. Each row is recorded in
/// the child's own record or, where something is wrong with it, comes back as it was typed; the others are recorded all the same.
/// </summary>
[ResponseCache(NoStore = true)]
public sealed class NamesModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains)
    : CouncilPage(councils, access, clock)
{
    private const int PageLength = 50;
    private const string TeamOfAll = "team-all";

    public ImportJob Job { get; private set; } = null!;

    public IReadOnlyList<NameRow> Rows { get; private set; } = [];

    /// <summary>The team of every row that has none, where nothing else is typed there.</summary>
    public string Team { get; private set; } = "";

    /// <summary>Children of the import who lack something, those on this page among them.</summary>
    public int Lacking { get; private set; }

    /// <summary>How many were recorded with what was sent last.</summary>
    public int Recorded { get; private set; }

    public IReadOnlyList<string> Teams { get; private set; } = [];

    public IReadOnlyList<string> Workers { get; private set; } = [];

    public PagesView Pages { get; private set; } = null!;

    public IReadOnlyList<FieldFault> Faults => [.. Rows.SelectMany(row => row.Faults)];

    public static string Who(NameRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Now is not { } now)
            return "";
        var age = now.Age.All(char.IsAsciiDigit) ? $"age {now.Age}" : now.Age;
        var standing = now.Standing switch
        {
            Domain.History.Standing.LookedAfter => ", in care",
            Domain.History.Standing.AfterCare => ", has left care",
            Domain.History.Standing.Closed => ", closed",
            _ => "",
        };
        return $"{age}{standing}{(NameRow.NumberOfReturn(now) is { } number ? $", social worker {number} in the return" : "")}";
    }

    public async Task<IActionResult> OnGetAsync(string import)
    {
        if (await Open(import) is { } refused)
            return refused;
        await ReadBoard();
        HttpContext.Saw(Rows.Count);
        Recorded = Number("recorded");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string import)
    {
        if (await Open(import) is { } refused)
            return refused;
        var typed = Request.Typed();
        Team = typed.GetValueOrDefault(TeamOfAll, "").Trim();
        var ofImport = await Children();
        var left = new List<NameRow>();
        for (var index = 0; index < PageLength && typed.TryGetValue($"child-{index}", out var child); index++)
        {
            if (!ofImport.Contains(child))
                return NotFound();
            var row = await Record(Sent(index, child, typed));
            if (row is null)
                Recorded++;
            else
                left.Add(row);
        }

        if (left.TrueForAll(row => row.Faults.Count == 0))
            return Redirect($"{Links.ImportedNames(Authority, Job.Id)}?recorded={Recorded.ToString(CultureInfo.InvariantCulture)}");
        await ReadBoard();
        Rows =
        [
            .. left.Select(
                (row, index) =>
                    row with
                    {
                        Index = index,
                        Faults = [.. row.Faults.Select(fault => fault with { Field = $"{fault.Field!.Split('-')[0]}-{index}" })],
                    }
            ),
        ];
        HttpContext.Saw(Rows.Count);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private IImportGrain Import => grains.GetGrain<IImportGrain>(new ImportKey(Authority, Job.Id));

    private async Task<HashSet<string>> Children() =>
        (await Import.Children(0, int.MaxValue, HttpContext.RequestAborted)).Select(child => child.Child).ToHashSet(StringComparer.Ordinal);

    private NameRow Sent(int index, string child, Dictionary<string, string> typed)
    {
        var fields = NameRow
            .Fields.Select(field =>
            {
                var given = typed.TryGetValue($"{field.Field}-{index}", out var text) ? text.Trim() : null;
                return (field.Field, Value: given is "" && field.Field == NameRow.Team ? Team : given ?? "");
            })
            .Where(field => field.Value.Length > 0)
            .ToDictionary(field => field.Field, field => field.Value);
        return new NameRow(
            index,
            child,
            Guid.TryParse(typed.GetValueOrDefault($"command-{index}"), out var command) ? command : Guid.NewGuid(),
            null,
            fields
        );
    }

    /// <summary>Null where it was recorded; else the row as it stays in the form.</summary>
    private async Task<NameRow?> Record(NameRow row)
    {
        var grain = grains.GetGrain<IChildGrain>(new ChildKey(Authority, row.Child));
        var now = await grain.Row(AsOf.Now, HttpContext.RequestAborted);
        row = row with { Now = now };
        if (row.Typed.Count == 0)
            return row;
        if (now is null)
            return row with
            {
                Faults = [new FieldFault(row.Input(NameRow.Name), $"Child {row.Child}: there is no record of this child any more.")],
            };
        if (row.Overtaken(now).ToList() is { Count: > 0 } overtaken)
            return row with { Faults = overtaken };
        var events = row.Events(now, Today);
        // Sent again after it was recorded, or recorded by somebody else in the same words.
        if (events.Count == 0)
            return null;
        var ruling = await grain.Record(row.Command, events);
        return ruling.Allowed ? null : row with { Command = ruling.After(row.Command), Faults = [.. row.FaultsOf(ruling.Refusals)] };
    }

    private async Task<IActionResult?> Open(string import)
    {
        if (!MayImport)
            return Forbidden();
        if ((WhyNotRecord(EventTypes.DetailsChanged) ?? WhyNotRecord(EventTypes.OfficerAllocated)) is { } theirs)
            return NotYourAct(theirs);
        if (await grains.GetGrain<IImportGrain>(new ImportKey(Authority, import)).Read(HttpContext.RequestAborted) is not { } job)
            return NotFound();
        Job = job;
        return null;
    }

    private async Task ReadBoard()
    {
        // Not the mirror of this node: who was just named is to be gone from the list.
        var board = await grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(Authority)).Read(AsOf.Now, HttpContext.RequestAborted);
        Teams = Choices(board, NameRow.Team);
        Workers = Choices(board, NameRow.Worker);
        var ofImport = await Children();
        var lacking = board
            .Rows.Where(row => ofImport.Contains(row.Child) && NameRow.IsLacking(row))
            // Who is in care now is asked for first, and whose case is closed last.
            .OrderBy(row => row.Standing == Domain.History.Standing.LookedAfter ? -1 : (int)row.Standing)
            .ThenBy(row => row.Child, StringComparer.Ordinal)
            .ToList();
        Lacking = lacking.Count;
        var pages = Math.Max(1, (lacking.Count + PageLength - 1) / PageLength);
        var page = Math.Clamp(Number("page"), 1, pages);
        Rows =
        [
            .. lacking
                .Skip((page - 1) * PageLength)
                .Take(PageLength)
                .Select((row, index) => new NameRow(index, row.Child, Guid.NewGuid(), row, new Dictionary<string, string>())),
        ];
        Pages = PagesView.Of(
            page,
            pages,
            number => number == 1 ? Links.ImportedNames(Authority, Job.Id) : $"{Links.ImportedNames(Authority, Job.Id)}?page={number}"
        );
    }

    private int Number(string name) =>
        int.TryParse(Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IReadOnlyList<string> Choices(Board board, string field) =>
        [
            .. board
                .Rows.Select(row => NameRow.Said(row, field))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
}

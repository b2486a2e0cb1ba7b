using System.Globalization;
using NodaTime;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Lists;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Lists;

/// <summary>What somebody asked of a list: all of it stands in the address. What cannot be read is left out rather than refused.</summary>
/// <param name="Sheet">The value whose sheet is shown; null for all. Empty for the rows that say nothing.</param>
/// <param name="Sort">The id of a column.</param>
public sealed record KeptListQuery(string? Sheet, string? Sort, bool Descending, int Page)
{
    public const int PageLength = 100;

    public static KeptListQuery From(IQueryCollection query, PolicyForm form)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(form);
        var sort = query["sort"].ToString();
        var column = sort.TrimStart('-');
        return new(
            form.Grouping is not null && query.ContainsKey("sheet") ? query["sheet"].ToString() : null,
            form.Fields.Any(field => field.Id == column) ? column : null,
            sort is ['-', ..],
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000 ? page : 1
        );
    }

    public string Url(string list)
    {
        string?[] parts =
        [
            Sheet is null ? null : $"sheet={Uri.EscapeDataString(Sheet)}",
            Sort is null ? null : $"sort={(Descending ? "-" : "")}{Uri.EscapeDataString(Sort)}",
            Page > 1 ? $"page={Page.ToString(CultureInfo.InvariantCulture)}" : null,
        ];
        var asked = string.Join('&', parts.OfType<string>());
        return asked.Length == 0 ? list : $"{list}?{asked}";
    }
}

/// <param name="Cells">One for each column, in words; empty where it is blank.</param>
public sealed record KeptRowView(string Id, string Name, IReadOnlyList<string> Cells);

public sealed record SheetView(string Name, int Rows, string Url, bool Current, IReadOnlyList<Clause> Clauses);

/// <summary>A list as its page shows it.</summary>
public sealed record KeptListView(
    PolicyForm Form,
    KeptListQuery Query,
    IReadOnlyList<SheetView> Sheets,
    IReadOnlyList<ColumnView> Columns,
    IReadOnlyList<KeptRowView> Rows,
    int Matching,
    int All,
    PagesView Pages
)
{
    /// <summary>The sheet that is shown, in words; null where all rows are.</summary>
    public string? Sheet => Query.Sheet is null ? null : Name(Query.Sheet);

    /// <param name="list">The address of the list.</param>
    public static KeptListView Of(PolicyForm form, KeptList kept, KeptListQuery query, string list)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(query);
        var all = kept.Rows().Where(row => !row.Removed).ToList();
        var matching = Chosen(form, all, query);
        var pages = Math.Max(1, (matching.Count + KeptListQuery.PageLength - 1) / KeptListQuery.PageLength);
        var page = Math.Min(query.Page, pages);
        var shown = matching.Skip((page - 1) * KeptListQuery.PageLength).Take(KeptListQuery.PageLength);
        return new(
            form,
            query,
            [
                .. ListSheet
                    .Of(form, all)
                    .Select(sheet => new SheetView(
                        Name(sheet),
                        sheet.Rows.Count,
                        (query with { Sheet = sheet.Value, Page = 1 }).Url(list),
                        sheet.Value == query.Sheet,
                        sheet.Clauses
                    )),
            ],
            [.. form.Fields.Select(field => Column(field, query, list))],
            [
                .. shown.Select(row => new KeptRowView(
                    row.Id,
                    Name(form, row),
                    [.. form.Fields.Select(field => Words(field, row.Values.GetValueOrDefault(field.Id)))]
                )),
            ],
            matching.Count,
            all.Count,
            PagesView.Of(page, pages, number => (query with { Page = number }).Url(list))
        );
    }

    /// <summary>The rows of the sheet that is asked for, all pages of them, for a spreadsheet: dates as <c>2026-03-27</c>.</summary>
    public static IEnumerable<string> CsvLines(PolicyForm form, KeptList kept, KeptListQuery query, string council, Instant asAt)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(query);
        yield return Csv.Line(form.Title, council, "As at", Dates.InWords(asAt), "Sheet", query.Sheet is null ? "All" : Name(query.Sheet));
        yield return Csv.Line([.. form.Fields.Select(field => field.Label), "Row", "Last changed"]);
        foreach (var row in Chosen(form, [.. kept.Rows().Where(row => !row.Removed)], query))
        {
            yield return Csv.Line([
                .. form.Fields.Select(field =>
                    field.Type == FieldType.Date
                        ? row.Values.GetValueOrDefault(field.Id, "")
                        : Words(field, row.Values.GetValueOrDefault(field.Id))
                ),
                row.Id,
                Dates.InWords(row.Entries[^1].Recorded.At),
            ]);
        }
    }

    public static string Name(ListSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return Name(sheet.Value);
    }

    /// <summary>What a row is called: the first of its columns that says something.</summary>
    public static string Name(PolicyForm form, ListRow row)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(row);
        return form.Fields.Select(field => Words(field, row.Values.GetValueOrDefault(field.Id))).FirstOrDefault(words => words.Length > 0)
            ?? $"Row {row.Id}";
    }

    /// <summary>A value as people read it; empty where there is none.</summary>
    public static string Words(FormField field, string? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return (field.Type, value) switch
        {
            (_, null) => "",
            (FieldType.Date, _) => Dates.InWords(Dates.FromIso(value)) ?? value,
            (FieldType.YesNo, "yes") => "Yes",
            (FieldType.YesNo, "no") => "No",
            _ => value,
        };
    }

    private static string Name(string sheet) => sheet.Length == 0 ? "Not recorded" : sheet;

    private static ColumnView Column(FormField field, KeptListQuery query, string list)
    {
        var current = field.Id == query.Sort;
        return new(
            field.Id,
            field.Label,
            (query with { Sort = field.Id, Descending = current && !query.Descending, Page = 1 }).Url(list),
            current
                ? query.Descending
                    ? "descending"
                    : "ascending"
                : null,
            field.Type == FieldType.Number
        );
    }

    // What is blank comes last either way.
    private static List<ListRow> Chosen(PolicyForm form, IReadOnlyList<ListRow> rows, KeptListQuery query)
    {
        var shown = query.Sheet is null ? rows : ListSheet.Of(form, rows).FirstOrDefault(sheet => sheet.Value == query.Sheet)?.Rows ?? [];
        var column = form.Fields.FirstOrDefault(field => field.Id == query.Sort) ?? form.Fields.First();
        var first = shown.OrderBy(row => !row.Values.ContainsKey(column.Id));
        return
        [
            .. column.Type switch
            {
                FieldType.Number => Then(
                    row => decimal.TryParse(Value(row), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0m,
                    null
                ),
                FieldType.Choice => Then(row => column.Values.ToList().IndexOf(Value(row)), null),
                _ => Then(Value, StringComparer.OrdinalIgnoreCase),
            },
        ];

        string Value(ListRow row) => row.Values.GetValueOrDefault(column.Id, "");

        IEnumerable<ListRow> Then<TKey>(Func<ListRow, TKey> key, IComparer<TKey>? comparer) =>
            query.Descending ? first.ThenByDescending(key, comparer) : first.ThenBy(key, comparer);
    }
}

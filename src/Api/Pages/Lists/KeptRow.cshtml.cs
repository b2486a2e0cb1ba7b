using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <param name="Facts">What was put in, or what is otherwise than before.</param>
public sealed record RowEntryView(string Day, string What, IReadOnlyList<string> Facts, string? Reason, string Source);

/// <summary>One row of a list with everything that was done to it.</summary>
public sealed class KeptRowModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : KeptListPage(councils, access, clock, policies, grains)
{
    public ListRow Row { get; private set; } = null!;

    public string Name => KeptListView.Name(Form, Row);

    /// <summary>The columns of the policy, and then what stands in columns that it no longer has.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts =>
        [
            .. Form.Fields.Select(column => (column.Label, KeptListView.Words(column, Row.Values.GetValueOrDefault(column.Id)))),
            .. Row
                .Values.Where(one => Form.Fields.All(column => column.Id != one.Key))
                .Select(one => ($"{Label(one.Key)} (no longer asked for)", one.Value)),
        ];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<RowEntryView> History =>
        [.. Row.Entries.Select((entry, index) => View(entry, index == 0 ? null : Row.Entries[index - 1])).Reverse()];

    public async Task<IActionResult> OnGetAsync(string row)
    {
        if (!await Open() || List.Row(row) is not { } found)
            return NotFound();
        Row = found;
        return Page();
    }

    private RowEntryView View(ListEntry entry, ListEntry? before)
    {
        var recorded = entry.Recorded;
        var facts =
            entry.Kind == ListEntryKind.RowRemoved ? [] : Differences(entry.Values, before?.Values ?? new Dictionary<string, string>());
        return new(
            Dates.InWords(recorded.At.InZone(Domain.Records.Timeline.London).Date),
            entry.Kind switch
            {
                ListEntryKind.RowAdded => "Added",
                ListEntryKind.RowChanged when facts.Count == 0 => "Saved without a change",
                ListEntryKind.RowChanged => "Changed",
                _ => "Taken off the list",
            },
            facts,
            entry.Reason,
            Children.History.Stamp(recorded, Council.Speech, people.Name)
        );
    }

    private List<string> Differences(IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string> before)
    {
        string[] columns =
        [
            .. Form.Fields.Select(field => field.Id),
            .. now.Keys.Union(before.Keys).Where(column => Form.Fields.All(field => field.Id != column)),
        ];
        return
        [
            .. from column in columns
            let stands = Words(column, now)
            let was = Words(column, before)
            where stands != was
            select $"{Label(column)}: {(stands.Length == 0 ? "blank" : stands)}{(was.Length == 0 ? "" : $" (was {was})")}",
        ];
    }

    private string Words(string column, IReadOnlyDictionary<string, string> values) =>
        Form.Fields.FirstOrDefault(field => field.Id == column) is { } known
            ? KeptListView.Words(known, values.GetValueOrDefault(column))
            : values.GetValueOrDefault(column, "");

    private string Label(string column) =>
        Form.Fields.FirstOrDefault(field => field.Id == column)?.Label ?? char.ToUpperInvariant(column[0]) + column[1..].Replace('-', ' ');
}

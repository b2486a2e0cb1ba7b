using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Lists;

/// <summary>The rows of a list that are on one of its sheets.</summary>
/// <param name="Value">What they have in common; empty where they say nothing.</param>
/// <param name="Clauses">What the policy says of this sheet alone.</param>
public sealed record ListSheet(string Value, IReadOnlyList<Clause> Clauses, IReadOnlyList<ListRow> Rows)
{
    /// <summary>
    /// The sheets of a list in the policy's order, also those that hold nothing. What stands on none of them, because it is blank or a word
    /// of an earlier policy, is on a sheet of its own after them, so that the sheets add up. Empty where the list is not divided.
    /// </summary>
    public static IReadOnlyList<ListSheet> Of(PolicyForm form, IReadOnlyList<ListRow> rows)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Grouping is not { } grouping)
            return [];
        var sheets = rows.ToLookup(row => row.Values.GetValueOrDefault(grouping.Id, ""), StringComparer.Ordinal);
        return
        [
            .. grouping.Values.Select(value => new ListSheet(
                value,
                [.. grouping.ValueClauses.Where(point => point.Says == value).Select(point => point.Clause)],
                [.. sheets[value]]
            )),
            .. sheets
                .Where(sheet => !grouping.Values.Contains(sheet.Key))
                .OrderBy(sheet => sheet.Key, StringComparer.Ordinal)
                .Select(sheet => new ListSheet(sheet.Key, [], [.. sheet])),
        ];
    }
}

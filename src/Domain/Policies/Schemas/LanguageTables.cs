using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Policies.Schemas;

/// <summary>
/// The tables of <c>config/README.md</c> that list the constructs of the language, each between two comments with its name.
/// </summary>
public static class LanguageTables
{
    /// <summary>The page with each table as the readers have it.</summary>
    public static string Renew(string page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Renew(
            Renew(
                page,
                "conditions",
                "| condition | holds where |",
                Condition.Kinds.SelectMany(kind =>
                    ((string, string)[])
                        [
                            ($"`{kind.Key}: {kind.Examples[0]}`", kind.Means),
                            .. kind.Examples.Skip(1).Select(example => ($"or `{example}`", "")),
                        ]
                )
            ),
            "moments",
            "| beside `label:` | the day |",
            Moment.Kinds.Select(kind => ($"`{kind.Example[2..^2]}`", kind.Means))
        );
    }

    private static string Renew(string page, string name, string head, IEnumerable<(string Written, string Means)> rows)
    {
        var (begin, end) = ($"<!-- {name}: written by permanence policy schema -->\n", $"<!-- {name} end -->");
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf(end, StringComparison.Ordinal));
        var table = string.Concat(rows.Select(row => $"| {row.Written} | {row.Means} |\n"));
        return from < 0 || to < from ? page : $"{page[..(from + begin.Length)]}{head}\n|---|---|\n{table}{page[to..]}";
    }
}

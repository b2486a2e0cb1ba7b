using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Occasions;
using Permanence.Domain.Policies.Questions;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies.Schemas;

/// <summary>
/// The tables of the pages of <c>config</c> that list the constructs of the language, each between two comments with its name.
/// </summary>
public static class LanguageTables
{
    private static readonly (string Name, string Table)[] Tables =
    [
        ("occasions", Table(["`each:`", "arises"], Occasion.Kinds.SelectMany(kind => Rows(kind.Examples, kind.Means)))),
        ("clocks", Table(["beside `clause:`", "the date"], ClockKind.Kinds.SelectMany(kind => Rows(kind.Examples, kind.Means)))),
        ("moments", Table(["beside `label:`", "the day"], Moment.Kinds.SelectMany(kind => Rows([kind.Example[2..^2]], kind.Means)))),
        (
            "conditions",
            Table(
                ["condition", "holds where"],
                Condition.Kinds.SelectMany(kind => Rows([$"{kind.Key}: {kind.Examples[0]}", .. kind.Examples.Skip(1)], kind.Means))
            )
        ),
        ("tests", Table(["test", "holds where"], EligibilityTest.Kinds.SelectMany(kind => Rows(kind.Examples, kind.Means)))),
        (
            "facts",
            Table(
                ["`from`", "gives", ""],
                FormSource
                    .All.DistinctBy(source => source.Fact)
                    .Select(source =>
                        Row($"`{source.General.Name}`", source.General.Says, source.IsAnAnswer ? "an answer" : "to write from")
                    )
            )
        ),
    ];

    /// <summary>A page with each of its tables as the readers have it.</summary>
    public static string Renew(string page)
    {
        ArgumentNullException.ThrowIfNull(page);
        foreach (var (name, table) in Tables)
        {
            var (begin, end) = ($"<!-- {name}: written by permanence policy schema -->\n", $"<!-- {name} end -->");
            var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf(end, StringComparison.Ordinal));
            if (from >= 0 && to >= from)
                page = $"{page[..(from + begin.Length)]}{table}{page[to..]}";
        }

        return page;
    }

    private static string Table(string[] headings, IEnumerable<string> rows) =>
        $"{Row(headings)}|{string.Concat(headings.Select(_ => "---|"))}\n{string.Concat(rows)}";

    private static IEnumerable<string> Rows(IReadOnlyList<string> examples, string means) =>
        examples.Select((example, index) => index == 0 ? Row($"`{example}`", means) : Row($"or `{example}`", ""));

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}

using Permanence.Builders;
using Permanence.Domain.Policies.Reference;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>The facts that forms may be filled in from: one closed list, and the page that lists it.</summary>
public sealed class FormSourceTests
{
    private static string Row(FormSource source)
    {
        var (name, says) = source.Of is { } of
            ? (
                source.Name.Replace(of, "…", StringComparison.Ordinal),
                source.Says.Replace(of.Replace('-', ' '), "…", StringComparison.Ordinal)
            )
            : (source.Name, source.Says);
        return $"| `{name}` | {says} | {(source.IsAnAnswer ? "an answer" : "to write from")} |";
    }

    [Fact]
    public void The_page_lists_every_fact_as_the_program_has_it()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Config, "beyond-dates.md")).ReplaceLineEndings("\n");
        var table = page[
            (page.IndexOf("|---|---|---|\n", StringComparison.Ordinal) + "|---|---|---|\n".Length)..page.IndexOf(
                "<!-- facts end -->",
                StringComparison.Ordinal
            )
        ];

        Assert.Equal(
            FormSource.All.GroupBy(source => source.Fact).Select(group => Row(group.First())),
            table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public void Every_fact_has_a_name_of_its_own_and_every_kind_of_fact_a_name()
    {
        Assert.Equal(FormSource.All.Count, FormSource.All.Select(source => source.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<RecordFact>(), FormSource.All.Select(source => source.Fact).Distinct().Order());
        Assert.All(FormSource.All, source => Assert.Same(source, FormSource.Find(source.Name)));
    }
}

using System.Text;
using System.Text.Json;
using Permanence.Builders;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

public sealed class DirtyReturnTests
{
    private static readonly Dictionary<string, FindingGrade> Grades = new()
    {
        ["141"] = FindingGrade.RowLeftOut,
        ["147"] = FindingGrade.FactHeld,
        ["148"] = FindingGrade.Warning,
        ["356"] = FindingGrade.RowLeftOut,
        ["142"] = FindingGrade.FactHeld,
        ["501"] = FindingGrade.FactHeld,
        ["433"] = FindingGrade.FactHeld,
        ["144"] = FindingGrade.FactHeld,
        ["146"] = FindingGrade.FactHeld,
        ["143"] = FindingGrade.FactHeld,
        ["149"] = FindingGrade.FactHeld,
        ["145"] = FindingGrade.Warning,
        ["178"] = FindingGrade.Warning,
        ["1009"] = FindingGrade.Warning,
        ["225"] = FindingGrade.Warning,
        ["434"] = FindingGrade.Warning,
        ["435"] = FindingGrade.Warning,
        ["357"] = FindingGrade.Warning,
        ["302"] = FindingGrade.FactHeld,
        ["103"] = FindingGrade.Warning,
        ["101"] = FindingGrade.Warning,
        ["168"] = FindingGrade.Warning,
        ["INT32"] = FindingGrade.RowLeftOut,
        ["INT03"] = FindingGrade.RowLeftOut,
        ["INT17"] = FindingGrade.FactHeld,
    };

    public static TheoryData<string> Cases
    {
        get
        {
            using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "dirty903.json")));
            return [.. cases.RootElement.GetProperty("cases").EnumerateArray().Select(fault => fault.GetProperty("id").GetString()!)];
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_found_at_its_row_with_its_rule_and_grade(string id)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "dirty903.json")));
        var fault = cases.RootElement.GetProperty("cases").EnumerateArray().Single(fault => fault.GetProperty("id").GetString() == id);
        var file = $"{fault.GetProperty("table").GetString()}.csv";
        var files = Samples.Files(Samples.Y24);
        var (changed, line) = Change(Encoding.UTF8.GetString(files[file]), fault);
        files[file] = Encoding.UTF8.GetBytes(changed);

        var reading = Samples.Read(Samples.Y24, files);

        Assert.Empty(reading.Refusals);
        var rule = fault.GetProperty("main_rule").GetString()!;
        var found = reading.Findings.Where(finding => finding.File == file && finding.Line == line && finding.Rule == rule).ToList();
        Assert.True(found.Count == 1, $"{id} wants {rule} at {file}:{line} but found\n{string.Join("\n", reading.Findings)}");
        Assert.Equal(Grades[rule], found[0].Grade);
        Assert.EndsWith(".", found[0].Message, StringComparison.Ordinal);
        Assert.All(reading.Findings, finding => Assert.True(Children(fault).Contains(finding.Child), finding.ToString()));

        // Whatever is wrong, the rest of the return is imported, over last year's.
        var council = new Council();
        council.Import(Samples.Y22, Samples.Y23);
        council.Import(reading);
        Assert.Equal(19, council.Files.Count);
    }

    [Fact]
    public void A_fault_holds_the_fact_and_leaves_the_rest_of_the_child()
    {
        var council = new Council();
        council.Import(
            Samples.ReadWith(
                Samples.Y24,
                "episodes.csv",
                text => text.Replace("P0010,01/08/2024,L,C2", "P0010,01/08/2024,L,C9", StringComparison.Ordinal)
            )
        );

        var facts = council.Facts("P0010");
        Assert.DoesNotContain(facts, fact => fact.Contains("C9", StringComparison.Ordinal));
        Assert.DoesNotContain(facts, fact => fact.Contains("2024-08-01", StringComparison.Ordinal));
        Assert.Contains("""{"type":"became-looked-after","on":"2023-10-02","basis":"not-known","legalStatus":"C1"}""", facts);
    }

    private static IEnumerable<string> Children(JsonElement fault) =>
        [fault.TryGetProperty("child", out var child) ? child.GetString()! : fault.GetProperty("values")[0].GetString()!];

    private static (string Text, int Line) Change(string text, JsonElement fault)
    {
        var lines = text.Split("\r\n").ToList();
        while (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (fault.GetProperty("op").GetString() == "append")
        {
            lines.Add(string.Join(',', fault.GetProperty("values").EnumerateArray().Select(value => value.GetString())));
            return (string.Join("\r\n", lines) + "\r\n", lines.Count);
        }

        var at = fault.GetProperty("row").GetInt32() + 1;
        var columns = lines[0].Split(',');
        var values = lines[at].Split(',');
        Assert.Equal(fault.GetProperty("child").GetString(), values[0]);
        foreach (var set in fault.GetProperty("set").EnumerateObject())
            values[Array.IndexOf(columns, set.Name)] = set.Value.GetString()!;
        lines[at] = string.Join(',', values);
        return (string.Join("\r\n", lines) + "\r\n", at + 1);
    }
}

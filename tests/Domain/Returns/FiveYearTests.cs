using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

/// <summary>
/// Five years of one council: the three of the clean sample, a year before and a year after made from them, and what goes wrong from one
/// year to the next. In whatever order they come, the records say the same, and nothing that one order points out goes unsaid in another.
/// </summary>
public sealed class FiveYearTests
{
    private static readonly CollectionYear Y21 = new(2021);
    private static readonly CollectionYear Y25 = new(2025);

    private static readonly Dictionary<CollectionYear, ReturnReading> Years = new()
    {
        [Y21] = Before(),
        [Samples.Y22] = Samples.Read(Samples.Y22),
        [Samples.Y23] = Changed(),
        [Samples.Y24] = Samples.Read(Samples.Y24),
        [Y25] = After(),
    };

    private static readonly Lazy<(string Facts, IReadOnlySet<string> Said, IReadOnlySet<string> Rules)> InOrder = new(() =>
        Imported([.. Years.Keys.Order()])
    );

    /// <summary>Every fifth of the hundred and twenty orders.</summary>
    public static TheoryData<string> Orders =>
        [
            .. Permutations([.. Years.Keys.Order()])
                .Where((_, index) => index % 5 == 0)
                .Select(order => string.Join(' ', order.Select(year => year.Starts))),
        ];

    [Fact]
    public void The_five_years_disagree_in_every_way_that_is_looked_for()
    {
        Assert.Superset(
            new HashSet<string> { "203", "204", "208", "502", "503D", "gone-from-return", "set-aside" },
            InOrder.Value.Rules.ToHashSet()
        );
        Assert.All(Years.Values, reading => Assert.Empty(reading.Refusals));
        Assert.All(Years.Values, reading => Assert.Equal(0, reading.Counts.RowsLeftOut));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void In_whatever_order_they_come_the_records_say_the_same_and_every_warning_is_given(string order)
    {
        var (facts, said, _) = Imported([
            .. order.Split(' ').Select(year => new CollectionYear(int.Parse(year, CultureInfo.InvariantCulture))),
        ]);

        Assert.True(InOrder.Value.Facts == facts, order);
        Assert.Empty(InOrder.Value.Said.Except(said));
        // More is only said of two years while the one between them had not come: whatever it explains is not known by then.
        Assert.All(said.Except(InOrder.Value.Said), sentence => Assert.True(YearsApart(sentence) > 1, sentence));
    }

    private static int YearsApart(string sentence)
    {
        var years = Regex
            .Matches(sentence, @"\b(\d{4})-\d{2}\b")
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .ToList();
        return years.Count == 0 ? 0 : years.Max() - years.Min();
    }

    /// <summary>What the records say, every sentence of a finding, and the rules they are of.</summary>
    private static (string Facts, IReadOnlySet<string> Said, IReadOnlySet<string> Rules) Imported(IReadOnlyList<CollectionYear> order)
    {
        var council = new Council();
        var findings = new List<ReturnFinding>();
        foreach (var year in order)
        {
            findings.AddRange(
                CouncilReturns.Check(
                    Years[year].Children,
                    year,
                    council.Files.ToDictionary(file => file.Key, file => KeptReturns.Of(file.Value), StringComparer.Ordinal)
                )
            );
            findings.AddRange(council.Import(Years[year]).SelectMany(plan => plan.Held));
        }

        return (
            council.AllFacts(),
            findings.Select(finding => $"{finding.Child} {finding.Message}").ToHashSet(),
            findings.Select(finding => finding.Rule).ToHashSet()
        );
    }

    private static IEnumerable<List<T>> Permutations<T>(List<T> all) =>
        all.Count <= 1
            ? [all]
            : all.SelectMany(
                (first, at) => Permutations([.. all.Where((_, other) => other != at)]).Select(rest => (List<T>)[first, .. rest])
            );

    /// <summary>
    /// The year before the first: every second child of it was in care then for a while and went home, one stayed in care and is in no
    /// later return, and one entered it on a day that the next year has otherwise.
    /// </summary>
    private static ReturnReading Before()
    {
        var children = Rows(Samples.Y22, "header.csv").Where((_, index) => index % 2 == 0).ToList();
        var headers = children.Append("Q0001,2,04/07/2016,WBRI,UN1,0,").Append("P0019,1,11/02/2005,WBRI,A123456789011,,").Distinct();
        var episodes = children
            .Select(header => header.Split(',')[0])
            .Where(child => child != "P0019")
            .Select((child, index) => $"{child},{3 + index:00}/05/2021,S,V2,N1,U6,PR1,01/02/2022,E4A,,ZZ1 1AA,ZZ2 1ZZ,SC999901")
            .Append("Q0001,01/06/2021,S,C2,N1,U6,PR1,,,,ZZ1 1AA,ZZ2 1ZZ,SC999901")
            .Append("P0019,01/03/2022,S,V2,N8,U6,PR1,,,,ZZ1 1AA,ZZ2 1AY,SC999901");
        return Read(Y21, headers, episodes);
    }

    /// <summary>
    /// The middle year with a child who is of another birth, another ethnicity and another pupil number than in the years beside it.
    /// </summary>
    private static ReturnReading Changed()
    {
        var files = Samples.Files(Samples.Y23);
        Change(files, "header.csv", "P0008,1,12/09/2008,MWAS,A123456789004", "P0008,1,13/09/2008,MWBA,A123456789099");
        Change(files, "episodes.csv", "P0006,01/11/2022,S,C1,N5,U6", "P0006,01/11/2022,S,C1,N5,U4");
        return Samples.Read(Samples.Y23, files);
    }

    private static void Change(Dictionary<string, byte[]> files, string name, string was, string now)
    {
        var text = Encoding.UTF8.GetString(files[name]);
        Assert.Contains(was, text, StringComparison.Ordinal);
        files[name] = Encoding.UTF8.GetBytes(text.Replace(was, now, StringComparison.Ordinal));
    }

    /// <summary>
    /// The year after the last: who was in care at its end goes on in it, every third in another placement from the summer and every fourth
    /// home in the autumn; one is in it no more, and one who was adopted is back as if nothing had been.
    /// </summary>
    private static ReturnReading After()
    {
        var open = Rows(Samples.Y24, "episodes.csv")
            .Select(row => row.Split(','))
            .Where(row => row[7].Length == 0 && row[0] != "P0010")
            .ToList();
        var headers = Rows(Samples.Y24, "header.csv")
            .Where(header => open.Exists(row => row[0] == header.Split(',')[0]) || header.StartsWith("P0012", StringComparison.Ordinal));
        var episodes = open.SelectMany(
            (row, index) =>
                (index % 12) switch
                {
                    0 or 3 or 6 or 9 => (string[])
                        [
                            Row(row, "14/07/2025", "X1", "CARPL"),
                            Row([row[0], "14/07/2025", "P", row[3], row[4], "K2", "PR4", "", "", "", row[10], "ZZ2 9ZZ", "SC999902"]),
                        ],
                    1 or 5 => [Row(row, "20/10/2025", "E4A", "")],
                    _ => [Row(row)],
                }
        );
        return Read(Y25, headers, episodes.Append("P0012,29/07/2024,P,V2,N8,A4,PR5,,,,ZZ1 1AA,ZZ2 1AS,SC999903"));
    }

    private static string Row(string[] row) => string.Join(',', row);

    private static string Row(string[] row, string ends, string reason, string because) =>
        Row([.. row[..7], ends, reason, because, .. row[10..]]);

    private static IEnumerable<string> Rows(CollectionYear year, string file) =>
        Encoding.UTF8.GetString(Samples.Files(year)[file]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);

    private static ReturnReading Read(CollectionYear year, IEnumerable<string> headers, IEnumerable<string> episodes) =>
        Samples.Read(
            year,
            ("header.csv", $"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{string.Join('\n', headers)}\n"),
            (
                "episodes.csv",
                "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
                    + $"{string.Join('\n', episodes)}\n"
            )
        );
}

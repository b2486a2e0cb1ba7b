using System.Globalization;
using System.Text;
using Permanence.Builders;
using Permanence.Domain.Returns;
using Sylvan.Data.Csv;

namespace Permanence.Benchmarks;

internal static class Imports
{
    private const int Children = 4000;

    /// <summary>A return of a large county, made up row by row: a header, three episodes and five reviews for each child.</summary>
    private static IReadOnlyList<(string Name, byte[] Bytes)> Files()
    {
        var header = new StringBuilder("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n");
        var episodes = new StringBuilder("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n");
        var reviews = new StringBuilder("CHILD,DOB,REVIEW,REVIEW_CODE\n");
        for (var number = 0; number < Children; number++)
        {
            var born = new DateOnly(2010 + (number % 10), 1 + (number % 12), 1 + (number % 28));
            var entered = new DateOnly(2024, 4, 1).AddDays(number % 200);
            var id = $"C{number:D5}";
            header.Append(CultureInfo.InvariantCulture, $"{id},{(number % 2 == 0 ? "F" : "M")},{born:dd'/'MM'/'yyyy},WBRI,UN1,0,\n");
            episodes.Append(
                CultureInfo.InvariantCulture,
                $"{id},{entered:dd'/'MM'/'yyyy},S,V2,N1,U6,PR1,{entered.AddDays(20):dd'/'MM'/'yyyy},X1,,ZZ1 1AA,ZZ2 1AE,SC999901\n"
            );
            episodes.Append(
                CultureInfo.InvariantCulture,
                $"{id},{entered.AddDays(20):dd'/'MM'/'yyyy},L,C1,N1,U6,PR1,{entered.AddDays(60):dd'/'MM'/'yyyy},X1,CARPL,ZZ1 1AA,ZZ2 "
                    + $"1AE,SC999901\n"
            );
            episodes.Append(
                CultureInfo.InvariantCulture,
                $"{id},{entered.AddDays(60):dd'/'MM'/'yyyy},P,C1,N1,U4,PR1,,,,ZZ1 1AA,ZZ2 1AF,SC999901\n"
            );
            for (var review = 0; review < 5; review++)
                reviews.Append(
                    CultureInfo.InvariantCulture,
                    $"{id},{born:dd'/'MM'/'yyyy},{entered.AddDays(15 + (review * 30)):dd'/'MM'/'yyyy},PN1\n"
                );
        }

        return [File("header.csv", header), File("episodes.csv", episodes), File("reviews.csv", reviews)];

        static (string, byte[]) File(string name, StringBuilder text) => (name, Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static Task Run()
    {
        var files = Files();
        var year = CollectionYear.Parse("2024-25").Value!;
        using var codesFile = System.IO.File.OpenRead(Path.Combine(Repository.Config, "returns", "ssda903-code-sets.csv"));
        var codes = CodeSets.Read(codesFile).Value!;
        const int Rows = Children * 9;
        var read = Check();
        var fields = Fields();
        var events = Merge();
        // What a program that is up takes: it reads the returns of all its councils one after another.
        Measure.WarmUp(() =>
        {
            Fields();
            Check();
            Merge();
        });
        var (reading, checking, merging) = (
            Measure.Steadily(() => Fields()),
            Measure.Steadily(() => Check()),
            Measure.Steadily(() => Merge())
        );
        var whole = 1 / ((1 / checking.Median) + (1 / merging.Median));
        Console.WriteLine(Line("reference", reading.Median, $"read as CSV ({fields:N0} characters)"));
        Console.WriteLine(
            Line(
                "read, checked and mapped",
                checking.Median,
                $"({read.Children.Count:N0} children, {read.Findings.Count:N0} findings), {Measure.Ratio(checking.Median, reading.Median)}"
            )
        );
        Console.WriteLine(Line("and merged into records", whole, $"({events:N0} events), {Measure.Ratio(whole, reading.Median)}"));
        return Task.CompletedTask;

        string Line(string what, double rounds, string rest) =>
            string.Create(CultureInfo.InvariantCulture, $"{what, -24} {Rows * rounds, 10:N0} rows/s {rest}");

        long Fields()
        {
            var length = 0L;
            foreach (var (_, bytes) in files)
            {
                using var rows = CsvDataReader.Create(new StreamReader(new MemoryStream(bytes)));
                while (rows.Read())
                {
                    for (var column = 0; column < rows.FieldCount; column++)
                        length += rows.GetString(column).Length;
                }
            }

            return length;
        }

        ReturnReading Check() => ReturnReader.Read([.. files.Select(file => ReturnFile.Of(file.Name, file.Bytes))], year, codes);

        int Merge() => read.Children.Sum(child => ReturnMerge.Plan(null, child, "example", year, "import-1").EventsToAdd.Count);
    }
}

using System.Diagnostics;
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
        for (var round = 0; round < 2; round++)
        {
            var from = Stopwatch.GetTimestamp();
            var fields = 0L;
            foreach (var (_, bytes) in files)
            {
                using var rows = CsvDataReader.Create(new StreamReader(new MemoryStream(bytes)));
                while (rows.Read())
                {
                    for (var column = 0; column < rows.FieldCount; column++)
                        fields += rows.GetString(column).Length;
                }
            }

            var reading = Stopwatch.GetElapsedTime(from).TotalSeconds;
            from = Stopwatch.GetTimestamp();
            var read = ReturnReader.Read([.. files.Select(file => ReturnFile.Of(file.Name, file.Bytes))], year, codes);
            var checking = Stopwatch.GetElapsedTime(from).TotalSeconds;
            from = Stopwatch.GetTimestamp();
            var events = read.Children.Sum(child => ReturnMerge.Plan(null, child, "example", year, "import-1").EventsToAdd.Count);
            var merging = Stopwatch.GetElapsedTime(from).TotalSeconds;
            if (round == 1)
            {
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"reference: {Rows / reading, 10:N0} rows/s read as CSV ({fields:N0} characters)"
                    )
                );
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"read, checked and mapped {Rows / checking, 10:N0} rows/s ({read.Children.Count:N0} children, "
                            + $"{read.Findings.Count:N0} findings), {Measure.Ratio(Rows / checking, Rows / reading)}"
                    )
                );
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"and merged into records  {Rows / (checking + merging), 10:N0} rows/s ({events:N0} events), "
                            + $"{Measure.Ratio(Rows / (checking + merging), Rows / reading)}"
                    )
                );
            }
        }

        return Task.CompletedTask;
    }
}

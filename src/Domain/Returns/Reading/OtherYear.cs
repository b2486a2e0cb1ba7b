using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>
/// Whether the files are another year's than the one they were given as. What tells a year is what a return has of its own year only:
/// reviews, endings, going missing, and what starts after the year.
/// </summary>
internal static class OtherYear
{
    // One or two rows are a slip of the rows and not of the year.
    private const int Fewest = 3;

    /// <summary>The year that more than half of it belongs to, where that is another.</summary>
    public static CollectionYear? Of(IReadOnlyList<ReadTable> tables, CollectionYear given)
    {
        var years = new Dictionary<CollectionYear, int>();
        foreach (var row in tables.SelectMany(table => table.Rows))
        {
            if (Day(row, given) is { } day)
                years[YearOf(day)] = years.GetValueOrDefault(YearOf(day)) + 1;
        }

        var all = years.Values.Sum();
        var most = years.OrderByDescending(year => year.Value).FirstOrDefault();
        return all >= Fewest && most.Value * 2 > all && most.Key != given ? most.Key : null;
    }

    private static LocalDate? Day(ReadRow row, CollectionYear given) =>
        row.Kind switch
        {
            ReturnKind.Reviews => row.Date("REVIEW"),
            ReturnKind.Missing => row.Date("MIS_START"),
            ReturnKind.Episodes => row.Date("DEC") ?? (row.Date("DECOM") is { } starts && starts > given.LastDay ? starts : null),
            _ => null,
        };

    private static CollectionYear YearOf(LocalDate day) => new(day < new LocalDate(day.Year, 4, 1) ? day.Year - 1 : day.Year);
}

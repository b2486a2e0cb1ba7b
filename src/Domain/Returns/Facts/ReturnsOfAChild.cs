using NodaTime;

namespace Permanence.Domain.Returns.Facts;

/// <summary>Everything the returns of all years say of one child. A later year wins wherever two say something of the same thing.</summary>
internal sealed class ReturnsOfAChild
{
    private readonly (CollectionYear Year, ReturnedChild Child)[] years;

    public ReturnsOfAChild(IEnumerable<KeyValuePair<CollectionYear, ReturnedChild>> years) =>
        this.years = [.. years.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key)];

    public IEnumerable<(CollectionYear Year, ReturnRow Row)> Rows(ReturnKind kind) =>
        years.SelectMany(said => said.Child.Rows.Where(row => row.Kind == kind).Select(row => (said.Year, row)));

    /// <summary>Rows with a date that tells them apart: the latest year's of each date, in the order of the dates.</summary>
    public IReadOnlyList<DatedRow> Latest(ReturnKind kind, string dateColumn)
    {
        var index = ReturnColumns.Index(kind, dateColumn);
        var latest = new SortedDictionary<LocalDate, DatedRow>();
        foreach (var (year, row) in Rows(kind))
        {
            if (ReturnDates.Parse(row.Values[index]) is { } date)
                latest[date] = new DatedRow(latest.TryGetValue(date, out var before) ? before.FirstSaid : year, year, row, date);
        }

        return [.. latest.Values];
    }

    /// <summary>One row a year.</summary>
    public IEnumerable<(CollectionYear Year, ReturnRow Row)> Yearly(ReturnKind kind) =>
        Rows(kind).GroupBy(said => said.Year).Select(said => said.First());

    /// <summary>The episodes of all years, in order, as the later years leave them.</summary>
    public MergedEpisodes Episodes => episodes ??= MergedEpisodes.Of(years);

    private MergedEpisodes? episodes;
}

/// <param name="FirstSaid">The earliest year that has it.</param>
/// <param name="Year">The latest year that has it, whose row this is.</param>
internal sealed record DatedRow(CollectionYear FirstSaid, CollectionYear Year, ReturnRow Row, LocalDate Date)
{
    public string this[string column] => Row.Values[ReturnColumns.Index(Row.Kind, column)];
}

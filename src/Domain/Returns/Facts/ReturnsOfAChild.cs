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

    /// <summary>The episodes of all years, each start once, in order.</summary>
    public IReadOnlyList<(CollectionYear Year, Episode Episode)> Episodes()
    {
        var byStart = new SortedDictionary<LocalDate, (CollectionYear Year, Episode Episode)>();
        foreach (var (year, row) in Rows(ReturnKind.Episodes))
        {
            // An episode of no days was warned of when it was read. It is no fact of its own unless care ended with it.
            if (Episode.Of(row.Values, row.File, row.Line) is { } episode && (episode.Ends != episode.Starts || episode.EndsCare))
                byStart[episode.Starts] = (year, episode);
        }

        return [.. byStart.Values.Where(said => !Redated(said.Year, said.Episode))];
    }

    /// <summary>
    /// A later year has the same episode under another start: one that the earlier year would have had, while the earlier year's own, which
    /// was still open, is not in the later.
    /// </summary>
    private bool Redated(CollectionYear year, Episode episode)
    {
        if (Array.Find(years, said => said.Year > year) is not { Child: { } later } next || episode.Ends < next.Year.FirstDay)
            return false;
        var now = later
            .Rows.Where(row => row.Kind == ReturnKind.Episodes)
            .Select(row => Episode.Of(row.Values, row.File, row.Line))
            .OfType<Episode>();
        var then = Rows(ReturnKind.Episodes)
            .Where(said => said.Year == year)
            .Select(said => ReturnDates.Parse(said.Row.Values[1]))
            .ToHashSet();
        return now.Any(other =>
            other.Starts <= year.LastDay
            && !then.Contains(other.Starts)
            && other.NewBecause == episode.NewBecause
            && other.LegalStatus == episode.LegalStatus
            && other.Placement == episode.Placement
        );
    }
}

/// <param name="FirstSaid">The earliest year that has it.</param>
/// <param name="Year">The latest year that has it, whose row this is.</param>
internal sealed record DatedRow(CollectionYear FirstSaid, CollectionYear Year, ReturnRow Row, LocalDate Date)
{
    public string this[string column] => Row.Values[ReturnColumns.Index(Row.Kind, column)];
}

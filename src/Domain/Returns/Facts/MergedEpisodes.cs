using NodaTime;

namespace Permanence.Domain.Returns.Facts;

/// <summary>
/// The episodes of all years as one course of care. A later year's return has every episode that was open in it, so where it says otherwise
/// than an earlier one its word is taken, and what the earlier said is set aside for a person to look at.
/// </summary>
internal sealed class MergedEpisodes
{
    /// <summary>The rule of a finding that says what a later year's return contradicts.</summary>
    public const string Otherwise = "set-aside";

    private readonly List<(CollectionYear Year, Episode Episode)> merged = [];
    private readonly List<ReturnFinding> setAside = [];
    private HashSet<LocalDate> ofLastYear = [];
    private CollectionYear lastYear;

    private MergedEpisodes() { }

    /// <summary>In the order of their start; of one start, those that ended that day first.</summary>
    public IReadOnlyList<(CollectionYear Year, Episode Episode)> All => merged;

    /// <summary>What a later year's return contradicts, each at the row that does.</summary>
    public IReadOnlyList<ReturnFinding> SetAside => setAside;

    /// <param name="years">The earliest first.</param>
    public static MergedEpisodes Of(IReadOnlyList<(CollectionYear Year, ReturnedChild Child)> years)
    {
        var episodes = new MergedEpisodes();
        foreach (var (year, child) in years)
        {
            var said = OfOneYear(child);
            if (said.Count > 0)
                episodes.Add(year, said);
        }

        return episodes;
    }

    /// <summary>
    /// The episodes of one return, in order. One of no days was warned of when it was read: it is no episode of its own where another goes
    /// on from that day, unless care ended with it. What it says of how care began is the other's.
    /// </summary>
    private static List<Episode> OfOneYear(ReturnedChild child)
    {
        var all = child
            .Rows.Where(row => row.Kind == ReturnKind.Episodes)
            .Select(row => Episode.Of(row.Values, row.File, row.Line))
            .OfType<Episode>()
            .OrderBy(episode => episode.Starts)
            .ThenBy(episode => !episode.IsOfNoDays)
            .ToList();
        var kept = new List<Episode>(all.Count);
        for (var index = 0; index < all.Count; index++)
        {
            var episode = all[index];
            if (index + 1 < all.Count && all[index + 1].Starts == episode.Starts && !episode.EndsCare)
                all[index + 1] = all[index + 1].After(episode);
            else
                kept.Add(episode);
        }

        return kept;
    }

    private void Add(CollectionYear year, List<Episode> said)
    {
        var starts = said.Select(episode => episode.Starts).ToHashSet();
        var earlier = merged.ToList();
        merged.Clear();
        foreach (var was in earlier)
        {
            var episode = was.Episode;
            if (starts.Contains(episode.Starts))
                Replaced(was, year, said.Last(now => now.Starts == episode.Starts));
            else if (Redated(was, year, said))
                continue;
            else if (said.Find(now => now.Starts < episode.Starts && !(now.Ends <= episode.Starts)) is { } over)
                Note(
                    year,
                    over,
                    "DECOM",
                    $"The return of {was.Year} has an episode from {Written(episode.Starts)} ({episode.LegalStatus}, {episode.Placement}), "
                        + $"but that of {year} has one from {Written(over.Starts)} that goes on over that day"
                );
            else
                merged.Add((was.Year, Shortened(was, year, said)));
        }

        merged.AddRange(said.Select(episode => (year, episode)));
        merged.Sort(
            (one, other) =>
                one.Episode.Starts != other.Episode.Starts
                    ? one.Episode.Starts.CompareTo(other.Episode.Starts)
                    : other.Episode.IsOfNoDays.CompareTo(one.Episode.IsOfNoDays)
        );
        if (said[0] is { StartsPeriod: false } first)
            ComesBack(year, first);
        (lastYear, ofLastYear) = (year, starts);
    }

    /// <summary>The same episode, which the later year has otherwise: that care ended is not given up unsaid.</summary>
    private void Replaced((CollectionYear Year, Episode Episode) was, CollectionYear year, Episode now)
    {
        if (was.Episode.EndsCare && (was.Episode.Ends, was.Episode.EndReason) != (now.Ends, now.EndReason))
            Note(
                year,
                now,
                "DEC",
                $"The return of {was.Year} ends the care of the child on {Written(was.Episode.Ends!.Value)} ({was.Episode.EndReason}), "
                    + $"but in that of {year} the same episode "
                    + (now.Ends is { } ends ? $"ends on {Written(ends)} ({now.EndReason})" : "is open")
            );
    }

    /// <summary>An earlier year's episode that ends after the later year's next has started: its end is set aside.</summary>
    private Episode Shortened((CollectionYear Year, Episode Episode) was, CollectionYear year, List<Episode> said)
    {
        if (was.Episode.Ends is not { } ended || said.Find(now => now.Starts > was.Episode.Starts) is not { } next || ended <= next.Starts)
            return was.Episode;
        if (was.Episode.EndsCare)
            Note(
                year,
                next,
                "DECOM",
                $"The return of {was.Year} ends the care of the child on {Written(ended)} ({was.Episode.EndReason}), but that of {year} "
                    + $"has an episode from {Written(next.Starts)}"
            );
        return was.Episode.Unended();
    }

    /// <summary>Care had ended, and the later year goes on as if it had not: nobody has said when it began again.</summary>
    private void ComesBack(CollectionYear year, Episode first)
    {
        var before = merged.FindLast(said => said.Episode.Starts < first.Starts);
        if (before.Episode is { EndsCare: true } ended && ended.Ends <= first.Starts && before.Year != year)
            setAside.Add(
                Finding(
                    first,
                    "RNE",
                    "432",
                    FindingGrade.Warning,
                    $"The return of {before.Year} ends the care of the child on {Written(ended.Ends.Value)} ({ended.EndReason}), but "
                        + $"that of {year} begins with {first.NewBecause} and not with S: it is not known when the child entered care "
                        + "again. Give the episode that began it, or correct the end."
                )
            );
    }

    /// <summary>
    /// The later year has the same episode under another start: one that the earlier year would have had, while the earlier year's own,
    /// which was still open, is not in the later.
    /// </summary>
    private bool Redated((CollectionYear Year, Episode Episode) was, CollectionYear year, List<Episode> said) =>
        was.Year == lastYear
        && !(was.Episode.Ends < year.FirstDay)
        && said.Exists(other =>
            other.Starts <= was.Year.LastDay
            && !ofLastYear.Contains(other.Starts)
            && other.NewBecause == was.Episode.NewBecause
            && other.LegalStatus == was.Episode.LegalStatus
            && other.Placement == was.Episode.Placement
        );

    private void Note(CollectionYear year, Episode now, string column, string sentence) =>
        setAside.Add(
            Finding(
                now,
                column,
                Otherwise,
                FindingGrade.FactHeld,
                $"{sentence}. The return of {year} is the later one and is taken; look at which is right, and correct the record or "
                    + "the return."
            )
        );

    private static ReturnFinding Finding(Episode at, string column, string rule, FindingGrade grade, string sentence) =>
        new(at.File, at.Line, at["CHILD"], column, at[column], rule, grade, sentence);

    private static string Written(LocalDate day) => ReturnDates.Written(day);
}

using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A placement and the days the child was in it while in care.</summary>
/// <param name="Source">The event that began it; of short breaks, the event that began the series.</param>
/// <param name="Code">SSDA903 code.</param>
/// <param name="From">The first day in care in it.</param>
/// <param name="Until">The day it ended: another began, it was ended, or care was. Null while it lasts.</param>
/// <param name="EndedBy">The event that ended this placement; null where another or the end of care took its place.</param>
public sealed record PlacementSpan(CareEvent Source, string Code, LocalDate From, LocalDate? Until, CareEvent? EndedBy)
{
    /// <summary>The day it began; null where it began before the record does.</summary>
    public LocalDate? Since => Source.Flag("onOrBefore") == true ? null : Source.On;
}

/// <summary>Placements as of a day. Of one day, an ending comes before a beginning.</summary>
internal sealed class PlacementReading(CaseHistory history)
{
    private static readonly int PlacementStarted = EventVocabulary.OrdinalOf(EventTypes.PlacementStarted);
    private static readonly int PlacementEnded = EventVocabulary.OrdinalOf(EventTypes.PlacementEnded);
    private static readonly int CeasedLookedAfter = EventVocabulary.OrdinalOf(EventTypes.CeasedLookedAfter);

    private IReadOnlyList<PlacementSpan>? spans;
    private (CareEvent[]? Apart, bool Known) homes;
    private (CareEvent? Stay, bool Known) sameAddress;

    private ReadOnlySpan<CareEvent> Started => history.Of(PlacementStarted);

    // From a stay in hospital, a holiday or the like the child goes back to the home before it: that is where the child lives.
    private ReadOnlySpan<CareEvent> Homes
    {
        get
        {
            var started = Started;
            if (!homes.Known)
                homes = (AnyTemporary(started) ? WithoutStaysElsewhere(started) : null, true);
            return homes.Apart ?? started;
        }
    }

    private static bool AnyTemporary(ReadOnlySpan<CareEvent> started)
    {
        foreach (var one in started)
        {
            if (IsTemporary(one))
                return true;
        }

        return false;
    }

    private CareEvent[] WithoutStaysElsewhere(ReadOnlySpan<CareEvent> started)
    {
        var lived = new List<CareEvent>();
        var away = false;
        foreach (var one in started)
        {
            var left = lived.Count == 0 || IsLeftBy(lived[^1], one.On);
            if (IsTemporary(one) && !left)
            {
                away = true;
                continue;
            }

            // The entry of coming back begins no other stay.
            if (!(away && !left && IsTheSame(lived[^1], one)))
                lived.Add(one);
            away = false;
        }

        return [.. lived];
    }

    private static bool IsTheSame(CareEvent home, CareEvent one) =>
        HasSameCarers(home, one)
        && home.Text("placement") == one.Text("placement")
        && home.Flag("longTermMatch") == true == (one.Flag("longTermMatch") == true);

    private bool IsLeftBy(CareEvent home, LocalDate day)
    {
        var ceased = history.Of(CeasedLookedAfter);
        var next = EventSearch.CountUpTo(ceased, home.On);
        return EndOf(home)?.On <= day || (next < ceased.Length && ceased[next].On <= day);
    }

    public CareEvent? Present
    {
        get
        {
            var started = Homes;
            if (started.Length == 0 || !history.LookedAfter || started[^1] is not { } last || last.On < history.CaseStart)
                return null;
            var ended = history.Of(PlacementEnded);
            return ended.Length > 0 && ended[^1].On > last.On ? null : last;
        }
    }

    public CareEvent? OnDay(LocalDate day)
    {
        var care = history.Whole.Care;
        var begun = care.BegunBy(LocalDate.Min(day, history.On));
        var started = Homes;
        var index = EventSearch.CountUpTo(started, day) - 1;
        if (begun == 0 || index < 0)
            return null;
        var period = care.PeriodAsOf(begun - 1, history.On);
        return period.Ceased?.On < day || started[index].On < period.CaseStart || IsEndedBetween(started[index], day)
            ? null
            : started[index];
    }

    public CareEvent? EndedBy(CareEvent ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        var started = Started;
        var before = EventSearch.CountBefore(started, ending.On);
        if (before > 0)
            return started[before - 1];
        return started.Length > 0 && started[0].On == ending.On ? started[0] : null;
    }

    public CareEvent? SameAddress => sameAddress is (var known, true) ? known : (sameAddress = (ReadSameAddress(), true)).Stay;

    public CareEvent? FosterStay(IReadOnlySet<string> fostering)
    {
        CareEvent? first = null;
        var started = Present is null ? [] : Homes;
        for (var index = started.Length - 1; index >= 0 && started[index].On >= history.CaseStart; index--)
        {
            var earlier = started[index];
            if (!IsFostering(earlier) || (first is not null && (!HasSameCarers(earlier, first) || IsEndedBetween(earlier, first.On))))
                break;
            first = earlier;
        }

        return first;

        bool IsFostering(CareEvent placement) => placement.Text("placement") is { } code && fostering.Contains(code);
    }

    private CareEvent? ReadSameAddress()
    {
        CareEvent? first = null;
        var started = Present is null ? [] : Homes;
        for (var index = started.Length - 1; index >= 0 && started[index].On >= history.CaseStart; index--)
        {
            var earlier = started[index];
            if (
                first is not null
                && (Address(first) is not { } address || Address(earlier) != address || IsEndedBetween(earlier, first.On))
            )
                break;
            first = earlier;
        }

        return first;

        static string? Address(CareEvent placement) => placement.Text("address") ?? placement.Text("postcode") ?? placement.Text("carer");
    }

    /// <summary>Whether it is a stay in hospital, a holiday or the like (SSDA903 T0 to T4): that is no move.</summary>
    public static bool IsTemporary(CareEvent placement) => placement.Text("placement") is ['T', ..];

    /// <summary>
    /// Whether the carers of a placement are those of the one before it: both name them alike, or the entry says so where one of them names
    /// none. An entry that says so and names others says two things, of which a move is the one to be seen.
    /// </summary>
    public static bool HasSameCarers(CareEvent earlier, CareEvent later) =>
        (later.Text("carer"), earlier.Text("carer")) is ({ } carer, { } before) ? carer == before : later.Flag("sameCarers") == true;

    private bool IsEndedBetween(CareEvent started, LocalDate day) => EndOf(started) is { } ended && ended.On < day;

    // On the day it began a placement is not ended: what ended then was the one before.
    private CareEvent? EndOf(CareEvent started)
    {
        var ended = history.Of(PlacementEnded);
        var index = EventSearch.CountUpTo(ended, started.On);
        return index < ended.Length ? ended[index] : null;
    }

    public IReadOnlyList<PlacementSpan> Spans => spans ??= ReadSpans();

    private List<PlacementSpan> ReadSpans()
    {
        var read = new List<PlacementSpan>();
        var started = Started;
        var next = 0;
        foreach (var (period, spell) in PeriodsAndSeries())
        {
            if (spell is not null)
            {
                if (spell.Entry.Text("placement") is { } respite)
                    read.Add(new PlacementSpan(spell.Entry, respite, spell.Entry.On, spell.Until, null));
                continue;
            }

            next = Math.Max(next, EventSearch.CountBefore(started, period!.CaseStart));
            for (; next < started.Length && !(period.Ceased?.On <= started[next].On && started[next].On > period.Entry!.On); next++)
            {
                var placement = started[next];
                var following =
                    next + 1 < started.Length && !(period.Ceased?.On < started[next + 1].On) ? started[next + 1].On : (LocalDate?)null;
                var ended = EndOf(placement);
                if (following is not null && ended?.On > following)
                    ended = null;
                var from = LocalDate.Max(placement.On, period.Entry!.On);
                var until = Earliest(Earliest(following, ended?.On), period.Ceased?.On);
                if (until is null || until >= from)
                    read.Add(new PlacementSpan(placement, placement.Text("placement") ?? "", from, until, ended));
            }
        }

        return read;

        static LocalDate? Earliest(LocalDate? one, LocalDate? other) =>
            one is null ? other
            : other is null ? one
            : LocalDate.Min(one.Value, other.Value);
    }

    private IEnumerable<(PeriodOfCare? Period, CareSpell? Series)> PeriodsAndSeries()
    {
        var index = 0;
        foreach (var spell in history.Spells)
            yield return spell.ShortBreaks ? (null, spell) : (history.Periods[index++], null);
    }
}

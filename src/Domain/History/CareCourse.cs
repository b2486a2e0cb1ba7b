using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// The periods of care and the series of short breaks of a whole record, and the days on which the council became involved with the family
/// again. An entry into care while the child is in care begins nothing.
/// </summary>
internal sealed class CareCourse
{
    private static readonly int BecameLookedAfter = EventVocabulary.OrdinalOf(EventTypes.BecameLookedAfter);
    private static readonly int CeasedLookedAfter = EventVocabulary.OrdinalOf(EventTypes.CeasedLookedAfter);
    private static readonly int CareDecision = EventVocabulary.OrdinalOf(EventTypes.CareDecisionMade);
    private static readonly int ShortBreaksStarted = EventVocabulary.OrdinalOf(EventTypes.ShortBreaksStarted);
    private static readonly int ShortBreaksEnded = EventVocabulary.OrdinalOf(EventTypes.ShortBreaksEnded);
    private static readonly int MeetingBooked = EventVocabulary.OrdinalOf(EventTypes.MeetingBooked);
    private static readonly int MeetingHeld = EventVocabulary.OrdinalOf(EventTypes.MeetingHeld);

    // What begins with a family that the council works with again, before anybody decides about care.
    private static readonly int[] Involvements =
    [
        .. new[]
        {
            EventTypes.InterventionStarted,
            EventTypes.PreBirthAssessmentStarted,
            EventTypes.RemovalLikely,
            EventTypes.PreProceedingsStarted,
            EventTypes.ProceedingsIssued,
        }.Select(EventVocabulary.OrdinalOf),
    ];

    private readonly Timeline timeline;
    private readonly List<PeriodOfCare> periods;
    private LocalDate[]? involvements;
    private List<CareSpell>? spells;

    private CareCourse(Timeline timeline, List<PeriodOfCare> periods) => (this.timeline, this.periods) = (timeline, periods);

    public static CareCourse Read(Timeline timeline)
    {
        var periods = new List<PeriodOfCare>(1);
        var caseStart = LocalDate.MinIsoValue;
        var endings = timeline.OfType(CeasedLookedAfter);
        var decisions = timeline.OfType(CareDecision);
        var ending = 0;
        foreach (var entry in timeline.OfType(BecameLookedAfter))
        {
            if (IsShortBreaks(entry) || (periods.Count > 0 && !(periods[^1].Ceased?.On <= entry.On)))
                continue;
            while (ending < endings.Length && endings[ending].On < entry.On)
                ending++;
            var ceased = ending < endings.Length ? endings[ending++] : null;
            // Who comes back on the day care ended has that day in the new case.
            caseStart = LocalDate.Min(caseStart, entry.On);
            periods.Add(
                new PeriodOfCare(periods.Count + 1, caseStart, EventSearch.LastWithin(decisions, caseStart, entry.On), entry, ceased)
            );
            if (ceased is not null)
                caseStart = ceased.On.PlusDays(1);
        }

        return new CareCourse(timeline, periods);
    }

    /// <summary>Short breaks are not a period of care: no reviews, no permanence tracking (SSDA903 V3 and V4).</summary>
    private static bool IsShortBreaks(CareEvent entry) => LifeCourse.IsShortBreaks(entry.Text("legalStatus"));

    /// <summary>How many periods had begun by a day.</summary>
    public int BegunBy(LocalDate day)
    {
        int low = 0,
            high = periods.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (periods[middle].Entry!.On <= day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>One of the periods that had begun, as it was known on a day.</summary>
    public PeriodOfCare PeriodAsOf(int index, LocalDate on) =>
        periods[index] is { Ceased: { } ceased } period && ceased.On > on ? period with { Ceased = null } : periods[index];

    /// <summary>The last decision, from one day to another, that the child enters care.</summary>
    public CareEvent? DecisionWithin(LocalDate from, LocalDate to) => EventSearch.LastWithin(timeline.OfType(CareDecision), from, to);

    /// <summary>Whether the council became involved with the family again after a day, by another.</summary>
    public bool BeganAgainWithin(LocalDate after, LocalDate by)
    {
        involvements ??= InvolvementDays();
        var index = Array.BinarySearch(involvements, after.PlusDays(1));
        if (index < 0)
            index = ~index;
        return index < involvements.Length && involvements[index] <= by;
    }

    private LocalDate[] InvolvementDays()
    {
        var days = new List<LocalDate>();
        foreach (var type in Involvements)
        {
            foreach (var happened in timeline.OfType(type))
                days.Add(happened.On);
        }

        foreach (var type in new[] { MeetingBooked, MeetingHeld })
        {
            foreach (var meeting in timeline.OfType(type))
            {
                if (meeting.Text("meeting") == "legal-planning")
                    days.Add(meeting.On);
            }
        }

        days.Sort();
        return [.. days];
    }

    /// <summary>Periods of care and series of short breaks, in order; none overlaps another.</summary>
    public IReadOnlyList<CareSpell> Spells => spells ??= ReadSpells();

    private List<CareSpell> ReadSpells()
    {
        var read = new List<CareSpell>(periods.Count);
        foreach (var period in periods)
            read.Add(new CareSpell(period.Entry!, period.Ceased?.On, period.Ceased, false));
        var shortBreaks = ReadShortBreaks();
        if (shortBreaks.Count == 0)
            return read;
        read.AddRange(shortBreaks);
        // Stable: a series that gives way to a period of care on the day it began stands before it.
        return [.. read.OrderBy(spell => spell.Entry.On).ThenBy(spell => !spell.ShortBreaks)];
    }

    private List<CareSpell> ReadShortBreaks()
    {
        CareEvent[] starts = [.. timeline.OfType(ShortBreaksStarted), .. timeline.OfType(BecameLookedAfter).Where(IsShortBreaks)];
        var series = new List<CareSpell>();
        if (starts.Length == 0)
            return series;
        var endings = timeline.OfType(ShortBreaksEnded).Concat(timeline.OfType(CeasedLookedAfter)).OrderBy(ended => ended.On).ToArray();
        var ending = 0;
        foreach (var start in starts.OrderBy(start => start.On))
        {
            if (series.Count > 0 && !(series[^1].Until <= start.On))
                continue;
            var begun = BegunBy(start.On);
            if (begun > 0 && !(periods[begun - 1].Ceased?.On <= start.On))
                continue;
            while (ending < endings.Length && endings[ending].On < start.On)
                ending++;
            var ended = ending < endings.Length ? endings[ending] : null;
            // Who enters care goes from the series into the period.
            var next = begun < periods.Count ? periods[begun].Entry!.On : (LocalDate?)null;
            if (ended is not null && !(next < ended.On))
                ending++;
            else
                ended = null;
            series.Add(new CareSpell(start, ended?.On ?? next, ended, true));
        }

        return series;
    }
}

/// <summary>A time the SSDA903 return has episodes for: a period of care, or a series of short breaks.</summary>
/// <param name="Until">The day it ended; null while it lasts.</param>
/// <param name="Ending">The event that ended it; null while it lasts, and where short breaks gave way to care.</param>
internal sealed record CareSpell(CareEvent Entry, LocalDate? Until, CareEvent? Ending, bool ShortBreaks)
{
    /// <summary>Whether a day is within it. The day it ended is not, unless it also began on it.</summary>
    public bool Holds(LocalDate day) => Entry.On <= day && (Until is not { } until || day < until || (until == Entry.On && day == until));
}

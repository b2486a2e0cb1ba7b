using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// A record read on a day: the periods of care, reviews, plans, placements and orders that follow from what had happened by then.
/// </summary>
public sealed class CaseHistory
{
    private static readonly int BecameLookedAfter = EventVocabulary.OrdinalOf("became-looked-after");
    private static readonly int CeasedLookedAfter = EventVocabulary.OrdinalOf("ceased-looked-after");
    private static readonly int CareDecision = EventVocabulary.OrdinalOf("care-decision-made");
    private static readonly int LegalStatusChanged = EventVocabulary.OrdinalOf("legal-status-changed");
    private static readonly int PlacementStarted = EventVocabulary.OrdinalOf("placement-started");
    private static readonly int PlacementEnded = EventVocabulary.OrdinalOf("placement-ended");
    private static readonly int MeetingBooked = EventVocabulary.OrdinalOf("meeting-booked");
    private static readonly int MeetingHeld = EventVocabulary.OrdinalOf("meeting-held");

    // What begins with a family that the council works with again, before anybody decides about care.
    private static readonly int[] Involvements =
    [
        .. new[] { "intervention-started", "pre-birth-assessment-started", "removal-likely", "pre-proceedings-started", "proceedings-issued" }.Select(EventVocabulary.OrdinalOf)
    ];

    // Short breaks are not a period of care: no reviews, no permanence tracking (SSDA903 V3 and V4).
    public static bool IsShortBreaks(string? legalStatus) => legalStatus is "V3" or "V4";

    private readonly Timeline timeline;
    private IReadOnlyList<Review>? reviews;
    private IReadOnlyList<LivePlan>? plans;
    private CaseHistory? earlier;

    public CaseHistory(Timeline timeline, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        this.timeline = timeline;
        On = on;
        Periods = ReadPeriods();
        var last = Periods.Count == 0 ? null : Periods[^1];
        if (last?.Ceased is { } ceased && BeganAgainAfter(ceased.On))
            CaseStart = ceased.On.PlusDays(1);
        else
            (Period, CaseStart) = (last, last?.CaseStart ?? LocalDate.MinIsoValue);
    }

    public LocalDate On { get; }

    public Child Child => timeline.Child;

    /// <summary>Periods of care, earliest first. The last may be one that is only decided.</summary>
    public IReadOnlyList<PeriodOfCare> Periods { get; }

    /// <summary>
    /// The period of care the child is in, is about to enter, or was in last. Null before the first one, and also after one that ended once
    /// the council is involved again: then care is not decided for the present case.
    /// </summary>
    public PeriodOfCare? Period { get; }

    /// <summary>
    /// The first day of the present case: the day after the earlier period of care ended, or that day where the child came back on it. A case
    /// is another one once care is decided or begins again, or once something that leads up to it happens: an intervention, a pre-birth
    /// assessment, removal judged likely, a legal planning meeting booked or held, pre-proceedings or proceedings.
    /// </summary>
    public LocalDate CaseStart { get; }

    /// <summary>How the child last left care; null while looked after and where they never left.</summary>
    public CareEvent? Left => Periods.Count == 0 ? null : Periods[^1] is { Entry: null } && Periods.Count > 1 ? Periods[^2].Ceased : Periods[^1].Ceased;

    /// <summary>Where an event stands among those of its day: what was recorded first is first.</summary>
    internal int PositionOf(CareEvent happened)
    {
        for (var index = 0; index < timeline.Events.Count; index++)
        {
            if (ReferenceEquals(timeline.Events[index], happened))
                return index;
        }

        return -1;
    }

    /// <summary>The record as it is read on an earlier day; this reading where the day is not earlier.</summary>
    public CaseHistory AsOf(LocalDate day) =>
        day >= On ? this : earlier?.On == day ? earlier : (earlier = new CaseHistory(timeline, day));

    public bool LookedAfter => LookedAfterOn(On);

    public bool LookedAfterOn(LocalDate day) =>
        Periods.Any(period => period.Entry is { } entry && entry.On <= day && (period.Ceased is not { } ceased || ceased.On > day));

    /// <summary>The day born, or expected to be born. Before the birth nobody knew its day, so the one expected counts where it is recorded.</summary>
    public LocalDate? Birth => Child.Born is { } born && born <= On ? born : Child.Expected ?? Child.Born;

    /// <summary>Events of a type that had happened by the day asked about.</summary>
    public ReadOnlySpan<CareEvent> Of(int type)
    {
        var all = timeline.OfType(type);
        var count = all.Length;
        while (count > 0 && all[count - 1].On > On)
            count--;
        return all.AsSpan(0, count);
    }

    /// <summary>
    /// Events of a type from a day on. For who comes back on the day care ended, that ending is of the earlier period: asked from a day of the
    /// present case, it is left out.
    /// </summary>
    public ReadOnlySpan<CareEvent> Since(int type, LocalDate from)
    {
        var events = Of(type);
        var first = 0;
        while (first < events.Length && (events[first].On < from || (type == CeasedLookedAfter && from >= CaseStart && IsOfTheEarlierPeriod(events[first]))))
            first++;
        return events[first..];
    }

    private bool IsOfTheEarlierPeriod(CareEvent ceased) => Period?.Entry is { } entry && entry.On == ceased.On && !ReferenceEquals(ceased, Period.Ceased);

    /// <summary>The statutory reviews of the present period of care by number.</summary>
    public IReadOnlyList<Review> Reviews => reviews ??= ReviewSequence.Read(this);

    public Review? ReviewNumbered(int number)
    {
        foreach (var review in Reviews)
        {
            if (review.Number == number)
                return review;
        }

        return null;
    }

    /// <summary>Plans that are live, the primary one first.</summary>
    public IReadOnlyList<LivePlan> Plans => plans ??= LivePlans.Read(this);

    public string? PrimaryPlan => Plans.Count > 0 && Plans[0].Track == "primary" ? Plans[0].Option : null;

    /// <summary>The placement the child is in, or null where none is recorded in the present case or the last one ended.</summary>
    public CareEvent? Placement
    {
        get
        {
            var started = Of(PlacementStarted);
            if (started.Length == 0 || !LookedAfter || started[^1] is not { } last || last.On < CaseStart)
                return null;
            var ended = Of(PlacementEnded);
            return ended.Length > 0 && ended[^1].On > last.On ? null : last;
        }
    }

    /// <summary>
    /// The placement the child was in on a day up to the one asked about. Where a placement or care ended on it and no placement began, it is
    /// the one that ended: a young person who leaves a foster home on a day was in it that day.
    /// </summary>
    public CareEvent? PlacementOn(LocalDate day)
    {
        PeriodOfCare? period = null;
        foreach (var one in Periods)
        {
            if (one.Entry is { } entry && entry.On <= day && !(one.Ceased?.On < day))
                period = one;
        }

        var started = Of(PlacementStarted);
        var index = started.Length - 1;
        while (index >= 0 && started[index].On > day)
            index--;
        if (period is null || index < 0 || started[index].On < period.CaseStart)
            return null;
        return EndedBetween(started[index], day) ? null : started[index];
    }

    /// <summary>The placement that an event on a day ended: the last one begun before it, else one begun on that very day.</summary>
    public CareEvent? PlacementEndedBy(CareEvent ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        CareEvent? ended = null;
        foreach (var started in Of(PlacementStarted))
        {
            if (started.On < ending.On || (ended is null && started.On == ending.On))
                ended = started;
        }

        return ended;
    }

    /// <summary>
    /// The first of the unbroken run of foster placements with the carers the child is with now, or null where they are with none. Carers are
    /// the same where the entry says so, or where both name them alike; a day in no placement breaks the run.
    /// </summary>
    /// <param name="fostering">The codes of placements with foster carers.</param>
    public CareEvent? FosterStay(IReadOnlySet<string> fostering)
    {
        if (Placement is not { } first || !IsFostering(first))
            return null;
        var started = Of(PlacementStarted);
        for (var index = started.Length - 2; index >= 0; index--)
        {
            var earlier = started[index];
            var sameCarers = first.Flag("sameCarers") == true || (first.Text("carer") is { } carer && earlier.Text("carer") == carer);
            if (!sameCarers || earlier.On < CaseStart || !IsFostering(earlier) || EndedBetween(earlier, first.On))
                break;
            first = earlier;
        }

        return first;

        bool IsFostering(CareEvent started) => started.Text("placement") is { } code && fostering.Contains(code);
    }

    private bool EndedBetween(CareEvent started, LocalDate day)
    {
        foreach (var ended in Of(PlacementEnded))
        {
            if (ended.On > started.On && ended.On < day)
                return true;
        }

        return false;
    }

    /// <summary>
    /// The placement from which the child has been where they are: the present one, or the first of the unbroken run at the present address.
    /// </summary>
    public CareEvent? PlacementSince(bool sameAddress)
    {
        if (Placement is not { } present || !sameAddress)
            return Placement;
        var started = Of(PlacementStarted);
        var first = present;
        for (var index = started.Length - 2; index >= 0 && started[index].On >= CaseStart; index--)
        {
            if (Address(present) is not { } address || Address(started[index]) != address || EndedBetween(started[index], first.On))
                break;
            first = started[index];
        }

        return first;

        static string? Address(CareEvent placement) => placement.Text("address") ?? placement.Text("postcode") ?? placement.Text("carer");
    }

    /// <summary>The event that gave the present legal status, or null where the child is not looked after.</summary>
    public CareEvent? LegalStatus
    {
        get
        {
            if (!LookedAfter || Period?.Entry is not { } entry)
                return null;
            var changes = Of(LegalStatusChanged);
            return changes.Length > 0 && changes[^1].On >= entry.On ? changes[^1] : entry;
        }
    }

    /// <summary>The order of a kind in force, or null.</summary>
    public CareEvent? OrderInForce(string order)
    {
        var made = Last(EventVocabulary.OrdinalOf("order-made"), order);
        var ended = Last(EventVocabulary.OrdinalOf("order-ended"), order);
        return made is null || (ended is not null && ended.On >= made.On) ? null : made;

        CareEvent? Last(int type, string kind)
        {
            var events = Of(type);
            for (var index = events.Length - 1; index >= 0; index--)
            {
                if (events[index].Text("order") == kind)
                    return events[index];
            }

            return null;
        }
    }

    private List<PeriodOfCare> ReadPeriods()
    {
        var periods = new List<PeriodOfCare>(1);
        var caseStart = LocalDate.MinIsoValue;
        var entries = Of(BecameLookedAfter);
        var endings = Of(CeasedLookedAfter);
        var decisions = Of(CareDecision);
        var ending = 0;
        foreach (var entry in entries)
        {
            if (IsShortBreaks(entry.Text("legalStatus")) || (periods.Count > 0 && periods[^1].Ceased is null))
                continue;
            while (ending < endings.Length && endings[ending].On < entry.On)
                ending++;
            var ceased = ending < endings.Length ? endings[ending++] : null;
            // Who comes back on the day care ended has that day in the new case.
            caseStart = LocalDate.Min(caseStart, entry.On);
            periods.Add(new PeriodOfCare(periods.Count + 1, caseStart, LastWithin(decisions, caseStart, entry.On), entry, ceased));
            if (ceased is not null)
                caseStart = ceased.On.PlusDays(1);
        }

        // A decision after the last period ended is the start of another.
        if ((periods.Count == 0 || periods[^1].Ceased is not null) && LastWithin(decisions, caseStart, On) is { } decided)
            periods.Add(new PeriodOfCare(periods.Count + 1, caseStart, decided, null, null));
        return periods;
    }

    private bool BeganAgainAfter(LocalDate ceased)
    {
        foreach (var type in Involvements)
        {
            if (Of(type) is [.., var last] && last.On > ceased)
                return true;
        }

        return IsLegalPlanning(Of(MeetingBooked)) || IsLegalPlanning(Of(MeetingHeld));

        bool IsLegalPlanning(ReadOnlySpan<CareEvent> meetings)
        {
            for (var index = meetings.Length - 1; index >= 0 && meetings[index].On > ceased; index--)
            {
                if (meetings[index].Text("meeting") == "legal-planning")
                    return true;
            }

            return false;
        }
    }

    private static CareEvent? LastWithin(ReadOnlySpan<CareEvent> events, LocalDate from, LocalDate to)
    {
        for (var index = events.Length - 1; index >= 0; index--)
        {
            if (events[index].On >= from && events[index].On <= to)
                return events[index];
        }

        return null;
    }
}

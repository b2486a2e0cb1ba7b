using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// A record read on a day: the periods of care, legal status, placements, plans, reviews and orders that follow from what had happened by
/// then. Boards, summaries, pages, agencies, forms and the engine ask here and read no event for themselves.
/// </summary>
public sealed class CaseHistory
{
    // How many readings of earlier days are kept at most.
    private const int Days = 16;

    private static readonly int DiedType = EventVocabulary.OrdinalOf(EventTypes.Died);
    private static readonly int CeasedLookedAfter = EventVocabulary.OrdinalOf(EventTypes.CeasedLookedAfter);

    private static readonly string[] OnlyInProceedings =
    [
        EventTypes.ProceedingsConcluded,
        EventTypes.CourtDateListed,
        EventTypes.CarePlanFiled,
        EventTypes.CarePlanFilingSet,
    ];

    private static readonly string[] OnlyInCare = [EventTypes.PlacementStarted, EventTypes.CeasedLookedAfter];

    private readonly int begun;
    private readonly PeriodOfCare? decided;
    private IReadOnlyList<PeriodOfCare>? periods;
    private IReadOnlyList<Review>? reviews;
    private IReadOnlyList<LegalStatusSpan>? legalStatuses;
    private PlacementReading? placements;
    private AdoptionCourse? adoption;
    private FamilySearch? familySearch;
    private Child? child;
    private CaseHistory?[]? earlier;
    private (SecuredPermanence? Read, bool Known) permanence;
    private (CareEvent? Lost, bool Known) permanenceLost;
    private (LocalDate? Day, bool Known) died;
    private Instant? lastMinute;

    public CaseHistory(Timeline timeline, LocalDate on)
        : this(new ChildHistory(timeline), on) { }

    internal CaseHistory(ChildHistory whole, LocalDate on)
    {
        Whole = whole;
        On = on;
        begun = whole.Care.BegunBy(on);
        var last = begun == 0 ? null : whole.Care.PeriodAsOf(begun - 1, on);
        var from = last is null ? LocalDate.MinIsoValue : last.Ceased?.On.PlusDays(1) ?? LocalDate.MaxIsoValue;
        // A decision after the last period ended is the start of another.
        if ((last is null || last.Ceased is not null) && whole.Care.DecisionWithin(from, on) is { } decision)
            last = decided = new PeriodOfCare(begun + 1, from, decision, null, null);
        if (last?.Ceased is { } ceased && whole.Care.BeganAgainWithin(ceased.On, on))
            CaseStart = from;
        else
            (Period, CaseStart) = (last, last?.CaseStart ?? LocalDate.MinIsoValue);
    }

    /// <summary>The record this is a reading of.</summary>
    public ChildHistory Whole { get; }

    public LocalDate On { get; }

    /// <summary>The minute of that day which was asked about; null where the whole day was.</summary>
    internal Instant? Minute { get; init; }

    /// <summary>The minute it is read at: the one asked about, else the last of the day.</summary>
    public Instant ReadAt => Minute ?? (lastMinute ??= LondonTime.LastMinuteOf(On));

    /// <summary>
    /// When something of this day began, later than the minute asked about too: so long as none of these passes, the record says the same.
    /// </summary>
    public IReadOnlyList<Instant> Beginnings { get; internal init; } = [];

    private Timeline Timeline => Whole.Timeline;

    public Child Child => child ??= Timeline.ChildOn(On);

    /// <summary>Periods of care, earliest first. The last may be one that is only decided.</summary>
    public IReadOnlyList<PeriodOfCare> Periods =>
        periods ??= [
            .. Enumerable.Range(0, begun).Select(index => Whole.Care.PeriodAsOf(index, On)),
            .. decided is null ? [] : new[] { decided },
        ];

    /// <summary>
    /// The period of care the child is in, is about to enter, or was in last. Null before the first one, and also after one that ended once
    /// the council is involved again: then care is not decided for the present case.
    /// </summary>
    public PeriodOfCare? Period { get; }

    /// <summary>
    /// The first day of the present case: the day after the earlier period of care ended, or that day where the child came back on it. A
    /// case is another one once care is decided or begins again, or once something that leads up to it happens: an intervention, a
    /// pre-birth assessment, removal judged likely, a legal planning meeting booked or held, pre-proceedings or proceedings.
    /// </summary>
    public LocalDate CaseStart { get; }

    /// <summary>The first day anything is known of in the present case; null where nothing had happened by the day asked about.</summary>
    internal LocalDate? FirstKnown
    {
        get
        {
            var index = EventSearch.CountBefore(Timeline.Ordered, CaseStart);
            return index < Timeline.Ordered.Length && Timeline.Ordered[index].On <= On ? Timeline.Ordered[index].On : null;
        }
    }

    /// <summary>How the child last left care; null while looked after and where they never left.</summary>
    public CareEvent? Left => begun == 0 ? null : Whole.Care.PeriodAsOf(begun - 1, On).Ceased;

    /// <summary>
    /// The last thing that is only done for a child in care, of one who by the record is not: since they left, or at all. An entry to care
    /// that nobody recorded leaves a child for whom nothing is asked, and must not look like one who is at home.
    /// </summary>
    internal CareEvent? CareWithoutEntry =>
        Standing is Standing.BeforeCare or Standing.AfterCare && LastOf(OnlyInCare) is { } sign && !(sign.On <= Left?.On) ? sign : null;

    /// <summary>
    /// What is only done in care proceedings, in a case of which nobody recorded that they were issued: the weeks that they may take cannot
    /// be counted.
    /// </summary>
    internal CareEvent? ProceedingsWithoutIssue =>
        LastOf(OnlyInProceedings) is { } sign
        && sign.On >= CaseStart
        && !(Latest(EventTypes.ProceedingsIssued) is { } issued && issued.On >= CaseStart)
            ? sign
            : null;

    private CareEvent? LastOf(string[] types)
    {
        CareEvent? last = null;
        foreach (var type in types)
        {
            if (Latest(type) is { } sign && !(sign.On <= last?.On))
                last = sign;
        }

        return last;
    }

    /// <summary>The record as it is read on an earlier day; this reading where the day is not earlier.</summary>
    public CaseHistory AsOf(LocalDate day)
    {
        if (day >= On)
            return this;
        earlier ??= new CaseHistory?[Days];
        // Duties ask about the same few days again and again: entry, an order, the last review.
        ref var kept = ref earlier[(day.DayOfYear + (day.Year * 7)) % Days];
        return kept?.On == day ? kept : kept = new CaseHistory(Whole, day);
    }

    /// <summary>The record as it is read on any day.</summary>
    public CaseHistory At(LocalDate day) => day == On ? this : Whole.On(day);

    /// <summary>In a period of care. A child on short breaks is not.</summary>
    public bool LookedAfter => LookedAfterOn(On);

    public bool LookedAfterOn(LocalDate day)
    {
        var count = Whole.Care.BegunBy(LocalDate.Min(day, On));
        return count > 0 && !(Whole.Care.PeriodAsOf(count - 1, On).Ceased?.On <= day);
    }

    /// <summary>
    /// The day born, or expected to be born. Before the birth nobody knew its day, so the one expected counts where it is recorded.
    /// </summary>
    public LocalDate? Birth => Child.Born is { } born && born <= On ? born : Child.Expected ?? Child.Born;

    /// <summary>The day the child died; null where nobody recorded it by the day asked about.</summary>
    public LocalDate? Died => died is (var day, true) ? day : (died = (LifeCourse.Death(Of(DiedType), Of(CeasedLookedAfter)), true)).Day;

    /// <summary>The age on the day asked about; of who has died, the age on that day.</summary>
    public Age Age => AgeWith(null);

    /// <param name="leapDayOnFirstOfMarch">
    /// Whether who was born on 29 February is a year older on 1 March in an ordinary year, where the council has chosen; else on
    /// 28 February.
    /// </param>
    public Age AgeWith(bool? leapDayOnFirstOfMarch) =>
        BirthAwaited is null ? Age.Of(Birth, Died < On ? Died.Value : On, leapDayOnFirstOfMarch ?? false) : Age.NotKnown;

    /// <summary>The day on which the child was expected, where it has gone by and nobody has recorded the birth; else null.</summary>
    internal LocalDate? BirthAwaited => Child is { Born: null, Expected: { } expected } && expected < On && Died is null ? expected : null;

    /// <summary>Where the child stands between coming to be known and leaving for good.</summary>
    public Standing Standing => Standings.Of(this);

    /// <summary>
    /// Whether anybody knew the child by the day asked about: something on the record had happened by then. A record without any entry
    /// knows the child from forty weeks before the birth, as far as what is known now is asked. So does one whose every entry was taken
    /// back, where a person had recorded any of them; what only a return brought, and was undone, is of no child.
    /// </summary>
    public bool IsKnown =>
        Timeline.Events.Count > 0
            ? Timeline.Events[0].On <= On
            : Whole.KnownAt is null
                && (Timeline.File.Events.Count == 0 || Timeline.File.Events.Any(entry => entry.Recorded?.IsOfReturn != true))
                && (Birth is not { } birth || birth.PlusWeeks(-40) <= On);

    /// <summary>Whether the record holds any event of a type, on whatever day.</summary>
    internal bool Holds(int type) => Whole.OfType(type, On).Length > 0;

    /// <summary>Events of a type that had happened by the day asked about.</summary>
    internal ReadOnlySpan<CareEvent> Of(int type) => UpToNow(Whole.OfType(type, On));

    /// <summary>The same of what was recorded as such alone, without the orders that something else tells.</summary>
    internal ReadOnlySpan<CareEvent> Recorded(int type) => UpToNow(Timeline.OfType(type));

    private ReadOnlySpan<CareEvent> UpToNow(CareEvent[] events) => events.AsSpan(0, EventSearch.CountUpTo(events, On));

    /// <summary>
    /// Events of a type from a day on. For who comes back on the day care ended, that ending is of the earlier period: asked from a day of
    /// the present case, it is left out.
    /// </summary>
    internal ReadOnlySpan<CareEvent> Since(int type, LocalDate from) => Since(Of(type), type, from);

    /// <summary>The same of some of them, in order.</summary>
    internal ReadOnlySpan<CareEvent> Since(ReadOnlySpan<CareEvent> events, int type, LocalDate from)
    {
        var first = EventSearch.CountBefore(events, from);
        if (type == CeasedLookedAfter && from >= CaseStart)
        {
            while (first < events.Length && IsOfTheEarlierPeriod(events[first]))
                first++;
        }

        return events[first..];
    }

    private bool IsOfTheEarlierPeriod(CareEvent ceased) =>
        Period?.Entry is { } entry && entry.On == ceased.On && !ReferenceEquals(ceased, Period.Ceased);

    /// <summary>Everything that had happened by the day asked about, in order.</summary>
    public IReadOnlyList<CareEvent> Happened => Timeline.First(EventSearch.CountUpTo(Timeline.Ordered, On));

    /// <summary>How many of all events happened before a day.</summary>
    internal int CountBefore(LocalDate day) => EventSearch.CountBefore(Timeline.Ordered, day);

    /// <summary>The last event of a type that had happened by the day asked about and is as asked.</summary>
    internal CareEvent? Latest(string type, Func<CareEvent, bool>? asked = null)
    {
        var events = Of(EventVocabulary.OrdinalOf(type));
        for (var index = events.Length - 1; index >= 0; index--)
        {
            if (asked is null || asked(events[index]))
                return events[index];
        }

        return null;
    }

    /// <summary>Every event of a type that had happened by the day asked about.</summary>
    internal IReadOnlyList<CareEvent> All(string type) => [.. Of(EventVocabulary.OrdinalOf(type))];

    /// <summary>What was done with and for the child.</summary>
    public PracticeHistory Practice => new(this);

    /// <summary>The statutory reviews of the present period of care by number.</summary>
    public IReadOnlyList<Review> Reviews => reviews ??= ReviewSequence.Read(this);

    public Review? ReviewNumbered(int number)
    {
        int low = 0,
            high = Reviews.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var review = Reviews[middle];
            if (review.Number == number)
                return review;
            if (review.Number < number)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>Plans that are live, the primary one first.</summary>
    public IReadOnlyList<LivePlan> Plans => Whole.PlansSince(CaseStart).AsOf(On);

    /// <summary>The primary plan, where one is live.</summary>
    internal LivePlan? Primary => PlanStep.PrimaryOf(Plans);

    public string? PrimaryPlan => Primary?.Option;

    /// <summary>On which track adoption, or early permanence as a way to it, is a live plan; null where it is on none.</summary>
    public string? AdoptionTrack => Plans.FirstOrDefault(plan => LivePlan.IsAdoption(plan.Option))?.Track;

    /// <summary>
    /// Whether an event set another primary plan than the one that was live before it, or one anew where an earlier one had ended.
    /// </summary>
    public bool ChangesPlan(CareEvent set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Whole.PlansSince(CaseStart).Changes(set);
    }

    /// <summary>What made a plan of this case the primary one without its having been set.</summary>
    internal ReadOnlySpan<CareEvent> PlansAgreedUnset => Whole.PlansSince(CaseStart).AgreedUnset(On);

    /// <summary>Every legal status the child has had in care or on short breaks, the earliest first.</summary>
    public IReadOnlyList<LegalStatusSpan> LegalStatuses => legalStatuses ??= Domain.History.LegalStatuses.Read(this);

    /// <summary>
    /// The legal status now; null where the child is neither in care nor on short breaks, and where nobody has said which it is.
    /// </summary>
    public LegalStatusSpan? LegalStatus => LegalStatuses is [.., { Until: null } present] ? present : null;

    /// <summary>The legal status at the end of a day up to the one asked about; null as for <see cref="LegalStatus"/>.</summary>
    public LegalStatusSpan? LegalStatusOn(LocalDate day)
    {
        var spans = LegalStatuses;
        for (var index = spans.Count - 1; index >= 0; index--)
        {
            if (spans[index].From <= day)
                return spans[index].Until <= day ? null : spans[index];
        }

        return null;
    }

    internal PlacementReading PlacementsRead => placements ??= new PlacementReading(this);

    /// <summary>Every placement the child was in while in care, and where short breaks were, the earliest first.</summary>
    public IReadOnlyList<PlacementSpan> Placements => PlacementsRead.Spans;

    /// <summary>The placement the child is in, or null where none is recorded in the present case or the last one ended.</summary>
    public CareEvent? Placement => PlacementsRead.Present;

    /// <summary>
    /// The placement the child was in on a day up to the one asked about. Where a placement or care ended on it and no placement began, it
    /// is the one that ended: a young person who leaves a foster home on a day was in it that day.
    /// </summary>
    public CareEvent? PlacementOn(LocalDate day) => PlacementsRead.OnDay(day);

    /// <summary>The placement that an event on a day ended: the last one begun before it, else one begun on that very day.</summary>
    public CareEvent? PlacementEndedBy(CareEvent ending) => PlacementsRead.EndedBy(ending);

    /// <summary>
    /// The first of the unbroken run of foster placements with the carers the child is with now, or null where they are with none. Carers
    /// are the same where both name them alike, or where the entry says so and one of the two names none; a day in no placement breaks the
    /// run.
    /// </summary>
    /// <param name="fostering">The codes of placements with foster carers.</param>
    public CareEvent? FosterStay(IReadOnlySet<string> fostering) => PlacementsRead.FosterStay(fostering);

    /// <summary>
    /// The placement from which the child has been where they are: the present one, or the first of the unbroken run at the present
    /// address.
    /// </summary>
    public CareEvent? PlacementSince(bool sameAddress) => sameAddress ? PlacementsRead.SameAddress : Placement;

    /// <summary>The order of a kind in force, or null.</summary>
    public CareEvent? OrderInForce(string order) => Whole.Orders.InForce(order, On, CaseStart);

    /// <summary>How far the present case has come on the way to adoption.</summary>
    public AdoptionCourse Adoption => adoption ??= AdoptionCourse.Read(this);

    /// <summary>How far the search for a family has come, and what it lost again.</summary>
    internal FamilySearch FamilySearch => familySearch ??= FamilySearch.Read(this);

    /// <summary>The permanence that was last secured, and whether it was lost again; null where none was.</summary>
    public SecuredPermanence? Permanence =>
        permanence is (var read, true) ? read : (permanence = (SecuredPermanence.Read(this), true)).Read;

    /// <summary>What only says that permanence was secured; null where nothing does, or where it is so.</summary>
    internal CareEvent? PermanenceInWordOnly => SecuredPermanence.InWordOnly(this);

    /// <summary>What last undid permanence that had been secured, secured again since or not; null where nothing did.</summary>
    internal CareEvent? PermanenceLost =>
        permanenceLost is (var lost, true) ? lost : (permanenceLost = (SecuredPermanence.LastLoss(this), true)).Lost;

    /// <summary>What ended the primary plan, where none has taken its place.</summary>
    internal CareEvent? PlanLost => Whole.PlansSince(CaseStart).LostBy(On);

    /// <summary>What last ended the primary plan or made it another one; null where nothing did.</summary>
    internal CareEvent? PlanLastLostBy => Whole.PlansSince(CaseStart).LastLostBy(On);

    /// <summary>What last made one of some options the primary plan, where none of them was; it may have been ended since.</summary>
    internal CareEvent? PlanMadeBy(IReadOnlyList<string> options) => Whole.PlansSince(CaseStart).MadeBy(options, On);

    /// <summary>What first agreed the primary plan of the day; null where there is none or nobody has agreed it.</summary>
    internal CareEvent? PlanAgreedBy => Whole.PlansSince(CaseStart).AgreedBy(On);

    /// <summary>Where the child waits on the way to permanence; null for who is neither looked after nor in proceedings.</summary>
    public Stage? Stage => Stage.Of(this);

    /// <summary>What somebody raised in the present case and nobody has resolved, the earliest first.</summary>
    public IReadOnlyList<Concern> Concerns => Concern.Standing(this);

    /// <summary>Who was allocated last in a role; null where nobody ever was.</summary>
    public Allocation? AllocatedTo(string role) => Allocation.Last(this, role);

    /// <summary>
    /// The id or name of the child's social worker. Where one was ever allocated, the last allocation says; until then, what the record was
    /// opened with or an import brought.
    /// </summary>
    public string? SocialWorker =>
        AllocatedTo("social-worker") is { } allocation
            ? allocation.InForceOn(On)
                ? allocation.Who
                : null
            : Child.SocialWorker;

    /// <summary>The id or name of the child's independent reviewing officer.</summary>
    public string? ReviewingOfficer => AllocatedTo("iro") is { } allocation && allocation.InForceOn(On) ? allocation.Who : null;

    public string? Team => Child.Team;

    /// <summary>Periods of care and series of short breaks that had begun, with their endings as far as they had come.</summary>
    internal IEnumerable<CareSpell> Spells =>
        Whole
            .Care.Spells.TakeWhile(spell => spell.Entry.On <= On)
            .Select(spell => spell.Until > On ? spell with { Until = null, Ending = null } : spell);
}

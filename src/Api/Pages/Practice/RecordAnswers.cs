using System.Globalization;
using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Practice;

/// <summary>A brother or sister as a form names them.</summary>
public sealed record FormChild(string Id, string Name, LocalDate? Born = null);

/// <summary>What forms are filled in from, all of it values.</summary>
/// <param name="History">The record on the day the form is filled in.</param>
/// <param name="Person">From the id of somebody to a name.</param>
public sealed record FormFacts(
    string Council,
    CaseHistory History,
    Evaluation Evaluation,
    IReadOnlyList<FormChild> Siblings,
    EventWords Speech,
    Func<string, string> Person,
    LocalDate Today,
    PolicyPack Pack,
    WorkingDayCalendar Calendar
);

/// <summary>
/// What one child's record answers of a form, and what it says where somebody has to write the answer. A field says in the policy which
/// facts fill it in; one that names none is left to be filled in, and nothing is guessed.
/// </summary>
public sealed class RecordAnswers
{
    private readonly FormFacts facts;
    private readonly CaseHistory history;
    private readonly FormShowing showing;

    public RecordAnswers(FormFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        this.facts = facts;
        history = facts.History;
        showing = new FormShowing(history, facts.Pack, facts.Calendar);
    }

    private Child Child => history.Child;

    private string Name => Child.Name ?? $"Child {Child.Id}";

    private string? Age => history.Birth is null ? null : history.Age.InWords();

    private FormChild Self => new(Child.Id, Name, Child.Born);

    /// <summary>
    /// Whether a part of a form is asked of this child; null where that hangs on an answer not given, or on what is not recorded.
    /// </summary>
    public bool? Shows(IReadOnlyList<FormCondition> conditions, Func<string, IReadOnlyList<string>?> answers) =>
        showing.Holds(conditions, answers);

    /// <summary>Whom a field is asked of: each child of the group, or each pair. Empty where it is asked once.</summary>
    public IReadOnlyList<(string Key, string Name)> Each(AskedOf? each)
    {
        IReadOnlyList<FormChild> group = [Self, .. facts.Siblings];
        return each switch
        {
            AskedOf.PairOfSiblings =>
            [
                .. group.SelectMany(
                    (one, index) => group.Skip(index + 1).Select(other => ($"{one.Id}--{other.Id}", $"{one.Name} and {other.Name}"))
                ),
            ],
            AskedOf.Child when group.Count > 1 => [.. group.Select(one => (one.Id, one.Name))],
            _ => [],
        };
    }

    /// <summary>
    /// The answer that needs nobody. Null where it is not on the record, and where somebody has to weigh what the record says.
    /// </summary>
    public string? Answer(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return IsFilledIn(field) ? Words(field.From) : null;
    }

    /// <summary>What is chosen before anybody chooses: the value that means what the record has.</summary>
    public string? Start(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var words = field.From.SelectMany(MeantBy).ToList();
        return field.Meanings.FirstOrDefault(meaning => meaning.Is.Any(words.Contains))?.Value;
    }

    /// <summary>Facts to write an answer from.</summary>
    public string? Says(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return IsFilledIn(field) ? null : Words(field.From);
    }

    /// <summary>What rows of a repeated section begin with: the child, and the brothers and sisters who are looked at together.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> RowsOf(FormSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Each is null)
            return [];
        return
        [
            .. new[] { Self }
                .Concat(facts.Siblings)
                .Select(one =>
                    section
                        .Fields.Select(field =>
                            (field.Id, Value: string.Join(", ", field.From.Select(source => OfChild(source, one)).OfType<string>()))
                        )
                        .Where(cell => cell.Value.Length > 0)
                        .ToDictionary(cell => cell.Id, cell => cell.Value, StringComparer.Ordinal)
                ),
        ];
    }

    /// <summary>What heads the form of a child: who, in which care, with which plan, and what comes next.</summary>
    public IReadOnlyList<Children.Fact> Head =>
        [
            .. new Children.Fact?[]
            {
                new(
                    "Child",
                    $"{Name}, {Child.Id}",
                    Child.Born is { } born && Age is not null
                        ? $"born {Dates.InWords(born)}, {(history.Age.Years >= 1 ? $"age {Age}" : Age)}"
                        : null
                ),
                new("Legal status", LegalStatus ?? "Not looked after"),
                new("Plan", Plans ?? "No plan recorded"),
                Placement is { } placement ? new("Placement", placement) : null,
                LastReview is { } last ? new("Last review", last) : null,
                NextReview is { } next ? new("Next review", next) : null,
            }.OfType<Children.Fact>(),
        ];

    /// <summary>What is late and what is due next, the earliest first.</summary>
    public IReadOnlyList<Obligation> Due =>
        [.. facts.Evaluation.Obligations.Where(one => one.Due is not null && Open(one)).OrderBy(one => one.Due).Take(6)];

    // A short answer that the record gives whole; everything longer, and every choice, is somebody's to make.
    private static bool IsFilledIn(FormField field) =>
        field is { Each: null, From.Count: > 0 }
        && field.Type is FieldType.Text or FieldType.Date or FieldType.DateTime or FieldType.Number or FieldType.Person or FieldType.People
        && field.From.All(source => source.IsAnAnswer);

    private string? Words(IReadOnlyList<FormSource> sources)
    {
        var said = sources.Select(Say).OfType<string>().ToList();
        return said.Count == 0 ? null : string.Join(sources.All(source => source.IsAnAnswer) ? ", " : ". ", said);
    }

    private string? Say(FormSource source) =>
        source.Fact switch
        {
            RecordFact.CouncilName => facts.Council,
            RecordFact.ChildName or RecordFact.ChildId or RecordFact.ChildBorn or RecordFact.ChildAge => OfChild(source, Self),
            RecordFact.ChildEthnicity => Child.Ethnicity,
            RecordFact.ChildTeam => history.Team,
            RecordFact.Worker => Officer(source.Of!),
            RecordFact.LegalStatus => LegalStatus,
            RecordFact.LegalPosition => Legal,
            RecordFact.Placement => Placement,
            RecordFact.PlacementAddress => Address,
            RecordFact.PlacementPostcode => history.Placement?.Text("postcode"),
            RecordFact.PlacementProvider => history.Placement?.Text("provider"),
            RecordFact.PlacementCarer => history.Placement?.Text("carer"),
            RecordFact.PlacementDistance => Distance,
            RecordFact.PlanPrimary => history.PrimaryPlan is not null ? PlanWords(history.Plans[0]) : null,
            RecordFact.PlanAll => Plans is { } plans ? $"Plans on the record: {plans}" : null,
            RecordFact.ReviewLast => LastReview,
            RecordFact.ReviewNext => NextReview,
            RecordFact.ReviewSecond => SecondReview,
            RecordFact.Meeting => LastMeeting(source.Of!),
            RecordFact.Assessments => Assessments,
            RecordFact.Wishes => Last("Wishes and feelings last recorded", history.Practice.Wishes),
            RecordFact.LifeStory => Last("Life story work last brought up to date", history.Practice.LifeStoryUpdated)
                ?? Last("Life story work started", history.Practice.LifeStoryStarted),
            RecordFact.StayingPut => Last("Staying Put raised", history.Practice.StayingPutRaised),
            RecordFact.FamilySiblings => Group,
            RecordFact.FamilySize => facts.Siblings.Count == 0
                ? "no brothers or sisters recorded"
                : $"{Counting.Number(facts.Siblings.Count + 1)} children",
            RecordFact.DutiesOverdue => Late,
            _ => throw new InvalidOperationException($"No words for {source.Name}."),
        };

    private string? OfChild(FormSource source, FormChild one) =>
        source.Fact switch
        {
            RecordFact.ChildName => one.Name,
            RecordFact.ChildId => one.Id,
            RecordFact.ChildBorn => one.Born is { } born ? Dates.InWords(born) : null,
            RecordFact.ChildAge => one.Id == Child.Id ? Age
            : one.Born is { } born ? Domain.History.Age.Of(born, facts.Today).InWords()
            : null,
            _ => null,
        };

    // The platform's words for what the record has, of which a value may be one.
    private IEnumerable<string> MeantBy(FormSource source) =>
        (
            source.Fact switch
            {
                RecordFact.LegalStatus => [history.LegalStatus?.Code],
                RecordFact.Placement when history.Placement?.Text("placement") is { } code =>
                [
                    code,
                    .. facts.Pack.Codes.PlacementGroups.Where(group => facts.Pack.Codes.PlacementsIn(group).Contains(code)),
                ],
                RecordFact.PlanPrimary => [history.PrimaryPlan],
                _ => Array.Empty<string?>(),
            }
        ).OfType<string>();

    private string? LegalStatus =>
        history.LegalStatus is { } status
            ? $"{facts.Speech.LegalStatus(status.Code)} ({status.Code})"
                + $"{(status.Since is { } since ? $", since {Dates.InWords(since)}" : "")}"
            : null;

    private string? Plans => history.Plans.Count == 0 ? null : string.Join("; ", history.Plans.Select(PlanWords));

    private string PlanWords(LivePlan plan) =>
        $"{facts.Speech.Name(plan.Option)} ({Codes.InSentence(Codes.Name(plan.Track))}), since {Dates.InWords(plan.Since)}";

    private string? Placement =>
        history.Placement is { } placement && placement.Text("placement") is { } code
            ? $"{facts.Speech.Placement(code)} ({code}), since {Dates.InWords(placement.On)}"
            : null;

    private string? Address =>
        history.Placement is not { } placement ? null
        : string.Join(", ", new[] { placement.Text("address"), placement.Text("postcode") }.OfType<string>()) is { Length: > 0 } address
            ? address
        : null;

    private string? LastReview =>
        history.Reviews.LastOrDefault(review => review.Held is not null) is { Held: { } held } review
            ? $"{EventWords.Ordinal(review.Number)}, held on {Dates.InWords(held.On)}"
            : null;

    private string? NextReview
    {
        get
        {
            if (history.Reviews.FirstOrDefault(review => review.Held is null && review.Booking is not null) is { } booked)
                return $"{Dates.InWords(booked.Day)}, booked";
            var due = facts
                .Evaluation.Obligations.Where(one =>
                    one.Due is not null
                    && Open(one)
                    && one.Subject == "Reviews"
                    && one.Title.Contains("review", StringComparison.OrdinalIgnoreCase)
                )
                .OrderBy(one => one.Due)
                .FirstOrDefault();
            return due?.Due is { } by ? $"Not booked; due by {Dates.InWords(by)}" : null;
        }
    }

    private string? Legal
    {
        get
        {
            List<string?> parts =
            [
                LegalStatus,
                .. EventVocabulary
                    .Orders.Select(order => history.OrderInForce(order))
                    .OfType<CareEvent>()
                    .Select(made => $"{facts.Speech.Order(made.Text("order")!)} made on {Dates.InWords(made.On)}"),
                Last("Proceedings issued", history.Practice.ProceedingsIssued),
                history.Practice.HearingAhead is { } listed
                    ? $"{Codes.Name(listed.Text("hearing") ?? "")} hearing listed for {Dates.InWords(listed.Date("for"))}"
                    : null,
            ];
            return Joined(parts);
        }
    }

    private string? Assessments =>
        Joined([.. history.Practice.Assessments.Select(one => $"{facts.Speech.Title(one)} on {Dates.InWords(one.On)}")]);

    private string? Group =>
        facts.Siblings.Count == 0
            ? null
            : Joined([
                $"Brothers and sisters: {Counting.List([.. facts.Siblings.Select(one => one.Name)])}",
                history.Practice.SiblingsDecided is { } decided
                    ? $"Decided on {Dates.InWords(decided.On)}{(decided.Text("decision") is { } what ? $": {what}" : "")}"
                    : null,
            ]);

    private string? LastMeeting(string meeting) =>
        history.Practice.Meeting(meeting) is { } held
            ? Joined([
                $"{facts.Speech.Title(held)} on {Dates.InWords(held.On)}",
                held.Text("outcome") is { } outcome ? $"Outcome: {facts.Speech.Value(held.Type, "outcome", outcome)}" : null,
            ])
            : null;

    private string? Distance =>
        history.Placement?.Fields["distanceMiles"] is decimal miles
            ? $"The placement is {miles.ToString("0.#", CultureInfo.InvariantCulture)} miles from home"
            : null;

    private string? Late =>
        facts
            .Evaluation.Obligations.Where(one => one.Status == ObligationStatus.Overdue)
            .OrderBy(one => one.Due)
            .Select(one => $"{one.Title}, due {Dates.InWords(one.Due)}")
            .ToList()
            is { Count: > 0 } late
            ? $"Overdue: {string.Join("; ", late)}"
            : "Nothing is overdue";

    private string? SecondReview =>
        history.ReviewNumbered(2) is not { } second ? null
        : second.Held is { } held
            ? $"Second review held on {Dates.InWords(held.On)}; "
                + $"signed plan {(held.Flag("signedPlan") switch { true => "available", false => "not available", _ => "not recorded" })}"
        : $"Second review booked for {Dates.InWords(second.Day)}";

    private static string? Last(string label, CareEvent? last) => last is null ? null : $"{label} on {Dates.InWords(last.On)}";

    private string? Officer(string role) =>
        role == "social-worker"
            ? history.SocialWorker is { } worker
                ? facts.Person(worker)
                : null
            : history.AllocatedTo(role) is { Who: { } who } allocation && allocation.InForceOn(facts.Today)
                ? facts.Person(who)
                : null;

    private static bool Open(Obligation one) =>
        one.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming;

    private static string? Joined(IReadOnlyList<string?> parts) =>
        parts.OfType<string>().ToList() is { Count: > 0 } said ? string.Join(". ", said) : null;
}

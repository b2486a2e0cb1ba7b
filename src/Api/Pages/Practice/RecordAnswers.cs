using System.Globalization;
using NodaTime;
using Permanence.Api.Pages.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Practice;

/// <summary>A brother or sister as a form names them.</summary>
public sealed record FormChild(string Id, string Name, LocalDate? Born = null);

/// <summary>What forms are filled in from, all of it values.</summary>
/// <param name="Person">From the id of somebody to a name.</param>
public sealed record FormFacts(
    string Council, CaseFile File, Evaluation Evaluation, TrackerRow? Row, IReadOnlyList<FormChild> Siblings, EventWords Speech, Func<string, string> Person, LocalDate Today);

/// <summary>
/// What one child's record answers of a form, and what it says where somebody has to write the answer. It answers by the platform's own ids
/// of fields; a field it does not know is left to be filled in, and nothing is guessed.
/// </summary>
public sealed class RecordAnswers
{
    /// <summary>Who fills in what the platform knows.</summary>
    public const string Platform = "record";

    private readonly FormFacts facts;
    private readonly CaseHistory history;
    private readonly List<CareEvent> happened;

    public RecordAnswers(FormFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        this.facts = facts;
        var timeline = Timeline.Of(facts.File);
        history = new CaseHistory(timeline, facts.Today);
        happened = [.. timeline.Events.Where(one => one.On <= facts.Today)];
    }

    private Child Child => facts.File.Child;

    private string Name => Child.Name ?? $"Child {Child.Id}";

    private string? Age => facts.Row?.Age;

    private FormChild Self => new(Child.Id, Name, Child.Born);

    /// <summary>Whom a field is asked of: each child of the group, or each pair. Empty where it is asked once.</summary>
    public IReadOnlyList<(string Key, string Name)> Each(string? each)
    {
        IReadOnlyList<FormChild> group = [Self, .. facts.Siblings];
        return each switch
        {
            null => [],
            "pair of siblings" => [.. group.SelectMany((one, index) => group.Skip(index + 1).Select(other => ($"{one.Id}--{other.Id}", $"{one.Name} and {other.Name}")))],
            _ when group.Count > 1 => [.. group.Select(one => (one.Id, one.Name))],
            _ => []
        };
    }

    /// <summary>The answer that needs nobody. Null where it is not on the record.</summary>
    public string? Answer(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Type is FieldType.Choice or FieldType.Choices or FieldType.YesNo or FieldType.YesNoEvidence or FieldType.LongText)
            return null;
        return field.Id switch
        {
            "name" when field.FilledBy == Platform => Name,
            "childs-name" or "child-name" => Name,
            "date-of-birth" => Dates.InWords(Child.Born),
            "age" or "childs-age" => Age,
            "childs-age-and-size-of-the" => Age is null ? null : facts.Siblings.Count == 0 ? $"{Age}, no brothers or sisters recorded" : $"{Age}; {Counting.Number(facts.Siblings.Count + 1)} children",
            "electronic-record-id" or "caredirector-or-mosaic-number" => Child.Id,
            "legal-status" => LegalStatus,
            "ethnicity" => Child.Ethnicity,
            "provider-name" => history.Placement?.Text("provider"),
            "provider-address" or "placement-address" => Address,
            "postcode" => history.Placement?.Text("postcode"),
            "allocated-social-worker" or "social-worker" => Child.SocialWorker ?? Officer("social-worker"),
            "team-manager" => Officer("team-manager"),
            "name-of-iro" => Officer("iro"),
            "date-of-next-cic-review" or "date-of-next-lac-review" => NextReview,
            "local-authority-and-team" => Child.Team is { } team ? $"{facts.Council}, {team}" : facts.Council,
            "carer" when field.FilledBy == Platform => history.Placement?.Text("carer"),
            _ => null
        };
    }

    /// <summary>What is chosen before anybody chooses: the legal status the record has.</summary>
    public string? Start(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Id != "legal-status" || field.Values.Count == 0 || history.LegalStatus?.Text("legalStatus") is not { } code)
            return null;
        var words = facts.Speech.LegalStatus(code);
        return field.Values.FirstOrDefault(value => value.Equals(words, StringComparison.OrdinalIgnoreCase))
            ?? field.Values.Where(value => words.Contains(value, StringComparison.OrdinalIgnoreCase)).MaxBy(value => value.Length);
    }

    /// <summary>Facts to write a long answer from.</summary>
    public string? Says(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Type is FieldType.FixedText or FieldType.Signature or FieldType.Document)
            return null;
        foreach (var (about, say) in Topics)
        {
            if (about.Any(word => field.Id.Contains(word, StringComparison.Ordinal)))
                return say(this);
        }

        return null;
    }

    /// <summary>Rows of a repeated section that the record has: the child and the brothers and sisters who are referred together.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> RowsOf(FormSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Fields.All(field => field.Id != "child-name"))
            return [];
        return [.. new[] { Self }.Concat(facts.Siblings).Select((one, index) =>
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal) { ["child-name"] = one.Name };
            if (one.Born is { } born)
                row["date-of-birth"] = Dates.InWords(born);
            if (index == 0 && Age is { } age)
                row["age"] = age;
            return row;
        })];
    }

    /// <summary>What heads the form of a child: who, in which care, with which plan, and what comes next.</summary>
    public IReadOnlyList<Children.Fact> Head =>
    [
        .. new Children.Fact?[]
        {
            new("Child", $"{Name}, {Child.Id}", Child.Born is { } born && Age is not null ? $"born {Dates.InWords(born)}, {(Age.All(char.IsAsciiDigit) ? $"age {Age}" : Age)}" : null),
            new("Legal status", LegalStatus ?? "Not looked after"),
            new("Plan", Plans ?? "No plan recorded"),
            Placement is { } placement ? new("Placement", placement) : null,
            LastReview is { } last ? new("Last review", last) : null,
            NextReview is { } next ? new("Next review", next) : null
        }.OfType<Children.Fact>()
    ];

    /// <summary>What is late and what is due next, the earliest first.</summary>
    public IReadOnlyList<Obligation> Due =>
    [
        .. facts.Evaluation.Obligations.Where(one => one.Due is not null && Open(one))
            .OrderBy(one => one.Due).Take(6)
    ];

    // The first that fits speaks: what is narrower stands before what is wider.
    private static readonly (string[] About, Func<RecordAnswers, string?> Say)[] Topics =
    [
        (["assessment"], self => self.Assessments),
        (["legal"], self => self.Legal),
        (["wishes", "young-persons-view"], self => self.Last("Wishes and feelings last recorded", "wishes-recorded")),
        (["life-story"], self => self.Last("Life story work last brought up to date", "life-story-updated") ?? self.Last("Life story work started", "life-story-started")),
        (["staying-put"], self => self.Last("Staying Put raised", "staying-put-raised")),
        (["sibling", "brother", "together"], self => self.Group),
        (["review-of-actions", "last-meeting"], self => self.LastMeeting),
        (["geographical", "distance"], self => self.Distance),
        (["drift", "delay", "timeliness"], self => self.Late),
        (["comprehensive-plan", "second-review"], self => self.SecondReview),
        (["type-of-placement"], self => self.Placement),
        (["options", "contingency", "parallel", "the-plan-is", "kind-of-plan"], self => self.Plans is { } plans ? $"Plans on the record: {plans}" : null)
    ];

    private string? LegalStatus => history.LegalStatus is { } status && status.Text("legalStatus") is { } code ? $"{facts.Speech.LegalStatus(code)} ({code}), since {Dates.InWords(status.On)}" : null;

    private string? Plans => history.Plans.Count == 0 ? null
        : string.Join("; ", history.Plans.Select(plan => $"{facts.Speech.Name(plan.Option)} ({Codes.InSentence(Codes.Name(plan.Track))}), since {Dates.InWords(plan.Since)}"));

    private string? Placement => history.Placement is { } placement && placement.Text("placement") is { } code ? $"{facts.Speech.Placement(code)} ({code}), since {Dates.InWords(placement.On)}" : null;

    private string? Address => history.Placement is not { } placement ? null
        : string.Join(", ", new[] { placement.Text("address"), placement.Text("postcode") }.OfType<string>()) is { Length: > 0 } address ? address : null;

    private string? LastReview => history.Reviews.LastOrDefault(review => review.Held is not null) is { Held: { } held } review
        ? $"{EventWords.Ordinal(review.Number)}, held on {Dates.InWords(held.On)}" : null;

    private string? NextReview
    {
        get
        {
            if (history.Reviews.FirstOrDefault(review => review.Held is null && review.Booking is not null) is { } booked)
                return $"{Dates.InWords(booked.Day)}, booked";
            var due = facts.Evaluation.Obligations.Where(one => one.Due is not null && Open(one) && one.Subject == "Reviews"
                && one.Title.Contains("review", StringComparison.OrdinalIgnoreCase))
                .OrderBy(one => one.Due).FirstOrDefault();
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
                .. EventVocabulary.Orders.Select(order => history.OrderInForce(order)).OfType<CareEvent>().Select(made => $"{facts.Speech.Order(made.Text("order")!)} made on {Dates.InWords(made.On)}"),
                Last("Proceedings issued", "proceedings-issued"),
                happened.LastOrDefault(one => one.Type == "court-date-listed" && one.Date("for") >= facts.Today) is { } listed
                    ? $"{Codes.Name(listed.Text("hearing") ?? "")} hearing listed for {Dates.InWords(listed.Date("for"))}" : null
            ];
            return Joined(parts);
        }
    }

    private string? Assessments
    {
        get
        {
            var ended = happened.Where(one => one.Type == "assessment-completed").ToList();
            var open = happened.Where(one => one.Type == "assessment-started" && !ended.Exists(other => other.Text("assessment") == one.Text("assessment") && other.On >= one.On));
            return Joined([.. open.Concat(ended).OrderBy(one => one.On).Select(one => $"{facts.Speech.Title(one)} on {Dates.InWords(one.On)}")]);
        }
    }

    private string? Group => facts.Siblings.Count == 0 ? null
        : Joined([$"Brothers and sisters: {Counting.List([.. facts.Siblings.Select(one => one.Name)])}",
            happened.LastOrDefault(one => one.Type == "siblings-decided") is { } decided ? $"Decided on {Dates.InWords(decided.On)}{(decided.Text("decision") is { } what ? $": {what}" : "")}" : null]);

    private string? LastMeeting => happened.LastOrDefault(one => one.Type == "meeting-held" && one.Text("meeting") == "permanence-planning") is { } held
        ? Joined([$"{facts.Speech.Title(held)} on {Dates.InWords(held.On)}", held.Text("outcome") is { } outcome ? $"Outcome: {facts.Speech.Value(held.Type, "outcome", outcome)}" : null]) : null;

    private string? Distance => history.Placement?.Fields["distanceMiles"] is decimal miles ? $"The placement is {miles.ToString("0.#", CultureInfo.InvariantCulture)} miles from home" : null;

    private string? Late => facts.Evaluation.Obligations.Where(one => one.Status == ObligationStatus.Overdue).OrderBy(one => one.Due).Select(one => $"{one.Title}, due {Dates.InWords(one.Due)}").ToList() is { Count: > 0 } late
        ? $"Overdue: {string.Join("; ", late)}" : "Nothing is overdue";

    private string? SecondReview => history.ReviewNumbered(2) is { } second
        ? second.Held is { } held ? $"Second review held on {Dates.InWords(held.On)}; signed plan {(held.Flag("signedPlan") switch { true => "available", false => "not available", _ => "not recorded" })}" : $"Second review booked for {Dates.InWords(second.Day)}" : null;

    private string? Last(string label, string type) => happened.LastOrDefault(one => one.Type == type) is { } last ? $"{label} on {Dates.InWords(last.On)}" : null;

    private string? Officer(string role)
    {
        var last = happened.LastOrDefault(one => one.Text("who") is not null
            && (one.Type == "officer-allocated" && one.Text("role") == role && !(one.Date("until") < facts.Today) || one.Type == "iro-appointed" && role == "iro"));
        return last?.Text("who") is { } who ? facts.Person(who) : null;
    }

    private static bool Open(Obligation one) => one.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming;

    private static string? Joined(IReadOnlyList<string?> parts) => parts.OfType<string>().ToList() is { Count: > 0 } said ? string.Join(". ", said) : null;
}

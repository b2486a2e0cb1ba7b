using System.Globalization;
using System.Text.Json;
using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Api.Words;

/// <summary>Events as the people of one council read them.</summary>
/// <param name="words">The council's own words, by the platform's terms: <c>review</c>, <c>permanence-planning</c>, <c>iro</c>.</param>
/// <param name="clauses">Titles of the clauses of the council's policy, by id.</param>
/// <param name="codes">The return's codes and their words.</param>
public sealed class EventWords(
    IReadOnlyDictionary<string, string> words,
    IReadOnlyDictionary<string, string>? clauses = null,
    CodeSets? codes = null
) : ISpeech
{
    /// <summary>The platform's words, where no council's apply.</summary>
    public static readonly EventWords Plain = new(new Dictionary<string, string>());

    /// <summary>The council's name for a meeting, option, role or other term.</summary>
    public string Name(string term) => words.TryGetValue(term, out var own) ? own : Codes.Name(term);

    /// <summary>The same inside a sentence: capitals that belong to a council's name stay.</summary>
    public string NameInSentence(string term) => Codes.InSentence(Name(term));

    string ISpeech.Term(string term) => NameInSentence(term);

    string ISpeech.Order(string order) => Codes.InSentence(Order(order));

    string ISpeech.Value(string type, string field, object value) => Value(type, field, value);

    string ISpeech.InSentence(string words) => Codes.InSentence(words);

    string ISpeech.Ordinal(int number) => Ordinal(number).ToLowerInvariant();

    public string LegalStatus(string code) => WordsOf(CodeSets.LegalStatuses, code) ?? $"Legal status {code}";

    public string Placement(string code) => WordsOf(CodeSets.Placements, code) ?? $"Placement {code}";

    public string CeasedReason(string code) => WordsOf(CodeSets.CeasedReasons, code) ?? $"Reason {code}";

    /// <summary>The codes that a field of an event may have, each with its words; null where it takes none.</summary>
    public IReadOnlyList<(string Code, string Words)>? CodesOf(string type, string field) =>
        CodeFieldOf(type, field) is { } set
            ? [.. (codes?.Of(set) ?? []).Where(code => code.Words is not null).Select(code => (code.Code, code.Words!))]
            : null;

    /// <summary>A kind of event.</summary>
    public string Label(EventTypeSpecification type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return
            type.Name is EventTypes.ReviewHeld or EventTypes.ReviewBooked or EventTypes.ReviewCancelled
            && words.TryGetValue("review", out var review)
            ? $"{char.ToUpperInvariant(review[0])}{review[1..]} {Last(type.Label)}"
            : type.Label;
    }

    /// <summary>What happened: <c>Permanence planning meeting held</c>, <c>Interim care order made</c>.</summary>
    public string Title(CareEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var label = EventVocabulary.Find(happened.Type) is { } type ? Label(type) : Codes.Name(happened.Type);
        return happened.Type switch
        {
            EventTypes.MeetingHeld
            or EventTypes.MeetingBooked
            or EventTypes.MeetingCancelled when happened.Text("meeting") is { } meeting =>
                $"{Name(happened.Text("kind") is { } kind && words.ContainsKey(kind) ? kind : meeting)} {Last(label)}",
            EventTypes.ActionAgreed when happened.Text("what") is { } what => $"{label}: {what}",
            EventTypes.NetworkPersonRecorded when happened.Text("relation") is { } relation => $"{label}: {Codes.InSentence(relation)}",
            EventTypes.PermanenceEnded when happened.Text("option") is { } option => $"{label}: {NameInSentence(option)}",
            EventTypes.OrderMade or EventTypes.OrderEnded when happened.Text("order") is { } order => $"{Order(order)} {Last(label)}",
            EventTypes.AssessmentStarted or EventTypes.AssessmentCompleted when happened.Text("assessment") is { } assessment =>
                $"{Assessment(assessment)} {Last(label)}",
            EventTypes.ReviewHeld or EventTypes.ReviewBooked or EventTypes.ReviewCancelled when happened.Number("number") is { } number =>
                $"{Ordinal(number)} {Codes.InSentence(words.GetValueOrDefault("review", "review"))} {Last(label)}",
            EventTypes.CourtDateListed when happened.Text("hearing") is { } hearing => $"{Codes.Name(hearing)} hearing listed",
            EventTypes.PlanSet or EventTypes.PlanEnded when happened.Text("option") is { } option && happened.Text("track") is { } track =>
                $"{Codes.Name(track)} plan {(happened.Type == EventTypes.PlanSet ? "set" : "ended")}: {NameInSentence(option)}",
            EventTypes.PlanAgreed or EventTypes.PlanConfirmed or EventTypes.PlanRatified when happened.Text("option") is { } option =>
                $"{label}: {NameInSentence(option)}",
            EventTypes.PermanenceSecured when happened.Text("option") is { } option => $"{label}: {NameInSentence(option)}",
            EventTypes.PlacementStarted when happened.Text("placement") is { } placement =>
                $"Placement started: {Codes.InSentence(Placement(placement))}",
            EventTypes.LegalStatusChanged when happened.Text("legalStatus") is { } status =>
                $"Legal status changed: {Codes.InSentence(LegalStatus(status))}",
            EventTypes.DiscussionRecorded when happened.Text("topic") is { } topic => $"Discussion recorded: {NameInSentence(topic)}",
            EventTypes.RequirementRecorded when happened.Text("clause") is { } clause =>
                $"{Outcome(happened.Text("outcome"))}: {Clause(clause)}",
            EventTypes.CarePlanFiled or EventTypes.CarePlanFilingSet when happened.Text("plan") is { } plan =>
                $"{Codes.Name(plan)} care plan: {(happened.Type == EventTypes.CarePlanFiled ? "filed" : "filing date set")}",
            _ => label,
        };
    }

    /// <summary>Each field with its label, save those that the title already says.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts(CareEvent happened, Func<string, CareEvent?>? find = null)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var specification = EventVocabulary.Find(happened.Type);
        var facts = new List<(string, string)>();
        foreach (var (name, value) in happened.Fields)
        {
            if (InTitle(happened.Type, name) || value is CareEvent)
                continue;
            facts.Add((specification?.Field(name)?.Label ?? Codes.Name(name), Value(happened.Type, name, value, find)));
        }

        return facts;
    }

    /// <summary>Every field, for comparing two versions of an entry.</summary>
    public IReadOnlyList<(string Label, string Value)> AllFacts(CareEvent happened, Func<string, CareEvent?>? find = null)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var specification = EventVocabulary.Find(happened.Type);
        return
        [
            ("Date", Dates.InWords(happened.On)),
            .. (specification?.Fields ?? []).Select(field =>
                (field.Label, happened.Fields[field.Name] is { } value ? Value(happened.Type, field.Name, value, find) : "Not recorded")
            ),
            ("Note", happened.Note ?? "None"),
        ];
    }

    public string Value(string type, string field, object value, Func<string, CareEvent?>? find = null) =>
        (field, value) switch
        {
            (_, LocalDate date) => Dates.InWords(date),
            (_, LocalDateTime time) => Dates.InWords(time),
            (_, bool flag) => flag ? "Yes" : "No",
            (_, int number) => Counting.Number(number),
            (_, decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture),
            (_, JsonText json) => Json(json, type == EventTypes.OutcomesRecorded ? codes : null),
            (_, FieldList<string> list) => string.Join("; ", list.Select(one => field is "about" or "states" ? Clause(one) : Name(one))),
            (_, FieldList<Attendance> people) => string.Join("; ", people.Select(Person)),
            ("sex", string sex) => Sex(sex),
            ("legalStatus", string code) => $"{LegalStatus(code)} ({code})",
            ("placement", string code) => $"{Placement(code)} ({code})",
            ("reason", string code) when type == EventTypes.CeasedLookedAfter => $"{CeasedReason(code)} ({code})",
            (_, string code) when CodeFieldOf(type, field) is { } set => $"{WordsOf(set, code) ?? code} ({code})",
            // Text that people write as they like; a return writes a code there.
            (_, string text) when ReturnFieldOf(type, field) is { } set && codes?.Find(set, text) is not null => codes.Said(set, text),
            ("order", string order) => Order(order),
            ("clause", string clause) => Clause(clause),
            (_, string text) when EventVocabulary.Find(type)?.Field(field) is { Kind: FieldKind.Choice } => Name(text),
            (_, string text) when EventVocabulary.Find(type)?.Field(field) is { Kind: FieldKind.EventId } => find?.Invoke(text) is { } other
                ? $"{Title(other)} on {Dates.InWords(other.On)}"
                : text,
            // A role or document named as programs name it.
            (_, string text)
                when EventVocabulary.Roles.Contains(text)
                    || text.Contains('-', StringComparison.Ordinal) && text.All(one => char.IsAsciiLetterLower(one) || one == '-') => Name(
                text
            ),
            (_, string text) => text,
            _ => value.ToString() ?? "",
        };

    public string Order(string order) =>
        order switch
        {
            "special-guardianship" => "Special guardianship order",
            "child-arrangements" => "Child arrangements order",
            "adoption" => "Adoption order",
            _ => Codes.Name(order),
        };

    /// <summary><c>First</c> to <c>Tenth</c>, then <c>11th</c>.</summary>
    public static string Ordinal(int number) =>
        number switch
        {
            1 => "First",
            2 => "Second",
            3 => "Third",
            4 => "Fourth",
            5 => "Fifth",
            6 => "Sixth",
            7 => "Seventh",
            8 => "Eighth",
            9 => "Ninth",
            10 => "Tenth",
            _ =>
                $"{number}{(number % 100 is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}",
        };

    private string Assessment(string assessment) =>
        words.TryGetValue($"{assessment}-assessment", out var own) ? own : $"{Codes.Name(assessment)} assessment";

    // "Independent reviewing officer (A Person), sent information: in court".
    private string Person(Attendance person)
    {
        var who = person.Who is null ? "" : $" ({person.Who})";
        var part = person.Part == Attendance.Information ? ", sent information" : "";
        return $"{Name(person.Role)}{who}{part}{(person.Reason is null ? "" : $": {person.Reason}")}";
    }

    private static string Sex(string code) =>
        code switch
        {
            "F" => "Female",
            "M" => "Male",
            "U" => "Not known",
            _ => code,
        };

    /// <summary>A clause by its title, with its id.</summary>
    private string Clause(string id) => clauses?.GetValueOrDefault(id) is { } title ? $"{title} ({id})" : id;

    private static string Outcome(string? outcome) =>
        outcome switch
        {
            "done" => "Requirement met",
            "not-needed" => "Requirement not needed",
            "declined" => "Requirement declined",
            _ => "Requirement recorded",
        };

    private static string Last(string label) => label.Split(' ')[^1];

    private string? WordsOf(string set, string code) => codes?.Find(set, code)?.Words;

    // Which of the return's fields the codes of an event's field come from.
    private static string? CodeFieldOf(string type, string field) =>
        (type, field) switch
        {
            (_, "legalStatus") => CodeSets.LegalStatuses,
            (_, "placement") => CodeSets.Placements,
            (EventTypes.CeasedLookedAfter, "reason") => CodeSets.CeasedReasons,
            (_, "participation") => CodeSets.Participations,
            (EventTypes.PreviousPermanenceRecorded, "kind") => CodeSets.EarlierPermanence,
            (EventTypes.ShortBreaksEnded, "reason") => CodeSets.CeasedReasons,
            _ => null,
        };

    private static string? ReturnFieldOf(string type, string field) =>
        (type, field) switch
        {
            (_, "provider") => "PLACE_PROVIDER",
            (_, "ethnicity") => CodeSets.Ethnicities,
            (EventTypes.PlacementEnded, "reason") => "REASON_PLACE_CHANGE",
            (EventTypes.ShouldBePlacedReversed, "reason") => "REASON_PLACED_CEASED",
            (EventTypes.OfficerAllocated, "reason") => "SW_REASON",
            (EventTypes.PreviousPermanenceRecorded, "authority") => "LA_PERM",
            _ => null,
        };

    private static bool InTitle(string type, string field) =>
        (type, field) switch
        {
            (EventTypes.MeetingHeld or EventTypes.MeetingBooked or EventTypes.MeetingCancelled, "meeting") => true,
            (EventTypes.OrderMade or EventTypes.OrderEnded, "order") => true,
            (EventTypes.AssessmentStarted or EventTypes.AssessmentCompleted, "assessment") => true,
            (EventTypes.ReviewHeld or EventTypes.ReviewBooked or EventTypes.ReviewCancelled, "number") => true,
            (EventTypes.CourtDateListed, "hearing") => true,
            (EventTypes.PlanSet or EventTypes.PlanEnded, "option" or "track") => true,
            (EventTypes.PlanAgreed or EventTypes.PlanConfirmed or EventTypes.PlanRatified or EventTypes.PermanenceSecured, "option") =>
                true,
            (EventTypes.PlacementStarted, "placement") => true,
            (EventTypes.LegalStatusChanged, "legalStatus") => true,
            (EventTypes.DiscussionRecorded, "topic") => true,
            (EventTypes.RequirementRecorded, "clause" or "outcome") => true,
            (EventTypes.ActionAgreed, "what") or (EventTypes.NetworkPersonRecorded, "relation") or (EventTypes.PermanenceEnded, "option") =>
                true,
            (EventTypes.CarePlanFiled or EventTypes.CarePlanFilingSet, "plan") => true,
            _ => false,
        };

    /// <param name="codes">Of the properties that are called like the return's columns; null where none are.</param>
    private static string Json(JsonText json, CodeSets? codes)
    {
        using var document = JsonDocument.Parse(json.Json);
        return Plain("", document.RootElement, codes);

        static string Plain(string name, JsonElement element, CodeSets? codes) =>
            element.ValueKind switch
            {
                JsonValueKind.Object => string.Join(
                    "; ",
                    element
                        .EnumerateObject()
                        .Select(property => $"{Codes.Name(property.Name)}: {Plain(property.Name, property.Value, codes)}")
                ),
                JsonValueKind.Array => string.Join("; ", element.EnumerateArray().Select(one => Plain(name, one, codes))),
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                JsonValueKind.Null => "not answered",
                JsonValueKind.String => codes?.Said(name, element.GetString()!) ?? element.GetString()!,
                _ => element.GetRawText(),
            };
    }
}

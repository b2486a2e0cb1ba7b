using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>Writes the entry that a selector picks, with no more in it than the selector and the vocabulary ask for.</summary>
internal static class Composition
{
    /// <summary>What happens to a child or is decided about them: it is part of a course and never made up to meet a duty.</summary>
    private static readonly HashSet<string> OfTheCourse = new(StringComparer.Ordinal)
    {
        EventTypes.InterventionStarted,
        EventTypes.PreBirthAssessmentStarted,
        EventTypes.RemovalLikely,
        EventTypes.CareDecisionMade,
        EventTypes.PreProceedingsStarted,
        EventTypes.PreProceedingsEnded,
        EventTypes.BecameLookedAfter,
        EventTypes.CeasedLookedAfter,
        EventTypes.LegalStatusChanged,
        EventTypes.PlacementStarted,
        EventTypes.PlacementEnded,
        EventTypes.UnplannedEnding,
        EventTypes.WentMissing,
        EventTypes.ShortBreaksStarted,
        EventTypes.ShortBreaksEnded,
        EventTypes.BecameParent,
        EventTypes.DeprivedOfLiberty,
        EventTypes.Died,
        EventTypes.ProceedingsIssued,
        EventTypes.ProceedingsConcluded,
        EventTypes.OrderMade,
        EventTypes.OrderEnded,
        EventTypes.PlanEnded,
        EventTypes.PermanenceSecured,
        EventTypes.PermanenceEnded,
        EventTypes.PreviousPermanenceRecorded,
        EventTypes.ShouldBePlacedDecided,
        EventTypes.ShouldBePlacedReversed,
        EventTypes.MatchApproved,
        EventTypes.MatchEnded,
        EventTypes.LinkEnded,
        EventTypes.PlacedForAdoption,
        EventTypes.AdoptionApplied,
        EventTypes.AdoptionUnlikelyRecorded,
        EventTypes.RelinquishmentNotified,
        EventTypes.DetailsChanged,
        EventTypes.SiblingJoined,
        EventTypes.SiblingLeft,
        EventTypes.EventCorrected,
        EventTypes.EventWithdrawn,
        EventTypes.ReturnReceived,
        EventTypes.HeldFactDecided,
    };

    private const int DaysToAnswer = 14;

    public static bool IsOfTheCourse(CareEvent happened) =>
        OfTheCourse.Contains(happened.Type) || (happened.Type == EventTypes.PlanSet && happened.Text("track") is null or "primary");

    public static bool IsOfTheCourse(Selector selector) =>
        OfTheCourse.Contains(selector.TypeName)
        || (
            selector.TypeName == EventTypes.PlanSet
            && !selector.Where.Any(test => test.Field == "track" && test.Values.Any(value => value is not "primary"))
        );

    /// <summary>Null where no entry of the child's can be what is asked for on that day.</summary>
    /// <param name="history">The record on the day of the entry.</param>
    public static CareEvent? Of(Selector selector, in Arising arising, CaseHistory history, CodeSets codes)
    {
        var type = EventVocabulary.Find(selector.TypeName)!;
        if (
            type.By == RecordedBy.Platform
            || history.Died is not null
            || (LifeCourse.NeedsTheBorn(type.Name) && !(history.Birth <= history.On))
        )
            return null;
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var test in selector.Where)
        {
            if (test.Absent || (type.Name == EventTypes.PlanSet && test.Field == "option"))
                continue;
            if (Value(test, type.Field(test.Field)!, history, codes) is not { } value)
                return null;
            fields[test.Field] = value;
        }

        foreach (var (field, other) in selector.Matching)
        {
            if ((other == "id" ? arising.Event?.Id : arising.Event?.Fields[other]) is not { } value)
                return null;
            fields[field] = value;
        }

        if (selector.SaidBy.Length > 0)
            fields["by"] = selector.SaidBy[0];
        // A well-kept concern says who has it and by when it is to be answered.
        if (type.Name == EventTypes.EscalationRaised)
        {
            if (!selector.Where.Any(test => test.Field == "by"))
                fields.TryAdd("by", "social-worker");
            if (!selector.Where.Any(test => test.Field == "complyBy"))
                fields["complyBy"] = history.On.PlusDays(DaysToAnswer);
        }

        if (type.Name == EventTypes.PlanSet)
            fields["option"] = Beside(selector, history.PrimaryPlan);
        foreach (var field in type.Fields)
        {
            if (field.Required && !fields.ContainsKey(field.Name))
            {
                if (Needed(field, history, codes) is not { } value)
                    return null;
                fields[field.Name] = value;
            }
        }

        if (type.Name == EventTypes.EscalationResolved && arising.Event is { Type: EventTypes.EscalationRaised, Id: { } raised })
            fields["escalation"] = raised;
        var composed = Made(type.Name, history.On, fields);
        if (type.Name == EventTypes.RequirementRecorded && composed.Text("outcome") != "done")
            composed = composed with { Note = "Asked for, and not wanted." };
        return FitsThePlan(composed, history) ? composed : null;
    }

    /// <summary>An entry with its fields in the order of the vocabulary.</summary>
    public static CareEvent Made(string type, LocalDate on, IReadOnlyDictionary<string, object> fields)
    {
        var known = EventVocabulary.Find(type)!.Fields;
        return new CareEvent
        {
            Type = type,
            On = on,
            Fields = EventFields.Of(
                known.Where(field => fields.ContainsKey(field.Name)).Select(field => KeyValuePair.Create(field.Name, fields[field.Name]))
            ),
        };
    }

    /// <summary>What an entry announces: the meeting that is booked is held, a concern is resolved. Null of most.</summary>
    public static CareEvent? Follows(CareEvent happened) =>
        happened.Type switch
        {
            EventTypes.MeetingBooked => Made(
                EventTypes.MeetingHeld,
                happened.Date("for")!.Value,
                happened.Fields.Where(field => field.Key is "meeting" or "family" or "kind").ToDictionary(StringComparer.Ordinal)
            ),
            EventTypes.EscalationRaised => Made(
                EventTypes.EscalationResolved,
                happened.On.PlusDays(DaysToAnswer),
                happened
                    .Fields.Where(field => field.Key is "clause")
                    .Append(KeyValuePair.Create<string, object>("escalation", happened.Id!))
                    .ToDictionary(StringComparer.Ordinal)
            ),
            _ => null,
        };

    /// <summary>Whether one selector asks all that another does, and more.</summary>
    public static bool Narrows(Selector narrow, Selector wide) =>
        narrow.TypeName == wide.TypeName
        && (wide.SaidBy.IsEmpty || Shape.Of(wide.SaidBy) == Shape.Of(narrow.SaidBy))
        && wide.Where.All(test => narrow.Where.Any(one => Shape.Of(one) == Shape.Of(test)))
        && (narrow.Where.Length > wide.Where.Length || narrow.SaidBy.Length > wide.SaidBy.Length);

    /// <summary>Whether whatever one selector picks is picked by another too, by what it says and who said so.</summary>
    public static bool IsPickedBy(Selector narrow, Selector wide) =>
        narrow.TypeName == wide.TypeName
        && (wide.SaidBy.IsEmpty || Shape.Of(wide.SaidBy) == Shape.Of(narrow.SaidBy))
        && wide.Where.All(test =>
            narrow.Where.Any(one =>
                Shape.Of(one) == Shape.Of(test)
                || (one.Field == test.Field && !test.Absent && one.Values.Count > 0 && one.Values.All(test.Values.Contains))
            )
        );

    /// <summary>Which entry a selector picks, as a pack writes it.</summary>
    public static string InWords(Selector selector)
    {
        var tests = selector
            .Where.Select(test =>
                test.Absent && test.Values.Count == 0 ? $"no {test.Field}"
                : test.AtLeast is { } least ? $"{test.Field}: {least} or more"
                : test.Values.Count == 0 ? $"with {test.Field}"
                : $"{test.Field}: {string.Join('|', test.Absent ? test.Values.Append("none") : test.Values)}"
            )
            .ToList();
        if (selector.SaidBy.Length > 0)
            tests.Add($"by {string.Join('|', selector.SaidBy)}");
        return tests.Count == 0 ? selector.TypeName : $"{selector.TypeName} ({string.Join(", ", tests)})";
    }

    /// <summary>
    /// One entry that says what two would: a review or a meeting of the same kind of the same day. Null where they differ in anything.
    /// </summary>
    public static CareEvent? Together(CareEvent held, CareEvent other)
    {
        if (
            held.Type != other.Type
            || held.On != other.On
            || held.Type is not (EventTypes.ReviewHeld or EventTypes.MeetingHeld)
            || held.Text("kind") != other.Text("kind")
            || held.Text("family") != other.Text("family")
        )
            return null;
        var fields = held.Fields.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        foreach (var (name, value) in other.Fields)
        {
            if (!fields.TryAdd(name, value) && !fields[name].Equals(value))
                return null;
        }

        return Made(held.Type, held.On, fields) with
        {
            Id = held.Id,
            Note = held.Note,
        };
    }

    // What agrees a plan agrees the one there is, and what is planned beside it is another.
    private static bool FitsThePlan(CareEvent composed, CaseHistory history) =>
        composed.Type switch
        {
            EventTypes.PlanAgreed or EventTypes.PlanConfirmed or EventTypes.PlanRatified => composed.Text("option") == history.PrimaryPlan,
            EventTypes.ReviewHeld => composed.Text("planAgreed") is not { } agreed || agreed == history.PrimaryPlan,
            EventTypes.PlanSet => history.PrimaryPlan is { } primary && composed.Text("option") != primary,
            _ => true,
        };

    private static string Beside(Selector selector, string? primary) =>
        selector
            .Where.Where(test => test is { Field: "option", Absent: false })
            .SelectMany(test => test.Values.OfType<string>())
            .Concat(["long-term-fostering", "special-guardianship"])
            .First(option => option != primary);

    private static object? Value(FieldTest test, FieldSpecification field, CaseHistory history, CodeSets codes)
    {
        if (test.AtLeast is { } least)
            return least;
        if (test.Values.Count == 0)
            return Needed(field, history, codes);
        var value =
            test.Values.FirstOrDefault(one => one.Equals(field.Name is "option" or "planAgreed" ? history.PrimaryPlan : "done"))
            ?? test.Values[0];
        return field.Kind is FieldKind.Ids or FieldKind.Roles && value is string word ? new FieldList<string>([word]) : value;
    }

    private static object? Needed(FieldSpecification field, CaseHistory history, CodeSets codes) =>
        (field.Name, field.Kind) switch
        {
            ("option" or "planAgreed", _) => history.PrimaryPlan,
            ("track", _) => "contingency",
            ("topic", _) => "other",
            ("year", _) => "2024-25",
            (_, FieldKind.Choice) => field.Choices[0],
            (_, FieldKind.Code) => codes.Of(field.CodeSet!) is [var first, ..] ? first.Code : null,
            (_, FieldKind.Date) => history.On.PlusDays(14),
            (_, FieldKind.DateTime) => history.On.At(new LocalTime(12, 0)),
            (_, FieldKind.Flag) => true,
            (_, FieldKind.Number) => 1,
            (_, FieldKind.Miles) => 4m,
            (_, FieldKind.Json) => new JsonText("{}"),
            (_, FieldKind.Role) => "social-worker",
            (_, FieldKind.Roles) => new FieldList<string>(["child"]),
            (_, FieldKind.DayOrWords) => history.On,
            (_, FieldKind.EventId) => field.Names is { } named ? history.Latest(named)?.Id : null,
            (_, FieldKind.Text or FieldKind.Name) => "recorded",
            _ => null,
        };
}

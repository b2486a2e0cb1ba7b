using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Records;
using Permanence.Domain.Returns.Facts;

namespace Permanence.Domain.Returns.Merging;

/// <summary>
/// Whether a fact of a return and what a person recorded are the same, two different things, or two accounts of one thing. What happens
/// once in a period of care is one thing wherever it is dated in it; what recurs is one thing when it is dated close together.
/// </summary>
internal sealed class Disagreement(IReadOnlyList<ReturnFact> said, IReadOnlyList<CareEvent> byPeople)
{
    private const int DaysBetweenReviews = 14;
    private const int DaysBetweenChanges = 28;

    private static readonly string[] OnceInAPeriod =
    [
        EventTypes.CeasedLookedAfter,
        EventTypes.ShouldBePlacedDecided,
        EventTypes.ShouldBePlacedReversed,
        EventTypes.MatchApproved,
        EventTypes.PlacedForAdoption,
    ];
    private static readonly string[] OrdersMadeOnce = ["placement", "adoption", "special-guardianship", "child-arrangements"];

    // What an import cannot know of an event and a person may have added, or know better.
    private static readonly string[] NotCompared =
    [
        "basis",
        "onOrBefore",
        "sameCarers",
        "earlyPermanence",
        "provider",
        "postcode",
        "participation",
    ];

    private readonly List<(LocalDate Starts, LocalDate Ends)> periods = Periods([.. said.Select(fact => fact.Happened)], []);

    // Somebody who puts the entry right leaves its end to the return: what people say of when care began ends where either says it ended.
    private readonly List<(LocalDate Starts, LocalDate Ends)> periodsByPeople = Periods(byPeople, [.. said.Select(fact => fact.Happened)]);

    /// <summary>A person recorded this already, perhaps saying more.</summary>
    public bool IsSame(CareEvent fact, CareEvent recorded)
    {
        if (fact.Type != recorded.Type)
            return false;
        // Somebody who knows the day says no more than a return that knows only that it was no later.
        var sameDay = fact.On == recorded.On || (fact.Flag("onOrBefore") == true && recorded.On < fact.On && SamePeriod(fact, recorded));
        return sameDay
            && fact.Fields.All(field =>
                NotCompared.Contains(field.Key)
                || recorded.Fields[field.Key] is not { } value
                || value.Equals(field.Value)
                || (field.Key == "legalStatus" && fact.On != recorded.On)
            );
    }

    /// <summary>A person who says of that day what the fact says, and perhaps more, says the same.</summary>
    public static bool SaysAll(CareEvent recorded, CareEvent fact) =>
        recorded.Type == fact.Type
        && recorded.On == fact.On
        && fact.Fields.All(field => IsAPersonsToSay(field.Key) || field.Value.Equals(recorded.Fields[field.Key]));

    /// <summary>Whether what a person recorded in a field stands beside whatever a return says of the event.</summary>
    public static bool IsAPersonsToSay(string field) => NotCompared.Contains(field);

    /// <summary>A person recorded the same thing otherwise.</summary>
    public bool IsOtherAccount(CareEvent fact, CareEvent recorded)
    {
        if (fact.Type != recorded.Type)
            return false;
        return fact.Type switch
        {
            EventTypes.BecameLookedAfter => SamePeriod(fact, recorded),
            EventTypes.ReviewHeld => Apart(fact, recorded) <= DaysBetweenReviews,
            EventTypes.PlacementStarted => fact.On == recorded.On
                || (Apart(fact, recorded) <= DaysBetweenChanges && fact.Text("placement") == recorded.Text("placement")),
            EventTypes.LegalStatusChanged => fact.On == recorded.On
                || (Apart(fact, recorded) <= DaysBetweenChanges && fact.Text("legalStatus") == recorded.Text("legalStatus")),
            EventTypes.OrderMade or EventTypes.OrderEnded => fact.Text("order") == recorded.Text("order")
                && (
                    OrdersMadeOnce.Contains(fact.Text("order"))
                        ? InOnePeriod(fact.On, recorded.On)
                        : Apart(fact, recorded) <= DaysBetweenChanges
                ),
            EventTypes.Died => true,
            EventTypes.OutcomesRecorded or EventTypes.PlacementEnded => false,
            _ when OnceInAPeriod.Contains(fact.Type) => InOnePeriod(fact.On, recorded.On),
            _ => fact.On == recorded.On,
        };
    }

    public static ReturnFinding Finding(ReturnFact fact, string child, CareEvent? recorded)
    {
        var label = EventVocabulary.Find(fact.Happened.Type)!.Label;
        var says = Described(fact.Happened);
        var message = recorded is null
            ? $"{label}: the return says {says}, but a person withdrew that here. It stays withdrawn; record it by hand if it is right."
            : $"{label}: the return says {says}, but a person recorded {Described(recorded)} here. What the person recorded "
                + "stands; correct it there if the return is right.";
        return new ReturnFinding(fact.File, fact.Line, child, "", says, RefusalCodes.RecordedHere, FindingGrade.FactHeld, message);
    }

    private static string Described(CareEvent happened)
    {
        var values = happened
            .Fields.Where(field => field.Value is string or LocalDate && field.Key is not ("postcode" or "provider" or "basis"))
            .Select(field => field.Value is LocalDate date ? LocalDatePattern.Iso.Format(date) : (string)field.Value);
        var on = InWords.Date(happened.On);
        var text = string.Join(" ", values);
        return text.Length == 0 ? on : $"{(text.Length > 80 ? text[..80] + "…" : text)} on {on}";
    }

    private static int Apart(CareEvent one, CareEvent other) => Math.Abs(Period.DaysBetween(one.On, other.On));

    private bool SamePeriod(CareEvent fact, CareEvent recorded)
    {
        var mine = periods.Find(period => period.Starts == fact.On);
        var theirs = periodsByPeople.Find(period => period.Starts == recorded.On);
        return mine.Starts < theirs.Ends && theirs.Starts < mine.Ends;
    }

    private bool InOnePeriod(LocalDate one, LocalDate other)
    {
        var period = periods.FindLast(period => period.Starts <= one);
        if (period == default)
            return true;
        // The last period goes on; between two, what follows the end of one belongs to it until the next begins.
        var next = periods.Find(later => later.Starts > period.Starts);
        return other >= period.Starts && (next == default || other < next.Starts);
    }

    private static List<(LocalDate Starts, LocalDate Ends)> Periods(IReadOnlyList<CareEvent> events, IReadOnlyList<CareEvent> others)
    {
        var periods = new List<(LocalDate, LocalDate)>();
        var ends = events
            .Concat(others)
            .Where(happened => happened.Type == EventTypes.CeasedLookedAfter)
            .Select(happened => happened.On)
            .Order()
            .ToList();
        var starts = events.Where(happened => happened.Type == EventTypes.BecameLookedAfter).Select(happened => happened.On);
        foreach (var start in starts.Order())
            periods.Add((start, ends.Find(end => end >= start) is var end && end != default ? end : LocalDate.MaxIsoValue));
        return periods;
    }
}

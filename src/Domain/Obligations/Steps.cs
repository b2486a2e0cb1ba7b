using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>What the clock counts from, and how it is known.</summary>
internal sealed record AnchorStep(Moment Moment, MomentDay Day, LocalDate On) : Step
{
    public override string InWords()
    {
        var label = char.ToUpperInvariant(Moment.Label[0]) + Moment.Label[1..];
        var day = Day.At is { } at ? Domain.InWords.Time(at) : Domain.InWords.Day(Day.Day);
        return Day.Certainty switch
        {
            Certainty.Happened => $"{label}: {day}{Entry(Day.Source)}.",
            Certainty.OnOrBefore when Day.IsIssueTold =>
                $"{label}: nobody recorded when proceedings were issued; it was by {day}, the day of the interim care order, so that every "
                    + $"date is the latest lawful one{Entry(Day.Source)}.",
            Certainty.OnOrBefore => $"{label}: {day} or before it{Entry(Day.Source)}.",
            Certainty.Booked => $"{label}: {Arranged(Day.Source!)} for {day}{Entry(Day.Source)}.",
            Certainty.Fixed => $"{label}: {day}.",
            Certainty.Latest => $"{label} is neither held nor booked; the latest day the rules allow is {day}: {Limit(Day.Limit!)}.",
            Certainty.ShouldHaveBeen => $"{label} never came: it begins with the day it should have come, {day}{Should()}.",
            _ => $"{label} has not happened and is not booked.",
        };
    }

    private string Should() => Day.Limit is { } limit ? $": {Limit(limit)}" : Entry(Day.Source);

    private static string Limit(LatestLimit limit) =>
        $"{limit.Rule.Clause.Id}, {limit.Rule.Limit.InWords()} after {limit.Rule.Of.Label} "
        + $"({(limit.From.Certainty == Certainty.Latest ? "itself at the latest on " : "")}{Domain.InWords.Date(limit.From.Day)}"
        + $"{(limit.From.Certainty == Certainty.OnOrBefore ? " or before it" : "")})";

    private static string Arranged(CareEvent source) =>
        source.Type switch
        {
            EventTypes.CourtDateListed => "listed",
            EventTypes.CarePlanFilingSet => "set",
            _ => "booked",
        };

    private static string Entry(CareEvent? source)
    {
        if (source is null)
            return "";
        var label = EventVocabulary.Find(source.Type)!.Label;
        return source.Date("for") is null
            ? $" ({label.ToLowerInvariant()}{Id(source)})"
            : $" ({label.ToLowerInvariant()} on {Domain.InWords.Date(source.On)}{Id(source)})";
    }

    private static string Id(CareEvent source) => source.Id is null ? "" : $", entry {source.Id}";
}

/// <summary>What the clause asks of that day.</summary>
internal sealed record RuleStep(LimbRule Rule) : Step
{
    public override string InWords()
    {
        var chosen = Rule.Choice is { } choice
            ? $" The policy gives no number: this one is the council's own choice ({choice.Label})."
            : "";
        var watched = Rule.IsWatchPoint ? " It is a day to look at it: nothing is late after it." : "";
        return $"{Rule.Clause.Id} ({Force(Rule.Clause.Force)}): {Rule.ClockInWords()}.{watched}{chosen}";
    }

    private static string Force(Force force) =>
        force switch
        {
            Policies.Force.Must => "must",
            Policies.Force.Should => "should",
            Policies.Force.WherePossible => "where possible",
            _ => "for information",
        };
}

/// <summary>What the policy leaves open and the date depends on.</summary>
internal sealed record LeftOpenStep(PackSetting Setting) : Step
{
    public override string InWords() =>
        Setting.Value is { } value
            ? $"The policy leaves this open: {Setting.Label}. The council chose: {Setting.InWords(value)}."
            : $"The policy leaves this open: {Setting.Label}. The council has not chosen; until it does, this is the platform's reading.";
}

/// <summary>Which version of the policy governs the duty, and why that one. Said only where there is more than one.</summary>
/// <param name="Arising">The version in force when the duty arose.</param>
/// <param name="Next">The version after <paramref name="Governing"/>, which does not govern it.</param>
internal sealed record VersionStep(PolicyPack Governing, PolicyPack Arising, PolicyPack? Next, LocalDate Arose) : Step
{
    public override string InWords()
    {
        var arose = Domain.InWords.Day(Arose);
        if (!ReferenceEquals(Governing, Arising))
            return $"Version {Governing.Version} of the policy governs this, from {Domain.InWords.Date(Governing.Effective!.Value)}: "
                + $"it arose on {arose} under version {Arising.Version} and was still open, and version {Governing.Version} counts open "
                + "duties again.";
        if (Next is { Effective: { } later } && Arose < later)
            return $"Version {Governing.Version} of the policy governs this: it arose on {arose}, before version {Next.Version} took "
                + $"effect on {Domain.InWords.Date(later)}.";
        return Governing.Effective is { } since
            ? $"Version {Governing.Version} of the policy governs this: it arose on {arose}, and that version is in force from "
                + $"{Domain.InWords.Date(since)}."
            : $"Version {Governing.Version} of the policy governs this: it arose on {arose}.";
    }
}

/// <summary>Which days were not counted, and why.</summary>
internal sealed record SkippedStep(LocalDate From, LocalDate To, bool Backwards, WorkingDayCalendar Calendar) : Step
{
    public override string InWords()
    {
        var holidays = Calendar
            .WeekdayHolidaysBetween(From, To)
            .Select(holiday => $"{holiday.Title} ({Domain.InWords.Date(holiday.Date)})")
            .ToList();
        var counted = Backwards
            ? $"Counted back from {Domain.InWords.Day(To)} to {Domain.InWords.Day(From)}"
            : $"Counted from {Domain.InWords.Day(From)} to {Domain.InWords.Day(To)}";
        return holidays.Count == 0
            ? $"{counted}, leaving out Saturdays and Sundays; no bank holiday falls on a weekday between them."
            : $"{counted}, leaving out Saturdays, Sundays and {holidays.Count} bank holiday{(holidays.Count == 1 ? "" : "s")}: "
                + $"{string.Join(", ", holidays)}.";
    }
}

/// <summary>The date that comes out.</summary>
internal sealed record DueStep(LocalDate Due, LocalDateTime? DueAt, LocalDate? ActBy, WorkingDayCalendar Calendar) : Step
{
    public override string InWords()
    {
        var due = $"Due {(DueAt is { } at ? Domain.InWords.Time(at) : Domain.InWords.Day(Due))}.";
        if (ActBy is null)
            return $"{due} The bank holidays known here "
                + $"{(Due < Calendar.First ? $"begin with {Calendar.FirstYear}" : $"end with {Calendar.LastYear}")}, so the last working "
                + "day before it cannot be given.";
        if (ActBy == Due)
            return due;
        var why = Due.DayOfWeek >= IsoDayOfWeek.Saturday ? $"a {Due.DayOfWeek}" : $"a bank holiday ({Calendar.HolidayOn(Due)!.Title})";
        return $"{due} That is {why}: the date does not move, so act by {Domain.InWords.Day(ActBy.Value)}, the last working day before it.";
    }
}

/// <summary>A date set by somebody with the power to set it.</summary>
internal sealed record ExtendedStep(Moment Moment, MomentDay To) : Step
{
    public override string InWords() => $"Extended: {Moment.Label} is set for {Domain.InWords.Day(To.Day)}, later than the limit.";
}

/// <summary>Why the date is only the latest that may be.</summary>
internal sealed record LatestLawfulStep(string Unknown) : Step
{
    public override string InWords() =>
        $"{char.ToUpperInvariant(Unknown[0])}{Unknown[1..]}: what follows is the latest lawful day, and the true one may have been "
        + "earlier. Record the true day.";
}

/// <summary>A limit that had run out before there was anything to do.</summary>
internal sealed record RanOutStep(LocalDate Limit, LocalDate Arose) : Step
{
    public override string InWords() =>
        $"The limit was {Domain.InWords.Date(Limit)}, before this arose: due the day it arose, {Domain.InWords.Date(Arose)}.";
}

/// <summary>How long after its date a task is not yet called late.</summary>
internal sealed record GraceStep(TimeLimit Grace, LocalDate LateAfter) : Step
{
    public override string InWords() =>
        $"It is not called late for {Grace.InWords()} more: overdue only after {Domain.InWords.Day(LateAfter)}.";
}

/// <summary>Why there is no date.</summary>
internal sealed record RefusedStep(string Sentence) : Step
{
    public override string InWords() => Sentence;
}

/// <summary>Where the clause stands.</summary>
internal sealed record CitationStep(Clause Clause) : Step
{
    public override string InWords() =>
        $"Source: {Clause.Document}, {(char.IsAsciiDigit(Clause.Section[0]) ? "section " : "")}{Clause.Section}: {Clause.Says}";
}

/// <summary>What met it, or ended it.</summary>
internal sealed record OutcomeStep(string Sentence) : Step
{
    public override string InWords() => Sentence;
}

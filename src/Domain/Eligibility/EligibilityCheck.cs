using System.Globalization;
using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Questions;

namespace Permanence.Domain.Eligibility;

/// <summary>
/// Answers eligibility questions. Pure: the day is given. It informs a decision and makes none, and it is not legal advice: where the
/// council's text and the national rule come to different answers it says so and chooses neither.
/// </summary>
public static class EligibilityCheck
{
    /// <param name="day">The London date of the application, or the day asked about.</param>
    public static EligibilityAnswer Answer(EligibilityQuestion question, EligibilityFacts facts, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(facts);
        var unknown = new List<string>();
        var reasons = new List<EligibilityReason>();
        var answers = new List<bool>();
        foreach (var reading in question.Readings)
        {
            var ruledOut = reading.RuledOut.Select(route => Try(reading, route, rulesOut: true)).ToList();
            var routes = reading.Routes.Select(route => Try(reading, route, rulesOut: false)).ToList();
            reasons.AddRange([.. ruledOut, .. routes]);
            answers.Add(!ruledOut.Exists(reason => reason.Holds) && routes.Exists(reason => reason.Holds));
        }

        var outcome = answers.Distinct().ToList() is [var agreed]
            ? agreed
                ? EligibilityOutcome.Yes
                : EligibilityOutcome.No
            : EligibilityOutcome.CheckWithLegal;
        return new(outcome, reasons, [.. unknown.Distinct(StringComparer.Ordinal)], [.. Notes(question, outcome, answers)]);

        EligibilityReason Try(EligibilityReading reading, EligibilityRoute route, bool rulesOut)
        {
            var tried = route.Tests.Select(test => Test(test, facts, day, unknown)).ToList();
            var because = tried.Select(test => test.Because).ToList();
            if (route.Note is { } note)
                because.Add(note);
            return new(reading.Document, route.Title, route.Source, rulesOut, tried.TrueForAll(test => test.Holds), because);
        }
    }

    /// <summary>What comes out differently from what a worked answer says; null where it agrees.</summary>
    public static string? Failure(EligibilityQuestion question, EligibilityExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        var outcome = Answer(question, example.Facts, example.Day).Outcome;
        return outcome == example.Answer ? null : $"'{example.Title}' comes out as {outcome}, and {example.Answer} is written.";
    }

    private static IEnumerable<string> Notes(EligibilityQuestion question, EligibilityOutcome outcome, List<bool> answers)
    {
        if (outcome == EligibilityOutcome.CheckWithLegal)
        {
            var saying = question.Readings.Zip(answers, (reading, yes) => $"{reading.Document} says {(yes ? "yes" : "no")}");
            yield return $"Check with legal: {string.Join("; ", saying)}.";
        }

        foreach (var reading in question.Readings.Where(reading => !reading.Confirmed))
            yield return $"{reading.Document}: the wording used here is still to be confirmed with legal.";
        if (outcome != EligibilityOutcome.Yes && question.Otherwise is { } otherwise)
            yield return otherwise;
    }

    private static (bool Holds, string Because) Test(EligibilityTest test, EligibilityFacts facts, LocalDate day, List<string> unknown)
    {
        switch (test)
        {
            case EligibilityTest.Fact fact:
                if (facts.Known.TryGetValue(fact.Name, out var known))
                    return (known == fact.Is, $"{(known ? "So" : "Not so")}: {fact.Label}.");
                unknown.Add(fact.Label);
                return (false, $"Not known: {fact.Label}.");

            case EligibilityTest.Age age:
                return Age(age, facts.Born, facts.LeapDayOnFirstOfMarch ?? false, day, unknown);

            case EligibilityTest.Since since:
                if (!facts.Days.TryGetValue(since.Name, out var from))
                {
                    unknown.Add(since.Label);
                    return (false, $"Not known: {since.Label}.");
                }

                var first = Later(from, since.AtLeast);
                return (
                    day >= first,
                    $"{Capital(since.Label)} {InWords.Date(from)}; {since.AtLeast.InWords()} later is {InWords.Date(first)}, "
                        + $"which {(day >= first ? "has come" : "has not come")} by {InWords.Date(day)}."
                );

            case EligibilityTest.AtMost most:
                if (!facts.Numbers.TryGetValue(most.Name, out var number))
                {
                    unknown.Add(most.Label);
                    return (false, $"Not known: {most.Label}.");
                }

                var said = number.ToString(CultureInfo.InvariantCulture);
                return (
                    number <= most.Limit,
                    $"{Capital(most.Label)}: {said}, against {most.Limit}: {(number <= most.Limit ? "within it" : "outside it")}."
                );

            case EligibilityTest.LivedWith lived:
                return lived.RightUpToTheDay
                    ? Unbroken(lived, Joined(facts.LivedWith), day)
                    : Altogether(lived, Joined(facts.LivedWith), day);

            default:
                throw new InvalidOperationException($"No such test: {test.GetType().Name}.");
        }
    }

    private static (bool, string) Age(
        EligibilityTest.Age age,
        LocalDate? born,
        bool leapDayOnFirstOfMarch,
        LocalDate day,
        List<string> unknown
    )
    {
        if (born is not { } birth)
        {
            unknown.Add("the child's date of birth");
            return (false, "Not known: the child's date of birth.");
        }

        if (age.From is { } from)
        {
            var reached = Birthdays.Of(birth, from, leapDayOnFirstOfMarch);
            if (day < reached)
                return (false, $"Born {InWords.Date(birth)}: {from} on {InWords.Date(reached)}, after {InWords.Date(day)}.");
        }

        if (age.Under is { } under)
        {
            var reached = Birthdays.Of(birth, under, leapDayOnFirstOfMarch);
            return (
                day < reached,
                $"Born {InWords.Date(birth)}: {(day < reached ? "under" : "no longer under")} {under} on {InWords.Date(day)}, "
                    + $"whose birthday is {InWords.Date(reached)}."
            );
        }

        return (true, $"Born {InWords.Date(birth)}: {Birthdays.AgeOn(birth, day, leapDayOnFirstOfMarch)} on {InWords.Date(day)}.");
    }

    private static (bool, string) Unbroken(EligibilityTest.LivedWith lived, IReadOnlyList<Stay> stays, LocalDate day)
    {
        if (stays.LastOrDefault(stay => stay.From <= day) is not { } last)
            return (false, "The child has not lived with the applicant.");
        if (last.To < day)
            return (
                false,
                $"The child last lived with the applicant to {InWords.Date(last.To.Value)}, not right up to {InWords.Date(day)}."
            );
        var first = Later(last.From, lived.For);
        return (
            first <= day,
            $"Together without a break since {InWords.Date(last.From)}; {lived.For.InWords()} is reached on {InWords.Date(first)}, "
                + $"{(first <= day ? "by" : "after")} {InWords.Date(day)}."
        );
    }

    private static (bool, string) Altogether(EligibilityTest.LivedWith lived, IReadOnlyList<Stay> stays, LocalDate day)
    {
        var window = lived.WithinLast is { } within ? Earlier(day, within) : (LocalDate?)null;
        var counted = stays
            .Select(stay =>
                (From: window > stay.From ? window.Value : stay.From, To: stay.To is { } to && to < day ? to : day.PlusDays(-1))
            )
            .Where(stay => stay.From <= stay.To)
            .ToList();
        if (counted.Count == 0)
            return (false, "The child has not lived with the applicant in the time that counts.");
        var days = counted.Sum(stay => Period.DaysBetween(stay.From, stay.To) + 1);
        var wanted = Period.DaysBetween(Earlier(day, lived.For), day);
        var sum = string.Join(" and ", counted.Select(stay => $"{InWords.Date(stay.From)} to {InWords.Date(stay.To)}"));
        var because =
            $"Together {sum}: "
            + $"{days} "
            + $"days{(lived.WithinLast is { } last ? $" of the last {last.InWords()}, from {InWords.Date(window!.Value)}" : "")}, "
            + $"against {lived.For.InWords()} ({wanted} days).";
        var holds = days >= wanted;
        if (lived.EndedWithin is { } grace && stays[^1].To is { } end && end < day)
        {
            var latest = Later(end, grace);
            because +=
                $" It ended on {InWords.Date(end)}; {grace.InWords()} later is {InWords.Date(latest)}, "
                + $"{(day <= latest ? "not before" : "before")} {InWords.Date(day)}.";
            holds = holds && day <= latest;
        }

        return (holds, because);
    }

    /// <summary>Stays in order, those that touch or overlap as one.</summary>
    private static List<Stay> Joined(IReadOnlyList<Stay> stays)
    {
        var joined = new List<Stay>();
        foreach (var stay in stays.OrderBy(stay => stay.From))
        {
            if (joined.Count > 0 && joined[^1] is var last && (last.To is null || stay.From <= last.To.Value.PlusDays(1)))
                joined[^1] = last with { To = last.To is null || stay.To is null ? null : LocalDate.Max(last.To.Value, stay.To.Value) };
            else
                joined.Add(stay);
        }

        return joined;
    }

    private static LocalDate Later(LocalDate from, TimeLimit by) => from.Plus(Length(by));

    private static LocalDate Earlier(LocalDate from, TimeLimit by) => from.Minus(Length(by));

    /// <summary>Calendar lengths only: the reader refuses hours and working days in eligibility.</summary>
    private static Period Length(TimeLimit limit) =>
        limit.Unit switch
        {
            TimeUnit.Days => Period.FromDays(limit.Count),
            TimeUnit.Weeks => Period.FromWeeks(limit.Count),
            TimeUnit.Months => Period.FromMonths(limit.Count),
            TimeUnit.Years => Period.FromYears(limit.Count),
            _ => throw new ArgumentException($"{limit.InWords()} is no calendar length.", nameof(limit)),
        };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}

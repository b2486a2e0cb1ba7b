using NodaTime;
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
            var tried = route.Tests.Select(test => test.Try(facts, day, unknown)).ToList();
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
}

using NodaTime;
using Permanence.Domain.Policies.Questions;

namespace Permanence.Domain.Eligibility;

/// <summary>Whether what is known settles a question, so that nobody is asked what could not change the answer.</summary>
public static class EligibilitySettled
{
    private const int TriedAtMost = 4;

    /// <summary>
    /// The answer, where it is the same whatever the facts that are not known turn out to be. Null where something still matters.
    /// </summary>
    public static EligibilityAnswer? Answer(EligibilityQuestion question, EligibilityFacts facts, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(facts);
        var tests = Tests(question).ToList();
        var open = tests
            .OfType<EligibilityTest.Fact>()
            .Select(test => test.Name)
            .Where(name => !facts.Known.ContainsKey(name))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (open.Count > TriedAtMost || tests.Exists(test => test.WantsMoreThan(facts)))
            return null;
        var answer = EligibilityCheck.Answer(question, facts, day);
        for (var way = 0; way < 1 << open.Count; way++)
        {
            var known = new Dictionary<string, bool>(facts.Known, StringComparer.Ordinal);
            for (var fact = 0; fact < open.Count; fact++)
                known[open[fact]] = (way >> fact & 1) == 1;
            if (EligibilityCheck.Answer(question, facts with { Known = known }, day).Outcome != answer.Outcome)
                return null;
        }

        return answer;
    }

    public static IEnumerable<EligibilityTest> Tests(EligibilityQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Readings.SelectMany(reading => reading.RuledOut.Concat(reading.Routes)).SelectMany(route => route.Tests);
    }
}

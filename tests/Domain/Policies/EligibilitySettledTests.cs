using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Questions;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>When what is known is enough. The children are invented.</summary>
public sealed class EligibilitySettledTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    private static readonly LocalDate Day = new(2026, 6, 16);

    private static EligibilityQuestion Question(string council, string question) =>
        Library.For(council)!.Versions[^1].Reference.Question(question)!;

    [Fact]
    public void What_no_unknown_fact_could_change_is_settled() =>
        Assert.Equal(
            EligibilityOutcome.Yes,
            EligibilitySettled
                .Answer(Question("merton", "planning-meeting-by-age"), new EligibilityFacts { Born = new(2020, 1, 1) }, Day)
                ?.Outcome
        );

    [Fact]
    public void What_an_unknown_fact_could_change_is_not()
    {
        Assert.Null(
            EligibilitySettled.Answer(Question("merton", "planning-meeting-by-age"), new EligibilityFacts { Born = new(2010, 1, 1) }, Day)
        );
        Assert.Null(EligibilitySettled.Answer(Question("merton", "planning-meeting-by-age"), new EligibilityFacts(), Day));
        Assert.Null(
            EligibilitySettled.Answer(Question("herefordshire", "distance-from-home"), new EligibilityFacts { Born = new(2020, 1, 1) }, Day)
        );
        Assert.Null(
            EligibilitySettled.Answer(
                Question("merton", "special-guardianship-application"),
                new EligibilityFacts { Born = new(2020, 1, 1) },
                Day
            )
        );
        // Under 12, and an exemption nobody has spoken of would rule the meeting out.
        Assert.Null(
            EligibilitySettled.Answer(
                Question("hertfordshire", "planning-meeting-needed"),
                new EligibilityFacts { Born = new(2020, 1, 1) },
                Day
            )
        );
    }

    [Fact]
    public void A_settled_answer_is_the_answer_of_every_worked_example_with_all_its_facts()
    {
        var examples = Library
            .Authorities.SelectMany(council => Library.For(council.Id)!.Versions[^1].Reference.Questions)
            .SelectMany(question =>
                question.Worked.Select(example =>
                    (question, example, settled: EligibilitySettled.Answer(question, example.Facts, example.Day))
                )
            )
            .ToList();

        Assert.Contains(examples, one => one.settled is not null);
        Assert.All(examples.Where(one => one.settled is not null), one => Assert.Equal(one.example.Answer, one.settled!.Outcome));
    }
}

using NodaTime;
using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Questions;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>What both question pages draw: the form, what was typed, and the answer. Nothing of it is kept.</summary>
public interface IQuestionPage
{
    QuestionForm Form { get; }

    IReadOnlyDictionary<string, string> Typed { get; }

    IReadOnlyList<FieldFault> Faults { get; }

    AnswerView? Answer { get; }
}

/// <summary>Answers one question from what a form says.</summary>
internal sealed record Asking(
    QuestionForm Form,
    IReadOnlyDictionary<string, string> Typed,
    IReadOnlyList<FieldFault> Faults,
    AnswerView? Answer
)
{
    /// <summary>As it first opens: answered at once where the record settles it.</summary>
    public static Asking Open(EligibilityQuestion question, RecordFacts? record, LocalDate today, string authority, PolicyPack pack) =>
        new(
            new QuestionForm(question, record),
            new QuestionForm(question, record).Begin(today),
            [],
            record is not null && EligibilitySettled.Answer(question, Of(record.Facts, pack), today) is { } settled
                ? AnswerView.Of(authority, pack, settled)
                : null
        );

    public static Asking Sent(EligibilityQuestion question, RecordFacts? record, HttpRequest request, string authority, PolicyPack pack)
    {
        var form = new QuestionForm(question, record);
        var typed = request.Typed();
        var (facts, day, faults) = form.Read(typed);
        return new(
            form,
            typed,
            faults,
            faults.Count > 0 || day is null
                ? null
                : AnswerView.Of(authority, pack, EligibilityCheck.Answer(question, Of(facts, pack), day.Value))
        );
    }

    private static EligibilityFacts Of(EligibilityFacts facts, PolicyPack pack) =>
        facts with
        {
            LeapDayOnFirstOfMarch = pack.LeapDayOnFirstOfMarch,
        };
}

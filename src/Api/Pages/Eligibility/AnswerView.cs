using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Questions;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>An answer as it is drawn: each document's own answer with its rules, the council's first.</summary>
public sealed record AnswerView(string Authority, EligibilityAnswer Answer, IReadOnlyList<DocumentAnswer> Documents)
{
    public static AnswerView Of(string authority, PolicyPack pack, EligibilityAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(answer);
        return new(
            authority,
            answer,
            [
                .. answer
                    .Reasons.GroupBy(reason => reason.Document)
                    .Select(document => new DocumentAnswer(
                        document.Key,
                        !document.Any(reason => reason.RulesOut && reason.Holds)
                            && document.Any(reason => !reason.RulesOut && reason.Holds),
                        // What decides it first, then the rest in the order of the document.
                        [
                            .. document
                                .OrderByDescending(reason => reason.Holds)
                                .Select(reason => (reason, pack.Clauses.GetValueOrDefault(reason.Source))),
                        ]
                    )),
            ]
        );
    }

    public static string Words(EligibilityOutcome outcome) =>
        outcome switch
        {
            EligibilityOutcome.Yes => "Yes",
            EligibilityOutcome.No => "No",
            _ => "Check with legal",
        };

    public static string Tone(EligibilityOutcome outcome) =>
        outcome switch
        {
            EligibilityOutcome.Yes => "well",
            EligibilityOutcome.No => "quiet",
            _ => "soon",
        };
}

public sealed record DocumentAnswer(string Title, bool Yes, IReadOnlyList<(EligibilityReason Reason, Clause? Clause)> Rules);

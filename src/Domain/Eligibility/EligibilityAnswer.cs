using Permanence.Domain.Policies.Questions;

namespace Permanence.Domain.Eligibility;

/// <param name="Reasons">Every rule that was looked at, the council's first.</param>
/// <param name="Unknown">Facts that were asked for and not given, in words: any of them may change the answer.</param>
/// <param name="Notes">What remains open, and what has not been confirmed.</param>
public sealed record EligibilityAnswer(
    EligibilityOutcome Outcome,
    IReadOnlyList<EligibilityReason> Reasons,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Notes
);

/// <param name="Source">The clause's id or the statute.</param>
/// <param name="Holds">Whether the rule is met; for a rule that rules out, whether it does.</param>
/// <param name="RulesOut">Whether it is an exclusion.</param>
/// <param name="Because">Each test in words, with its arithmetic.</param>
public sealed record EligibilityReason(
    string Document,
    string Title,
    string Source,
    bool RulesOut,
    bool Holds,
    IReadOnlyList<string> Because
);

using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Practice;
using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies.Questions;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>Every question of the council for one child, answered where the record settles it.</summary>
public sealed class ChildQuestionsModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : ChildPracticePage(councils, access, clock, policies, grains, people)
{
    public IReadOnlyList<(EligibilityQuestion Question, EligibilityOutcome? Settled)> Questions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Find())
            return NotFound();
        var record = new RecordFacts(History, Council.Speech);
        Questions =
        [
            .. Reference.Questions.Select(question => (question, EligibilitySettled.Answer(question, record.Facts, Today)?.Outcome)),
        ];
        return Page();
    }
}

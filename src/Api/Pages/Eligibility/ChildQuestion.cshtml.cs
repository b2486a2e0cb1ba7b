using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Practice;
using Permanence.Domain.Policies.Questions;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>One question for one child: what the record knows is filled in, the rest is asked. Nothing is kept.</summary>
public sealed class ChildQuestionModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : ChildPracticePage(councils, access, clock, policies, grains, people), IQuestionPage
{
    private Asking asking = null!;

    public EligibilityQuestion Question { get; private set; } = null!;

    public QuestionForm Form => asking.Form;

    public IReadOnlyDictionary<string, string> Typed => asking.Typed;

    public IReadOnlyList<FieldFault> Faults => asking.Faults;

    public AnswerView? Answer => asking.Answer;

    public async Task<IActionResult> OnGetAsync(string question)
    {
        if (Reference.Question(question) is not { } found || !await Find())
            return NotFound();
        Question = found;
        asking = Asking.Open(found, new RecordFacts(History, Council.Speech), Today, Authority, Pack);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string question)
    {
        if (Reference.Question(question) is not { } found || !await Find())
            return NotFound();
        Question = found;
        asking = Asking.Sent(found, new RecordFacts(History, Council.Speech), Request, Authority, Pack);
        Response.StatusCode = Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}

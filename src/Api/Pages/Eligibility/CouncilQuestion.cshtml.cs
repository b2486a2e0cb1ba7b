using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Practice;
using Permanence.Domain.Policies.Questions;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>One question, asked of nobody in particular, with the worked answers of the policy.</summary>
public sealed class CouncilQuestionModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies),
        IQuestionPage
{
    private Asking asking = null!;

    public EligibilityQuestion Question { get; private set; } = null!;

    public QuestionForm Form => asking.Form;

    public IReadOnlyDictionary<string, string> Typed => asking.Typed;

    public IReadOnlyList<FieldFault> Faults => asking.Faults;

    public AnswerView? Answer => asking.Answer;

    public IActionResult OnGet(string question)
    {
        if (Reference.Question(question) is not { } found)
            return NotFound();
        Question = found;
        asking = Asking.Open(found, null, Today, Authority, Pack);
        return Page();
    }

    public IActionResult OnPost(string question)
    {
        if (Reference.Question(question) is not { } found)
            return NotFound();
        Question = found;
        asking = Asking.Sent(found, null, Request, Authority, Pack);
        Response.StatusCode = Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}

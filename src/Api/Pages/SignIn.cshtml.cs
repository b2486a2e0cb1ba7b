using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;

namespace Permanence.Api.Pages;

[ResponseCache(NoStore = true)]
public sealed class SignInModel(IEnumerable<IDemoPeople> people) : PageModel
{
    public IReadOnlyList<IGrouping<string, DemoPerson>> Places { get; private set; } = [];

    public string ReturnUrl { get; private set; } = "/";

    /// <summary>Why somebody who came back from the identity provider is not signed in; null where nobody was refused.</summary>
    public string? Refused { get; private set; }

    public void OnGet(string? returnUrl, string? refused)
    {
        ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl! : "/";
        Places = [.. people.SelectMany(source => source.All).GroupBy(person => person.Place)];
        Refused = refused switch
        {
            null => null,
            ProviderPeople.Nobody =>
                "Your work account was recognised, but it has no role in this service, so you can see nothing here. Ask your "
                    + "manager, or whoever looks after accounts at your council or agency, to put you in the group of your role.",
            ProviderPeople.OfSeveral =>
                "Your work account has roles of more than one council or agency, or beside one that of running the platform. One "
                    + "account can have one of them: ask whoever looks after accounts to take you out of the others.",
            Arrivals.Left =>
                "By your council's directory you have left. If that is wrong, ask an administrator or your manager to put it right.",
            ProviderSignIn.Away => "The sign-in page of your council or agency cannot be reached just now. Try again in a few minutes.",
            _ => "You were not signed in. Try again.",
        };
    }
}

using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;

namespace Permanence.Api.Pages;

public sealed class SignInModel(IEnumerable<IDemoPeople> people) : PageModel
{
    public IReadOnlyList<IGrouping<string, DemoPerson>> Places { get; private set; } = [];

    public string ReturnUrl { get; private set; } = "/";

    public void OnGet(string? returnUrl)
    {
        ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl! : "/";
        Places = [.. people.SelectMany(source => source.All).GroupBy(person => person.Place)];
    }
}

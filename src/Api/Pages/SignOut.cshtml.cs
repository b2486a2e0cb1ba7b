using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;

namespace Permanence.Api.Pages;

public sealed class SignOutModel : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await ProviderSignIn.SignOut(HttpContext);
        // The provider takes the browser to its own page first.
        return Response.StatusCode == StatusCodes.Status302Found ? new EmptyResult() : LocalRedirect(Links.SignIn);
    }
}
